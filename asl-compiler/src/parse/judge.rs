//! Whether a text is JSON, and if not, why, in words for people who write definitions by hand.

use serde_json::Value;
use serde_json::error::Category;

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

fn not_json(span: Span, label: impl Into<String>) -> Diagnostic {
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

fn character(text: &str, at: usize) -> Span {
    Span::new(at, at + text[at..].chars().next().map_or(0, char::len_utf8))
}

/// The quote and the brackets that are open at the end of a text.
fn unclosed(text: &str) -> (Option<usize>, Vec<usize>) {
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

/// What the parser says, by how its message begins, and what we say instead.
const WORDS: &[(&str, &str)] = &[
    ("expected value", "expected a JSON value"),
    ("expected `:`", "expected `:` after the key"),
    ("expected `,` or `]`", "expected `,` or `]`"),
    ("expected `,` or `}`", "expected `,` or `}`"),
    (
        "expected ident",
        "JSON knows the words `true`, `false` and `null` only",
    ),
    ("key must be a string", "a key is a string in double quotes"),
    ("invalid number", "not a number as JSON writes them"),
    ("number out of range", "this number is too large"),
    (
        "invalid escape",
        "JSON has no such escape; a backslash itself is written `\\\\`",
    ),
    (
        "lone leading surrogate",
        "half of a surrogate pair is not a character",
    ),
    (
        "unexpected end of hex escape",
        "half of a surrogate pair is not a character",
    ),
    (
        "invalid unicode code point",
        "this escape is not a character",
    ),
    (
        "control character",
        "a control character in a string is written as an escape",
    ),
    (
        "trailing characters",
        "text behind the end of the definition",
    ),
    (
        "recursion limit exceeded",
        "objects and arrays are nested too deeply here",
    ),
];

fn explain(text: &str, at: usize, message: &str) -> Diagnostic {
    let here = character(text, at);
    let by_message = if message.starts_with("trailing comma") {
        let comma = text[..at].rfind(',').unwrap_or(at);
        Some(not_json(
            character(text, comma),
            "JSON allows no comma behind the last element",
        ))
    } else if message.starts_with("control character") {
        newline_in_a_string(text, at)
    } else {
        bracket(text, at, message)
            .or_else(|| by_character(text, at, message))
            .or_else(|| beginning(text, at))
            .or_else(|| by_word(text, at, message))
    };
    by_message.unwrap_or_else(|| {
        let words = WORDS.iter().find(|(begin, _)| message.starts_with(begin));
        not_json(here, words.map_or(message, |(_, label)| label))
    })
}

fn newline_in_a_string(text: &str, at: usize) -> Option<Diagnostic> {
    let quote = unclosed(&text[..at]).0.unwrap_or(at);
    text[at..].starts_with(['\n', '\r']).then(|| {
        not_json(
            Span::new(quote, at),
            "a string ends on the line where it begins; a `\"` is missing",
        )
    })
}

/// A closing bracket that does not fit the one that is open, or is one too many.
fn bracket(text: &str, at: usize, message: &str) -> Option<Diagnostic> {
    if !text[at..].starts_with(['}', ']']) {
        return None;
    }
    let here = character(text, at);
    if message.starts_with("trailing characters") {
        let label = "this bracket closes nothing: the definition has ended before it";
        return Some(not_json(here, label));
    }
    let open = *unclosed(&text[..at]).1.last()?;
    let due = match text[open..].starts_with('{') {
        true => '}',
        false => ']',
    };
    let is_wrong = message.starts_with("expected `,`") && !text[at..].starts_with(due);
    is_wrong.then(|| {
        not_json(here, format!("`{due}` is due here"))
            .related(character(text, open), "to close this")
    })
}

/// What is known by the character that stands where it cannot stand.
fn by_character(text: &str, at: usize, message: &str) -> Option<Diagnostic> {
    let rest = &text[at..];
    let begins = |beginnings: &[&str]| beginnings.iter().any(|it| rest.starts_with(it));
    let wants_value = message.starts_with("expected value");
    let (label, help) = if begins(&["//", "/*", "#"]) {
        ("JSON has no comments", "ASL has the field `Comment`")
    } else if begins(&["'"]) {
        ("JSON strings stand in double quotes", "")
    } else if begins(&[
        "\u{201c}", "\u{201d}", "\u{201e}", "\u{2018}", "\u{2019}", "\u{ab}", "\u{bb}",
    ]) {
        (
            "this quote is not the one of JSON, which is straight: `\"`",
            "",
        )
    } else if begins(&["\""]) && message.starts_with("expected `,`") {
        ("a comma is missing before this", "")
    } else if begins(&[";"]) {
        ("what stands side by side is separated by `,`", "")
    } else if begins(&["${"]) && wants_value {
        (
            "a placeholder is not JSON by itself",
            "put the value in its place, or let it stand in a text: `\"${...}\"`",
        )
    } else if begins(&[".", "+"]) && wants_value {
        ("a number begins with a digit or `-`, as in `0.5`", "")
    } else if message.starts_with("invalid number") && text[..at].ends_with('0') {
        ("a number has no zero before its other digits", "")
    } else {
        return None;
    };
    let finding = not_json(character(text, at), label);
    Some(match help {
        "" => finding,
        help => finding.help(help),
    })
}

/// A text that is something else from its first character on.
fn beginning(text: &str, at: usize) -> Option<Diagnostic> {
    let body = text.trim_start_matches('\u{feff}').trim_start();
    let start = text.len() - body.len();
    if at > start + 1 || body.starts_with(['{', '[', '"']) {
        return None;
    }
    let label = "a definition is a JSON object, which begins with `{`";
    let finding = not_json(character(text, start), label);
    let first_line = body.lines().next().unwrap_or_default();
    let key = first_line.split_once(':').map(|(key, _)| key);
    Some(match first_line == "---" || key.is_some_and(is_word) {
        true => finding.help("this looks like YAML; convert it to JSON first"),
        false => finding,
    })
}

/// What is known by the word that stands where a value should.
fn by_word(text: &str, at: usize, message: &str) -> Option<Diagnostic> {
    const NOTHING: &[&str] = &["none", "nil", "undefined", "nan"];
    if !message.starts_with("expected value") {
        return None;
    }
    let rest = &text[at..];
    let length = rest
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(rest.len());
    let word = &rest[..length];
    if !is_word(word) {
        return None;
    }
    let small = word.to_lowercase();
    let finding = |label: &str| not_json(Span::new(at, at + length), label);
    Some(if ["true", "false", "null"].contains(&&*small) {
        finding("JSON writes its words in small letters").help(format!("write `{small}`"))
    } else if NOTHING.contains(&&*small) {
        finding("JSON knows the words `true`, `false` and `null` only")
    } else {
        finding("a text stands in double quotes").help(format!("write `\"{word}\"`"))
    })
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
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
