//! Variables that surely have no value where they are read. Reference §5.2.
//!
//! AWS takes such a definition, so these are warnings.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::expr::jsonata::library;
use crate::model::{Assign, Body, Machine, QueryLanguage, State, StateId};
use crate::source::Spanned;

pub(super) fn check(machine: &Machine<StateId>, diagnostics: &mut Diagnostics) {
    check_machine(machine, &[], diagnostics);
}

/// The variables of a machine, and those that may have a value in the state at hand.
struct Scope<'a> {
    machine: &'a Machine<StateId>,
    variables: Vec<&'a str>,
    assigned: BTreeSet<&'a str>,
}

fn check_machine(machine: &Machine<StateId>, outer: &[&Scope<'_>], diagnostics: &mut Diagnostics) {
    let variables = machine.variables();
    for (state, assigned) in machine.states.iter().zip(assigned(machine)) {
        let own = Scope {
            machine,
            variables: variables.clone(),
            assigned,
        };
        let scopes: Vec<&Scope<'_>> = std::iter::once(&own).chain(outer.iter().copied()).collect();
        for read in &state.reads {
            check_read(read, state, &scopes, diagnostics);
        }
        for inner in state.body.machines() {
            check_machine(inner, &scopes, diagnostics);
        }
    }
}

fn check_read(
    read: &Spanned<String>,
    state: &State<StateId>,
    scopes: &[&Scope<'_>],
    diagnostics: &mut Diagnostics,
) {
    let name = read.value.as_str();
    let found = |label: String| Diagnostic::new(Code::UnassignedVariable, read.span, label);
    match scopes.iter().find(|scope| scope.variables.contains(&name)) {
        Some(scope) if scope.assigned.contains(name) => {}
        Some(scope) => {
            let finding = found(format!("no state before this one assigns `{name}`"));
            let assigns = scope.machine.states.iter().flat_map(State::assigns);
            let place = assigns.flatten().find(|(other, _)| other.value == name);
            diagnostics.report(match place {
                Some((place, _)) => finding.related(place.span, "assigned here, but not before"),
                None => finding,
            });
        }
        // In JSONPath it is an error, which another check has reported.
        None if state.language == QueryLanguage::JsonPath || library::is_function(name) => {}
        None => {
            let in_reach = scopes.iter().flat_map(|scope| &scope.variables).copied();
            let known = in_reach.chain(library::FUNCTIONS).chain(["states"]);
            diagnostics.report(match nearest(name, known) {
                Some(near) => found(format!("nothing assigns `{name}`; did you mean `${near}`?")),
                None => found(format!("nothing assigns `{name}`, so it is undefined")),
            });
        }
    }
}

/// The variables that may have a value when a state is entered, by the position of the state.
fn assigned(machine: &Machine<StateId>) -> Vec<BTreeSet<&str>> {
    let mut assigned = vec![BTreeSet::new(); machine.states.len()];
    let mut open = vec![machine.start_at];
    let mut entered = BTreeSet::from([machine.start_at]);
    while let Some(id) = open.pop() {
        let before = assigned[id.0].clone();
        for (next, assign) in ways(machine.state(id)) {
            let there = &mut assigned[next.0];
            let count = there.len();
            there.extend(&before);
            there.extend(assign.iter().map(|(name, _)| name.value.as_str()));
            if there.len() > count || entered.insert(next) {
                open.push(next);
            }
        }
    }
    assigned
}

/// The states that may come next, and what is assigned on the way.
fn ways(state: &State<StateId>) -> Vec<(StateId, &Assign)> {
    let mut ways = Vec::new();
    if let Body::Choice(choice) = &state.body {
        ways.extend(choice.rules.iter().map(|rule| (rule.next, &rule.assign)));
        ways.extend(choice.default.map(|next| (next, &state.assign)));
    }
    ways.extend(state.body.next().map(|next| (next, &state.assign)));
    let catchers = state.catchers().iter();
    ways.extend(catchers.map(|catcher| (catcher.next, &catcher.assign)));
    ways
}

#[cfg(test)]
mod tests {
    use crate::check::tests::assert_reports;
    use crate::diag::Code;

    const CODE: Code = Code::UnassignedVariable;

    #[test]
    fn what_no_state_before_assigns_is_marked() {
        let label = |name: &str| format!("no state before this one assigns `{name}`");
        assert_reports(
            r#"{"StartAt": "A", "States": {
                "A": {"Type": "Pass", "InputPath": ">>>$x<<<", "Assign": {"x": 1, "own.$": ">>>$own<<<"}, "Next": "B"},
                "B": {"Type": "Task", "Resource": "b", "OutputPath": "$x", "Assign": {"y": 1},
                    "Catch": [{"ErrorEquals": ["E"], "Assign": {"z": 1}, "Next": "C"}], "Next": "D"},
                "C": {"Type": "Pass", "Parameters": {"z.$": "$z", "y.$": ">>>$y<<<"}, "End": true},
                "D": {"Type": "Pass", "Parameters": {"y.$": "$y", "z.$": ">>>$z<<<"}, "End": true}}}"#,
            &[
                (CODE, &label("x")),
                (CODE, &label("own")),
                (CODE, &label("y")),
                (CODE, &label("z")),
            ],
        );
    }

    #[test]
    fn one_way_on_which_it_is_assigned_is_enough() {
        assert_reports(
            r#"{"StartAt": "A", "States": {
                "A": {"Type": "Choice", "Default": "C",
                    "Choices": [{"Variable": "$.a", "IsNull": true, "Assign": {"x": 1}, "Next": "C"}]},
                "C": {"Type": "Pass", "Parameters": {"x.$": "$x"}, "Next": "L"},
                "L": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $exists($count) %}",
                    "Assign": {"count": 1}, "Next": "A"},
                "E": {"Type": "Succeed"}}}"#
                .replace(r#""Default": "C""#, r#""Default": "E""#)
                .as_str(),
            &[],
        );
    }

    #[test]
    fn inner_machines_see_what_was_assigned_around_them() {
        assert_reports(
            r#"{"StartAt": "A", "States": {
                "A": {"Type": "Pass", "Assign": {"x": 1}, "Next": "M"},
                "M": {"Type": "Map", "Assign": {"late": 1}, "End": true, "ItemProcessor": {"StartAt": "B", "States": {
                    "B": {"Type": "Pass", "Parameters": {"x.$": "$x", "late.$": ">>>$late<<<"}, "End": true}}}}}}"#,
            &[(CODE, "no state before this one assigns `late`")],
        );
    }

    #[test]
    fn in_jsonata_a_variable_may_not_exist_at_all() {
        assert_reports(
            r#"{"StartAt": "A", "QueryLanguage": "JSONata", "States": {
                "A": {"Type": "Pass", "Assign": {"orderTotal": 1}, "Next": "B"},
                "B": {"Type": "Pass", "Output": "{% $sum([>>>$ordertotal<<<, >>>$nothing<<<, $orderTotal]) %}", "End": true}}}"#,
            &[
                (
                    CODE,
                    "nothing assigns `ordertotal`; did you mean `$orderTotal`?",
                ),
                (CODE, "nothing assigns `nothing`, so it is undefined"),
            ],
        );
    }
}
