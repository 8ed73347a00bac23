//! A handler that records its calls, and short ways to write machines.

use std::sync::Mutex;
use std::time::Duration;

use asl_runtime::{
    ExecutionError, Handler, InMemory, TaskContext, TaskError, TaskRequest, TaskResult, TaskToken,
};
use serde_json::Value;
use tokio::time::Instant;

/// A machine with an inline definition. Its tasks are answered by a function of the [`Call`]; without one, there are
/// none to answer.
macro_rules! machine {
    ({ $($definition:tt)* }) => {
        $crate::support::machine!(async |call| Ok(call.input), { $($definition)* })
    };
    ($answer:expr, { $($definition:tt)* }) => {{
        asl_runtime::asl! {
            #[allow(asl::ASL0101, asl::ASL0102, asl::ASL0103, asl::ASL0105, asl::ASL0106, asl::ASL0107, asl::ASL0108, asl::ASL0109,
                asl::ASL0110, asl::ASL0111, asl::ASL0112)]
            mod definition = { $($definition)* };
        }
        definition::Machine::new(asl_runtime::Dynamic($crate::support::Recorder::new($answer)))
    }};
}

/// A machine whose only state has these fields.
macro_rules! state {
    ({ $($fields:tt)* }) => {
        $crate::support::machine!({ "StartAt": "S", "States": { "S": { $($fields)*, "End": true } } })
    };
    ($answer:expr, { $($fields:tt)* }) => {
        $crate::support::machine!($answer, { "StartAt": "S", "States": { "S": { $($fields)*, "End": true } } })
    };
}

pub(crate) use {machine, state};

/// One call of a handler.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) state: &'static str,
    pub(crate) resource: &'static str,
    pub(crate) input: Value,
    pub(crate) token: Option<TaskToken>,
    pub(crate) retry_count: u32,
    pub(crate) scope: String,
    pub(crate) key: String,
    /// Since the recorder was made.
    pub(crate) at: Duration,
    /// How many calls of this state came before, in all scopes.
    pub(crate) earlier: usize,
}

/// Records every call and answers it by a function.
pub(crate) struct Recorder<F> {
    answer: F,
    began: Instant,
    calls: Mutex<Vec<Call>>,
}

impl<F> Recorder<F> {
    pub(crate) fn new<Fut>(answer: F) -> Self
    where
        F: Fn(Call) -> Fut + Send + Sync,
        Fut: Future<Output = TaskResult> + Send,
    {
        Recorder {
            answer,
            began: Instant::now(),
            calls: Mutex::default(),
        }
    }

    /// The calls so far.
    pub(crate) fn calls(&self) -> Vec<Call> {
        self.calls
            .lock()
            .expect("nothing panics while it holds the lock")
            .clone()
    }

    /// What a function makes of each call.
    pub(crate) fn each<T>(&self, part: impl FnMut(Call) -> T) -> Vec<T> {
        self.calls().into_iter().map(part).collect()
    }

    /// When each call came, in seconds.
    pub(crate) fn seconds(&self) -> Vec<f64> {
        self.each(|call| call.at.as_secs_f64())
    }

    fn record(&self, request: TaskRequest, cx: &TaskContext<'_>) -> Call {
        let mut calls = self
            .calls
            .lock()
            .expect("nothing panics while it holds the lock");
        let call = Call {
            state: request.state,
            resource: request.resource,
            input: request.input,
            token: request.token,
            retry_count: cx.retry_count(),
            scope: cx.scope().to_string(),
            key: cx.idempotency_key(),
            at: self.began.elapsed(),
            earlier: calls
                .iter()
                .filter(|call| call.state == request.state)
                .count(),
        };
        calls.push(call.clone());
        call
    }
}

impl<F, Fut> Handler for Recorder<F>
where
    F: Fn(Call) -> Fut + Send + Sync,
    Fut: Future<Output = TaskResult> + Send,
{
    fn handle(
        &self,
        request: TaskRequest,
        cx: &TaskContext<'_>,
    ) -> impl Future<Output = TaskResult> + Send {
        (self.answer)(self.record(request, cx))
    }
}

/// A failure with this name.
pub(crate) fn failure(name: &'static str) -> TaskResult {
    Err(TaskError::new(name, "because"))
}

/// An error's name and cause.
pub(crate) fn parts(error: &ExecutionError) -> (Option<&str>, Option<&str>) {
    (error.error(), error.cause())
}

/// Waits in virtual time.
pub(crate) async fn seconds(seconds: u64) {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
}

/// A host for which it is the start of 2025.
pub(crate) fn new_year() -> InMemory {
    InMemory::new().starting_at("2025-01-01T00:00:00Z".parse().expect("a time"))
}
