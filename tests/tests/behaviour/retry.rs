//! Retry. Reference §10.1-10.3.

use asl_runtime::names;
use serde_json::{Value, json};

use crate::support::{Call, failure, machine, parts, seconds, state};

#[tokio::test(start_paused = true)]
async fn the_defaults_are_three_retries_after_one_two_and_four_seconds() {
    let machine = machine!(async |_| failure("Broken"), {
        "StartAt": "T",
        "States": {
            "T": {
                "Type": "Task", "Resource": "r", "Parameters": { "count.$": "$$.State.RetryCount" },
                "Retry": [{ "ErrorEquals": ["States.ALL"] }],
                "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Done" }], "Next": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    });
    assert_eq!(
        machine.run(json!({})).await,
        Ok(json!({ "Error": "Broken", "Cause": "because" }))
    );
    let recorder = &machine.tasks().0;
    assert_eq!(recorder.seconds(), [0.0, 1.0, 3.0, 7.0]);
    assert_eq!(recorder.each(|call| call.retry_count), [0, 1, 2, 3]);
    assert_eq!(
        recorder.each(|call| call.input["count"].clone()),
        [0, 1, 2, 3]
    );
}

#[tokio::test(start_paused = true)]
async fn delays_grow_by_the_backoff_rate_up_to_max_delay_seconds() {
    let machine = state!(async |_| failure("Broken"), {
        "Type": "Task", "Resource": "r",
        "Retry": [{ "ErrorEquals": ["Broken"], "IntervalSeconds": 3, "BackoffRate": 1.5, "MaxAttempts": 5, "MaxDelaySeconds": 10 }]
    });
    let error = machine.run(json!({})).await.expect_err("it never works");
    assert_eq!(parts(&error), (Some("Broken"), Some("because")));
    // 3, 4.5, 6.75, then 10.125 and 15.1875 capped.
    assert_eq!(
        machine.tasks().0.seconds(),
        [0.0, 3.0, 7.5, 14.25, 24.25, 34.25]
    );
}

#[tokio::test(start_paused = true)]
async fn no_attempts_is_no_retry() {
    let machine = state!(async |_| failure("Broken"), {
        "Type": "Task", "Resource": "r",
        "Retry": [{ "ErrorEquals": ["Broken"], "MaxAttempts": 0 }, { "ErrorEquals": ["States.ALL"] }]
    });
    machine.run(json!({})).await.expect_err("it never works");
    assert_eq!(
        machine.tasks().0.seconds(),
        [0.0],
        "the first retrier that matches decides, used up or not"
    );
}

