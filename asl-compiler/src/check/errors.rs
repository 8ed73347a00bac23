//! `States.ALL` stands alone, and in the last retrier or catcher. Reference §10.3.

use super::{error_lists, states};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Machine;
use crate::source::Spanned;

/// The name that matches every error.
const ALL: &str = "States.ALL";

pub(super) fn check(machine: &Machine, diagnostics: &mut Diagnostics) {
    for work in states(machine)
        .into_iter()
        .filter_map(|state| state.body.work())
    {
        for (what, lists) in error_lists(work) {
            check_all(&lists, what, diagnostics);
        }
    }
}

/// Checks the lists of one `Retry` or `Catch`.
fn check_all(lists: &[&[Spanned<String>]], what: &str, diagnostics: &mut Diagnostics) {
    for (index, names) in lists.iter().enumerate() {
        let last = index + 1 == lists.len();
        for name in names.iter().filter(|name| name.value == ALL) {
            let label = if names.len() > 1 {
                format!("`{ALL}` stands alone: it matches the other names too")
            } else if !last {
                format!("`{ALL}` belongs in the last {what}: the ones behind it are never used")
            } else {
                continue;
            };
            diagnostics.report(Diagnostic::new(Code::ErrorEquals, name.span, label));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::assert_reports;
    use crate::diag::Code;

    #[test]
    fn the_name_that_matches_all_stands_alone() {
        let label = "`States.ALL` stands alone: it matches the other names too";
        assert_reports(
            r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "a", "End": true,
                "Retry": [{"ErrorEquals": ["E", >>>"States.ALL"<<<]}],
                "Catch": [{"ErrorEquals": [>>>"States.ALL"<<<, "E"], "Next": "A"}]}}}"#,
            &[(Code::ErrorEquals, label); 2],
        );
    }

    #[test]
    fn the_name_that_matches_all_comes_last() {
        let label = |what| {
            format!("`States.ALL` belongs in the last {what}: the ones behind it are never used")
        };
        assert_reports(
            r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "a", "End": true,
                "Retry": [{"ErrorEquals": [>>>"States.ALL"<<<]}, {"ErrorEquals": ["E"]}],
                "Catch": [{"ErrorEquals": [>>>"States.ALL"<<<], "Next": "A"},
                          {"ErrorEquals": ["States.ALL"], "Next": "A"}]}}}"#,
            &[
                (Code::ErrorEquals, &label("retrier")),
                (Code::ErrorEquals, &label("catcher")),
            ],
        );
    }
}
