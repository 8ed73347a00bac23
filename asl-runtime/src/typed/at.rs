//! Paths into values.

use std::borrow::Cow;

use super::data::Data;
use crate::data::path::Step as Key;

/// The index of a field. Derives name it so that no other `usize` is meant.
pub type Index = usize;

/// The index of what is looked up by its key at run time.
pub const BY_KEY: Index = usize::MAX;

/// What one step of a path leads to. The index is what [`check::field`](super::check::field) makes of the key; it alone
/// says which field of a struct is meant. Types whose keys are not known while compiling take any index and look the key up.
pub trait At<const INDEX: usize>: Clone {
    /// What is there.
    type Field: Data;

    /// What the step leads to; `None` where the JSON lacks it. Owned where it has no place in memory, such as a field that
    /// serde writes in another form.
    fn get(&self, key: Key) -> Option<Cow<'_, Self::Field>>;

    /// The place of what the step leads to; `None` also where it has no place in memory.
    fn get_mut(&mut self, key: Key) -> Option<&mut Self::Field>;

    /// What the step leads to, moved out.
    fn take(self, key: Key) -> Option<Self::Field>;
}

/// [`At::get`], for a type that is inferred.
#[inline]
pub fn get<const INDEX: usize, T: At<INDEX>>(value: &T, key: Key) -> Option<Cow<'_, T::Field>> {
    value.get(key)
}

/// [`At::get_mut`], for a type that is inferred.
#[inline]
pub fn get_mut<const INDEX: usize, T: At<INDEX>>(value: &mut T, key: Key) -> Option<&mut T::Field> {
    value.get_mut(key)
}

/// [`At::take`], for a type that is inferred.
#[inline]
pub fn take<const INDEX: usize, T: At<INDEX>>(value: T, key: Key) -> Option<T::Field> {
    value.take(key)
}

/// What a Map goes over. The index is what [`check::elements`](super::check::elements) makes of the shape.
pub trait Elements<const INDEX: usize>: Clone {
    /// What one of them is.
    type Element: Data;

    /// The elements; `None` for anything but an array.
    fn elements(&self) -> Option<Cow<'_, [Self::Element]>>;

    /// The elements, moved out.
    fn into_elements(self) -> Option<Vec<Self::Element>>;
}
