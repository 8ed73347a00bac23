//! JSONata: the strings that are expressions, and the fields that want a value of one type. Reference §6.

use super::Reader;
use super::object::Fields;
use super::path::PathKind;
use crate::diag::{Code, Diagnostic};
use crate::expr::ExprError;
use crate::expr::jsonata::restrict::{self, Member};
use crate::expr::jsonata::scope::{Reference, references};
use crate::expr::jsonata::{self, ast, doubt, regex};
use crate::model::{Expression, QueryLanguage, Setting};
use crate::parse::{Json, Node};
use crate::source::{Span, Spanned};

/// Where a value stands in its state, and what its expressions can see there.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// E.g. `Output/items[0]`.
    pub(super) field: String,
    /// What `$states` holds.
    pub(super) reserved: Reserved,
}

/// What `$states` holds besides the input and the context. Reference §6.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reserved {
    /// Nothing.
    Input,
    /// The result of a Task, Parallel or Map.
    Result,
    /// The Error Output that a catcher receives.
    ErrorOutput,
}

impl Reserved {
    fn members(self) -> &'static [Member] {
        match self {
            Reserved::Input => &[Member::Input, Member::Context],
            Reserved::Result => &[Member::Input, Member::Context, Member::Result],
            Reserved::ErrorOutput => &[Member::Input, Member::Context, Member::ErrorOutput],
        }
    }
}

impl Place {
    /// The member of an object that stands here.
    pub(super) fn member(&self, key: &str) -> Place {
        Place {
            field: format!("{}/{key}", self.field),
            ..*self
        }
    }

    /// The element of an array that stands here.
    pub(super) fn element(&self, index: usize) -> Place {
        Place {
            field: format!("{}[{index}]", self.field),
            ..*self
        }
    }
}

/// What a string is in JSONata. Reference §6.1.
#[derive(Debug, PartialEq, Eq)]
enum Text<'t> {
    Literal,
    /// The same, for the blanks around what would be an expression.
    Blank,
    /// The expression, and how many bytes stand before it.
    Expression(&'t str, usize),
    /// Only one of `{%` and `%}`.
    Unbalanced,
}

fn classify(text: &str) -> Text<'_> {
    let (opens, closes) = (text.starts_with("{%"), text.ends_with("%}"));
    match inner(text) {
        Some(inner) => {
            let expression = inner.trim_start();
            let offset = text.len() - "%}".len() - expression.len();
            Text::Expression(expression.trim_end(), offset)
        }
        None if inner(text.trim()).is_some() => Text::Blank,
        None if opens != closes => Text::Unbalanced,
        None => Text::Literal,
    }
}

fn shifted(span: Span, by: usize) -> Span {
    let range = span.range();
    Span::new(range.start + by, range.end + by)
}

/// What stands between the delimiters.
fn inner(text: &str) -> Option<&str> {
    text.strip_prefix("{%")?.strip_suffix("%}")
}

