//! Dropping an execution stops it, wherever it stands.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;

use crate::support::{Call, failure, machine, seconds, state};

/// Notes that it was dropped.
struct Guard(Arc<AtomicBool>);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Lets a machine with these fields run for five seconds and drops it. Its handler fails at once when it is told to, else
/// waits for ever. The number of calls, and whether the handler at work was dropped.
macro_rules! stop {
    ({ $($fields:tt)* }, $input:expr) => {{
        let dropped = Arc::new(AtomicBool::new(false));
        let guarded = Arc::clone(&dropped);
        let machine = state!(
            move |call: Call| {
                let guard = Guard(Arc::clone(&guarded));
                async move {
                    let _guard = guard;
                    if call.input == "fail" {
                        return failure("Broken");
                    }
                    std::future::pending().await
                }
            },
            { $($fields)* }
        );
        tokio::select! {
            outcome = machine.run($input) => unreachable!("it waits for ever, but ended: {outcome:?}"),
            () = seconds(5) => {}
        }
        let was_dropped = dropped.load(Ordering::Relaxed);
        seconds(1000).await;
        (machine.tasks().0.calls().len(), was_dropped)
    }};
}

#[tokio::test(start_paused = true)]
async fn in_a_task() {
    assert_eq!(
        stop!({ "Type": "Task", "Resource": "r" }, json!({})),
        (1, true)
    );
}

#[tokio::test(start_paused = true)]
async fn in_a_task_with_limits() {
    assert_eq!(
        stop!({ "Type": "Task", "Resource": "r", "TimeoutSeconds": 100, "HeartbeatSeconds": 50 }, json!({})),
        (1, true)
    );
}

#[tokio::test(start_paused = true)]
async fn in_the_handler_of_a_callback() {
    assert_eq!(
        stop!({ "Type": "Task", "Resource": "r.waitForTaskToken" }, json!({})),
        (1, true)
    );
}

#[tokio::test(start_paused = true)]
async fn in_a_wait() {
    assert_eq!(
        stop!({ "Type": "Wait", "Seconds": 100 }, json!({})),
        (0, false)
    );
}

#[tokio::test(start_paused = true)]
async fn in_a_wait_for_a_time() {
    assert_eq!(
        stop!({ "Type": "Wait", "TimestampPath": "$$.Execution.Input" }, json!("2060-01-01T00:00:00Z")),
        (0, false)
    );
}

#[tokio::test(start_paused = true)]
async fn in_the_delay_of_a_retry() {
    let fields = stop!({ "Type": "Task", "Resource": "r", "Retry": [{ "ErrorEquals": ["Broken"], "IntervalSeconds": 10 }] }, json!("fail"));
    assert_eq!(fields, (1, true), "and there was no second attempt");
}

#[tokio::test(start_paused = true)]
async fn in_a_parallel() {
    let stopped = stop!({
        "Type": "Parallel",
        "Branches": [
            { "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "r", "End": true } } },
            { "StartAt": "W", "States": { "W": { "Type": "Wait", "Seconds": 50, "Next": "U" }, "U": { "Type": "Task", "Resource": "r", "End": true } } }
        ]
    }, json!({}));
    assert_eq!(stopped, (1, true));
}

#[tokio::test(start_paused = true)]
async fn in_a_map() {
    let stopped = stop!({
        "Type": "Map", "MaxConcurrency": 2,
        "ItemProcessor": { "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "r", "End": true } } }
    }, json!([1, 2, 3]));
    assert_eq!(stopped, (2, true));
}

#[tokio::test(start_paused = true)]
async fn a_step_that_was_dropped_leaves_nothing_to_go_on_from() {
    let machine = state!({ "Type": "Wait", "Seconds": 100 });
    let mut execution = machine.start(json!({}));
    tokio::select! {
        _ = execution.step() => unreachable!("it waits"),
        () = seconds(5) => {}
    }
    assert_eq!((execution.state(), execution.output()), (None, None));
    assert_eq!(execution.step().await, Ok(()));
    let error = execution.finish().await.expect_err("it was stopped");
    assert_eq!(
        error.cause(),
        Some("the execution was stopped before its end")
    );
}

#[tokio::test]
async fn in_a_loop_that_waits_for_nothing() {
    let machine = machine!({
        "StartAt": "Again",
        "States": {
            "Again": { "Type": "Pass", "Next": "Enough?" },
            "Enough?": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$", "IsNull": true, "Next": "Enough" }],
                "Default": "Again"
            },
            "Enough": { "Type": "Succeed" }
        }
    });
    tokio::select! {
        biased;
        outcome = machine.run(json!(1)) => unreachable!("it never ends, but ended: {outcome:?}"),
        () = tokio::task::yield_now() => {}
    }
}
