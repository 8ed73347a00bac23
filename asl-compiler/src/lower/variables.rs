//! Variables: names to fields, and who needs which of them. Reference §5.

use super::data::View;
use super::plan::{Access, AssignPlan, Source, StatePlan, VariablePlan, VariableRef};
use super::{Lowering, Namer};
use crate::model::{Assign, Body, Machine, StateId};

impl Lowering<'_> {
    pub(super) fn enter_scope(&mut self, machine: &Machine<StateId>) {
        let mut fields = Namer::default();
        let variables = machine
            .variables()
            .into_iter()
            .map(|name| VariablePlan {
                name: name.to_owned(),
                field: fields.field(name),
            })
            .collect();
        self.variables.push(variables);
    }

    /// The variables of the scope that ends.
    pub(super) fn leave_scope(&mut self) -> Vec<VariablePlan> {
        self.variables.pop().unwrap_or_default()
    }

    /// What a part of the state at hand is lowered to, and the variables that this part reads.
    pub(super) fn reading<T>(&mut self, part: impl FnOnce(&mut Self) -> T) -> (T, Access) {
        let before = std::mem::take(&mut self.access);
        let lowered = part(self);
        let reads = std::mem::replace(&mut self.access, before);
        self.access.extend(&reads);
        (lowered, reads)
    }

    /// Notes that a machine inside the state at hand reads variables around it.
    pub(super) fn pass_on(&mut self, outer: &Access) {
        self.access.extend(outer.iter().map(|level| level - 1));
    }

    /// The variable of this name that is nearest, read by the state at hand.
    pub(super) fn variable(&mut self, name: &str) -> Option<Source> {
        let scopes = self.variables.iter().rev().enumerate();
        let (level, variable) = scopes
            .flat_map(|(level, scope)| scope.iter().map(move |variable| (level, variable)))
            .find(|(_, variable)| variable.name == name)?;
        let variable = variable.clone();
        self.access.insert(level);
        Some(Source::Variable(Box::new(VariableRef { level, variable })))
    }

    /// `Assign`.
    pub(super) fn assign(&mut self, assign: &Assign, view: &View) -> Vec<AssignPlan> {
        let own = self.variables.last().cloned().unwrap_or_default();
        let assigned = assign.iter().filter_map(|(name, value)| {
            let variable = own.iter().find(|own| own.name == name.value)?.clone();
            let value = self.template(value, view);
            Some(AssignPlan { variable, value })
        });
        assigned.collect()
    }
}

/// As many of the largest variables fill what an execution may store. Reference §5.5.
const FULL: usize = 40;

/// Whether so many variables can have values at once that they could fill what an execution may store.
pub(super) fn are_many(machine: &Machine<StateId>) -> bool {
    at_once(machine).is_none_or(|count| count > FULL)
}

/// How many variables a machine and those inside it can have at once; `None` when only the data tell.
fn at_once(machine: &Machine<StateId>) -> Option<usize> {
    let own = machine.variables().len();
    machine.states.iter().try_fold(own, |sum, state| {
        let mut inner = state.body.machines().iter().map(at_once);
        let inner = inner.try_fold(0, |sum, count| Some(sum + count?))?;
        let is_bounded = inner == 0 || !matches!(state.body, Body::Map(_));
        is_bounded.then_some(sum + inner)
    })
}

/// What a machine of these states needs of the variables around it.
pub(super) fn outer(states: &[StatePlan]) -> Access {
    let levels = states.iter().flat_map(|state| &state.reads);
    levels.copied().filter(|&level| level > 0).collect()
}
