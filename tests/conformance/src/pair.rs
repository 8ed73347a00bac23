//! Two observers of the same executions.

use std::time::Duration;

use asl_runtime::{ChildName, ExecutionError, Identity, Limits, Observer, TaskContext, Visit};
use jiff::Timestamp;
use serde_json::Value;

/// Both are told everything, one after the other.
#[derive(Debug, Default)]
pub(crate) struct Pair<A, B>(pub(crate) A, pub(crate) B);

macro_rules! tell_both {
    ($($name:ident($($argument:ident: $type:ty),+);)+) => {
        impl<A: Observer, B: Observer> Observer for Pair<A, B> {
            $(fn $name(&self, $($argument: $type),+) {
                self.0.$name($($argument),+);
                self.1.$name($($argument),+);
            })+
        }
    };
}

tell_both! {
    execution_started(time: Timestamp, identity: &Identity, input: &Value);
    execution_ended(time: Timestamp, identity: &Identity, result: Result<&Value, &ExecutionError>);
    entered(visit: Visit<'_>, input: &Value);
    assigned(visit: Visit<'_>, name: &'static str, value: &Value);
    exited(visit: Visit<'_>, output: &Value);
    evaluation_failed(visit: Visit<'_>, error: &ExecutionError);
    retrying(visit: Visit<'_>, error: &ExecutionError, delay: Duration);
    caught(visit: Visit<'_>, error: &ExecutionError);
    failed(visit: Visit<'_>, error: &ExecutionError);
    task_started(visit: Visit<'_>, task: &TaskContext<'_>, limits: Limits, input: &Value);
    task_submitted(visit: Visit<'_>, task: &TaskContext<'_>);
    task_ended(visit: Visit<'_>, task: &TaskContext<'_>, result: Result<&Value, &ExecutionError>);
    children_started(visit: Visit<'_>, count: usize);
    children_ended(visit: Visit<'_>, result: Result<(), &ExecutionError>);
    map_run_started(visit: Visit<'_>, map_run_arn: &str);
    map_run_ended(visit: Visit<'_>, result: Result<(), &ExecutionError>);
    child_started(visit: Visit<'_>, child: ChildName);
    child_ended(visit: Visit<'_>, child: ChildName, result: Result<(), &ExecutionError>);
}
