//! No state goes round forever without anything that takes time or can fail.

use crate::check::machines;
use crate::check::reach::{is_terminal, successors};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Body, Machine, StateId};

pub(super) fn check(machine: &Machine<StateId>, diagnostics: &mut Diagnostics) {
    for machine in machines(machine) {
        check_machine(machine, diagnostics);
    }
}

fn check_machine(machine: &Machine<StateId>, diagnostics: &mut Diagnostics) {
    let leaves = leaving(machine);
    let stuck = machine
        .states
        .iter()
        .zip(leaves)
        .find(|(_, leaves)| !leaves);
    if let Some((state, _)) = stuck {
        let label =
            "from here the machine goes round forever, and nothing in the loop waits or can fail";
        diagnostics.report(Diagnostic::new(Code::EndlessLoop, state.name.span, label));
    }
}

/// Which states lead to an end, or to something that takes its time or can fail, by their position.
fn leaving(machine: &Machine<StateId>) -> Vec<bool> {
    let mut leaving = vec![false; machine.states.len()];
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); machine.states.len()];
    let mut open = Vec::new();
    for (index, state) in machine.states.iter().enumerate() {
        if is_terminal(&state.body) || !matches!(state.body, Body::Pass(_) | Body::Choice(_)) {
            open.push(index);
        }
        for next in successors(&state.body) {
            before[next.0].push(index);
        }
    }
    while let Some(index) = open.pop() {
        if !std::mem::replace(&mut leaving[index], true) {
            open.extend(&before[index]);
        }
    }
    leaving
}

#[cfg(test)]
mod tests {
    use crate::check::tests::assert_reports;
    use crate::diag::Code;

    #[test]
    fn a_loop_without_a_way_out_is_marked_where_it_begins() {
        assert_reports(
            r#"{"StartAt": "C", "States": {
                "C": {"Type": "Choice", "Default": "A", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "E"}]},
                >>>"A"<<<: {"Type": "Pass", "Next": "B"},
                "B": {"Type": "Pass", "Next": "A"},
                "E": {"Type": "Succeed"}}}"#,
            &[(
                Code::EndlessLoop,
                "from here the machine goes round forever, and nothing in the loop waits or can fail",
            )],
        );
    }

    #[test]
    fn a_loop_with_an_exit_or_a_wait_is_none() {
        assert_reports(
            r#"{"StartAt": "A", "States": {
                "A": {"Type": "Pass", "Next": "C"},
                "C": {"Type": "Choice", "Default": "A", "Choices": [
                    {"Variable": "$.a", "IsNull": true, "Next": "E"}, {"Variable": "$.b", "IsNull": true, "Next": "W"}]},
                "W": {"Type": "Wait", "Seconds": 1, "Next": "W2"},
                "W2": {"Type": "Wait", "Seconds": 1, "Next": "W"},
                "E": {"Type": "Succeed"}}}"#,
            &[],
        );
    }
}
