//! The world as executions see it: time, timers, randomness, effects, child scopes, observation.
//!
//! Generated code awaits host futures and nothing else, and is deterministic given what they return. So the same
//! machine runs in memory, or on a host that journals what it gave out, or on one that stores a checkpoint at each
//! transition.

mod callbacks;
pub(crate) mod fan_out;
mod limit;
mod memory;
mod observe;
mod workers;

use std::future::ready;
use std::time::Duration;

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::context::{Cx, Progress};
#[cfg(feature = "distributed")]
use crate::distributed::{ItemProcessor, MapRun};
use crate::error::{ExecutionError, TaskError};
use crate::identity::Identity;
use crate::machine::MachineState;
use crate::scope::{ChildName, Point, Scope};
use crate::task::{TaskContext, TaskToken};

pub use callbacks::{CallbackError, Callbacks};
pub use memory::InMemory;
pub use observe::{Observer, Visit};
pub(crate) use workers::Workers;

/// Names executions. The part of [`Host`] that is needed without knowing which host it is.
pub trait Identify: Send + Sync {
    /// Who a new execution of this machine is. Asked at most once an execution, and only when someone wants to know.
    fn identity(&self, machine: &'static str) -> Identity;
}

/// Supplies everything that is not a pure function of an execution's data.
///
/// [`InMemory`] is the one to use unless executions must outlive the process. Every method that waits is cancelled by
/// dropping its future.
pub trait Host: Identify + Sized {
    /// Watches the executions on this host; `()` where nobody does.
    type Observer: Observer;

    /// Whether [`checkpoint`](Self::checkpoint) and [`restore`](Self::restore) do anything. Where they do not, and nobody
    /// watches, a machine goes from state to state without asking.
    const CHECKPOINTS: bool = true;

    /// Whether [`effect`](Self::effect) does more than to run the handler. Where it does not, a machine may await its handlers
    /// itself.
    const EFFECTS: bool = true;

