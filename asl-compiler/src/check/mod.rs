//! [`Machine`] as it was read to [`Checked`]: the rules that need more than one state to judge by.

mod distributed;
mod errors;
mod express;
mod features;
mod lint;
mod names;
mod reach;
mod references;
mod targets;
mod timing;
mod variables;

pub use references::VariableReferences;

use crate::Options;
use crate::diag::Diagnostics;
use crate::model::{Machine, State, StateId, Work};
use crate::source::Spanned;

/// A machine without a mistake: every transition leads to a state of its own scope.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    machine: Machine<StateId>,
}

impl Checked {
    /// The machine.
    #[must_use]
    pub fn machine(&self) -> &Machine<StateId> {
        &self.machine
    }

    /// Whether the runtime has what the machine needs; what it lacks is reported.
    pub(crate) fn has_features(&self, options: &Options, diagnostics: &mut Diagnostics) -> bool {
        features::check(&self.machine, options, diagnostics)
    }

    /// The variables that each state refers to.
    #[must_use]
    pub fn variable_references(&self) -> VariableReferences {
        references::variable_references(&self.machine)
    }
}

/// Resolves the names of states and checks what a state alone cannot show. `None` when an error was found, here or
/// before.
pub fn check(machine: Machine, diagnostics: &mut Diagnostics) -> Option<Checked> {
    names::check(&machine, diagnostics);
    errors::check(&machine, diagnostics);
    timing::check(&machine, diagnostics);
    distributed::check(&machine, diagnostics);
    variables::check(&machine, diagnostics);
    // After this no name of a state is left to look up.
    let machine = targets::resolve(machine, diagnostics)?;
    reach::check(&machine, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    lint::check(&machine, diagnostics);
    Some(Checked { machine })
}

/// Checks what an Express workflow, other than a Standard one, cannot do.
pub fn check_express(checked: &Checked, diagnostics: &mut Diagnostics) {
    express::check(&checked.machine, diagnostics);
}

/// The machine and all machines inside it, each before those inside it.
fn machines<T>(machine: &Machine<T>) -> Vec<&Machine<T>> {
    let inside = machine
        .states
        .iter()
        .flat_map(|state| state.body.machines());
    std::iter::once(machine)
        .chain(inside.flat_map(machines))
        .collect()
}

/// All states of a machine and of the machines inside it, each before those inside it.
fn states<'a, T>(machine: &'a Machine<T>) -> Vec<&'a State<T>> {
    let inside = |state: &'a State<T>| {
        let children = state.body.machines().iter().flat_map(states);
        std::iter::once(state).chain(children).collect::<Vec<_>>()
    };
    machine.states.iter().flat_map(inside).collect()
}

/// The names in `Retry` and in `Catch`, one list for each retrier or catcher.
fn error_lists<T>(work: &Work<T>) -> [(&'static str, Vec<&[Spanned<String>]>); 2] {
    let retry = work.retry.iter().map(|it| it.error_equals.as_slice());
    let catch = work.catch.iter().map(|it| it.error_equals.as_slice());
    [("retrier", retry.collect()), ("catcher", catch.collect())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;
    use crate::source::SourceFile;
    use crate::{model, parse, testing};

    fn compile(source: &SourceFile, diagnostics: &mut Diagnostics) -> Option<Checked> {
        let tree = parse::parse(source, diagnostics)?;
        let machine = model::read(&tree, source, diagnostics)?;
        check(machine, diagnostics)
    }

    /// Asserts that the phases up to this one find exactly the expected at the marked places.
    #[track_caller]
    pub(super) fn assert_reports(marked: &str, expected: &[(Code, &str)]) {
        testing::assert_reports(marked, expected, |source, diagnostics| {
            let checked = compile(source, diagnostics);
            assert_eq!(checked.is_none(), diagnostics.has_errors());
        });
    }

    #[test]
    fn states_refer_to_the_variables_in_their_fields() {
        let text = r#"{"StartAt": "A", "States": {
            "A": {"Type": "Pass", "Assign": {"x": 1, "count": 2}, "Next": "B"},
            "B": {"Type": "Map", "QueryLanguage": "JSONata", "Items": "{% $append($x, $count) %}", "End": true,
                "Output": "{% ($y := $x; $y) %}", "ItemProcessor": {"StartAt": "C", "States": {
                    "C": {"Type": "Pass", "Parameters": {"b.$": "$x", "a.$": "States.Array($count, $x)"}, "End": true}}}}}}"#;
        let mut diagnostics = Diagnostics::new();
        let checked = compile(&SourceFile::new("test.asl.json", text), &mut diagnostics);
        assert_eq!(diagnostics.into_sorted(), []);
        let references = checked.expect("no finding").variable_references();
        let listed: Vec<_> = references
            .iter()
            .map(|(state, names)| (&**state, names.iter().map(|name| &**name).collect()))
            .collect();
        let expected: [(_, Vec<_>); 2] = [("B", vec!["count", "x"]), ("C", vec!["count", "x"])];
        assert_eq!(listed, expected);
    }

    #[test]
    fn names_become_ids_of_their_own_scope() {
        let text = r#"{"StartAt": "B", "States": {
            "A": {"Type": "Succeed"},
            "B": {"Type": "Parallel", "Next": "A", "Branches": [
                {"StartAt": "X", "States": {"X": {"Type": "Pass", "Next": "Y"}, "Y": {"Type": "Succeed"}}}]}}}"#;
        let mut diagnostics = Diagnostics::new();
        let checked = compile(&SourceFile::new("test.asl.json", text), &mut diagnostics);
        assert_eq!(diagnostics.into_sorted(), []);
        let checked = checked.expect("no finding");
        let machine = checked.machine();
        assert_eq!(machine.start_at, StateId(1));
        let branch = &machine.state(machine.start_at).body.machines()[0];
        assert_eq!(branch.start_at, StateId(0));
        let names: Vec<_> = states(machine)
            .iter()
            .map(|state| &*state.name.value)
            .collect();
        assert_eq!(names, ["A", "B", "X", "Y"]);
    }
}
