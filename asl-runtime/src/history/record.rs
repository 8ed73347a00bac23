//! From what an observer is told to a list of events. Reference §14.3-14.5.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;

use super::History;
use super::event::{EventKind, Failure, HistoryEvent, IterationStage};
use super::resource::Integration;
use crate::error::ExecutionError;
use crate::host::{Limits, Observer, Visit};
use crate::identity::Identity;
use crate::machine::StateKind;
use crate::scope::{ChildName, Scope};
use crate::task::TaskContext;

#[derive(Debug, Default)]
pub(super) struct Record {
    events: Vec<HistoryEvent>,
    /// By scope name.
    chains: BTreeMap<String, Chain>,
}

/// The events of one scope.
#[derive(Clone, Copy, Debug, Default)]
struct Chain {
    /// The last event.
    last: u64,
    /// The state that has been entered and not left.
    open: Option<StateKind>,
    /// The start of its Parallel or Map, from which each branch follows.
    children_start: u64,
    /// In a Map: the last end of an iteration, to which the Map's own end points.
    iteration_end: Option<u64>,
}

impl Record {
    pub(super) fn events(&self) -> &[HistoryEvent] {
        &self.events
    }

    /// Adds an event that points to `previous_event_id`.
    fn add(&mut self, time: Timestamp, previous_event_id: u64, kind: EventKind) -> u64 {
        let id = self.events.len() as u64 + 1;
        self.events.push(HistoryEvent {
            id,
            previous_event_id,
            timestamp: time,
            kind,
        });
        id
    }

    fn chain(&mut self, scope: &Scope<'_>) -> &mut Chain {
        self.chains.entry(scope.to_string()).or_default()
    }

    /// Adds an event to its scope's chain.
    fn link(&mut self, visit: Visit<'_>, kind: EventKind) {
        let last = self.chain(visit.scope).last;
        let id = self.add(visit.time, last, kind);
        self.chain(visit.scope).last = id;
    }

    /// Adds an event that nothing in its scope will point to.
    fn leaf(&mut self, visit: Visit<'_>, kind: EventKind) -> u64 {
        let last = self.chain(visit.scope).last;
        self.add(visit.time, last, kind)
    }

    /// A Parallel or Map has failed for good, after its retries.
    fn give_up(&mut self, visit: Visit<'_>) {
        match visit.kind {
            StateKind::Parallel => self.link(visit, EventKind::ParallelStateFailed),
            StateKind::Map => self.link(visit, EventKind::MapStateFailed),
            _ => {}
        }
    }

    /// The children that a failed sibling has cut off: their open states first, then they themselves.
    fn abort_children(&mut self, visit: Visit<'_>) {
        let own = visit.scope.to_string();
        let inside = format!(
            "{own}{}{}",
            if own.is_empty() { "" } else { "." },
            visit.state
        );
        let is_inside = |name: &str| {
            name.strip_prefix(&inside)
                .is_some_and(|rest| rest.starts_with(['[', '/']))
        };
        let cut: Vec<(String, Chain)> = self
            .chains
            .iter()
            .filter(|(name, _)| is_inside(name))
            .map(|(name, chain)| (name.clone(), *chain))
            .collect();
        for (name, chain) in cut {
            self.chains.remove(&name);
            let Some(state) = chain.open else { continue };
            if matches!(
                state,
                StateKind::Task | StateKind::Wait | StateKind::Parallel | StateKind::Map
            ) {
                self.leaf(visit, EventKind::StateAborted { state });
            }
            if let Some(index) = iteration_index(&name[inside.len()..]) {
                self.iteration(visit, index, IterationStage::Aborted);
            }
        }
    }

    fn iteration(&mut self, visit: Visit<'_>, index: usize, stage: IterationStage) -> u64 {
        self.leaf(
            visit,
            EventKind::MapIteration {
                stage,
                name: visit.state,
                index,
            },
        )
    }
}