#[tokio::test(start_paused = true)]
async fn full_jitter_shortens_delays_within_bounds() {
    let machine = state!(async |_| failure("Broken"), {
        "Type": "Task", "Resource": "r",
        "Retry": [{
            "ErrorEquals": ["Broken"], "IntervalSeconds": 100, "BackoffRate": 10, "MaxAttempts": 2,
            "MaxDelaySeconds": 200, "JitterStrategy": "FULL"
        }]
    });
    let mut delays = Vec::new();
    for _ in 0..50 {
        machine.run(json!({})).await.expect_err("it never works");
    }
    for run in machine.tasks().0.seconds().chunks(3) {
        delays.push((run[1] - run[0], run[2] - run[1]));
    }
    assert!(
        delays
            .iter()
            .all(|(first, second)| (0.0..=100.001).contains(first)
                && (0.0..=200.001).contains(second)),
        "{delays:?}"
    );
    assert!(
        delays.iter().any(|(first, _)| *first < 50.0)
            && delays.iter().any(|(_, second)| *second > 100.0),
        "{delays:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn counters_belong_to_retriers_and_survive_other_errors() {
    let machine = state!(async |call: Call| failure(if call.earlier.is_multiple_of(2) { "A" } else { "B" }), {
        "Type": "Task", "Resource": "r",
        "Retry": [
            { "ErrorEquals": ["A"], "IntervalSeconds": 10, "MaxAttempts": 3, "BackoffRate": 2 },
            { "ErrorEquals": ["B"], "IntervalSeconds": 1, "MaxAttempts": 2, "BackoffRate": 1 }
        ]
    });
    let error = machine.run(json!({})).await.expect_err("it never works");
    assert_eq!(error.error(), Some("B"));
    // A: 10, B: 1, A: 20, B: 1, A: 40, and no third retry for B.
    assert_eq!(
        machine.tasks().0.seconds(),
        [0.0, 10.0, 11.0, 31.0, 32.0, 72.0]
    );
    assert_eq!(
        machine.tasks().0.each(|call| call.retry_count),
        [0, 1, 2, 3, 4, 5]
    );
}

#[tokio::test(start_paused = true)]
async fn counters_start_anew_on_every_visit() {
    let machine = machine!(
        async |call: Call| if call.retry_count == 0 { failure("Broken") } else { Ok(json!(call.input.as_i64().map(|n| n + 1))) },
        {
            "StartAt": "T",
            "States": {
                "T": {
                    "Type": "Task", "Resource": "r",
                    "Retry": [{ "ErrorEquals": ["Broken"], "IntervalSeconds": 5, "MaxAttempts": 1 }], "Next": "Again?"
                },
                "Again?": {
                    "Type": "Choice", "Choices": [{ "Variable": "$", "NumericLessThan": 3, "Next": "T" }], "Default": "Done"
                },
                "Done": { "Type": "Succeed" }
            }
        }
    );
    assert_eq!(machine.run(json!(0)).await, Ok(json!(3)));
    assert_eq!(
        machine.tasks().0.seconds(),
        [0.0, 5.0, 5.0, 10.0, 10.0, 15.0]
    );
    assert_eq!(
        machine.tasks().0.each(|call| call.retry_count),
        [0, 1, 0, 1, 0, 1]
    );
}

#[tokio::test(start_paused = true)]
async fn counters_start_anew_when_a_state_follows_itself() {
    let machine = machine!(async |_| failure("Broken"), {
        "StartAt": "T",
        "States": {
            "T": {
                "Type": "Task", "Resource": "r",
                "Retry": [{ "ErrorEquals": ["Broken"], "MaxAttempts": 1 }],
                "Catch": [{ "ErrorEquals": ["Broken"], "Next": "T" }], "Next": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    });
    let mut execution = machine.start(json!({}));
    for _ in 0..3 {
        execution.step().await.expect("the error is caught");
    }
    assert_eq!(
        machine.tasks().0.each(|call| call.retry_count),
        [0, 1, 0, 1, 0, 1]
    );
}

#[tokio::test(start_paused = true)]
async fn a_retry_starts_from_the_raw_input() {
    let machine = state!(async |call: Call| if call.earlier < 2 { failure("Broken") } else { Ok(json!("fixed")) }, {
        "Type": "Task", "Resource": "r", "InputPath": "$.in",
        "Parameters": { "id.$": "States.UUID()", "a.$": "$.a" }, "ResultPath": "$.in.result",
        "Retry": [{ "ErrorEquals": ["Broken"] }]
    });
    assert_eq!(
        machine.run(json!({ "in": { "a": 1 } })).await,
        Ok(json!({ "in": { "a": 1, "result": "fixed" } }))
    );
    let inputs = machine.tasks().0.each(|call| call.input);
    assert!(inputs.iter().all(|input| input["a"] == 1));
    assert!(inputs[0]["id"] != inputs[1]["id"] && inputs[1]["id"] != inputs[2]["id"]);
}

#[tokio::test(start_paused = true)]
async fn error_names_match_as_the_language_says() {
    macro_rules! retried {
        ($names:tt, $answer:expr) => {{
            let machine = state!($answer, {
                "Type": "Task", "Resource": "r", "TimeoutSeconds": 10, "HeartbeatSeconds": 5,
                "Retry": [{ "ErrorEquals": $names, "MaxAttempts": 1 }]
            });
            machine.run(json!({})).await.expect_err("it never works");
            machine.tasks().0.calls().len() == 2
        }};
    }
    let silent = async |_| {
        seconds(100).await;
        Ok(json!(1))
    };
    assert!(retried!(["Broken"], async |_| failure("Broken")));
    assert!(retried!(["Other", "Broken"], async |_| failure("Broken")));
    assert!(!retried!(["broken", "Brok", "State.ALL"], async |_| {
        failure("Broken")
    }));
    assert!(retried!(["States.ALL"], async |_| failure("Broken")));
    assert!(retried!(["States.TaskFailed"], async |_| failure("Broken")));
    assert!(retried!(["States.TaskFailed"], async |_| failure(
        "States.TaskFailed"
    )));
    assert!(!retried!(["States.TaskFailed"], silent));
    assert!(!retried!(["States.TaskFailed"], async |_| failure(
        "States.Timeout"
    )));
    assert!(!retried!(["States.Timeout"], async |_| failure("Broken")));
    assert!(retried!(["States.Timeout"], silent));
    assert!(retried!(["States.HeartbeatTimeout"], silent));
    assert!(retried!(["States.ALL"], silent));
}

#[tokio::test(start_paused = true)]
async fn a_total_timeout_is_no_heartbeat_timeout() {
    let machine = state!(async |_| { seconds(100).await; Ok(json!(1)) }, {
        "Type": "Task", "Resource": "r", "TimeoutSeconds": 10,
        "Retry": [{ "ErrorEquals": ["States.HeartbeatTimeout"], "MaxAttempts": 9 }, { "ErrorEquals": ["States.Timeout"], "MaxAttempts": 1 }]
    });
    machine.run(json!({})).await.expect_err("it never works");
    assert_eq!(machine.tasks().0.seconds(), [0.0, 11.0]);
}

#[tokio::test]
async fn a_runtime_error_is_never_retried() {
    let machine = state!(async |_| Ok(json!({})), {
        "Type": "Task", "Resource": "r", "ResultSelector": { "x.$": "$.missing" },
        "Retry": [{ "ErrorEquals": ["States.Runtime"] }, { "ErrorEquals": ["States.ALL"] }]
    });
    let error = machine.run(json!({})).await.expect_err("nothing is found");
    assert_eq!(error.error(), Some(names::RUNTIME));
    assert_eq!(machine.tasks().0.calls().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_parallel_runs_all_its_branches_again() {
    let machine = state!(
        async |call: Call| if call.state == "Bad" && call.earlier < 2 { failure("Broken") } else { Ok(json!(call.state)) },
        {
            "Type": "Parallel",
            "Branches": [
                { "StartAt": "Good", "States": { "Good": { "Type": "Task", "Resource": "r", "End": true } } },
                { "StartAt": "Bad", "States": { "Bad": { "Type": "Task", "Resource": "r", "End": true } } }
            ],
            "Retry": [{ "ErrorEquals": ["Broken"], "IntervalSeconds": 1, "MaxAttempts": 2 }]
        }
    );
    assert_eq!(machine.run(json!({})).await, Ok(json!(["Good", "Bad"])));
    let calls = machine
        .tasks()
        .0
        .each(|call| (call.state, call.at.as_secs()));
    assert_eq!(
        calls,
        [
            ("Good", 0),
            ("Bad", 0),
            ("Good", 1),
            ("Bad", 1),
            ("Good", 3),
            ("Bad", 3)
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_fail_state_in_a_branch_is_retried_by_its_parallel() {
    let machine = state!({
        "Type": "Parallel",
        "Branches": [
            { "StartAt": "W", "States": { "W": { "Type": "Wait", "Seconds": 3, "Next": "F" }, "F": { "Type": "Fail", "Error": "E" } } }
        ],
        "Retry": [{ "ErrorEquals": ["E"], "IntervalSeconds": 1, "MaxAttempts": 2, "BackoffRate": 1 }]
    });
    let start = tokio::time::Instant::now();
    let error = machine.run(json!({})).await.expect_err("it fails");
    assert_eq!(
        (error.error(), start.elapsed().as_secs()),
        (Some("E"), 3 * 3 + 2)
    );
}

#[tokio::test(start_paused = true)]
async fn a_map_runs_all_its_iterations_again() {
    let machine = state!(
        async |call: Call| if call.input == 2 && call.earlier < 3 { failure("Broken") } else { Ok(call.input) },
        {
            "Type": "Map", "MaxConcurrency": 1,
            "ItemProcessor": { "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "r", "End": true } } },
            "Retry": [{ "ErrorEquals": ["States.TaskFailed"] }]
        }
    );
    assert_eq!(machine.run(json!([1, 2, 3])).await, Ok(json!([1, 2, 3])));
    let calls = machine
        .tasks()
        .0
        .each(|call| (call.input, call.at.as_secs()));
    let expected: Vec<(Value, u64)> = [(1, 0), (2, 0), (1, 1), (2, 1), (3, 1)]
        .map(|(item, second)| (json!(item), second))
        .into();
    assert_eq!(calls, expected);
}
