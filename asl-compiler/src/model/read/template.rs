//! Payload templates and the expressions in them. Reference §2.4, §6.1.

use std::collections::HashMap;

use super::Reader;
use super::jsonata::{Place, Reserved};
use super::object::{Fields, distinct};
use crate::diag::{Code, Diagnostic, nearest};
use crate::expr::intrinsic::{Arg, Call};
use crate::expr::{self, Expr};
use crate::model::{QueryLanguage, Template};
use crate::parse::{Json, Member, Node};
use crate::source::{Span, Spanned};

impl Reader<'_> {
    /// `Parameters`, or `Arguments` in JSONata: any JSON but `null`.
    pub(super) fn parameters(&mut self, fields: &Fields<'_>) -> Option<Template> {
        let name = self.arguments_name();
        let node = fields.get(name)?;
        if node.json == Json::Null {
            return self.wrong_type(node, "a payload template");
        }
        let place = self.place(name, Reserved::Input);
        self.template(node, &place)
    }

    /// What the field is called that says what is called with.
    pub(super) fn arguments_name(&self) -> &'static str {
        match self.language {
            QueryLanguage::JsonPath => "Parameters",
            QueryLanguage::Jsonata => "Arguments",
        }
    }

    /// A field that holds a template and may be absent.
    pub(super) fn template_of(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
        reserved: Reserved,
    ) -> Option<Template> {
        let node = fields.get(name)?;
        let place = self.place(name, reserved);
        self.template(node, &place)
    }

    /// `Credentials`. AWS takes a role and nothing else; other handlers may know more.
    pub(super) fn credentials(&mut self, fields: &Fields<'_>) -> Option<Template> {
        let node = fields.get("Credentials")?;
        let Json::Object(members) = &node.json else {
            return self.wrong_type(node, "an object with a `RoleArn`");
        };
        if members.is_empty() {
            let label = "`Credentials` needs `RoleArn` or `RoleArn.$`";
            self.report(Code::MissingField, node.place(), label);
            return None;
        }
        let place = self.place("Credentials", Reserved::Input);
        if let Some(role) = node.get("RoleArn") {
            self.as_string(role)?;
        }
        let has_key = |member: &&Member, keys: &[&str]| keys.contains(&member.key.value.as_str());
        if self.language == QueryLanguage::Jsonata
            && let Some(path) = distinct(members).find(|it| has_key(it, &["RoleArn.$"]))
        {
            let label = "`RoleArn.$` is for JSONPath; the query language here is JSONata";
            let finding = Diagnostic::new(Code::UnknownField, path.key.span, label);
            self.diagnostics
                .report(finding.help("`RoleArn` can be an expression in JSONata"));
            return None;
        }
        let role = ["RoleArn", "RoleArn.$"];
        if let Some(other) = distinct(members).find(|it| !has_key(it, &role)) {
            let label = format!("AWS knows no `{}` here", other.key.value);
            let finding = Diagnostic::new(Code::Credentials, other.key.span, label);
            self.diagnostics
                .report(match nearest(&other.key.value, ["RoleArn"]) {
                    Some(meant) => finding.help(format!("did you mean `{meant}`?")),
                    None => finding.help("a handler of your own can read it all the same"),
                });
        }
        self.template(node, &place)
    }

    /// A payload template that must be an object in JSONPath.
    pub(super) fn object_template(&mut self, fields: &Fields<'_>, name: &str) -> Option<Template> {
        let node = fields.get(name)?;
        match (&node.json, self.language) {
            (Json::Object(_), _) | (_, QueryLanguage::Jsonata) => {
                self.template_of(fields, name, Reserved::Input)
            }
            _ => self.wrong_type(node, "an object"),
        }
    }

    /// Reads a template; what is constant in it becomes one literal.
    pub(super) fn template(&mut self, node: &Node, place: &Place) -> Option<Template> {
        match &node.json {
            Json::Object(members) => {
                self.check_names(members);
                let entries: Vec<_> = distinct(members)
                    .map(|member| self.template_entry(member, place))
                    .collect();
                Some(object(node, entries.into_iter().collect::<Option<_>>()?))
            }
            Json::Array(elements) => {
                let elements: Vec<_> = elements
                    .iter()
                    .enumerate()
                    .map(|(index, element)| self.template(element, &place.element(index)))
                    .collect();
                let elements: Vec<_> = elements.into_iter().collect::<Option<_>>()?;
                Some(if elements.iter().all(is_constant) {
                    Template::Literal(node.clone())
                } else {
                    Template::Array(elements)
                })
            }
            Json::String(text) => {
                let expression = match self.language {
                    QueryLanguage::JsonPath => None,
                    QueryLanguage::Jsonata => self.expression_in(text, node.span, place).ok()?,
                };
                if expression.is_none() {
                    self.doubt_text(text, node.span);
                }
                let literal = || Template::Literal(node.clone());
                Some(expression.map_or_else(literal, Template::Jsonata))
            }
            _ => Some(Template::Literal(node.clone())),
        }
    }

    /// A member of a template. In JSONPath its key says whether it is evaluated.
    pub(super) fn template_entry(
        &mut self,
        member: &Member,
        place: &Place,
    ) -> Option<(Spanned<String>, Template)> {
        let Member { key, value } = member;
        let name = match self.language {
            QueryLanguage::JsonPath => key.value.strip_suffix(".$"),
            QueryLanguage::Jsonata => None,
        };
        let Some(name) = name else {
            self.doubt_key(member);
            let place = place.member(&key.value);
            return Some((key.clone(), self.template(value, &place)?));
        };
        let expr = self.expression(key, value)?;
        let key_as_written = key.value.clone();
        let name = Spanned::new(name.to_owned(), key.span);
        Some((
            name,
            Template::Expr {
                expr,
                key: key_as_written,
            },
        ))
    }

    /// Reports keys that are one key once `.$` is gone.
    pub(super) fn check_names(&mut self, members: &[Member]) {
        if self.language == QueryLanguage::Jsonata {
            return;
        }
        let stripped = |key: &str| key.strip_suffix(".$").unwrap_or(key).to_owned();
        let mut first_places = HashMap::new();
        for Member { key, .. } in distinct(members) {
            let first = *first_places.entry(stripped(&key.value)).or_insert(key.span);
            if first != key.span {
                let label = format!("the key `{}` is here a second time", stripped(&key.value));
                let finding = Diagnostic::new(Code::Template, key.span, label);
                self.diagnostics.report(
                    finding
                        .related(first, "first here")
                        .help("`.$` is not part of the name"),
                );
            }
        }
    }

    /// The value of a `.$` key.
    fn expression(&mut self, key: &Spanned<String>, node: &Node) -> Option<Spanned<Expr>> {
        let (found, mut help) = match &node.json {
            Json::String(text) if looks_like_expression(text) => {
                return self.parse_expression(node, text);
            }
            Json::String(text) if !text.contains(char::is_whitespace) => (
                "; this is neither".to_owned(),
                format!("for a path, write `$.{text}`; "),
            ),
            Json::String(_) => ("; this is neither".to_owned(), String::new()),
            _ => (format!(", found {}", node.kind()), String::new()),
        };
        let label = format!("`{}` takes a path or an intrinsic call{found}", key.value);
        let name = key.value.trim_end_matches(".$");
        help += &format!("to mean this value itself, write the key as `{name}`");
        self.diagnostics
            .report(Diagnostic::new(Code::Template, node.place(), label).help(help));
        None
    }

    /// A path, which begins with `$`, or an intrinsic call.
    pub(super) fn parse_expression(&mut self, node: &Node, text: &str) -> Option<Spanned<Expr>> {
        let expr = match expr::parse(text) {
            Ok(expr) => expr,
            Err(error) => {
                let code = if text.starts_with('$') {
                    Code::Path
                } else {
                    Code::Intrinsic
                };
                return self.report_within(code, node.span, error);
            }
        };
        let is_valid = match &expr {
            Expr::Path(path) => self.check_path(path, node.span, 0),
            Expr::Intrinsic(call) => self.check_call(call, node.span),
        };
        is_valid.then(|| Spanned::new(expr, node.span))
    }

    fn check_call(&mut self, call: &Call, string: Span) -> bool {
        let mut is_valid = true;
        for arg in &call.args {
            is_valid &= match &arg.value {
                Arg::Path(path) => self.check_path(path, string, arg.span.start),
                Arg::Call(call) => self.check_call(call, string),
                _ => true,
            };
        }
        is_valid
    }
}

/// Whether a text is meant as a path or a call, right or wrong.
pub(super) fn looks_like_expression(text: &str) -> bool {
    text.starts_with('$') || text.starts_with("States.") || text.contains('(')
}

fn is_constant(template: &Template) -> bool {
    matches!(template, Template::Literal(_))
}

/// An object of these entries; the object itself when nothing in it is evaluated.
fn object(node: &Node, entries: Vec<(Spanned<String>, Template)>) -> Template {
    if entries.iter().all(|(_, template)| is_constant(template)) {
        Template::Literal(node.clone())
    } else {
        Template::Object(entries)
    }
}
