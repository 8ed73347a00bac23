//! Functions that match text against patterns. A pattern is a text, a regular expression, or a function that finds matches
//! as one does.

use bumpalo::collections::String;

use super::string::read;
use crate::jsonata::matches::{Found, Matches};
use crate::jsonata::{
    Array, Error, Evaluation, Item, Made, Native, Object, Result, Sequence, Signature,
};

/// `$match(s, pattern, limit?)`: the matches, each with its text, index and groups.
pub static MATCH: Native = Native {
    name: "match",
    signature: Signature::parse("<s-f<s:o>n?:a<o>>"),
    arity: 3,
    body: |ev, arguments| {
        let [Item::String(text), pattern, ..] = arguments else {
            return Ok(Item::Undefined);
        };
        let limit = limit(
            arguments.get(2),
            "D3040",
            "Third argument of match function",
        )?;
        let mut result = Sequence::new(ev);
        if limit > 0.0 {
            let mut matches = Matches::new(ev, "match", text, function(*pattern, "match")?);
            let mut next = matches.next()?;
            while let Some(found) = next.filter(|_| is_below(result.len(), limit)) {
                ev.spend(1)?;
                let members = [
                    ("match", found.matched()),
                    ("index", found.index()),
                    ("groups", found.groups()),
                ];
                let object = ev.made(Made::new(ev.keep(&members)));
                result.push(Item::Object(Object::Made(object)));
                next = matches.next()?;
            }
        }
        Ok(result.finish())
    },
};

/// `$contains(s, pattern)`
pub static CONTAINS: Native = Native {
    name: "contains",
    signature: Signature::parse("<s-(sf):b>"),
    arity: 2,
    body: |ev, arguments| {
        let [Item::String(text), pattern] = arguments else {
            return Ok(Item::Undefined);
        };
        read(ev, text)?;
        Ok(Item::Bool(match pattern {
            Item::String(pattern) => text.contains(pattern),
            pattern => {
                let matcher = function(*pattern, "contains")?;
                Matches::new(ev, "contains", text, matcher)
                    .next()?
                    .is_some()
            }
        }))
    },
};

/// `$replace(s, pattern, replacement, limit?)`: with a text, in which `$1` stands for a group, or what a function makes of
/// each match.
pub static REPLACE: Native = Native {
    name: "replace",
    signature: Signature::parse("<s-(sf)(sf)n?:s>"),
    arity: 4,
    body: |ev, arguments| {
        let [Item::String(text), pattern, replacement, ..] = arguments else {
            return Ok(Item::Undefined);
        };
        if matches!(pattern, Item::String("")) {
            let message = "Second argument of replace function cannot be an empty string";
            return Err(Error::new("D3010", message));
        }
        let limit = limit(
            arguments.get(3),
            "D3011",
            "Fourth argument of replace function",
        )?;
        let replaced = match pattern {
            Item::String(pattern) => replace_text(ev, text, pattern, *replacement, limit),
            pattern => replace_matches(ev, text, *pattern, *replacement, limit),
        };
        replaced.map(Item::String)
    },
};

/// `$split(s, pattern, limit?)`: the parts between the matches.
pub static SPLIT: Native = Native {
    name: "split",
    signature: Signature::parse("<s-(sf)n?:a<s>>"),
    arity: 3,
    body: |ev, arguments| {
        let [Item::String(text), pattern, ..] = arguments else {
            return Ok(Item::Undefined);
        };
        let limit = limit(
            arguments.get(2),
            "D3020",
            "Third argument of split function",
        )?;
        match pattern {
            Item::String(separator) => split_text(ev, text, separator, limit),
            pattern => split_matches(ev, text, *pattern, limit),
        }
    },
};

/// How many matches are wanted.
fn limit(
    argument: Option<&Item<'_>>,
    code: &'static str,
    subject: &str,
) -> std::result::Result<f64, Error> {
    match argument.and_then(|limit| limit.number()) {
        None => Ok(f64::INFINITY),
        Some(limit) if limit < 0.0 => {
            let message = format!("{subject} must evaluate to a positive number");
            Err(Error::new(code, message))
        }
        Some(limit) => Ok(limit),
    }
}

#[expect(clippy::cast_precision_loss, reason = "no text has so many matches")]
fn is_below(count: usize, limit: f64) -> bool {
    (count as f64) < limit
}

fn function<'a>(pattern: Item<'a>, caller: &str) -> Result<'a> {
    if let Item::Function(_) = pattern {
        return Ok(pattern);
    }
    let message = format!("Argument 2 of function \"{caller}\" does not match function signature");
    Err(Error::new("T0410", message))
}

fn not_a_text() -> Error {
    let message = "Attempted to replace a matched string with a non-string value";
    Error::new("D3012", message)
}

