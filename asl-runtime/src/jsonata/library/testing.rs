//! For tests: calling functions with JSON.

use serde_json::{Value, json};

use crate::jsonata::{Evaluation, Item, Native};

/// What a function makes of an array of arguments, with null for undefined; or the code of its error.
pub(super) fn call(native: &'static Native, arguments: Value) -> Result<Value, &'static str> {
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
