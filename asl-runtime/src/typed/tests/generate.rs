//! JSON by its shape.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::typed::{Object, Shape, Written};

/// JSON that a type of this shape reads.
pub(super) fn readable(shape: &Shape, depth: usize, random: &mut Rng) -> Value {
    match shape {
        Shape::Unknown => json!({ "x": random.i32(..) }),
        Shape::Null => Value::Null,
        Shape::Boolean => json!(random.bool()),
        Shape::Integer => json!(random.u8(..=100)),
        Shape::Float => json!(f64::from(random.i32(-999..999)) / 8.0),
        Shape::String => json!(random.alphabetic().to_string()),
        Shape::OneOf { read, .. } => json!(random.choice(*read)),
        Shape::Timestamp => json!(format!("2024-02-{:02}T10:00:00.5Z", random.u8(1..29))),
        Shape::Optional(_) if depth == 0 || random.bool() => Value::Null,
        Shape::Optional(inner) => readable(inner, depth - 1, random),
        Shape::Array(inner) => {
            let length = random.usize(0..=depth.min(3));
            (0..length)
                .map(|_| readable(inner, depth - 1, random))
                .collect()
        }
        Shape::Tuple(all) => all
            .iter()
            .map(|shape| readable(shape, depth, random))
            .collect(),
        Shape::Map(inner) => {
            let keys = ["k", "label", "x"].into_iter().take(depth.min(3));
            let member = |key: &str| (key.to_owned(), readable(inner, depth - 1, random));
            Value::Object(keys.map(member).collect())
        }
        Shape::Object(object) => {
            let mut members = Map::new();
            add(object, depth, random, &mut members);
            Value::Object(members)
        }
    }
}

fn add(object: &Object, depth: usize, random: &mut Rng, members: &mut Map<String, Value>) {
    for field in object.fields {
        let Some(name) = random.choice(field.read) else {
            continue;
        };
        if is_required(field) || random.bool() {
            let value = readable(field.shape, depth.saturating_sub(1), random);
            members.insert((*name).to_owned(), value);
        }
    }
    for flattened in object.flattened {
        if let Value::Object(inner) = readable(flattened, depth.saturating_sub(1), random) {
            members.extend(inner);
        }
    }
}

/// Whether reading fails without a field.
pub(super) fn is_required(field: &crate::typed::Field) -> bool {
    field.required && !matches!(field.shape, Shape::Optional(_))
}

/// Whether JSON may be what a type of this shape is written as.
pub(super) fn is_written_as(value: &Value, shape: &Shape) -> bool {
    match (shape, value) {
        (Shape::Unknown, _)
        | (Shape::Null | Shape::Optional(_), Value::Null)
        | (Shape::Boolean, Value::Bool(_))
        | (Shape::String, Value::String(_)) => true,
        (Shape::Integer, Value::Number(number)) => !number.is_f64(),
        (Shape::Float, Value::Number(number)) => number.is_f64(),
        (Shape::OneOf { written, .. }, Value::String(text)) => written.contains(&text.as_str()),
        (Shape::Timestamp, Value::String(text)) => text.parse::<jiff::Timestamp>().is_ok(),
        (Shape::Optional(inner), value) => is_written_as(value, inner),
        (Shape::Array(inner), Value::Array(elements)) => {
            elements.iter().all(|element| is_written_as(element, inner))
        }
        (Shape::Tuple(all), Value::Array(elements)) => {
            let mut pairs = elements.iter().zip(*all);
            elements.len() == all.len()
                && pairs.all(|(element, shape)| is_written_as(element, shape))
        }
        (Shape::Map(inner), Value::Object(members)) => {
            members.values().all(|value| is_written_as(value, inner))
        }
        (Shape::Object(object), Value::Object(members)) => {
            let mut known = Vec::new();
            let is_whole = is_whole(object, members, true, &mut known);
            let is_closed = known.len() < usize::MAX && !has_more(object);
            is_whole && (!is_closed || members.keys().all(|key| known.contains(&key.as_str())))
        }
        _ => false,
    }
}

/// Whether all fields are there that always are; what an optional flattened struct has may be missing.
fn is_whole<'s>(
    object: &'s Object,
    members: &Map<String, Value>,
    is_there: bool,
    known: &mut Vec<&'s str>,
) -> bool {
    let fields = object.fields.iter().all(|field| {
        known.push(field.name);
        match (members.get(field.name), field.written) {
            (Some(_), Written::Never) => false,
            (Some(value), _) => is_written_as(value, field.shape),
            (None, written) => written != Written::Always || !is_there,
        }
    });
    let mut flattened = object.flattened.iter();
    fields
        && flattened.all(|shape| match shape {
            Shape::Object(inner) => is_whole(inner, members, is_there, known),
            Shape::Optional(Shape::Object(inner)) => is_whole(inner, members, false, known),
            _ => true,
        })
}

/// Whether there may be keys that the shape does not name.
fn has_more(object: &Object) -> bool {
    let mut flattened = object.flattened.iter();
    object.open || flattened.any(|shape| shape.as_object().is_none_or(has_more))
}
