//! From type to type.

use serde_json::{Value, json};

use super::types::*;
use crate::__private::Key;
use crate::names;
use crate::typed::{convert, insert};

fn address() -> Address {
    Address {
        street: "Rue 1".to_owned(),
        zip: None,
        country: None,
    }
}

#[test]
fn a_value_of_the_same_type_is_moved() {
    let text = "moved".to_owned();
    let place = text.as_ptr();
    let moved: String = convert(text).expect("the same type");
    assert_eq!(moved.as_ptr(), place);
    let optional: Option<String> = convert(moved).expect("an optional one");
    assert_eq!(optional.map(|text| text.as_ptr()), Some(place));
}

#[test]
fn a_value_of_another_type_goes_through_serde() {
    assert_eq!(convert(address()), Ok(Newtype(address())));
    assert_eq!(
        convert(address()),
        Ok(json!({ "STREET": "Rue 1", "ZIP": null }))
    );
    assert_eq!(convert(json!({ "STREET": "Rue 1" })), Ok(address()));
    assert_eq!(convert(Some(1)), Ok(1));
    assert_eq!(convert(None::<u8>), Ok(Value::Null));
    assert_eq!(convert(Value::Null), Ok(None::<u8>));
}

#[test]
fn what_a_type_does_not_take_is_a_runtime_error() {
    let error = convert::<_, Address>(json!({ "ZIP": 5 })).expect_err("a street is missing");
    assert_eq!(error.error(), Some(names::RUNTIME));
    assert_eq!(
        error.cause(),
        Some("The data is not what `Address` takes: missing field `STREET`")
    );
    let error = convert::<_, Vec<Option<Address>>>(1).expect_err("no array");
    let cause = "The data is not what `Vec<Option<Address>>` takes: invalid type: integer `1`, expected a sequence";
    assert_eq!(error.cause(), Some(cause));
}

#[test]
fn a_result_can_be_put_where_nothing_is_yet() {
    let path = [Key::Member("ZIP")];
    let with = insert(address(), &path, "$.ZIP", json!(75)).expect("a number");
    assert_eq!(with.zip, Some(75));
    let error = insert(address(), &path, "$.ZIP", json!("x")).expect_err("a text");
    assert_eq!(error.error(), Some(names::RUNTIME));
}
