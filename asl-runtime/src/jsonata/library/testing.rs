//! What the tests of the library share.

use serde_json::{Value, json};

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
        let result = apply(ev, native, arguments);
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
        let result = apply(ev, native, arguments);
        assert_eq!(outcome(ev, result), Ok(None), "{native:?} {arguments}");
    }
}

/// Asserts that a function fails with a code for each of these arguments.
#[track_caller]
pub(super) fn assert_fails(native: &'static Native, cases: &[(Value, &'static str)]) {
    for (arguments, code) in cases {
        let ev = &Evaluation::new();
        let result = apply(ev, native, arguments);
        assert_eq!(outcome(ev, result), Err(*code), "{native:?} {arguments}");
    }
}

/// Calls a function with the elements of an array.
pub(super) fn apply<'a>(
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

/// What a function makes of an array of arguments, with null for undefined; or the code of its error.
pub(super) fn call(
    native: &'static Native,
    arguments: Value,
) -> std::result::Result<Value, &'static str> {
    let ev = Evaluation::new();
    let arguments = arguments.as_array().expect("an array of arguments");
    let arguments: Vec<_> = arguments.iter().map(Item::from).collect();
    match ev.native(native, &arguments, Item::Undefined) {
        Ok(Item::Undefined) => Ok(json!(null)),
        Ok(item) => {
            let text = item.json(&ev, false).expect("it has a text");
            Ok(serde_json::from_str(text).expect("it is JSON"))
        }
        Err(error) => Err(error.code()),
    }
}

/// Asserts what a function makes of one set of arguments after the other.
#[track_caller]
pub(super) fn assert_calls(native: &'static Native, calls: &[(Value, Value)]) {
    for (arguments, expected) in calls {
        let found = call(native, arguments.clone());
        assert_eq!(
            found.as_ref(),
            Ok(expected),
            "${}({arguments})",
            native.name
        );
    }
}

/// Asserts that a function needs its first argument to return anything.
#[track_caller]
pub(super) fn assert_nothing_of_nothing(natives: &[&'static Native]) {
    let ev = Evaluation::new();
    for native in natives {
        let arguments = [Item::Undefined, Item::Undefined];
        let arguments = &arguments[..native.arity.min(2)];
        let found = ev.native(native, arguments, Item::Undefined);
        assert!(
            matches!(found, Ok(Item::Undefined)),
            "{native:?}: {found:?}"
        );
    }
}
