//! A call under way: its arguments as the types that the function wants, and its failures.

use std::fmt::Display;

use serde_json::{Map, Value};

use super::Arg;
use crate::error::{ExecutionError, names};

pub(super) type Result<T> = std::result::Result<T, ExecutionError>;

/// What base64 and hash functions accept at most, in characters as Java counts them. Reference §13.
const LONGEST_TEXT: usize = 10_000;

/// The arguments of a function, with its name for messages.
#[derive(Clone, Copy)]
pub(super) struct Call<'c, 'v> {
    function: &'static str,
    args: &'c [Arg<'v>],
}

impl<'c, 'v> Call<'c, 'v> {
    pub(super) fn new(function: &'static str, args: &'c [Arg<'v>]) -> Self {
        Call { function, args }
    }

    pub(super) fn failure(self, problem: impl Display) -> ExecutionError {
        ExecutionError::new(
            names::INTRINSIC_FAILURE,
            format!("{}: {problem}", self.function),
        )
    }

    pub(super) fn arg(self, index: usize) -> Result<&'c Arg<'v>> {
        self.args
            .get(index)
            .ok_or_else(|| self.failure(format_args!("argument {} is missing", index + 1)))
    }

    pub(super) fn text(self, index: usize) -> Result<&'c str> {
        self.typed(index, "a string", Arg::as_str)
    }

    pub(super) fn boolean(self, index: usize) -> Result<bool> {
        self.typed(index, "a boolean", |arg| arg.as_json()?.as_bool())
    }

    pub(super) fn array(self, index: usize) -> Result<&'c [Value]> {
        self.typed(index, "an array", |arg| {
            Some(arg.as_json()?.as_array()?.as_slice())
        })
    }

    pub(super) fn object(self, index: usize) -> Result<&'c Map<String, Value>> {
        self.typed(index, "an object", |arg| arg.as_json()?.as_object())
    }

    /// A number, rounded to an integer.
    pub(super) fn integer(self, index: usize) -> Result<i64> {
        self.typed(index, "a number", |arg| {
            let number = arg.as_json()?;
            number.as_i64().or_else(|| number.as_f64().map(round))
        })
    }

    pub(super) fn check_length(self, index: usize, text: &str) -> Result<()> {
        // A byte makes at most one character, so that most texts need no count.
        if text.len() > LONGEST_TEXT && text.encode_utf16().count() > LONGEST_TEXT {
            let problem = format_args!(
                "argument {} is longer than {LONGEST_TEXT} characters",
                index + 1
            );
            return Err(self.failure(problem));
        }
        Ok(())
    }

    fn typed<T>(
        self,
        index: usize,
        wanted: &str,
        read: impl FnOnce(&'c Arg<'v>) -> Option<T>,
    ) -> Result<T> {
        let arg = self.arg(index)?;
        read(arg).ok_or_else(|| {
            let found = arg.as_json().map_or("a string", kind);
            self.failure(format_args!(
                "argument {} must be {wanted}, but is {found}",
                index + 1
            ))
        })
    }
}

/// To the nearest integer, halves up, as Java's `Math.round`; what is out of range becomes the nearest there is.
fn round(number: f64) -> i64 {
    let floor = number.floor();
    // Adding a half first would lift the largest number below a half to one.
    let rounded = if number - floor >= 0.5 {
        floor + 1.0
    } else {
        floor
    };
    rounded as i64
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_argument_of_the_wrong_type_is_named_with_the_function() {
        let value = json!({});
        let args = [Arg::Borrowed(&value), Arg::Text("1")];
        let call = Call::new("States.Some", &args);
        for (error, cause) in [
            (
                call.text(0).err(),
                "States.Some: argument 1 must be a string, but is an object",
            ),
            (
                call.array(0).err(),
                "States.Some: argument 1 must be an array, but is an object",
            ),
            (
                call.integer(1).err(),
                "States.Some: argument 2 must be a number, but is a string",
            ),
            (
                call.boolean(1).err(),
                "States.Some: argument 2 must be a boolean, but is a string",
            ),
            (
                call.object(1).err(),
                "States.Some: argument 2 must be an object, but is a string",
            ),
            (call.arg(2).err(), "States.Some: argument 3 is missing"),
        ] {
            let error = error.expect("a failure");
            assert_eq!(
                (error.error(), error.cause()),
                (Some(names::INTRINSIC_FAILURE), Some(cause))
            );
        }
    }

    #[test]
    fn numbers_are_rounded_half_up() {
        for (number, rounded) in [
            (0.0, 0),
            (0.499_999_999_999_999_94, 0),
            (0.5, 1),
            (1.49, 1),
            (1.5, 2),
            (2.5, 3),
            (-0.5, 0),
            (-1.49, -1),
            (-1.5, -1),
            (-1.51, -2),
            (-2.5, -2),
            (1e300, i64::MAX),
            (-1e300, i64::MIN),
        ] {
            assert_eq!(round(number), rounded, "{number}");
        }
        let big = json!(u64::MAX);
        assert_eq!(
            Call::new("States.Some", &[Arg::Borrowed(&big)])
                .integer(0)
                .ok(),
            Some(i64::MAX)
        );
    }

    #[test]
    fn characters_are_counted_as_java_counts_them() {
        let call = Call::new("States.Some", &[]);
        assert!(call.check_length(0, &"é".repeat(10_000)).is_ok());
        assert!(call.check_length(0, &"é".repeat(10_001)).is_err());
        assert!(call.check_length(0, &"\u{1F600}".repeat(5_000)).is_ok());
        assert!(call.check_length(0, &"\u{1F600}".repeat(5_001)).is_err());
    }
}
