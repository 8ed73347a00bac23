//! Finding the parts of a picture in a text.

use std::collections::HashSet;

use super::markers::{Marker, Part, Style};
use super::{names, no_names};
use crate::jsonata::picture::integer::{Form, Picture, ends_of_words, no_sequence};
use crate::jsonata::{Error, Evaluation};

/// What a part of a picture stands for in a text.
#[derive(Debug)]
pub(super) enum Pattern<'p> {
    Literal(&'p str),
    /// ASCII digits, and `th` behind an ordinal.
    Digits {
        least: usize,
        most: usize,
        is_ordinal: bool,
    },
    Letters,
    Roman,
    Words,
    /// `GMT`, a sign, hours, and minutes where something separates them.
    Zone {
        name: &'static str,
        separator: Option<char>,
    },
}

impl<'p> Pattern<'p> {
    /// What a part stands for.
    ///
    /// # Errors
    /// D3133 for a component without names, D3130 for an unknown sequence of numbers.
    pub(super) fn of(part: &'p Part) -> Result<Pattern<'p>, Error> {
        match part {
            Part::Literal(literal) => Ok(Pattern::Literal(literal)),
            Part::Marker(marker) => Pattern::of_marker(marker),
        }
    }

    fn of_marker(marker: &Marker) -> Result<Pattern<'p>, Error> {
        let has_names = marker.component == 'P' || names(marker.component).is_some();
        match &marker.style {
            Style::Name(_) if has_names => Ok(Pattern::Letters),
            Style::Name(_) => Err(no_names(marker.component)),
            Style::Number(picture) => Pattern::of_number(marker, picture),
        }
    }

    fn of_number(marker: &Marker, picture: &Picture) -> Result<Pattern<'p>, Error> {
        if let 'Z' | 'z' = marker.component {
            let name = if marker.component == 'z' { "GMT" } else { "" };
            let separator = picture.separator();
            return Ok(Pattern::Zone { name, separator });
        }
        Ok(match &picture.form {
            Form::Letters(_) => Pattern::Letters,
            Form::Roman(_) => Pattern::Roman,
            Form::Words(_) => Pattern::Words,
            Form::Decimal(decimal) => {
                let most = marker.most.filter(|most| *most > 0);
                Pattern::Digits {
                    least: most.map_or(1, |most| most.saturating_sub(decimal.optional)),
                    most: most.unwrap_or(usize::MAX),
                    is_ordinal: picture.is_ordinal,
                }
            }
            Form::Sequence(token) => return Err(no_sequence(token)),
        })
    }

    /// How much of the beginning of a text it can match. The best is the last.
    fn lengths(&self, text: &str) -> Vec<usize> {
        match self {
            Pattern::Literal(literal) => match_literal(text, literal).into_iter().collect(),
            Pattern::Letters => (1..=run(text, |byte| byte.is_ascii_alphabetic())).collect(),
            Pattern::Roman => (1..=run(text, |byte| b"MDCLXVImdclxvi".contains(&byte))).collect(),
            Pattern::Words => ends_of_words(text).into_iter().collect(),
            Pattern::Zone { name, separator } => match_zone(text, name, *separator),
            Pattern::Digits {
                least,
                most,
                is_ordinal,
            } => {
                let digits = *least..=digits(text).min(*most);
                if *is_ordinal {
                    digits
                        .filter_map(|digits| match_ordinal(text, digits))
                        .collect()
                } else {
                    digits.collect()
                }
            }
        }
    }
}

fn run(text: &str, is_in: fn(u8) -> bool) -> usize {
    text.bytes().take_while(|byte| is_in(*byte)).count()
}

fn digits(text: &str) -> usize {
    run(text, |byte| byte.is_ascii_digit())
}

/// How long a literal is in a text that begins with it, in capital or small letters.
fn match_literal(text: &str, literal: &str) -> Option<usize> {
    let mut rest = text.chars();
    for one in literal.chars() {
        let other = rest.next()?;
        if one != other && !one.to_uppercase().eq(other.to_uppercase()) {
            return None;
        }
    }
    Some(text.len() - rest.as_str().len())
}

fn match_ordinal(text: &str, digits: usize) -> Option<usize> {
    let suffix = text.get(digits..digits + 2)?;
    let is_suffix = |known: &str| known.eq_ignore_ascii_case(suffix);
    let is_ordinal = ["th", "st", "nd", "rd"].into_iter().any(is_suffix);
    is_ordinal.then_some(digits + 2)
}

fn match_zone(text: &str, name: &str, separator: Option<char>) -> Vec<usize> {
    let hours = match_literal(text, name).and_then(|length| {
        let signed = text[length..].starts_with(['+', '-']);
        signed.then_some(length + 1)
    });
    let Some(hours) = hours else {
        return Vec::new();
    };
    let behind = hours + digits(&text[hours..]);
    match separator {
        None => (hours + 1..=behind).collect(),
        Some(separator) if behind > hours && text[behind..].starts_with(separator) => {
            let minutes = behind + separator.len_utf8();
            (minutes + 1..=minutes + digits(&text[minutes..])).collect()
        }
        Some(_) => Vec::new(),
    }
}

/// What each of the patterns matches when together they match all of a text. Earlier ones take as much as they can.
///
/// # Errors
/// When that takes too much time.
pub(super) fn find<'t>(
    ev: &Evaluation,
    patterns: &[Pattern<'_>],
    text: &'t str,
) -> Result<Option<Vec<&'t str>>, Error> {
    // Where each part so far starts, and how long it might still be.
    let mut parts: Vec<(usize, Vec<usize>)> = Vec::new();
    // From where a part has been tried. It is no use to try it again, since what follows is independent of what precedes.
    let mut tried = HashSet::new();
    let mut at = 0;
    loop {
        match patterns.get(parts.len()) {
            Some(pattern) if tried.insert((parts.len(), at)) => {
                let lengths = pattern.lengths(&text[at..]);
                ev.spend(lengths.len() + 1)?;
                parts.push((at, lengths));
            }
            None if at == text.len() => break,
            _ => {}
        }
        at = loop {
            match parts.last_mut() {
                None => return Ok(None),
                Some((start, lengths)) => match lengths.pop() {
                    Some(length) => break *start + length,
                    None => parts.pop(),
                },
            };
        };
    }
    let starts = parts.iter().map(|(start, _)| *start);
    let ends = starts.clone().skip(1).chain([text.len()]);
    Ok(Some(
        starts
            .zip(ends)
            .map(|(start, end)| &text[start..end])
            .collect(),
    ))
}
