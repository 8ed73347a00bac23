//! A definition given as Rust tokens: `asl!({ "StartAt": ... })`. JSON lexes as Rust, so the tokens are written as
//! JSON text, which is compiled like a file's, and places in that text lead back to the tokens.

use std::ops::Range;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::Lit;

use crate::source::{SourceFile, Span};

/// A definition written in the Rust source.
#[derive(Debug)]
pub struct Inline {
    /// The definition as JSON text.
    pub source: SourceFile,
    /// Which bytes of the text came from which token; a group's range includes what is in it.
    origins: Vec<(Range<usize>, proc_macro2::Span)>,
}

impl Inline {
    /// The innermost token or group that a place in the text came from.
    #[must_use]
    pub fn span(&self, span: Span) -> proc_macro2::Span {
        let origin = self.origin(span).or(self.origins.last());
        origin.map_or_else(proc_macro2::Span::call_site, |(_, span)| *span)
    }

    fn origin(&self, span: Span) -> Option<&(Range<usize>, proc_macro2::Span)> {
        let range = span.range();
        let around = self
            .origins
            .iter()
            .filter(|(origin, _)| origin.contains(&range.start) && range.end <= origin.end);
        around.min_by_key(|(origin, _)| origin.len())
    }
}

/// Writes tokens as JSON text. Whether it is valid JSON is for [`parse`](crate::parse::parse) to say.
///
/// # Errors
/// A token that has no place in JSON, and why.
pub fn from_tokens(tokens: TokenStream) -> Result<Inline, (proc_macro2::Span, String)> {
    let mut writer = Writer {
        text: String::new(),
        origins: Vec::new(),
    };
    writer.tokens(tokens)?;
    Ok(Inline {
        source: SourceFile::new("the definition", writer.text),
        origins: writer.origins,
    })
}

type Written = Result<(), (proc_macro2::Span, String)>;

struct Writer {
    text: String,
    origins: Vec<(Range<usize>, proc_macro2::Span)>,
}

impl Writer {
    fn tokens(&mut self, tokens: TokenStream) -> Written {
        tokens.into_iter().try_for_each(|token| self.token(token))
    }

    fn token(&mut self, token: TokenTree) -> Written {
        let span = token.span();
        match token {
            TokenTree::Group(group) => self.group(&group),
            TokenTree::Ident(ident) => match ident.to_string().as_str() {
                word @ ("true" | "false" | "null") => self.write(word, span),
                other => refuse(
                    span,
                    format!("`{other}` is not JSON; is it a string without quotes?"),
                ),
            },
            TokenTree::Punct(punct) => match punct.as_char() {
                // The digits must follow at once.
                '-' => self.write_part("-", span),
                mark @ (':' | ',') => self.write(&mark.to_string(), span),
                other => refuse(span, format!("`{other}` is not JSON")),
            },
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                match Lit::new(literal) {
                    Lit::Str(string) if string.suffix().is_empty() => {
                        self.write(&json(&string.value()), span)
                    }
                    Lit::Int(_) | Lit::Float(_) if is_json_number(&text) => {
                        self.number(&text, span)
                    }
                    Lit::Int(_) | Lit::Float(_) => refuse(
                        span,
                        format!("`{text}` is not a number as JSON writes them"),
                    ),
                    _ => refuse(
                        span,
                        format!("`{text}` is not JSON; a string stands in double quotes"),
                    ),
                }
            }
        }
    }

    fn group(&mut self, group: &Group) -> Written {
        let (open, close) = match group.delimiter() {
            Delimiter::Brace => ("{", "}"),
            Delimiter::Bracket => ("[", "]"),
            // What a macro passes on stands in an invisible group.
            Delimiter::None => return self.tokens(group.stream()),
            Delimiter::Parenthesis => {
                return refuse(group.span_open(), "`(` is not JSON".to_owned());
            }
        };
        let start = self.text.len();
        self.write(open, group.span_open())?;
        self.tokens(group.stream())?;
        self.write(close, group.span_close())?;
        self.origins
            .push((start..self.text.len() - 1, group.span()));
        Ok(())
    }

    /// A place that begins at the minus sign belongs to the number's token.
    fn number(&mut self, text: &str, span: proc_macro2::Span) -> Written {
        let is_negative = self.text.ends_with('-');
        self.write(text, span)?;
        if let Some((origin, _)) = self.origins.last_mut() {
            origin.start -= usize::from(is_negative);
        }
        Ok(())
    }

    fn write(&mut self, text: &str, span: proc_macro2::Span) -> Written {
        self.write_part(text, span)?;
        self.text.push(' ');
        Ok(())
    }

    fn write_part(&mut self, text: &str, span: proc_macro2::Span) -> Written {
        let start = self.text.len();
        self.text.push_str(text);
        self.origins.push((start..self.text.len(), span));
        Ok(())
    }
}

