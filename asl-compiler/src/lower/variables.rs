//! Variables: names to fields, and who needs which of them. Reference §5.

use super::data::View;
use super::plan::{Access, AssignPlan, Source, StatePlan, VariablePlan, VariableRef};
use super::{Lowering, Namer};
use crate::model::{Assign, Machine, StateId};

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

/// What a machine of these states needs of the variables around it.
pub(super) fn outer(states: &[StatePlan]) -> Access {
    let levels = states.iter().flat_map(|state| &state.reads);
    levels.copied().filter(|&level| level > 0).collect()
}
