//! What the tests of the library share.

use serde_json::Value;

use crate::jsonata::{Evaluation, Item, Native, Result};

/// What a result is as JSON, if it is anything; the code of an error.
pub(super) fn outcome<'a>(
    ev: &'a Evaluation,
    result: Result<'a>,
) -> std::result::Result<Option<Value>, &'static str> {
    match result.map_err(|error| error.code())?.settled() {
        Item::Undefined => Ok(None),
        item => Ok(Some(item.to_value(ev).expect("it is JSON"))),
    }
}

/// Asserts what a function yields. The first of each pair are its arguments.
#[track_caller]
pub(super) fn assert_each(native: &'static Native, cases: &[(Value, Value)]) {
    for (arguments, expected) in cases {
        let ev = &Evaluation::new();
        let result = call(ev, native, arguments);
        assert_eq!(
            outcome(ev, result).as_ref(),
            Ok(&Some(expected.clone())),
            "{native:?} {arguments}"
        );
    }
}

/// Asserts that a function yields nothing of each of these arguments.
#[track_caller]
pub(super) fn assert_nothing(native: &'static Native, cases: &[Value]) {
    for arguments in cases {
        let ev = &Evaluation::new();
        let result = call(ev, native, arguments);
        assert_eq!(outcome(ev, result), Ok(None), "{native:?} {arguments}");
    }
}

/// Asserts that a function fails with a code for each of these arguments.
#[track_caller]
pub(super) fn assert_fails(native: &'static Native, cases: &[(Value, &'static str)]) {
    for (arguments, code) in cases {
        let ev = &Evaluation::new();
        let result = call(ev, native, arguments);
        assert_eq!(outcome(ev, result), Err(*code), "{native:?} {arguments}");
    }
}

/// Calls a function with the elements of an array.
pub(super) fn call<'a>(
    ev: &'a Evaluation,
    native: &'static Native,
    arguments: &'a Value,
) -> Result<'a> {
    let arguments = arguments.as_array().into_iter().flatten().map(Item::from);
    ev.native(
        native,
        ev.keep(&arguments.collect::<Vec<_>>()),
        Item::Undefined,
    )
}
