//! Execution history, as AWS names it. Reference §14.

mod event;
mod json;
mod observe;
mod record;
mod resource;

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

pub use event::{EventKind, Failure, HistoryEvent, IterationStage};
pub use resource::Integration;

use record::Record;

/// Records the history of one execution: an [`Observer`](crate::Observer) that keeps every event in order, by AWS's
/// names and with AWS's links between them. The audit trail of a workflow.
///
/// Give each execution a host with a history of its own.
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
pub struct History(Mutex<Record>);

impl History {
    /// Nothing has happened yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What has happened so far.
    #[must_use]
    pub fn events(&self) -> Vec<HistoryEvent> {
        self.record().events().to_vec()
    }

    /// The events in the shape of AWS's `GetExecutionHistory`: `{"events": [...]}`, inputs and outputs as JSON text.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json::history(self.record().events())
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        // Nothing panics while it holds the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
