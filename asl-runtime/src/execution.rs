//! Running a machine: the one loop that drives every machine, and the handle that users step.

use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use crate::context::{Cx, Progress};
use crate::direct;
use crate::error::ExecutionError;
use crate::host::{Host, Observer, Workers};
use crate::identity::{Identity, Root};
use crate::machine::{Machine, MachineState, Step};
use crate::payload;
use crate::scope::{Point, Scope};
use crate::store::Store;
use crate::time::later;
use crate::typed::Data;
use crate::variables::VariablesOf;

/// The place of the one timer that runs beside a whole execution. Reserved, so that the places after it are the same
/// however often the execution is stepped or taken up again.
const DEADLINE: Point<'static> = Point {
    scope: &Scope::TOP,
    number: 1,
};

/// A running execution of a machine, to be driven one transition at a time or to its end.
///
/// Made by the `start` method of a generated machine. Dropping it, or a future of one of its methods, stops the
/// execution: what runs inside is dropped, and after a dropped [`step`](Self::step) there is no state to go on from.
pub struct Execution<'m, M: Machine, H: Host> {
    machine: &'m M,
    host: &'m H,
    workers: Workers<H>,
    root: Root<'m>,
    /// Stays where it is from state to state: what is moved at every transition costs time at every transition.
    state: M::State,
    variables: VariablesOf<M>,
    progress: Progress,
    stage: Stage,
    output: Option<M::Output>,
}

/// How far an execution has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// It has not asked its host yet whether it goes on from a checkpoint.
    New,
    /// It stands before a state.
    Ready,
    /// It has ended, or a step has not come to its end.
    Over,
}

impl<'m, M: Machine, H: Host> Execution<'m, M, H> {
    /// An execution that stands before the machine's first state.
    pub fn new(machine: &'m M, host: &'m H, input: M::Input) -> Self {
        let mut root = Root::new(M::NAME, host);
        if M::READS.input {
            root.input = Some(Box::new(input.as_json().into_owned()));
        }
        if M::MANY_VARIABLES && host.payload_limit().is_some() {
            root.store = Some(Store::default());
        }
        Execution {
            machine,
            host,
            workers: Workers::NONE,
            root,
            state: machine.start(input),
            variables: VariablesOf::<M>::default(),
            progress: Progress::default(),
            stage: Stage::New,
            output: None,
        }
    }

    /// Gives the execution its identity, as the context object and handlers see it. Without it the host makes one.
    #[must_use]
    pub fn identified(mut self, identity: Identity) -> Self {
        self.root.set_identity(identity);
        self
    }

    /// Lets child executions of distributed Maps run on tokio's worker threads, each in a task of its own, so that handlers
    /// which compute use all cores. Without it they run in the task of this execution. The `start` of a generated machine
    /// says it.
    #[cfg(feature = "distributed")]
    #[must_use]
    pub fn on_workers(self) -> Self
    where
        H: Clone + 'static,
    {
        self.with_workers(Workers::TOKIO)
    }

    #[cfg(feature = "distributed")]
    pub(crate) fn with_workers(self, workers: Workers<H>) -> Self {
        Execution { workers, ..self }
    }

    /// Gives variables of the machine values to begin with. Without it none has a value until a state assigns one.
    #[must_use]
    pub fn with_variables(mut self, variables: VariablesOf<M>) -> Self {
        self.variables = variables;
        self
    }

    /// The state that comes next, with its input. `None` once the execution has ended.
    #[must_use]
    pub fn state(&self) -> Option<&M::State> {
        (self.stage != Stage::Over).then_some(&self.state)
    }

    /// The values of the machine's variables; when the execution has ended, the last ones. Reference §5.
    #[must_use]
    pub fn variables(&self) -> &VariablesOf<M> {
        &self.variables
    }

    /// The output, once the execution has ended well.
    #[must_use]
    pub fn output(&self) -> Option<&M::Output> {
        self.output.as_ref()
    }

    /// Runs the state that comes next up to its transition, retries and their delays included. Does nothing once the
    /// execution has ended.
    ///
    /// # Errors
    /// The error that ended the execution.
    pub async fn step(&mut self) -> Result<(), ExecutionError> {
        if !self.begin().await? {
            return Ok(());
        }
        if !self.drive(Until::NextState).await? {
            self.stage = Stage::Ready;
        }
        Ok(())
    }

