//! Why a text is not JSON, guessed from the character at which the parser stopped.

use super::judge::{character, not_json, unclosed};
use crate::diag::Diagnostic;
use crate::source::Span;

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

/// What is wrong at a place where the parser stopped with a message.
pub(super) fn explain(text: &str, at: usize, message: &str) -> Diagnostic {
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
