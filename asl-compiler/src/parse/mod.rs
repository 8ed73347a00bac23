//! Text to [`Node`]: JSON with a place on every key and value, in document order, nothing merged.

mod explain;
mod judge;
mod write;

use std::collections::HashMap;

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::{Range, Ranged};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceFile, Span, Spanned};

/// A JSON value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it stands, quotes and brackets included.
    pub span: Span,
    /// What it is.
    pub json: Json,
}

/// A JSON value. Numbers keep their text; objects keep order and duplicates.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    /// A string, decoded.
    String(String),
    /// An array.
    Array(Vec<Node>),
    /// An object's members in document order. A key may occur twice here; [`parse`] reports it.
    Object(Vec<Member>),
}

/// One `"key": value` of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The key, decoded; its span includes the quotes.
    pub key: Spanned<String>,
    /// The value.
    pub value: Node,
}

impl Node {
    /// Where to point when the whole value is meant: an object or array is pointed at by its bracket.
    #[must_use]
    pub fn place(&self) -> Span {
        match self.json {
            Json::Array(_) | Json::Object(_) => Span {
                end: self.span.start + 1,
                ..self.span
            },
            _ => self.span,
        }
    }

    /// The member of an object with this key, the first of several.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.json {
            Json::Object(members) => members
                .iter()
                .find(|member| member.key.value == key)
                .map(|member| &member.value),
            _ => None,
        }
    }

    /// The text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.json {
            Json::String(text) => Some(text),
            _ => None,
        }
    }

    /// What it is, for messages, e.g. `a string`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.json {
            Json::Null => "null",
            Json::Bool(_) => "a boolean",
            Json::Number(_) => "a number",
            Json::String(_) => "a string",
            Json::Array(_) => "an array",
            Json::Object(_) => "an object",
        }
    }
}

/// Parses a definition's text. `None` when it is not JSON or not an object; an object with a duplicate key is
/// reported and comes back.
pub fn parse(source: &SourceFile, diagnostics: &mut Diagnostics) -> Option<Node> {
    let body = source
        .text()
        .strip_prefix('\u{feff}')
        .unwrap_or(source.text());
    let mut builder = Builder {
        offset: source.text().len() - body.len(),
        diagnostics,
    };
    // `serde_json` is the judge of what is JSON and limits the depth; `jsonc-parser` knows places.
    if let Err(finding) = judge::judge(source.text(), builder.offset) {
        builder.diagnostics.report(finding);
        return None;
    }
    let root = match parse_to_ast(body, &CollectOptions::default(), &STRICT) {
        Ok(parsed) => builder.node(parsed.value?),
        Err(error) => {
            let span = builder.span(error.range());
            builder.report(Code::NotJson, span, error.kind().to_string());
            return None;
        }
    };
    if matches!(root.json, Json::Object(_)) {
        return Some(root);
    }
    let label = format!("a definition is an object, found {}", root.kind());
    builder.report(Code::WrongType, root.place(), label);
    None
}

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

struct Builder<'a> {
    /// Bytes in front of the parsed text: a byte order mark or nothing.
    offset: usize,
    diagnostics: &'a mut Diagnostics,
}

impl Builder<'_> {
    fn report(&mut self, code: Code, span: Span, label: String) {
        self.diagnostics.report(Diagnostic::new(code, span, label));
    }

    fn span(&self, range: Range) -> Span {
        Span::new(range.start + self.offset, range.end + self.offset)
    }

    fn node(&mut self, value: Value<'_>) -> Node {
        let span = self.span(value.range());
        let json = match value {
            Value::NullKeyword(_) => Json::Null,
            Value::BooleanLit(literal) => Json::Bool(literal.value),
            Value::NumberLit(literal) => Json::Number(literal.value.to_owned()),
            Value::StringLit(literal) => Json::String(literal.value.into_owned()),
            Value::Array(array) => Json::Array(
                array
                    .elements
                    .into_iter()
                    .map(|element| self.node(element))
                    .collect(),
            ),
            Value::Object(object) => Json::Object(self.members(object)),
        };
        Node { span, json }
    }

    fn members(&mut self, object: Object<'_>) -> Vec<Member> {
        let mut first_places = HashMap::new();
        let mut members = Vec::with_capacity(object.properties.len());
        for property in object.properties {
            let span = self.span(property.name.range());
            let name = property.name.into_string();
            let first = *first_places.entry(name.clone()).or_insert(span);
            if first != span {
                let label = format!("the key `{name}` is here a second time");
                let repeated = Diagnostic::new(Code::DuplicateKey, span, label);
                self.diagnostics
                    .report(repeated.related(first, "first here"));
            }
            members.push(Member {
                key: Spanned::new(name, span),
                value: self.node(property.value),
            });
        }
        members
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_reports, findings};

    fn parse_only(source: &SourceFile, diagnostics: &mut Diagnostics) {
        parse(source, diagnostics);
    }

    #[test]
    fn keys_and_values_carry_their_places() {
        let source = SourceFile::new("a.json", "{ \"é\\n\": [1.50, null] }");
        let root = parse(&source, &mut Diagnostics::new()).expect("valid");
        let Json::Object(members) = &root.json else {
            panic!("an object")
        };
        assert_eq!(
            members[0].key,
            Spanned::new("é\n".to_owned(), Span::new(2, 8))
        );
        let Json::Array(elements) = &members[0].value.json else {
            panic!("an array")
        };
        assert_eq!(
            elements[0],
            Node {
                span: Span::new(11, 15),
                json: Json::Number("1.50".into())
            }
        );
        assert_eq!(root.span, Span::new(0, source.text().len()));
    }

    #[test]
    fn every_repetition_of_a_key_is_reported_beside_the_first() {
        let text = r#"{"a": 1, "b": {"a": 2}, >>>"a"<<<: 3, >>>"\u0061"<<<: 4}"#;
        let label = "the key `a` is here a second time";
        let expected = [(Code::DuplicateKey, label), (Code::DuplicateKey, label)];
        assert_reports(text, &expected, parse_only);
        let first = Some((Span::new(1, 4), "first here".to_owned()));
        assert_eq!(
            findings(r#"{"a": 1, "a": 2}"#, parse_only)[0].related,
            first
        );
    }

    #[test]
    fn a_byte_order_mark_is_passed_over_and_counted_in_places() {
        let text = "\u{feff}{\"a\": 1, >>>\"a\"<<<: 2}";
        let expected = [(Code::DuplicateKey, "the key `a` is here a second time")];
        assert_reports(text, &expected, parse_only);
    }

    #[test]
    fn the_root_is_an_object() {
        let expected = [(Code::WrongType, "a definition is an object, found an array")];
        assert_reports(">>>[<<<1]", &expected, parse_only);
        let expected = [(Code::WrongType, "a definition is an object, found a string")];
        assert_reports(">>>\"$.a\"<<<", &expected, parse_only);
    }

    #[test]
    fn what_is_valid_json_parses() {
        for text in [
            r#"{"a": -0.0e+10, "b": 1E5, "c": [], "d": {}, "e": [[[]]]}"#,
            r#"{"\ud83d\ude00\/\b\f\n\r\t\"\\": "\u0000", "": 0}"#,
            "\r\n\t {\"a\"\n:\t\"\u{7f}\u{2028}\"} \n",
        ] {
            assert_eq!(findings(text, parse_only), [], "{text}");
        }
    }
}
