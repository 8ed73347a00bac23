//! For each two types: what serde can read is never refused.

use std::collections::BTreeMap;
use std::panic::catch_unwind;

use fastrand::Rng;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::generate::readable;
use super::types::*;
use crate::Data;
use crate::typed::{Full, Shape, Shaped, check, shape};

struct Type {
    name: &'static str,
    shape: &'static Shape,
    /// JSON of some values.
    written: Vec<Value>,
    reads: fn(Value) -> bool,
}

impl Type {
    fn of<T: Data + Shaped<Full> + DeserializeOwned>() -> Self {
        let mut random = Rng::with_seed(9);
        let value = |_| serde_json::from_value(readable(shape::<T>(), 5, &mut random)).ok();
        let values: Vec<T> = (0..60).filter_map(value).collect();
        Type {
            name: std::any::type_name::<T>(),
            shape: shape::<T>(),
            written: values
                .iter()
                .filter_map(|value| serde_json::to_value(value).ok())
                .collect(),
            reads: |json| serde_json::from_value::<T>(json).is_ok(),
        }
    }

    fn of_values<T: Data + Shaped<Full> + DeserializeOwned>(values: &[T]) -> Self {
        Type {
            written: values
                .iter()
                .filter_map(|value| serde_json::to_value(value).ok())
                .collect(),
            ..Type::of::<T>()
        }
    }
}

fn types() -> Vec<Type> {
    let address = Address {
        street: "a".to_owned(),
        zip: Some(1),
        country: Some(Country { code: (1, 2) }),
    };
    let coded = Coded {
        at: Timestamp::UNIX_EPOCH,
        double: 2,
        lenient: 1,
        foreign: Foreign { value: 1 },
        maybe: 1,
    };
    vec![
        Type::of::<Order>(),
        Type::of::<Item>(),
        Type::of::<Customer>(),
        Type::of::<Address>(),
        Type::of::<Country>(),
        Type::of::<Status>(),
        Type::of::<Named>(),
        Type::of::<Newtype>(),
        Type::of::<Pair>(),
        Type::of::<Empty>(),
        Type::of::<Tree>(),
        Type::of::<Twig>(),
        Type::of::<Transparent<Item>>(),
        Type::of::<Page<'static, Status, 1>>(),
        Type::of_values(&[
            Payment::Cash,
            Payment::CreditCard {
                number: "1".to_owned(),
            },
            Payment::Invoice(Country { code: (1, 2) }),
        ]),
        Type::of_values(&[
            Event::Started,
            Event::Moved { x: 1 },
            Event::Named("a".to_owned()),
        ]),
        Type::of_values(&[External::Nothing, External::Some { x: 1 }]),
        Type::of_values(&[
            Untagged::Number(1),
            Untagged::List(vec![1, 2]),
            Untagged::Object { x: 1 },
        ]),
        Type::of_values(&[Converted(5)]),
        Type::of_values(&[coded]),
        Type::of_values(&[Some(address.clone())]),
        Type::of_values(&[(address, 5_u8)]),
        Type::of::<BTreeMap<String, u8>>(),
        Type::of::<BTreeMap<String, Tree>>(),
        Type::of::<String>(),
        Type::of::<Timestamp>(),
        Type::of::<char>(),
        Type::of::<f64>(),
        Type::of::<u8>(),
        Type::of::<i64>(),
        Type::of::<bool>(),
        Type::of::<Option<i64>>(),
        Type::of::<Vec<i64>>(),
        Type::of::<Vec<Option<f32>>>(),
        Type::of::<[u8; 2]>(),
        Type::of::<(u8, u8)>(),
        Type::of::<(u8, String)>(),
        Type::of::<Value>(),
    ]
}

/// Whether every part of it says something of its type: nothing and an empty array fit everywhere.
fn is_telling(json: &Value) -> bool {
    match json {
        Value::Null => false,
        Value::Array(elements) => !elements.is_empty() && elements.iter().all(is_telling),
        Value::Object(members) => members.values().all(is_telling),
        _ => true,
    }
}

#[test]
fn what_can_be_read_is_never_refused() {
    let types = types();
    let mut refused = 0;
    for from in &types {
        for to in &types {
            // serde reads structs from arrays too; nobody means it.
            let is_array_as_struct =
                matches!(from.shape.present(), Shape::Array(_) | Shape::Tuple(_))
                    && to.shape.as_object().is_some();
            let mut telling = from.written.iter().filter(|json| is_telling(json));
            let reads = telling.find(|json| (to.reads)((*json).clone()));
            let check = catch_unwind(|| check::fits(from.shape, to.shape, "at"));
            refused += usize::from(check.is_err());
            if let (Some(json), Err(message), false) = (reads, check, is_array_as_struct) {
                let message = message
                    .downcast_ref::<String>()
                    .cloned()
                    .unwrap_or_default();
                panic!(
                    "{} to {}: {message}, but {json} is read",
                    from.name, to.name
                );
            }
        }
    }
    assert!(
        refused > types.len() * types.len() / 2,
        "only {refused} of {} are refused",
        types.len().pow(2)
    );
}

#[test]
fn every_type_fits_itself() {
    for of in types() {
        check::fits(of.shape, of.shape, "at");
    }
}
