//! Functions of text.
//!
//! Positions and lengths count characters, that is code points, as the reference implementation does.

use bumpalo::collections::String;

use crate::jsonata::{Error, Evaluation, Item, Native, Result, Signature};

/// `$string(x, prettify?)`: text as it is, a function as nothing, anything else as JSON.
pub static STRING: Native = Native {
    name: "string",
    signature: Signature::parse("<x-b?:s>"),
    arity: 1,
    body: |ev, arguments| match arguments {
        [] | [Item::Undefined, ..] => Ok(Item::Undefined),
        [item @ (Item::Array(_) | Item::Object(_)), Item::Bool(true)] => {
            item.json(ev, true).map(Item::String)
        }
        [item, ..] => item.text(ev).map(Item::String),
    },
};

/// `$length(s)`: how many characters it has.
pub static LENGTH: Native = Native {
    name: "length",
    signature: Signature::parse("<s-:n>"),
    arity: 1,
    body: |ev, arguments| {
        let [Item::String(text)] = arguments else {
            return Ok(Item::Undefined);
        };
        Ok(Item::from_len(length(ev, text)?))
    },
};

/// `$substring(s, start, length?)`: from a position on, which counts from the end if it is negative.
pub static SUBSTRING: Native = Native {
    name: "substring",
    signature: Signature::parse("<s-nn?:s>"),
    arity: 3,
    body: |ev, arguments| {
        let [Item::String(text), start, length @ ..] = arguments else {
            return Ok(Item::Undefined);
        };
        let start = start.number().unwrap_or(f64::NAN);
        let length = length.first().and_then(|length| length.number());
        substring(ev, text, start, length).map(Item::String)
    },
};

/// `$substringBefore(s, t)`: what stands before the first `t`; all of it where there is none.
pub static SUBSTRING_BEFORE: Native = Native {
    name: "substringBefore",
    signature: Signature::parse("<s-s:s>"),
    arity: 2,
    body: |ev, arguments| around(ev, arguments, |(before, _)| before),
};

/// `$substringAfter(s, t)`: what stands behind the first `t`; all of it where there is none.
pub static SUBSTRING_AFTER: Native = Native {
    name: "substringAfter",
    signature: Signature::parse("<s-s:s>"),
    arity: 2,
    body: |ev, arguments| around(ev, arguments, |(_, after)| after),
};

/// `$lowercase(s)`
pub static LOWERCASE: Native = Native {
    name: "lowercase",
    signature: Signature::parse("<s-:s>"),
    arity: 1,
    body: |ev, arguments| changed(ev, arguments, str::to_lowercase),
};

/// `$uppercase(s)`
pub static UPPERCASE: Native = Native {
    name: "uppercase",
    signature: Signature::parse("<s-:s>"),
    arity: 1,
    body: |ev, arguments| changed(ev, arguments, str::to_uppercase),
};

/// `$trim(s)`: without white space at its ends, and with single blanks for that inside.
pub static TRIM: Native = Native {
    name: "trim",
    signature: Signature::parse("<s-:s>"),
    arity: 1,
    body: |ev, arguments| {
        changed(ev, arguments, |text| {
            let words = text.split([' ', '\t', '\n', '\r']);
            let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
            words.join(" ")
        })
    },
};

/// `$pad(s, width, with?)`: filled up to a width, on the left if that is negative.
pub static PAD: Native = Native {
    name: "pad",
    signature: Signature::parse("<s-ns?:s>"),
    arity: 3,
    body: |ev, arguments| {
        let [Item::String(text), width, with @ ..] = arguments else {
            return Ok(Item::Undefined);
        };
        let with = match with {
            [Item::String(with)] if !with.is_empty() => with,
            _ => " ",
        };
        pad(ev, text, width.number().unwrap_or(0.0), with).map(Item::String)
    },
};

/// `$join(a, separator?)`
pub static JOIN: Native = Native {
    name: "join",
    signature: Signature::parse("<a<s>s?:s>"),
    arity: 2,
    body: |ev, arguments| {
        let [Item::Array(parts), separator @ ..] = arguments else {
            return Ok(Item::Undefined);
        };
        let separator = match separator {
            [Item::String(separator)] => separator,
            _ => "",
        };
        let mut joined = String::new_in(ev.arena());
        for (index, part) in parts.iter().enumerate() {
            ev.spend(1)?;
            if index > 0 {
                joined.push_str(separator);
            }
            if let Item::String(part) = part {
                joined.push_str(part);
            }
        }
        Ok(Item::String(joined.into_bump_str()))
    },
};

/// Notes that a text is read through, which costs little for its length.
pub(super) fn read(ev: &Evaluation, text: &str) -> std::result::Result<(), Error> {
    ev.spend(1 + text.len() / 64)
}

fn length(ev: &Evaluation, text: &str) -> std::result::Result<usize, Error> {
    read(ev, text)?;
    Ok(text.chars().count())
}

fn substring<'a>(
    ev: &'a Evaluation,
    text: &'a str,
    start: f64,
    length: Option<f64>,
) -> std::result::Result<&'a str, Error> {
    if length.is_some_and(|length| length <= 0.0) {
        return Ok("");
    }
    #[expect(clippy::cast_precision_loss, reason = "as JavaScript's lengths")]
    let characters = self::length(ev, text)? as f64;
    // What a position counts from, and its place in the text: JavaScript's `slice`.
    let place = |position: f64| {
        let position = position.trunc();
        let from_start = if position < 0.0 {
            characters + position
        } else {
            position
        };
        let character = from_start.clamp(0.0, characters) as usize;
        let place = text.char_indices().nth(character);
        place.map_or(text.len(), |(at, _)| at)
    };
    let start = if characters + start < 0.0 { 0.0 } else { start };
    let end = length.map(|length| if start >= 0.0 { start } else { characters + start } + length);
    let (start, end) = (place(start), end.map_or(text.len(), place));
    Ok(text.get(start..end).unwrap_or(""))
}