/// `3` of `[3]`; nothing for a scope deeper inside.
fn iteration_index(suffix: &str) -> Option<usize> {
    suffix.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
}

impl From<&ExecutionError> for Failure {
    fn from(error: &ExecutionError) -> Self {
        Failure {
            error: error.error().map(str::to_owned),
            cause: error.cause().map(str::to_owned),
        }
    }
}

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
        let last = record.chain(&Scope::TOP).last;
        match result {
            Ok(output) => record.add(
                time,
                last,
                EventKind::ExecutionSucceeded {
                    output: output.clone(),
                },
            ),
            Err(error) if error.is_execution_timeout() => {
                record.add(time, 0, EventKind::ExecutionTimedOut(error.into()))
            }
            Err(error) => record.add(time, last, EventKind::ExecutionFailed(error.into())),
        };
    }

    fn entered(&self, visit: Visit<'_>, input: &Value) {
        let mut record = self.record();
        let (state, name, input) = (visit.kind, visit.state, input.clone());
        record.link(visit, EventKind::StateEntered { state, name, input });
        record.chain(visit.scope).open = Some(state);
    }

    fn exited(&self, visit: Visit<'_>, output: &Value) {
        let mut record = self.record();
        let (state, name, output) = (visit.kind, visit.state, output.clone());
        record.chain(visit.scope).open = None;
        record.link(
            visit,
            EventKind::StateExited {
                state,
                name,
                output,
            },
        );
    }

    fn retrying(&self, _: Visit<'_>, _: &ExecutionError, _: Duration) {}

    fn caught(&self, visit: Visit<'_>, _: &ExecutionError) {
        self.record().give_up(visit);
    }

    fn failed(&self, visit: Visit<'_>, _: &ExecutionError) {
        let mut record = self.record();
        record.give_up(visit);
        record.chain(visit.scope).open = None;
    }

    fn task_started(
        &self,
        visit: Visit<'_>,
        task: &TaskContext<'_>,
        limits: Limits,
        input: &Value,
    ) {
        let mut record = self.record();
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
        let mut record = self.record();
        match visit.kind {
            StateKind::Map => record.link(visit, EventKind::MapStateStarted { length: count }),
            _ => record.link(visit, EventKind::ParallelStateStarted),
        }
        let chain = record.chain(visit.scope);
        chain.children_start = chain.last;
        chain.iteration_end = None;
    }

    fn child_started(&self, visit: Visit<'_>, child: ChildName) {
        let mut record = self.record();
        let last = match child {
            ChildName::Branch { .. } => record.chain(visit.scope).children_start,
            ChildName::Iteration { index, .. } => {
                record.iteration(visit, index, IterationStage::Started)
            }
        };
        *record.chain(&Scope::child(visit.scope, child)) = Chain {
            last,
            ..Chain::default()
        };
    }

    fn child_ended(&self, visit: Visit<'_>, child: ChildName, result: Result<(), &ExecutionError>) {
        let mut record = self.record();
        let last = record.chain(&Scope::child(visit.scope, child)).last;
        record.chain(visit.scope).last = last;
        if let ChildName::Iteration { index, .. } = child {
            let stage = if result.is_ok() {
                IterationStage::Succeeded
            } else {
                IterationStage::Failed
            };
            let end = record.iteration(visit, index, stage);
            record.chain(visit.scope).iteration_end = Some(end);
        }
    }

    fn children_ended(&self, visit: Visit<'_>, result: Result<(), &ExecutionError>) {
        let mut record = self.record();
        if result.is_err() {
            record.abort_children(visit);
            return;
        }
        if let Some(end) = record.chain(visit.scope).iteration_end {
            record.chain(visit.scope).last = end;
        }
        match visit.kind {
            StateKind::Map => record.leaf(visit, EventKind::MapStateSucceeded),
            _ => record.leaf(visit, EventKind::ParallelStateSucceeded),
        };
    }
}
