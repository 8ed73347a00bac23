//! Task tokens and who waits for them. Reference §9.5.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tokio::sync::{Notify, oneshot};

use crate::error::TaskError;
use crate::task::{TaskResult, TaskToken};

/// Completes `.waitForTaskToken` tasks from outside: the counterpart of AWS's SendTaskSuccess, SendTaskFailure and
/// SendTaskHeartbeat. A handle that can be cloned; get it from [`InMemory::callbacks`](crate::InMemory::callbacks).
///
/// ```
/// use asl_runtime::{TaskContext, TaskError, TaskToken, Value, asl, json};
/// use tokio::sync::mpsc;
///
/// asl! {
///     mod approval = {
///         "StartAt": "Ask",
///         "States": {
///             "Ask": { "Type": "Task", "Resource": "mail.waitForTaskToken", "TimeoutSeconds": 86400, "End": true }
///         }
///     };
/// }
///
/// struct Mail(mpsc::UnboundedSender<TaskToken>);
///
/// impl approval::Tasks for Mail {
///     async fn ask(&self, _: Value, token: TaskToken, _: &TaskContext<'_>) -> Result<(), TaskError> {
///         Ok(self.0.send(token)?)
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), asl_runtime::ExecutionError> {
/// let (outbox, mut inbox) = mpsc::unbounded_channel();
/// let machine = approval::Machine::new(Mail(outbox));
/// let callbacks = machine.host().callbacks();
/// tokio::spawn(async move {
///     let token = inbox.recv().await.expect("a mail comes");
///     callbacks.succeed(&token, json!({ "approved": true })).expect("the task waits");
/// });
/// assert_eq!(machine.run(json!({})).await?, json!({ "approved": true }));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Callbacks(Arc<Mutex<HashMap<TaskToken, Waiting>>>);

#[derive(Debug)]
struct Waiting {
    complete: oneshot::Sender<TaskResult>,
    pulse: Arc<Notify>,
}

impl Callbacks {
    /// Ends the task well; `output` is its result.
    ///
    /// # Errors
    /// When no task waits for this token: it never existed, has been completed, or its task timed out.
    pub fn succeed(&self, token: &TaskToken, output: Value) -> Result<(), CallbackError> {
        self.complete(token, Ok(output))
    }

    /// Ends the task with an error, which its `Retry` and `Catch` see.
    ///
    /// # Errors
    /// As [`succeed`](Self::succeed).
    pub fn fail(
        &self,
        token: &TaskToken,
        error: impl Into<TaskError>,
    ) -> Result<(), CallbackError> {
        self.complete(token, Err(error.into()))
    }

    /// Starts the task's heartbeat clock anew. The clock of `TimeoutSeconds` goes on.
    ///
    /// # Errors
    /// As [`succeed`](Self::succeed).
    pub fn heartbeat(&self, token: &TaskToken) -> Result<(), CallbackError> {
        let waiting = self.waiting();
        let task = waiting.get(token).ok_or(CallbackError)?;
        task.pulse.notify_one();
        Ok(())
    }

    fn complete(&self, token: &TaskToken, result: TaskResult) -> Result<(), CallbackError> {
        let task = self.waiting().remove(token).ok_or(CallbackError)?;
        task.complete.send(result).map_err(|_| CallbackError)
    }

    /// Registers a token. It is forgotten when the ticket is dropped.
    pub(super) fn expect(&self, token: &TaskToken) -> Ticket {
        let (complete, completed) = oneshot::channel();
        let pulse = Arc::new(Notify::new());
        self.waiting().insert(
            token.clone(),
            Waiting {
                complete,
                pulse: Arc::clone(&pulse),
            },
        );
        Ticket {
            callbacks: self.clone(),
            token: token.clone(),
            completed,
            pulse,
        }
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<TaskToken, Waiting>> {
        // Nothing panics while it holds the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The waiting side of a token.
pub(super) struct Ticket {
    callbacks: Callbacks,
    token: TaskToken,
    completed: oneshot::Receiver<TaskResult>,
    pub(super) pulse: Arc<Notify>,
}

impl Ticket {
    /// Waits for the completion.
    pub(super) async fn completed(&mut self) -> TaskResult {
        let gone = |_| {
            Err(TaskError::new(
                "States.TaskFailed",
                "the task token was dropped",
            ))
        };
        (&mut self.completed).await.unwrap_or_else(gone)
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.callbacks.waiting().remove(&self.token);
    }
}

/// No task waits for the token: it never existed, has been completed, or its task has ended otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallbackError;

impl fmt::Display for CallbackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no task waits for this token; it was completed already, or its task has timed out or been stopped")
    }
}

impl std::error::Error for CallbackError {}
