//! Functions that take functions: `$map`, `$filter`, `$single`, `$reduce`.

use crate::jsonata::{Array, Error, Evaluation, Item, Native, Result, Sequence, Signature};

/// `$map(array, function)`: what the function makes of each element.
pub static MAP: Native = Native {
    name: "map",
    signature: Signature::parse("<af>"),
    arity: 2,
    body: |ev, arguments| {
        let Some((array, function)) = array_and_function(arguments) else {
            return Ok(Item::Undefined);
        };
        let mut mapped = Sequence::new(ev);
        for (index, element) in (0..).zip(array.iter()) {
            mapped.push(call(
                ev,
                function,
                element,
                Item::Int(index),
                Item::Array(array),
            )?);
        }
        Ok(mapped.finish())
    },
};

/// `$filter(array, function)`: the elements of which the function says that they count.
pub static FILTER: Native = Native {
    name: "filter",
    signature: Signature::parse("<af>"),
    arity: 2,
    body: |ev, arguments| {
        let Some((array, function)) = array_and_function(arguments) else {
            return Ok(Item::Undefined);
        };
        let mut kept = Sequence::new(ev);
        for (index, element) in (0..).zip(array.iter()) {
            if holds(ev, function, element, Item::Int(index), Item::Array(array))? {
                kept.push(element);
            }
        }
        Ok(kept.finish())
    },
};

/// `$single(array[, function])`: the one element of which the function says that it counts.
pub static SINGLE: Native = Native {
    name: "single",
    signature: Signature::parse("<af?>"),
    arity: 2,
    body: |ev, arguments| {
        let Some((array, function)) = array_and_function(arguments) else {
            return Ok(Item::Undefined);
        };
        ev.spend(array.len())?;
        let mut found = None;
        for (index, element) in (0..).zip(array.iter()) {
            let counts = function.is_undefined()
                || holds(ev, function, element, Item::Int(index), Item::Array(array))?;
            if counts && found.replace(element).is_some() {
                return Err(not_single("D3138", "more"));
            }
        }
        found.ok_or_else(|| not_single("D3139", "0"))
    },
};

/// `$reduce(array, function[, init])`: what the function makes of the elements one after the other, each time with what
/// it made of those before.
pub static REDUCE: Native = Native {
    name: "reduce",
    signature: Signature::parse("<afj?:j>"),
    arity: 3,
    body: |ev, arguments| {
        let Some((array, function)) = array_and_function(arguments) else {
            return Ok(Item::Undefined);
        };
        let arity = arity(function);
        if arity < 2 {
            let message = "The second argument of reduce function must be a function with at least two arguments";
            return Err(Error::new("D3050", message));
        }
        let mut elements = (0..).zip(array.iter());
        let mut reduced = match arguments.get(2) {
            None | Some(Item::Undefined) => {
                elements.next().map_or(Item::Undefined, |(_, first)| first)
            }
            Some(init) => *init,
        };
        for (index, element) in elements {
            let offered = [reduced, element, Item::Int(index), Item::Array(array)];
            reduced = ev.apply(function, &offered[..arity.min(4)], Item::Undefined)?;
        }
        Ok(reduced)
    },
};

fn array_and_function<'a>(arguments: &[Item<'a>]) -> Option<(Array<'a>, Item<'a>)> {
    match arguments {
        [Item::Array(array), rest @ ..] => {
            Some((*array, rest.first().copied().unwrap_or_default()))
        }
        _ => None,
    }
}

fn not_single(code: &'static str, matches: &str) -> Error {
    let message = format!(
        "The $single() function expected exactly 1 matching result.  Instead it matched {matches}."
    );
    Error::new(code, message)
}

/// Calls a function with a value, the index or key of it and what it stands in, as far as the function has parameters.
pub(super) fn call<'a>(
    ev: &'a Evaluation,
    function: Item<'a>,
    value: Item<'a>,
    place: Item<'a>,
    whole: Item<'a>,
) -> Result<'a> {
    let offered = [value, place, whole];
    let taken = arity(function).clamp(1, offered.len());
    ev.apply(function, &offered[..taken], Item::Undefined)
}

/// Whether what [`call`] yields counts as true.
pub(super) fn holds<'a>(
    ev: &'a Evaluation,
    predicate: Item<'a>,
    value: Item<'a>,
    place: Item<'a>,
    whole: Item<'a>,
) -> std::result::Result<bool, Error> {
    call(ev, predicate, value, place, whole)?.is_true(ev)
}

