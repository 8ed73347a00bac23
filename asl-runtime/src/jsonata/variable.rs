//! Variables that functions capture, or that are bound more than once.

use std::cell::Cell;

use super::{Evaluation, Item};

/// Where the value of a variable is kept. It is empty until the variable is bound.
#[derive(Debug, Default)]
pub struct Slot<'a>(Cell<Option<Item<'a>>>);

impl<'a> Slot<'a> {
    /// `$x := item`
    pub fn bind(&self, item: Item<'a>) -> Item<'a> {
        self.0.set(Some(item));
        item
    }

    /// `$x`, if it is bound.
    #[must_use]
    pub fn get(&self) -> Option<Item<'a>> {
        self.0.get()
    }
}

impl Evaluation {
    /// A slot for a variable.
    #[must_use]
    pub fn slot<'a>(&'a self) -> &'a Slot<'a> {
        self.made(Slot::default())
    }
}
