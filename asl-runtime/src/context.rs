//! What generated code sees of its execution: the host, the place and the counters.

use std::time::Duration;

use futures_util::future::BoxFuture;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::data::field;
#[cfg(feature = "distributed")]
use crate::distributed::{ItemProcessor, MapRun};
use crate::error::{ExecutionError, TaskError};
use crate::host::{Child, Host, Limits, Observer, Outputs, Visit, Workers, fan_out};
use crate::identity::Root;
use crate::machine::{MachineState, StateId, Step};
use crate::payload;
use crate::retry::Retries;
use crate::scope::{Point, Scope};
use crate::store::ChildProgress;
use crate::task::{TaskContext, TaskToken};

/// What a scope remembers besides its state: with it and the state an execution can be taken up again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Retries of the state at hand.
    pub retries: Retries,
    /// How many [`Point`]s the scope has passed.
    pub points: u64,
    /// When the state was entered, in machines that read `$$.State.EnteredTime`.
    pub entered: Option<Timestamp>,
    /// When the execution began, in machines that need to know; only at the top level.
    pub started: Option<Timestamp>,
    /// When `TimeoutSeconds` of the execution runs out; only at the top level.
    pub deadline: Option<Timestamp>,
    /// What a retry waits for before its attempt, until it has waited.
    pub delay: Option<Duration>,
    /// How many bytes of JSON text the scope's variables have, in machines that can have many of them on hosts that limit
    /// payloads.
    #[serde(default)]
    pub stored: usize,
}

impl Progress {
    /// What belongs to the visit of one state ends with it.
    pub(crate) fn leave_state(&mut self) {
        self.retries.clear();
        self.entered = None;
    }
}

/// One scope of a running execution. Generated code reaches the world only through it.
pub struct Cx<'a, H> {
    pub(crate) host: &'a H,
    pub(crate) workers: Workers<H>,
    pub(crate) root: &'a Root<'a>,
    pub(crate) scope: &'a Scope<'a>,
    pub(crate) progress: &'a mut Progress,
    pub(crate) state: &'static StateId,
    /// How many more transitions the machine makes before it comes back to its driver.
    pub(crate) ahead: u32,
    /// The number of the point at which children were started last.
    fan_out: u64,
}

impl<'a, H: Host> Cx<'a, H> {
    pub(crate) fn new(
        host: &'a H,
        workers: Workers<H>,
        root: &'a Root<'a>,
        scope: &'a Scope<'a>,
        progress: &'a mut Progress,
    ) -> Self {
        Cx {
            host,
            workers,
            root,
            scope,
            progress,
            state: StateId::NONE,
            ahead: 0,
            fan_out: 0,
        }
    }

    /// Whether a machine goes on with the state that a step has led to, because nobody needs to hear of it; that state is
    /// then entered.
    #[inline]
    pub fn goes_on<S: MachineState>(
        &mut self,
        step: &Result<Step, ExecutionError>,
        state: &S,
    ) -> bool {
        if !matches!(step, Ok(Step::Next)) || self.ahead == 0 || !self.holds(state) {
            return false;
        }
        self.ahead -= 1;
        self.progress.leave_state();
        self.state = state.id();
        true
    }

    /// Whether a state's input is as small as the host wants it.
    fn holds(&self, state: &impl MachineState) -> bool {
        let limit = self.host.payload_limit();
        limit.is_none_or(|limit| state.fits(limit))
    }

    /// The scope.
    #[must_use]
    pub fn scope(&self) -> &'a Scope<'a> {
        self.scope
    }

