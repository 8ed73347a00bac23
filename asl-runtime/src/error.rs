//! Errors: what a handler says, and what ends an execution. Reference §10, §11.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Error names that the language defines. Reference §11.
pub mod names {
    /// In `ErrorEquals`: every error that can be caught.
    pub const ALL: &str = "States.ALL";
    /// A task failed and gave no name; in `ErrorEquals`: every failure of a task but a timeout.
    pub const TASK_FAILED: &str = "States.TaskFailed";
    /// A task or the execution ran out of time, or a heartbeat stayed away.
    pub const TIMEOUT: &str = "States.Timeout";
    /// In `ErrorEquals`: a heartbeat stayed away.
    pub const HEARTBEAT_TIMEOUT: &str = "States.HeartbeatTimeout";
    /// The definition does not fit the data; never caught, never retried.
    pub const RUNTIME: &str = "States.Runtime";
    /// A payload is larger than the host allows; caught of a task's result only.
    pub const DATA_LIMIT_EXCEEDED: &str = "States.DataLimitExceeded";
    /// More items of a distributed Map failed than it tolerates.
    pub const EXCEED_TOLERATED_FAILURE_THRESHOLD: &str = "States.ExceedToleratedFailureThreshold";
    /// A distributed Map could not read its items.
    pub const ITEM_READER_FAILED: &str = "States.ItemReaderFailed";
    /// A distributed Map could not write its results.
    pub const RESULT_WRITER_FAILED: &str = "States.ResultWriterFailed";
    /// An intrinsic function got arguments that it does not take.
    pub const INTRINSIC_FAILURE: &str = "States.IntrinsicFailure";
    /// A JSONata expression failed, or its result is not what its field demands.
    pub const QUERY_EVALUATION_ERROR: &str = "States.QueryEvaluationError";
    /// A `ResultPath` that does not fit the state's input.
    pub const RESULT_PATH_MATCH_FAILURE: &str = "States.ResultPathMatchFailure";
}

/// Why a task failed: an error name, by which `Retry` and `Catch` choose, and a cause for people.
///
/// Every [`std::error::Error`] converts into it, so that `?` works in handlers: the type's own name becomes the error
/// name, as AWS Lambda does it, and its `Display` text the cause. A type that is just called `Error` gets its module's
/// name in front, such as `IoError` or `SerdeJsonError`. An [`ExecutionError`] keeps its name and cause.
///
/// ```
/// use asl_runtime::TaskError;
///
/// let declined = TaskError::new("CardDeclined", "insufficient funds");
/// assert_eq!(declined.error(), Some("CardDeclined"));
///
/// let parsed: Result<u32, TaskError> = "x".parse::<u32>().map_err(Into::into);
/// assert_eq!(parsed.unwrap_err().error(), Some("ParseIntError"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskError {
    pub(crate) error: Option<Cow<'static, str>>,
    pub(crate) cause: Option<String>,
}

impl TaskError {
    /// An error name and a cause.
    pub fn new(error: impl Into<Cow<'static, str>>, cause: impl Into<String>) -> Self {
        TaskError {
            error: Some(error.into()),
            cause: Some(cause.into()),
        }
    }

    /// A failure that may lack its name, its cause or both, as a callback may report it. Without a name only
    /// `States.ALL` and `States.TaskFailed` match it.
    #[must_use]
    pub fn from_parts(error: Option<String>, cause: Option<String>) -> Self {
        TaskError {
            error: error.map(Cow::Owned),
            cause,
        }
    }

    /// The error name.
    #[must_use]
    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// The cause.
    #[must_use]
    pub fn cause(&self) -> Option<&str> {
        self.cause.as_deref()
    }
}

impl fmt::Display for TaskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_name_and_cause(f, self.error(), self.cause())
    }
}

impl<E: std::error::Error + 'static> From<E> for TaskError {
    fn from(error: E) -> Self {
        // A workflow inside a handler keeps its error's name and cause.
        match (&error as &dyn std::error::Error).downcast_ref::<ExecutionError>() {
            Some(inner) => TaskError {
                error: inner.0.error.clone(),
                cause: inner.0.cause.clone(),
            },
            None => TaskError::new(error_name(std::any::type_name::<E>()), error.to_string()),
        }
    }
}

