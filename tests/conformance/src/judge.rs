//! Whether what was seen is what was recorded.

use std::collections::BTreeMap;

use conformance::compare::{Comparison, Difference};
use conformance::scenario::{End, Failure, Observed};
use serde_json::{Value, json};

use crate::case::{Case, Kind, Scope};
use crate::{event, history};

/// What became of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Passed,
    /// With what is wrong, a line each.
    Failed(Vec<String>),
    /// Nothing is wrong but the history, in a way that is known not to be settled, for this reason.
    HistoryDiffers {
        reason: &'static str,
        lines: Vec<String>,
    },
    /// It does not apply, or not yet, for this reason.
    Skipped(String),
}

pub(crate) fn judge(case: &Case, observed: &Observed) -> Verdict {
    let mut comparison = Comparison::default();
    let seen = match case.kind {
        Kind::TestState => test_state(case, observed),
        _ => execution(observed),
    };
    let expect = &case.expect;
    // An execution that is stopped is dropped while it runs.
    let status = if expect.status == "ABORTED" {
        "RUNNING"
    } else {
        &expect.status
    };
    comparison.value("status", &json!(status), &json!(seen.status));
    comparison.part("output", expect.output.as_ref(), seen.output.as_ref());
    let failure = seen.failure.unwrap_or_default();
    let error = failure.error.map(Value::from);
    comparison.part("error", expect.error.as_ref(), error.as_ref());
    let events = event::events(&observed.history);
    // The history's cause says where the state was entered; the TestState API, which has no history, does not.
    let cause = match case.kind {
        Kind::TestState => failure.cause.map(Value::from),
        _ => event::cause(&events),
    };
    if expect.cause.is_some() {
        comparison.cause("cause", expect.cause.as_ref(), cause.as_ref());
    }
    if case.kind == Kind::TestState {
        let next = seen.next_state.map(Value::from);
        comparison.part("nextState", expect.next_state.as_ref(), next.as_ref());
    }
    if let Some(recorded) = &case.trace {
        trace(&mut comparison, recorded, observed);
    }
    let mut differences = observed.differences.clone();
    differences.append(&mut comparison.differences);
    if let Some(recorded) = &case.history {
        history::compare(&mut comparison, recorded, &events);
    }
    let of_history = comparison.differences;
    match history::unsettled(case) {
        _ if differences.is_empty() && of_history.is_empty() => Verdict::Passed,
        Some(reason) if differences.is_empty() => Verdict::HistoryDiffers {
            reason,
            lines: of_history.iter().map(line).collect(),
        },
        _ => Verdict::Failed(differences.iter().chain(&of_history).map(line).collect()),
    }
}

/// What was seen, in the words of a case.
#[derive(Default)]
struct Seen {
    status: &'static str,
    output: Option<Value>,
    failure: Option<Failure>,
    next_state: Option<String>,
}

fn execution(observed: &Observed) -> Seen {
    match &observed.end {
        End::Succeeded(output) => Seen {
            status: "SUCCEEDED",
            output: Some(output.clone()),
            ..Seen::default()
        },
        End::Failed { failure, timed_out } => Seen {
            status: if *timed_out { "TIMED_OUT" } else { "FAILED" },
            failure: Some(failure.clone()),
            ..Seen::default()
        },
        End::At { state, input } => Seen {
            status: "SUCCEEDED",
            output: Some(input.clone()),
            next_state: Some(state.clone()),
            ..Seen::default()
        },
        End::Running => Seen {
            status: "RUNNING",
            ..Seen::default()
        },
    }
}

