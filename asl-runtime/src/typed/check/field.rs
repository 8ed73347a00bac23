//! Paths into types.

use super::misfit::Fit;
use super::nearest::Nearest;
use super::text::{Text, same};
use crate::data::path::Step as Key;
use crate::typed::{BY_KEY, Object, Shape, Written};

/// The index by which [`At`](crate::typed::At) knows what a key leads to.
///
/// # Panics
/// When the type has nothing under this key.
#[must_use]
#[track_caller]
pub const fn field(shape: &Shape, key: Key, at: &str) -> usize {
    match (shape.present(), key) {
        (Shape::Unknown, _)
        | (Shape::Map(_), Key::Member(_))
        | (Shape::Array(_), Key::Index(_)) => BY_KEY,
        (Shape::Object(object), Key::Member(name)) => match find(object, name) {
            Found::Own(index) => index,
            Found::ByKey => BY_KEY,
            Found::Nowhere => has_no_field(object, name, at).raise(),
        },
        (Shape::Tuple(elements), Key::Index(index)) => match position(elements.len(), index) {
            Some(position) => position,
            None => Text::at(at)
                .and("there is no element ")
                .and_index(index)
                .and(": the array has ")
                .and_number(elements.len() as i64)
                .raise(),
        },
        (shape, Key::Member(name)) => Text::at(at)
            .and_kind(shape)
            .and(" has no field ")
            .and_code(name)
            .raise(),
        (shape, Key::Index(index)) => Text::at(at)
            .and_kind(shape)
            .and(" has no element ")
            .and_index(index)
            .and(": it is no array")
            .raise(),
    }
}

/// The same for the last step of a `ResultPath`, where a result of the shape `from` is put.
///
/// # Panics
/// When there is no such place, or the result never fits there.
#[must_use]
#[track_caller]
pub const fn assignable(shape: &Shape, key: Key, from: &Shape, at: &str) -> usize {
    let index = field(shape, key, at);
    let place = match (shape.present(), key) {
        (Shape::Object(object), Key::Member(_)) if index < object.fields.len() => {
            object.fields[index].shape
        }
        (Shape::Map(value) | Shape::Array(value), _) => value,
        (Shape::Tuple(elements), _) if index < elements.len() => elements[index],
        _ => &Shape::Unknown,
    };
    let name = match key {
        Key::Member(name) => name,
        Key::Index(_) => "[]",
    };
    Fit::Result { at, field: name }.check(from, place);
    index
}

/// The index by which [`Elements`](crate::typed::Elements) are found.
///
/// # Panics
/// For anything but an array.
#[must_use]
#[track_caller]
pub const fn elements(shape: &Shape, at: &str) -> usize {
    match shape.present() {
        Shape::Unknown | Shape::Array(_) | Shape::Tuple(_) => BY_KEY,
        other => Text::at(at).and_kind(other).and(" is no array").raise(),
    }
}

/// Where an object has a key.
enum Found {
    /// A field of the struct itself.
    Own(usize),
    /// Somewhere inside, or who knows.
    ByKey,
    Nowhere,
}

const fn find(object: &Object, name: &str) -> Found {
    let mut i = 0;
    while i < object.fields.len() {
        let field = &object.fields[i];
        if !matches!(field.written, Written::Never) && same(field.name, name) {
            return Found::Own(i);
        }
        i += 1;
    }
    let mut i = 0;
    while i < object.flattened.len() {
        let is_there = match object.flattened[i].as_object() {
            Some(inner) => !matches!(find(inner, name), Found::Nowhere),
            None => true,
        };
        if is_there {
            return Found::ByKey;
        }
        i += 1;
    }
    if object.open {
        Found::ByKey
    } else {
        Found::Nowhere
    }
}

const fn has_no_field(object: &Object, name: &str, at: &str) -> Text {
    let text = Text::at(at)
        .and_object(object)
        .and(" has no field ")
        .and_code(name);
    let text = if is_empty(object) {
        text.and(": it is empty")
    } else {
        text.and("; it has: ").and_keys(object)
    };
    text.and_nearest(nearest(object, Nearest::to(name)))
}

pub(super) const fn nearest<'a>(object: &Object, mut nearest_so_far: Nearest<'a>) -> Nearest<'a> {
    let mut i = 0;
    while i < object.fields.len() {
        if !matches!(object.fields[i].written, Written::Never) {
            nearest_so_far = nearest_so_far.or(object.fields[i].name);
        }
        i += 1;
    }
    let mut i = 0;
    while i < object.flattened.len() {
        if let Some(inner) = object.flattened[i].as_object() {
            nearest_so_far = nearest(inner, nearest_so_far);
        }
        i += 1;
    }
    nearest_so_far
}

/// Whether an object is written without any key.
pub(super) const fn is_empty(object: &Object) -> bool {
    let mut i = 0;
    while i < object.fields.len() {
        if !matches!(object.fields[i].written, Written::Never) {
            return false;
        }
        i += 1;
    }
    object.flattened.is_empty()
}

/// The position that an index means, counted from the end if it is negative.
const fn position(length: usize, index: i64) -> Option<usize> {
    let distance = index.unsigned_abs() as usize;
    if index < 0 && distance <= length {
        Some(length - distance)
    } else if index >= 0 && distance < length {
        Some(distance)
    } else {
        None
    }
}
