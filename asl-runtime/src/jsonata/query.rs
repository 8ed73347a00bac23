//! The results of a definition's expressions, as its fields demand them, or `States.QueryEvaluationError`.
//! Reference §6.2, §6.7.
//!
//! `expression` is the text of the expression, `field` the place in its state, such as `Output/total`.

use serde_json::{Map, Value};

use super::{Evaluation, Item, Result, Unfit};
use crate::error::ExecutionError;

type Fitting<T> = std::result::Result<T, ExecutionError>;

/// Any JSON.
///
/// # Errors
/// `States.QueryEvaluationError`, when the evaluation has failed or the result is no JSON.
#[inline]
pub fn value<'a>(
    ev: &'a Evaluation,
    result: Result<'a>,
    expression: &str,
    field: &str,
) -> Fitting<Value> {
    match result {
        Ok(Item::Int(number)) => Ok(number.into()),
        Ok(Item::Bool(value)) => Ok(value.into()),
        result => any_value(ev, result, expression, field),
    }
}

fn any_value<'a>(
    ev: &'a Evaluation,
    result: Result<'a>,
    expression: &str,
    field: &str,
) -> Fitting<Value> {
    result
        .map_err(Unfit::Failed)
        .and_then(|item| item.to_value(ev))
        .map_err(|unfit| failure(&unfit, expression, field))
}

/// A boolean.
///
/// # Errors
/// As [`value`], and when the result is anything else.
#[inline]
pub fn boolean<'a>(
    ev: &'a Evaluation,
    result: Result<'a>,
    expression: &str,
    field: &str,
) -> Fitting<bool> {
    match result {
        Ok(Item::Bool(value)) => Ok(value),
        result => Err(no_boolean(ev, result, expression, field)),
    }
}

#[cold]
fn no_boolean<'a>(
    ev: &'a Evaluation,
    result: Result<'a>,
    expression: &str,
    field: &str,
) -> ExecutionError {
    match value(ev, result, expression, field) {
        Ok(other) => mismatch("boolean", &other, expression, field),
        Err(error) => error,
    }
}

/// A whole number.
///
/// # Errors
/// As [`value`], and when the result is anything else.
pub fn integer<'a>(
    ev: &'a Evaluation,
    result: Result<'a>,
    expression: &str,
    field: &str,
) -> Fitting<i64> {
    let value = value(ev, result, expression, field)?;
    match value
        .as_i64()
        .map(Item::Int)
        .or_else(|| value.as_f64().map(Item::from_f64))
    {
        Some(Item::Int(number)) => Ok(number),
        Some(_) => Err(mismatch("integer", &value, expression, field)),
        None => Err(mismatch("number", &value, expression, field)),
    }
}

/// A number.
///
/// # Errors
/// As [`value`], and when the result is anything else.
pub fn number<'a>(
    ev: &'a Evaluation,
    result: Result<'a>,
    expression: &str,
    field: &str,
) -> Fitting<f64> {
    let value = value(ev, result, expression, field)?;
    let mismatch = || mismatch("number", &value, expression, field);
    value.as_f64().ok_or_else(mismatch)
}

/// A string.
///
/// # Errors
/// As [`value`], and when the result is anything else.
pub fn string<'a>(
    ev: &'a Evaluation,
    result: Result<'a>,
    expression: &str,
    field: &str,
) -> Fitting<String> {
    match value(ev, result, expression, field)? {
        Value::String(text) => Ok(text),
        other => Err(mismatch("string", &other, expression, field)),
    }
}

/// The elements of an array.
///
/// # Errors
/// As [`value`], and when the result is anything else.
pub fn array<'a>(
    ev: &'a Evaluation,
    result: Result<'a>,
    expression: &str,
    field: &str,
) -> Fitting<Vec<Value>> {
    match value(ev, result, expression, field)? {
        Value::Array(elements) => Ok(elements),
        other => Err(mismatch("array", &other, expression, field)),
    }
}

/// The members of an object.
///
/// # Errors
/// As [`value`], and when the result is anything else.
pub fn object<'a>(
    ev: &'a Evaluation,
    result: Result<'a>,
    expression: &str,
    field: &str,
) -> Fitting<Map<String, Value>> {
    match value(ev, result, expression, field)? {
        Value::Object(members) => Ok(members),
        other => Err(mismatch("object", &other, expression, field)),
    }
}

/// What is no array where one is wanted.
#[cold]
pub(crate) fn no_array(value: &Value, expression: &str, field: &str) -> ExecutionError {
    mismatch("array", value, expression, field)
}

#[cold]
fn failure(unfit: &Unfit, expression: &str, field: &str) -> ExecutionError {
    let what = match unfit {
        Unfit::Undefined => "returned nothing (undefined).".to_owned(),
        Unfit::Function => "returned an unsupported result type.".to_owned(),
        Unfit::Failed(error) => format!("threw an error during evaluation. {error}"),
    };
    error(expression, field, &what)
}

#[cold]
fn mismatch(expected: &str, value: &Value, expression: &str, field: &str) -> ExecutionError {
    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let what = format!(
        "returned an unexpected result type. Expected '{expected}', but was '{found}' for value: {value}"
    );
    error(expression, field, &what)
}

fn error(expression: &str, field: &str, what: &str) -> ExecutionError {
    let cause =
        format!("The JSONata expression '{expression}' specified for the field '{field}' {what}");
    ExecutionError::query_evaluation(cause, Some(field))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::jsonata::Error;

    fn cause<T: std::fmt::Debug>(fitting: Fitting<T>) -> String {
        let error = fitting.expect_err("it does not fit");
        assert_eq!(error.error(), Some("States.QueryEvaluationError"));
        error.cause().unwrap_or_default().to_owned()
    }

    #[test]
    fn causes_are_those_of_aws() {
        let ev = &Evaluation::new();
        assert_eq!(
            cause(value(
                ev,
                Ok(Item::Undefined),
                "$doesNotExist",
                "Output/result"
            )),
            "The JSONata expression '$doesNotExist' specified for the field 'Output/result' returned nothing (undefined)."
        );
        let error = Error::new("T1006", "Attempted to invoke a non-function");
        assert_eq!(
            cause(value(ev, Err(error), "$f()", "Arguments")),
            "The JSONata expression '$f()' specified for the field 'Arguments' threw an error during evaluation. T1006: Attempted to invoke a non-function"
        );
        let function = ev.lambda(None, Item::Undefined, |[argument]| Ok(argument));
        assert_eq!(
            cause(array(ev, Ok(function), "$fn", "Items")),
            "The JSONata expression '$fn' specified for the field 'Items' returned an unsupported result type."
        );
        let foo = json!({"foo": "bar"});
        assert_eq!(
            cause(array(ev, Ok(Item::from(&foo)), "{'foo': 'bar'}", "Items")),
            "The JSONata expression '{'foo': 'bar'}' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'object' for value: {\"foo\":\"bar\"}"
        );
    }

    #[test]
    fn a_whole_number_may_be_written_as_a_float() {
        let ev = &Evaluation::new();
        assert_eq!(integer(ev, Ok(Item::Float(3.0)), "3.0", "Seconds"), Ok(3));
        assert_eq!(integer(ev, Ok(Item::Int(i64::MAX)), "", ""), Ok(i64::MAX));
        let message = cause(integer(ev, Ok(Item::Float(1.5)), "1.5", "Seconds"));
        assert!(message.ends_with("Expected 'integer', but was 'number' for value: 1.5"));
    }
}
