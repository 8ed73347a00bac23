//! Functions of objects: `$keys`, `$lookup`, `$spread`, `$sift`, `$each`, `$clone`.

use std::collections::HashSet;

use super::higher_order::{call, holds};
use crate::jsonata::{Item, Native, Sequence, Signature};

/// `$keys(object)`: its keys; of an array, those of all objects in it.
pub static KEYS: Native = Native {
    name: "keys",
    signature: Signature::parse("<x-:a<s>>"),
    arity: 1,
    body: |ev, arguments| {
        let mut keys = Sequence::new(ev);
        match arguments.first() {
            Some(Item::Object(object)) => {
                ev.claim::<Item<'_>>(object.len())?;
                object
                    .iter()
                    .for_each(|(key, _)| keys.push(Item::String(key)));
            }
            Some(Item::Array(array)) => {
                let mut seen = HashSet::new();
                for leaf in array.leaves(ev) {
                    let Item::Object(object) = leaf? else {
                        continue;
                    };
                    ev.claim::<Item<'_>>(object.len())?;
                    let unseen = object.iter().filter(|(key, _)| seen.insert(*key));
                    unseen.for_each(|(key, _)| keys.push(Item::String(key)));
                }
            }
            _ => {}
        }
        Ok(keys.finish())
    },
};

/// `$lookup(object, key)`: a member; of an array, that of each object in it.
pub static LOOKUP: Native = Native {
    name: "lookup",
    signature: Signature::parse("<x-s:x>"),
    arity: 2,
    body: |ev, arguments| match arguments {
        [item, Item::String(key), ..] => item.lookup(ev, key),
        _ => Ok(Item::Undefined),
    },
};

