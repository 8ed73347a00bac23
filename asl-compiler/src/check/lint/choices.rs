//! A Choice whose rules may all fail has a `Default`. Reference §7.4.

use crate::check::states;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Body, Choice, Comparison, Condition, Machine, Rule, StateId, TypeTest};

pub(super) fn check(machine: &Machine<StateId>, diagnostics: &mut Diagnostics) {
    for state in states(machine) {
        if let Body::Choice(choice) = &state.body
            && choice.default.is_none()
            && !is_exhaustive(choice)
        {
            let label = "when none of its rules holds, the execution fails";
            diagnostics.report(
                Diagnostic::new(Code::NoDefault, state.name.span, label)
                    .help("say where to go then: `\"Default\": \"...\"`"),
            );
        }
    }
}

/// Whether one rule surely holds: one that always does, or one of two that ask for and against the same type of the same
/// value.
fn is_exhaustive(choice: &Choice<StateId>) -> bool {
    let holds = |rule: &Rule<StateId>| matches!(rule.condition, Condition::Literal(true));
    if choice.rules.iter().any(holds) {
        return true;
    }
    let tests: Vec<_> = choice
        .rules
        .iter()
        .filter_map(|rule| type_test(&rule.condition))
        .collect();
    tests
        .iter()
        .any(|&(variable, test, wanted)| tests.contains(&(variable, test, !wanted)))
}

fn type_test(condition: &Condition) -> Option<(&str, TypeTest, bool)> {
    match condition {
        Condition::Test(test) => match test.comparison {
            Comparison::Is(of, wanted) => Some((&test.variable.value.text, of, wanted)),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::assert_reports;
    use crate::diag::Code;

    #[test]
    fn a_choice_says_where_to_go_when_no_rule_holds() {
        assert_reports(
            r#"{"StartAt": "C", "States": {
                >>>"C"<<<: {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "D"}]},
                "D": {"Type": "Choice", "Default": "E", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "E"}]},
                "E": {"Type": "Succeed"}}}"#,
            &[(
                Code::NoDefault,
                "when none of its rules holds, the execution fails",
            )],
        );
    }

    #[test]
    fn a_rule_that_always_holds_leaves_nothing_to_chance() {
        assert_reports(
            r#"{"QueryLanguage": "JSONata", "StartAt": "C", "States": {
                "C": {"Type": "Choice", "Choices": [
                    {"Condition": "{% $states.input.a %}", "Next": "E"}, {"Condition": true, "Next": "E"}]},
                "E": {"Type": "Succeed"}}}"#,
            &[],
        );
    }

    #[test]
    fn a_type_and_its_opposite_leave_nothing_to_chance() {
        assert_reports(
            r#"{"StartAt": "C", "States": {
                "C": {"Type": "Choice", "Choices": [
                    {"Variable": "$.a", "IsPresent": true, "Next": "E"},
                    {"Variable": "$.a", "IsPresent": false, "Next": "E"}]},
                "E": {"Type": "Succeed"}}}"#,
            &[],
        );
    }
}
