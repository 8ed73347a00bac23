//! For each type: what its shape says is what serde writes and reads, and what a path finds is what it finds in the JSON.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};

use fastrand::Rng;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::generate::{is_required, is_written_as, readable};
use super::types::*;
use crate::__private::Key;
use crate::Data;
use crate::data::choice;
use crate::data::choice::Ordering;
use crate::typed::{
    At, BY_KEY, Elements, Full, Scalar, Shape, Shaped, check, get, get_mut, shape, take,
};

/// Values of a type, read from JSON of its shape.
fn values<T: Data + Shaped<Full> + DeserializeOwned>() -> Vec<T> {
    let mut random = Rng::with_seed(6);
    let shape = shape::<T>();
    (0..200)
        .map(|_| {
            let json = readable(shape, 5, &mut random);
            serde_json::from_value(json.clone())
                .unwrap_or_else(|error| panic!("{json} by {shape:?}: {error}"))
        })
        .collect()
}

fn json_of(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("JSON")
}

/// Holds the shape of a type, and what a comparison sees of it, against serde.
fn shape_agrees<T: Data + Shaped<Full> + DeserializeOwned>() -> Vec<T> {
    let shape = shape::<T>();
    let values = values::<T>();
    for value in &values {
        let json = json_of(value);
        assert!(is_written_as(&json, shape), "{json} by {shape:?}");
        assert_eq!(*value.as_json(), json);
        scalar_agrees(value, &json);
    }
    reading_agrees::<T>(shape);
    values
}

fn scalar_agrees(value: &impl Data, json: &Value) {
    for text in ["a", "New", "card", "2024-02-05T10:00:00.5Z"] {
        for ordering in [Ordering::Equals, Ordering::LessThan] {
            assert_eq!(
                choice::string(value, ordering, text),
                choice::string(json, ordering, text)
            );
            assert_eq!(
                choice::timestamp(value, ordering, text),
                choice::timestamp(json, ordering, text)
            );
            assert_eq!(
                choice::numeric(value, ordering, 50_i64),
                choice::numeric(json, ordering, 50_i64)
            );
        }
    }
    assert!(
        choice::string_values(value, Ordering::Equals, json) == json.is_string(),
        "{json}"
    );
    assert!(
        choice::numeric_values(value, Ordering::Equals, json) == json.is_number(),
        "{json}"
    );
    assert_eq!(choice::boolean(value, true), choice::boolean(json, true));
    assert_eq!(choice::is_null(Some(value)), json.is_null());
    assert_eq!(choice::is_string(Some(value)), json.is_string());
    assert_eq!(choice::is_numeric(Some(value)), json.is_number());
    assert_eq!(
        choice::is_timestamp(Some(value)),
        choice::is_timestamp(Some(json))
    );
    assert_eq!(
        matches!(value.scalar(), Scalar::Other),
        json.is_array() || json.is_object()
    );
}

/// A required field must be there, and a strict type takes no others.
fn reading_agrees<T: Data + DeserializeOwned>(shape: &Shape) {
    let Shape::Object(object) = shape else { return };
    let json = readable(shape, 5, &mut Rng::with_seed(1));
    let reads = |json: &Value| serde_json::from_value::<T>(json.clone()).is_ok();
    for field in object.fields {
        let mut without = json.clone();
        let members = without.as_object_mut().expect("an object");
        members.retain(|key, _| !field.read.contains(&key.as_str()));
        assert_eq!(
            reads(&without),
            !is_required(field),
            "{} of {json}",
            field.name
        );
    }
    let mut with = json.clone();
    with["a key that nobody knows"] = json!(1);
    assert_eq!(reads(&with), !object.strict, "{json}");
}

/// Holds what a step leads to against the JSON.
macro_rules! step_agrees {
    ($type:ty: $($key:literal),* $(,)?) => {
        for value in shape_agrees::<$type>() {
            #[allow(unused_variables, reason = "there may be no keys")]
            let json = json_of(&value);
            $({
                const KEY: Key = Key::Member($key);
                const INDEX: usize = check::field(shape::<$type>(), KEY, "");
                let expected = json.get($key);
                let found = get::<INDEX, $type>(&value, KEY);
                assert_eq!(found.map(|found| json_of(&*found)).as_ref(), expected, "{} of {json}", $key);
                let mut copy = value.clone();
                if let (Some(place), Some(expected)) = (get_mut::<INDEX, $type>(&mut copy, KEY), expected) {
                    assert_eq!(json_of(place), *expected, "{} of {json}", $key);
                }
                let taken = take::<INDEX, $type>(value.clone(), KEY);
                assert_eq!(taken.map(|taken| json_of(&taken)).as_ref(), expected, "{} of {json}", $key);
            })*
        }
    };
}

