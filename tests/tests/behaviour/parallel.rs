//! Parallel. Reference §12.1.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;
use tokio::time::Instant;

use crate::support::{Call, failure, machine, parts, seconds, state};

#[tokio::test(start_paused = true)]
async fn results_come_in_the_order_of_the_branches() {
    let machine = state!(async |call: Call| { seconds(call.input["wait"].as_u64().unwrap_or(0)).await; Ok(json!(call.state)) }, {
        "Type": "Parallel",
        "Branches": [
            { "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "r", "Parameters": { "wait": 30 }, "End": true } } },
            { "StartAt": "B", "States": { "B": { "Type": "Task", "Resource": "r", "Parameters": { "wait": 10 }, "End": true } } },
            { "StartAt": "C", "States": { "C": { "Type": "Task", "Resource": "r", "Parameters": { "wait": 20 }, "End": true } } }
        ]
    });
    let start = Instant::now();
    assert_eq!(machine.run(json!({})).await, Ok(json!(["A", "B", "C"])));
    assert_eq!(start.elapsed().as_secs(), 30, "side by side");
    assert_eq!(machine.tasks().0.seconds(), [0.0; 3]);
}

#[tokio::test]
async fn every_branch_gets_a_copy_of_the_effective_input() {
    let machine = state!({
        "Type": "Parallel", "InputPath": "$.in", "Parameters": { "x.$": "$.x" },
        "Branches": [
            { "StartAt": "A", "States": { "A": { "Type": "Pass", "Result": 1, "ResultPath": "$.x", "End": true } } },
            { "StartAt": "B", "States": { "B": { "Type": "Pass", "End": true } } }
        ],
        "ResultSelector": { "second.$": "$[1]", "first.$": "$[0]" }, "ResultPath": "$.out", "OutputPath": "$.out"
    });
    assert_eq!(
        machine.run(json!({ "in": { "x": 5, "y": 6 } })).await,
        Ok(json!({ "second": { "x": 5 }, "first": { "x": 1 } }))
    );
}

#[tokio::test]
async fn a_succeed_state_ends_only_its_branch() {
    let machine = machine!({
        "StartAt": "P",
        "States": {
            "P": {
                "Type": "Parallel",
                "Branches": [
                    { "StartAt": "S", "States": { "S": { "Type": "Succeed" } } },
                    { "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "B" }, "B": { "Type": "Pass", "Result": 2, "End": true } } }
                ],
                "Next": "After"
            },
            "After": { "Type": "Pass", "Parameters": { "all.$": "$" }, "End": true }
        }
    });
    assert_eq!(machine.run(json!(0)).await, Ok(json!({ "all": [0, 2] })));
}

/// Counts itself when it is dropped.
struct Guard(Arc<AtomicUsize>);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[tokio::test(start_paused = true)]
async fn a_failed_branch_drops_its_siblings() {
    let dropped = Arc::new(AtomicUsize::new(0));
    let guarded = Arc::clone(&dropped);
    let machine = machine!(
        move |call: Call| {
            let guard = Guard(Arc::clone(&guarded));
            async move {
                let _guard = guard;
                match call.state {
                    "Quick" => seconds(1).await,
                    "Bad" => {
                        seconds(5).await;
                        return failure("Broken");
                    }
                    _ => seconds(100).await,
                }
                Ok(json!(call.state))
            }
        },
        {
            "StartAt": "P",
            "States": {
                "P": {
                    "Type": "Parallel",
                    "Branches": [
                        { "StartAt": "Slow", "States": { "Slow": { "Type": "Task", "Resource": "r", "End": true } } },
                        { "StartAt": "Quick", "States": {
                            "Quick": { "Type": "Task", "Resource": "r", "Next": "Rest" },
                            "Rest": { "Type": "Wait", "Seconds": 50, "Next": "Never" },
                            "Never": { "Type": "Task", "Resource": "r", "End": true }
                        } },
                        { "StartAt": "Bad", "States": { "Bad": { "Type": "Task", "Resource": "r", "End": true } } }
                    ],
                    "Catch": [{ "ErrorEquals": ["Broken"], "Next": "After" }], "Next": "After"
                },
                "After": { "Type": "Wait", "Seconds": 1000, "End": true }
            }
        }
    );
    let mut execution = machine.start(json!({}));
    let start = Instant::now();
    execution.step().await.expect("the error is caught");
    assert_eq!(start.elapsed().as_secs(), 5);
    assert_eq!(
        dropped.load(Ordering::Relaxed),
        3,
        "the slow handler was dropped before the catcher's state"
    );
    execution.step().await.expect("a wait");
    assert_eq!(
        machine.tasks().0.each(|call| call.state),
        ["Slow", "Quick", "Bad"]
    );
}

#[tokio::test(start_paused = true)]
async fn the_first_error_in_time_wins() {
    let machine = state!(async |call: Call| { seconds(call.input["after"].as_u64().unwrap_or(0)).await; failure(call.state) }, {
        "Type": "Parallel",
        "Branches": [
            { "StartAt": "Late", "States": { "Late": { "Type": "Task", "Resource": "r", "Parameters": { "after": 9 }, "End": true } } },
            { "StartAt": "Early", "States": { "Early": { "Type": "Task", "Resource": "r", "Parameters": { "after": 3 }, "End": true } } }
        ]
    });
    let error = machine.run(json!({})).await.expect_err("both fail");
    assert_eq!(
        (parts(&error), error.scope()),
        ((Some("Early"), Some("because")), "S/1")
    );
}

#[tokio::test]
async fn a_workflow_may_run_in_the_handler_of_another() {
    let outer = state!(
        async |call: Call| {
            let inner = state!({
                "Type": "Parallel",
                "Branches": [{ "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } }]
            });
            Ok(inner.run(call.input).await?)
        },
        {
            "Type": "Parallel",
            "Branches": [{ "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "inner", "End": true } } }]
        }
    );
    assert_eq!(outer.run(json!(1)).await, Ok(json!([[1]])));
}
