//! JSON itself, of which nothing is known while compiling.

use std::borrow::Cow;

use serde_json::{Map, Number, Value};

use crate::data::path::Step as Key;
use crate::typed::{At, Data, Elements, Level, Scalar, Shape, Shaped};

impl Data for Value {
    #[inline]
    fn as_json(&self) -> Cow<'_, Value> {
        Cow::Borrowed(self)
    }

    #[inline]
    fn scalar(&self) -> Scalar<'_> {
        Scalar::of(self)
    }
}

impl<D> Shaped<Level<D>> for Value {
    const SHAPE: &'static Shape = &Shape::Unknown;
}

impl<const INDEX: usize> At<INDEX> for Value {
    type Field = Value;

    #[inline]
    fn get(&self, key: Key) -> Option<Cow<'_, Value>> {
        key.of(self).map(Cow::Borrowed)
    }

    #[inline]
    fn get_mut(&mut self, key: Key) -> Option<&mut Value> {
        key.of_mut(self)
    }

    #[inline]
    fn take(mut self, key: Key) -> Option<Value> {
        key.of_mut(&mut self).map(Value::take)
    }
}

impl<const INDEX: usize> Elements<INDEX> for Value {
    type Element = Value;

    #[inline]
    fn elements(&self) -> Option<Cow<'_, [Value]>> {
        self.as_array().map(|elements| Cow::Borrowed(&**elements))
    }

    #[inline]
    fn into_elements(self) -> Option<Vec<Value>> {
        match self {
            Value::Array(elements) => Some(elements),
            _ => None,
        }
    }
}

impl Data for Number {
    #[inline]
    fn scalar(&self) -> Scalar<'_> {
        Scalar::number(self)
    }
}

/// There may be a fraction or none.
impl<D> Shaped<Level<D>> for Number {
    const SHAPE: &'static Shape = &Shape::Unknown;
}

impl Data for Map<String, Value> {
    #[inline]
    fn scalar(&self) -> Scalar<'_> {
        Scalar::Other
    }
}

impl<D> Shaped<Level<D>> for Map<String, Value> {
    const SHAPE: &'static Shape = &Shape::Map(&Shape::Unknown);
}

impl<const INDEX: usize> At<INDEX> for Map<String, Value> {
    type Field = Value;

    #[inline]
    fn get(&self, key: Key) -> Option<Cow<'_, Value>> {
        Map::get(self, key.member()?).map(Cow::Borrowed)
    }

    #[inline]
    fn get_mut(&mut self, key: Key) -> Option<&mut Value> {
        Map::get_mut(self, key.member()?)
    }

    #[inline]
    fn take(mut self, key: Key) -> Option<Value> {
        self.remove(key.member()?)
    }
}
