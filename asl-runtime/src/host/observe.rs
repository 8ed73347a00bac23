//! Watching executions.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::error::ExecutionError;
use crate::machine::StateKind;
use crate::scope::Scope;

/// A state at a place in an execution.
#[derive(Clone, Copy, Debug)]
pub struct Visit<'a> {
    /// The branch or iteration.
    pub scope: &'a Scope<'a>,
    /// The state's name.
    pub state: &'static str,
    /// The state's type.
    pub kind: StateKind,
}

/// Is told what executions do. Every method does nothing unless it is overridden.
///
/// Methods are called in the execution's own task, between its states; a slow observer slows the execution.
#[expect(
    unused_variables,
    reason = "the names are the documentation of what is given"
)]
pub trait Observer: Send + Sync {
    /// Whether anything is wanted at all. A constant, so that executions without an observer do nothing for it.
    const OBSERVES: bool = true;

    /// A state was entered. A retry does not enter it again.
    fn entered(&self, visit: Visit<'_>, input: &Value) {}

    /// A state was left, by a transition or by the end of its machine.
    fn exited(&self, visit: Visit<'_>, output: &Value) {}

    /// A retrier took an error; the state runs again after the delay.
    fn retrying(&self, visit: Visit<'_>, error: &ExecutionError, delay: Duration) {}

    /// A catcher took an error.
    fn caught(&self, visit: Visit<'_>, error: &ExecutionError) {}
}

/// Observes nothing.
impl Observer for () {
    const OBSERVES: bool = false;
}

macro_rules! forward {
    ($($pointer:ty),+) => {$(
        impl<O: Observer> Observer for $pointer {
            const OBSERVES: bool = O::OBSERVES;

            fn entered(&self, visit: Visit<'_>, input: &Value) {
                (**self).entered(visit, input);
            }

            fn exited(&self, visit: Visit<'_>, output: &Value) {
                (**self).exited(visit, output);
            }

            fn retrying(&self, visit: Visit<'_>, error: &ExecutionError, delay: Duration) {
                (**self).retrying(visit, error, delay);
            }

            fn caught(&self, visit: Visit<'_>, error: &ExecutionError) {
                (**self).caught(visit, error);
            }
        }
    )+};
}

forward!(&O, Arc<O>);
