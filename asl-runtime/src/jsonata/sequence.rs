//! Sequences: what paths collect, and the operations of arrays that everything else rests on.

use bumpalo::collections::Vec;

use super::{Array, Evaluation, Item, Object};

/// A sequence in the making.
#[derive(Debug)]
pub struct Sequence<'a> {
    items: Vec<'a, Item<'a>>,
    /// One item alone stays an array.
    pub keeps_singleton: bool,
}

impl<'a> Sequence<'a> {
    /// An empty one.
    #[must_use]
    pub fn new(ev: &'a Evaluation) -> Self {
        Sequence {
            items: Vec::new_in(ev.arena()),
            keeps_singleton: false,
        }
    }

    /// Adds an item as it is, unless it is undefined.
    pub fn push(&mut self, item: Item<'a>) {
        if !item.is_undefined() {
            self.items.push(item);
        }
    }

    /// Adds the elements of an array, or an item that is none.
    pub fn flatten(&mut self, item: Item<'a>) {
        match item {
            Item::Array(array) if !array.is_constructor => self.items.extend(array.iter()),
            item => self.push(item),
        }
    }

    /// How many items it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// What it stands for: nothing, its one item, or an array.
    #[must_use]
    pub fn finish(self) -> Item<'a> {
        match self.items.as_slice() {
            [] => Item::Undefined,
            [single] if !self.keeps_singleton => *single,
            _ => {
                let mut array = Array::sequence(self.items.into_bump_slice());
                array.keeps_singleton = self.keeps_singleton;
                Item::Array(array)
            }
        }
    }
}

impl<'a> Item<'a> {
    /// `$boolean`: undefined for what is undefined.
    #[must_use]
    pub fn truth(self) -> Option<bool> {
        Some(match self {
            Item::Undefined => return None,
            Item::Null | Item::Function(_) => false,
            Item::Bool(value) => value,
            Item::Int(number) => number != 0,
            Item::Float(number) => number != 0.0 && !number.is_nan(),
            Item::String(text) => !text.is_empty(),
            Item::Array(array) => array.iter().any(Item::is_true),
            Item::Object(object) => !object.is_empty(),
        })
    }

    /// Whether `$boolean` says true.
    #[must_use]
    pub fn is_true(self) -> bool {
        self.truth() == Some(true)
    }

    /// `$lookup`: a member; of an array, that of each element.
    #[must_use]
    pub fn lookup(self, ev: &'a Evaluation, key: &str) -> Item<'a> {
        match self {
            Item::Object(object) => object.get(key),
            Item::Array(array) => {
                let mut found = Sequence::new(ev);
                for element in array.iter() {
                    match element.lookup(ev, key) {
                        Item::Array(array) => found.items.extend(array.iter()),
                        item => found.push(item),
                    }
                }
                found.finish()
            }
            _ => Item::Undefined,
        }
    }

    /// `$append`: the elements of both in one array.
    #[must_use]
    pub fn append(self, ev: &'a Evaluation, other: Item<'a>) -> Item<'a> {
        match (self, other) {
            (Item::Undefined, only) | (only, Item::Undefined) => only,
            (one, other) => {
                let (one, other) = (one.elements(ev), other.elements(ev));
                let mut items = Vec::with_capacity_in(one.len() + other.len(), ev.arena());
                items.extend(one.iter().chain(other.iter()));
                Item::Array(Array::items(items.into_bump_slice()))
            }
        }
    }

    /// The array that it is, or an array of it alone; empty for what is undefined.
    #[must_use]
    pub fn elements(self, ev: &'a Evaluation) -> Array<'a> {
        match self {
            Item::Array(array) => array,
            Item::Undefined => Array::items(&[]),
            single => Array::items(ev.keep(&[single])),
        }
    }

    /// Its number as JavaScript has it.
    #[must_use]
    pub fn number(self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "as JavaScript's numbers")]
        match self {
            Item::Int(number) => Some(number as f64),
            Item::Float(number) => Some(number),
            _ => None,
        }
    }

    /// `=`: deep equality; the members of objects have no order.
    #[must_use]
    pub fn equals(self, other: Item<'_>) -> bool {
        match (self, other) {
            (Item::Undefined, Item::Undefined) | (Item::Null, Item::Null) => true,
            (Item::Bool(one), Item::Bool(other)) => one == other,
            (Item::Int(one), Item::Int(other)) => one == other,
            (Item::String(one), Item::String(other)) => one == other,
            (Item::Array(one), Item::Array(other)) => {
                let mut pairs = one.iter().zip(other.iter());
                one.len() == other.len() && pairs.all(|(one, other)| one.equals(other))
            }
            (Item::Object(one), Item::Object(other)) => objects_equal(one, other),
            (one, other) => {
                matches!((one.number(), other.number()), (Some(one), Some(other)) if one == other)
            }
        }
    }
}

fn objects_equal(one: Object<'_>, other: Object<'_>) -> bool {
    one.len() == other.len()
        && one
            .iter()
            .all(|(key, item)| !item.is_undefined() && item.equals(other.get(key)))
}
