//! Functions on arrays.

use std::collections::HashSet;

use serde_json::Value;

use super::call::Result;
use super::{Arg, Call};

/// How many elements `States.ArrayRange` makes at most.
const LONGEST_RANGE: i128 = 1000;

/// `States.Array`.
///
/// # Errors
/// None.
pub fn array(args: &[Arg<'_>]) -> Result<Value> {
    Ok(args.iter().map(|arg| arg.as_value().into_owned()).collect())
}

/// `States.ArrayPartition`: the array in pieces of a size; the last may be shorter.
///
/// # Errors
/// `States.IntrinsicFailure` for anything but an array and a positive number.
pub fn array_partition(args: &[Arg<'_>]) -> Result<Value> {
    let call = Call::new("States.ArrayPartition", args);
    let items = call.array(0)?;
    let size = call.integer(1)?;
    match usize::try_from(size) {
        Ok(size @ 1..) => Ok(items.chunks(size).map(<[Value]>::to_vec).collect()),
        _ => Err(call.failure(format_args!("the size must be positive, but is {size}"))),
    }
}

/// `States.ArrayContains`.
///
/// # Errors
/// `States.IntrinsicFailure` when the first argument is no array.
pub fn array_contains(args: &[Arg<'_>]) -> Result<Value> {
    let call = Call::new("States.ArrayContains", args);
    let items = call.array(0)?;
    let wanted = call.arg(1)?.as_value();
    Ok(items.contains(&wanted).into())
}

/// `States.ArrayRange`: from the first number to the last, both included, by a step.
///
/// # Errors
/// `States.IntrinsicFailure` for anything but numbers, a step of 0, or more than 1000 elements.
pub fn array_range(args: &[Arg<'_>]) -> Result<Value> {
    let call = Call::new("States.ArrayRange", args);
    let [first, last, step] = [call.integer(0)?, call.integer(1)?, call.integer(2)?];
    if step == 0 {
        return Err(call.failure("the step must not be 0"));
    }
    let count = steps(first, last, step);
    if count > LONGEST_RANGE {
        return Err(call.failure(format_args!(
            "{count} elements are more than {LONGEST_RANGE}"
        )));
    }
    Ok(range(first, last, step).collect())
}

/// The numbers from the first to the last, both included, by a step; none by a step of 0.
pub(crate) fn range(first: i64, last: i64, step: i64) -> impl Iterator<Item = i64> {
    let numbers = (0..steps(first, last, step))
        .map(move |position| i128::from(first) + position * i128::from(step));
    // All lie between two numbers of 64 bits, so that the filter drops none.
    numbers.filter_map(|number| i64::try_from(number).ok())
}

/// How many numbers there are from the first to the last, both included, by a step.
fn steps(first: i64, last: i64, step: i64) -> i128 {
    let (distance, step) = (i128::from(last) - i128::from(first), i128::from(step));
    if step == 0 || distance.signum() == -step.signum() {
        0
    } else {
        distance / step + 1
    }
}

/// `States.ArrayGetItem`.
///
/// # Errors
/// `States.IntrinsicFailure` for anything but an array and the position of one of its elements.
pub fn array_get_item(args: &[Arg<'_>]) -> Result<Value> {
    let call = Call::new("States.ArrayGetItem", args);
    let items = call.array(0)?;
    let index = call.integer(1)?;
    let item = usize::try_from(index)
        .ok()
        .and_then(|index| items.get(index));
    item.cloned().ok_or_else(|| {
        call.failure(format_args!(
            "there is no element {index} in an array of length {}",
            items.len()
        ))
    })
}

/// `States.ArrayLength`.
///
/// # Errors
/// `States.IntrinsicFailure` for anything but an array.
pub fn array_length(args: &[Arg<'_>]) -> Result<Value> {
    let items = Call::new("States.ArrayLength", args).array(0)?;
    Ok(items.len().into())
}

/// `States.ArrayUnique`: the first of each group of equal elements, in their order.
///
/// # Errors
/// `States.IntrinsicFailure` for anything but an array.
pub fn array_unique(args: &[Arg<'_>]) -> Result<Value> {
    let items = Call::new("States.ArrayUnique", args).array(0)?;
    let mut seen = HashSet::new();
    Ok(items
        .iter()
        .filter(|item| seen.insert(*item))
        .cloned()
        .collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn assert_each(function: fn(&[Arg<'_>]) -> Result<Value>, cases: &[(Value, Value)]) {
        for (args, expected) in cases {
            let args: Vec<_> = args
                .as_array()
                .into_iter()
                .flatten()
                .map(Arg::Borrowed)
                .collect();
            assert_eq!(function(&args).as_ref(), Ok(expected), "{args:?}");
        }
    }

    #[track_caller]
    fn assert_cause(result: Result<Value>, cause: &str) {
        assert_eq!(result.expect_err(cause).cause(), Some(cause));
    }

    #[test]
    fn an_array_holds_its_arguments() {
        assert_eq!(array(&[]), Ok(json!([])));
        let null = json!(null);
        let args = [Arg::Text("a"), Arg::Borrowed(&null), Arg::Owned(json!([1]))];
        assert_eq!(array(&args), Ok(json!(["a", null, [1]])));
    }

    #[test]
    fn the_last_partition_may_be_short() {
        assert_each(
            array_partition,
            &[
                (json!([[], 3]), json!([])),
                (json!([[0], 5]), json!([[0]])),
                (json!([[0, 1, 2], 2]), json!([[0, 1], [2]])),
                (json!([[0, 1, 2, 3], 3]), json!([[0, 1, 2], [3]])),
                (json!([[0, 1, 2], 1.5]), json!([[0, 1], [2]])),
                (json!([[0, 1], i64::MAX]), json!([[0, 1]])),
            ],
        );
        for size in [0, -1] {
            assert_cause(
                array_partition(&[Arg::Owned(json!([1])), Arg::Owned(json!(size))]),
                &format!("States.ArrayPartition: the size must be positive, but is {size}"),
            );
        }
    }

    #[test]
    fn an_array_contains_what_equals_an_element() {
        assert_each(
            array_contains,
            &[
                (json!([[], null]), json!(false)),
                (json!([[], []]), json!(false)),
                (json!([[[1, 2, 3], 2], [1, 2, 3]]), json!(true)),
                (json!([[{ "1": 2, "2": [] }], []]), json!(false)),
                (
                    json!([[{ "1": 2, "2": [] }], { "2": [], "1": 2 }]),
                    json!(true),
                ),
                (json!([[true, false], false]), json!(true)),
            ],
        );
        assert_eq!(
            array_contains(&[Arg::Owned(json!(["a"])), Arg::Text("a")]),
            Ok(json!(true))
        );
    }

    #[test]
    fn a_range_includes_both_ends() {
        assert_each(
            array_range,
            &[
                (json!([1, 9, 2]), json!([1, 3, 5, 7, 9])),
                (json!([1, 10, 2]), json!([1, 3, 5, 7, 9])),
                (json!([0, 10, 3]), json!([0, 3, 6, 9])),
                (json!([1, 9, 9]), json!([1])),
                (json!([3, 3, 1]), json!([3])),
                (json!([3, 1, -1]), json!([3, 2, 1])),
                (json!([3, 1, 1]), json!([])),
                (json!([3, 2, 5]), json!([])),
                (json!([1, 3, -1]), json!([])),
                (json!([0.5, 2.4, 1]), json!([1, 2])),
                (
                    json!([i64::MIN, i64::MAX, i64::MAX]),
                    json!([i64::MIN, -1, i64::MAX - 1]),
                ),
            ],
        );
    }

    #[test]
    fn a_range_has_a_step_and_an_end() {
        let range = |first: i64, last: i64, step: i64| {
            array_range(&[first, last, step].map(|n| Arg::Owned(json!(n))))
        };
        assert_cause(range(1, 2, 0), "States.ArrayRange: the step must not be 0");
        assert_cause(
            range(1, 1001, 1).and(range(0, 1000, 1)),
            "States.ArrayRange: 1001 elements are more than 1000",
        );
        assert_cause(
            range(i64::MIN, i64::MAX, 1),
            "States.ArrayRange: 18446744073709551616 elements are more than 1000",
        );
    }

    #[test]
    fn an_item_is_found_by_its_position() {
        assert_each(
            array_get_item,
            &[
                (json!([[1, 2, 3, 4, 5, 6, 7, 8, 9], 5]), json!(6)),
                (json!([["a"], 0.4]), json!("a")),
            ],
        );
        for index in [2, -1] {
            assert_cause(
                array_get_item(&[Arg::Owned(json!([1, 2])), Arg::Owned(json!(index))]),
                &format!(
                    "States.ArrayGetItem: there is no element {index} in an array of length 2"
                ),
            );
        }
    }

    #[test]
    fn the_length_is_the_number_of_elements() {
        assert_each(
            array_length,
            &[(json!([[]]), json!(0)), (json!([[1, [2, 3]]]), json!(2))],
        );
        assert_cause(
            array_length(&[Arg::Text("ab")]),
            "States.ArrayLength: argument 1 must be an array, but is a string",
        );
    }

    #[test]
    fn the_first_of_equal_elements_stays() {
        assert_each(
            array_unique,
            &[
                (json!([[1, 2, 2, 3, 3, 4]]), json!([1, 2, 3, 4])),
                (json!([["b", "a", "b"]]), json!(["b", "a"])),
                (
                    json!([[null, [], null, [], { "a": 1, "b": 2 }, { "b": 2, "a": 1 }]]),
                    json!([null, [], { "a": 1, "b": 2 }]),
                ),
            ],
        );
    }
}
