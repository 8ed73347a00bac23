//! What an observer is told becomes events.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;

use super::History;
use super::event::{EventKind, IterationStage};
use super::resource::Integration;
use crate::error::ExecutionError;
use crate::host::{Limits, Observer, Visit};
use crate::identity::Identity;
use crate::scope::ChildName;
use crate::task::TaskContext;

impl Observer for History {
    fn execution_started(&self, time: Timestamp, identity: &Identity, input: &Value) {
        let role_arn = identity.role_arn.clone();
        self.record().add(
            time,
            0,
            EventKind::ExecutionStarted {
                input: input.clone(),
                role_arn,
            },
        );
    }

    fn execution_ended(
        &self,
        time: Timestamp,
        _: &Identity,
        result: Result<&Value, &ExecutionError>,
    ) {
        let mut record = self.record();
        let last = record.last();
        match result {
            Ok(output) => {
                let output = output.clone();
                record.add(time, last, EventKind::ExecutionSucceeded { output })
            }
            Err(error) if error.is_execution_timeout() => {
                record.add(time, 0, EventKind::ExecutionTimedOut(error.into()))
            }
            Err(error) => {
                let failure = record.failure(error, error.state());
                record.add(time, last, EventKind::ExecutionFailed(failure))
            }
        };
    }

    fn entered(&self, visit: Visit<'_>, input: &Value) {
        let (state, name, input) = (visit.kind, visit.state, input.clone());
        let event = EventKind::StateEntered { state, name, input };
        self.record().enter(visit, event);
    }

    fn assigned(&self, visit: Visit<'_>, name: &'static str, value: &Value) {
        self.record().assign(visit, name, value.clone());
    }

    fn exited(&self, visit: Visit<'_>, output: &Value) {
        self.record().exit(visit, output.clone());
    }

    fn evaluation_failed(&self, visit: Visit<'_>, error: &ExecutionError) {
        self.record().fail_evaluation(visit, error);
    }

    fn caught(&self, visit: Visit<'_>, _: &ExecutionError) {
        self.record().give_up(visit);
    }

    fn failed(&self, visit: Visit<'_>, error: &ExecutionError) {
        self.record().fail(visit, error);
    }

    fn task_started(
        &self,
        visit: Visit<'_>,
        task: &TaskContext<'_>,
        limits: Limits,
        input: &Value,
    ) {
        let mut record = self.record();
        let credentials = task.credentials().cloned();
        let task = Integration::of(task.resource());
        let seconds = |limit: Option<Duration>| limit.map(|limit| limit.as_secs());
        let (timeout_in_seconds, heartbeat_in_seconds) =
            (seconds(limits.timeout), seconds(limits.heartbeat));
        let input = input.clone();
        record.link(
            visit,
            EventKind::TaskScheduled {
                task,
                input,
                timeout_in_seconds,
                heartbeat_in_seconds,
                credentials,
            },
        );
        record.link(visit, EventKind::TaskStarted { task });
    }

    fn task_submitted(&self, visit: Visit<'_>, task: &TaskContext<'_>) {
        let output = task.response().cloned().unwrap_or_default();
        let task = Integration::of(task.resource());
        self.record()
            .link(visit, EventKind::TaskSubmitted { task, output });
    }

    fn task_ended(
        &self,
        visit: Visit<'_>,
        task: &TaskContext<'_>,
        result: Result<&Value, &ExecutionError>,
    ) {
        let mut record = self.record();
        let response = task
            .response()
            .filter(|_| !task.resource().ends_with(".waitForTaskToken"));
        let task = Integration::of(task.resource());
        if let Some(output) = response.cloned() {
            record.link(visit, EventKind::TaskSubmitted { task, output });
        }
        record.link(
            visit,
            match result {
                Ok(output) => EventKind::TaskSucceeded {
                    task,
                    output: output.clone(),
                },
                Err(error) if error.is_timeout() => EventKind::TaskTimedOut {
                    task,
                    failure: error.into(),
                },
                Err(error) => EventKind::TaskFailed {
                    task,
                    failure: error.into(),
                },
            },
        );
    }

    fn children_started(&self, visit: Visit<'_>, count: usize) {
        self.record().start_children(visit, count);
    }

    fn child_started(&self, visit: Visit<'_>, child: ChildName) {
        self.record().start_child(visit, child);
    }

    fn child_ended(&self, visit: Visit<'_>, child: ChildName, result: Result<(), &ExecutionError>) {
        let stage = match result {
            Ok(()) => IterationStage::Succeeded,
            Err(_) => IterationStage::Failed,
        };
        self.record().end_child(visit, child, stage);
    }

    fn children_ended(&self, visit: Visit<'_>, result: Result<(), &ExecutionError>) {
        match result {
            Ok(()) => self.record().end_children(visit),
            Err(_) => self.record().abort_children(visit),
        }
    }
}