/// The last part of a type's path, without its generic arguments. Many crates call their error just `Error`; its name
/// is then that of the module before it: `serde_json::error::Error` is a `SerdeJsonError`.
fn error_name(path: &'static str) -> Cow<'static, str> {
    let path = path.split_once('<').map_or(path, |(before, _)| before);
    let mut parts = path.rsplit("::");
    match parts.next() {
        Some("Error") => {
            let module = parts
                .find(|module| !module.starts_with("error"))
                .unwrap_or_default();
            let words = module
                .split('_')
                .filter_map(|word| word.split_at_checked(1));
            let name: String = words
                .map(|(first, rest)| first.to_uppercase() + rest)
                .collect();
            Cow::Owned(name + "Error")
        }
        Some(name) => Cow::Borrowed(name),
        None => Cow::Borrowed(path),
    }
}

fn write_name_and_cause(
    f: &mut fmt::Formatter<'_>,
    error: Option<&str>,
    cause: Option<&str>,
) -> fmt::Result {
    f.write_str(error.unwrap_or("an error without a name"))?;
    match cause {
        Some(cause) if !cause.is_empty() => write!(f, ": {cause}"),
        _ => Ok(()),
    }
}

/// Why an execution ended without an output: name, cause, and the state in which the error arose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExecutionError(Box<Parts>);

// Behind a box, because the type stands in the result of every look-up and is almost never made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Parts {
    error: Option<Cow<'static, str>>,
    cause: Option<String>,
    state: Option<String>,
    scope: String,
    kind: Kind,
    /// The field whose evaluation failed.
    #[serde(default)]
    location: Option<String>,
}

/// What `Retry` and `Catch` need to know about an error beyond its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Kind {
    /// A handler, a callback or a Fail state said so.
    Failed,
    /// A task or the execution took too long.
    TimedOut,
    /// No heartbeat came in time; its name is `States.Timeout` too.
    HeartbeatMissed,
    /// `TimeoutSeconds` of the execution ran out; nothing can catch it.
    ExecutionTimedOut,
    /// Nothing can catch it.
    Fatal,
    /// An expression of the definition failed.
    EvaluationFailed,
}

impl ExecutionError {
    /// An error that `Retry` and `Catch` see.
    pub fn new(error: impl Into<Cow<'static, str>>, cause: impl Into<String>) -> Self {
        Self::of(Kind::Failed, Some(error.into()), Some(cause.into()))
    }

    /// What a Fail state raises: name and cause may both be missing. Reference §8.5.
    #[must_use]
    pub fn fail(error: Option<Cow<'static, str>>, cause: Option<String>) -> Self {
        Self::of(Kind::Failed, error, cause)
    }

    /// `States.Runtime`: the definition does not fit the data. Nothing catches it. Reference §10.5.
    pub fn runtime(cause: impl Into<String>) -> Self {
        Self::of(
            Kind::Fatal,
            Some(Cow::Borrowed(names::RUNTIME)),
            Some(cause.into()),
        )
    }

    /// `States.QueryEvaluationError`: an expression failed, or its result does not fit its field, which `location` names, such
    /// as `Output/total`. Reference §6.7.
    pub fn query_evaluation(cause: impl Into<String>, location: Option<&str>) -> Self {
        let mut error = Self::of(
            Kind::EvaluationFailed,
            Some(Cow::Borrowed(names::QUERY_EVALUATION_ERROR)),
            Some(cause.into()),
        );
        error.0.location = location.map(str::to_owned);
        error
    }

    /// `States.DataLimitExceeded` of a state's output. Nothing catches it. Reference §10.5.
    pub(crate) fn output_too_large(state: &str) -> Self {
        Self::data_limit_exceeded(Kind::Fatal, state)
    }

    /// `States.DataLimitExceeded` of a task's result, which `Retry` and `Catch` see. Reference §9.3.
    pub(crate) fn result_too_large(task: &str) -> Self {
        Self::data_limit_exceeded(Kind::Failed, task)
    }

