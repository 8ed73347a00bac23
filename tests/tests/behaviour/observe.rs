//! What an observer is told.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use asl_runtime::{ExecutionError, InMemory, Observer, Visit};
use serde_json::{Value, json};

use crate::support::{Call, failure, machine};

/// Writes everything down, a line each.
#[derive(Default)]
struct Log(Mutex<Vec<String>>);

impl Log {
    fn add(&self, line: String) {
        self.0
            .lock()
            .expect("nothing panics while it holds the lock")
            .push(line);
    }

    fn lines(&self) -> Vec<String> {
        std::mem::take(
            &mut self
                .0
                .lock()
                .expect("nothing panics while it holds the lock"),
        )
    }
}

impl Observer for Log {
    fn entered(&self, visit: Visit<'_>, input: &Value) {
        self.add(format!(
            "{}: enter {} ({:?}) with {input}",
            visit.scope, visit.state, visit.kind
        ));
    }

    fn exited(&self, visit: Visit<'_>, output: &Value) {
        self.add(format!(
            "{}: leave {} with {output}",
            visit.scope, visit.state
        ));
    }

    fn retrying(&self, visit: Visit<'_>, error: &ExecutionError, delay: Duration) {
        self.add(format!(
            "{}: retry {} on {error} in {delay:?}",
            visit.scope, visit.state
        ));
    }

    fn caught(&self, visit: Visit<'_>, error: &ExecutionError) {
        self.add(format!("{}: {} caught {error}", visit.scope, visit.state));
    }
}

#[tokio::test(start_paused = true)]
async fn it_hears_of_every_visit_retry_and_catch() {
    let log = Arc::new(Log::default());
    let machine = machine!(async |_| failure("Broken"), {
        "StartAt": "Try",
        "States": {
            "Try": {
                "Type": "Task", "Resource": "r",
                "Retry": [{ "ErrorEquals": ["Broken"], "IntervalSeconds": 2, "MaxAttempts": 1 }],
                "Catch": [{ "ErrorEquals": ["Broken"], "ResultPath": null, "Next": "Look" }], "Next": "Look"
            },
            "Look": { "Type": "Choice", "Choices": [{ "Variable": "$", "NumericEquals": 1, "Next": "Rest" }] },
            "Rest": { "Type": "Wait", "Seconds": 1, "Next": "End" },
            "End": { "Type": "Succeed" }
        }
    })
    .on(InMemory::new().observed_by(Arc::clone(&log)));
    assert_eq!(machine.run(json!(1)).await, Ok(json!(1)));
    assert_eq!(
        log.lines(),
        [
            ": enter Try (Task) with 1",
            ": retry Try on Broken: because in 2s",
            ": Try caught Broken: because",
            ": leave Try with 1",
            ": enter Look (Choice) with 1",
            ": leave Look with 1",
            ": enter Rest (Wait) with 1",
            ": leave Rest with 1",
            ": enter End (Succeed) with 1",
            ": leave End with 1",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn scopes_have_stable_names() {
    let log = Arc::new(Log::default());
    let machine = machine!(async |call: Call| Ok(call.input), {
        "StartAt": "Each One",
        "States": { "Each One": {
            "Type": "Map", "MaxConcurrency": 1,
            "ItemProcessor": { "StartAt": "Fork", "States": { "Fork": {
                "Type": "Parallel",
                "Branches": [
                    { "StartAt": "Nothing", "States": { "Nothing": { "Type": "Pass", "Result": 0, "End": true } } },
                    { "StartAt": "Inner", "States": { "Inner": {
                        "Type": "Map",
                        "ItemProcessor": { "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "r", "End": true } } },
                        "End": true
                    } } }
                ],
                "End": true
            } } },
            "End": true
        } }
    })
    .on(InMemory::new().observed_by(&*log));
    assert_eq!(machine.run(json!([[7]])).await, Ok(json!([[0, [7]]])));
    assert_eq!(
        log.lines(),
        [
            ": enter Each One (Map) with [[7]]",
            "Each One[0]: enter Fork (Parallel) with [7]",
            "Each One[0].Fork/0: enter Nothing (Pass) with [7]",
            "Each One[0].Fork/0: leave Nothing with 0",
            "Each One[0].Fork/1: enter Inner (Map) with [7]",
            "Each One[0].Fork/1.Inner[0]: enter T (Task) with 7",
            "Each One[0].Fork/1.Inner[0]: leave T with 7",
            "Each One[0].Fork/1: leave Inner with [7]",
            "Each One[0]: leave Fork with [0,[7]]",
            ": leave Each One with [[0,[7]]]",
        ]
    );
}

#[tokio::test]
async fn a_state_that_fails_is_never_left() {
    let log = Log::default();
    let machine = machine!({
        "StartAt": "P",
        "States": {
            "P": { "Type": "Pass", "Next": "F" },
            "F": { "Type": "Fail", "Error": "E" }
        }
    })
    .on(InMemory::new().observed_by(&log));
    machine.run(json!(1)).await.expect_err("it fails");
    assert_eq!(
        log.lines(),
        [
            ": enter P (Pass) with 1",
            ": leave P with 1",
            ": enter F (Fail) with 1"
        ]
    );
}
