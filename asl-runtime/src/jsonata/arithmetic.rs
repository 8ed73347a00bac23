//! Operators of numbers. Whole numbers are exact as long as they fit into 64 bits; anything else is JavaScript's.

use super::{Array, Error, Evaluation, Item, Result};

impl Evaluation {
    /// `+`
    ///
    /// # Errors
    /// T2001, T2002 unless both are numbers, D1001 where one is infinite.
    #[inline]
    pub fn add<'a>(&'a self, one: Item<'a>, other: Item<'a>) -> Result<'a> {
        computed(one, other, "+", i64::checked_add, |one, other| one + other)
    }

    /// `-`
    ///
    /// # Errors
    /// As [`Evaluation::add`].
    #[inline]
    pub fn subtract<'a>(&'a self, one: Item<'a>, other: Item<'a>) -> Result<'a> {
        computed(one, other, "-", i64::checked_sub, |one, other| one - other)
    }

    /// `*`
    ///
    /// # Errors
    /// As [`Evaluation::add`].
    #[inline]
    pub fn multiply<'a>(&'a self, one: Item<'a>, other: Item<'a>) -> Result<'a> {
        computed(one, other, "*", i64::checked_mul, |one, other| one * other)
    }

    /// `/`
    ///
    /// # Errors
    /// As [`Evaluation::add`].
    #[inline]
    pub fn divide<'a>(&'a self, one: Item<'a>, other: Item<'a>) -> Result<'a> {
        let exact = |one: i64, other| match one.checked_rem(other) {
            Some(0) => one.checked_div(other),
            _ => None,
        };
        computed(one, other, "/", exact, |one, other| one / other)
    }

    /// `%`
    ///
    /// # Errors
    /// As [`Evaluation::add`].
    #[inline]
    pub fn remainder<'a>(&'a self, one: Item<'a>, other: Item<'a>) -> Result<'a> {
        computed(one, other, "%", i64::checked_rem, |one, other| one % other)
    }

    /// `-` before an operand.
    ///
    /// # Errors
    /// D1002 unless it is a number.
    pub fn negate<'a>(&'a self, operand: Item<'a>) -> Result<'a> {
        match (operand, operand.numeric()?) {
            (Item::Undefined, _) => Ok(Item::Undefined),
            (Item::Int(number), _) if number != i64::MIN => Ok(Item::Int(-number)),
            (_, Some(number)) => Ok(Item::from_f64(-number)),
            (_, None) => {
                let message = format!("Cannot negate a non-numeric value: {}", operand.shown(self));
                Err(Error::new("D1002", message))
            }
        }
    }

    /// `..`
    ///
    /// # Errors
    /// T2003, T2004 unless both are whole numbers, D2014 where they are too far apart.
    pub fn range<'a>(&'a self, first: Item<'a>, last: Item<'a>) -> Result<'a> {
        const MOST: usize = 10_000_000;
        let first = bound(first, "T2003", "left")?;
        let last = bound(last, "T2004", "right")?;
        let (Some(first), Some(last)) = (first, last) else {
            return Ok(Item::Undefined);
        };
        if first > last {
            return Ok(Item::Undefined);
        }
        let size = i128::from(last) - i128::from(first) + 1;
        let Some(size) = usize::try_from(size).ok().filter(|size| *size <= MOST) else {
            let message = format!(
                "The size of the sequence allocated by the range operator (..) must not exceed 1e6.  Attempted to allocate {size}."
            );
            return Err(Error::new("D2014", message));
        };
        self.claim::<Item<'_>>(size)?;
        #[expect(clippy::cast_possible_wrap, reason = "ten millions at most")]
        let numbers = (0..size).map(|offset| Item::Int(first + offset as i64));
        Ok(Item::Array(Array::sequence(self.items(numbers))))
    }
}

#[inline]
fn computed<'a>(
    one: Item<'a>,
    other: Item<'a>,
    operator: &str,
    exact: impl Fn(i64, i64) -> Option<i64>,
    rounded: impl Fn(f64, f64) -> f64,
) -> Result<'a> {
    if let (Item::Int(one), Item::Int(other)) = (one, other)
        && let Some(number) = exact(one, other)
    {
        return Ok(Item::Int(number));
    }
    let operands = match (one.number(), other.number()) {
        (Some(one), Some(other)) if one.is_finite() && other.is_finite() => Some((one, other)),
        _ => operands(one, other, operator)?,
    };
    Ok(operands.map_or(Item::Undefined, |(one, other)| {
        Item::from_f64(rounded(one, other))
    }))
}

/// Both numbers, unless one is undefined.
fn operands(
    one: Item<'_>,
    other: Item<'_>,
    operator: &str,
) -> std::result::Result<Option<(f64, f64)>, Error> {
    let operand = |item: Item<'_>, code, side| match item.numeric()? {
        None if !item.is_undefined() => {
            let message =
                format!("The {side} side of the \"{operator}\" operator must evaluate to a number");
            Err(Error::new(code, message))
        }
        number => Ok(number),
    };
    let one = operand(one, "T2001", "left")?;
    let other = operand(other, "T2002", "right")?;
    Ok(one.zip(other))
}

/// A bound of a range, unless it is undefined.
fn bound(
    item: Item<'_>,
    code: &'static str,
    side: &str,
) -> std::result::Result<Option<i64>, Error> {
    match item {
        Item::Undefined => Ok(None),
        Item::Int(number) => Ok(Some(number)),
        other => match other.number().map(Item::from_f64) {
            Some(Item::Int(number)) => Ok(Some(number)),
            _ => {
                let message = format!(
                    "The {side} side of the range operator (..) must evaluate to an integer"
                );
                Err(Error::new(code, message))
            }
        },
    }
}
