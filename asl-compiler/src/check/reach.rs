//! Every state can be reached, and every machine can end. Reference §1.4.

use super::machines;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Body, Machine, StateId, Transition};

pub(super) fn check(machine: &Machine<StateId>, diagnostics: &mut Diagnostics) {
    for machine in machines(machine) {
        check_machine(machine, diagnostics);
    }
}

fn check_machine(machine: &Machine<StateId>, diagnostics: &mut Diagnostics) {
    if !machine.states.iter().any(|state| is_terminal(&state.body)) {
        let label = "none of the states from here on ends the machine";
        diagnostics.report(
            Diagnostic::new(Code::NoTerminal, machine.span, label)
                .help("give one of them `\"End\": true`, or add a Succeed or Fail state"),
        );
    }
    let reached = reached(machine);
    for (state, _) in machine
        .states
        .iter()
        .zip(reached)
        .filter(|(_, reached)| !reached)
    {
        let label = "no transition leads here from `StartAt`";
        diagnostics.report(Diagnostic::new(Code::Unreachable, state.name.span, label));
    }
}

/// Which states can be entered, by their position.
fn reached(machine: &Machine<StateId>) -> Vec<bool> {
    let mut reached = vec![false; machine.states.len()];
    let mut open = vec![machine.start_at];
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut reached[id.0], true) {
            open.extend(successors(&machine.state(id).body));
        }
    }
    reached
}

pub(super) fn is_terminal<T>(body: &Body<T>) -> bool {
    matches!(body, Body::Succeed | Body::Fail(_))
        || matches!(body.transition(), Some(Transition::End))
}

/// The states that may come next.
pub(super) fn successors(body: &Body<StateId>) -> Vec<StateId> {
    let mut next = Vec::new();
    if let Body::Choice(choice) = body {
        next.extend(choice.rules.iter().map(|rule| rule.next));
        next.extend(choice.default);
    }
    next.extend(body.next());
    next.extend(
        body.work()
            .into_iter()
            .flat_map(|work| &work.catch)
            .map(|catcher| catcher.next),
    );
    next
}

#[cfg(test)]
mod tests {
    use crate::check::tests::assert_reports;
    use crate::diag::Code;

    #[test]
    fn every_way_into_a_state_counts() {
        assert_reports(
            r#"{"StartAt": "C", "States": {
                "C": {"Type": "Choice", "Default": "D",
                    "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "T"}]},
                "D": {"Type": "Wait", "Seconds": 1, "Next": "F"},
                "F": {"Type": "Fail"},
                "T": {"Type": "Task", "Resource": "t", "End": true,
                    "Catch": [{"ErrorEquals": ["E"], "Next": "P"}]},
                "P": {"Type": "Pass", "Next": "C"}}}"#,
            &[],
        );
    }

    #[test]
    fn a_state_that_only_its_like_lead_to_is_marked_in_every_machine() {
        let label = "no transition leads here from `StartAt`";
        assert_reports(
            r#"{"StartAt": "M", "States": {
                "M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "X", "States": {
                    "X": {"Type": "Succeed"},
                    >>>"Y"<<<: {"Type": "Pass", "Next": "X"}}}},
                >>>"A"<<<: {"Type": "Pass", "Next": "B"},
                >>>"B"<<<: {"Type": "Pass", "Next": "A"}}}"#,
            &[(Code::Unreachable, label); 3],
        );
    }

    #[test]
    fn a_machine_without_an_end_is_marked_at_its_start() {
        let label = "none of the states from here on ends the machine";
        assert_reports(
            r#"{"StartAt": >>>"P"<<<, "States": {"P": {"Type": "Parallel", "Next": "P", "Branches": [
                {"StartAt": >>>"X"<<<, "States": {"X": {"Type": "Pass", "Next": "X"}}}]}}}"#,
            &[(Code::NoTerminal, label); 2],
        );
    }
}
