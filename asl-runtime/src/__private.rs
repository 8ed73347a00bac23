//! The only names that generated code uses. Not part of the public interface: they change without notice.

pub use core::clone::Clone;
pub use core::cmp::PartialEq;
pub use core::convert::From;
pub use core::default::Default;
pub use core::fmt::Debug;
pub use core::future::Future;
pub use core::iter::{ExactSizeIterator, IntoIterator, Iterator};
pub use core::marker::{Send, Sync};
pub use core::mem::take;
pub use core::option::Option::{self, None, Some};
pub use core::pin::pin;
pub use core::result::Result::{self, Err, Ok};
pub use core::time::Duration;
pub use core::{concat, env, include_bytes, matches};
pub use std::borrow::Cow;
pub use std::format;
pub use std::sync::{Arc, LazyLock};
pub use std::vec::Vec;

pub use serde;
pub use serde_json::Value;

pub use crate::context::Cx;
pub use crate::context_object::ContextField;
pub use crate::data::intrinsic::{self, Arg};
pub use crate::data::path::Step as Key;
pub use crate::data::{choice, field, path, query, setting};
pub use crate::direct::{Place, run_directly, run_lightly};
#[cfg(feature = "distributed")]
pub use crate::distributed;
pub use crate::dynamic::{Dynamic, Handler};
pub use crate::error::{ExecutionError, TaskError};
pub use crate::execution::{Execution, drive};
pub use crate::host::{Child, Host, InMemory, Limits};
pub use crate::jsonata;
pub use crate::machine::{Machine, MachineState, Reads, StateId, StateKind, Step};
pub use crate::map::{Item, input_items, items};
pub use crate::retry::{Retrier, Retry};
pub use crate::scope::ChildName;
pub use crate::task::{TaskContext, TaskResult, TaskToken};
pub use crate::typed::{self, Data, TaskFailure};
pub use crate::variables::{stored, variable, variable_item};

use std::mem::{forget, replace};

use jiff::Timestamp;
use serde_json::Map;

use crate::dynamic::TaskRequest;

/// What running a machine or one attempt at a state yields.
pub type Outcome = Result<Value, ExecutionError>;

/// The same for an attempt that gives values to so many variables.
pub type OutcomeAssigning<const N: usize> = Result<(Value, [Value; N]), ExecutionError>;

/// What a transition function yields.
pub type StepResult = Result<Step, ExecutionError>;

/// Puts the next state in place of one that is left.
#[inline]
pub fn enter<S: MachineState>(next: S, state: &mut S) {
    // Most states are left without their input, and then there is nothing to drop.
    if state.is_spent() {
        forget(replace(state, next));
    } else {
        *state = next;
    }
}

/// A constant that is made once.
pub type Literal = LazyLock<Value>;

/// JSON text that was checked when the definition was compiled.
#[must_use]
pub fn parse_literal(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// JSON as an expression sees it.
#[must_use]
pub fn item(value: &Value) -> jsonata::Item<'_> {
    jsonata::Item::from(value)
}

/// A scalar.
#[must_use]
pub fn value(scalar: impl Into<Value>) -> Value {
    scalar.into()
}

/// A copy. A call of this is far less code than the copying itself, which `Clone` puts in the place of each call.
#[must_use]
#[inline(never)]
pub fn copy<T: Clone>(value: &T) -> T {
    value.clone()
}

/// An object with these members.
#[must_use]
pub fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let mut object = Map::with_capacity(N);
    for (key, value) in members {
        object.insert(key.to_owned(), value);
    }
    Value::Object(object)
}

/// Puts an object with these members in the place of a value that is not needed any more: one with the same keys lives on.
pub fn reshape<const N: usize>(members: [(&str, Value); N], place: &mut Value) {
    match place {
        Value::Object(old)
            if old.len() == N && old.keys().zip(&members).all(|(old, (key, _))| old == key) =>
        {
            let mut values = members.into_iter().map(|(_, value)| value);
            old.values_mut()
                .for_each(|place| *place = values.next().unwrap_or_default());
        }
        place => *place = object(members),
    }
}

/// An array of these elements.
#[must_use]
pub fn array<const N: usize>(elements: [Value; N]) -> Value {
    Value::Array(elements.into())
}

/// A time that was checked when the definition was compiled.
#[must_use]
pub fn timestamp(seconds: i64, nanoseconds: i32) -> Timestamp {
    Timestamp::new(seconds, nanoseconds).unwrap_or_default()
}

/// What a Fail state raises. Reference §8.5.
///
/// # Errors
/// `States.Runtime` when `ErrorPath` or `CausePath` finds anything but a string.
pub fn fail(error: Option<Value>, cause: Option<Value>) -> Result<ExecutionError, ExecutionError> {
    let error = error.map(|error| text(error, "ErrorPath")).transpose()?;
    let cause = cause.map(|cause| text(cause, "CausePath")).transpose()?;
    Ok(ExecutionError::fail(error.map(Cow::Owned), cause))
}

fn text(value: Value, field: &str) -> Result<String, ExecutionError> {
    match value {
        Value::String(text) => Ok(text),
        other => Err(ExecutionError::runtime(format!(
            "The {field} must find a string, but found: {other}"
        ))),
    }
}

/// A Choice whose rules all fail and that has no `Default`. Reference §7.4.
#[must_use]
pub fn no_choice_matched() -> ExecutionError {
    ExecutionError::runtime(
        "Failed to transition out of the state. The state does not point to a next state.",
    )
}

/// A task of a dynamic handler.
///
/// # Errors
/// The handler's.
pub async fn call_dynamic<D: Handler>(
    handler: &D,
    input: Value,
    cx: &TaskContext<'_>,
) -> TaskResult {
    handler.handle(TaskRequest::new(cx, input, None), cx).await
}

/// A `.waitForTaskToken` task of a dynamic handler, whose output does not count.
///
/// # Errors
/// The handler's.
pub async fn submit_dynamic<D: Handler>(
    handler: &D,
    input: Value,
    token: TaskToken,
    cx: &TaskContext<'_>,
) -> Result<(), TaskError> {
    handler
        .handle(TaskRequest::new(cx, input, Some(token)), cx)
        .await
        .map(drop)
}