    fn data_limit_exceeded(kind: Kind, name: &str) -> Self {
        let cause = format!(
            "The state/task '{name}' returned a result with a size exceeding the maximum number of bytes service limit."
        );
        Self::of(
            kind,
            Some(Cow::Borrowed(names::DATA_LIMIT_EXCEEDED)),
            Some(cause),
        )
    }

    /// `States.Timeout` of a task.
    #[must_use]
    pub fn timeout() -> Self {
        Self::of(Kind::TimedOut, Some(Cow::Borrowed(names::TIMEOUT)), None)
    }

    /// `States.Timeout` of a task whose heartbeat stayed away; `States.HeartbeatTimeout` matches it too.
    #[must_use]
    pub fn heartbeat_timeout() -> Self {
        Self::of(
            Kind::HeartbeatMissed,
            Some(Cow::Borrowed(names::TIMEOUT)),
            None,
        )
    }

    /// `States.Timeout` of the whole execution. Nothing catches it.
    #[must_use]
    pub fn execution_timeout() -> Self {
        Self::of(
            Kind::ExecutionTimedOut,
            Some(Cow::Borrowed(names::TIMEOUT)),
            None,
        )
    }

    fn of(kind: Kind, error: Option<Cow<'static, str>>, cause: Option<String>) -> Self {
        ExecutionError(Box::new(Parts {
            error,
            cause,
            state: None,
            scope: String::new(),
            kind,
            location: None,
        }))
    }

    /// The error name. Only a Fail state or a callback can leave it out.
    #[must_use]
    pub fn error(&self) -> Option<&str> {
        self.0.error.as_deref()
    }

    /// The cause.
    #[must_use]
    pub fn cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }

    /// The state in which the error arose.
    #[must_use]
    pub fn state(&self) -> Option<&str> {
        self.0.state.as_deref()
    }

    /// The branch or iteration in which the error arose, such as `ProcessAll[3]`; empty at the top level.
    #[must_use]
    pub fn scope(&self) -> &str {
        &self.0.scope
    }

    /// The field of the state whose evaluation failed, such as `Output/total`. Reference §6.7.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.0.location.as_deref()
    }

    /// Whether `TimeoutSeconds` of the execution ran out: its status is then `TIMED_OUT`, not `FAILED`.
    #[must_use]
    pub fn is_execution_timeout(&self) -> bool {
        self.0.kind == Kind::ExecutionTimedOut
    }

    /// Whether it came from running out of time.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::TimedOut | Kind::HeartbeatMissed)
            || self.error() == Some(names::TIMEOUT)
    }

    /// Whether one of the names of an `ErrorEquals` matches. Reference §10.3.
    #[must_use]
    pub fn matches(&self, error_equals: &[&str]) -> bool {
        !self.is_fatal() && error_equals.iter().any(|name| self.matches_name(name))
    }

    /// `States.Runtime` is fatal whoever raises it. Reference §10.5.
    fn is_fatal(&self) -> bool {
        matches!(self.0.kind, Kind::Fatal | Kind::ExecutionTimedOut)
            || self.error() == Some(names::RUNTIME)
    }

    /// Whether it is a `States.Runtime` or `States.QueryEvaluationError` of the engine's own: handlers and Fail states can
    /// use the names too.
    pub(crate) fn is_of_engine(&self) -> bool {
        self.is_of_evaluation()
            || self.0.kind == Kind::Fatal && self.error() == Some(names::RUNTIME)
    }

    /// Whether an expression of the definition failed.
    pub(crate) fn is_of_evaluation(&self) -> bool {
        self.0.kind == Kind::EvaluationFailed
    }

    fn matches_name(&self, name: &str) -> bool {
        match name {
            names::ALL => true,
            names::TASK_FAILED => !self.is_timeout(),
            names::HEARTBEAT_TIMEOUT => {
                self.0.kind == Kind::HeartbeatMissed
                    || self.error() == Some(names::HEARTBEAT_TIMEOUT)
            }
            _ => self.error() == Some(name),
        }
    }

    /// The Error Output that a catcher receives: `{"Error": name, "Cause": text}`. Reference §10.4.
    #[must_use]
    pub fn to_output(&self) -> Value {
        let cause = match self.cause() {
            None if self.is_timeout() => Some(""),
            cause => cause,
        };
        json!({ "Error": self.error(), "Cause": cause })
    }

    /// The parts of the Error Output.
    pub(crate) fn into_output(self) -> (Option<Cow<'static, str>>, Option<String>) {
        let cause = match self.cause() {
            None if self.is_timeout() => Some(String::new()),
            _ => self.0.cause,
        };
        (self.0.error, cause)
    }

    /// Notes where the error arose, unless an inner scope has done so.
    #[must_use]
    pub(crate) fn at(mut self, state: &str, scope: impl FnOnce() -> String) -> Self {
        if self.0.state.is_none() {
            self.0.state = Some(state.to_owned());
            self.0.scope = scope();
        }
        self
    }
}

