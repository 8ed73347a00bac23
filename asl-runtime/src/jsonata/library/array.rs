//! Functions of arrays: `$append`, `$sort`, `$reverse`, `$shuffle`, `$zip`.

use std::cmp::Ordering;

use crate::jsonata::sort::merge_sort;
use crate::jsonata::{Array, Error, Item, Native, Signature};

/// `$append(one, other)`: the elements of both.
pub static APPEND: Native = Native {
    name: "append",
    signature: Signature::parse("<xx:a>"),
    arity: 2,
    body: |ev, arguments| {
        let mut arguments = arguments.iter().copied();
        let one = arguments.next().unwrap_or_default();
        one.append(ev, arguments.next().unwrap_or_default())
    },
};

/// `$sort(array[, function])`: its elements in order; those that are equal stay in theirs. The function says whether its
/// first argument comes after its second. Without one, all must be numbers, or all strings.
pub static SORT: Native = Native {
    name: "sort",
    signature: Signature::parse("<af?:a>"),
    arity: 2,
    body: |ev, arguments| {
        let array = match arguments.first() {
            Some(Item::Array(array)) if array.len() > 1 => array,
            unchanged => return Ok(unchanged.copied().unwrap_or_default()),
        };
        ev.claim::<Item<'_>>(array.len())?;
        let items: Vec<_> = array.iter().collect();
        let sorted = match arguments.get(1) {
            Some(&function @ Item::Function(_)) => merge_sort(&items, &mut |one, other| {
                let answer = ev.apply(function, &[one, other], Item::Undefined)?;
                Ok(is_truthy(answer))
            }),
            _ => merge_sort(&items, &mut |one, other| {
                ev.spend(1)?;
                let ordering = one.order(other, unsortable)?;
                ordering.map(Ordering::is_gt).ok_or_else(unsortable)
            }),
        }?;
        Ok(Item::Array(Array::items(ev.keep(&sorted))))
    },
};

/// `$reverse(array)`: its elements, the last one first.
pub static REVERSE: Native = Native {
    name: "reverse",
    signature: Signature::parse("<a:a>"),
    arity: 1,
    body: |ev, arguments| match arguments.first() {
        Some(Item::Array(array)) if array.len() > 1 => {
            ev.claim::<Item<'_>>(array.len())?;
            Ok(Item::Array(Array::items(ev.items(array.iter().rev()))))
        }
        unchanged => Ok(unchanged.copied().unwrap_or_default()),
    },
};

/// `$shuffle(array)`: its elements in random order.
pub static SHUFFLE: Native = Native {
    name: "shuffle",
    signature: Signature::parse("<a:a>"),
    arity: 1,
    body: |ev, arguments| match arguments.first() {
        Some(Item::Array(array)) if array.len() > 1 => {
            ev.claim::<Item<'_>>(array.len())?;
            let mut shuffled = Vec::with_capacity(array.len());
            for element in array.iter() {
                shuffled.push(element);
                let places = shuffled.len();
                shuffled.swap(below(ev.random(), places), places - 1);
            }
            Ok(Item::Array(Array::items(ev.keep(&shuffled))))
        }
        unchanged => Ok(unchanged.copied().unwrap_or_default()),
    },
};

/// `$zip(array, …)`: the first elements of all in an array, the second ones, and so on, as far as the shortest goes.
pub static ZIP: Native = Native {
    name: "zip",
    signature: Signature::parse("<a+>"),
    arity: 0,
    body: |ev, arguments| {
        let arrays: Vec<_> = arguments
            .iter()
            .map(|argument| argument.elements(ev))
            .collect();
        let length = arrays.iter().map(|array| array.len()).min().unwrap_or(0);
        ev.claim::<Item<'_>>(length.saturating_mul(arrays.len() + 1))?;
        let tuples = (0..length).map(|index| {
            let tuple = ev.items(arrays.iter().map(|array| array.get(index)));
            Item::Array(Array::items(tuple))
        });
        Ok(Item::Array(Array::items(ev.items(tuples))))
    },
};

fn unsortable() -> Error {
    let message = "The single argument form of the sort function can only be applied to an array of strings or an array of numbers.  Use the second argument to specify a comparison function";
    Error::new("D3070", message)
}

/// Whether JavaScript takes it for true, which holds for every array and object, unlike in `$boolean`.
fn is_truthy(item: Item<'_>) -> bool {
    match item {
        Item::Undefined | Item::Null => false,
        Item::Bool(value) => value,
        Item::Int(number) => number != 0,
        Item::Float(number) => number != 0.0 && !number.is_nan(),
        Item::String(text) => !text.is_empty(),
        Item::Array(_) | Item::Object(_) | Item::Function(_) => true,
    }
}

