//! Execution history, as AWS names it. Reference §14.

mod event;
mod json;
mod observe;
mod record;
mod resource;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

pub use event::{EventKind, Failure, HistoryEvent, IterationStage};
pub use resource::Integration;

use crate::identity::Identity;
use record::Record;

/// Records the history of one execution: an [`Observer`](crate::Observer) that keeps every event in order, by AWS's
/// names and with AWS's links between them. The audit trail of a workflow.
///
/// Give each execution a host with a history of its own. The child executions of its distributed Maps have theirs in it,
/// by their ids.
///
/// ```
/// use asl_runtime::{Dynamic, EventKind, History, InMemory, asl, from_fn, json};
///
/// asl! {
///     mod greeting = {
///         "StartAt": "Greet",
///         "States": { "Greet": { "Type": "Task", "Resource": "greet", "End": true } }
///     };
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), asl_runtime::ExecutionError> {
/// let greet = Dynamic(from_fn(|_| async { Ok(json!("hello")) }));
/// let machine = greeting::Machine::new(greet).on(InMemory::new().observed_by(History::new()));
/// machine.run(json!({})).await?;
///
/// let events = machine.host().observer().events();
/// assert!(matches!(events[1].kind, EventKind::StateEntered { name: "Greet", .. }));
/// let json = machine.host().observer().to_json();
/// assert_eq!(json["events"][5]["type"], "TaskStateExited");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Default)]
pub struct History(Mutex<Records>);

/// The events of an execution and of its child executions.
#[derive(Debug, Default)]
struct Records {
    own: Record,
    /// In the order in which they began.
    children: Vec<(Identity, Record)>,
    /// Where in `children`, by their ids.
    places: HashMap<String, usize>,
}

impl Records {
    fn of(&mut self, execution: &Identity) -> &mut Record {
        if execution.map_run_arn.is_none() {
            return &mut self.own;
        }
        let place = match self.places.get(&execution.execution_id) {
            Some(place) => *place,
            None => {
                let place = self.children.len();
                self.children.push((execution.clone(), Record::default()));
                self.places.insert(execution.execution_id.clone(), place);
                place
            }
        };
        &mut self.children[place].1
    }

    fn child(&self, execution_id: &str) -> Option<&Record> {
        let place = self.places.get(execution_id)?;
        Some(&self.children[*place].1)
    }
}

impl History {
    /// Nothing has happened yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What has happened so far.
    #[must_use]
    pub fn events(&self) -> Vec<HistoryEvent> {
        self.records().own.events().to_vec()
    }

    /// The events in the shape of AWS's `GetExecutionHistory`: `{"events": [...]}`, inputs and outputs as JSON text.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json::history(self.records().own.events())
    }

    /// The child executions of distributed Maps that have begun so far, in that order.
    #[must_use]
    pub fn child_executions(&self) -> Vec<Identity> {
        let records = self.records();
        let children = records.children.iter();
        children.map(|(identity, _)| identity.clone()).collect()
    }

    /// What has happened so far in the child execution with this id. `None` when there is none.
    #[must_use]
    pub fn events_of_child(&self, execution_id: &str) -> Option<Vec<HistoryEvent>> {
        let records = self.records();
        Some(records.child(execution_id)?.events().to_vec())
    }

    /// The same in the shape of [`to_json`](Self::to_json).
    #[must_use]
    pub fn child_to_json(&self, execution_id: &str) -> Option<Value> {
        let records = self.records();
        Some(json::history(records.child(execution_id)?.events()))
    }

    fn records(&self) -> MutexGuard<'_, Records> {
        // Nothing panics while it holds the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
