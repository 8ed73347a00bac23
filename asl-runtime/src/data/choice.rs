//! The comparisons of Choice rules. Reference §7.2, §7.3.
//!
//! They compare [`Data`]: JSON, or leaves of the user's own types. None of them fails: a value of another type than the operator's is simply not equal, not less and so on. The
//! `_values` forms serve the `…Path` operators. Where the path of `Variable` finds nothing, only [`is_present`] has an
//! answer; the others want what [`choice_operand`](super::path::choice_operand) found.

use std::cmp;

use jiff::SignedDuration;

use super::timestamp::instant;
use crate::typed::{Data, Scalar};

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ordering {
    /// `…Equals`
    Equals,
    /// `…LessThan`
    LessThan,
    /// `…GreaterThan`
    GreaterThan,
    /// `…LessThanEquals`
    LessThanEquals,
    /// `…GreaterThanEquals`
    GreaterThanEquals,
}

impl Ordering {
    fn holds(self, found: cmp::Ordering) -> bool {
        match self {
            Ordering::Equals => found.is_eq(),
            Ordering::LessThan => found.is_lt(),
            Ordering::GreaterThan => found.is_gt(),
            Ordering::LessThanEquals => found.is_le(),
            Ordering::GreaterThanEquals => found.is_ge(),
        }
    }
}

/// `StringEquals` and so on. Strings are ordered by UTF-16 code unit, as Java orders them.
#[must_use]
#[inline]
pub fn string(left: &impl Data, ordering: Ordering, right: &str) -> bool {
    let left = left.scalar().into_text();
    left.is_some_and(|left| match ordering {
        Ordering::Equals => *left == *right,
        _ => ordering.holds(left.encode_utf16().cmp(right.encode_utf16())),
    })
}

/// `StringEqualsPath` and so on.
#[must_use]
pub fn string_values(left: &impl Data, ordering: Ordering, right: &impl Data) -> bool {
    let right = right.scalar().into_text();
    right.is_some_and(|right| string(left, ordering, &right))
}

/// `BooleanEquals`.
#[must_use]
#[inline]
pub fn boolean(left: &impl Data, right: bool) -> bool {
    left.scalar().as_boolean() == Some(right)
}

/// `BooleanEqualsPath`.
#[must_use]
pub fn boolean_values(left: &impl Data, right: &impl Data) -> bool {
    let right = right.scalar().as_boolean();
    right.is_some_and(|right| boolean(left, right))
}

/// `TimestampEquals` and so on. Timestamps are compared as instants, whatever their offsets.
#[must_use]
pub fn timestamp(left: &impl Data, ordering: Ordering, right: &str) -> bool {
    let left = time(&left.scalar());
    left.zip(instant(right))
        .is_some_and(|(left, right)| ordering.holds(left.cmp(&right)))
}

/// `TimestampEqualsPath` and so on.
#[must_use]
pub fn timestamp_values(left: &impl Data, ordering: Ordering, right: &impl Data) -> bool {
    let left = time(&left.scalar());
    left.zip(time(&right.scalar()))
        .is_some_and(|(left, right)| ordering.holds(left.cmp(&right)))
}

/// The time since 1970 that a value means.
fn time(scalar: &Scalar<'_>) -> Option<SignedDuration> {
    match scalar {
        Scalar::String(text) => instant(text),
        Scalar::Timestamp(time) => Some(time.as_duration()),
        _ => None,
    }
}

/// A number to compare with.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    /// One that is written without fraction and exponent, and fits 64 bits.
    Integer(i128),
    /// Any other.
    Float(f64),
}

impl Number {
    #[inline]
    pub(crate) fn of(number: &serde_json::Number) -> Option<Self> {
        let integer = number
            .as_i64()
            .map(Number::from)
            .or_else(|| number.as_u64().map(Number::from));
        integer.or_else(|| number.as_f64().map(Number::from))
    }

    #[inline]
    fn as_i64(self) -> Option<i64> {
        match self {
            Number::Integer(integer) => integer.try_into().ok(),
            Number::Float(_) => None,
        }
    }

    /// By value, and without rounding an integer to a float.
    #[inline]
    fn compare(self, other: Self) -> Option<cmp::Ordering> {
        match (self, other) {
            (Number::Integer(left), Number::Integer(right)) => Some(left.cmp(&right)),
            (Number::Float(left), Number::Float(right)) => left.partial_cmp(&right),
            (Number::Integer(left), Number::Float(right)) => compare_mixed(left, right),
            (Number::Float(left), Number::Integer(right)) => {
                compare_mixed(right, left).map(cmp::Ordering::reverse)
            }
        }
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Number::Integer(number.into())
    }
}

impl From<u64> for Number {
    fn from(number: u64) -> Self {
        Number::Integer(number.into())
    }
}

