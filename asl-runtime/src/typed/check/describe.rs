//! Shapes in words.

use super::nearest::Nearest;
use super::text::Text;
use crate::typed::{Object, Shape, Written};

/// So many names are listed.
const LISTED: usize = 24;

impl Text {
    /// What a shape is: `a string`, or a struct by its name.
    pub(super) const fn and_shape(self, shape: &Shape) -> Self {
        match shape {
            Shape::Unknown => self.and("anything"),
            Shape::Null => self.and("null"),
            Shape::Boolean => self.and("a boolean"),
            Shape::Integer => self.and("an integer"),
            Shape::Float => self.and("a number"),
            Shape::String => self.and("a string"),
            Shape::OneOf { written, .. } if written.len() > 1 => {
                self.and("one of: ").and_names(written)
            }
            Shape::OneOf {
                written: [only], ..
            } => self.and("always ").and_code(only),
            Shape::OneOf { .. } => self.and("a string"),
            Shape::Timestamp => self.and("a time"),
            Shape::Optional(inner) => self.and_shape(inner),
            Shape::Array(Shape::Object(object)) => self.and("an array of ").and_object(object),
            Shape::Array(_) => self.and("an array"),
            Shape::Tuple(all) => self.and("an array of ").and_number(all.len() as i64),
            Shape::Map(_) => self.and("a map"),
            Shape::Object(object) => self.and_object(object),
        }
    }

    /// What kind of JSON a shape is.
    pub(super) const fn and_kind(self, shape: &Shape) -> Self {
        match shape {
            Shape::OneOf { .. } => self.and("a string"),
            _ => self.and_shape(shape),
        }
    }

    /// A struct by its name.
    pub(super) const fn and_object(self, object: &Object) -> Self {
        match object.name {
            Some(name) => self.and_code(name),
            None => self.and("an object"),
        }
    }

    /// The name that was probably meant, if there is one.
    pub(super) const fn and_nearest(self, nearest: Nearest<'_>) -> Self {
        match nearest.found() {
            Some(near) => self.and("\nhelp: did you mean ").and_code(near).and("?"),
            None => self,
        }
    }

    /// Some names.
    pub(super) const fn and_names(mut self, names: &[&str]) -> Self {
        let mut i = 0;
        while i < names.len() {
            if i == LISTED {
                return self.and(", …");
            }
            self = self.and(if i == 0 { "" } else { ", " }).and(names[i]);
            i += 1;
        }
        self
    }

    /// The keys that an object is written with.
    pub(super) const fn and_keys(self, object: &Object) -> Self {
        self.and_more_keys(object, &mut 0)
    }

    const fn and_more_keys(mut self, object: &Object, listed: &mut usize) -> Self {
        let mut i = 0;
        while i < object.fields.len() {
            let field = &object.fields[i];
            i += 1;
            if matches!(field.written, Written::Never) || *listed > LISTED {
                continue;
            }
            self = self.and(if *listed == 0 { "" } else { ", " });
            self = self.and(if *listed == LISTED { "…" } else { field.name });
            *listed += 1;
        }
        let mut i = 0;
        while i < object.flattened.len() {
            if let Some(inner) = object.flattened[i].as_object() {
                self = self.and_more_keys(inner, listed);
            }
            i += 1;
        }
        self
    }
}
