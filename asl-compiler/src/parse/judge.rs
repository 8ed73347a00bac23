//! Whether a text is JSON, and if not, why, in words for people who write definitions by hand.

use serde_json::Value;
use serde_json::error::Category;

use super::explain::explain;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;

/// Judges `text` from `offset` on.
pub(super) fn judge(text: &str, offset: usize) -> Result<(), Diagnostic> {
    let body = &text[offset..];
    let Err(error) = serde_json::from_str::<Value>(body) else {
        return Ok(());
    };
    if body.trim().is_empty() {
        return Err(not_json(
            Span::new(0, 0),
            "the text is empty; a definition is a JSON object",
        ));
    }
    if error.classify() == Category::Eof {
        return Err(unfinished(text));
    }
    let at = offset + offset_of(body, error.line(), error.column());
    Err(explain(text, at, &error.to_string()))
}

pub(super) fn not_json(span: Span, label: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::NotJson, span, label)
}

/// The character at a line and column, both from 1, columns in bytes. Column 0 is the line break before.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    text.floor_char_boundary((before + column).saturating_sub(1))
}

pub(super) fn character(text: &str, at: usize) -> Span {
    Span::new(at, at + text[at..].chars().next().map_or(0, char::len_utf8))
}

/// The quote and the brackets that are open at the end of a text.
pub(super) fn unclosed(text: &str) -> (Option<usize>, Vec<usize>) {
    let mut open = Vec::new();
    let mut string = None;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = string.is_some(),
            b'"' => string = if string.is_some() { None } else { Some(at) },
            b'{' | b'[' if string.is_none() => open.push(at),
            b'}' | b']' if string.is_none() => drop(open.pop()),
            _ => {}
        }
    }
    (string, open)
}

/// The text breaks off: points at the bracket or quote that is never closed.
fn unfinished(text: &str) -> Diagnostic {
    let (string, open) = unclosed(text);
    match (string, open.last()) {
        (Some(quote), _) => not_json(character(text, quote), "this string is never closed"),
        (None, Some(&bracket)) => {
            let closing = if text[bracket..].starts_with('{') {
                '}'
            } else {
                ']'
            };
            let label =
                format!("this bracket is never closed; the text ends where `{closing}` is due");
            not_json(character(text, bracket), label)
        }
        (None, None) => not_json(Span::new(text.len(), text.len()), "the text ends too early"),
    }
}

#[cfg(test)]
mod tests {
    use crate::diag::{Code, Diagnostics};
    use crate::source::SourceFile;
    use crate::testing::assert_reports;

    fn parse_only(source: &SourceFile, diagnostics: &mut Diagnostics) {
        crate::parse::parse(source, diagnostics);
    }

    #[test]
    fn what_is_not_json_is_explained_at_the_offending_character() {
        let unclosed_object = "this bracket is never closed; the text ends where `}` is due";
        let unclosed_array = "this bracket is never closed; the text ends where `]` is due";
        let table = [
            (">>><<<", "the text is empty; a definition is a JSON object"),
            (
                ">>><<< \n\t",
                "the text is empty; a definition is a JSON object",
            ),
            (
                ">>><<<\u{feff}",
                "the text is empty; a definition is a JSON object",
            ),
            (
                "{\"a\": 1>>>,<<<\n }",
                "JSON allows no comma behind the last element",
            ),
            (
                "{\"a\": [1>>>,<<<]}",
                "JSON allows no comma behind the last element",
            ),
            ("{\n  >>>/<<</ note\n  \"a\": 1}", "JSON has no comments"),
            ("{\"a\": 1 >>>/<<<* note */}", "JSON has no comments"),
            ("{\"a\": >>>#<<< note\n 1}", "JSON has no comments"),
            ("{>>>'<<<a': 1}", "JSON strings stand in double quotes"),
            ("{\"a\": >>>'<<<x'}", "JSON strings stand in double quotes"),
            ("{>>>a<<<: 1}", "a key is a string in double quotes"),
            (
                "{\"a\": 1\n >>>\"<<<b\": 2}",
                "a comma is missing before this",
            ),
            ("{\"a\" >>>1<<<}", "expected `:` after the key"),
            ("{\"a\": [1>>>}<<<", "`]` is due here"),
            ("{\"a\": {\"b\": 1>>>]<<<}", "`}` is due here"),
            (
                "{\"a\": 1}>>>}<<<",
                "this bracket closes nothing: the definition has ended before it",
            ),
            (
                "{\"a\": 1>>>;<<<}",
                "what stands side by side is separated by `,`",
            ),
            (
                "{>>>\u{201c}<<<a\u{201d}: 1}",
                "this quote is not the one of JSON, which is straight: `\"`",
            ),
            (
                "{\"a\": >>>$<<<{Seconds}}",
                "a placeholder is not JSON by itself",
            ),
            (
                "{\"a\": >>>.<<<5}",
                "a number begins with a digit or `-`, as in `0.5`",
            ),
            (
                "{\"a\": >>>True<<<}",
                "JSON writes its words in small letters",
            ),
            (
                "{\"a\": >>>undefined<<<}",
                "JSON knows the words `true`, `false` and `null` only",
            ),
            ("{\"a\": >>>Charge<<<}", "a text stands in double quotes"),
            (
                ">>>S<<<tartAt: A",
                "a definition is a JSON object, which begins with `{`",
            ),
            (
                "\u{feff}\n>>>-<<<--\nStartAt: A",
                "a definition is a JSON object, which begins with `{`",
            ),
            ("{\"a\": >>>é<<<}", "expected a JSON value"),
            (
                "{\"a\": t>>>u<<<re}",
                "JSON knows the words `true`, `false` and `null` only",
            ),
            (
                "{\"a\": 0>>>1<<<}",
                "a number has no zero before its other digits",
            ),
            ("{\"a\": 1.>>>}<<<", "not a number as JSON writes them"),
            (
                "{\"a\": \"\\>>>x<<<\"}",
                "JSON has no such escape; a backslash itself is written `\\\\`",
            ),
            (
                "{\"a\": >>>\"b<<<\n\"}",
                "a string ends on the line where it begins; a `\"` is missing",
            ),
            (
                "{\"a\": \"b>>>\t<<<\"}",
                "a control character in a string is written as an escape",
            ),
            ("{} >>>x<<<", "text behind the end of the definition"),
            (">>>{<<<", unclosed_object),
            ("{\"a\": >>>[<<<{\"}\": 1}", unclosed_array),
            ("{\"a\": >>>{<<<\"b\": 1,\n\n", unclosed_object),
            ("\u{feff}>>>{<<<\"a\"", unclosed_object),
            ("{\"a\": >>>\"<<<b\\\"}", "this string is never closed"),
        ];
        for (text, label) in table {
            assert_reports(text, &[(Code::NotJson, label)], parse_only);
        }
    }

    #[test]
    fn hostile_nesting_is_reported() {
        let label = "objects and arrays are nested too deeply here";
        let text = format!("{}>>>[<<<{}", "[".repeat(127), "[".repeat(100_000));
        assert_reports(&text, &[(Code::NotJson, label)], parse_only);
        let text = format!("{}>>>{{<<<", "{\"a\":".repeat(127));
        assert_reports(&text, &[(Code::NotJson, label)], parse_only);
    }
}
