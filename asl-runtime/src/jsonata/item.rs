//! The values of expressions.

use std::cell::Cell;
use std::fmt;

use serde_json::{Map, Number, Value};

use super::function::Function;

/// A value of an expression: JSON, a function, or nothing at all. It borrows what it is made of, so a copy costs nothing.
#[derive(Clone, Copy, Debug, Default)]
pub enum Item<'a> {
    /// Nothing: what a path finds where there is nothing.
    #[default]
    Undefined,
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A whole number that fits.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// A string.
    String(&'a str),
    /// An array.
    Array(Array<'a>),
    /// An object.
    Object(Object<'a>),
    /// A function.
    Function(Function<'a>),
}

impl<'a> From<&'a Value> for Item<'a> {
    #[inline]
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Null => Item::Null,
            Value::Bool(value) => Item::Bool(*value),
            Value::Number(number) => number.into(),
            Value::String(text) => Item::String(text),
            Value::Array(elements) => Item::Array(Array::json(elements)),
            Value::Object(members) => Item::Object(Object::Json(members)),
        }
    }
}

impl From<&Number> for Item<'_> {
    #[inline]
    fn from(number: &Number) -> Self {
        if let Some(int) = number.as_i64() {
            return Item::Int(int);
        }
        number.as_f64().map_or(Item::Undefined, Item::Float)
    }
}

impl Item<'_> {
    /// Whether there is nothing.
    #[inline]
    #[must_use]
    pub fn is_undefined(self) -> bool {
        matches!(self, Item::Undefined)
    }

    /// How many there are of something.
    #[must_use]
    pub fn from_len(len: usize) -> Self {
        Item::Int(i64::try_from(len).unwrap_or(i64::MAX))
    }

    /// What arithmetic yields: a whole number where it fits, as zero always does, whatever its sign.
    #[inline]
    #[must_use]
    pub fn from_f64(number: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "the result is compared")]
        let whole = number as i64;
        // Beyond the largest whole number, the conversion ends there.
        #[expect(
            clippy::cast_precision_loss,
            clippy::float_cmp,
            reason = "so it is exact"
        )]
        if whole as f64 == number && whole != i64::MAX {
            return Item::Int(whole);
        }
        Item::Float(number)
    }
}

/// An array. Some arrays are sequences: what a path has collected, of which a single one stands for its element.
#[derive(Clone, Copy, Debug)]
pub struct Array<'a> {
    pub(super) elements: Elements<'a>,
    /// What a path has collected, rather than an array that was there or was constructed.
    pub is_sequence: bool,
    /// A sequence of one that stays an array: `[]`.
    pub keeps_singleton: bool,
    /// Constructed as the first or last step of a path, which does not flatten it.
    pub is_constructor: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Elements<'a> {
    Json(&'a [Value]),
    Items(&'a [Item<'a>]),
}

impl<'a> Array<'a> {
    /// An array of the data.
    #[inline]
    #[must_use]
    pub fn json(elements: &'a [Value]) -> Self {
        Self::of(Elements::Json(elements))
    }

