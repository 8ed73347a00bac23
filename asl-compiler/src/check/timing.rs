//! A heartbeat is shorter than the timeout. Reference §1.7.

use super::states;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Body, Machine, Setting};

pub(super) fn check(machine: &Machine, diagnostics: &mut Diagnostics) {
    for state in states(machine) {
        if let Body::Task(task) = &state.body
            && let Some(Setting::Literal(heartbeat)) = &task.heartbeat
            && let Some(Setting::Literal(timeout)) = &task.timeout
            && heartbeat.value >= timeout.value
        {
            let label = "the heartbeat must be shorter than the timeout";
            diagnostics.report(
                Diagnostic::new(Code::OutOfRange, heartbeat.span, label)
                    .related(timeout.span, "the timeout"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::assert_reports;
    use crate::diag::Code;

    #[test]
    fn a_heartbeat_as_long_as_the_timeout_is_refused() {
        assert_reports(
            r#"{"StartAt": "A", "States": {
                "A": {"Type": "Task", "Resource": "a", "Next": "B", "TimeoutSeconds": 60, "HeartbeatSeconds": >>>60<<<},
                "B": {"Type": "Task", "Resource": "b", "Next": "C", "TimeoutSeconds": 60, "HeartbeatSeconds": 59},
                "C": {"Type": "Task", "Resource": "c", "End": true, "TimeoutSecondsPath": "$.t", "HeartbeatSeconds": 60}}}"#,
            &[(
                Code::OutOfRange,
                "the heartbeat must be shorter than the timeout",
            )],
        );
    }
}
