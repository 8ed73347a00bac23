//! The shape that every definition, branch and item processor is compiled to.

use std::borrow::Cow;
use std::fmt::{self, Debug};
use std::future::ready;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::context::Cx;
use crate::direct::{self, Place};
use crate::error::ExecutionError;
use crate::host::Host;
use crate::payload;
use crate::typed::Data;

/// A compiled state machine. `asl!` generates an implementation for the definition, and one for each branch and item
/// processor inside it; a generic driver runs them all.
pub trait Machine: Sync {
    /// The machine's name, such as `order_processing`.
    const NAME: &'static str;
    /// What the definition reads of the context object, so that nothing else is kept.
    const READS: Reads = Reads::NOTHING;
    /// `TimeoutSeconds` of the whole execution. Reference §1.1.
    const TIMEOUT: Option<Duration> = None;
    /// Whether so many variables can have values at once that their total must be watched: more than forty of them, or
    /// some in the iterations of a Map. Reference §5.5.
    const MANY_VARIABLES: bool = false;

    /// The position of an execution: which state comes next, and its input.
    type State: MachineState;
    /// The execution's input.
    type Input: Data;
    /// The execution's output.
    type Output: Data;

    /// The position at which an execution with this input begins.
    fn start(&self, input: Self::Input) -> Self::State;

    /// Makes one attempt at a state, which becomes the next one if the attempt leads there, and keeps its input if there is
    /// to be another attempt; goes on from there as long as [`Cx::goes_on`] says so. Dropping the future cancels the attempt,
    /// with everything that runs inside it. The variables change only when the attempt succeeds or is caught, so that every
    /// read in a state sees the values that it was entered with. Reference §5.2.
    ///
    /// # Errors
    /// What the state's own `Retry` and `Catch` did not take.
    fn step<H: Host>(
        &self,
        state: &mut Self::State,
        variables: &mut <Self::State as MachineState>::Variables,
        end: &mut Option<Self::Output>,
        cx: &mut Cx<'_, H>,
    ) -> impl Future<Output = Result<Step, ExecutionError>> + Send;

    /// Whether [`run_directly`](Self::run_directly) runs it.
    const IS_DIRECT: bool = false;

    /// Runs it from its start to its end where nobody needs to hear of its states: they are never stored.
    ///
    /// # Errors
    /// What the machine did not catch.
    fn run_directly<H: Host>(
        &self,
        input: Self::Input,
        cx: &mut Cx<'_, H>,
    ) -> impl Future<Output = Result<Self::Output, ExecutionError>> + Send {
        let _ = (input, cx);
        ready(Err(direct::not_possible()))
    }

    /// The same for a machine that asks its host for nothing.
    ///
    /// # Errors
    /// What the machine did not catch.
    fn run_lightly<P: Place>(
        &self,
        input: Self::Input,
        place: &mut P,
    ) -> impl Future<Output = Result<Self::Output, ExecutionError>> + Send {
        let _ = (input, place);
        ready(Err(direct::not_possible()))
    }
}

/// What an attempt at a state led to. Holds no data, so that a transition moves none that it need not.
// As wide as an error: so a result of either is returned in registers.
#[repr(usize)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The next state, which has taken the place of the one attempted.
    Next,
    /// The same state again; its retry counters have been advanced, and the delay has been noted.
    Retry,
    /// The end of the machine, whose output has been put in its place.
    End,
}

/// A generated `State` enum: one variant per state, holding that state's input.
pub trait MachineState: Serialize + DeserializeOwned + Clone + Debug + Send + Sync {
    /// The variables of the machine: a generated struct with one field for each, or `()` where it assigns none.
    /// Reference §5.
    type Variables: Serialize + DeserializeOwned + Clone + Debug + Default + Send + Sync;

    /// The state's name and type.
    fn id(&self) -> &'static StateId;
    /// The state's raw input.
    fn input(&self) -> Cow<'_, Value>;
    /// Whether the input is so many bytes of JSON text at most.
    fn fits(&self, bytes: usize) -> bool {
        payload::fits(&self.input(), bytes)
    }
    /// Whether the input has been moved out of it, so that nothing is left to drop.
    fn is_spent(&self) -> bool;
}

/// A state's name in the definition, and its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateId {
    /// The name.
    pub name: &'static str,
    /// The type.
    pub kind: StateKind,
}

impl StateId {
    /// Before the first state.
    pub(crate) const NONE: &'static StateId = &StateId {
        name: "",
        kind: StateKind::Pass,
    };
}

/// The eight state types. Reference §1.6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateKind {
    /// Calls a handler.
    Task,
    /// Takes the first transition whose rule holds.
    Choice,
    /// Waits.
    Wait,
    /// Shapes data.
    Pass,
    /// Ends its machine well.
    Succeed,
    /// Ends its machine with an error.
    Fail,
    /// Runs branches side by side.
    Parallel,
    /// Runs a machine for each item.
    Map,
}

impl fmt::Display for StateKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            StateKind::Task => "Task",
            StateKind::Choice => "Choice",
            StateKind::Wait => "Wait",
            StateKind::Pass => "Pass",
            StateKind::Succeed => "Succeed",
            StateKind::Fail => "Fail",
            StateKind::Parallel => "Parallel",
            StateKind::Map => "Map",
        })
    }
}

/// Which parts of the context object a definition reads. Known while compiling, so that an execution keeps no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reads {
    /// `$$.Execution.Input`.
    pub input: bool,
    /// `$$.Execution.StartTime`.
    pub start_time: bool,
    /// `$$.State.EnteredTime`.
    pub entered_time: bool,
}

impl Reads {
    /// None of them.
    pub const NOTHING: Reads = Reads {
        input: false,
        start_time: false,
        entered_time: false,
    };
    /// All of them, as `$$` alone does.
    pub const EVERYTHING: Reads = Reads {
        input: true,
        start_time: true,
        entered_time: true,
    };
}
