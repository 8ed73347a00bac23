//! What a task's handler is given.

use std::fmt;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::Notify;

use crate::error::TaskError;
use crate::identity::{Identity, Root};
use crate::scope::{Point, Scope};

/// What an untyped handler returns.
pub type TaskResult = Result<Value, TaskError>;

/// What a handler can learn about its call.
pub struct TaskContext<'a> {
    state: &'static str,
    resource: &'static str,
    retry_count: u32,
    point: Point<'a>,
    root: &'a Root<'a>,
    pulse: Notify,
    extras: OnceLock<Box<Extras>>,
}

/// What almost no task has.
#[derive(Default)]
struct Extras {
    credentials: Option<Value>,
    response: OnceLock<Value>,
}

impl<'a> TaskContext<'a> {
    pub(crate) fn new(
        state: &'static str,
        resource: &'static str,
        retry_count: u32,
        point: Point<'a>,
        root: &'a Root<'a>,
    ) -> Self {
        TaskContext {
            state,
            resource,
            retry_count,
            point,
            root,
            pulse: Notify::const_new(),
            extras: OnceLock::new(),
        }
    }

    /// For generated code.
    #[doc(hidden)]
    #[must_use]
    pub fn with_credentials(self, credentials: Value) -> Self {
        TaskContext {
            extras: OnceLock::from(Box::new(Extras {
                credentials: Some(credentials),
                ..Extras::default()
            })),
            ..self
        }
    }

    /// The name of the Task state.
    #[must_use]
    pub fn state(&self) -> &'static str {
        self.state
    }

    /// The state's `Resource`.
    #[must_use]
    pub fn resource(&self) -> &'static str {
        self.resource
    }

    /// The state's `Credentials`, evaluated: an object whose `RoleArn` says in which role the call is to be made. What that
    /// means is for the handler to say. Reference §9.6.
    #[must_use]
    pub fn credentials(&self) -> Option<&Value> {
        self.extras.get()?.credentials.as_ref()
    }

    /// How often the state has been retried in this visit: 0 on the first attempt.
    #[must_use]
    pub fn retry_count(&self) -> u32 {
        self.retry_count
    }

    /// The branch or iteration that the state runs in.
    #[must_use]
    pub fn scope(&self) -> &'a Scope<'a> {
        self.point.scope
    }

    /// The place of this call in its execution.
    #[must_use]
    pub fn point(&self) -> Point<'a> {
        self.point
    }

    /// Who the execution is.
    #[must_use]
    pub fn execution(&self) -> &Identity {
        self.root.identity()
    }

    /// A key that is the same whenever this very call is made again, such as after a crash: the execution, the scope and
    /// the number of the call in it. A retry is another call. Give it to services that take one, so that a repeated
    /// call has no second effect.
    #[must_use]
    pub fn idempotency_key(&self) -> String {
        format!("{}:{}", self.execution().execution_id, self.point)
    }

    /// Says that the handler is alive, in a state with `HeartbeatSeconds`: the heartbeat's clock starts anew, the clock
    /// of `TimeoutSeconds` does not. Reference §9.4.
    pub fn heartbeat(&self) {
        self.pulse.notify_one();
    }

    /// Records what a service answered when it took the work on: the request that carries the token of a
    /// `.waitForTaskToken` task, or the start of a `.sync` job. A [`History`](crate::History) shows it. Only the first
    /// answer counts.
    pub fn submitted(&self, response: Value) {
        let extras = self.extras.get_or_init(Box::default);
        let _ = extras.response.set(response);
    }

    /// What [`submitted`](Self::submitted) recorded.
    #[must_use]
    pub fn response(&self) -> Option<&Value> {
        self.extras.get()?.response.get()
    }

    /// What [`heartbeat`](Self::heartbeat) wakes, for hosts.
    #[must_use]
    pub fn pulse(&self) -> &Notify {
        &self.pulse
    }
}

impl fmt::Debug for TaskContext<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskContext")
            .field("state", &self.state)
            .field("resource", &self.resource)
            .field("retry_count", &self.retry_count)
            .field("point", &format_args!("{}", self.point))
            .finish_non_exhaustive()
    }
}

/// What an outside party completes a `.waitForTaskToken` task with: `$$.Task.Token`. Reference §9.5.
///
/// A string, so that it can travel through queues, mails and databases and come back by
/// [`Callbacks`](crate::Callbacks).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TaskToken(String);

impl TaskToken {
    /// The token with this text.
    pub fn new(text: impl Into<String>) -> Self {
        TaskToken(text.into())
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TaskToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for TaskToken {
    fn as_ref(&self) -> &str {
        &self.0
    }
}