/// The TestState API makes one attempt and says what comes next.
fn test_state(case: &Case, observed: &Observed) -> Seen {
    let request = case.request.as_ref();
    let made = request.and_then(|request| request.state_configuration.get("retrierRetryCount"));
    let made = made.and_then(Value::as_u64).unwrap_or(0);
    let retry = usize::try_from(made)
        .ok()
        .and_then(|made| observed.retried.get(made));
    if let Some(failure) = retry {
        return Seen {
            status: "RETRIABLE",
            failure: Some(failure.clone()),
            ..Seen::default()
        };
    }
    match observed.caught.first() {
        Some(failure) => Seen {
            status: "CAUGHT_ERROR",
            failure: Some(failure.clone()),
            ..execution(observed)
        },
        None => execution(observed),
    }
}

fn trace(comparison: &mut Comparison, recorded: &[Scope], observed: &Observed) {
    let scope = |scope: &Scope| (scope.scope.clone(), json!(scope.steps));
    let recorded: BTreeMap<String, Value> = recorded.iter().map(scope).collect();
    let seen = observed
        .trace
        .iter()
        .map(|(scope, steps)| (scope.clone(), json!(steps)));
    comparison.value("trace", &json!(recorded), &Value::Object(seen.collect()));
}

fn line(difference: &Difference) -> String {
    let show = |value: &Option<Value>| {
        value
            .as_ref()
            .map_or("nothing".to_owned(), Value::to_string)
    };
    let Difference {
        place,
        expected,
        actual,
    } = difference;
    format!("{place}: expected {}, got {}", show(expected), show(actual))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(case: &Value, end: End, retried: Vec<Failure>) -> Verdict {
        let mut fields = json!({ "id": "", "group": "", "clock": "2025-01-01T00:00:00Z" });
        for (key, value) in case.as_object().into_iter().flatten() {
            fields[key] = value.clone();
        }
        let case = serde_json::from_value(fields).expect("a case");
        let history = match &end {
            End::Failed { failure, .. } => json!({ "events": [{
                "id": 1, "previousEventId": 0, "type": "ExecutionFailed",
                "executionFailedEventDetails": { "cause": failure.cause }
            }] }),
            _ => Value::Null,
        };
        let observed = Observed {
            end,
            retried,
            caught: Vec::new(),
            trace: BTreeMap::new(),
            history,
            differences: Vec::new(),
        };
        judge(&case, &observed)
    }

    fn failed(error: &str, cause: &str, timed_out: bool) -> End {
        let failure = Failure {
            error: Some(error.to_owned()),
            cause: Some(cause.to_owned()),
        };
        End::Failed { failure, timed_out }
    }

    #[test]
    fn status_output_and_error_must_be_the_recorded_ones() {
        let ended = |expect: Value, end: End| {
            let case = json!({ "kind": "execution", "expect": expect });
            verdict(&case, end, Vec::new()) == Verdict::Passed
        };
        let one = || End::Succeeded(json!(1));
        assert!(ended(
            json!({ "status": "SUCCEEDED", "output": 1.0 }),
            one()
        ));
        assert!(!ended(
            json!({ "status": "SUCCEEDED", "output": null }),
            one()
        ));
        assert!(!ended(json!({ "status": "SUCCEEDED" }), one()));
        let error = json!({ "status": "FAILED", "error": "A", "cause": "because" });
        assert!(ended(error.clone(), failed("A", "because", false)));
        assert!(!ended(error.clone(), failed("B", "because", false)));
        assert!(!ended(error.clone(), failed("A", "otherwise", false)));
        assert!(!ended(error, failed("A", "because", true)));
    }

    #[test]
    fn an_execution_that_was_stopped_still_runs() {
        let case = json!({ "kind": "execution", "expect": { "status": "ABORTED" } });
        assert_eq!(verdict(&case, End::Running, Vec::new()), Verdict::Passed);
    }

    #[test]
    fn an_error_that_will_be_retried_is_retriable() {
        let failure = Failure {
            error: Some("A".to_owned()),
            cause: None,
        };
        let expect = json!({ "status": "RETRIABLE", "error": "A" });
        let case = json!({ "kind": "test_state", "expect": expect });
        assert_eq!(verdict(&case, End::Running, vec![failure]), Verdict::Passed);
    }
}
