//! One handler for all tasks of any machine.

use serde_json::Value;

use crate::task::{TaskContext, TaskResult, TaskToken};

/// A task call, with everything that tells one task from another.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TaskRequest {
    /// The name of the Task state.
    pub state: &'static str,
    /// Its `Resource`.
    pub resource: &'static str,
    /// The effective input.
    pub input: Value,
    /// The token to complete the task with, when the resource ends in `.waitForTaskToken`. The handler's own output is
    /// then not used.
    pub token: Option<TaskToken>,
}

impl TaskRequest {
    /// For generated code.
    #[doc(hidden)]
    #[must_use]
    pub fn new(cx: &TaskContext<'_>, input: Value, token: Option<TaskToken>) -> Self {
        TaskRequest {
            state: cx.state(),
            resource: cx.resource(),
            input,
            token,
        }
    }
}

/// Receives every task of a machine: for mocks, for dispatch by resource, for replaying recorded results.
pub trait Handler: Send + Sync {
    /// Does the task's work. Dropping the future cancels it.
    fn handle(
        &self,
        request: TaskRequest,
        cx: &TaskContext<'_>,
    ) -> impl Future<Output = TaskResult> + Send;
}

/// Makes one [`Handler`] the `Tasks` of any generated machine.
///
/// ```
/// use asl_runtime::{Dynamic, asl, from_fn};
/// use serde_json::json;
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
/// let echo = from_fn(|task| async move { Ok(json!({ "resource": task.resource, "input": task.input })) });
/// let machine = greeting::Machine::new(Dynamic(echo));
/// assert_eq!(machine.run(json!("Ada")).await?, json!({ "resource": "greet", "input": "Ada" }));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Dynamic<D>(pub D);

/// A [`Handler`] made from a function of the request alone.
pub fn from_fn<F, Fut>(function: F) -> FromFn<F>
where
    F: Fn(TaskRequest) -> Fut + Send + Sync,
    Fut: Future<Output = TaskResult> + Send,
{
    FromFn(function)
}

/// See [`from_fn`].
#[derive(Clone, Copy, Debug)]
pub struct FromFn<F>(F);

impl<F, Fut> Handler for FromFn<F>
where
    F: Fn(TaskRequest) -> Fut + Send + Sync,
    Fut: Future<Output = TaskResult> + Send,
{
    fn handle(
        &self,
        request: TaskRequest,
        _: &TaskContext<'_>,
    ) -> impl Future<Output = TaskResult> + Send {
        (self.0)(request)
    }
}
