//! Machines that nobody needs to hear of, run in one go: from state to state without a place where the state could be stored.

use std::marker::PhantomData;

use futures_util::future::{BoxFuture, Either};

use crate::context::{Cx, Progress};
use crate::error::ExecutionError;
use crate::execution::{Execution, TRANSITIONS_AT_ONCE, failed, give_way, needs_nobody};
use crate::host::{Host, Workers};
use crate::identity::Root;
use crate::machine::{Machine, StateId};
use crate::payload;
use crate::scope::Scope;
use crate::typed::Data;

/// Runs a machine to its end, in one go if nobody needs to hear of its states.
pub fn run_directly<'m, M: Machine, H: Host>(
    machine: &'m M,
    host: &'m H,
    input: M::Input,
) -> impl Future<Output = Result<M::Output, ExecutionError>> {
    if On::<M, H>::IS_POSSIBLE {
        Either::Left(directly(machine, host, input))
    } else {
        Either::Right(step_by_step(machine, host, input))
    }
}

/// The same for a machine that asks its host for nothing.
pub fn run_lightly<'m, M: Machine, H: Host>(
    machine: &'m M,
    host: &'m H,
    input: M::Input,
) -> impl Future<Output = Result<M::Output, ExecutionError>> {
    if On::<M, H>::IS_POSSIBLE {
        Either::Left(lightly(machine, host, input))
    } else {
        Either::Right(step_by_step(machine, host, input))
    }
}

/// In a box, so that what is run in one go has no room for it.
fn step_by_step<'m, M: Machine, H: Host>(
    machine: &'m M,
    host: &'m H,
    input: M::Input,
) -> BoxFuture<'m, Result<M::Output, ExecutionError>>
where
    M::Input: 'm,
{
    Box::pin(Execution::new(machine, host, input).finish())
}

async fn directly<M: Machine, H: Host>(
    machine: &M,
    host: &H,
    input: M::Input,
) -> Result<M::Output, ExecutionError> {
    let root = Root::new(M::NAME, host);
    let mut progress = Progress::default();
    let mut cx = Cx::new(host, Workers::NONE, &root, &Scope::TOP, &mut progress);
    let result = machine.run_directly(input, &mut cx).await;
    result.map_err(|error| failed(error, &cx))
}

async fn lightly<M: Machine, H: Host>(
    machine: &M,
    host: &H,
    input: M::Input,
) -> Result<M::Output, ExecutionError> {
    let state = StateId::NONE;
    let mut place = LightPlace { host, state };
    let result = machine.run_lightly(input, &mut place).await;
    result.map_err(|error| error.at(place.state.name, String::new))
}

/// A machine on a host.
pub(crate) struct On<M, H>(PhantomData<(M, H)>);

impl<M: Machine, H: Host> On<M, H> {
    /// Whether the machine can be run in one go on the host. A constant, so that the other way is not even compiled.
    pub(crate) const IS_POSSIBLE: bool = M::IS_DIRECT && !H::EFFECTS && needs_nobody::<M, H>();
}

/// What a machine says that cannot be run in one go. Nobody asks it to.
#[cold]
pub(crate) fn not_possible() -> ExecutionError {
    ExecutionError::runtime("the machine runs step by step")
}

/// Where a machine stands that is run in one go.
pub trait Place: Send + Sync {
    /// A state begins.
    fn enter(&mut self, state: &'static StateId);

    /// Leaves the state with this output.
    ///
    /// # Errors
    /// `States.DataLimitExceeded` when it is larger than the host allows.
    fn leave(&self, output: &impl Data) -> Result<(), ExecutionError>;

    /// A task of this resource has yielded this.
    ///
    /// # Errors
    /// `States.DataLimitExceeded` when it is larger than the host allows.
    fn yielded(&self, resource: &'static str, result: &impl Data) -> Result<(), ExecutionError>;
}

/// All that there is to a place where nothing is asked of the host.
struct LightPlace<'h, H> {
    host: &'h H,
    state: &'static StateId,
}

/// A place in a type with these two fields.
macro_rules! place {
    ($type:ident) => {
        impl<H: Host> Place for $type<'_, H> {
            #[inline]
            fn enter(&mut self, state: &'static StateId) {
                self.state = state;
            }

            #[inline]
            fn leave(&self, output: &impl Data) -> Result<(), ExecutionError> {
                match self.host.payload_limit() {
                    Some(limit) if !payload::holds(output, limit) => {
                        Err(ExecutionError::output_too_large(self.state.name))
                    }
                    _ => Ok(()),
                }
            }

            #[inline]
            fn yielded(
                &self,
                resource: &'static str,
                result: &impl Data,
            ) -> Result<(), ExecutionError> {
                match self.host.payload_limit() {
                    Some(limit) if !payload::holds(result, limit) => {
                        Err(ExecutionError::result_too_large(payload::called(resource)))
                    }
                    _ => Ok(()),
                }
            }
        }
    };
}

place!(LightPlace);
place!(Cx);

impl<H: Host> Cx<'_, H> {
    /// A state with a `Retry` begins.
    pub fn enter_to_retry(&mut self, state: &'static StateId) {
        self.state = state;
        self.progress.leave_state();
    }

    /// A state begins that several ways lead to, maybe a loop: it must not keep the thread.
    #[inline]
    pub async fn turn(&mut self) {
        self.ahead += 1;
        if self.ahead == TRANSITIONS_AT_ONCE {
            self.ahead = 0;
            give_way().await;
        }
    }

    /// The delay before another attempt.
    ///
    /// # Errors
    /// The host's.
    pub async fn delay(&mut self) -> Result<(), ExecutionError> {
        match self.progress.delay.take() {
            Some(delay) => self.sleep(delay).await,
            None => Ok(()),
        }
    }
}
