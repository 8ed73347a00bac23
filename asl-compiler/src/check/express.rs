//! What an Express workflow cannot do: wait for anything outside of it, and start executions. Reference §9.1, §13.

use super::states;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Body, Machine, Map};

/// How a task of AWS waits, by its resource, and how to say that.
const WAITING: &[(&str, &str)] = &[
    (".sync", "this task waits for a job"),
    (".sync:2", "this task waits for a job"),
    (".waitForTaskToken", "this task waits for its token"),
];

pub(super) fn check<T>(machine: &Machine<T>, diagnostics: &mut Diagnostics) {
    for state in states(machine) {
        let task = match &state.body {
            Body::Task(task) => task,
            Body::Map(map) => {
                check_map(map, diagnostics);
                continue;
            }
            _ => continue,
        };
        let resource = task.resource.value.as_str();
        let waits = WAITING
            .iter()
            .find(|(ending, _)| resource.ends_with(ending));
        let label = match waits {
            Some((_, label)) => label,
            None if is_activity(resource) => "this task waits for a worker to take it",
            None => continue,
        };
        diagnostics.report(
            Diagnostic::new(Code::Express, task.resource.span, label)
                .help("only a Standard workflow can wait for something outside"),
        );
    }
}

fn check_map<T>(map: &Map<T>, diagnostics: &mut Diagnostics) {
    if let Some(distributed) = &map.distributed {
        let label = "this Map starts child executions";
        diagnostics.report(
            Diagnostic::new(Code::Express, distributed.mode, label)
                .help("only a Standard workflow has distributed Maps"),
        );
    }
}

/// `arn:aws:states:REGION:ACCOUNT:activity:NAME`
fn is_activity(resource: &str) -> bool {
    let mut parts = resource.split(':');
    parts.next() == Some("arn")
        && parts.nth(1) == Some("states")
        && parts.nth(2) == Some("activity")
}

#[cfg(test)]
mod tests {
    use super::is_activity;

    #[test]
    fn an_activity_goes_by_its_arn() {
        assert!(is_activity(
            "arn:aws:states:us-east-1:123456789012:activity:pack"
        ));
        assert!(!is_activity("arn:aws:states:::sqs:sendMessage"));
        assert!(!is_activity("activity"));
    }
}