/// `$spread(object)`: an object for each of its members; of an array, for those of all objects in it. Anything else stays.
pub static SPREAD: Native = Native {
    name: "spread",
    signature: Signature::parse("<x-:a<o>>"),
    arity: 1,
    body: |ev, arguments| {
        let mut spread = Sequence::new(ev);
        let mut add = |item| {
            let Item::Object(members) = item else {
                spread.push(item);
                return Ok(());
            };
            ev.claim::<[Item<'_>; 3]>(members.len())?;
            for member in members.iter() {
                spread.push(ev.made_object(ev.keep(&[member])));
            }
            Ok(())
        };
        match arguments.first().copied().unwrap_or_default() {
            Item::Array(array) if array.is_empty() => Ok(spread.finish()),
            Item::Array(array) => {
                array.leaves(ev).try_for_each(|leaf| add(leaf?))?;
                // Appending to a sequence makes an array.
                Ok(spread.into_array())
            }
            item @ Item::Object(_) => {
                add(item)?;
                Ok(spread.finish())
            }
            item => Ok(item),
        }
    },
};

/// `$sift(object, function)`: an object of the members of which the function says that they count; nothing of none.
pub static SIFT: Native = Native {
    name: "sift",
    signature: Signature::parse("<o-f?:o>"),
    arity: 2,
    body: |ev, arguments| {
        let [item @ Item::Object(members), function, ..] = *arguments else {
            return Ok(Item::Undefined);
        };
        let mut kept = Vec::new();
        for (key, member) in members.iter() {
            if holds(ev, function, member, Item::String(key), item)? {
                kept.push((key, member));
            }
        }
        Ok(match kept.as_slice() {
            [] => Item::Undefined,
            kept => ev.made_object(ev.keep(kept)),
        })
    },
};

/// `$each(object, function)`: what the function makes of each member.
pub static EACH: Native = Native {
    name: "each",
    signature: Signature::parse("<o-f:a>"),
    arity: 2,
    body: |ev, arguments| {
        let mut made = Sequence::new(ev);
        if let [item @ Item::Object(members), function, ..] = *arguments {
            for (key, member) in members.iter() {
                made.push(call(ev, function, member, Item::String(key), item)?);
            }
        }
        Ok(made.finish())
    },
};

/// `$clone(object)`: a copy in which nothing is shared. It has been text in between: functions are empty strings,
/// fractions have 15 digits.
pub static CLONE: Native = Native {
    name: "clone",
    signature: Signature::parse("<(oa)-:o>"),
    arity: 1,
    body: |ev, arguments| ev.copied(arguments.first().copied().unwrap_or_default()),
};

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::{assert_each, assert_fails, assert_nothing, outcome};
    use super::*;
    use crate::jsonata::{Array, Evaluation, Function};

    #[test]
    fn keys_are_those_of_all_objects_each_once() {
        assert_each(
            &KEYS,
            &[
                (json!([{ "a": { "c": 2 }, "b": 1 }]), json!(["a", "b"])),
                (json!([{ "a": null }]), json!("a")),
                (
                    json!([[{ "b": 1 }, 2, [[{ "a": 1 }]], { "b": 3, "c": 4 }]]),
                    json!(["b", "a", "c"]),
                ),
            ],
        );
        assert_nothing(
            &KEYS,
            &[json!([{}]), json!([[]]), json!(["a"]), json!([null])],
        );
    }

    #[test]
    fn members_of_all_objects_are_looked_up() {
        assert_each(
            &LOOKUP,
            &[
                (json!([{ "a": [1] }, "a"]), json!([1])),
                (json!([[{ "a": 1 }, { "b": 2 }], "a"]), json!(1)),
                (
                    json!([[[{ "a": [[5, 6]] }], 7, { "a": [8, 9] }], "a"]),
                    json!([[5, 6], 8, 9]),
                ),
            ],
        );
        assert_nothing(
            &LOOKUP,
            &[json!([{ "a": 1 }, "b"]), json!([1, "a"]), json!([[], "a"])],
        );
        assert_fails(&LOOKUP, &[(json!([{}, 1]), "T0410")]);
    }

    #[test]
    fn members_are_spread_over_objects() {
        assert_each(
            &SPREAD,
            &[
                (json!([{ "a": 1, "b": 2 }]), json!([{ "a": 1 }, { "b": 2 }])),
                (json!([{ "a": 1 }]), json!({ "a": 1 })),
                (
                    json!([[{ "a": 1, "b": 2 }, [{ "c": 3 }], 4, null]]),
                    json!([{ "a": 1 }, { "b": 2 }, { "c": 3 }, 4, null]),
                ),
                (json!([[{ "a": 1 }]]), json!([{ "a": 1 }])),
                (json!([[{}]]), json!([])),
                (json!([[[]]]), json!([])),
                (json!(["a"]), json!("a")),
            ],
        );
        assert_nothing(&SPREAD, &[json!([{}]), json!([[]])]);
    }

    #[test]
    fn functions_of_members_get_value_key_and_object() {
        let ev = &Evaluation::new();
        let data = json!({ "a": 1, "b": 2 });
        let each = |function| {
            outcome(
                ev,
                ev.native(&EACH, &[Item::from(&data), function], Item::Undefined),
            )
        };
        let all = ev.lambda(None, Item::Undefined, |[value, key, object]| {
            ev.array(&[value, key, object])
        });
        assert_eq!(each(all), Ok(Some(json!([[1, "a", data], [2, "b", data]]))));
        let nothing = ev.lambda(None, Item::Undefined, |[]| Ok(Item::Undefined));
        assert_eq!(each(nothing), Ok(None));
    }

    #[test]
    fn members_that_count_as_true_are_sifted_out() {
        let ev = &Evaluation::new();
        let data = json!({ "a": 1, "b": 0, "c": "x", "d": [] });
        let sift = |function| {
            outcome(
                ev,
                ev.native(&SIFT, &[Item::from(&data), function], Item::Undefined),
            )
        };
        let value = ev.lambda(None, Item::Undefined, |[value]| Ok(value));
        assert_eq!(sift(value), Ok(Some(json!({ "a": 1, "c": "x" }))));
        let key = ev.lambda(None, Item::Undefined, |[_, key]| {
            Ok(Item::Bool(matches!(key, Item::String("b" | "d"))))
        });
        assert_eq!(sift(key), Ok(Some(json!({ "b": 0, "d": [] }))));
        let none = ev.lambda(None, Item::Undefined, |[]| Ok(Item::Null));
        assert_eq!(sift(none), Ok(None));
    }

    #[test]
    fn a_copy_has_been_text() {
        let ev = &Evaluation::new();
        let members = [
            ("whole", Item::Int(i64::MAX)),
            ("fraction", Item::Float(0.1 + 0.2)),
            ("none", Item::Float(f64::NAN)),
            ("function", Item::Function(Function::Native(&CLONE))),
        ];
        let object = ev.made_object(ev.keep(&members));
        let array = Item::Array(Array::items(ev.keep(&[object])));
        let copy = ev.native(&CLONE, &[array], Item::Undefined);
        let expected =
            json!([{ "whole": i64::MAX, "fraction": 0.3, "none": null, "function": "" }]);
        assert_eq!(outcome(ev, copy), Ok(Some(expected)));
        assert_fails(&CLONE, &[(json!([1]), "T0410")]);
    }

    #[test]
    fn the_stack_does_not_grow_with_the_data() {
        let ev = &Evaluation::new();
        let object = ev.made_object(ev.keep(&[("a", Item::Int(1))]));
        let nested = (0..100_000).fold(object, |inner, _| {
            Item::Array(Array::items(ev.keep(&[inner])))
        });
        let key = Item::String("a");
        let keys = ev.native(&KEYS, &[nested], Item::Undefined);
        assert_eq!(outcome(ev, keys), Ok(Some(json!("a"))));
        let found = ev.native(&LOOKUP, &[nested, key], Item::Undefined);
        assert_eq!(outcome(ev, found), Ok(Some(json!(1))));
        let spread = ev.native(&SPREAD, &[nested], Item::Undefined);
        assert_eq!(outcome(ev, spread), Ok(Some(json!([{ "a": 1 }]))));
        assert_eq!(
            outcome(ev, ev.native(&CLONE, &[nested], Item::Undefined)),
            Err("")
        );
    }
}
