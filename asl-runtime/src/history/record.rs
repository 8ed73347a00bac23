//! The events of an execution and the chains that they form. Reference §14.3-14.5.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;

use super::event::{EventKind, Failure, HistoryEvent, IterationStage};
use crate::error::ExecutionError;
use crate::host::Visit;
use crate::machine::StateKind;
use crate::scope::{ChildName, Scope};

#[derive(Debug, Default)]
pub(super) struct Record {
    events: Vec<HistoryEvent>,
    /// By scope name.
    chains: BTreeMap<String, Chain>,
    /// The entry of the state in which the error at hand arose.
    origin: u64,
}

/// The events of one scope.
#[derive(Clone, Debug, Default)]
struct Chain {
    /// The branch or iteration; `None` at the top level.
    child: Option<ChildName>,
    /// The event from which it follows.
    start: u64,
    /// The last event.
    last: u64,
    /// The entry of the state at hand.
    entry: u64,
    /// The event before it.
    before_entry: u64,
    /// The state that has been entered and not left.
    open: Option<StateKind>,
    /// The variables that it has given values.
    assigned: BTreeMap<&'static str, Value>,
    /// The start of its Parallel or Map, from which each branch follows.
    children_start: u64,
    /// Whether a child of it has failed.
    children_failed: bool,
    /// In a Map: the last end of an iteration, to which the Map's own end points.
    iteration_end: Option<u64>,
    /// In a distributed Map: the end of its map run, to which only the Map's own success points.
    run_end: Option<u64>,
}

impl Record {
    pub(super) fn events(&self) -> &[HistoryEvent] {
        &self.events
    }

