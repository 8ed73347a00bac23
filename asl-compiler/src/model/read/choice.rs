//! Choice rules. Reference §7.

use super::Reader;
use super::jsonata::Reserved;
use super::object::Fields;
use super::path::PathKind::Any;
use crate::diag::{Code, Diagnostic};
use crate::expr::ExprError;
use crate::model::fields::{Family, OPERATORS, Object, Operator};
use crate::model::{
    Comparison, Condition, DataTest, Operand, PathField, QueryLanguage, Rule, Setting,
};
use crate::parse::{Json, Member, Node};
use crate::source::{Span, Spanned};

impl Reader<'_> {
    /// An element of `Choices`.
    pub(super) fn rule(&mut self, node: &Node) -> Option<Rule> {
        let fields = self.object(node, Object::Rule, node.place())?;
        let condition = self.condition(&fields);
        let output = self.template_of(&fields, "Output", Reserved::Input);
        let assign = self.assign(&fields, Reserved::Input);
        let next = self.string(&fields, "Next");
        Some(Rule {
            condition: condition?,
            output,
            assign,
            next: next?,
            span: node.span,
        })
    }

    fn nested_rule(&mut self, node: &Node) -> Option<Condition> {
        let fields = self.object(node, Object::NestedRule, node.place())?;
        self.condition(&fields)
    }

    /// Exactly one of `And`, `Or`, `Not`, and `Variable` with one operator.
    fn condition(&mut self, fields: &Fields<'_>) -> Option<Condition> {
        self.comment(fields);
        if self.language == QueryLanguage::Jsonata {
            return self.computed_condition(fields);
        }
        let tests = fields.all(|name| is_combination(name) || operator(name).is_some());
        let [test, others @ ..] = tests.as_slice() else {
            self.report_no_test(fields);
            return None;
        };
        for other in others {
            self.report_second(Code::ChoiceRule, other, test);
        }
        let name = test.key.value.as_str();
        let Some(operator) = operator(name) else {
            let variable = fields.member("Variable");
            if let Some(variable) = variable.filter(|_| others.is_empty()) {
                let label = format!("`{name}` combines whole rules and takes no `Variable`");
                self.report(Code::ChoiceRule, variable.key.span, label);
            }
            return self.combination(fields, test);
        };
        let variable = self.path(fields, "Variable", Any);
        if fields.lacks(&["Variable"]) && others.is_empty() {
            let label = format!("`{name}` needs a `Variable` to look at");
            self.report(Code::ChoiceRule, test.key.span, label);
        }
        let comparison = self.comparison(operator, &test.value);
        Some(Condition::Test(DataTest {
            variable: variable?,
            comparison: comparison?,
        }))
    }

    /// `Condition`.
    fn computed_condition(&mut self, fields: &Fields<'_>) -> Option<Condition> {
        let Some(node) = fields.get("Condition") else {
            if fields.lacks(&["Condition"]) && !fields.has_unknown {
                let label = "a rule needs a `Condition`";
                self.report(Code::ChoiceRule, fields.place, label);
            }
            return None;
        };
        if self.is_path_for_value(node, "Condition") {
            return None;
        }
        let literal = |reader: &mut Self, node: &Node| {
            let value = reader.as_boolean(node)?;
            Some(Spanned::new(value, node.span))
        };
        Some(match self.given(node, "Condition", literal)? {
            Setting::Literal(value) => Condition::Literal(value.value),
            Setting::Expression(expression) => Condition::Expression(expression),
            Setting::Path(_) => return None,
        })
    }

    fn report_no_test(&mut self, fields: &Fields<'_>) {
        // A misspelt operator has been reported as a field that does not exist.
        if fields.has_unknown {
            return;
        }
        let (place, label) = match fields.member("Variable") {
            Some(variable) => (
                variable.key.span,
                "a `Variable` needs an operator such as `StringEquals`",
            ),
            None => (
                fields.place,
                "a rule needs `Variable` and an operator, or `And`, `Or` or `Not`",
            ),
        };
        self.report(Code::ChoiceRule, place, label);
    }

    fn combination(&mut self, fields: &Fields<'_>, test: &Member) -> Option<Condition> {
        let name = test.key.value.as_str();
        if name == "Not" {
            if let Json::Array(_) = &test.value.json {
                let label = "expected an object, found an array";
                let finding = Diagnostic::new(Code::WrongType, test.value.place(), label);
                self.diagnostics
                    .report(finding.help("`Not` takes one rule; `And` and `Or` take several"));
                return None;
            }
            let rule = self.nested_rule(&test.value)?;
            return Some(Condition::Not(Box::new(rule)));
        }
        let rules = self.elements(fields, name, Code::ChoiceRule)?;
        let rules: Vec<_> = rules.iter().map(|rule| self.nested_rule(rule)).collect();
        let rules = rules.into_iter().collect::<Option<_>>()?;
        Some(if name == "And" {
            Condition::And(rules)
        } else {
            Condition::Or(rules)
        })
    }

    fn comparison(&mut self, operator: &Operator, node: &Node) -> Option<Comparison> {
        let path = match operator.takes_path {
            true => Some(self.as_path(node, Any)?),
            false => None,
        };
        Some(match operator.family {
            Family::String(ordering) => {
                if path.is_none()
                    && let Json::String(text) = &node.json
                {
                    self.doubt_text_of(operator.name, text, node.span);
                }
                Comparison::String(ordering, self.operand(path, node, Self::as_string)?)
            }
            Family::Numeric(ordering) => {
                Comparison::Numeric(ordering, self.operand(path, node, Self::as_number)?)
            }
            Family::Timestamp(ordering) => {
                Comparison::Timestamp(ordering, self.operand(path, node, Self::as_timestamp)?)
            }
            Family::Boolean => Comparison::Boolean(self.operand(path, node, |reader, node| {
                Some(Spanned::new(reader.as_boolean(node)?, node.span))
            })?),
            Family::Matches => Comparison::Matches(self.as_pattern(node)?),
            Family::Is(test) => Comparison::Is(test, self.as_boolean(node)?),
        })
    }

    /// The path that was given, or else a literal.
    fn operand<L>(
        &mut self,
        path: Option<PathField>,
        node: &Node,
        literal: impl FnOnce(&mut Self, &Node) -> Option<Spanned<L>>,
    ) -> Option<Operand<L>> {
        match path {
            Some(path) => Some(Operand::Path(path)),
            None => literal(self, node).map(Operand::Literal),
        }
    }

    fn as_number(&mut self, node: &Node) -> Option<Spanned<String>> {
        match &node.json {
            Json::Number(text) => Some(Spanned::new(text.clone(), node.span)),
            _ => self.wrong_type(node, "a number"),
        }
    }

    /// A pattern of `StringMatches`, in which a backslash takes the character behind it along.
    fn as_pattern(&mut self, node: &Node) -> Option<String> {
        let pattern = self.as_string(node)?.value;
        let backslashes = pattern.len() - pattern.trim_end_matches('\\').len();
        if backslashes.is_multiple_of(2) {
            return Some(pattern);
        }
        let last = Span::new(pattern.len() - 1, pattern.len());
        let error = ExprError::new(last, "nothing follows this backslash")
            .help("a `*` is meant literally as `\\\\*`, a backslash as `\\\\\\\\`");
        self.report_within(Code::OutOfRange, node.span, error)
    }
}

fn is_combination(name: &str) -> bool {
    matches!(name, "And" | "Or" | "Not")
}

fn operator(name: &str) -> Option<&'static Operator> {
    OPERATORS.iter().find(|operator| operator.name == name)
}
