//! Failures of tasks where a machine awaits its handlers itself: the error stays what it is until somebody wants a name.

use super::{ErrorOutput, TaskFailure};
use crate::error::{ExecutionError, TaskError, names};

/// Why an attempt at a task failed.
#[derive(Debug)]
pub enum Failed<E> {
    /// Its handler says so.
    Task(E),
    /// Something around the call.
    Other(ExecutionError),
}

impl<E> From<ExecutionError> for Failed<E> {
    fn from(error: ExecutionError) -> Self {
        Failed::Other(error)
    }
}

impl<E: TaskFailure> From<Failed<E>> for ExecutionError {
    fn from(failed: Failed<E>) -> Self {
        match failed {
            Failed::Task(error) => self::failed(error),
            Failed::Other(error) => error,
        }
    }
}

/// The error of a handler that nothing catches.
#[cold]
pub fn failed<E: TaskFailure>(error: E) -> ExecutionError {
    error.into_task_error().into()
}

/// What a catcher may take.
pub trait Catch {
    /// The first catcher that takes it, and the Error Output that this one receives.
    ///
    /// # Errors
    /// The error itself, when none does.
    fn caught(self, catchers: &[&[&str]]) -> Result<(usize, ErrorOutput), ExecutionError>;
}

impl Catch for ExecutionError {
    fn caught(self, catchers: &[&[&str]]) -> Result<(usize, ErrorOutput), ExecutionError> {
        match catchers.iter().position(|names| self.matches(names)) {
            Some(catcher) => Ok((catcher, self.into())),
            None => Err(self),
        }
    }
}

impl<E: TaskFailure> Catch for Failed<E> {
    #[inline]
    fn caught(self, catchers: &[&[&str]]) -> Result<(usize, ErrorOutput), ExecutionError> {
        match self {
            Failed::Task(error) => {
                let error = error.into_task_error();
                match catchers.iter().position(|names| takes(names, &error)) {
                    Some(catcher) => Ok((catcher, error.into())),
                    None => ExecutionError::from(error).caught(catchers),
                }
            }
            Failed::Other(error) => error.caught(catchers),
        }
    }
}

/// Whether a catcher takes the error of a handler. The names of the language itself have rules of their own; those are for
/// [`ExecutionError`] to know.
fn takes(names: &[&str], error: &TaskError) -> bool {
    let Some(name) = error.error().filter(|name| !name.starts_with("States.")) else {
        return false;
    };
    names
        .iter()
        .any(|taken| *taken == name || matches!(*taken, names::ALL | names::TASK_FAILED))
}
