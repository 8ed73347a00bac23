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
    /// `size`: left has as many elements or characters as right has, or says.
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
        Operator::Size => match right {
            Value::Number(number) => number
                .as_u64()
                .is_some_and(|size| length(left) == Some(size)),
            _ => length(left).is_some_and(|size| length(right) == Some(size)),
        },
        Operator::Empty => length(left)
            .zip(right.as_bool())
            .is_some_and(|(size, empty)| (size == 0) == empty),
    }
}

/// How many elements, members or characters (as Java counts them) a value has.
pub(super) fn length(value: &Value) -> Option<u64> {
    let count = match value {
        Value::Array(items) => items.len(),
        Value::Object(members) => members.len(),
        Value::String(text) => text.encode_utf16().count(),
        _ => return None,
    };
    u64::try_from(count).ok()
}

/// Numbers by value, anything else by type and value.
fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(_), Value::Number(_)) => numeric_values(left, Ordering::Equals, right),
        _ => left == right,
    }
}

/// Numbers and strings have an order, each among themselves.
fn ordered(left: &Value, ordering: Ordering, right: &Value) -> bool {
    numeric_values(left, ordering, right) || string_values(left, ordering, right)
}

fn contains(items: &[Value], wanted: &Value) -> bool {
    items.iter().any(|item| equal(item, wanted))
}

/// Compares two arrays; with anything else it is false.
fn arrays(left: &Value, right: &Value, compare: impl Fn(&[Value], &[Value]) -> bool) -> bool {
    let arrays = left.as_array().zip(right.as_array());
    arrays.is_some_and(|(left, right)| compare(left, right))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Operator::*;
    use super::*;

    #[track_caller]
    fn assert_each(table: &[(Value, Operator, Value, bool)]) {
        for (left, operator, right, expected) in table {
            let found = compare(Some(left), *operator, Some(right));
            assert_eq!(found, *expected, "{left} {operator:?} {right}");
        }
    }

    #[test]
    fn equality_is_strict_about_types_and_takes_numbers_by_value() {
        let values = [
            json!(null),
            json!(false),
            json!(0),
            json!(""),
            json!([]),
            json!({}),
        ];
        for (at, left) in values.iter().enumerate() {
            for (other, right) in values.iter().enumerate() {
                let (left, right) = (Some(left), Some(right));
                assert_eq!(
                    compare(left, Equal, right),
                    at == other,
                    "{left:?} == {right:?}"
                );
                assert_eq!(
                    compare(left, NotEqual, right),
                    at != other,
                    "{left:?} != {right:?}"
                );
            }
        }
        assert_each(&[
            (json!(1), Equal, json!(1.0), true),
            (json!(1), Equal, json!("1"), false),
            (json!(1), NotEqual, json!("1"), true),
            (json!(true), Equal, json!("true"), false),
            (json!([1, "a"]), Equal, json!([1, "a"]), true),
        ]);
    }

    #[test]
    fn numbers_and_strings_are_ordered_among_themselves() {
        assert_each(&[
            (json!(1), Less, json!(1.5), true),
            (json!(2), LessOrEqual, json!(2), true),
            (json!(2), Greater, json!(2), false),
            (json!(3), GreaterOrEqual, json!(2), true),
            (json!("A"), Less, json!("AB"), true),
            (json!("b"), Greater, json!("a"), true),
            (json!(1), Less, json!("2"), false),
            (json!("1"), Less, json!(2), false),
            (json!(false), Less, json!(true), false),
            (json!(null), LessOrEqual, json!(null), false),
        ]);
    }

    #[test]
    fn lists_contain_and_meet() {
        assert_each(&[
            (json!("a"), In, json!(["a", "b"]), true),
            (json!(1), In, json!(["1"]), false),
            (json!("a"), In, json!("abc"), false),
            (json!("c"), NotIn, json!(["a"]), true),
            (json!("a"), NotIn, json!(["a"]), false),
            (json!([1, 1]), SubsetOf, json!([2, 1]), true),
            (json!([]), SubsetOf, json!([]), true),
            (json!([1, 3]), SubsetOf, json!([2, 1]), false),
            (json!(1), SubsetOf, json!([1]), false),
            (json!([1, 3]), AnyOf, json!([2, 1]), true),
            (json!([3]), AnyOf, json!([2, 1]), false),
            (json!([3]), NoneOf, json!([2, 1]), true),
            (json!([1]), NoneOf, json!([2, 1]), false),
            (json!(3), NoneOf, json!([2, 1]), false),
        ]);
    }

    #[test]
    fn size_and_empty_look_at_arrays_and_strings() {
        assert_each(&[
            (json!([1, 2]), Size, json!(2), true),
            (json!("ab"), Size, json!(2), true),
            (json!("ab"), Size, json!([1, 2]), true),
            (json!([1]), Size, json!(2), false),
            (json!(2), Size, json!(2), false),
            (json!(""), Empty, json!(true), true),
            (json!([]), Empty, json!(true), true),
            (json!({}), Empty, json!(true), true),
            (json!([1]), Empty, json!(false), true),
            (json!([1]), Empty, json!(true), false),
            (json!(null), Empty, json!(true), false),
            (json!([]), Empty, json!("true"), false),
        ]);
    }

    #[test]
    fn nothing_compares_with_what_is_missing() {
        let (one, list) = (json!(1), json!([1]));
        for operator in [
            Equal,
            NotEqual,
            Less,
            GreaterOrEqual,
            In,
            NotIn,
            NoneOf,
            Size,
            Empty,
        ] {
            for right in [None, Some(&one), Some(&list)] {
                assert!(!compare(None, operator, right), "{operator:?}");
                assert!(!compare(right, operator, None), "{operator:?}");
            }
        }
    }
}
