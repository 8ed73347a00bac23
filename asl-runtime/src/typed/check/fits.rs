//! Whether the JSON of one type can be read as another.

use std::slice;

use super::misfit::{Fit, Trail};
use super::text::contains;
use crate::typed::{Field, Object, Shape, Written};

/// So many shapes are compared: types can refer to each other in more ways than anybody waits for.
const BUDGET: usize = 4_000;

/// Holds what a state hands on against what the next one takes.
///
/// # Panics
/// When data of the one shape can never be read as the other.
#[track_caller]
pub const fn fits(from: &Shape, to: &Shape, at: &str) {
    Fit::Types { at, from, to }.check(from, to);
}

impl Fit<'_> {
    #[track_caller]
    pub(super) const fn check(&self, from: &Shape, to: &Shape) {
        let mut budget = BUDGET;
        self.compare(from, to, None, &mut budget);
    }

    #[track_caller]
    const fn compare(
        &self,
        from: &Shape,
        to: &Shape,
        trail: Option<&Trail<'_>>,
        budget: &mut usize,
    ) {
        if *budget == 0 {
            return;
        }
        *budget -= 1;
        match (from, to) {
            (Shape::Unknown, _) | (_, Shape::Unknown) | (Shape::Null, Shape::Optional(_)) => {}
            (Shape::Optional(from), to) => self.compare(from, to, trail, budget),
            (from, Shape::Optional(to)) => self.compare(from, to, trail, budget),
            (Shape::Tuple(left), Shape::Tuple(right)) if left.len() != right.len() => {
                self.misfit(from, to, trail).raise();
            }
            (Shape::Array(_) | Shape::Tuple(_), Shape::Array(_) | Shape::Tuple(_)) => {
                self.compare_elements(elements(from), elements(to), trail, budget);
            }
            (Shape::Map(from), Shape::Map(to)) => {
                let value = Some(&Trail {
                    step: "*",
                    before: trail,
                });
                self.compare(from, to, value, budget);
            }
            (Shape::Map(value), Shape::Object(to)) => self.compare_map(value, to, trail, budget),
            (Shape::Object(from), Shape::Map(value)) => {
                self.compare_values(from, value, trail, budget)
            }
            (Shape::Object(from), Shape::Object(to)) => {
                self.compare_fields(from, to, trail, budget);
                self.compare_keys(from, to, trail);
            }
            _ if is_read_as(from, to) => {}
            _ => self.misfit(from, to, trail).raise(),
        }
    }

    /// Every element; one shape stands for all where any number is read or written.
    #[track_caller]
    const fn compare_elements(
        &self,
        from: &[&Shape],
        to: &[&Shape],
        trail: Option<&Trail<'_>>,
        budget: &mut usize,
    ) {
        let element = Some(&Trail {
            step: "[]",
            before: trail,
        });
        let mut i = 0;
        while i < from.len() || i < to.len() {
            if let (Some(from), Some(to)) = (at(from, i), at(to, i)) {
                self.compare(from, to, element, budget);
            }
            i += 1;
        }
    }

    /// Every field of a struct that is read from a map.
    #[track_caller]
    const fn compare_map(
        &self,
        value: &Shape,
        to: &Object,
        trail: Option<&Trail<'_>>,
        budget: &mut usize,
    ) {
        let mut i = 0;
        while i < to.fields.len() {
            let field = &to.fields[i];
            if field.required && !field.read.is_empty() {
                let trail = Some(&Trail {
                    step: field.name,
                    before: trail,
                });
                self.compare(value, field.shape, trail, budget);
            }
            i += 1;
        }
    }

    /// Every field of a struct that is read as a map.
    #[track_caller]
    const fn compare_values(
        &self,
        from: &Object,
        value: &Shape,
        trail: Option<&Trail<'_>>,
        budget: &mut usize,
    ) {
        let mut i = 0;
        while i < from.fields.len() {
            let field = &from.fields[i];
            if matches!(field.written, Written::Always) {
                let trail = Some(&Trail {
                    step: field.name,
                    before: trail,
                });
                self.compare(field.shape, value, trail, budget);
            }
            i += 1;
        }
    }

    /// Every field that is read, with what flattened structs read of the same object.
    #[track_caller]
    const fn compare_fields(
        &self,
        from: &Object,
        to: &Object,
        trail: Option<&Trail<'_>>,
        budget: &mut usize,
    ) {
        let mut i = 0;
        while i < to.fields.len() {
            let field = &to.fields[i];
            match find(from, field.read) {
                Found::Here(found) => {
                    let trail = Some(&Trail {
                        step: found.name,
                        before: trail,
                    });
                    self.compare(found.shape, field.shape, trail, budget);
                }
                Found::Nowhere if field.required && !field.read.is_empty() => {
                    self.missing(from, field.read[0], trail).raise();
                }
                Found::Maybe | Found::Nowhere => {}
            }
            i += 1;
        }
        let mut i = 0;
        while i < to.flattened.len() {
            // An optional one is left out when it does not fit.
            if let Shape::Object(inner) = to.flattened[i] {
                self.compare_fields(from, inner, trail, budget);
            }
            i += 1;
        }
    }

    /// Every key that is written, if the struct that reads refuses others than its own.
    #[track_caller]
    const fn compare_keys(&self, from: &Object, to: &Object, trail: Option<&Trail<'_>>) {
        let mut i = 0;
        while to.strict && i < from.fields.len() {
            let field = &from.fields[i];
            if matches!(field.written, Written::Always) && !reads(to, field.name) {
                let trail = Some(&Trail {
                    step: field.name,
                    before: trail,
                });
                self.surplus(trail).raise();
            }
            i += 1;
        }
    }
}