fn arity(function: Item<'_>) -> usize {
    match function {
        Item::Function(function) => function.arity(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::{assert_fails, outcome};
    use super::super::{COUNT, KEYS};
    use super::*;
    use crate::jsonata::Function;

    fn numbers(ev: &Evaluation, numbers: std::ops::Range<i64>) -> Item<'_> {
        let numbers: Vec<_> = numbers.map(Item::Int).collect();
        Item::Array(Array::items(ev.keep(&numbers)))
    }

    fn is_odd(item: Item<'_>) -> Item<'_> {
        Item::Bool(matches!(item, Item::Int(number) if number % 2 == 1))
    }

    #[test]
    fn functions_get_as_many_arguments_as_they_have_parameters() {
        let ev = &Evaluation::new();
        let array = numbers(ev, 7..9);
        let offered = |function| outcome(ev, ev.native(&MAP, &[array, function], Item::Undefined));

        let none = ev.lambda(None, Item::Undefined, |[]| Ok(Item::Null));
        assert_eq!(offered(none), Ok(Some(json!([null, null]))));
        let place = ev.lambda(None, Item::Undefined, |[_, index]| Ok(index));
        assert_eq!(offered(place), Ok(Some(json!([0, 1]))));
        let whole = ev.lambda(None, Item::Undefined, |[_, _, array, more]| {
            assert!(more.is_undefined());
            Ok(array)
        });
        assert_eq!(offered(whole), Ok(Some(json!([[7, 8], [7, 8]]))));
    }

    #[test]
    fn what_is_undefined_is_not_mapped() {
        let ev = &Evaluation::new();
        let odd = ev.lambda(None, Item::Undefined, |[item]| {
            Ok(if is_odd(item).is_true(ev)? {
                item
            } else {
                Item::Undefined
            })
        });
        for (end, expected) in [(1, None), (3, Some(json!(1))), (4, Some(json!([1, 3])))] {
            let mapped = ev.native(&MAP, &[numbers(ev, 0..end), odd], Item::Undefined);
            assert_eq!(outcome(ev, mapped), Ok(expected));
        }
    }

    #[test]
    fn sequences_that_functions_return_are_not_flattened() {
        let ev = &Evaluation::new();
        let data = json!([{ "a": 1 }, { "b": 2, "c": 3 }, 4]);
        let keys = Item::Function(Function::Native(&KEYS));
        let mapped = ev.native(&MAP, &[Item::from(&data), keys], Item::Undefined);
        assert_eq!(
            outcome(ev, mapped),
            Ok(Some(json!([["a"], ["b", "c"], []])))
        );
    }

    #[test]
    fn elements_that_count_as_true_are_kept() {
        let ev = &Evaluation::new();
        let odd = ev.lambda(None, Item::Undefined, |[item]| Ok(is_odd(item)));
        for (end, expected) in [(1, None), (2, Some(json!(1))), (6, Some(json!([1, 3, 5])))] {
            let kept = ev.native(&FILTER, &[numbers(ev, 0..end), odd], Item::Undefined);
            assert_eq!(outcome(ev, kept), Ok(expected));
        }
        let index = ev.lambda(None, Item::Undefined, |[_, index]| Ok(index));
        let kept = ev.native(&FILTER, &[numbers(ev, 5..8), index], Item::Undefined);
        assert_eq!(outcome(ev, kept), Ok(Some(json!([6, 7]))));
    }

    #[test]
    fn exactly_one_element_may_be_single() {
        let ev = &Evaluation::new();
        let odd = ev.lambda(None, Item::Undefined, |[item]| Ok(is_odd(item)));
        for (end, expected) in [
            (1, Err("D3139")),
            (3, Ok(Some(json!(1)))),
            (4, Err("D3138")),
        ] {
            let single = ev.native(&SINGLE, &[numbers(ev, 0..end), odd], Item::Undefined);
            assert_eq!(outcome(ev, single), expected);
        }
        let alone = ev.native(&SINGLE, &[Item::Null], Item::Undefined);
        assert_eq!(outcome(ev, alone), Ok(Some(json!(null))));
        assert_fails(
            &SINGLE,
            &[(json!([[]]), "D3139"), (json!([[1, 1]]), "D3138")],
        );
    }

    #[test]
    fn a_reduction_starts_with_the_first_element_or_the_given_value() {
        let ev = &Evaluation::new();
        let add = ev.lambda(None, Item::Undefined, |[sum, item]| ev.add(sum, item));
        for (range, init, expected) in [
            (1..5, Item::Undefined, Some(json!(10))),
            (1..5, Item::Int(-10), Some(json!(0))),
            (5..6, Item::Undefined, Some(json!(5))),
            (0..0, Item::Int(3), Some(json!(3))),
            (0..0, Item::Undefined, None),
        ] {
            let array = numbers(ev, range);
            let reduced = ev.native(&REDUCE, &[array, add, init], Item::Undefined);
            assert_eq!(outcome(ev, reduced), Ok(expected));
        }
    }

    #[test]
    fn a_reduction_offers_index_and_array_too() {
        let ev = &Evaluation::new();
        let trace = ev.lambda(None, Item::Undefined, |[before, item, index, array]| {
            ev.array(&[
                before,
                item,
                index,
                ev.native(&COUNT, &[array], Item::Undefined)?,
            ])
        });
        let traced = ev.native(&REDUCE, &[numbers(ev, 7..10), trace], Item::Undefined);
        assert_eq!(outcome(ev, traced), Ok(Some(json!([7, 8, 1, 3, 9, 2, 3]))));
    }

    #[test]
    fn a_reduction_needs_a_function_of_two_arguments() {
        let ev = &Evaluation::new();
        let count = Item::Function(Function::Native(&COUNT));
        let reduced = ev.native(&REDUCE, &[numbers(ev, 0..3), count], Item::Undefined);
        assert_eq!(outcome(ev, reduced), Err("D3050"));
    }

    #[test]
    fn errors_of_the_function_come_through() {
        let ev = &Evaluation::new();
        let fail = ev.lambda(None, Item::Undefined, |[_, _]| {
            Err(Error::new("D3137", "no"))
        });
        for native in [&MAP, &FILTER, &SINGLE, &REDUCE] {
            let result = ev.native(native, &[numbers(ev, 0..3), fail], Item::Undefined);
            assert_eq!(outcome(ev, result), Err("D3137"));
        }
    }

    #[test]
    fn nothing_is_made_of_nothing() {
        let ev = &Evaluation::new();
        let count = Item::Function(Function::Native(&COUNT));
        for native in [&MAP, &FILTER, &SINGLE, &REDUCE] {
            let result = ev.native(native, &[Item::Undefined, count], Item::Undefined);
            assert_eq!(outcome(ev, result), Ok(None));
        }
    }
}
