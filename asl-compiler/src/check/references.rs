//! Which variables each state refers to, as AWS's DescribeStateMachine lists them. Reference §5.5.

use std::collections::{BTreeMap, BTreeSet};

use crate::expr::jsonata::library;
use crate::model::{Machine, StateId};

/// The variables by the names of the states that refer to them, at any depth; states that refer to none are left out.
pub type VariableReferences = BTreeMap<String, BTreeSet<String>>;

pub(super) fn variable_references(machine: &Machine<StateId>) -> VariableReferences {
    let mut references = VariableReferences::new();
    collect(machine, &mut Vec::new(), &mut references);
    references
}

/// `scopes` holds the variables of the machines around.
fn collect<'a>(
    machine: &'a Machine<StateId>,
    scopes: &mut Vec<Vec<&'a str>>,
    references: &mut VariableReferences,
) {
    scopes.push(machine.variables());
    for state in &machine.states {
        let is_assigned = |name: &str| scopes.iter().any(|scope| scope.contains(&name));
        // In an expression `$sum` is a function unless there is such a variable.
        let is_variable = |name: &&String| is_assigned(name) || !library::is_function(name);
        let names: BTreeSet<String> = state
            .reads
            .iter()
            .map(|read| &read.value)
            .filter(is_variable)
            .cloned()
            .collect();
        if !names.is_empty() {
            references.insert(state.name.value.clone(), names);
        }
        for inner in state.body.machines() {
            collect(inner, scopes, references);
        }
    }
    scopes.pop();
}
