//! Constructors of arrays and objects, concatenation, grouping.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use bumpalo::collections::{String, Vec};

use super::{Array, Error, Evaluation, Item, Made, Object, Result, Sequence};

impl Evaluation {
    /// `[a, b]`: arrays among the elements give theirs. An element that is a constructor itself comes
    /// [alone](Item::alone).
    ///
    /// # Errors
    /// When there are too many elements.
    pub fn array<'a>(&'a self, elements: &[Item<'a>]) -> Result<'a> {
        match elements {
            [] | [Item::Undefined] => return Ok(Item::Array(Array::items(&[]))),
            [Item::Array(array)] => return Ok(Item::Array(array.plain())),
            _ => {}
        }
        let mut items = Vec::with_capacity_in(elements.len(), self.arena());
        for element in elements {
            match element {
                Item::Undefined => {}
                Item::Array(array) => {
                    self.claim::<Item<'_>>(array.len())?;
                    items.extend(array.iter());
                }
                element => items.push(*element),
            }
        }
        Ok(Item::Array(Array::items(items.into_bump_slice())))
    }

    /// `{k: v}` with keys that are known and differ: members that are undefined are left out.
    pub fn object<'a>(&'a self, members: &[(&'a str, Item<'a>)]) -> Item<'a> {
        if members.iter().all(|(_, item)| !item.is_undefined()) {
            return self.made_object(self.keep(members));
        }
        let mut kept = Vec::with_capacity_in(members.len(), self.arena());
        kept.extend(members.iter().filter(|(_, item)| !item.is_undefined()));
        self.made_object(kept.into_bump_slice())
    }

    /// An object of these members, whose keys differ.
    pub fn made_object<'a>(&'a self, members: &'a [(&'a str, Item<'a>)]) -> Item<'a> {
        Item::Object(Object::Made(self.made(Made::new(members))))
    }

    /// The context of the values of `{k: v}` with keys that are known: everything that is grouped under them.
    ///
    /// # Errors
    /// When that is too much.
    #[inline]
    pub fn together<'a>(&'a self, context: Item<'a>) -> Result<'a> {
        match context {
            Item::Array(array) if array.len() < 2 => Ok(array.get(0)),
            Item::Array(array) => {
                let mut together = Sequence::new(self);
                for item in array.iter() {
                    self.join(&mut together, item)?;
                }
                Ok(together.into_array())
            }
            single => Ok(single),
        }
    }

    /// `input{k: v}`: `key` and `value` evaluate the pair of a number.
    ///
    /// # Errors
    /// T1003 when a key is no string, D1009 when two pairs have the same key, and theirs.
    pub fn group<'a>(
        &'a self,
        input: Item<'a>,
        pairs: usize,
        mut key: impl FnMut(usize, Item<'a>) -> Result<'a>,
        mut value: impl FnMut(usize, Item<'a>) -> Result<'a>,
    ) -> Result<'a> {
        let mut groups = Groups::default();
        let mut add = |item| {
            for pair in 0..pairs {
                groups.add(self, pair, key(pair, item)?, item)?;
            }
            Ok::<_, Error>(())
        };
        match input {
            Item::Array(array) if array.is_empty() => add(Item::Undefined)?,
            Item::Array(array) => array.iter().try_for_each(add)?,
            single => add(single)?,
        }
        groups.into_object(self, |pair, items| match items {
            [single] => value(pair, *single),
            items => {
                let items = Item::Array(Array::items(self.keep(items)));
                value(pair, self.together(items)?)
            }
        })
    }

    /// `a & b & c`
    ///
    /// # Errors
    /// D3001 for a number that is infinite or none, and when the text takes too much memory.
    pub fn concatenate<'a>(&'a self, parts: &[Item<'a>]) -> Result<'a> {
        // Room for strings as they are, and for numbers of any length.
        let length = |part: &Item<'_>| match part {
            Item::Undefined => 0,
            Item::String(text) => text.len(),
            _ => 24,
        };
        let length: usize = parts.iter().map(length).sum();
        self.spend(length / 64)?;
        self.afford(length)?;
        let mut text = String::with_capacity_in(length, self.arena());
        for part in parts {
            text.push_str(part.text(self)?);
        }
        Ok(Item::String(text.into_bump_str()))
    }

    fn join<'a>(
        &'a self,
        together: &mut Sequence<'a>,
        item: Item<'a>,
    ) -> std::result::Result<(), Error> {
        let length = match item {
            Item::Array(array) => array.len(),
            _ => 1,
        };
        self.claim::<Item<'_>>(length)?;
        together.extend(item);
        Ok(())
    }
}

/// The groups of items that have the same keys, in the order in which the keys came up.
pub(super) struct Groups<'a, T> {
    all: std::vec::Vec<Group<'a, T>>,
    by_key: HashMap<&'a str, usize>,
}

struct Group<'a, T> {
    key: &'a str,
    /// The number of the pair that has made the key.
    pair: usize,
    items: std::vec::Vec<T>,
}

impl<T> Default for Groups<'_, T> {
    fn default() -> Self {
        Groups {
            all: std::vec::Vec::new(),
            by_key: HashMap::new(),
        }
    }
}

impl<'a, T> Groups<'a, T> {
    pub(super) fn add(
        &mut self,
        ev: &'a Evaluation,
        pair: usize,
        key: Item<'a>,
        item: T,
    ) -> std::result::Result<(), Error> {
        ev.spend(1)?;
        let key = match key {
            Item::Undefined => return Ok(()),
            Item::String(key) => key,
            other => {
                let message = format!(
                    "Key in object structure must evaluate to a string; got: {}",
                    other.shown(ev)
                );
                return Err(Error::new("T1003", message));
            }
        };
        match self.by_key.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(self.all.len());
                let items = vec![item];
                self.all.push(Group { key, pair, items });
            }
            Entry::Occupied(entry) => {
                let group = &mut self.all[*entry.get()];
                if group.pair != pair {
                    let message = format!("Multiple key definitions evaluate to same key: {key:?}");
                    return Err(Error::new("D1009", message));
                }
                group.items.push(item);
            }
        }
        Ok(())
    }

    /// An object of what `value` evaluates for each group, which it gets with the number of its pair.
    pub(super) fn into_object(
        self,
        ev: &'a Evaluation,
        mut value: impl FnMut(usize, &[T]) -> Result<'a>,
    ) -> Result<'a> {
        let mut members = Vec::with_capacity_in(self.all.len(), ev.arena());
        for group in self.all {
            let value = value(group.pair, &group.items)?;
            if !value.is_undefined() {
                members.push((group.key, value));
            }
        }
        Ok(ev.made_object(members.into_bump_slice()))
    }
}