    /// The time.
    fn now(&self, at: Point<'_>) -> impl Future<Output = Result<Timestamp, ExecutionError>> + Send;

    /// Waits.
    fn sleep(
        &self,
        at: Point<'_>,
        duration: Duration,
    ) -> impl Future<Output = Result<(), ExecutionError>> + Send;

    /// Waits until a time; one that has passed is no wait.
    fn sleep_until(
        &self,
        at: Point<'_>,
        until: Timestamp,
    ) -> impl Future<Output = Result<(), ExecutionError>> + Send;

    /// A uniformly random number.
    fn random(&self, at: Point<'_>) -> impl Future<Output = Result<u64, ExecutionError>> + Send;

    /// Runs a handler. A host that knows the result already drops the future unpolled.
    fn effect<O, F>(
        &self,
        task: &TaskContext<'_>,
        handler: F,
    ) -> impl Future<Output = Result<O, ExecutionError>> + Send
    where
        O: Serialize + DeserializeOwned + Send,
        F: Future<Output = Result<O, TaskError>> + Send;

    /// Runs a handler against the clock. A heartbeat restarts the heartbeat's clock. Reference §9.4.
    fn effect_within<O, F>(
        &self,
        task: &TaskContext<'_>,
        limits: Limits,
        handler: F,
    ) -> impl Future<Output = Result<O, ExecutionError>> + Send
    where
        O: Serialize + DeserializeOwned + Send,
        F: Future<Output = Result<O, TaskError>> + Send;

    /// A token that nobody can guess and that no other task has.
    fn token(
        &self,
        at: Point<'_>,
    ) -> impl Future<Output = Result<TaskToken, ExecutionError>> + Send;

    /// Runs a handler that passes on a token, then waits until the token is completed. Reference §9.5.
    fn callback<F>(
        &self,
        task: &TaskContext<'_>,
        token: &TaskToken,
        limits: Limits,
        handler: F,
    ) -> impl Future<Output = Result<Value, ExecutionError>> + Send
    where
        F: Future<Output = Result<(), TaskError>> + Send;

    /// Runs children, at most `max_concurrency` at once (0: no limit), each by [`Cx::run_child`] or all by
    /// [`Cx::run_children`], and returns their outputs in the children's order. On the first error the other children
    /// are dropped.
    fn fan_out<I>(
        &self,
        cx: &Cx<'_, Self>,
        at: Point<'_>,
        children: I,
        max_concurrency: usize,
    ) -> impl Future<Output = Result<Outputs<I>, ExecutionError>> + Send
    where
        I: ExactSizeIterator<Item: Child> + Send;

    /// Runs a distributed Map: the child executions of its items. [`MapRun::run`] does that in memory.
    ///
    /// A host runs none unless it says how.
    ///
    /// [`MapRun::run`]: crate::distributed::MapRun::run
    #[cfg(feature = "distributed")]
    fn map_run<P: ItemProcessor>(
        &self,
        cx: &mut Cx<'_, Self>,
        at: Point<'_>,
        run: MapRun,
        processor: &P,
    ) -> impl Future<Output = Result<Value, ExecutionError>> + Send {
        let _ = (cx, at, run, processor);
        let cause = "the host of this execution runs no distributed Map";
        ready(Err(ExecutionError::runtime(cause)))
    }

    /// Runs an execution against its deadline: `TimeoutSeconds` of the definition.
    fn within<O, F>(
        &self,
        at: Point<'_>,
        deadline: Timestamp,
        execution: F,
    ) -> impl Future<Output = Result<O, ExecutionError>> + Send
    where
        O: Send,
        F: Future<Output = Result<O, ExecutionError>> + Send;

    /// The last checkpoint of this scope, by its [id](Scope::id), from which it is taken up again. In memory there is none.
    fn restore<S: MachineState>(
        &self,
        scope: &Scope<'_>,
    ) -> impl Future<Output = Result<Option<Position<S>>, ExecutionError>> + Send {
        let _ = scope;
        ready(Ok(None))
    }

    /// Where this scope stands: before its first state, after each transition, and before the delay of a retry. A scope
    /// that is taken up again says so once more.
    fn checkpoint<S: MachineState>(
        &self,
        scope: &Scope<'_>,
        state: &S,
        variables: &S::Variables,
        progress: &Progress,
    ) -> impl Future<Output = Result<(), ExecutionError>> + Send {
        let _ = (scope, state, variables, progress);
        ready(Ok(()))
    }

    /// How many bytes of JSON text a task's result and a state's output may have. What is larger fails with
    /// `States.DataLimitExceeded`. A constant of the host. Reference §13.
    fn payload_limit(&self) -> Option<usize> {
        None
    }

    /// Who watches.
    fn observer(&self) -> &Self::Observer;

    /// The time that observers are told. It never reaches an execution's data.
    fn time(&self) -> Timestamp;
}

/// A scope at rest: all that is needed to take it up again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Position<S: MachineState> {
    /// The state to run next, with its input.
    pub state: S,
    /// The values of the machine's variables.
    #[serde(default)]
    pub variables: S::Variables,
    /// Retry counters and the like.
    pub progress: Progress,
}

/// How long a task may take. Reference §9.4.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// `TimeoutSeconds`: from its start.
    pub timeout: Option<Duration>,
    /// `HeartbeatSeconds`: from its start or the last heartbeat.
    pub heartbeat: Option<Duration>,
}

/// What children yield, in their order.
// Bounds on iterators of children name the item as `I::Item`, never as `Iterator<Item = C>`: with the latter rustc
// cannot prove that a future which holds children that borrow is `Send`.
pub type Outputs<I> = Vec<<<I as Iterator>::Item as Child>::Output>;

impl Limits {
    /// As long as it likes.
    pub const NONE: Limits = Limits {
        timeout: None,
        heartbeat: None,
    };
}

/// A branch or an iteration that has not started yet.
pub trait Child: Send {
    /// What it yields.
    type Output: Send;

    /// Which one of its Parallel or Map it is.
    fn name(&self) -> ChildName;

    /// Runs it to its end in the scope that `cx` stands for. Dropping the future cancels it.
    fn run<H: Host>(
        self,
        cx: &mut Cx<'_, H>,
    ) -> impl Future<Output = Result<Self::Output, ExecutionError>> + Send;
}
