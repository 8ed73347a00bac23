//! Pictures of digits: `#` is a digit that may be missing, any decimal digit one that is always there, everything else
//! separates groups.

use super::{leading_integer, too_large};
use crate::jsonata::{Error, Item};

/// The zeros of the families of digits that Unicode has.
const ZEROS: [char; 37] = [
    '0', '\u{660}', '\u{6F0}', '\u{7C0}', '\u{966}', '\u{9E6}', '\u{A66}', '\u{AE6}', '\u{B66}',
    '\u{BE6}', '\u{C66}', '\u{CE6}', '\u{D66}', '\u{DE6}', '\u{E50}', '\u{ED0}', '\u{F20}',
    '\u{1040}', '\u{1090}', '\u{17E0}', '\u{1810}', '\u{1946}', '\u{19D0}', '\u{1A80}', '\u{1A90}',
    '\u{1B50}', '\u{1BB0}', '\u{1C40}', '\u{1C50}', '\u{A620}', '\u{A8D0}', '\u{A900}', '\u{A9D0}',
    '\u{A9F0}', '\u{AA50}', '\u{ABF0}', '\u{FF10}',
];

/// More separators than these at irregular distances are refused, because each moves all digits.
const MOST_SEPARATORS: usize = 100;

/// A picture of digits.
#[derive(Debug)]
pub(crate) struct Decimal {
    /// The zero of its family of digits.
    zero: char,
    /// How many digits there are at least.
    pub(crate) mandatory: usize,
    /// How many `#` it has.
    pub(crate) optional: usize,
    grouping: Grouping,
}

#[derive(Debug)]
enum Grouping {
    /// The same separator after so many digits each.
    Regular { every: usize, separator: char },
    /// Separators with the number of digits behind each, from left to right.
    Irregular(Vec<(usize, char)>),
}

impl Decimal {
    /// Nothing without a digit. D3131 for digits of different families.
    pub(super) fn parse(picture: &str) -> Result<Option<Decimal>, Error> {
        let (mut family, mut mandatory, mut optional) = (None, 0, 0);
        let mut separators = Vec::new();
        for character in picture.chars().rev() {
            if let Some(zero) = zero_of(character) {
                if *family.get_or_insert(zero) != zero {
                    return Err(Error::new(
                        "D3131",
                        "In a decimal digit pattern, all digits must be from the same decimal group",
                    ));
                }
                mandatory += 1;
            } else if character == '#' {
                optional += 1;
            } else {
                separators.push((mandatory + optional, character));
            }
        }
        let Some(zero) = family else { return Ok(None) };
        Ok(Some(Decimal {
            zero,
            mandatory,
            optional,
            grouping: Grouping::of(separators)?,
        }))
    }

    /// What separates its digits in regular groups.
    pub(crate) fn separator(&self) -> Option<char> {
        match self.grouping {
            Grouping::Regular { separator, .. } => Some(separator),
            Grouping::Irregular(_) => None,
        }
    }

    /// Writes a number that is given in ASCII digits.
    pub(super) fn format(&self, digits: &str, is_ordinal: bool) -> String {
        let padding = self.mandatory.saturating_sub(digits.len());
        let padded = std::iter::repeat_n('0', padding).chain(digits.chars());
        let mut text = self
            .grouping
            .apply(padded.map(|digit| self.digit(digit)).collect());
        if is_ordinal {
            text.extend(ordinal_suffix(&text).chars());
        }
        text.into_iter().collect()
    }

    /// An ASCII digit in its family. What is no digit, in numbers above 1e21, moves along.
    fn digit(&self, ascii: char) -> char {
        let distance = u32::from(self.zero) - u32::from('0');
        char::from_u32(u32::from(ascii) + distance).unwrap_or(ascii)
    }

    pub(super) fn read<'a>(&self, text: &str, is_ordinal: bool) -> Item<'a> {
        let mut characters = text.chars();
        if is_ordinal {
            characters.nth_back(1);
        }
        let is_separator = |character| match &self.grouping {
            // Whatever the picture's separator is, as in the reference implementation.
            Grouping::Regular { .. } => character == ',',
            Grouping::Irregular(separators) => separators.iter().any(|(_, one)| *one == character),
        };
        let ascii = characters
            .filter(|character| !is_separator(*character))
            .map(|character| {
                let distance = u32::from(character).wrapping_sub(u32::from(self.zero));
                char::from_digit(distance, 10).unwrap_or(character)
            });
        leading_integer(&ascii.collect::<String>())
    }
}

fn zero_of(digit: char) -> Option<char> {
    let is_of = |zero: &char| (0..10).contains(&u32::from(digit).wrapping_sub(u32::from(*zero)));
    ZEROS.into_iter().find(is_of)
}

impl Grouping {
    /// Of separators with the number of digits behind each, from right to left.
    fn of(mut separators: Vec<(usize, char)>) -> Result<Grouping, Error> {
        if let Some(&(every, separator)) = separators.first()
            && every > 0
            && separators.iter().all(|(_, other)| *other == separator)
            && separators
                .iter()
                .zip(1..)
                .all(|((position, _), count)| *position == every * count)
        {
            return Ok(Grouping::Regular { every, separator });
        }
        if separators.len() > MOST_SEPARATORS {
            return Err(too_large());
        }
        separators.reverse();
        Ok(Grouping::Irregular(separators))
    }

    fn apply(&self, digits: Vec<char>) -> Vec<char> {
        match self {
            Grouping::Regular { every, separator } => group(&digits, *every, *separator),
            Grouping::Irregular(separators) => {
                let insert = |text, &(position, separator)| insert(text, position, separator);
                separators.iter().fold(digits, insert)
            }
        }
    }
}

fn group(digits: &[char], every: usize, separator: char) -> Vec<char> {
    let mut grouped = Vec::with_capacity(digits.len() * 2);
    for (index, digit) in digits.iter().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(every) {
            grouped.push(separator);
        }
        grouped.push(*digit);
    }
    grouped
}

/// Puts a separator before the last characters. Where there are not as many, as many are kept as are missing: the
/// reference implementation counts with JavaScript's `substr`, and drops the others.
fn insert(mut text: Vec<char>, position: usize, separator: char) -> Vec<char> {
    match text.len().checked_sub(position) {
        Some(at) => text.insert(at, separator),
        None => {
            let missing = position - text.len();
            text.drain(..text.len().saturating_sub(missing));
            text.insert(0, separator);
        }
    }
    text
}

fn ordinal_suffix(text: &[char]) -> &'static str {
    match text {
        [.., '1', _] => "th",
        [.., '1'] => "st",
        [.., '2'] => "nd",
        [.., '3'] => "rd",
        _ => "th",
    }
}
