//! Tests of what compiled expressions call, by hand-written calls.

mod construct;
mod functions;
mod limits;
mod operators;
mod paths;
mod streams;
mod transform;

use serde_json::Value;

use super::{Evaluation, Item, Result, Unfit};

/// What a result is: JSON, nothing, or the code of an error.
#[derive(Debug, PartialEq)]
enum Outcome {
    Json(Value),
    Nothing,
    Function,
    Fails(&'static str),
}

fn outcome<'a>(ev: &'a Evaluation, result: Result<'a>) -> Outcome {
    match result
        .map_err(Unfit::Failed)
        .and_then(|item| item.to_value(ev))
    {
        Ok(value) => Outcome::Json(value),
        Err(Unfit::Undefined) => Outcome::Nothing,
        Err(Unfit::Function) => Outcome::Function,
        Err(Unfit::Failed(error)) => Outcome::Fails(error.code()),
    }
}

/// Asserts that a result is this JSON, to the text.
#[track_caller]
fn assert_json<'a>(ev: &'a Evaluation, result: Result<'a>, expected: Value) {
    match outcome(ev, result) {
        Outcome::Json(value) => assert_eq!(value.to_string(), expected.to_string()),
        other => panic!("{other:?} is not {expected}"),
    }
}

#[track_caller]
fn assert_nothing<'a>(ev: &'a Evaluation, result: Result<'a>) {
    assert_eq!(outcome(ev, result), Outcome::Nothing);
}

#[track_caller]
fn assert_fails<'a>(ev: &'a Evaluation, result: Result<'a>, code: &'static str) {
    assert_eq!(outcome(ev, result), Outcome::Fails(code));
}

/// An array around an array around an array and so on.
fn nested(ev: &Evaluation, depth: usize) -> Item<'_> {
    let mut item = Item::Array(super::Array::items(&[]));
    for _ in 0..depth {
        item = Item::Array(super::Array::items(ev.keep(&[item])));
    }
    item
}
