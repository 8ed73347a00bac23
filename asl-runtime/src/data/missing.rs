//! What is said when a path finds nothing. AWS passes on the words of its JSONPath library. Reference §2.6.

use std::fmt::Write as _;

use serde_json::Value;

use super::java_text::JavaText;
use super::path::Step;
use crate::error::ExecutionError;

/// For `InputPath`, `OutputPath`, `TimeoutSecondsPath` and the like.
pub(crate) fn selection(data: &Value, steps: &[Step], text: &str) -> ExecutionError {
    ExecutionError::runtime(format!(
        "Invalid path '{text}' : {}",
        Reason::of(data, steps)
    ))
}

/// For the `.$` keys of payload templates, `ErrorPath` and `CausePath`.
pub(crate) fn template_value(data: &Value, text: &str, field: &str) -> ExecutionError {
    ExecutionError::runtime(format!(
        "The JSONPath '{text}' specified for the field '{field}' could not be found in the input '{data}'"
    ))
}

/// For `Variable` and the `…Path` operators of a Choice.
pub(crate) fn choice_operand(text: &str) -> ExecutionError {
    ExecutionError::runtime(format!(
        "Invalid path '{text}': The choice state's condition path references an invalid value."
    ))
}

/// For the arguments of an intrinsic function.
pub(crate) fn argument(data: &Value, steps: &[Step], text: &str) -> ExecutionError {
    let cause = match Reason::of(data, steps) {
        reason @ Reason::NotAnArray(..) => reason.to_string(),
        _ => format!(
            "The JsonPath argument for the field '{text}' could not be found in the input '{data}'"
        ),
    };
    ExecutionError::runtime(cause)
}

/// Why a definite path finds nothing.
enum Reason<'a> {
    /// The last member of the path, or an element anywhere in it, does not exist.
    NoResults(&'a [Step]),
    /// A member on the way does not exist; the path up to it.
    MissingProperty(&'a [Step]),
    /// A member is asked of something that is no object; the member and the path before it.
    NotAnObject(&'a str, &'a [Step]),
    /// An element is asked of something that is no array.
    NotAnArray(i64, &'a Value),
}

impl<'a> Reason<'a> {
    fn of(data: &'a Value, steps: &'a [Step]) -> Self {
        let mut value = data;
        for (position, step) in steps.iter().enumerate() {
            if let Some(found) = step.of(value) {
                value = found;
                continue;
            }
            return match (value, *step) {
                (Value::Object(_), Step::Member(_)) if position + 1 < steps.len() => {
                    Reason::MissingProperty(&steps[..=position])
                }
                (Value::Object(_), Step::Member(_)) | (Value::Array(_), Step::Index(_)) => {
                    Reason::NoResults(steps)
                }
                (_, Step::Member(name)) => Reason::NotAnObject(name, &steps[..position]),
                (_, Step::Index(index)) => Reason::NotAnArray(index, value),
            };
        }
        Reason::NoResults(steps)
    }
}

impl std::fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Reason::NoResults(path) => write!(f, "No results for path: {}", normalized(path)),
            Reason::MissingProperty(path) => {
                write!(f, "Missing property in path {}", normalized(path))
            }
            Reason::NotAnObject(name, path) => {
                write!(
                    f,
                    "Expected to find an object with property ['{name}'] in path {}",
                    normalized(path)
                )
            }
            Reason::NotAnArray(index, value) => write!(
                f,
                "Filter: [{index}] can only be applied to arrays. Current context is: {}",
                JavaText(value)
            ),
        }
    }
}

/// A path in brackets throughout: `$['a'][0]`.
fn normalized(steps: &[Step]) -> String {
    steps.iter().fold(String::from("$"), |mut path, step| {
        // Writing to a string cannot fail.
        let _ = match step {
            Step::Member(name) => write!(path, "['{name}']"),
            Step::Index(index) => write!(path, "[{index}]"),
        };
        path
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Step::{Index, Member};
    use super::*;

    #[test]
    fn the_reason_names_the_step_that_failed() {
        let data = json!({ "a": { "b": [1] }, "n": null });
        for (steps, reason) in [
            (&[Member("X")][..], "No results for path: $['X']"),
            (
                &[Member("a"), Member("X")],
                "No results for path: $['a']['X']",
            ),
            (
                &[Member("no"), Member("such")],
                "Missing property in path $['no']",
            ),
            (
                &[Member("a"), Member("no"), Index(0)],
                "Missing property in path $['a']['no']",
            ),
            (
                &[Member("a"), Member("b"), Index(1), Member("x")],
                "No results for path: $['a']['b'][1]['x']",
            ),
            (
                &[Member("n"), Member("x")],
                "Expected to find an object with property ['x'] in path $['n']",
            ),
            (
                &[Member("a"), Index(0)],
                "Filter: [0] can only be applied to arrays. Current context is: {b=[1]}",
            ),
        ] {
            assert_eq!(Reason::of(&data, steps).to_string(), reason);
        }
    }

    #[test]
    fn an_argument_that_indexes_no_array_says_only_that() {
        let data = json!({ "a": 1 });
        assert_eq!(
            argument(&data, &[Member("a"), Index(0)], "$.a[0]").cause(),
            Some("Filter: [0] can only be applied to arrays. Current context is: 1")
        );
        assert_eq!(
            argument(&data, &[Member("x")], "$.x").cause(),
            Some(
                r#"The JsonPath argument for the field '$.x' could not be found in the input '{"a":1}'"#
            )
        );
    }
}
