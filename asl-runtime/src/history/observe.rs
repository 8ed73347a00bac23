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
        self.records().of(identity).add(
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
        identity: &Identity,
        result: Result<&Value, &ExecutionError>,
    ) {
        let mut records = self.records();
        let record = records.of(identity);
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
        self.records().of(visit.execution()).enter(visit, event);
    }

    fn assigned(&self, visit: Visit<'_>, name: &'static str, value: &Value) {
        self.records()
            .of(visit.execution())
            .assign(visit, name, value.clone());
    }

    fn exited(&self, visit: Visit<'_>, output: &Value) {
        self.records()
            .of(visit.execution())
            .exit(visit, output.clone());
    }

    fn evaluation_failed(&self, visit: Visit<'_>, error: &ExecutionError) {
        self.records()
            .of(visit.execution())
            .fail_evaluation(visit, error);
    }

    fn caught(&self, visit: Visit<'_>, _: &ExecutionError) {
        self.records().of(visit.execution()).give_up(visit);
    }

    fn failed(&self, visit: Visit<'_>, error: &ExecutionError) {
        self.records().of(visit.execution()).fail(visit, error);
    }

    fn task_started(
        &self,
        visit: Visit<'_>,
        task: &TaskContext<'_>,
        limits: Limits,
        input: &Value,
    ) {
        let mut records = self.records();
        let record = records.of(visit.execution());
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
        self.records()
            .of(visit.execution())
            .link(visit, EventKind::TaskSubmitted { task, output });
    }

    fn task_ended(
        &self,
        visit: Visit<'_>,
        task: &TaskContext<'_>,
        result: Result<&Value, &ExecutionError>,
    ) {
        let mut records = self.records();
        let record = records.of(visit.execution());
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
        self.records()
            .of(visit.execution())
            .start_children(visit, count);
    }

    fn map_run_started(&self, visit: Visit<'_>, map_run_arn: &str) {
        let map_run_arn = map_run_arn.to_owned();
        let event = EventKind::MapRunStarted { map_run_arn };
        self.records().of(visit.execution()).link(visit, event);
    }

    fn map_run_ended(&self, visit: Visit<'_>, result: Result<(), &ExecutionError>) {
        self.records().of(visit.execution()).end_run(visit, result);
    }

    fn child_started(&self, visit: Visit<'_>, child: ChildName) {
        self.records()
            .of(visit.execution())
            .start_child(visit, child);
    }

    fn child_ended(&self, visit: Visit<'_>, child: ChildName, result: Result<(), &ExecutionError>) {
        let stage = match result {
            Ok(()) => IterationStage::Succeeded,
            Err(_) => IterationStage::Failed,
        };
        self.records()
            .of(visit.execution())
            .end_child(visit, child, stage);
    }

    fn children_ended(&self, visit: Visit<'_>, result: Result<(), &ExecutionError>) {
        match result {
            Ok(()) => self.records().of(visit.execution()).end_children(visit),
            Err(_) => self.records().of(visit.execution()).abort_children(visit),
        }
    }
}
