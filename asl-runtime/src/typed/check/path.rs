//! Paths that are evaluated over JSON, into types that are known all the same.

use super::field::field;
use crate::data::path::Step as Key;
use crate::typed::Shape;

/// Holds the definite steps that a path begins with against a type.
///
/// # Panics
/// When one of them leads nowhere.
#[track_caller]
pub const fn path(shape: &Shape, keys: &[Key], at: &str) {
    let mut shape = shape;
    let mut i = 0;
    while i < keys.len() {
        let index = field(shape, keys[i], at);
        match inside(shape.present(), index) {
            Some(inner) => shape = inner,
            None => return,
        }
        i += 1;
    }
}

/// Holds the names of a path of JSONata against a type. There an array stands for its elements.
///
/// # Panics
/// When one of them leads nowhere.
#[track_caller]
pub const fn members(shape: &Shape, names: &[&'static str], at: &str) {
    let mut shape = elements(shape);
    let mut i = 0;
    while i < names.len() {
        let index = match shape {
            Shape::Tuple(_) => return,
            _ => field(shape, Key::Member(names[i]), at),
        };
        match inside(shape, index) {
            Some(inner) => shape = elements(inner),
            None => return,
        }
        i += 1;
    }
}

/// What an array's elements are, and theirs in turn.
const fn elements(shape: &Shape) -> &Shape {
    let mut shape = shape.present();
    while let Shape::Array(inner) = shape {
        shape = inner.present();
    }
    shape
}

/// What the field with this index is, where that is known.
const fn inside(shape: &Shape, index: usize) -> Option<&Shape> {
    match shape {
        Shape::Object(object) if index < object.fields.len() => Some(object.fields[index].shape),
        Shape::Tuple(elements) if index < elements.len() => Some(elements[index]),
        Shape::Map(inner) | Shape::Array(inner) => Some(inner),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::{Field, Object};

    const ITEM: &Shape = &Shape::Object(&Object::new(
        Some("Item"),
        &[Field::new("price", &Shape::Integer)],
    ));
    const ORDER: &Shape = &Shape::Object(&Object::new(
        Some("Order"),
        &[Field::new("items", &Shape::Optional(&Shape::Array(ITEM)))],
    ));

    #[test]
    fn an_array_stands_for_its_elements_in_jsonata_only() {
        members(ORDER, &["items", "price"], "here");
        path(
            ORDER,
            &[Key::Member("items"), Key::Index(0), Key::Member("price")],
            "here",
        );
    }

    #[test]
    #[should_panic = "here: `Item` has no field `prize`"]
    fn a_name_that_is_not_there_is_found_behind_an_array() {
        members(ORDER, &["items", "prize"], "here");
    }

    #[test]
    #[should_panic = "has no field `price`"]
    fn a_member_of_an_array_is_nothing_in_a_json_path() {
        path(ORDER, &[Key::Member("items"), Key::Member("price")], "here");
    }
}
