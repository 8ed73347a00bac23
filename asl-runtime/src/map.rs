//! What a Map goes over. Reference §12.

use std::vec::IntoIter;

use serde_json::{Value, json};

use crate::error::ExecutionError;

/// The items of a Map in JSONata that has no `Items`: the elements of its input. Reference §12.3.
///
/// # Errors
/// `States.QueryEvaluationError` for anything but an array.
pub fn input_items(input: Value) -> Result<IntoIter<Value>, ExecutionError> {
    match input {
        Value::Array(values) => Ok(values.into_iter()),
        other => Err(no_input_array(&other)),
    }
}

/// The input of a Map that is no array.
#[cold]
pub(crate) fn no_input_array(input: &Value) -> ExecutionError {
    let cause = format!("Map state input must be an array but was: {input}");
    ExecutionError::query_evaluation(cause, None)
}

/// One item of a Map: `$$.Map.Item`. Reference §12.4.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// `$$.Map.Item.Index`, counted from 0.
    pub index: usize,
    /// `$$.Map.Item.Value`.
    pub value: Value,
}

/// An item of a Map of either kind, as the context object shows it.
pub trait MapItem {
    /// `$$.Map.Item`.
    fn to_json(&self) -> Value;
}

impl MapItem for Item {
    fn to_json(&self) -> Value {
        json!({ "Index": self.index, "Value": self.value })
    }
}

/// The items of a Map: an array's elements. Reference §12.3.
///
/// # Errors
/// `States.Runtime` for anything else: AWS goes over the members of an object in distributed mode only. `path` is the
/// `ItemsPath`.
pub fn items(from: Value, path: &str) -> Result<IntoIter<Value>, ExecutionError> {
    match from {
        Value::Array(values) => Ok(values.into_iter()),
        other => Err(no_array(&other, path)),
    }
}

/// What an `ItemsPath` leads to that is no array.
#[cold]
pub(crate) fn no_array(_: &Value, path: &str) -> ExecutionError {
    ExecutionError::runtime(format!("Reference path \"{path}\" must point to array."))
}
