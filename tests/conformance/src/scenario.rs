//! What goes between the runner and the driver: how a machine is to be run, and what was seen.

use std::collections::BTreeMap;

use asl_runtime::Identity;
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::compare::Difference;

/// The texts of objects, by their buckets and keys.
pub type Objects = BTreeMap<String, BTreeMap<String, String>>;

/// One run of a machine, with everything that comes from outside.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Scenario {
    /// The module of the machine, e.g. `d17`.
    pub machine: String,
    /// The execution's input.
    pub input: Value,
    /// The time at which it begins.
    pub clock: Timestamp,
    /// What distributed Maps can read.
    pub objects: Objects,
    /// Who the execution is.
    pub identity: Identity,
    /// The tasks' attempts, in the order in which each state makes them.
    pub attempts: Vec<Attempt>,
    /// How long the execution is watched, in its own time.
    pub horizon_seconds: u64,
    /// After how many states to stop; `None` runs to the end.
    pub states: Option<usize>,
}

/// One recorded attempt at a task.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Attempt {
    /// The Task state.
    pub state: String,
    /// What the service got; `None` where it was not recorded.
    pub input: Option<Value>,
    /// Whether the state limits the task's time.
    pub limited: bool,
    /// What the service answered when it took on work that ends later.
    pub submitted: Option<Value>,
    /// Whether it need not be made: a mock is there for a task that may not be called.
    pub mocked: bool,
    /// What came of it.
    pub answer: Answer,
}

/// What came of an attempt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// A result.
    Output(Value),
    /// An error.
    Error {
        /// Name and cause.
        failure: Failure,
        /// Whether a task that waits for its token failed before it began to wait.
        submitting: bool,
    },
    /// The time ran out.
    Timeout,
    /// Nothing, while the execution was watched.
    Nothing,
}

/// An error's name and cause.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// The name.
    pub error: Option<String>,
    /// The cause.
    pub cause: Option<String>,
}

/// What was seen of a run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Observed {
    /// How far it came.
    pub end: End,
    /// The errors that were retried.
    pub retried: Vec<Failure>,
    /// The errors that were caught.
    pub caught: Vec<Failure>,
    /// The states of each scope, in the form of a case's `trace`.
    pub trace: BTreeMap<String, Vec<Visited>>,
    /// The execution's history, as `GetExecutionHistory` gives it.
    pub history: Value,
    /// How the calls of the tasks differ from those that were recorded.
    pub differences: Vec<Difference>,
}

/// How far a run came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum End {
    /// To its end, with this output.
    Succeeded(Value),
    /// To an error that nothing caught.
    Failed {
        /// The error.
        failure: Failure,
        /// Whether the execution as a whole ran out of time.
        timed_out: bool,
    },
    /// To this state, before which it was to stop.
    At {
        /// The state's name.
        state: String,
        /// Its input.
        input: Value,
    },
    /// It still runs.
    Running,
}

/// A state that was entered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Visited {
    /// Its name.
    pub state: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its input.
    #[serde(default)]
    pub input: Value,
    /// Whether it was left again.
    pub exited: bool,
    /// Its output, if it was left.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "present"
    )]
    pub output: Option<Value>,
    /// The variables that it assigned.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub assigned: BTreeMap<String, Value>,
}

/// For a member that may be missing: `null` is a value like any other.
///
/// # Errors
/// The deserializer's.
pub fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}
