//! `$merge`.

use std::collections::HashMap;

use bumpalo::collections::Vec;

use crate::jsonata::{Evaluation, Item, Native, Signature};

/// `$merge(objects)`: the members of all; where several have one, that of the last.
pub static MERGE: Native = Native {
    name: "merge",
    signature: Signature::parse("<a<o>:o>"),
    arity: 1,
    body: |ev, arguments| {
        let Some(Item::Array(objects)) = arguments.first() else {
            return Ok(Item::Undefined);
        };
        let mut merged = Members::new(ev);
        for item in objects.iter() {
            if let Item::Object(object) = item {
                ev.claim::<Member<'_>>(object.len() + 1)?;
                object.iter().for_each(|member| merged.set(member));
            }
        }
        Ok(ev.made_object(merged.all.into_bump_slice()))
    },
};

type Member<'a> = (&'a str, Item<'a>);

/// The members of an object in the making. A later one takes the place of an earlier one of the same key.
struct Members<'a> {
    all: Vec<'a, Member<'a>>,
    /// Where that of a key is, as soon as there are [`MANY`].
    places: HashMap<&'a str, usize>,
}

/// From so many members on, it takes longer to look at each than to look one up.
const MANY: usize = 16;

impl<'a> Members<'a> {
    fn new(ev: &'a Evaluation) -> Self {
        Members {
            all: Vec::new_in(ev.arena()),
            places: HashMap::new(),
        }
    }

    fn set(&mut self, member: Member<'a>) {
        let (key, _) = member;
        if let Some(place) = self.place(key) {
            self.all[place] = member;
            return;
        }
        self.all.push(member);
        match self.all.len() {
            ..MANY => {}
            MANY => self.places = self.all.iter().map(|(key, _)| *key).zip(0..).collect(),
            count => _ = self.places.insert(key, count - 1),
        }
    }

    fn place(&self, key: &str) -> Option<usize> {
        if self.all.len() < MANY {
            self.all.iter().position(|(other, _)| *other == key)
        } else {
            self.places.get(key).copied()
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::super::testing::{assert_each, assert_fails};
    use super::*;

    #[test]
    fn a_later_member_takes_the_place_of_an_earlier_one() {
        let objects = json!([[{ "a": 1, "b": 2 }, { "c": 3, "a": null }, {}, { "b": 4 }]]);
        assert_each(
            &MERGE,
            &[(objects.clone(), json!({ "a": null, "b": 4, "c": 3 }))],
        );
        let ev = &Evaluation::new();
        let merged = ev.native(&MERGE, &[Item::from(&objects[0])], Item::Undefined);
        let Ok(Item::Object(merged)) = merged else {
            panic!("an object")
        };
        assert!(merged.iter().map(|(key, _)| key).eq(["a", "b", "c"]));
    }

    #[test]
    fn one_object_needs_no_array() {
        assert_each(
            &MERGE,
            &[
                (json!([{ "a": 1 }]), json!({ "a": 1 })),
                (json!([[]]), json!({})),
            ],
        );
        assert_fails(
            &MERGE,
            &[(json!([[{}, 1]]), "T0412"), (json!(["a"]), "T0412")],
        );
    }

    #[test]
    fn many_members_are_merged_like_few() {
        let object = |range: std::ops::Range<u32>, value: u32| -> Value {
            let members = range.map(|key| (key.to_string(), value.into()));
            members.collect::<Map<_, _>>().into()
        };
        for count in [15, 16, 17, 40] {
            let objects = json!([[object(0..count, 1), object(5..count + 5, 2)]]);
            let mut merged = object(0..5, 1);
            let later = object(5..count + 5, 2);
            let later = later.as_object().into_iter().flatten();
            for (key, value) in later {
                merged[key] = value.clone();
            }
            assert_each(&MERGE, &[(objects, merged)]);
        }
    }
}
