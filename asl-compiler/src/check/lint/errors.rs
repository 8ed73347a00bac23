//! Names in `ErrorEquals` that exist and can match. Reference §10.3, §11.

use std::collections::HashMap;

use crate::check::states;
use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::model::{Machine, StateId};
use crate::source::{Span, Spanned};

/// The names that begin with `States.` and that AWS raises or matches.
const PREDEFINED: &[&str] = &[
    "States.ALL",
    "States.BranchFailed",
    "States.DataLimitExceeded",
    "States.ExceedToleratedFailureThreshold",
    "States.HeartbeatTimeout",
    "States.IntrinsicFailure",
    "States.ItemReaderFailed",
    "States.NoChoiceMatched",
    "States.ParameterPathFailure",
    "States.Permissions",
    "States.QueryEvaluationError",
    "States.ResultPathMatchFailure",
    "States.ResultWriterFailed",
    "States.Runtime",
    "States.TaskFailed",
    "States.Timeout",
];

/// A task that calls an HTTP endpoint raises names with the status in them.
const HTTP: &str = "States.Http.";

pub(super) fn check(machine: &Machine<StateId>, diagnostics: &mut Diagnostics) {
    for work in states(machine)
        .into_iter()
        .filter_map(|state| state.body.work())
    {
        let retry = work.retry.iter().map(|retrier| &retrier.error_equals);
        check_list(retry, "retrier", diagnostics);
        let catch = work.catch.iter().map(|catcher| &catcher.error_equals);
        check_list(catch, "catcher", diagnostics);
    }
}

/// Checks the names of one `Retry` or `Catch`.
fn check_list<'a>(
    lists: impl Iterator<Item = &'a Vec<Spanned<String>>>,
    what: &str,
    diagnostics: &mut Diagnostics,
) {
    let mut earlier: HashMap<&str, Span> = HashMap::new();
    for name in lists.flatten() {
        let finding = if let Some(&first) = earlier.get(name.value.as_str()) {
            let label = format!("an earlier {what} has taken this error");
            Some(Diagnostic::new(Code::NeverMatches, name.span, label).related(first, "here"))
        } else if name.value == "States.Runtime" {
            let label =
                "no retrier and no catcher matches this error: it always ends the execution";
            Some(Diagnostic::new(Code::NeverMatches, name.span, label))
        } else {
            unknown(name)
        };
        if let Some(finding) = finding {
            diagnostics.report(finding);
        }
        earlier.entry(&name.value).or_insert(name.span);
    }
}

/// Tasks may raise any name, but those that begin with `States.` are rarely their own.
fn unknown(name: &Spanned<String>) -> Option<Diagnostic> {
    let text = name.value.as_str();
    if !text.starts_with("States.") || text.starts_with(HTTP) || PREDEFINED.contains(&text) {
        return None;
    }
    let label = match nearest(text, PREDEFINED.iter().copied()) {
        Some(near) => format!("no predefined error has this name; did you mean `{near}`?"),
        None => "no predefined error has this name".to_owned(),
    };
    Some(Diagnostic::new(Code::UnknownError, name.span, label))
}

#[cfg(test)]
mod tests {
    use crate::check::tests::assert_reports;
    use crate::diag::Code;

    #[test]
    fn an_error_that_is_taken_already_never_matches_again() {
        assert_reports(
            r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "a", "End": true,
                "Retry": [{"ErrorEquals": ["E", "F"]}, {"ErrorEquals": [>>>"F"<<<, "G"]}],
                "Catch": [{"ErrorEquals": ["E"], "Next": "A"}, {"ErrorEquals": [>>>"E"<<<], "Next": "A"}]}}}"#,
            &[
                (
                    Code::NeverMatches,
                    "an earlier retrier has taken this error",
                ),
                (
                    Code::NeverMatches,
                    "an earlier catcher has taken this error",
                ),
            ],
        );
    }

    #[test]
    fn an_error_that_nothing_catches_is_not_caught() {
        assert_reports(
            r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "a", "End": true,
                "Catch": [{"ErrorEquals": [>>>"States.Runtime"<<<], "Next": "A"}]}}}"#,
            &[(
                Code::NeverMatches,
                "no retrier and no catcher matches this error: it always ends the execution",
            )],
        );
    }

    #[test]
    fn a_predefined_name_is_one_of_those_there_are() {
        assert_reports(
            r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "a", "End": true,
                "Retry": [{"ErrorEquals": [>>>"States.TaskFailure"<<<, "States.Http.StatusCode.503", "Lambda.Unknown"]}],
                "Catch": [{"ErrorEquals": [>>>"States.QuorumMet"<<<], "Next": "A"}]}}}"#,
            &[
                (
                    Code::UnknownError,
                    "no predefined error has this name; did you mean `States.TaskFailed`?",
                ),
                (Code::UnknownError, "no predefined error has this name"),
            ],
        );
    }
}
