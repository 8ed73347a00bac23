//! Sequences: what paths and functions collect. Where an expression ends, one of a single item becomes that item.

use bumpalo::collections::Vec;

use super::{Array, Error, Evaluation, Item, Object};

/// A sequence in the making.
#[derive(Debug)]
pub struct Sequence<'a> {
    items: Vec<'a, Item<'a>>,
}

impl<'a> Sequence<'a> {
    /// An empty one.
    #[inline]
    #[must_use]
    pub fn new(ev: &'a Evaluation) -> Self {
        Sequence {
            items: Vec::new_in(ev.arena()),
        }
    }

    /// An empty one with room for as many items as are likely to come, and a few at first.
    #[inline]
    #[must_use]
    pub(super) fn with_room(ev: &'a Evaluation, length: usize) -> Self {
        Sequence {
            items: Vec::with_capacity_in(length.min(16), ev.arena()),
        }
    }

    /// Adds an item as it is, unless it is undefined.
    #[inline]
    pub fn push(&mut self, item: Item<'a>) {
        if !item.is_undefined() {
            self.items.push(item);
        }
    }

    /// Adds an item as it is.
    #[inline]
    pub(super) fn keep(&mut self, item: Item<'a>) {
        self.items.push(item);
    }

    /// Adds the elements of an array, or an item that is none.
    #[inline]
    pub fn extend(&mut self, item: Item<'a>) {
        match item {
            Item::Array(array) => self.items.extend(array.iter()),
            item => self.push(item),
        }
    }

    /// Adds the elements of an array, unless a path has constructed it, or an item that is none.
    #[inline]
    pub fn flatten(&mut self, item: Item<'a>) {
        match item {
            Item::Array(array) if array.is_constructor => self.items.push(item),
            item => self.extend(item),
        }
    }

    /// How many items it has.
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether it has none.
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Its items so far.
    #[inline]
    pub(super) fn as_slice(&self) -> &[Item<'a>] {
        &self.items
    }

    /// The sequence, however many items it has: what functions return.
    #[inline]
    #[must_use]
    pub fn finish(self) -> Item<'a> {
        Item::Array(Array::sequence(self.items.into_bump_slice()))
    }

    /// An array of its items.
    #[inline]
    #[must_use]
    pub fn into_array(self) -> Item<'a> {
        Item::Array(Array::items(self.items.into_bump_slice()))
    }
}

impl<'a> Item<'a> {
    /// What it is where an expression ends: a sequence of one item is that item, an empty one nothing.
    #[inline]
    #[must_use]
    pub fn settled(self) -> Self {
        match self {
            Item::Array(array) if array.is_sequence && array.len() < 2 => {
                if array.keeps_singleton && array.len() == 1 {
                    self
                } else {
                    array.get(0)
                }
            }
            _ => self,
        }
    }

    /// `[]` behind an expression that is no path: like [`Item::settled`], but a sequence of one item stays an array.
    #[must_use]
    pub fn kept(self) -> Self {
        match self {
            Item::Array(array) if array.is_sequence => Item::Array(Array {
                keeps_singleton: true,
                ..array
            })
            .settled(),
            _ => self,
        }
    }

    /// `[]` in a path, of what its last step has found: a single item stays an array.
    #[must_use]
    pub fn kept_path(self, ev: &'a Evaluation) -> Self {
        match self {
            Item::Undefined => Item::Undefined,
            Item::Array(array) if array.is_sequence || !array.is_constructor => self.kept(),
            single => Item::Array(Array::sequence(ev.keep(&[single]))).kept(),
        }
    }

    /// A sequence of it alone, if it is an array: what goes over the elements of that goes over the one array.
    #[must_use]
    pub fn alone(self, ev: &'a Evaluation) -> Self {
        match self {
            Item::Array(_) => Item::Array(Array::sequence(ev.keep(&[self]))),
            single => single,
        }
    }

    /// An array that a path does not flatten.
    #[must_use]
    pub fn constructed(self) -> Self {
        match self {
            Item::Array(array) => Item::Array(Array {
                is_constructor: true,
                ..array
            }),
            single => single,
        }
    }

    /// `$lookup`: a member; of an array, a sequence of that of each element.
    ///
    /// # Errors
    /// When there are too many.
    #[inline]
    pub fn lookup(self, ev: &'a Evaluation, key: &str) -> Result<Item<'a>, Error> {
        match self {
            // Almost always.
            Item::Object(Object::Json(members)) => {
                Ok(members.get(key).map_or(Item::Undefined, Item::from))
            }
            Item::Object(object) => Ok(object.get(key)),
            Item::Array(array) => ev.lookup_each(array, key),
            _ => Ok(Item::Undefined),
        }
    }

    /// `$append`: the elements of both in one array.
    ///
    /// # Errors
    /// When there are too many.
    pub fn append(self, ev: &'a Evaluation, other: Item<'a>) -> Result<Item<'a>, Error> {
        match (self, other) {
            (Item::Undefined, only) | (only, Item::Undefined) => Ok(only),
            (one, other) => {
                let (one, other) = (one.elements(ev), other.elements(ev));
                let length = one.len() + other.len();
                ev.claim::<Item<'_>>(length)?;
                let mut items = Vec::with_capacity_in(length, ev.arena());
                items.extend(one.iter().chain(other.iter()));
                Ok(Item::Array(Array::items(items.into_bump_slice())))
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
}

impl Evaluation {
    fn lookup_each<'a>(&'a self, array: Array<'a>, key: &str) -> Result<Item<'a>, Error> {
        let mut found = Sequence::new(self);
        for leaf in array.leaves(self) {
            if let Item::Object(object) = leaf? {
                let item = object.get(key);
                if let Item::Array(array) = item {
                    self.spend(array.len())?;
                }
                found.extend(item);
            }
        }
        Ok(found.finish())
    }
}

impl<'a> Array<'a> {
    /// What it holds that is no array, through all arrays inside of it, in order.
    pub fn leaves(self, ev: &'a Evaluation) -> Leaves<'a> {
        Leaves {
            ev,
            array: self,
            at: 0,
            outer: std::vec::Vec::new(),
        }
    }
}

/// The items that are no arrays inside of nested arrays. It fails when there are too many, and nests as deep as they do
/// without growing the stack.
#[derive(Debug)]
pub struct Leaves<'a> {
    ev: &'a Evaluation,
    array: Array<'a>,
    at: usize,
    /// The arrays around that one, and where to go on in them.
    outer: std::vec::Vec<(Array<'a>, usize)>,
}

impl<'a> Iterator for Leaves<'a> {
    type Item = Result<Item<'a>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            while self.at == self.array.len() {
                (self.array, self.at) = self.outer.pop()?;
            }
            if let Err(error) = self.ev.spend(1) {
                return Some(Err(error));
            }
            let item = self.array.get(self.at);
            self.at += 1;
            match item {
                Item::Array(array) => self
                    .outer
                    .push((std::mem::replace(&mut self.array, array), self.at)),
                leaf => return Some(Ok(leaf)),
            }
            self.at = 0;
        }
    }
}