    /// An array of the expression's own.
    #[inline]
    #[must_use]
    pub fn items(elements: &'a [Item<'a>]) -> Self {
        Self::of(Elements::Items(elements))
    }

    /// A sequence.
    #[inline]
    #[must_use]
    pub fn sequence(elements: &'a [Item<'a>]) -> Self {
        Array {
            is_sequence: true,
            ..Self::items(elements)
        }
    }

    #[inline]
    fn of(elements: Elements<'a>) -> Self {
        Array {
            elements,
            is_sequence: false,
            keeps_singleton: false,
            is_constructor: false,
        }
    }

    /// The same elements, as an array that was constructed.
    #[must_use]
    pub fn plain(self) -> Self {
        Self::of(self.elements)
    }

    /// How many elements it has.
    #[inline]
    #[must_use]
    pub fn len(self) -> usize {
        match self.elements {
            Elements::Json(elements) => elements.len(),
            Elements::Items(elements) => elements.len(),
        }
    }

    /// Whether it has none.
    #[inline]
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// An element; undefined behind the last.
    #[inline]
    #[must_use]
    pub fn get(self, index: usize) -> Item<'a> {
        match self.elements {
            Elements::Json(elements) => elements.get(index).map(Item::from).unwrap_or_default(),
            Elements::Items(elements) => elements.get(index).copied().unwrap_or_default(),
        }
    }

    /// Its elements, in order.
    #[inline]
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Item<'a>> + ExactSizeIterator + use<'a> {
        (0..self.len()).map(move |index| self.get(index))
    }

    /// Its elements, if it is an array of the data.
    #[inline]
    #[must_use]
    pub fn as_json(self) -> Option<&'a [Value]> {
        match self.elements {
            Elements::Json(elements) => Some(elements),
            Elements::Items(_) => None,
        }
    }

    /// Whether both are the same array, not only equal ones.
    #[must_use]
    pub fn is(self, other: Array<'a>) -> bool {
        match (self.elements, other.elements) {
            (Elements::Json(one), Elements::Json(other)) => std::ptr::eq(one, other),
            (Elements::Items(one), Elements::Items(other)) => std::ptr::eq(one, other),
            _ => false,
        }
    }
}

/// An object: its members have an order.
#[derive(Clone, Copy)]
pub enum Object<'a> {
    /// Of the data.
    Json(&'a Map<String, Value>),
    /// Of the expression's own.
    Made(&'a Made<'a>),
}

/// An object that an expression has made. Its members can be replaced, which only a transform does.
#[derive(Debug)]
pub struct Made<'a> {
    members: Cell<&'a [(&'a str, Item<'a>)]>,
}

impl<'a> Made<'a> {
    /// An object of these members, whose keys differ.
    #[must_use]
    pub fn new(members: &'a [(&'a str, Item<'a>)]) -> Self {
        Made {
            members: Cell::new(members),
        }
    }

    /// Its members.
    #[must_use]
    pub fn members(&self) -> &'a [(&'a str, Item<'a>)] {
        self.members.get()
    }

    /// Replaces its members.
    pub fn replace(&self, members: &'a [(&'a str, Item<'a>)]) {
        self.members.set(members);
    }
}

impl<'a> Object<'a> {
    /// How many members it has.
    #[inline]
    #[must_use]
    pub fn len(self) -> usize {
        match self {
            Object::Json(members) => members.len(),
            Object::Made(made) => made.members().len(),
        }
    }

    /// Whether it has none.
    #[inline]
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// A member; undefined where there is none.
    #[inline]
    #[must_use]
    pub fn get(self, key: &str) -> Item<'a> {
        match self {
            Object::Json(members) => members.get(key).map(Item::from).unwrap_or_default(),
            Object::Made(made) => made
                .members()
                .iter()
                .find(|(name, _)| *name == key)
                .map(|(_, item)| *item)
                .unwrap_or_default(),
        }
    }

    /// Its members, in order.
    #[inline]
    pub fn iter(self) -> impl Iterator<Item = (&'a str, Item<'a>)> {
        let (json, made) = match self {
            Object::Json(members) => (Some(members), None),
            Object::Made(made) => (None, Some(made.members())),
        };
        let json = json.into_iter().flatten();
        json.map(|(key, value)| (key.as_str(), Item::from(value)))
            .chain(made.into_iter().flatten().copied())
    }

    /// Whether both are the same object, not only equal ones.
    #[must_use]
    pub fn is(self, other: Object<'a>) -> bool {
        match (self, other) {
            (Object::Json(one), Object::Json(other)) => std::ptr::eq(one, other),
            (Object::Made(one), Object::Made(other)) => std::ptr::eq(one, other),
            _ => false,
        }
    }
}

impl fmt::Debug for Object<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