/// Random bits as a number below a bound.
#[expect(clippy::cast_possible_truncation, reason = "it is below a `usize`")]
fn below(random: u64, bound: usize) -> usize {
    ((u128::from(random) * bound as u128) >> 64) as usize
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::testing::{assert_each, assert_fails, outcome};
    use super::*;
    use crate::jsonata::Evaluation;

    #[test]
    fn arrays_are_appended_element_by_element() {
        assert_each(
            &APPEND,
            &[
                (json!([[1, 2], [3, [4]]]), json!([1, 2, 3, [4]])),
                (json!([1, null]), json!([1, null])),
                (json!([1, []]), json!([1])),
                (json!([[], []]), json!([])),
            ],
        );
        let ev = &Evaluation::new();
        for arguments in [
            [Item::Int(1), Item::Undefined],
            [Item::Undefined, Item::Int(1)],
        ] {
            let appended = ev.native(&APPEND, &arguments, Item::Undefined);
            assert_eq!(outcome(ev, appended), Ok(Some(json!(1))));
        }
    }

    #[test]
    fn numbers_are_sorted_by_value_and_strings_by_their_utf_16() {
        assert_each(
            &SORT,
            &[
                (json!([[10, 9, 9.5, -1]]), json!([-1, 9, 9.5, 10])),
                (
                    json!([["b", "", "\u{ffff}", "\u{1f600}", "B", "a"]]),
                    json!(["", "B", "a", "b", "\u{1f600}", "\u{ffff}"]),
                ),
                (json!([true]), json!([true])),
                (json!([[]]), json!([])),
            ],
        );
    }

    #[test]
    fn anything_else_needs_a_function_to_be_sorted() {
        for array in [
            json!([1, 2, "3"]),
            json!([true, false]),
            json!([null, null]),
            json!([[1], [0]]),
        ] {
            assert_fails(&SORT, &[(json!([array]), "D3070")]);
        }
    }

    #[test]
    fn a_function_says_what_comes_after_what() {
        let ev = &Evaluation::new();
        let data = json!([["a", 2], ["b", 1], ["c", 2], ["d", 1], ["e", 3]]);
        let after = ev.lambda(None, Item::Undefined, |[one, other]| {
            let rank = |item| match item {
                Item::Array(pair) => pair.get(1),
                _ => Item::Undefined,
            };
            ev.less(rank(one), rank(other))
        });
        let sorted = ev.native(&SORT, &[Item::from(&data), after], Item::Undefined);
        let expected = json!([["e", 3], ["a", 2], ["c", 2], ["b", 1], ["d", 1]]);
        assert_eq!(outcome(ev, sorted), Ok(Some(expected)));
    }

    #[test]
    fn any_answer_that_javascript_takes_for_true_swaps() {
        let ev = &Evaluation::new();
        let data = json!([1, 2]);
        let sort = |answer: &Value| {
            let answer = ev.adopt(answer.clone());
            let after = ev.lambda(None, Item::Undefined, move |[_, _]| Ok(answer));
            let sorted = ev.native(&SORT, &[ev.adopt(data.clone()), after], Item::Undefined);
            outcome(ev, sorted)
        };
        for answer in [json!(true), json!("a"), json!(-1), json!([]), json!({})] {
            assert_eq!(sort(&answer), Ok(Some(json!([2, 1]))), "{answer}");
        }
        for answer in [json!(false), json!(""), json!(0), json!(null)] {
            assert_eq!(sort(&answer), Ok(Some(json!([1, 2]))), "{answer}");
        }
    }

    #[test]
    fn an_error_of_the_function_ends_the_sorting() {
        let ev = &Evaluation::new();
        let data = json!([1, "2"]);
        let after = ev.lambda(None, Item::Undefined, |[one, other]| ev.greater(one, other));
        let sorted = ev.native(&SORT, &[Item::from(&data), after], Item::Undefined);
        assert_eq!(outcome(ev, sorted), Err("T2009"));
    }

    #[test]
    fn the_last_element_comes_first_in_reverse() {
        assert_each(
            &REVERSE,
            &[
                (json!([[1, "2", [3, 4]]]), json!([[3, 4], "2", 1])),
                (json!([[]]), json!([])),
                (json!([5]), json!([5])),
            ],
        );
    }

    #[test]
    fn every_order_can_come_out_of_shuffling() {
        let data = json!([1, 2, 3]);
        let mut orders = std::collections::BTreeSet::new();
        for seed in 0..100 {
            let ev = &Evaluation::new().seeded(seed);
            let shuffled = ev.native(&SHUFFLE, &[Item::from(&data)], Item::Undefined);
            let shuffled = outcome(ev, shuffled).expect("an array").unwrap_or_default();
            orders.insert(shuffled.to_string());
        }
        let all = [
            "[1,2,3]", "[1,3,2]", "[2,1,3]", "[2,3,1]", "[3,1,2]", "[3,2,1]",
        ];
        assert_eq!(orders, all.map(String::from).into());
    }

    #[test]
    fn arrays_are_zipped_as_far_as_the_shortest_goes() {
        assert_each(
            &ZIP,
            &[
                (
                    json!([[1, 2, 3], [4, 5], [7, 8, 9]]),
                    json!([[1, 4, 7], [2, 5, 8]]),
                ),
                (json!([1, "a"]), json!([[1, "a"]])),
                (json!([[1, 2]]), json!([[1], [2]])),
                (json!([[1, 2], []]), json!([])),
            ],
        );
        let ev = &Evaluation::new();
        let zipped = ev.native(&ZIP, &[Item::Int(1), Item::Undefined], Item::Undefined);
        assert_eq!(outcome(ev, zipped), Ok(Some(json!([]))));
    }

    #[test]
    fn nothing_is_made_of_nothing() {
        let ev = &Evaluation::new();
        for native in [&SORT, &REVERSE, &SHUFFLE] {
            let result = ev.native(native, &[Item::Undefined], Item::Undefined);
            assert_eq!(outcome(ev, result), Ok(None));
        }
    }
}
