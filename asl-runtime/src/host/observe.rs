//! Watching executions.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;

use crate::error::ExecutionError;
use crate::host::Limits;
use crate::identity::{Identity, Root};
use crate::machine::StateKind;
use crate::scope::{ChildName, Scope};
use crate::task::TaskContext;

/// A state at a place in an execution, and the time.
#[derive(Clone, Copy)]
pub struct Visit<'a> {
    /// The branch or iteration.
    pub scope: &'a Scope<'a>,
    /// The state's name.
    pub state: &'static str,
    /// The state's type.
    pub kind: StateKind,
    /// The host's time.
    pub time: Timestamp,
    pub(crate) root: &'a Root<'a>,
}

impl Visit<'_> {
    /// Which execution it is, where one observer watches several.
    #[must_use]
    pub fn execution(&self) -> &Identity {
        self.root.identity()
    }
}

impl fmt::Debug for Visit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Visit {
            scope,
            state,
            kind,
            time,
            root: _,
        } = self;
        write!(f, "{kind} `{state}`")?;
        if !scope.is_top() {
            write!(f, " of {scope}")?;
        }
        write!(f, " at {time}")
    }
}

macro_rules! observer {
    ($($(#[doc = $doc:literal])+ fn $name:ident($($argument:ident: $type:ty),+);)+) => {
        /// Is told what executions do. Every method does nothing unless it is overridden.
        ///
        /// Methods are called in the execution's own task, between its steps; a slow observer slows the execution.
        /// One observer can watch any number of executions; [`Visit::execution`] tells them apart.
        #[expect(unused_variables, reason = "the names are the documentation of what is given")]
        pub trait Observer: Send + Sync {
            /// Whether anything is wanted at all. A constant, so that executions without an observer do nothing for it.
            const OBSERVES: bool = true;

            $($(#[doc = $doc])+ fn $name(&self, $($argument: $type),+) {})+
        }

        forward!(&O; $($name($($argument: $type),+);)+);
        forward!(Arc<O>; $($name($($argument: $type),+);)+);
    };
}

macro_rules! forward {
    ($pointer:ty; $($name:ident($($argument:ident: $type:ty),+);)+) => {
        impl<O: Observer> Observer for $pointer {
            const OBSERVES: bool = O::OBSERVES;

            $(fn $name(&self, $($argument: $type),+) {
                (**self).$name($($argument),+);
            })+
        }
    };
}

observer! {
    /// An execution began.
    fn execution_started(time: Timestamp, identity: &Identity, input: &Value);

    /// An execution ended, with its output or the error that nothing caught.
    fn execution_ended(time: Timestamp, identity: &Identity, result: Result<&Value, &ExecutionError>);

    /// A state was entered. A retry does not enter it again.
    fn entered(visit: Visit<'_>, input: &Value);

    /// A state gives a variable of its machine a value; it is left next.
    fn assigned(visit: Visit<'_>, name: &'static str, value: &Value);

    /// A state was left, by a transition or by the end of its machine.
    fn exited(visit: Visit<'_>, output: &Value);

    /// An expression of a state failed, or its result does not fit its field: the error is a `States.QueryEvaluationError`,
    /// which retriers and catchers see next.
    fn evaluation_failed(visit: Visit<'_>, error: &ExecutionError);

    /// A retrier took an error; the state runs again after the delay.
    fn retrying(visit: Visit<'_>, error: &ExecutionError, delay: Duration);

    /// A catcher took an error.
    fn caught(visit: Visit<'_>, error: &ExecutionError);

    /// Nothing took a state's error: its machine ends with it.
    fn failed(visit: Visit<'_>, error: &ExecutionError);

    /// A handler is about to be called with this effective input.
    fn task_started(visit: Visit<'_>, task: &TaskContext<'_>, limits: Limits, input: &Value);

    /// The handler of a `.waitForTaskToken` task has passed its token on; the wait for the token begins.
    fn task_submitted(visit: Visit<'_>, task: &TaskContext<'_>);

    /// A task ended with its result, its error or a timeout.
    fn task_ended(visit: Visit<'_>, task: &TaskContext<'_>, result: Result<&Value, &ExecutionError>);

    /// A Parallel or Map is about to run so many children.
    fn children_started(visit: Visit<'_>, count: usize);

    /// All children of a Parallel or Map have ended well, or one has failed and the others have been dropped.
    fn children_ended(visit: Visit<'_>, result: Result<(), &ExecutionError>);

    /// A distributed Map has begun, and its child executions will, which are executions of their own.
    fn map_run_started(visit: Visit<'_>, map_run_arn: &str);

    /// A distributed Map has ended.
    fn map_run_ended(visit: Visit<'_>, result: Result<(), &ExecutionError>);

    /// A branch or an iteration of this Parallel or Map begins.
    fn child_started(visit: Visit<'_>, child: ChildName);

    /// A branch or an iteration of this Parallel or Map has ended. One that is dropped does not end.
    fn child_ended(visit: Visit<'_>, child: ChildName, result: Result<(), &ExecutionError>);
}

/// Observes nothing.
impl Observer for () {
    const OBSERVES: bool = false;
}
