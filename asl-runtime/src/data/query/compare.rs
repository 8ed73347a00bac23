//! The comparisons inside filters. They are strict about types, and false where a path found nothing.

use serde_json::Value;

use crate::data::choice::{Ordering, numeric_values, string_values};

/// How the two sides are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `in`: left is an element of right.
    In,
    /// `nin`: left is not an element of right.
    NotIn,
    /// `subsetof`: every element of left is one of right.
    SubsetOf,
    /// `anyof`: an element of left is one of right.
    AnyOf,
    /// `noneof`: no element of left is one of right.
    NoneOf,
    /// `size`: left has as many elements or characters as right says.
    Size,
    /// `empty`: whether left has no elements or characters is what right says.
    Empty,
}

/// Compares what two operands found.
#[must_use]
pub fn compare(left: Option<&Value>, operator: Operator, right: Option<&Value>) -> bool {
    let (Some(left), Some(right)) = (left, right) else {
        return false;
    };
    match operator {
        Operator::Equal => equal(left, right),
        Operator::NotEqual => !equal(left, right),
        Operator::Less => ordered(left, Ordering::LessThan, right),
        Operator::LessOrEqual => ordered(left, Ordering::LessThanEquals, right),
        Operator::Greater => ordered(left, Ordering::GreaterThan, right),
        Operator::GreaterOrEqual => ordered(left, Ordering::GreaterThanEquals, right),
        Operator::In => right.as_array().is_some_and(|right| contains(right, left)),
        Operator::NotIn => right.as_array().is_some_and(|right| !contains(right, left)),
        Operator::SubsetOf => arrays(left, right, |left, right| {
            left.iter().all(|one| contains(right, one))
        }),
        Operator::AnyOf => arrays(left, right, |left, right| {
            left.iter().any(|one| contains(right, one))
        }),
        Operator::NoneOf => arrays(left, right, |left, right| {
            !left.iter().any(|one| contains(right, one))
        }),
        Operator::Size => {
            size(left).is_some_and(|size| right.as_u64().or(size_as_number(right)) == Some(size))
        }
        Operator::Empty => size(left)
            .zip(right.as_bool())
            .is_some_and(|(size, empty)| (size == 0) == empty),
    }
}
