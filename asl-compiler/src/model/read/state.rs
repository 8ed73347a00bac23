//! The eight types of state. Reference §1.6, §8; those that call something are in `work`.

use super::Reader;
use super::jsonata::Reserved;
use super::object::Fields;
use super::path::PathKind::Reference;
use super::template::looks_like_expression;
use crate::diag::{Code, Diagnostic, nearest};
use crate::expr::Expr;
use crate::model::fields::{Object, StateType};
use crate::model::{
    Body, Choice, Fail, FailText, Output, Pass, QueryLanguage, Setting, State, Until, Wait,
};
use crate::parse::{Json, Member, Node};
use crate::source::Spanned;

impl Reader<'_> {
    pub(super) fn state(&mut self, member: &Member) -> Option<State> {
        let Json::Object(members) = &member.value.json else {
            let label = format!("a state is an object, found {}", member.value.kind());
            self.report(Code::WrongType, member.value.place(), label);
            return None;
        };
        // These two say what every other field means.
        let language = self.state_language(&member.value)?;
        let of = self.state_type(member, members)?;

        let language_outside = std::mem::replace(&mut self.language, language);
        let reads_outside = std::mem::take(&mut self.reads);
        let state = self.inside(String::new(), |reader| reader.state_of(member, of));
        self.language = language_outside;
        let reads = std::mem::replace(&mut self.reads, reads_outside);
        Some(State { reads, ..state? })
    }

    /// The query language of a state: its own, or else that of the definition, whatever stands between. Reference §1.5.
    fn state_language(&mut self, state: &Node) -> Option<QueryLanguage> {
        let Some(node) = state.get("QueryLanguage") else {
            return Some(self.machine_language);
        };
        let language = self.query_language(node)?;
        if language == QueryLanguage::JsonPath && self.machine_language == QueryLanguage::Jsonata {
            let label = "a definition in JSONata has no states in JSONPath";
            let finding = Diagnostic::new(Code::OutOfRange, node.span, label);
            let help = "let the definition be in JSONPath, and say `\"QueryLanguage\": \"JSONata\"` in states";
            self.diagnostics.report(finding.help(help));
            return None;
        }
        Some(language)
    }

    fn state_of(&mut self, member: &Member, of: StateType) -> Option<State> {
        let errors = self.diagnostics.errors();
        let fields = self.object(&member.value, Object::State(of), member.key.span)?;
        let reserved = match of {
            StateType::Task | StateType::Parallel | StateType::Map => Reserved::Result,
            _ => Reserved::Input,
        };
        let comment = self.comment(&fields);
        let input = self.selection(&fields, "InputPath");
        let output = self.output(&fields, reserved);
        let assign = self.assign(&fields, reserved);
        let body = match of {
            StateType::Pass => self.pass(&fields).map(Body::Pass),
            StateType::Task => self.task(&fields).map(|task| Body::Task(Box::new(task))),
            StateType::Choice => self.choice(&fields).map(Body::Choice),
            StateType::Wait => self.wait(&fields).map(Body::Wait),
            StateType::Succeed => Some(Body::Succeed),
            StateType::Fail => Some(Body::Fail(self.fail(&fields))),
            StateType::Parallel => self
                .parallel(&fields)
                .map(|body| Body::Parallel(Box::new(body))),
            StateType::Map => self.map(&fields).map(|map| Body::Map(Box::new(map))),
        };
        // What is wrong with it may be what seems doubtful.
        if self.diagnostics.errors() == errors {
            self.doubt_state(&fields);
        }
        Some(State {
            name: member.key.clone(),
            comment,
            language: self.language,
            input,
            output,
            assign,
            reads: Vec::new(),
            body: body?,
        })
    }

    /// `OutputPath` or `Output`.
    fn output(&mut self, fields: &Fields<'_>, reserved: Reserved) -> Output {
        match self.template_of(fields, "Output", reserved) {
            Some(template) => Output::Compute(template),
            None => Output::Select(self.selection(fields, "OutputPath")),
        }
    }

    fn state_type(&mut self, state: &Member, members: &[Member]) -> Option<StateType> {
        let Some(node) = state.value.get("Type") else {
            let misspelt = members
                .iter()
                .find(|member| nearest(&member.key.value, ["Type"]).is_some());
            self.diagnostics.report(match misspelt {
                Some(Member { key, .. }) => {
                    let label = format!("a state has no field `{}`", key.value);
                    Diagnostic::new(Code::UnknownField, key.span, label)
                        .help("did you mean `Type`?")
                }
                None => {
                    let label = "a state needs the field `Type`";
                    Diagnostic::new(Code::MissingField, state.key.span, label)
                }
            });
            return None;
        };
        let text = self.as_string(node)?.value;
        let known = StateType::ALL.into_iter().find(|of| of.name() == text);
        if known.is_none() {
            let finding =
                Diagnostic::new(Code::UnknownType, node.span, "there is no such state type");
            let names = StateType::ALL.map(StateType::name);
            self.diagnostics
                .report(finding.help(match nearest(&text, names) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("the types are {}", names.join(", ")),
                }));
        }
        known
    }

    fn pass(&mut self, fields: &Fields<'_>) -> Option<Pass> {
        let parameters = self.parameters(fields);
        let result_path = self.result_path(fields);
        let transition = self.transition(fields)?;
        Some(Pass {
            result: fields.get("Result").cloned(),
            parameters,
            result_path,
            transition,
        })
    }

    fn choice(&mut self, fields: &Fields<'_>) -> Option<Choice> {
        let rules = self.elements(fields, "Choices", Code::OutOfRange);
        let rules = rules.map(|rules| {
            let rules = rules.iter().enumerate();
            rules
                .map(|(index, rule)| {
                    self.inside(format!("Choices[{index}]/"), |reader| reader.rule(rule))
                })
                .collect::<Vec<_>>()
        });
        let default = match fields.get("Default") {
            Some(node) => Some(self.as_string(node)?),
            None => None,
        };
        Some(Choice {
            rules: rules?.into_iter().collect::<Option<_>>()?,
            default,
        })
    }

    fn wait(&mut self, fields: &Fields<'_>) -> Option<Wait> {
        let seconds = self.setting(fields, "Seconds", |reader, node| {
            reader.as_integer(node, "Seconds")
        });
        let timestamp = self.setting(fields, "Timestamp", Self::as_timestamp);
        let transition = self.transition(fields);
        let seconds = seconds.map(Until::Seconds);
        let until = seconds.or(timestamp.map(Until::Timestamp));
        Some(Wait {
            until: until?,
            transition: transition?,
        })
    }

    fn fail(&mut self, fields: &Fields<'_>) -> Fail {
        let error = self.fail_text(fields, "Error", "ErrorPath");
        let cause = self.fail_text(fields, "Cause", "CausePath");
        Fail { error, cause }
    }

    fn fail_text(&mut self, fields: &Fields<'_>, literal: &str, path: &str) -> Option<FailText> {
        let computed = fields.member(path);
        let computed = computed.and_then(|member| self.computed_text(member, literal));
        let given = match fields.get(literal) {
            Some(node) => self.given(node, literal, Self::as_string),
            None => None,
        };
        match given {
            Some(Setting::Literal(text)) => {
                self.doubt_text_of(literal, &text.value, text.span);
                Some(FailText::Literal(text.value))
            }
            Some(Setting::Expression(expression)) => Some(FailText::Expression(expression)),
            Some(Setting::Path(_)) | None => computed,
        }
    }

    /// `ErrorPath` or `CausePath`: a Reference Path, or an intrinsic that yields a string.
    fn computed_text(&mut self, member: &Member, literal: &str) -> Option<FailText> {
        let (field, node) = (&member.key.value, &member.value);
        let text = self.as_string(node)?.value;
        if text.starts_with('$') {
            return self.as_path(node, Reference).map(FailText::Path);
        }
        if !looks_like_expression(&text) {
            let label = format!("`{field}` takes a path or an intrinsic call; this is neither");
            let finding = Diagnostic::new(Code::Path, node.span, label);
            let help = format!("to mean the text itself, write the field as `{literal}`");
            self.diagnostics.report(finding.help(help));
            return None;
        }
        match self.parse_expression(node, &text)?.value {
            Expr::Intrinsic(call) if call.function.yields_string() => {
                Some(FailText::Intrinsic(Spanned::new(call, node.span)))
            }
            _ => {
                let label =
                    "an error name or cause is a string, which this function does not yield";
                self.report(Code::Intrinsic, node.span, label);
                None
            }
        }
    }
}