impl From<f64> for Number {
    fn from(number: f64) -> Self {
        Number::Float(number)
    }
}

#[inline]
fn compare_mixed(left: i128, right: f64) -> Option<cmp::Ordering> {
    /// Up to here every integer is a float.
    const EXACT: u128 = 1 << f64::MANTISSA_DIGITS;
    if left.unsigned_abs() <= EXACT {
        #[expect(clippy::cast_precision_loss, reason = "it is exact")]
        let left = left as f64;
        return left.partial_cmp(&right);
    }
    compare_large(left, right)
}

fn compare_large(left: i128, right: f64) -> Option<cmp::Ordering> {
    // The cast is exact for what an integer of 64 bits can equal, and stays on the right side beyond.
    let whole = left.cmp(&(right.trunc() as i128));
    0.0.partial_cmp(&right.fract())
        .map(|fraction| whole.then(fraction))
}

/// `NumericEquals` and so on. Numbers are compared by value: `1` equals `1.0`.
#[must_use]
#[inline]
pub fn numeric(left: &impl Data, ordering: Ordering, right: impl Into<Number>) -> bool {
    let right = right.into();
    let found = left
        .scalar()
        .as_number()
        .and_then(|left| match (left.as_i64(), right.as_i64()) {
            (Some(left), Some(right)) => Some(left.cmp(&right)),
            _ => left.compare(right),
        });
    found.is_some_and(|found| ordering.holds(found))
}

/// `NumericEqualsPath` and so on.
#[must_use]
pub fn numeric_values(left: &impl Data, ordering: Ordering, right: &impl Data) -> bool {
    let right = right.scalar().as_number();
    right.is_some_and(|right| numeric(left, ordering, right))
}

/// `StringMatches`: `*` stands for any text, `\*` for a star, `\\` for a backslash.
#[must_use]
pub fn matches(value: &impl Data, pattern: &str) -> bool {
    let text = value.scalar().into_text();
    text.is_some_and(|text| matches_bytes(text.as_bytes(), pattern.as_bytes()))
}

fn matches_bytes(mut text: &[u8], mut pattern: &[u8]) -> bool {
    // Text and pattern behind the last star, to try again from one byte further on.
    let mut retry: Option<(&[u8], &[u8])> = None;
    loop {
        match (pattern_unit(pattern), text.split_first()) {
            (Unit::Star(rest), _) => {
                retry = Some((text, rest));
                pattern = rest;
            }
            (Unit::Byte(wanted, rest), Some((&found, text_rest))) if wanted == found => {
                (text, pattern) = (text_rest, rest);
            }
            (Unit::End, None) => return true,
            _ => {
                let Some((from, behind_star)) = retry else {
                    return false;
                };
                let Some((_, shorter)) = from.split_first() else {
                    return false;
                };
                retry = Some((shorter, behind_star));
                (text, pattern) = (shorter, behind_star);
            }
        }
    }
}

enum Unit<'p> {
    Star(&'p [u8]),
    Byte(u8, &'p [u8]),
    End,
}

fn pattern_unit(pattern: &[u8]) -> Unit<'_> {
    match pattern {
        [] => Unit::End,
        [b'*', rest @ ..] => Unit::Star(rest),
        [b'\\', escaped @ (b'*' | b'\\'), rest @ ..] => Unit::Byte(*escaped, rest),
        [byte, rest @ ..] => Unit::Byte(*byte, rest),
    }
}

/// `IsPresent`.
#[must_use]
pub fn is_present(value: Option<&impl Data>) -> bool {
    value.is_some()
}

/// `IsNull`.
#[must_use]
pub fn is_null(value: Option<&impl Data>) -> bool {
    value.is_some_and(|value| matches!(value.scalar(), Scalar::Null))
}

/// `IsBoolean`.
#[must_use]
pub fn is_boolean(value: Option<&impl Data>) -> bool {
    value.is_some_and(|value| matches!(value.scalar(), Scalar::Boolean(_)))
}

/// `IsNumeric`.
#[must_use]
pub fn is_numeric(value: Option<&impl Data>) -> bool {
    value.is_some_and(|value| matches!(value.scalar(), Scalar::Number(_)))
}

/// `IsString`.
#[must_use]
pub fn is_string(value: Option<&impl Data>) -> bool {
    let is_text = |scalar| matches!(scalar, Scalar::String(_) | Scalar::Timestamp(_));
    value.is_some_and(|value| is_text(value.scalar()))
}

/// `IsTimestamp`.
#[must_use]
pub fn is_timestamp(value: Option<&impl Data>) -> bool {
    value.is_some_and(|value| time(&value.scalar()).is_some())
}

#[cfg(test)]
mod tests;
