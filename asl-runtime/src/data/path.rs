//! Definite paths: those that find one value or none. Reference §2.
//!
//! The look-ups differ only in what they say when they find nothing; `text` is the path as written.

use serde_json::{Map, Value};

use super::missing;
use crate::error::{ExecutionError, names};

/// One step of a definite path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// `.name`, `['name']`.
    Member(&'static str),
    /// `[3]`; a negative index counts from the end.
    Index(i64),
}

impl Step {
    pub(crate) fn of(self, value: &Value) -> Option<&Value> {
        match (self, value) {
            (Step::Member(name), Value::Object(members)) => members.get(name),
            (Step::Index(index), Value::Array(items)) => items.get(position(items.len(), index)?),
            _ => None,
        }
    }

    pub(crate) fn of_mut(self, value: &mut Value) -> Option<&mut Value> {
        match (self, value) {
            (Step::Member(name), Value::Object(members)) => members.get_mut(name),
            (Step::Index(index), Value::Array(items)) => {
                let position = position(items.len(), index)?;
                items.get_mut(position)
            }
            _ => None,
        }
    }

    /// The key of a member.
    pub(crate) fn member(self) -> Option<&'static str> {
        match self {
            Step::Member(name) => Some(name),
            Step::Index(_) => None,
        }
    }

    /// The position in an array that is so long.
    pub(crate) fn position(self, length: usize) -> Option<usize> {
        match self {
            Step::Index(index) => position(length, index),
            Step::Member(_) => None,
        }
    }
}

fn position(length: usize, index: i64) -> Option<usize> {
    let distance = usize::try_from(index.unsigned_abs()).ok()?;
    if index < 0 {
        length.checked_sub(distance)
    } else {
        Some(distance)
    }
}

/// The value at the end of a path, if there is one.
#[must_use]
pub fn find<'v>(data: &'v Value, steps: &[Step]) -> Option<&'v Value> {
    steps.iter().try_fold(data, |value, step| step.of(value))
}

/// The value for `InputPath`, `OutputPath` and other fields that select data.
///
/// # Errors
/// `States.Runtime` when the path finds nothing.
pub fn select<'v>(
    data: &'v Value,
    steps: &[Step],
    text: &str,
) -> Result<&'v Value, ExecutionError> {
    find(data, steps).ok_or_else(|| missing::selection(data, steps, text))
}

/// What [`select`] finds, moved out of data that nothing reads any more.
///
/// # Errors
/// `States.Runtime` when the path finds nothing.
pub fn take(mut data: Value, steps: &[Step], text: &str) -> Result<Value, ExecutionError> {
    match steps
        .iter()
        .try_fold(&mut data, |value, step| step.of_mut(value))
    {
        Some(found) => Ok(found.take()),
        None => Err(missing::selection(&data, steps, text)),
    }
}

/// The value for a key of a payload template, or for `ErrorPath` and `CausePath`; `field` is the key as written, e.g.
/// `total.$`.
///
/// # Errors
/// `States.Runtime` when the path finds nothing.
pub fn template_value<'v>(
    data: &'v Value,
    steps: &[Step],
    text: &str,
    field: &str,
) -> Result<&'v Value, ExecutionError> {
    find(data, steps).ok_or_else(|| missing::template_value(data, text, field))
}

/// The value for `Variable` or a `…Path` operator of a Choice.
///
/// # Errors
/// `States.Runtime` when the path finds nothing.
pub fn choice_operand<'v>(
    data: &'v Value,
    steps: &[Step],
    text: &str,
) -> Result<&'v Value, ExecutionError> {
    find(data, steps).ok_or_else(|| missing::choice_operand(text))
}

/// The value for an argument of an intrinsic function.
///
/// # Errors
/// `States.Runtime` when the path finds nothing.
pub fn argument<'v>(
    data: &'v Value,
    steps: &[Step],
    text: &str,
) -> Result<&'v Value, ExecutionError> {
    find(data, steps).ok_or_else(|| missing::argument(data, steps, text))
}

/// Puts a result where `ResultPath` says. Objects that are missing on the way are made; elements of arrays are not.
/// Reference §2.3.
///
/// # Errors
/// `States.ResultPathMatchFailure` when the path does not fit what is there, which then stays as it was.
pub fn insert(
    into: &mut Value,
    steps: &[Step],
    text: &str,
    result: Value,
) -> Result<(), ExecutionError> {
    put(into, steps, result).ok_or_else(|| {
        let cause = format!("Unable to apply ReferencePath {text} to input {into}");
        ExecutionError::new(names::RESULT_PATH_MATCH_FAILURE, cause)
    })
}

fn put(into: &mut Value, steps: &[Step], result: Value) -> Option<()> {
    let Some((step, rest)) = steps.split_first() else {
        *into = result;
        return Some(());
    };
    if let Some(inner) = step.of_mut(into) {
        return put(inner, rest, result);
    }
    let (Value::Object(members), Step::Member(name)) = (into, step) else {
        return None;
    };
    members.insert((*name).to_owned(), wrap(rest, result)?);
    Some(())
}