#[test]
fn a_field_is_what_it_is_in_the_json() {
    step_agrees!(Order: "orderId", "total", "items", "customer", "notes", "created-at", "status", "type");
    step_agrees!(Item: "UNIT-PRICE", "QUANTITY", "ITEM-NAME", "COMPUTED");
    step_agrees!(Country: "code");
    step_agrees!(Empty:);
    step_agrees!(Tree: "label", "children", "twig");
    step_agrees!(Twig: "trees");
    step_agrees!(Page<'static, Status, 2>: "elements", "title", "next");
}

#[test]
fn a_flattened_field_is_found_where_it_is_written() {
    step_agrees!(Customer: "name", "STREET", "ZIP", "code", "k", "label", "nowhere");
    step_agrees!(Address: "STREET", "ZIP", "code");
    step_agrees!(Newtype: "STREET", "ZIP", "code");
    step_agrees!(Option<Newtype>: "STREET", "ZIP", "code");
    step_agrees!(Box<Customer>: "name", "STREET", "nowhere");
}

#[test]
fn the_tag_of_an_enum_is_found_and_what_is_behind_it() {
    let payments = [
        json!({ "kind": "cash" }),
        json!({ "kind": "credit_card", "number": "42" }),
        json!({ "kind": "invoice", "code": [4, 9] }),
    ];
    for json in payments {
        let payment: Payment = serde_json::from_value(json.clone()).expect("a payment");
        assert_eq!(
            find::<{ member::<Payment>("kind") }, _>(&payment, "kind").as_ref(),
            json.get("kind")
        );
        assert_eq!(
            find::<{ member::<Payment>("number") }, _>(&payment, "number").as_ref(),
            json.get("number")
        );
        assert_eq!(
            find::<{ member::<Payment>("code") }, _>(&payment, "code").as_ref(),
            json.get("code")
        );
        assert!(is_written_as(&json, shape::<Payment>()), "{json}");
    }
    for json in [
        json!({ "t": "Started" }),
        json!({ "t": "Moved", "c": { "x": 1 } }),
        json!({ "t": "Named", "c": "n" }),
    ] {
        let event: Event = serde_json::from_value(json.clone()).expect("an event");
        assert_eq!(
            find::<{ member::<Event>("t") }, _>(&event, "t").as_ref(),
            json.get("t")
        );
        assert_eq!(
            find::<{ member::<Event>("c") }, _>(&event, "c").as_ref(),
            json.get("c")
        );
        assert!(is_written_as(&json, shape::<Event>()), "{json}");
    }
    step_agrees!(Named: "x", "type");
}

#[test]
fn what_has_no_known_shape_is_found_in_the_json() {
    let table = [
        (External::Some { x: 1 }, "Some"),
        (External::Nothing, "Some"),
    ];
    for (value, key) in table {
        assert_eq!(
            find::<{ member::<External>("Some") }, _>(&value, "Some").as_ref(),
            json_of(&value).get(key)
        );
    }
    let object = Untagged::Object { x: 5 };
    assert_eq!(
        find::<{ member::<Untagged>("x") }, _>(&object, "x"),
        Some(json!(5))
    );
    scalar_agrees(&Untagged::Number(3), &json!(3));
    scalar_agrees(&Converted(3), &json!("3"));
    scalar_agrees(&External::Nothing, &json!("Nothing"));
    assert_eq!(shape::<Untagged>(), &Shape::Unknown);
    assert_eq!(shape::<Converted>(), &Shape::Unknown);
}

#[test]
fn a_field_with_a_form_of_its_own_is_found_in_that_form() {
    for maybe in [0, 4] {
        let json = json!({ "at": 5, "double": 3, "lenient": 2, "foreign": { "value": 1 }, "maybe": maybe });
        let coded: Coded = serde_json::from_value(json).expect("a value");
        let json = json_of(&coded);
        assert_eq!(json["double"], 6);
        assert_eq!(
            find::<{ member::<Coded>("at") }, _>(&coded, "at").as_ref(),
            json.get("at")
        );
        assert_eq!(
            find::<{ member::<Coded>("double") }, _>(&coded, "double").as_ref(),
            json.get("double")
        );
        assert_eq!(
            find::<{ member::<Coded>("lenient") }, _>(&coded, "lenient").as_ref(),
            json.get("lenient")
        );
        assert_eq!(
            find::<{ member::<Coded>("foreign") }, _>(&coded, "foreign").as_ref(),
            json.get("foreign")
        );
        assert_eq!(
            find::<{ member::<Coded>("maybe") }, _>(&coded, "maybe").as_ref(),
            json.get("maybe")
        );
        assert!(is_written_as(&json, shape::<Coded>()), "{json}");
    }
}

#[test]
fn elements_are_those_of_the_json() {
    elements_agree(&[1, 2, 3].to_vec());
    elements_agree(&["a", "b"]);
    elements_agree(&Some(vec![Status::New]));
    elements_agree(&Transparent {
        inner: vec![1.5],
        marker: std::marker::PhantomData,
    });
    elements_agree(&Pair("a".to_owned(), None));
    elements_agree(&("a".to_owned(), 5, None::<bool>));
    elements_agree(&Untagged::List(vec![4, 5]));
    elements_agree(&Untagged::Number(4));
    elements_agree(&BTreeSet::from([3, 1]));
    elements_agree(&HashSet::from([3]));
    elements_agree(&VecDeque::from([3, 1]));
    elements_agree(&json!([1, "a"]));
    elements_agree(&json!({}));
    elements_agree(&None::<Vec<u8>>);
}

#[test]
fn an_index_finds_the_element_of_the_json() {
    const INDICES: [i64; 6] = [0, 1, 2, -1, -3, i64::MIN];
    let values = vec![10, 20, 30];
    for index in INDICES {
        let key = Key::Index(index);
        let expected = key.of(&json!(values)).cloned();
        assert_eq!(
            get::<0, Vec<i32>>(&values, key).map(|found| json_of(&*found)),
            expected,
            "{index}"
        );
        assert_eq!(
            get_mut::<0, Vec<i32>>(&mut values.clone(), key).map(|found| json_of(found)),
            expected
        );
        assert_eq!(
            take::<0, [i32; 3]>([10, 20, 30], key).map(|found| json_of(&found)),
            expected
        );
    }
    let pair = Pair("a".to_owned(), None);
    const LAST: usize = check::field(shape::<Pair>(), Key::Index(-1), "");
    const FIRST: usize = check::field(shape::<Pair>(), Key::Index(0), "");
    assert_eq!(
        get::<FIRST, Pair>(&pair, Key::Index(0)).as_deref(),
        Some(&"a".to_owned())
    );
    assert_eq!(
        get::<LAST, Pair>(&pair, Key::Index(-1)).as_deref(),
        Some(&None)
    );
}

#[test]
fn shapes_of_other_types_are_those_of_serde() {
    shape_agrees::<(bool, u64, i8, f64)>();
    shape_agrees::<BTreeMap<String, Option<[u8; 2]>>>();
    shape_agrees::<BTreeSet<u8>>();
    shape_agrees::<Option<Status>>();
    shape_agrees::<Transparent<Order>>();
    shape_agrees::<Pair>();
    shape_agrees::<Unit>();
    shape_agrees::<()>();
    shape_agrees::<std::borrow::Cow<'static, str>>();
    shape_agrees::<Value>();
    scalar_agrees(&f64::NAN, &json!(null));
    scalar_agrees(&f32::MAX, &json_of(&f32::MAX));
    scalar_agrees(&u64::MAX, &json!(u64::MAX));
    scalar_agrees(&i64::MIN, &json!(i64::MIN));
    scalar_agrees(&'x', &json!("x"));
}

#[test]
fn a_type_that_contains_itself_has_a_shape_with_an_end() {
    let mut shape = shape::<Tree>();
    let mut depth = 0;
    while let Shape::Object(object) = shape {
        let Shape::Array(inner) = object.fields[1].shape else {
            break;
        };
        (shape, depth) = (inner, depth + 1);
    }
    assert_eq!(depth, 7);
}

const fn member<T: Shaped<Full>>(name: &'static str) -> usize {
    check::field(shape::<T>(), Key::Member(name), "")
}

fn find<const INDEX: usize, T: At<INDEX> + Data>(value: &T, name: &'static str) -> Option<Value> {
    let found = get::<INDEX, T>(value, Key::Member(name)).map(|found| json_of(&*found));
    let taken = take::<INDEX, T>(value.clone(), Key::Member(name)).map(|taken| json_of(&taken));
    assert_eq!(found, taken);
    found
}

fn elements_agree<T: Elements<{ BY_KEY }> + Data>(value: &T) {
    let json = json_of(value);
    let found = value
        .elements()
        .map(|elements| elements.iter().map(json_of).collect());
    assert_eq!(found, json.as_array().cloned());
    let moved = value
        .clone()
        .into_elements()
        .map(|elements| elements.iter().map(json_of).collect());
    assert_eq!(moved, json.as_array().cloned());
}
