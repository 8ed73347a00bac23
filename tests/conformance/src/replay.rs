//! The world of a recorded execution: tasks that answer as they did, and an observer that writes down what happens.

use std::collections::BTreeMap;
use std::future::pending;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use asl_runtime::{
    Callbacks, ExecutionError, Handler, Observer, TaskContext, TaskError, TaskRequest, TaskResult,
    Visit, names,
};
use serde_json::Value;

use crate::compare::{Comparison, Difference, matches};
use crate::scenario::{Answer, Attempt, Failure, Visited};

/// Answers tasks with what was recorded of them.
#[derive(Clone, Debug)]
pub struct Replay {
    left: Arc<Mutex<Vec<Attempt>>>,
    differences: Arc<Mutex<Vec<Difference>>>,
    callbacks: Callbacks,
}

impl Replay {
    pub(crate) fn new(attempts: Vec<Attempt>, callbacks: Callbacks) -> Self {
        Replay {
            left: Arc::new(Mutex::new(attempts)),
            differences: Arc::default(),
            callbacks,
        }
    }

    /// How the calls differed from those that were recorded, once the execution has ended.
    pub(crate) fn differences(&self) -> Vec<Difference> {
        let missing = lock(&self.left)
            .iter()
            .filter(|attempt| attempt.answer != Answer::Nothing && !attempt.mocked)
            .map(|attempt| Difference {
                place: place(&attempt.state),
                expected: attempt.input.clone(),
                actual: None,
            })
            .collect::<Vec<_>>();
        [lock(&self.differences).clone(), missing].concat()
    }

    /// The next attempt of a state. Among those of a Map's iterations, which AWS starts in any order, the one that had
    /// this input.
    fn next(&self, request: &TaskRequest) -> Option<Attempt> {
        let mut left = lock(&self.left);
        let same_state = |attempt: &Attempt| attempt.state == request.state;
        let same_input = |attempt: &Attempt| {
            let recorded = attempt.input.as_ref();
            recorded.is_none_or(|input| matches(input, &request.input))
        };
        let index = left
            .iter()
            .position(|attempt| same_state(attempt) && same_input(attempt))
            .or_else(|| left.iter().position(same_state))?;
        Some(left.remove(index))
    }

    fn check(&self, request: &TaskRequest, attempt: Option<&Attempt>) {
        let mut comparison = Comparison::default();
        let place = place(request.state);
        match attempt {
            None => comparison.part(&place, None, Some(&request.input)),
            Some(attempt) => {
                if let Some(input) = &attempt.input {
                    comparison.value(&place, input, &request.input);
                }
            }
        }
        lock(&self.differences).append(&mut comparison.differences);
    }
}

fn place(state: &str) -> String {
    format!("tasks/{state}/input")
}

impl Handler for Replay {
    async fn handle(&self, request: TaskRequest, task: &TaskContext<'_>) -> TaskResult {
        let attempt = self.next(&request);
        self.check(&request, attempt.as_ref());
        let Some(attempt) = attempt else {
            return pending().await;
        };
        let is_submitted = attempt.submitted.is_some();
        if let Some(response) = attempt.submitted {
            task.submitted(response);
        }
        let (result, submitting) = match attempt.answer {
            Answer::Output(output) => (Ok(output), false),
            Answer::Error {
                failure,
                submitting,
            } => (Err(failure.into()), submitting),
            Answer::Timeout if !attempt.limited => {
                let timeout = TaskError::from_parts(Some(names::TIMEOUT.to_owned()), None);
                (Err(timeout), true)
            }
            Answer::Timeout | Answer::Nothing if is_submitted && request.token.is_some() => {
                return Ok(Value::Null);
            }
            Answer::Timeout | Answer::Nothing => return pending().await,
        };
        let Some(token) = request.token.filter(|_| !submitting) else {
            return result;
        };
        match result {
            Ok(output) => self.callbacks.succeed(&token, output)?,
            Err(error) => self.callbacks.fail(&token, error)?,
        }
        Ok(Value::Null)
    }
}

impl From<Failure> for TaskError {
    fn from(Failure { error, cause }: Failure) -> Self {
        TaskError::from_parts(error, cause)
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

/// Writes down what happens.
#[derive(Debug, Default)]
pub(crate) struct Recorder(Mutex<Record>);

/// What a [`Recorder`] wrote down.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    pub(crate) trace: BTreeMap<String, Vec<Visited>>,
    pub(crate) retried: Vec<Failure>,
    pub(crate) caught: Vec<Failure>,
}

impl Recorder {
    pub(crate) fn record(&self) -> Record {
        lock(&self.0).clone()
    }
}

impl Recorder {
    /// What is written down of a visit. Child executions of a distributed Map have no part in their parent's recording.
    fn note(&self, visit: Visit<'_>, note: impl FnOnce(&mut Record)) {
        if visit.execution().map_run_arn.is_none() {
            note(&mut lock(&self.0));
        }
    }
}

impl Observer for Recorder {
    fn entered(&self, visit: Visit<'_>, input: &Value) {
        self.note(visit, |record| {
            let visited = Visited {
                state: visit.state.to_owned(),
                kind: format!("{:?}", visit.kind),
                input: input.clone(),
                exited: false,
                output: None,
                assigned: BTreeMap::new(),
            };
            let scope = visit.scope.to_string();
            record.trace.entry(scope).or_default().push(visited);
        });
    }

    fn exited(&self, visit: Visit<'_>, output: &Value) {
        self.note(visit, |record| {
            let scope = visit.scope.to_string();
            if let Some(visited) = record.trace.entry(scope).or_default().last_mut() {
                visited.exited = true;
                visited.output = Some(output.clone());
            }
        });
    }

    fn assigned(&self, visit: Visit<'_>, name: &'static str, value: &Value) {
        self.note(visit, |record| {
            let scope = visit.scope.to_string();
            if let Some(visited) = record.trace.entry(scope).or_default().last_mut() {
                visited.assigned.insert(name.to_owned(), value.clone());
            }
        });
    }

    fn retrying(&self, visit: Visit<'_>, error: &ExecutionError, _: Duration) {
        self.note(visit, |record| record.retried.push(error.into()));
    }

    fn caught(&self, visit: Visit<'_>, error: &ExecutionError) {
        self.note(visit, |record| record.caught.push(error.into()));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing panics while it holds one of these.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
