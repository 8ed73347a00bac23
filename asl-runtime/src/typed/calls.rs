//! Tasks whose argument, result and error are types of the user's own.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Data, TaskFailure, from_json, into_json};
use crate::context::Cx;
use crate::dynamic::{Handler, TaskRequest};
use crate::error::{ExecutionError, TaskError};
use crate::host::{Host, Limits, Observer};
use crate::payload;
use crate::task::{TaskContext, TaskToken};

impl<H: Host> Cx<'_, H> {
    /// Tells the observer of a task that is about to be called.
    #[inline]
    pub fn begins(&self, task: &TaskContext<'_>, limits: Limits, input: &impl Data) {
        self.observe(|observer, visit| {
            observer.task_started(visit, task, limits, &input.as_json());
        });
    }

    /// The end of a task: its result, unless that is larger than the host allows.
    ///
    /// # Errors
    /// That of the task, or `States.DataLimitExceeded`.
    #[inline]
    pub fn ends<O: Data>(
        &self,
        task: &TaskContext<'_>,
        mut result: Result<O, ExecutionError>,
    ) -> Result<O, ExecutionError> {
        if let (Some(limit), Ok(value)) = (self.host.payload_limit(), &result)
            && !payload::holds(value, limit)
        {
            let called = payload::called(task.resource());
            result = Err(ExecutionError::result_too_large(called));
        }
        self.observe(|observer, visit| {
            let json = result.as_ref().map(Data::as_json);
            observer.task_ended(visit, task, json.as_deref().map_err(|error| *error));
        });
        result
    }

    /// Runs a handler. Dropping the future drops the handler's.
    #[inline]
    pub fn attempt<O, E>(
        &self,
        task: &TaskContext<'_>,
        handler: impl Future<Output = Result<O, E>> + Send,
    ) -> impl Future<Output = Result<O, ExecutionError>> + Send
    where
        O: Serialize + DeserializeOwned + Send,
        E: TaskFailure,
    {
        self.host.effect(task, failing(handler))
    }

    /// Runs a handler within the limits of its state.
    pub fn attempt_within<O, E>(
        &self,
        task: &TaskContext<'_>,
        limits: Limits,
        handler: impl Future<Output = Result<O, E>> + Send,
    ) -> impl Future<Output = Result<O, ExecutionError>> + Send
    where
        O: Serialize + DeserializeOwned + Send,
        E: TaskFailure,
    {
        self.host.effect_within(task, limits, failing(handler))
    }

    /// Runs the handler of a `.waitForTaskToken` task and waits until its token is completed.
    ///
    /// # Errors
    /// The handler's error, the failure that the token was completed with, or `States.Timeout`.
    pub async fn submit<E: TaskFailure>(
        &self,
        task: &TaskContext<'_>,
        token: &TaskToken,
        limits: Limits,
        handler: impl Future<Output = Result<(), E>> + Send,
    ) -> Result<Value, ExecutionError> {
        self.callback(task, token, limits, failing(handler)).await
    }
}

/// A handler that fails with a name and a cause.
#[inline]
async fn failing<O, E: TaskFailure>(
    handler: impl Future<Output = Result<O, E>>,
) -> Result<O, TaskError> {
    handler.await.map_err(TaskFailure::into_task_error)
}

/// A task of a dynamic handler, which takes and yields JSON.
///
/// # Errors
/// The handler's, or `States.Runtime` when what it yields is not what the task yields.
pub async fn call_dynamic<D, A, O>(
    handler: &D,
    input: A,
    cx: &TaskContext<'_>,
) -> Result<O, TaskError>
where
    D: Handler,
    A: Data + 'static,
    O: DeserializeOwned + 'static,
{
    let request = TaskRequest::new(cx, into_json(input)?, None);
    Ok(from_json(handler.handle(request, cx).await?)?)
}

/// A `.waitForTaskToken` task of a dynamic handler, whose output does not count.
///
/// # Errors
/// The handler's.
pub async fn submit_dynamic<D, A>(
    handler: &D,
    input: A,
    token: TaskToken,
    cx: &TaskContext<'_>,
) -> Result<(), TaskError>
where
    D: Handler,
    A: Data + 'static,
{
    let request = TaskRequest::new(cx, into_json(input)?, Some(token));
    handler.handle(request, cx).await.map(drop)
}