    /// The next place at which the host is asked for something.
    pub(crate) fn point(&mut self) -> Point<'a> {
        let number = self.progress.points;
        self.progress.points += 1;
        Point {
            scope: self.scope,
            number,
        }
    }

    /// Tells the host's observer something about the state at hand; free where nobody observes.
    pub(crate) fn observe(&self, tell: impl FnOnce(&H::Observer, Visit<'_>)) {
        if H::Observer::OBSERVES {
            let StateId { name, kind } = *self.state;
            let visit = Visit {
                scope: self.scope,
                state: name,
                kind,
                time: self.host.time(),
                root: self.root,
            };
            tell(self.host.observer(), visit);
        }
    }

    /// What a handler is told about its call.
    pub fn task(&mut self, resource: &'static str) -> TaskContext<'a> {
        let point = self.point();
        TaskContext::new(
            self.state.name,
            resource,
            self.progress.retries.total(),
            point,
            self.root,
        )
    }

    /// Tells the observer of a task that is about to be called.
    pub fn starting(&self, task: &TaskContext<'_>, limits: Limits, input: &Value) {
        self.observe(|observer, visit| observer.task_started(visit, task, limits, input));
    }

    /// The end of a task, unless its result is larger than the host allows.
    ///
    /// # Errors
    /// `States.DataLimitExceeded`.
    #[inline]
    pub fn ended(
        &self,
        task: &TaskContext<'_>,
        result: &Result<Value, ExecutionError>,
    ) -> Result<(), ExecutionError> {
        if let (Some(limit), Ok(value)) = (self.host.payload_limit(), result)
            && !payload::fits(value, limit)
        {
            return Err(self.result_too_large(task));
        }
        self.observe(|observer, visit| observer.task_ended(visit, task, result.as_ref()));
        Ok(())
    }

    #[cold]
    fn result_too_large(&self, task: &TaskContext<'_>) -> ExecutionError {
        let error = ExecutionError::result_too_large(payload::called(task.resource()));
        self.observe(|observer, visit| observer.task_ended(visit, task, Err(&error)));
        error
    }

    /// Runs a handler. Dropping the future drops the handler's.
    pub fn call(
        &self,
        task: &TaskContext<'_>,
        handler: impl Future<Output = Result<Value, TaskError>> + Send,
    ) -> impl Future<Output = Result<Value, ExecutionError>> + Send {
        self.host.effect(task, handler)
    }

    /// Runs a handler within the limits of its state.
    pub fn call_within(
        &self,
        task: &TaskContext<'_>,
        limits: Limits,
        handler: impl Future<Output = Result<Value, TaskError>> + Send,
    ) -> impl Future<Output = Result<Value, ExecutionError>> + Send {
        self.host.effect_within(task, limits, handler)
    }

    /// A fresh token for a `.waitForTaskToken` task.
    ///
    /// # Errors
    /// The host's.
    pub async fn token(&mut self) -> Result<TaskToken, ExecutionError> {
        let point = self.point();
        self.host.token(point).await
    }

    /// Runs the handler of a `.waitForTaskToken` task and waits until its token is completed.
    ///
    /// # Errors
    /// The handler's error, the failure that the token was completed with, or `States.Timeout`.
    pub async fn callback(
        &self,
        task: &TaskContext<'_>,
        token: &TaskToken,
        limits: Limits,
        handler: impl Future<Output = Result<(), TaskError>> + Send,
    ) -> Result<Value, ExecutionError> {
        let submit = async {
            handler.await?;
            self.observe(|observer, visit| observer.task_submitted(visit, task));
            Ok(())
        };
        self.host.callback(task, token, limits, submit).await
    }

    /// Waits for a Wait state.
    ///
    /// # Errors
    /// The host's.
    pub fn sleep(
        &mut self,
        duration: Duration,
    ) -> impl Future<Output = Result<(), ExecutionError>> + Send {
        let point = self.point();
        self.host.sleep(point, duration)
    }

    /// Waits until a time; one that has passed is no wait.
    ///
    /// # Errors
    /// `States.Runtime` for a time too far ahead, and the host's.
    pub async fn sleep_until(&mut self, until: Timestamp) -> Result<(), ExecutionError> {
        let (host, point) = (self.host, self.point());
        let now = host.now(point).await?;
        field::check_wait(until.duration_since(now))?;
        host.sleep_until(self.point(), until).await
    }

    /// The time, as the host has it.
    ///
    /// # Errors
    /// The host's.
    pub async fn now(&mut self) -> Result<Timestamp, ExecutionError> {
        let point = self.point();
        self.host.now(point).await
    }

    /// A random number from the host.
    ///
    /// # Errors
    /// The host's.
    pub async fn random(&mut self) -> Result<u64, ExecutionError> {
        let point = self.point();
        self.host.random(point).await
    }

    /// Runs children and collects their outputs in order; 0 is no limit. The first error drops the others.
    ///
    /// # Errors
    /// The first error of a child.
    pub async fn fan_out<I>(
        &mut self,
        max_concurrency: usize,
        children: I,
    ) -> Result<Outputs<I>, ExecutionError>
    where
        I: ExactSizeIterator<Item: Child> + Send,
    {
        let point = self.point();
        self.fan_out = point.number;
        let count = children.len();
        self.observe(|observer, visit| observer.children_started(visit, count));
        // In a box without its type: rustc proves a future `Send` and computes its layout by recursion through all that
        // it awaits, and gives up at a few machines inside each other.
        let running: BoxFuture<'_, Result<Outputs<I>, ExecutionError>> =
            Box::pin(self.host.fan_out(&*self, point, children, max_concurrency));
        let outputs = running.await;
        self.observe(|observer, visit| observer.children_ended(visit, outputs.as_ref().map(drop)));
        outputs
    }

    /// Runs a distributed Map.
    ///
    /// # Errors
    /// The host's.
    #[cfg(feature = "distributed")]
    pub async fn map_run<P: ItemProcessor>(
        &mut self,
        run: MapRun,
        processor: &P,
    ) -> Result<Value, ExecutionError> {
        let (host, point) = (self.host, self.point());
        let count = run.len();
        self.observe(|observer, visit| observer.children_started(visit, count));
        // In a box for the reason that a fan-out is.
        let running: BoxFuture<'_, Result<Value, ExecutionError>> =
            Box::pin(host.map_run(self, point, run, processor));
        let result = running.await;
        self.observe(|observer, visit| observer.children_ended(visit, result.as_ref().map(drop)));
        result
    }

    /// A Map that cannot tolerate what it says has begun, in the eyes of an observer, when it fails. Reference §14.5.
    ///
    /// # Errors
    /// The one given.
    pub fn tolerating<T>(
        &self,
        count: usize,
        tolerance: Result<T, ExecutionError>,
    ) -> Result<T, ExecutionError> {
        if tolerance.is_err() {
            self.observe(|observer, visit| observer.children_started(visit, count));
        }
        tolerance
    }

    /// Runs children in this task, at most `max_concurrency` at once (0: no limit): for hosts that have no better place
    /// for them. The first error drops the children that still run; those that wait never start.
    ///
    /// # Errors
    /// The first error of a child.
    pub async fn run_children<I>(
        &self,
        children: I,
        max_concurrency: usize,
    ) -> Result<Outputs<I>, ExecutionError>
    where
        I: ExactSizeIterator<Item: Child> + Send,
    {
        fan_out::in_this_task(self, children, max_concurrency).await
    }

    /// Runs one child in a scope of its own. Hosts call it for each child of a fan-out.
    ///
    /// # Errors
    /// What the child did not catch.
    #[expect(
        clippy::manual_async_fn,
        reason = "an `async fn` would move the child once more, and have two places for it"
    )]
    pub fn run_child<C: Child>(
        &self,
        child: C,
    ) -> impl Future<Output = Result<C::Output, ExecutionError>> {
        async move {
            let name = child.name();
            self.observe(|observer, visit| observer.child_started(visit, name));
            let scope = Scope::child(self.scope, name).started_at(self.fan_out);
            // A child sees its parent's state until it enters one of its own: an ItemSelector belongs to the Map.
            let progress = Progress {
                entered: self.progress.entered,
                ..Progress::default()
            };
            let mut progress = ChildProgress::new(self.root, progress);
            let mut cx = Cx {
                state: self.state,
                ..Cx::new(self.host, self.workers, self.root, &scope, &mut progress)
            };
            let output = child.run(&mut cx).await;
            self.observe(|observer, visit| {
                observer.child_ended(visit, name, output.as_ref().map(drop))
            });
            output
        }
    }
}
