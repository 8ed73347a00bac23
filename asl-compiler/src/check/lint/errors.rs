//! Names in `ErrorEquals` that exist and can match. Reference §10.3, §11.

use std::collections::HashMap;

use crate::check::{error_lists, states};
use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::model::{Body, Machine, StateId};
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
    for state in states(machine) {
        let Some(work) = state.body.work() else {
            continue;
        };
        let of_task = matches!(state.body, Body::Task(_));
        for (what, lists) in error_lists(work) {
            let mut earlier = Earlier {
                of_task,
                names: HashMap::new(),
            };
            for name in lists.into_iter().flatten() {
                if let Some(finding) = check_name(name, what, &earlier) {
                    diagnostics.report(finding);
                }
                earlier.names.entry(&name.value).or_insert(name.span);
            }
        }
    }
}

/// The names of one `Retry` or `Catch` so far, with their places.
struct Earlier<'a> {
    /// Whether it is that of a Task.
    of_task: bool,
    names: HashMap<&'a str, Span>,
}

impl Earlier<'_> {
    /// The name that takes an error of this name: itself, or one that stands for it too. Reference §10.3.
    fn taking(&self, name: &str) -> Option<(&str, Span)> {
        let wide = match name {
            "States.HeartbeatTimeout" => Some("States.Timeout"),
            _ if name.starts_with("States.") => None,
            _ => self.of_task.then_some("States.TaskFailed"),
        };
        let names = std::iter::once(name).chain(wide);
        let mut found = names.filter_map(|name| self.names.get_key_value(name));
        found.next().map(|(name, span)| (*name, *span))
    }
}

fn check_name(name: &Spanned<String>, what: &str, earlier: &Earlier<'_>) -> Option<Diagnostic> {
    let never = |label: String| Diagnostic::new(Code::NeverMatches, name.span, label);
    if let Some((taking, place)) = earlier.taking(&name.value) {
        let label = match taking == name.value {
            true => format!("an earlier {what} has taken this error"),
            false => {
                format!("an earlier {what} has taken this error: `{taking}` stands for it too")
            }
        };
        return Some(never(label).related(place, "here"));
    }
    if name.value == "States.Runtime" {
        let label = "no retrier and no catcher matches this error: it always ends the execution";
        return Some(never(label.to_owned()));
    }
    unknown(name)
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
    fn a_name_that_stands_for_others_takes_their_errors_too() {
        let label =
            |name| format!("an earlier retrier has taken this error: `{name}` stands for it too");
        assert_reports(
            r#"{"StartAt": "A", "States": {
                "A": {"Type": "Task", "Resource": "a", "Next": "P", "Retry": [
                    {"ErrorEquals": ["Early", "States.Timeout", "States.TaskFailed"]},
                    {"ErrorEquals": [>>>"Busy"<<<, >>>"States.HeartbeatTimeout"<<<, "States.Permissions"]},
                    {"ErrorEquals": ["States.ALL"]}]},
                "P": {"Type": "Parallel", "End": true, "Retry": [
                    {"ErrorEquals": ["States.TaskFailed"]}, {"ErrorEquals": ["Busy"]}],
                    "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}]}}}"#,
            &[
                (Code::NeverMatches, &label("States.TaskFailed")),
                (Code::NeverMatches, &label("States.Timeout")),
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