    /// Runs to the end.
    ///
    /// # Errors
    /// The error that ended the execution.
    #[expect(
        clippy::manual_async_fn,
        reason = "an `async fn` would have two places for the execution in its future"
    )]
    pub fn finish(mut self) -> impl Future<Output = Result<M::Output, ExecutionError>> {
        async move { self.run().await }
    }

    async fn run(&mut self) -> Result<M::Output, ExecutionError> {
        if self.begin().await? {
            self.drive(Until::End).await?;
        }
        at_the_end(self.output.take())
    }

    /// Makes transitions within the deadline. Whether it came to the end.
    async fn drive(&mut self, until: Until) -> Result<bool, ExecutionError> {
        let deadline = self.progress.deadline;
        let mut cx = Cx::new(
            self.host,
            self.workers,
            &self.root,
            &Scope::TOP,
            &mut self.progress,
        );
        let result = {
            // Pinned, so that its place is not reserved twice, with and without a deadline.
            let rest = pin!(drive_from(
                self.machine,
                &mut self.state,
                &mut self.variables,
                &mut self.output,
                &mut cx,
                until,
            ));
            match deadline {
                None => rest.await,
                Some(deadline) => self.host.within(DEADLINE, deadline, rest).await,
            }
        };
        match &result {
            Ok(_) => {
                if let Some(output) = &self.output {
                    self.observe_end(Ok(output));
                }
            }
            Err(error) => self.observe_end(Err(error)),
        }
        result
    }

    /// Takes the execution over, unless it is over. The first time it asks the host for a checkpoint to go on from, or
    /// else begins.
    async fn begin(&mut self) -> Result<bool, ExecutionError> {
        match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Over => return Ok(false),
            Stage::Ready => return Ok(true),
            Stage::New => {}
        }
        if !self.restore().await? {
            self.begin_anew().await?;
        }
        self.root.started = self.progress.started;
        Ok(true)
    }

    /// Goes on from the host's checkpoint, if there is one.
    async fn restore(&mut self) -> Result<bool, ExecutionError> {
        if !H::CHECKPOINTS {
            return Ok(false);
        }
        let Some(position) = self.host.restore(&Scope::TOP).await? else {
            return Ok(false);
        };
        self.state = position.state;
        self.variables = position.variables;
        self.progress = position.progress;
        self.root.hold(&self.progress);
        Ok(true)
    }

    /// Notes when the execution began, where the machine needs it.
    async fn begin_anew(&mut self) -> Result<(), ExecutionError> {
        if M::READS.start_time || M::TIMEOUT.is_some() {
            let at = Point {
                number: 0,
                ..DEADLINE
            };
            self.progress.points = DEADLINE.number + 1;
            let now = self.host.now(at).await?;
            self.progress.started = Some(now);
            self.progress.deadline = M::TIMEOUT.map(|timeout| later(now, timeout));
        }
        if H::Observer::OBSERVES {
            let (time, identity) = (self.host.time(), self.root.identity());
            self.host
                .observer()
                .execution_started(time, identity, &self.state.input());
        }
        Ok(())
    }

    fn observe_end(&self, result: Result<&M::Output, &ExecutionError>) {
        if H::Observer::OBSERVES {
            let output = result.map(Data::as_json);
            self.host.observer().execution_ended(
                self.host.time(),
                self.root.identity(),
                output.as_deref().map_err(|error| *error),
            );
        }
    }
}

impl<M: Machine, H: Host> fmt::Debug for Execution<'_, M, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Execution")
            .field("machine", &M::NAME)
            .field("state", &self.state())
            .field("variables", &self.variables)
            .finish_non_exhaustive()
    }
}