impl Reader<'_> {
    /// A field of the state at hand, by the path that run-time messages give it.
    pub(super) fn place(&self, field: &str, reserved: Reserved) -> Place {
        Place {
            field: format!("{}{field}", self.prefix),
            reserved,
        }
    }

    /// The expression in a string. `Ok(None)` for one that means itself; `Err` when something is wrong, which is reported.
    pub(super) fn expression_in(
        &mut self,
        text: &str,
        string: Span,
        place: &Place,
    ) -> Result<Option<Box<Expression>>, ()> {
        let (expression, offset) = match classify(text) {
            Text::Literal => return Ok(None),
            Text::Blank => {
                let label = "the blanks around `{%` and `%}` make this a text like any other";
                self.report(Code::BlankExpression, string, label);
                return Ok(None);
            }
            Text::Expression(expression, offset) => (expression, offset),
            Text::Unbalanced => {
                let label = "an expression stands between `{%` and `%}`; one of them is missing";
                self.report(Code::Jsonata, string, label);
                return Err(());
            }
        };
        let tree = self.tree(expression, offset, string, place).ok_or(())?;
        for Reference { name, span, .. } in references(&tree) {
            let span = self.source.within_string(string, shifted(span, offset));
            if name != "states" {
                self.reads.push(Spanned::new(name, span));
            }
        }
        Ok(Some(Box::new(Expression {
            tree,
            text: expression.to_owned(),
            field: place.field.clone(),
            span: string,
        })))
    }

    /// The tree of an expression that begins at `offset` of a string. What is wrong with it is reported.
    fn tree(
        &mut self,
        expression: &str,
        offset: usize,
        string: Span,
        place: &Place,
    ) -> Option<ast::Expr> {
        let mut report = |code, error: ExprError| {
            let span = shifted(error.span, offset);
            self.report_within::<()>(code, string, ExprError { span, ..error });
        };
        let tree = match jsonata::parse(expression) {
            Ok(tree) => tree,
            Err(error) => {
                report(Code::Jsonata, error.into());
                return None;
            }
        };
        let mut errors = restrict::check(&tree, place.reserved.members());
        errors.extend(regex::check(&tree));
        let is_valid = errors.is_empty();
        errors
            .into_iter()
            .for_each(|error| report(Code::Jsonata, error));
        doubt::check(&tree)
            .into_iter()
            .for_each(|doubt| report(Code::AlwaysFails, doubt));
        is_valid.then_some(tree)
    }

    /// A field that is given, looked up by its `…Path` form, or computed.
    pub(super) fn setting<L>(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
        literal: impl FnOnce(&mut Self, &Node) -> Option<Spanned<L>>,
    ) -> Option<Setting<L>> {
        let path = self.path(fields, &format!("{name}Path"), PathKind::Reference);
        let given = match fields.get(name) {
            Some(node) if self.is_path_for_value(node, name) => None,
            Some(node) => self.given(node, name, literal),
            None => None,
        };
        given.or(path.map(Setting::Path))
    }

    /// Reports a path, or an expression without its delimiters, in a field that takes the value itself.
    pub(super) fn is_path_for_value(&mut self, node: &Node, name: &str) -> bool {
        let Json::String(text) = &node.json else {
            return false;
        };
        if !text.starts_with('$') {
            return false;
        }
        let help = match self.language {
            QueryLanguage::JsonPath => format!("to look the value up, write `{name}Path`"),
            QueryLanguage::Jsonata => {
                "an expression stands between `{%` and `%}`, as in `{% $states.input.a %}`"
                    .to_owned()
            }
        };
        let label = format!("`{name}` takes the value itself, and this is a text");
        self.diagnostics
            .report(Diagnostic::new(Code::WrongType, node.span, label).help(help));
        true
    }

    /// A value that is given or computed.
    pub(super) fn given<L>(
        &mut self,
        node: &Node,
        name: &str,
        literal: impl FnOnce(&mut Self, &Node) -> Option<Spanned<L>>,
    ) -> Option<Setting<L>> {
        if self.language == QueryLanguage::Jsonata
            && let Json::String(text) = &node.json
        {
            let place = self.place(name, Reserved::Input);
            if let Some(expression) = self.expression_in(text, node.span, &place).ok()? {
                return Some(Setting::Expression(expression));
            }
        }
        literal(self, node).map(Setting::Literal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_stands_between_its_delimiters_and_nothing_around_them() {
        for (text, class) in [
            ("{% 1 %}", Text::Expression("1", 3)),
            ("{%1%}", Text::Expression("1", 2)),
            ("{%  $a & '%}' %}", Text::Expression("$a & '%}'", 4)),
            ("{%%}", Text::Expression("", 2)),
            ("{% %}", Text::Expression("", 3)),
            ("", Text::Literal),
            ("$.a", Text::Literal),
            (" {% 1 %} ", Text::Blank),
            ("{% 1 %} ", Text::Blank),
            ("a {% 1 %} b", Text::Literal),
            ("{% 1", Text::Unbalanced),
            ("1 %}", Text::Unbalanced),
            ("a {% 1 %}", Text::Unbalanced),
        ] {
            assert_eq!(classify(text), class, "{text}");
        }
    }
}
