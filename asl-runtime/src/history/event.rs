//! The events of an execution history, by AWS's names. Reference §14.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;

use super::resource::Integration;
use crate::machine::StateKind;

/// One event of an execution's history.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct HistoryEvent {
    /// Counted from 1.
    pub id: u64,
    /// The event that led to this one; 0 for the first of all and the first state's entry. Branches and iterations are
    /// chains of their own. Reference §14.3.
    pub previous_event_id: u64,
    /// When it happened.
    pub timestamp: Timestamp,
    /// What happened.
    pub kind: EventKind,
}

/// An error name and a cause, both of which may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failure {
    /// The error name.
    pub error: Option<String>,
    /// The cause.
    pub cause: Option<String>,
}

/// What happened. Each variant stands for an event type of AWS, or for a family of them.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum EventKind {
    /// `ExecutionStarted`
    ExecutionStarted {
        /// The execution's input.
        input: Value,
        /// The execution's role, if it has one.
        role_arn: Option<String>,
    },
    /// `ExecutionSucceeded`
    ExecutionSucceeded {
        /// The execution's output.
        output: Value,
    },
    /// `ExecutionFailed`
    ExecutionFailed(Failure),
    /// `ExecutionTimedOut`
    ExecutionTimedOut(Failure),
    /// `PassStateEntered` and so on.
    StateEntered {
        /// The state's type.
        state: StateKind,
        /// The state's name.
        name: &'static str,
        /// Its raw input.
        input: Value,
    },
    /// `PassStateExited` and so on.
    StateExited {
        /// The state's type.
        state: StateKind,
        /// The state's name.
        name: &'static str,
        /// Its output.
        output: Value,
        /// The variables that it gave values.
        assigned_variables: BTreeMap<&'static str, Value>,
    },
    /// `EvaluationFailed`
    EvaluationFailed {
        /// The state's name.
        state: &'static str,
        /// `States.QueryEvaluationError`, and why.
        failure: Failure,
        /// The field, such as `Output/total`, if it is the fault of one.
        location: Option<String>,
    },
    /// `TaskStateAborted` and so on: a branch or an iteration ended in this state, which failed it, or was cut off by a
    /// sibling's failure.
    StateAborted {
        /// The state's type.
        state: StateKind,
    },
    /// `TaskScheduled`, `LambdaFunctionScheduled`, `ActivityScheduled`
    TaskScheduled {
        /// What is called.
        task: Integration,
        /// The effective input.
        input: Value,
        /// `TimeoutSeconds`.
        timeout_in_seconds: Option<u64>,
        /// `HeartbeatSeconds`.
        heartbeat_in_seconds: Option<u64>,
        /// `Credentials`.
        credentials: Option<Value>,
    },
    /// `TaskStarted`, `LambdaFunctionStarted`, `ActivityStarted`
    TaskStarted {
        /// What is called.
        task: Integration,
    },
    /// `TaskSubmitted`: a service took the work on.
    TaskSubmitted {
        /// What is called.
        task: Integration,
        /// What it answered.
        output: Value,
    },
    /// `TaskSucceeded`, `LambdaFunctionSucceeded`, `ActivitySucceeded`
    TaskSucceeded {
        /// What is called.
        task: Integration,
        /// The result.
        output: Value,
    },
    /// `TaskFailed`, `LambdaFunctionFailed`, `ActivityFailed`
    TaskFailed {
        /// What is called.
        task: Integration,
        /// Its error.
        failure: Failure,
    },
    /// `TaskTimedOut`, `LambdaFunctionTimedOut`, `ActivityTimedOut`
    TaskTimedOut {
        /// What is called.
        task: Integration,
        /// `States.Timeout`.
        failure: Failure,
    },
    /// `ParallelStateStarted`
    ParallelStateStarted,
    /// `ParallelStateSucceeded`
    ParallelStateSucceeded,
    /// `ParallelStateFailed`
    ParallelStateFailed,
    /// `MapStateStarted`
    MapStateStarted {
        /// How many items there are.
        length: usize,
    },
    /// `MapStateSucceeded`
    MapStateSucceeded,
    /// `MapStateFailed`
    MapStateFailed,
    /// `MapRunStarted`: a distributed Map has begun. Its child executions have histories of their own.
    MapRunStarted {
        /// The map run.
        map_run_arn: String,
    },
    /// `MapRunSucceeded`
    MapRunSucceeded,
    /// `MapRunFailed`
    MapRunFailed(Failure),
    /// `MapIterationStarted`, `MapIterationSucceeded`, `MapIterationFailed`, `MapIterationAborted`
    MapIteration {
        /// What became of it.
        stage: IterationStage,
        /// The Map state.
        name: &'static str,
        /// Which item, counted from 0.
        index: usize,
    },
}

/// What became of an iteration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IterationStage {
    /// It began.
    Started,
    /// It ended well.
    Succeeded,
    /// It ended with an error.
    Failed,
    /// A sibling's failure cut it off.
    Aborted,
}
