//! What a sub-picture asks for.

use super::parts::Parts;
use super::symbols::Symbols;
use crate::jsonata::{Error, Evaluation};

/// How a number is laid out. F&O 4.7.4.
pub(super) struct Layout {
    /// The number is multiplied by it: 100 for `%`, 1000 for `‰`.
    pub(super) factor: f64,
    pub(super) least_integer_digits: usize,
    pub(super) least_fraction_digits: usize,
    pub(super) most_fraction_digits: u8,
    pub(super) has_point: bool,
    /// How many digits a mantissa has before its point.
    pub(super) scaling: i32,
    /// How many digits an exponent has at least, if there is one.
    pub(super) exponent_size: Option<usize>,
    /// After how many digits of the fraction separators stand.
    pub(super) fraction_grouping: Vec<usize>,
    integer_grouping: Grouping,
}

/// Before how many digits of the integer part separators stand.
enum Grouping {
    /// Every so many.
    Regular(usize),
    /// These, the largest first.
    Listed(Vec<usize>),
}

impl Layout {
    /// The layout that a valid sub-picture describes.
    ///
    /// # Errors
    /// When it asks for more places than JavaScript can write.
    pub(super) fn of(
        ev: &Evaluation,
        symbols: &Symbols<'_>,
        parts: &Parts<'_>,
    ) -> Result<Self, Error> {
        let digits = |part: &str| part.chars().filter(|c| symbols.is_digit(*c)).count();
        let places = |part: &str| part.chars().filter(|c| symbols.is_place(*c)).count();
        let scaling = digits(parts.integer);
        let mut least_integer_digits = scaling;
        let mut least_fraction_digits = digits(parts.fraction);
        let mut most_fraction_digits = places(parts.fraction);
        if least_integer_digits == 0 && most_fraction_digits == 0 {
            if parts.exponent.is_some() {
                (least_fraction_digits, most_fraction_digits) = (1, 1);
            } else {
                least_integer_digits = 1;
            }
        }
        if parts.exponent.is_some() && parts.integer.contains(symbols.optional_digit) {
            least_integer_digits = least_integer_digits.max(1);
        }
        if least_integer_digits == 0 && least_fraction_digits == 0 {
            least_fraction_digits = 1;
        }
        let factor = if parts.text.contains(symbols.percent) {
            100.0
        } else if parts.text.contains(symbols.per_mille) {
            1000.0
        } else {
            1.0
        };
        Ok(Layout {
            factor,
            least_integer_digits,
            least_fraction_digits,
            most_fraction_digits: writable(most_fraction_digits)?,
            has_point: parts.text.contains(symbols.decimal_separator),
            scaling: i32::try_from(scaling).unwrap_or(i32::MAX),
            exponent_size: parts.exponent.map(digits),
            fraction_grouping: fraction_grouping(ev, symbols, parts)?,
            integer_grouping: integer_grouping(ev, symbols, parts)?,
        })
    }

    /// Before how many digits separators stand in an integer part of so many, the largest first.
    pub(super) fn integer_grouping(&self, digits: usize) -> Vec<usize> {
        match &self.integer_grouping {
            Grouping::Regular(size) => {
                let count = digits.saturating_sub(1) / size;
                (1..=count).rev().map(|group| group * size).collect()
            }
            Grouping::Listed(positions) => positions.clone(),
        }
    }
}

fn writable(places: usize) -> Result<u8, Error> {
    let writable = u8::try_from(places).ok().filter(|places| *places <= 100);
    writable.ok_or_else(|| Error::new("", "toFixed() digits argument must be between 0 and 100"))
}

fn integer_grouping(
    ev: &Evaluation,
    symbols: &Symbols<'_>,
    parts: &Parts<'_>,
) -> Result<Grouping, Error> {
    let mut positions = Vec::new();
    for (at, _) in parts.integer.match_indices(symbols.grouping_separator) {
        let behind = &parts.integer[at..];
        ev.spend(behind.len())?;
        positions.push(behind.chars().filter(|c| symbols.is_place(*c)).count());
    }
    let size = positions.iter().copied().fold(0, greatest_common_divisor);
    let is_regular = |(index, position): (usize, &usize)| *position == (index + 1) * size;
    if size > 0 && positions.iter().rev().enumerate().all(is_regular) {
        Ok(Grouping::Regular(size))
    } else {
        Ok(Grouping::Listed(positions))
    }
}

/// The reference implementation looks for all separators but the first in the integer part.
fn fraction_grouping(
    ev: &Evaluation,
    symbols: &Symbols<'_>,
    parts: &Parts<'_>,
) -> Result<Vec<usize>, Error> {
    let mut positions = Vec::new();
    let mut next = parts.fraction.find(symbols.grouping_separator);
    while let Some(at) = next {
        let before = parts.fraction.get(..at).unwrap_or(parts.fraction);
        ev.spend(before.len())?;
        positions.push(before.chars().filter(|c| symbols.is_place(*c)).count());
        let behind = parts.integer.get(at + 1..);
        next = behind
            .and_then(|behind| behind.find(symbols.grouping_separator))
            .map(|found| at + 1 + found);
    }
    Ok(positions)
}

fn greatest_common_divisor(one: usize, other: usize) -> usize {
    if other == 0 {
        one
    } else {
        greatest_common_divisor(other, one % other)
    }
}