fn replace_text<'a>(
    ev: &'a Evaluation,
    text: &'a str,
    pattern: &str,
    replacement: Item<'a>,
    limit: f64,
) -> std::result::Result<&'a str, Error> {
    let Item::String(replacement) = replacement else {
        return Err(not_a_text());
    };
    read(ev, text)?;
    let mut replaced = String::new_in(ev.arena());
    let mut position = 0;
    for (count, (start, found)) in text.match_indices(pattern).enumerate() {
        if !is_below(count, limit) {
            break;
        }
        ev.spend(1)?;
        replaced.push_str(&text[position..start]);
        replaced.push_str(replacement);
        position = start + found.len();
    }
    replaced.push_str(&text[position..]);
    Ok(replaced.into_bump_str())
}

fn replace_matches<'a>(
    ev: &'a Evaluation,
    text: &'a str,
    pattern: Item<'a>,
    replacement: Item<'a>,
    limit: f64,
) -> std::result::Result<&'a str, Error> {
    if limit == 0.0 {
        return Ok(text);
    }
    let mut matches = Matches::new(ev, "replace", text, function(pattern, "replace")?);
    let mut next = matches.next()?;
    let mut replaced = String::new_in(ev.arena());
    let (mut position, mut count) = (0, 0);
    while let Some(found) = next.filter(|_| is_below(count, limit)) {
        ev.spend(1)?;
        let matched = found.matched().text(ev)?;
        replaced.push_str(text.get(position..found.start()).unwrap_or_default());
        match replacement {
            Item::String(template) => expand(ev, template, &found, &mut replaced)?,
            function => match ev.apply(function, &[found.item()], Item::Undefined)? {
                Item::String(replacement) => replaced.push_str(replacement),
                _ => return Err(not_a_text()),
            },
        }
        position = found.start() + matched.len();
        count += 1;
        next = matches.next()?;
    }
    replaced.push_str(text.get(position..).unwrap_or_default());
    Ok(replaced.into_bump_str())
}

/// Writes a replacement: `$0` stands for the match, `$1` for its first group, `$$` for a dollar.
fn expand<'a>(
    ev: &'a Evaluation,
    template: &str,
    found: &Found<'a>,
    replaced: &mut String<'a>,
) -> std::result::Result<(), Error> {
    let groups = found.groups().elements(ev);
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('$') {
        ev.spend(1)?;
        replaced.push_str(before);
        rest = behind;
        if let Some(behind) = behind.strip_prefix('$') {
            replaced.push('$');
            rest = behind;
        } else if let Some(behind) = behind.strip_prefix('0') {
            replaced.push_str(found.matched().text(ev)?);
            rest = behind;
        } else if let Some((number, behind)) = group_number(behind, groups.len()) {
            replaced.push_str(groups.get(number - 1).text(ev)?);
            rest = behind;
        } else {
            replaced.push('$');
        }
    }
    replaced.push_str(rest);
    Ok(())
}

/// The number that a text begins with, from 1 on, and what is behind it. It has as many digits as there may be for so many
/// groups: one fewer if it is too large otherwise.
fn group_number(text: &str, groups: usize) -> Option<(usize, &str)> {
    let most = groups.max(1).to_string().len();
    let digits = text
        .bytes()
        .take(most)
        .take_while(u8::is_ascii_digit)
        .count();
    let number: usize = text[..digits].parse().ok()?;
    if number > groups && digits > 1 {
        return Some((number / 10, &text[digits - 1..]));
    }
    Some((number, &text[digits..]))
}

fn split_text<'a>(ev: &'a Evaluation, text: &'a str, separator: &str, limit: f64) -> Result<'a> {
    read(ev, text)?;
    let mut parts = Vec::new();
    if separator.is_empty() {
        parts.extend(
            text.char_indices()
                .map(|(at, c)| &text[at..at + c.len_utf8()]),
        );
    } else {
        parts.extend(text.split(separator));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it saturates"
    )]
    parts.truncate(limit as usize);
    ev.spend(parts.len())?;
    let parts = ev.items(parts.into_iter().map(Item::String));
    Ok(Item::Array(Array::items(parts)))
}

fn split_matches<'a>(
    ev: &'a Evaluation,
    text: &'a str,
    pattern: Item<'a>,
    limit: f64,
) -> Result<'a> {
    let mut parts = Vec::new();
    if limit > 0.0 {
        let mut matches = Matches::new(ev, "split", text, function(pattern, "split")?);
        let mut next = matches.next()?;
        let mut position = 0;
        while let Some(found) = next.filter(|_| is_below(parts.len(), limit)) {
            ev.spend(1)?;
            parts.push(text.get(position..found.start()).unwrap_or_default());
            position = found.end();
            next = matches.next()?;
        }
        if is_below(parts.len(), limit) {
            parts.push(text.get(position..).unwrap_or_default());
        }
    }
    let parts = ev.items(parts.into_iter().map(Item::String));
    Ok(Item::Array(Array::items(parts)))
}

#[cfg(test)]
mod tests;