    /// Adds an event that points to `previous_event_id`.
    pub(super) fn add(&mut self, time: Timestamp, previous_event_id: u64, kind: EventKind) -> u64 {
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

    /// The last event of the top level.
    pub(super) fn last(&self) -> u64 {
        self.chains.get("").map_or(0, |chain| chain.last)
    }

    /// Adds an event to its scope's chain.
    pub(super) fn link(&mut self, visit: Visit<'_>, kind: EventKind) {
        let last = self.chain(visit.scope).last;
        let id = self.add(visit.time, last, kind);
        self.chain(visit.scope).last = id;
    }

    /// Adds an event that nothing in its scope will point to.
    fn leaf(&mut self, visit: Visit<'_>, kind: EventKind) -> u64 {
        let last = self.chain(visit.scope).last;
        self.add(visit.time, last, kind)
    }

    pub(super) fn enter(&mut self, visit: Visit<'_>, event: EventKind) {
        self.chain(visit.scope).before_entry = self.chain(visit.scope).last;
        self.link(visit, event);
        let chain = self.chain(visit.scope);
        (chain.entry, chain.open) = (chain.last, Some(visit.kind));
    }

    pub(super) fn assign(&mut self, visit: Visit<'_>, name: &'static str, value: Value) {
        self.chain(visit.scope).assigned.insert(name, value);
    }

    pub(super) fn exit(&mut self, visit: Visit<'_>, output: Value) {
        let assigned_variables = std::mem::take(&mut self.chain(visit.scope).assigned);
        let event = EventKind::StateExited {
            state: visit.kind,
            name: visit.state,
            output,
            assigned_variables,
        };
        self.link(visit, event);
        self.chain(visit.scope).open = None;
    }

    /// An expression of the state at hand failed. Reference §14.6.
    pub(super) fn fail_evaluation(&mut self, visit: Visit<'_>, error: &ExecutionError) {
        let Chain {
            entry,
            before_entry,
            last,
            ..
        } = *self.chain(visit.scope);
        self.origin = entry;
        // Most expressions are evaluated before AWS has noted that the state was entered.
        let is_early = last == entry && visit.kind != StateKind::Wait;
        let previous = if is_early { before_entry } else { last };
        let event = EventKind::EvaluationFailed {
            state: visit.state,
            failure: self.failure(error, Some(visit.state)),
            location: error.location().map(str::to_owned),
        };
        let id = self.add(visit.time, previous, event);
        let chain = self.chain(visit.scope);
        chain.last = id;
        chain.children_failed |= visit.kind == StateKind::Map;
    }

    /// The state at hand ends with an error.
    pub(super) fn fail(&mut self, visit: Visit<'_>, error: &ExecutionError) {
        let arose_here = error.state().is_none();
        if arose_here {
            self.origin = self.chain(visit.scope).entry;
        }
        self.give_up(visit);
    }

    /// A Parallel or Map whose children have failed says so once, after its retries.
    pub(super) fn give_up(&mut self, visit: Visit<'_>) {
        if !self.chain(visit.scope).children_failed {
            return;
        }
        match visit.kind {
            StateKind::Map => self.link(visit, EventKind::MapStateFailed),
            _ => self.link(visit, EventKind::ParallelStateFailed),
        }
        let chain = self.chain(visit.scope);
        (chain.open, chain.children_failed) = (None, false);
    }

    pub(super) fn start_children(&mut self, visit: Visit<'_>, length: usize) {
        match visit.kind {
            StateKind::Map => self.link(visit, EventKind::MapStateStarted { length }),
            _ => self.link(visit, EventKind::ParallelStateStarted),
        }
        let chain = self.chain(visit.scope);
        chain.children_start = chain.last;
        chain.children_failed = false;
        chain.iteration_end = None;
    }

    pub(super) fn start_child(&mut self, visit: Visit<'_>, child: ChildName) {
        let started = self.iteration(visit, child, IterationStage::Started);
        let start = started.unwrap_or_else(|| self.chain(visit.scope).children_start);
        *self.chain(&Scope::child(visit.scope, child)) = Chain {
            child: Some(child),
            start,
            last: start,
            ..Chain::default()
        };
    }

    pub(super) fn end_child(&mut self, visit: Visit<'_>, child: ChildName, stage: IterationStage) {
        let name = Scope::child(visit.scope, child).to_string();
        let Some(ended) = self.chains.remove(&name) else {
            return;
        };
        self.chain(visit.scope).last = ended.last;
        self.chain(visit.scope).iteration_end = self.iteration(visit, child, stage);
        // What is open was not left: it failed.
        if let Some(state) = ended.open {
            self.abort_state(visit, state);
        }
    }

    /// All children have ended well.
    pub(super) fn end_children(&mut self, visit: Visit<'_>) {
        let chain = self.chain(visit.scope);
        chain.last = chain.iteration_end.unwrap_or(chain.last);
        let before = chain.run_end.take().unwrap_or(chain.last);
        let succeeded = match visit.kind {
            StateKind::Map => EventKind::MapStateSucceeded,
            _ => EventKind::ParallelStateSucceeded,
        };
        self.add(visit.time, before, succeeded);
    }

    /// The map run of a distributed Map has ended.
    pub(super) fn end_run(&mut self, visit: Visit<'_>, result: Result<(), &ExecutionError>) {
        match result {
            Ok(()) => {
                let end = self.leaf(visit, EventKind::MapRunSucceeded);
                self.chain(visit.scope).run_end = Some(end);
            }
            Err(error) => self.link(visit, EventKind::MapRunFailed(error.into())),
        }
    }

    /// A child has failed, and what still runs beside it is cut off, in the order in which it began.
    pub(super) fn abort_children(&mut self, visit: Visit<'_>) {
        self.chain(visit.scope).children_failed = true;
        let own = visit.scope.to_string();
        let dot = if own.is_empty() { "" } else { "." };
        let inside = format!("{own}{dot}{}", visit.state);
        let is_inside = |name: &str| {
            let rest = name.strip_prefix(&inside);
            rest.is_some_and(|rest| rest.starts_with(['[', '/']))
        };
        let mut cut = Vec::new();
        self.chains.retain(|name, chain| {
            let is_cut = is_inside(name);
            if is_cut && let (Some(child), Some(state)) = (chain.child, chain.open) {
                cut.push(((chain.start, chain.entry), child, state));
            }
            !is_cut
        });
        cut.sort_by_key(|(begun, ..)| *begun);
        for (_, child, state) in cut {
            self.iteration(visit, child, IterationStage::Aborted);
            self.abort_state(visit, state);
        }
    }

    /// A state that is never left. AWS says so of those that take time.
    fn abort_state(&mut self, visit: Visit<'_>, state: StateKind) {
        if matches!(
            state,
            StateKind::Task | StateKind::Wait | StateKind::Parallel | StateKind::Map
        ) {
            self.leaf(visit, EventKind::StateAborted { state });
        }
    }

    /// The start of a child or its end, which is told of iterations only. Returns its event.
    fn iteration(
        &mut self,
        visit: Visit<'_>,
        child: ChildName,
        stage: IterationStage,
    ) -> Option<u64> {
        match child {
            ChildName::Branch { .. } => None,
            ChildName::Iteration { state: name, index } => {
                Some(self.leaf(visit, EventKind::MapIteration { stage, name, index }))
            }
        }
    }

    /// Why the execution or an evaluation failed. Only here, AWS says in which state the engine found the definition not to
    /// fit.
    pub(super) fn failure(&self, error: &ExecutionError, state: Option<&str>) -> Failure {
        let mut failure = Failure::from(error);
        if error.is_of_engine()
            && let (Some(state), Some(cause)) = (state, &mut failure.cause)
        {
            let entry = self.origin;
            *cause = format!(
                "An error occurred while executing the state '{state}' (entered at the event id #{entry}). {cause}"
            );
        }
        failure
    }
}

impl From<&ExecutionError> for Failure {
    fn from(error: &ExecutionError) -> Self {
        Failure {
            error: error.error().map(str::to_owned),
            cause: error.cause().map(str::to_owned),
        }
    }
}
