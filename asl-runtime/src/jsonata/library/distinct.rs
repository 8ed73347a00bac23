//! `$distinct`: it hashes what it compares, because comparing each element with all others takes too long.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hash, Hasher};

use crate::jsonata::{Error, Evaluation, Item, Native, Sequence, Signature};

/// `$distinct(array)`: the first of each group of equal elements, in their order.
pub static DISTINCT: Native = Native {
    name: "distinct",
    signature: Signature::parse("<x:x>"),
    arity: 1,
    body: |ev, arguments| {
        let array = match arguments.first() {
            Some(Item::Array(array)) if array.len() > 1 => array,
            unchanged => return Ok(unchanged.copied().unwrap_or_default()),
        };
        ev.claim::<Item<'_>>(array.len())?;
        // Random, so that no data can be made such that all of it is hashed alike.
        let random = RandomState::new();
        let mut seen: HashMap<u64, Vec<Item<'_>>> = HashMap::new();
        let mut distinct = Sequence::new(ev);
        for element in array.iter() {
            let mut hasher = random.build_hasher();
            hash(ev, element, &mut hasher)?;
            let alike = seen.entry(hasher.finish()).or_default();
            if !is_among(ev, element, alike)? {
                alike.push(element);
                distinct.push(element);
            }
        }
        Ok(if array.is_sequence {
            distinct.finish()
        } else {
            distinct.into_array()
        })
    },
};

fn is_among<'a>(ev: &'a Evaluation, item: Item<'a>, others: &[Item<'a>]) -> Result<bool, Error> {
    for other in others {
        if item.equals(ev, *other)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Hashes an item such that equal ones are hashed alike. It does not grow the stack, however deep the item nests.
fn hash(ev: &Evaluation, item: Item<'_>, hasher: &mut impl Hasher) -> Result<(), Error> {
    let mut pending = Vec::new();
    let mut next = Some(item);
    while let Some(item) = next.map(as_float) {
        std::mem::discriminant(&item).hash(hasher);
        match item {
            Item::Bool(value) => value.hash(hasher),
            Item::Float(number) => number.to_bits().hash(hasher),
            Item::String(text) => text.hash(hasher),
            Item::Array(array) => {
                ev.spend(array.len())?;
                array.len().hash(hasher);
                pending.extend(array.iter());
            }
            Item::Object(object) => {
                ev.spend(object.len())?;
                let mut members: Vec<_> = object.iter().collect();
                members.sort_unstable_by_key(|(key, _)| *key);
                for (key, item) in members {
                    key.hash(hasher);
                    pending.push(item);
                }
            }
            Item::Undefined | Item::Null | Item::Int(_) | Item::Function(_) => {}
        }
        next = pending.pop();
    }
    Ok(())
}

/// A number as the float that it equals, of which there is one zero.
fn as_float(item: Item<'_>) -> Item<'_> {
    item.number()
        .map_or(item, |number| Item::Float(number + 0.0))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::{assert_each, outcome};
    use super::*;
    use crate::jsonata::Array;

    #[test]
    fn the_first_of_equal_elements_stays() {
        assert_each(
            &DISTINCT,
            &[
                (
                    json!([[2, "2", 1, 2.0, "2", null, false, 0, null, -0.0]]),
                    json!([2, "2", 1, null, false, 0]),
                ),
                (
                    json!([[{ "a": 1, "b": [2] }, { "b": [2], "a": 1 }, { "a": [2], "b": 1 }]]),
                    json!([{ "a": 1, "b": [2] }, { "a": [2], "b": 1 }]),
                ),
                (json!([[[], {}, [[]], [], {}]]), json!([[], {}, [[]]])),
                (json!([[1, 1]]), json!([1])),
                (json!([[]]), json!([])),
                (json!(["a"]), json!("a")),
            ],
        );
    }

    #[test]
    fn whole_numbers_differ_even_where_floats_do_not() {
        let numbers = json!([[9_007_199_254_740_992_i64, 9_007_199_254_740_993_i64]]);
        assert_each(&DISTINCT, &[(numbers.clone(), numbers[0].clone())]);
    }

    #[test]
    fn a_sequence_stays_one() {
        let ev = &Evaluation::new();
        let sequence = Item::Array(Array::sequence(ev.keep(&[Item::Int(1), Item::Int(1)])));
        let distinct = ev.native(&DISTINCT, &[sequence], Item::Undefined);
        assert_eq!(outcome(ev, distinct), Ok(Some(json!(1))));
    }

    #[test]
    fn each_element_is_compared_with_few_others() {
        let ev = &Evaluation::new();
        let items = ev.items((0..200_000_u32).map(|number| {
            let pair = [Item::Int((number / 2).into()), Item::Null];
            Item::Array(Array::items(ev.keep(&pair)))
        }));
        let array = Item::Array(Array::items(items));
        let Ok(Item::Array(distinct)) = ev.native(&DISTINCT, &[array], Item::Undefined) else {
            panic!("an array")
        };
        assert_eq!(distinct.len(), 100_000);
    }

    #[test]
    fn the_stack_does_not_grow_with_the_data() {
        let ev = &Evaluation::new();
        let nested = || {
            (0..100_000).fold(Item::Null, |inner, _| {
                Item::Array(Array::items(ev.keep(&[inner])))
            })
        };
        let array = Item::Array(Array::items(ev.keep(&[nested(), nested()])));
        let Ok(Item::Array(distinct)) = ev.native(&DISTINCT, &[array], Item::Undefined) else {
            panic!("an array")
        };
        assert_eq!(distinct.len(), 1);
    }
}