fn refuse(span: proc_macro2::Span, why: String) -> Written {
    Err((span, why))
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn is_json_number(text: &str) -> bool {
    serde_json::from_str::<serde_json::Number>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostics;
    use crate::parse::parse;

    /// The tokens of a text, as a macro gets them.
    fn tokens(text: &str) -> TokenStream {
        text.parse().expect("Rust tokens")
    }

    fn written(text: &str) -> String {
        from_tokens(tokens(text))
            .expect("JSON")
            .source
            .text()
            .to_owned()
    }

    /// Reads a text back without its places.
    fn value(text: &str) -> serde_json::Value {
        serde_json::from_str(text).expect("valid JSON")
    }

    #[test]
    fn json_tokens_become_the_same_json() {
        for text in [
            r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": [1, -2.5e3, true, null], "End": true}}}"#,
            r#"{"a\"b\\": "é\n", "": []}"#,
        ] {
            assert_eq!(value(&written(text)), value(text), "{text}");
        }
    }

    #[test]
    fn a_raw_string_needs_no_escapes() {
        let text = written(r##"{"p": r#"States.Format('\'{}\'', $.a)"#}"##);
        assert_eq!(value(&text)["p"], r"States.Format('\'{}\'', $.a)");
    }

    #[test]
    fn what_has_no_place_in_json_is_refused() {
        let table = [
            (
                "{StartAt: 1}",
                "`StartAt` is not JSON; is it a string without quotes?",
            ),
            ("{\"a\" = 1}", "`=` is not JSON"),
            ("(1)", "`(` is not JSON"),
            ("[1_000]", "`1_000` is not a number as JSON writes them"),
            ("[0x1F]", "`0x1F` is not a number as JSON writes them"),
            ("[1u8]", "`1u8` is not a number as JSON writes them"),
            (
                "['a']",
                "`'a'` is not JSON; a string stands in double quotes",
            ),
            (
                "[b\"a\"]",
                "`b\"a\"` is not JSON; a string stands in double quotes",
            ),
        ];
        for (text, why) in table {
            let refused = from_tokens(tokens(text)).map(|inline| inline.source.text().to_owned());
            assert_eq!(
                refused.map_err(|(_, why)| why),
                Err(why.to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn a_place_leads_back_to_the_innermost_token() {
        let inline = from_tokens(tokens(r#"{"a": [-1, "bcd"]}"#)).expect("JSON");
        let text = inline.source.text();
        let origin = |part: &str| {
            let at = text.find(part).expect("present");
            let found = inline.origin(Span::new(at, at + part.len()));
            found.map(|(origin, _)| &text[origin.clone()])
        };
        assert_eq!(origin("bc"), Some("\"bcd\""));
        assert_eq!(origin("-1"), Some("-1"));
        assert_eq!(origin("-1 , \"bcd\""), Some("[ -1 , \"bcd\" ]"));
        let mut diagnostics = Diagnostics::new();
        assert!(parse(&inline.source, &mut diagnostics).is_some());
        assert_eq!(diagnostics.into_sorted(), []);
    }
}