impl From<TaskError> for ExecutionError {
    fn from(TaskError { error, cause }: TaskError) -> Self {
        Self::of(Kind::Failed, error, cause)
    }
}

impl fmt::Display for ExecutionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_name_and_cause(f, self.error(), self.cause())?;
        match (self.state(), self.scope()) {
            (None, _) => Ok(()),
            (Some(state), "") => write!(f, " (in state `{state}`)"),
            (Some(state), scope) => write!(f, " (in state `{state}` of {scope})"),
        }
    }
}

impl std::error::Error for ExecutionError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn task_failed_matches_every_failure_but_a_timeout() {
        let wildcard = &[names::TASK_FAILED];
        assert!(ExecutionError::new("CardDeclined", "").matches(wildcard));
        assert!(ExecutionError::fail(None, None).matches(wildcard));
        assert!(!ExecutionError::timeout().matches(wildcard));
        assert!(!ExecutionError::heartbeat_timeout().matches(wildcard));
    }

    #[test]
    fn a_missed_heartbeat_matches_both_of_its_names() {
        let missed = ExecutionError::heartbeat_timeout();
        assert!(missed.matches(&[names::TIMEOUT]));
        assert!(missed.matches(&[names::HEARTBEAT_TIMEOUT]));
        assert!(!ExecutionError::timeout().matches(&[names::HEARTBEAT_TIMEOUT]));
    }

    #[test]
    fn nothing_matches_a_runtime_error() {
        assert!(!ExecutionError::runtime("no such path").matches(&[names::ALL]));
        assert!(!ExecutionError::runtime("no such path").matches(&[names::RUNTIME]));
        assert!(!ExecutionError::new(names::RUNTIME, "of a handler").matches(&[names::ALL]));
    }

    #[test]
    fn names_are_compared_exactly() {
        assert!(ExecutionError::new("A", "").matches(&["B", "A"]));
        assert!(!ExecutionError::new("A", "").matches(&["a", "State.ALL"]));
    }

    #[test]
    fn error_output_of_a_timeout_has_an_empty_cause() {
        assert_eq!(
            ExecutionError::timeout().to_output(),
            json!({ "Error": "States.Timeout", "Cause": "" })
        );
        assert_eq!(
            ExecutionError::fail(None, None).to_output(),
            json!({ "Error": null, "Cause": null })
        );
    }

    #[test]
    fn the_error_of_a_workflow_inside_a_handler_keeps_its_name() {
        let error = TaskError::from(ExecutionError::new("CardDeclined", "no funds"));
        assert_eq!(
            (error.error(), error.cause()),
            (Some("CardDeclined"), Some("no funds"))
        );
    }

    #[test]
    fn a_std_error_is_named_after_its_type() {
        let number = "x".parse::<u32>().expect_err("no number");
        let json = serde_json::from_str::<Value>("x").expect_err("no JSON");
        for (error, name) in [
            (TaskError::from(number), "ParseIntError"),
            (TaskError::from(json), "SerdeJsonError"),
            (TaskError::from(std::io::Error::other("disk")), "IoError"),
        ] {
            assert_eq!(error.error(), Some(name));
        }
        assert_eq!(
            error_name("my_shop::OutOfStock<alloc::string::String>"),
            "OutOfStock"
        );
    }
}
