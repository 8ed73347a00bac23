//! Single values: their JSON type, and the range that the table gives them.

use super::Reader;
use super::object::{Fields, list};
use crate::diag::{Code, Diagnostic, nearest};
use crate::model::fields::{RANGES, WORDS};
use crate::parse::{Json, Node};
use crate::source::Spanned;

/// How to read a field that may be absent: what is wrong is reported and counts as absent.
impl Reader<'_> {
    pub(super) fn string(&mut self, fields: &Fields<'_>, name: &str) -> Option<Spanned<String>> {
        fields.get(name).and_then(|node| self.as_string(node))
    }

    pub(super) fn comment(&mut self, fields: &Fields<'_>) -> Option<String> {
        self.string(fields, "Comment").map(|comment| comment.value)
    }

    /// A whole number within the range of its field.
    pub(super) fn integer<T: TryFrom<u64>>(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
    ) -> Option<Spanned<T>> {
        let node = fields.get(name)?;
        self.as_integer(node, name)
    }

    /// A whole number within the range of the field of this name.
    pub(super) fn as_integer<T: TryFrom<u64>>(
        &mut self,
        node: &Node,
        name: &str,
    ) -> Option<Spanned<T>> {
        let Json::Number(text) = &node.json else {
            return self.wrong_type(node, "a whole number");
        };
        if text.contains(['.', 'e', 'E']) {
            let label = format!("expected a whole number, found {text}");
            self.report(Code::WrongType, node.span, label);
            return None;
        }
        let range = RANGES
            .iter()
            .find(|(field, _)| *field == name)
            .map(|(_, range)| range);
        let value = text
            .parse()
            .ok()
            .filter(|value| range.is_none_or(|range| range.contains(value)));
        match (value.and_then(|value| T::try_from(value).ok()), range) {
            (Some(value), _) => Some(Spanned::new(value, node.span)),
            (None, Some(range)) if *range.end() < u64::MAX => {
                let label = format!("`{name}` is from {} to {}", range.start(), range.end());
                self.out_of_range(node, label)
            }
            (None, range) => {
                let least = range.map_or(0, |range| *range.start());
                self.out_of_range(node, format!("`{name}` is {least} or more"))
            }
        }
    }

    /// One of the words that its field accepts.
    pub(super) fn word(&mut self, fields: &Fields<'_>, name: &str) -> Option<Spanned<String>> {
        fields.get(name).and_then(|node| self.as_word(node, name))
    }

    /// The elements of an array, of which there must be some.
    pub(super) fn elements<'n>(
        &mut self,
        fields: &Fields<'n>,
        name: &str,
        code_if_empty: Code,
    ) -> Option<&'n [Node]> {
        let node = fields.get(name)?;
        let elements = self.as_array(node)?;
        if elements.is_empty() {
            self.report(
                code_if_empty,
                node.span,
                format!("`{name}` cannot be empty"),
            );
            return None;
        }
        Some(elements)
    }

    pub(super) fn as_string(&mut self, node: &Node) -> Option<Spanned<String>> {
        match &node.json {
            Json::String(text) => Some(Spanned::new(text.clone(), node.span)),
            _ => self.wrong_type(node, "a string"),
        }
    }

    pub(super) fn as_boolean(&mut self, node: &Node) -> Option<bool> {
        match node.json {
            Json::Bool(value) => Some(value),
            _ => self.wrong_type(node, "a boolean"),
        }
    }

    pub(super) fn as_array<'n>(&mut self, node: &'n Node) -> Option<&'n [Node]> {
        match &node.json {
            Json::Array(elements) => Some(elements),
            _ => {
                let label = format!("expected an array, found {}", node.kind());
                let finding = Diagnostic::new(Code::WrongType, node.place(), label);
                self.diagnostics
                    .report(finding.help("a single element stands in brackets too, as in `[...]`"));
                None
            }
        }
    }

    pub(super) fn as_word(&mut self, node: &Node, name: &str) -> Option<Spanned<String>> {
        let words = WORDS
            .iter()
            .find(|(field, _)| *field == name)
            .map_or(&[][..], |(_, words)| words);
        self.one_of(node, name, words)
    }

    /// One of these words.
    pub(super) fn one_of(
        &mut self,
        node: &Node,
        name: &str,
        words: &[&str],
    ) -> Option<Spanned<String>> {
        let text = self.as_string(node)?;
        if words.contains(&text.value.as_str()) {
            return Some(text);
        }
        let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
        let label = format!("`{name}` is {}", list(&quoted, "or"));
        let finding = Diagnostic::new(Code::OutOfRange, node.span, label);
        let meant = nearest(&text.value, words.iter().copied());
        self.diagnostics.report(match meant {
            Some(meant) if words.len() > 1 => finding.help(format!("did you mean `{meant}`?")),
            _ => finding,
        });
        None
    }

    pub(super) fn out_of_range<T>(&mut self, node: &Node, label: impl Into<String>) -> Option<T> {
        self.report(Code::OutOfRange, node.span, label);
        None
    }

    pub(super) fn wrong_type<T>(&mut self, node: &Node, expected: &str) -> Option<T> {
        let label = format!("expected {expected}, found {}", node.kind());
        let finding = Diagnostic::new(Code::WrongType, node.place(), label);
        self.diagnostics.report(match quoted(node, expected) {
            Some(text) => finding.help(format!("without the quotes, `{text}` is one")),
            None => finding,
        });
        None
    }
}

/// The text of a string that only its quotes keep from being what is expected.
fn quoted<'n>(node: &'n Node, expected: &str) -> Option<&'n str> {
    let Json::String(text) = &node.json else {
        return None;
    };
    let is_one = match expected {
        "a whole number" => text.parse::<u64>().is_ok(),
        "a number" => text.parse::<f64>().is_ok_and(f64::is_finite),
        "a boolean" => matches!(text.as_str(), "true" | "false"),
        _ => false,
    };
    is_one.then_some(text)
}
