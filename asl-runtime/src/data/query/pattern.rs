//! `=~`: Java's regular expressions, as far as they mean the same everywhere.
//!
//! The compiler has refused patterns that this engine reads otherwise or not at all.

use std::sync::LazyLock;

use regex_lite::Regex;
use serde_json::Value;

/// A pattern that is compiled once.
pub type Pattern = LazyLock<Option<Regex>>;

/// A pattern that was checked when the definition was compiled.
#[must_use]
pub fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

/// Whether a string, the text of a number or boolean, or such an element of an array matches.
#[must_use]
pub fn matches(value: Option<&Value>, pattern: &Pattern) -> bool {
    let Some((value, pattern)) = value.zip(pattern.as_ref()) else {
        return false;
    };
    match value {
        Value::Array(items) => items.iter().any(|item| scalar_matches(item, pattern)),
        _ => scalar_matches(value, pattern),
    }
}

fn scalar_matches(value: &Value, pattern: &Regex) -> bool {
    match value {
        Value::String(text) => pattern.is_match(text),
        Value::Number(_) | Value::Bool(_) => pattern.is_match(&value.to_string()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_and_lists_of_texts_match() {
        static PATTERN: Pattern = Pattern::new(|| pattern(r"^(?:a.*|\d+|true)$"));
        for (value, expected) in [
            (json!("abc"), true),
            (json!("ABC"), false),
            (json!("xabc"), false),
            (json!(12), true),
            (json!(true), true),
            (json!(["x", "ab"]), true),
            (json!(["x", ["ab"]]), false),
            (json!(null), false),
            (json!({ "a": "a" }), false),
        ] {
            assert_eq!(matches(Some(&value), &PATTERN), expected, "{value}");
        }
        assert!(!matches(None, &PATTERN));
    }
}
