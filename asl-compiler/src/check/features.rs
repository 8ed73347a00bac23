//! What a machine needs and the runtime must have been built with.

use super::states;
use crate::Options;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Body, Machine, StateId};

pub(super) fn check(
    machine: &Machine<StateId>,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> bool {
    if options.distributed {
        return true;
    }
    let maps = states(machine)
        .into_iter()
        .filter_map(|state| match &state.body {
            Body::Map(map) => map.distributed.as_ref(),
            _ => None,
        });
    let mut found = false;
    for map in maps {
        found = true;
        let label = "a distributed Map needs the feature `distributed` of asl-runtime";
        let help = "in Cargo.toml: `asl-runtime = { ..., features = [\"distributed\"] }`";
        diagnostics.report(Diagnostic::new(Code::FeatureOff, map.mode, label).help(help));
    }
    !found
}