/// What `part` picks of the text around the first place of another.
fn around<'a>(
    ev: &'a Evaluation,
    arguments: &[Item<'a>],
    part: fn((&'a str, &'a str)) -> &'a str,
) -> Result<'a> {
    let Some(&Item::String(text)) = arguments.first() else {
        return Ok(Item::Undefined);
    };
    read(ev, text)?;
    Ok(Item::String(match arguments.get(1) {
        Some(Item::String(mark)) => text.split_once(*mark).map_or(text, part),
        _ => text,
    }))
}

fn changed<'a>(
    ev: &'a Evaluation,
    arguments: &[Item<'a>],
    change: impl FnOnce(&str) -> std::string::String,
) -> Result<'a> {
    let [Item::String(text)] = arguments else {
        return Ok(Item::Undefined);
    };
    read(ev, text)?;
    Ok(Item::String(ev.text(&change(text))))
}

fn pad<'a>(
    ev: &'a Evaluation,
    text: &'a str,
    width: f64,
    with: &str,
) -> std::result::Result<&'a str, Error> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it saturates"
    )]
    let missing = (width.abs() as usize).saturating_sub(length(ev, text)?);
    if missing == 0 {
        return Ok(text);
    }
    ev.spend(missing)?;
    let padding = with.chars().cycle().take(missing);
    let mut padded = String::new_in(ev.arena());
    if width < 0.0 {
        padded.extend(padding);
        padded.push_str(text);
    } else {
        padded.push_str(text);
        padded.extend(padding);
    }
    Ok(padded.into_bump_str())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::{assert_calls, assert_nothing_of_nothing, call};
    use super::*;

    #[test]
    fn nothing_has_no_text() {
        assert_nothing_of_nothing(&[
            &STRING,
            &LENGTH,
            &SUBSTRING,
            &SUBSTRING_BEFORE,
            &SUBSTRING_AFTER,
            &LOWERCASE,
            &UPPERCASE,
            &TRIM,
            &PAD,
            &JOIN,
        ]);
    }

    #[test]
    fn values_become_text_pretty_if_asked_for() {
        assert_calls(
            &STRING,
            &[
                (json!(["a\"b"]), json!("a\"b")),
                (json!(["a", true]), json!("a")),
                (json!([[1, "x"]]), json!("[1,\"x\"]")),
                (json!([{"a": 1}, true]), json!("{\n  \"a\": 1\n}")),
                (json!([{"a": 1}, false]), json!("{\"a\":1}")),
                (json!([1.0, true]), json!("1")),
            ],
        );
    }

    #[test]
    fn characters_are_counted() {
        assert_calls(
            &LENGTH,
            &[(json!([""]), json!(0)), (json!(["é😀a"]), json!(3))],
        );
        assert_calls(
            &SUBSTRING,
            &[
                (json!(["😀é中a", 1, 2]), json!("é中")),
                (json!(["hello", 3]), json!("lo")),
                (json!(["hello", -2]), json!("lo")),
                (json!(["hello", -4, 2]), json!("el")),
                (json!(["hello", -10, 2]), json!("he")),
                (json!(["hello", 1.7, 2.9]), json!("ell")),
                (json!(["hello", 10]), json!("")),
                (json!(["hello", 1, 0]), json!("")),
                (json!(["hello", 1, -1]), json!("")),
            ],
        );
    }

    #[test]
    fn text_is_cut_at_the_first_mark() {
        assert_calls(
            &SUBSTRING_BEFORE,
            &[
                (json!(["a-b-c", "-"]), json!("a")),
                (json!(["abc", "-"]), json!("abc")),
                (json!(["abc", ""]), json!("")),
            ],
        );
        assert_calls(
            &SUBSTRING_AFTER,
            &[
                (json!(["a-b-c", "-"]), json!("b-c")),
                (json!(["abc", "-"]), json!("abc")),
                (json!(["abc", ""]), json!("abc")),
            ],
        );
    }

    #[test]
    fn case_changes_by_unicodes_rules() {
        assert_calls(&UPPERCASE, &[(json!(["straße"]), json!("STRASSE"))]);
        assert_calls(&LOWERCASE, &[(json!(["ΌΣΟΣ İ"]), json!("όσος i\u{307}"))]);
    }

    #[test]
    fn white_space_becomes_single_blanks() {
        assert_calls(
            &TRIM,
            &[
                (json!([" \t a \r\n b\u{a0} "]), json!("a b\u{a0}")),
                (json!(["  "]), json!("")),
            ],
        );
    }

    #[test]
    fn padding_goes_to_the_side_of_the_sign() {
        assert_calls(
            &PAD,
            &[
                (json!(["foo", 5]), json!("foo  ")),
                (json!(["foo", -5]), json!("  foo")),
                (json!(["foo", -8, "é#"]), json!("é#é#éfoo")),
                (json!(["foo", 5, ""]), json!("foo  ")),
                (json!(["foo", 2, "#"]), json!("foo")),
            ],
        );
        assert_eq!(call(&PAD, json!(["", 1e300])), Err(""), "it takes too long");
    }

    #[test]
    fn texts_are_joined() {
        assert_calls(
            &JOIN,
            &[
                (json!([["a", "b", ""], ", "]), json!("a, b, ")),
                (json!([["a", "b"]]), json!("ab")),
                (json!(["a", "-"]), json!("a")),
                (json!([[], "-"]), json!("")),
            ],
        );
        assert_eq!(call(&JOIN, json!([["a", 1]])), Err("T0412"));
    }
}
