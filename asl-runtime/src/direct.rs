//! Machines that nobody needs to hear of, run in one go: from state to state without a place where the state could be stored.

use futures_util::future::Either;

use crate::context::{Cx, Progress};
use crate::error::ExecutionError;
use crate::execution::{Execution, TRANSITIONS_AT_ONCE, failed, give_way, needs_nobody};
use crate::host::Host;
use crate::identity::Root;
use crate::machine::{Machine, StateId};
use crate::scope::Scope;

/// Runs a machine to its end, in one go if nobody needs to hear of its states.
pub fn run<'m, M: Machine, H: Host>(
    machine: &'m M,
    host: &'m H,
    input: M::Input,
) -> impl Future<Output = Result<M::Output, ExecutionError>> {
    match is_possible::<M, H>(host) {
        true => Either::Left(run_directly(machine, host, input)),
        false => Either::Right(Execution::new(machine, host, input).finish()),
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
pub(crate) fn is_possible<M: Machine, H: Host>(host: &H) -> bool {
    M::IS_DIRECT && !H::EFFECTS && needs_nobody::<M, H>() && host.payload_limit().is_none()
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
