//! Whether the JSON of one type can be read as another.

use super::field;
use super::nearest::Nearest;
use super::text::{Text, contains, same};
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

/// A comparison as a whole, for messages.
pub(super) enum Fit<'a> {
    /// Of what a state hands on and what the next one takes.
    Types {
        at: &'a str,
        from: &'a Shape,
        to: &'a Shape,
    },
    /// Of a result and the field that it is put into.
    Result { at: &'a str, field: &'a str },
}

/// The way from the whole to what is compared; an element of an array is `[]`.
struct Trail<'a> {
    step: &'a str,
    before: Option<&'a Trail<'a>>,
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
        let element = Some(&Trail {
            step: "[]",
            before: trail,
        });
        match (from, to) {
            (Shape::Unknown, _) | (_, Shape::Unknown) | (Shape::Null, Shape::Optional(_)) => {}
            (Shape::Optional(from), to) => self.compare(from, to, trail, budget),
            (from, Shape::Optional(to)) => self.compare(from, to, trail, budget),
            (Shape::Array(from), Shape::Array(to)) => self.compare(from, to, element, budget),
            (Shape::Array(from), Shape::Tuple(all)) => {
                let mut i = 0;
                while i < all.len() {
                    self.compare(from, all[i], element, budget);
                    i += 1;
                }
            }
            (Shape::Tuple(all), Shape::Array(to)) => {
                let mut i = 0;
                while i < all.len() {
                    self.compare(all[i], to, element, budget);
                    i += 1;
                }
            }
            (Shape::Tuple(from), Shape::Tuple(to)) if from.len() == to.len() => {
                let mut i = 0;
                while i < from.len() {
                    self.compare(from[i], to[i], element, budget);
                    i += 1;
                }
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
                self.head()
                    .and(": ")
                    .and_trail(trail)
                    .and(" is not taken: `deny_unknown_fields`")
                    .raise();
            }
            i += 1;
        }
    }

    const fn head(&self) -> Text {
        match self {
            Fit::Types { at, from, to } => Text::at(at)
                .and_shape(from)
                .and(" does not fit ")
                .and_shape(to),
            Fit::Result { at, field } => Text::at(at)
                .and("the result does not fit the field ")
                .and_code(field),
        }
    }

    const fn misfit(&self, from: &Shape, to: &Shape, trail: Option<&Trail<'_>>) -> Text {
        let text = match (self, trail) {
            (Fit::Types { .. }, None) => return self.head(),
            (Fit::Result { .. }, None) => self.head().and(": it"),
            (_, trail) => self.head().and(": ").and_trail(trail),
        };
        text.and(" is ")
            .and_shape(from)
            .and(" and has to be ")
            .and_shape(to)
    }

    const fn missing(&self, from: &Object, name: &str, trail: Option<&Trail<'_>>) -> Text {
        let here = Some(&Trail {
            step: name,
            before: trail,
        });
        let text = self.head().and(": ").and_trail(here).and(" is missing");
        let text = if field::is_empty(from) {
            text
        } else {
            text.and("; there is: ").and_keys(from)
        };
        match field::nearest(from, Nearest::to(name)).found() {
            Some(near) => text
                .and("\nhelp: there is a field of a similar name: ")
                .and_code(near),
            None => text,
        }
    }
}

impl Text {
    const fn and_trail(self, trail: Option<&Trail<'_>>) -> Self {
        self.and("`").and_steps(trail).and("`")
    }

    const fn and_steps(self, trail: Option<&Trail<'_>>) -> Self {
        let Some(Trail { step, before }) = trail else {
            return self;
        };
        let text = self.and_steps(*before);
        if before.is_none() || same(step, "[]") {
            text.and(step)
        } else {
            text.and(".").and(step)
        }
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
