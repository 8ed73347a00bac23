//! What a comparison sees of a value.

use std::borrow::Cow;

use jiff::Timestamp;
use serde_json::Value;

use crate::data::choice::Number;

/// A leaf of JSON: all that the comparisons of a Choice tell apart.
#[derive(Clone, Debug)]
pub enum Scalar<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(Cow<'a, str>),
    /// A time, whose JSON is a string.
    Timestamp(Timestamp),
    /// An array or an object.
    Other,
}

impl<'a> Scalar<'a> {
    /// What JSON is.
    #[must_use]
    #[inline]
    pub fn of(value: &'a Value) -> Self {
        match value {
            Value::String(text) => Scalar::String(Cow::Borrowed(text)),
            Value::Null => Scalar::Null,
            Value::Bool(boolean) => Scalar::Boolean(*boolean),
            Value::Number(number) => Scalar::number(number),
            Value::Array(_) | Value::Object(_) => Scalar::Other,
        }
    }

    /// A text.
    #[must_use]
    #[inline]
    pub fn text(text: &'a str) -> Self {
        Scalar::String(Cow::Borrowed(text))
    }

    /// A number of `serde_json`.
    #[inline]
    pub(crate) fn number(number: &serde_json::Number) -> Self {
        Number::of(number).map_or(Scalar::Other, Scalar::Number)
    }

    /// A float; what JSON has no number for becomes `null`.
    #[inline]
    pub(crate) fn float(number: f64) -> Self {
        if number.is_finite() {
            Scalar::Number(Number::from(number))
        } else {
            Scalar::Null
        }
    }

    /// The boolean.
    #[inline]
    pub(crate) fn as_boolean(&self) -> Option<bool> {
        match self {
            Scalar::Boolean(boolean) => Some(*boolean),
            _ => None,
        }
    }

    /// The number.
    #[inline]
    pub(crate) fn as_number(&self) -> Option<Number> {
        match self {
            Scalar::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The text; a time is written.
    #[inline]
    pub(crate) fn into_text(self) -> Option<Cow<'a, str>> {
        match self {
            Scalar::String(text) => Some(text),
            Scalar::Timestamp(time) => Some(Cow::Owned(time.to_string())),
            _ => None,
        }
    }
}

impl From<Value> for Scalar<'_> {
    fn from(value: Value) -> Self {
        match value {
            Value::String(text) => Scalar::String(Cow::Owned(text)),
            Value::Null => Scalar::Null,
            Value::Bool(boolean) => Scalar::Boolean(boolean),
            Value::Number(number) => Scalar::number(&number),
            Value::Array(_) | Value::Object(_) => Scalar::Other,
        }
    }
}
