//! Functions that make one number of many: `$sum`, `$count`, `$max`, `$min`, `$average`.

use std::cmp::Ordering;

use crate::jsonata::{Array, Error, Evaluation, Item, Native, Result, Signature};

/// `$sum(numbers)`: exact as long as all are whole and the sum fits.
pub static SUM: Native = Native {
    name: "sum",
    signature: Signature::parse("<a<n>:n>"),
    arity: 1,
    body: |ev, arguments| aggregate(ev, arguments, |numbers| Ok(total(numbers))),
};

/// `$count(array)`: how many elements it has; none where there is nothing.
pub static COUNT: Native = Native {
    name: "count",
    signature: Signature::parse("<a:n>"),
    arity: 1,
    body: |_, arguments| match arguments.first() {
        Some(Item::Array(array)) => Ok(Item::from_len(array.len())),
        _ => Ok(Item::Int(0)),
    },
};

/// `$max(numbers)`: the largest; nothing of none.
pub static MAX: Native = Native {
    name: "max",
    signature: Signature::parse("<a<n>:n>"),
    arity: 1,
    body: |ev, arguments| {
        aggregate(ev, arguments, |numbers| {
            outermost(numbers, Ordering::Greater)
        })
    },
};

/// `$min(numbers)`: the smallest; nothing of none.
pub static MIN: Native = Native {
    name: "min",
    signature: Signature::parse("<a<n>:n>"),
    arity: 1,
    body: |ev, arguments| aggregate(ev, arguments, |numbers| outermost(numbers, Ordering::Less)),
};

/// `$average(numbers)`: nothing of none.
pub static AVERAGE: Native = Native {
    name: "average",
    signature: Signature::parse("<a<n>:n>"),
    arity: 1,
    body: |ev, arguments| aggregate(ev, arguments, |numbers| Ok(average(numbers))),
};

fn aggregate<'a>(
    ev: &Evaluation,
    arguments: &[Item<'a>],
    of: impl FnOnce(Array<'a>) -> Result<'a>,
) -> Result<'a> {
    let Some(&Item::Array(numbers)) = arguments.first() else {
        return Ok(Item::Undefined);
    };
    ev.spend(numbers.len())?;
    of(numbers)
}

fn total<'a>(numbers: Array<'a>) -> Item<'a> {
    numbers.iter().fold(Item::Int(0), plus)
}

/// Unlike `+`, it goes on with numbers that are infinite.
fn plus<'a>(one: Item<'a>, other: Item<'a>) -> Item<'a> {
    if let (Item::Int(one), Item::Int(other)) = (one, other)
        && let Some(sum) = one.checked_add(other)
    {
        return Item::Int(sum);
    }
    match (one.number(), other.number()) {
        (Some(one), Some(other)) => Item::from_f64(one + other),
        _ => Item::Undefined,
    }
}

fn average<'a>(numbers: Array<'a>) -> Item<'a> {
    if numbers.is_empty() {
        return Item::Undefined;
    }
    match (total(numbers), Item::from_len(numbers.len())) {
        (Item::Int(total), Item::Int(count)) if total % count == 0 => Item::Int(total / count),
        (total, count) => match (total.number(), count.number()) {
            (Some(total), Some(count)) => Item::from_f64(total / count),
            _ => Item::Undefined,
        },
    }
}

/// The number that lies on that side of all others.
fn outermost<'a>(numbers: Array<'a>, side: Ordering) -> Result<'a> {
    let mut numbers = numbers.iter();
    let Some(mut found) = numbers.next() else {
        return Ok(Item::Undefined);
    };
    for number in numbers {
        found = match number.order(found, no_number)? {
            Some(ordering) if ordering == side => number,
            Some(_) => found,
            None => Item::Float(f64::NAN),
        };
    }
    Ok(found)
}

fn no_number() -> Error {
    Error::new("T0412", "Only numbers have a largest and a smallest")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::{assert_each, assert_fails, assert_nothing, outcome};
    use super::*;

    #[test]
    fn a_sum_of_whole_numbers_is_exact_while_it_fits() {
        assert_each(
            &SUM,
            &[
                (json!([[]]), json!(0)),
                (json!([7]), json!(7)),
                (json!([[1, 2.5, -0.5]]), json!(3)),
                (json!([[0.1, 0.2]]), json!(0.1 + 0.2)),
                (
                    json!([[9_007_199_254_740_993_i64, 1]]),
                    json!(9_007_199_254_740_994_i64),
                ),
                (
                    json!([[i64::MAX, i64::MAX]]),
                    json!(18_446_744_073_709_551_616.0),
                ),
            ],
        );
    }

    #[test]
    fn a_sum_may_become_infinite() {
        let ev = &Evaluation::new();
        let numbers = [Item::Float(f64::MAX), Item::Float(f64::MAX), Item::Int(1)];
        let numbers = Item::Array(Array::items(ev.keep(&numbers)));
        let sum = ev.native(&SUM, &[numbers], Item::Undefined);
        assert_eq!(outcome(ev, sum), Ok(Some(json!("Infinity"))));
    }

    #[test]
    fn whatever_is_no_array_counts_as_one() {
        assert_each(
            &COUNT,
            &[
                (json!([[]]), json!(0)),
                (json!([[null, [1, 2]]]), json!(2)),
                (json!([{ "a": 1 }]), json!(1)),
            ],
        );
        let ev = &Evaluation::new();
        let count = ev.native(&COUNT, &[Item::Undefined], Item::Undefined);
        assert_eq!(outcome(ev, count), Ok(Some(json!(0))));
    }

    #[test]
    fn numbers_are_compared_by_value() {
        let numbers = json!([[2, 2.5, -1, i64::MAX, i64::MAX - 1, -1.5]]);
        assert_each(&MAX, &[(numbers.clone(), json!(i64::MAX))]);
        assert_each(&MIN, &[(numbers, json!(-1.5))]);
        assert_each(&MIN, &[(json!([3]), json!(3))]);
    }

    #[test]
    fn what_is_not_a_number_is_neither_largest_nor_smallest() {
        let ev = &Evaluation::new();
        for numbers in [[f64::NAN, 1.0], [1.0, f64::NAN]] {
            let numbers = ev.keep(&numbers.map(Item::Float));
            let numbers = Item::Array(Array::items(numbers));
            for native in [&MAX, &MIN] {
                let found = ev.native(native, &[numbers], Item::Undefined);
                assert_eq!(outcome(ev, found), Ok(Some(json!("NaN"))));
            }
        }
    }

    #[test]
    fn an_average_is_whole_where_it_can_be() {
        assert_each(
            &AVERAGE,
            &[
                (json!([[1, 2]]), json!(1.5)),
                (json!([[1, 2, 3]]), json!(2)),
                (json!([[0.5, 1.5]]), json!(1)),
                (
                    json!([[9_007_199_254_740_993_i64, 9_007_199_254_740_993_i64]]),
                    json!(9_007_199_254_740_993_i64),
                ),
            ],
        );
    }

    #[test]
    fn nothing_is_the_average_and_the_largest_of_none() {
        for native in [&AVERAGE, &MAX, &MIN] {
            assert_nothing(native, &[json!([[]])]);
        }
    }

    #[test]
    fn only_numbers_are_aggregated() {
        for native in [&SUM, &AVERAGE, &MAX, &MIN] {
            assert_fails(
                native,
                &[(json!([[1, "2"]]), "T0412"), (json!([null]), "T0412")],
            );
        }
    }
}