/// Runs the machine of a branch or an iteration in the scope of `cx`, from its start or from the host's checkpoint.
///
/// # Errors
/// What the machine did not catch.
#[expect(
    clippy::manual_async_fn,
    reason = "an `async fn` would move its input once more, and have two places for it"
)]
pub fn drive<M: Machine, H: Host>(
    machine: &M,
    input: M::Input,
    cx: &mut Cx<'_, H>,
) -> impl Future<Output = Result<M::Output, ExecutionError>> {
    async move {
        if direct::On::<M, H>::IS_POSSIBLE {
            return machine.run_directly(input, cx).await;
        }
        let mut state = machine.start(input);
        let mut variables = VariablesOf::<M>::default();
        cx.progress.leave_state();
        if H::CHECKPOINTS
            && let Some(position) = cx.host.restore(cx.scope).await?
        {
            *cx.progress = position.progress;
            cx.root.hold(cx.progress);
            (state, variables) = (position.state, position.variables);
        }
        let mut output = None;
        drive_from(
            machine,
            &mut state,
            &mut variables,
            &mut output,
            cx,
            Until::End,
        )
        .await?;
        at_the_end(output)
    }
}

/// How far a machine is driven.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    NextState,
    End,
}

/// Makes transitions: enters a state, attempts it until it succeeds or nothing takes its error, and leaves it. Whether the
/// machine came to its end.
async fn drive_from<M: Machine, H: Host>(
    machine: &M,
    state: &mut M::State,
    variables: &mut VariablesOf<M>,
    output: &mut Option<M::Output>,
    cx: &mut Cx<'_, H>,
    until: Until,
) -> Result<bool, ExecutionError> {
    let ahead = match until {
        Until::End if needs_nobody::<M, H>() => TRANSITIONS_AT_ONCE - 1,
        _ => 0,
    };
    let mut at_once = 0;
    'transitions: loop {
        cx.state = state.id();
        if M::READS.entered_time && cx.progress.entered.is_none() {
            let at = cx.point();
            cx.progress.entered = Some(cx.host.now(at).await?);
        }
        cx.host
            .checkpoint(cx.scope, state, variables, cx.progress)
            .await?;
        cx.observe(|observer, visit| observer.entered(visit, &state.input()));
        loop {
            if let Some(delay) = cx.progress.delay.take() {
                cx.sleep(delay).await?;
            }
            cx.ahead = ahead;
            let step = loop {
                let step = machine.step(state, variables, output, cx).await;
                if !cx.goes_on(&step, state) {
                    break step;
                }
            };
            let step = match step {
                Ok(step) => step,
                Err(error) => return Err(failed(error, cx)),
            };
            if !payload::is_within_limit(step, state, output.as_ref(), cx.host) {
                return Err(failed(ExecutionError::output_too_large(cx.state.name), cx));
            }
            match step {
                Step::Next => {
                    cx.observe(|observer, visit| observer.exited(visit, &state.input()));
                    cx.progress.leave_state();
                    if until == Until::NextState {
                        return Ok(false);
                    }
                    // States that wait for nothing must not keep the thread: a loop of them could not be stopped.
                    at_once += 1 + ahead;
                    if at_once >= TRANSITIONS_AT_ONCE {
                        at_once = 0;
                        give_way().await;
                    }
                    continue 'transitions;
                }
                Step::End => {
                    if let Some(output) = output {
                        cx.observe(|observer, visit| observer.exited(visit, &output.as_json()));
                    }
                    return Ok(true);
                }
                Step::Retry => {
                    cx.host
                        .checkpoint(cx.scope, state, variables, cx.progress)
                        .await?;
                }
            }
        }
    }
}

/// Whether nobody needs to hear of a transition: then a machine may make many of them in one step.
pub(crate) const fn needs_nobody<M: Machine, H: Host>() -> bool {
    !(H::CHECKPOINTS || H::Observer::OBSERVES || M::READS.entered_time)
}

/// The output of a machine that was driven to its end.
fn at_the_end<O>(output: Option<O>) -> Result<O, ExecutionError> {
    output.ok_or_else(|| ExecutionError::runtime("the execution was stopped before its end"))
}

/// How many transitions a machine makes before it gives way to whatever else runs on its thread.
pub(crate) const TRANSITIONS_AT_ONCE: u32 = 256;

/// Is polled once more, after everything else that is ready.
pub(crate) async fn give_way() {
    let mut given = false;
    poll_fn(|cx| {
        if std::mem::replace(&mut given, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// The error that ends the machine, with its place.
#[cold]
pub(crate) fn failed<H: Host>(error: ExecutionError, cx: &Cx<'_, H>) -> ExecutionError {
    let error = cx.arisen(error);
    cx.observe(|observer, visit| observer.failed(visit, &error));
    error.at(cx.state.name, || cx.scope.to_string())
}
