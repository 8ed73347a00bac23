//! Machines that nobody needs to hear of, run in one go: from state to state without a place where the state could be stored.

use futures_util::future::Either;

use crate::context::{Cx, Progress};
use crate::error::ExecutionError;
use crate::execution::{Execution, TRANSITIONS_AT_ONCE, failed, give_way, needs_nobody};
use crate::host::Host;
use crate::identity::Root;
use crate::machine::{Machine, StateId};
use crate::payload;
use crate::scope::Scope;
use crate::typed::Data;

/// Runs a machine to its end, in one go if nobody needs to hear of its states.
pub fn run<'m, M: Machine, H: Host>(
    machine: &'m M,
    host: &'m H,
    input: M::Input,
) -> impl Future<Output = Result<M::Output, ExecutionError>> {
    match is_possible::<M, H>() {
        true => Either::Left(run_directly(machine, host, input)),
        // In a box, so that what is run in one go has no room for it.
        false => Either::Right(Box::pin(async move {
            Execution::new(machine, host, input).finish().await
        })),
    }
}

async fn run_directly<M: Machine, H: Host>(
    machine: &M,
    host: &H,
    input: M::Input,
) -> Result<M::Output, ExecutionError> {
    let root = Root::new(M::NAME, host);
    let mut progress = Progress::default();
    let mut cx = Cx::new(host, &root, &Scope::TOP, &mut progress);
    let result = machine.run_directly(input, &mut cx).await;
    result.map_err(|error| failed(error, &cx))
}

/// Whether a machine can be run in one go on this host.
pub(crate) fn is_possible<M: Machine, H: Host>() -> bool {
    M::IS_DIRECT && !H::EFFECTS && needs_nobody::<M, H>()
}

impl<H: Host> Cx<'_, H> {
    /// A state begins.
    #[inline]
    pub fn enter(&mut self, state: &'static StateId) {
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

    /// Leaves a state with this output.
    ///
    /// # Errors
    /// `States.DataLimitExceeded` when it is larger than the host allows.
    #[inline]
    pub fn leave(&self, output: &impl Data) -> Result<(), ExecutionError> {
        match self.host.payload_limit() {
            Some(limit) if !payload::holds(output, limit) => {
                Err(ExecutionError::output_too_large(self.state.name))
            }
            _ => Ok(()),
        }
    }

    /// A task of this resource has yielded this.
    ///
    /// # Errors
    /// `States.DataLimitExceeded` when it is larger than the host allows.
    #[inline]
    pub fn yielded(
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
