//! The intrinsic functions. Reference §4.
//!
//! Each takes its arguments in order and fails with `States.IntrinsicFailure` when one of them does not fit. How many
//! there are has been checked when the definition was compiled; what a path finds can only be checked here.

mod array;
mod call;
mod encoding;
mod json;
mod math;
mod random;
mod text;

use std::borrow::Cow;

use serde_json::Value;

pub use array::{
    array, array_contains, array_get_item, array_length, array_partition, array_range, array_unique,
};
pub use encoding::{base64_decode, base64_encode, hash};
pub use json::{json_merge, json_to_string, string_to_json};
pub use math::math_add;
pub use random::{math_random, uuid};
pub use text::{format, format_pieces, string_split};

pub(crate) use array::range;
pub(crate) use encoding::{HASH_ALGORITHMS, digest};
pub(crate) use json::parse_json;
pub(crate) use random::random_uuid;

use call::Call;

/// An argument of an intrinsic function.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg<'a> {
    /// A string literal.
    Text(&'a str),
    /// What a path found.
    Borrowed(&'a Value),
    /// What another function returned, or a literal that is no string.
    Owned(Value),
}

impl Arg<'_> {
    /// The text, if it is a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Arg::Text(text) => Some(text),
            Arg::Borrowed(value) => value.as_str(),
            Arg::Owned(value) => value.as_str(),
        }
    }

    /// The value.
    #[must_use]
    pub fn as_value(&self) -> Cow<'_, Value> {
        match self {
            Arg::Text(text) => Cow::Owned(Value::from(*text)),
            Arg::Borrowed(value) => Cow::Borrowed(value),
            Arg::Owned(value) => Cow::Borrowed(value),
        }
    }

    /// The value, unless it is a literal string.
    fn as_json(&self) -> Option<&Value> {
        match self {
            Arg::Text(_) => None,
            Arg::Borrowed(value) => Some(value),
            Arg::Owned(value) => Some(value),
        }
    }
}
