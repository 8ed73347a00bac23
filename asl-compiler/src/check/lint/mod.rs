//! What is legal but surely not what was meant. Reference §15.3, the rows of severity W.

mod choices;
mod errors;
mod loops;
mod unassigned;

use crate::diag::Diagnostics;
use crate::model::{Machine, StateId};

/// Looks over a machine without errors.
pub(super) fn check(machine: &Machine<StateId>, diagnostics: &mut Diagnostics) {
    choices::check(machine, diagnostics);
    errors::check(machine, diagnostics);
    loops::check(machine, diagnostics);
    unassigned::check(machine, diagnostics);
}