/// The shapes of an array's elements.
const fn elements(array: &Shape) -> &[&'static Shape] {
    match array {
        Shape::Array(each) => slice::from_ref(each),
        Shape::Tuple(all) => all,
        _ => &[],
    }
}

/// The shape of one element; the last one goes on.
const fn at<'a>(elements: &[&'a Shape], index: usize) -> Option<&'a Shape> {
    match elements {
        [] => None,
        [.., last] if index >= elements.len() => Some(last),
        _ => Some(elements[index]),
    }
}

/// A field that is written under one of some names.
enum Found<'a> {
    Here(&'a Field),
    /// It cannot be told.
    Maybe,
    Nowhere,
}

const fn find<'a>(object: &'a Object, names: &[&str]) -> Found<'a> {
    let mut i = 0;
    while i < object.fields.len() {
        let field = &object.fields[i];
        if !matches!(field.written, Written::Never) && contains(names, field.name) {
            return Found::Here(field);
        }
        i += 1;
    }
    let mut i = 0;
    while i < object.flattened.len() {
        let found = match object.flattened[i].as_object() {
            Some(inner) => find(inner, names),
            None => Found::Maybe,
        };
        if !matches!(found, Found::Nowhere) {
            return found;
        }
        i += 1;
    }
    if object.open {
        Found::Maybe
    } else {
        Found::Nowhere
    }
}

const fn reads(object: &Object, name: &str) -> bool {
    let mut i = 0;
    while i < object.fields.len() {
        if contains(object.fields[i].read, name) {
            return true;
        }
        i += 1;
    }
    object.open || !object.flattened.is_empty()
}

/// Whether a leaf can be read as another.
const fn is_read_as(from: &Shape, to: &Shape) -> bool {
    match (from, to) {
        (Shape::OneOf { written, .. }, Shape::OneOf { read, .. }) => {
            let mut i = 0;
            while i < written.len() {
                if contains(read, written[i]) {
                    return true;
                }
                i += 1;
            }
            false
        }
        (
            Shape::String | Shape::OneOf { .. } | Shape::Timestamp,
            Shape::String | Shape::OneOf { .. } | Shape::Timestamp,
        )
        | (Shape::Null, Shape::Null)
        | (Shape::Boolean, Shape::Boolean)
        | (Shape::Integer, Shape::Integer | Shape::Float)
        | (Shape::Float, Shape::Float) => true,
        _ => false,
    }
}
