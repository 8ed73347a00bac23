//! `^(...)`.

use std::cmp::Ordering;

use super::{Array, Error, Evaluation, Item, Result};

impl Evaluation {
    /// `input^(a, >b)`: `terms` evaluates what an item is compared by, term by term.
    ///
    /// # Errors
    /// T2007, T2008 where terms do not compare, and those of the terms.
    pub fn sort<'a, const N: usize>(
        &'a self,
        input: Item<'a>,
        descending: [bool; N],
        mut terms: impl FnMut(Item<'a>) -> std::result::Result<[Item<'a>; N], Error>,
    ) -> Result<'a> {
        let array = match input {
            Item::Array(array) if array.len() > 1 => array,
            Item::Array(array) => {
                return Ok(Item::Array(Array {
                    is_sequence: true,
                    ..array
                }));
            }
            // Filters behind it have nothing to be evaluated for.
            Item::Undefined => return Ok(Item::Array(Array::sequence(&[]))),
            single => return Ok(single),
        };
        self.claim::<Item<'_>>(array.len())?;
        let mut keyed = Vec::with_capacity(array.len());
        for item in array.iter() {
            keyed.push((item, terms(item)?));
        }
        let sorted = merge_sort(&keyed, &mut |one, other| {
            self.spend(1)?;
            comes_after(self, &one.1, &other.1, &descending)
        })?;
        let items = self.items(sorted.into_iter().map(|(item, _)| item));
        Ok(Item::Array(Array::items(items)))
    }
}

/// Whether an item comes after another one, by their terms.
pub(super) fn comes_after<'a, const N: usize>(
    ev: &'a Evaluation,
    one: &[Item<'a>; N],
    other: &[Item<'a>; N],
    descending: &[bool; N],
) -> std::result::Result<bool, Error> {
    for ((one, other), descending) in one.iter().zip(other).zip(descending) {
        let ordering = match (one, other) {
            (Item::Undefined, Item::Undefined) => Ordering::Equal,
            // Undefined terms come last, in both directions.
            (Item::Undefined, _) => return Ok(true),
            (_, Item::Undefined) => return Ok(false),
            (one, other) => {
                let ordering = one
                    .order(*other, || mismatch(ev, *one, *other))?
                    .unwrap_or(Ordering::Greater);
                if *descending {
                    ordering.reverse()
                } else {
                    ordering
                }
            }
        };
        if ordering.is_ne() {
            return Ok(ordering.is_gt());
        }
    }
    Ok(false)
}

fn mismatch<'a>(ev: &'a Evaluation, one: Item<'a>, other: Item<'a>) -> Error {
    let is_comparable = |item: Item<'_>| item.number().is_some() || matches!(item, Item::String(_));
    if is_comparable(one) && is_comparable(other) {
        let message = format!(
            "Type mismatch when comparing values {} and {} in order-by clause",
            one.shown(ev),
            other.shown(ev)
        );
        return Error::new("T2007", message);
    }
    Error::new(
        "T2008",
        "The expressions within an order-by clause must evaluate to numeric or string values",
    )
}

/// Sorts by `comes_after`, which may fail, and need not be consistent: a function of the expression may stand behind it.
/// It is asked the same questions as by the reference implementation.
pub(super) fn merge_sort<T: Copy>(
    items: &[T],
    comes_after: &mut impl FnMut(T, T) -> std::result::Result<bool, Error>,
) -> std::result::Result<Vec<T>, Error> {
    if items.len() < 2 {
        return Ok(items.to_vec());
    }
    let (left, right) = items.split_at(items.len() / 2);
    let (left, right) = (
        merge_sort(left, comes_after)?,
        merge_sort(right, comes_after)?,
    );
    let mut merged = Vec::with_capacity(items.len());
    let (mut left, mut right) = (left.as_slice(), right.as_slice());
    while let ([one, left_rest @ ..], [other, right_rest @ ..]) = (left, right) {
        if comes_after(*one, *other)? {
            merged.push(*other);
            right = right_rest;
        } else {
            merged.push(*one);
            left = left_rest;
        }
    }
    merged.extend(left);
    merged.extend(right);
    Ok(merged)
}