/// A result inside new objects, one for each step.
fn wrap(steps: &[Step], result: Value) -> Option<Value> {
    steps
        .iter()
        .rev()
        .try_fold(result, |inner, step| match step {
            Step::Member(name) => {
                Some(Value::Object(Map::from_iter([((*name).to_owned(), inner)])))
            }
            Step::Index(_) => None,
        })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Step::{Index, Member};
    use super::*;

    #[test]
    fn a_path_finds_members_and_elements() {
        let data = json!({ "a": { "b": [10, 20, { "c": null }] } });
        for (steps, found) in [
            (&[][..], Some(data.clone())),
            (&[Member("a"), Member("b"), Index(0)], Some(json!(10))),
            (&[Member("a"), Member("b"), Index(-2)], Some(json!(20))),
            (
                &[Member("a"), Member("b"), Index(-1), Member("c")],
                Some(json!(null)),
            ),
            (&[Member("a"), Member("b"), Index(3)], None),
            (&[Member("a"), Member("b"), Index(-4)], None),
            (&[Member("a"), Member("b"), Index(i64::MIN)], None),
            (&[Member("a"), Index(0)], None),
            (&[Member("a"), Member("b"), Member("c")], None),
        ] {
            assert_eq!(find(&data, steps), found.as_ref(), "{steps:?}");
            assert_eq!(take(data.clone(), steps, "$").ok(), found, "{steps:?}");
        }
    }

    #[test]
    fn each_look_up_has_its_own_words_for_nothing() {
        let data = json!({ "a": 1 });
        let steps = &[Member("X")];
        let cause = |found: Result<&Value, ExecutionError>| {
            let error = found.expect_err("there is no X");
            assert_eq!(error.error(), Some(names::RUNTIME));
            error.cause().map(str::to_owned)
        };
        for (found, expected) in [
            (
                select(&data, steps, "$.X"),
                "Invalid path '$.X' : No results for path: $['X']",
            ),
            (
                template_value(&data, steps, "$.X", "value.$"),
                r#"The JSONPath '$.X' specified for the field 'value.$' could not be found in the input '{"a":1}'"#,
            ),
            (
                choice_operand(&data, steps, "$.X"),
                "Invalid path '$.X': The choice state's condition path references an invalid value.",
            ),
            (
                argument(&data, steps, "$.X"),
                r#"The JsonPath argument for the field '$.X' could not be found in the input '{"a":1}'"#,
            ),
        ] {
            assert_eq!(cause(found).as_deref(), Some(expected));
        }
    }

    #[test]
    fn a_failed_take_speaks_as_select_does() {
        let error =
            take(json!({}), &[Member("no"), Member("such")], "$.no.such").expect_err("missing");
        assert_eq!(
            error.cause(),
            Some("Invalid path '$.no.such' : Missing property in path $['no']")
        );
    }

    #[test]
    fn a_result_replaces_what_is_there_or_gets_new_objects() {
        let input = json!({ "a": { "b": 1, "c": [1, 2] } });
        for (steps, output) in [
            (&[][..], json!("R")),
            (&[Member("a")], json!({ "a": "R" })),
            (
                &[Member("a"), Member("b")],
                json!({ "a": { "b": "R", "c": [1, 2] } }),
            ),
            (
                &[Member("a"), Member("c"), Index(-1)],
                json!({ "a": { "b": 1, "c": [1, "R"] } }),
            ),
            (
                &[Member("x"), Member("y")],
                json!({ "a": { "b": 1, "c": [1, 2] }, "x": { "y": "R" } }),
            ),
        ] {
            let mut into = input.clone();
            insert(&mut into, steps, "$", json!("R")).expect("the path fits");
            assert_eq!(into, output);
        }
    }

    #[test]
    fn a_path_that_does_not_fit_leaves_the_input_as_it_was() {
        for (input, steps) in [
            (json!("text"), &[Member("x")][..]),
            (json!(null), &[Member("x")]),
            (json!([1]), &[Member("x")]),
            (json!({ "a": 1 }), &[Member("a"), Member("x")]),
            (json!({ "a": null }), &[Member("a"), Member("x")]),
            (json!({ "a": [1] }), &[Member("a"), Index(1)]),
            (json!({ "a": [] }), &[Member("a"), Index(-1)]),
            (json!({}), &[Member("a"), Member("b"), Index(0)]),
        ] {
            let mut into = input.clone();
            let error = insert(&mut into, steps, "$.p", json!("R")).expect_err("no fit");
            assert_eq!(into, input);
            assert_eq!(error.error(), Some(names::RESULT_PATH_MATCH_FAILURE));
            let cause = format!("Unable to apply ReferencePath $.p to input {input}");
            assert_eq!(error.cause(), Some(cause.as_str()));
        }
    }
}
