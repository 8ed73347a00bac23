//! State names: 1 to 80 characters, unique in the whole definition. Reference §1.3.

use std::collections::HashMap;

use super::states;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Machine;
use crate::source::Span;

const MAX_LENGTH: usize = 80;

pub(super) fn check(machine: &Machine, diagnostics: &mut Diagnostics) {
    let mut first: HashMap<&str, Span> = HashMap::new();
    for state in states(machine) {
        let (name, span) = (&state.name.value, state.name.span);
        let length = name.chars().count();
        if length == 0 {
            diagnostics.report(Diagnostic::new(
                Code::StateName,
                span,
                "a state needs a name",
            ));
        } else if length > MAX_LENGTH {
            let label = format!("this name has {length} characters; {MAX_LENGTH} are the most");
            diagnostics.report(Diagnostic::new(Code::StateName, span, label));
        }
        match first.get(name.as_str()) {
            Some(&first) => diagnostics.report(
                Diagnostic::new(Code::StateName, span, "another state has this name")
                    .related(first, "the first state of this name")
                    .help("names are unique in the whole definition, branches and processors included"),
            ),
            None => {
                first.insert(name, span);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::assert_reports;
    use crate::diag::Code;

    #[test]
    fn a_name_is_unique_across_all_scopes() {
        assert_reports(
            r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
                {"StartAt": "X", "States": {"X": {"Type": "Succeed"}}},
                {"StartAt": "X", "States": {>>>"X"<<<: {"Type": "Succeed"}}},
                {"StartAt": "P", "States": {>>>"P"<<<: {"Type": "Succeed"}}}]}}}"#,
            &[(Code::StateName, "another state has this name"); 2],
        );
    }

    #[test]
    fn a_name_has_1_to_80_characters() {
        let machine = |name: &str| {
            format!(
                r#"{{"StartAt": "{name}", "States": {{>>>"{name}"<<<: {{"Type": "Succeed"}}}}}}"#
            )
        };
        assert_reports(&machine(""), &[(Code::StateName, "a state needs a name")]);
        let label = "this name has 81 characters; 80 are the most";
        assert_reports(&machine(&"é".repeat(81)), &[(Code::StateName, label)]);
        let longest = machine(&"é".repeat(80))
            .replace(">>>", "")
            .replace("<<<", "");
        assert_reports(&longest, &[]);
    }
}
