//! What derives make of types and fields whose JSON is not what lies in memory.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;
pub use serde_json::value::Serializer as JsonSerializer;

use super::data::Data;
use crate::data::path::Step as Key;

/// What says which variant of an enum a value is.
pub type Tag = Cow<'static, str>;

/// What a step leads to in the JSON of a value.
pub fn by_key<T: Data>(value: &T, key: Key) -> Option<Cow<'_, Value>> {
    match value.as_json() {
        Cow::Borrowed(json) => key.of(json).map(Cow::Borrowed),
        Cow::Owned(mut json) => key.of_mut(&mut json).map(|found| Cow::Owned(found.take())),
    }
}

/// The elements of a value whose JSON is an array.
pub fn elements_of_json<T: Data>(value: &T) -> Option<Cow<'_, [Value]>> {
    match value.as_json() {
        Cow::Borrowed(Value::Array(elements)) => Some(Cow::Borrowed(elements)),
        Cow::Owned(Value::Array(elements)) => Some(Cow::Owned(elements)),
        _ => None,
    }
}

/// A field of which nothing is known.
pub fn written<T: Serialize + ?Sized>(value: &T) -> Option<Cow<'_, Value>> {
    serde_json::to_value(value).ok().map(Cow::Owned)
}
