//! The payload limit of a host. Reference §10.5, §13.

use asl_runtime::{ExecutionError, History, InMemory, Value, names};
use serde_json::json;

use crate::support::{Call, machine, parts, state};

/// A string whose JSON text has so many bytes.
fn sized(bytes: usize) -> Value {
    json!("x".repeat(bytes - 2))
}

fn cause(name: &str) -> String {
    format!(
        "The state/task '{name}' returned a result with a size exceeding the maximum number of bytes service limit."
    )
}

#[track_caller]
fn assert_too_large(error: &ExecutionError, name: &str) {
    let cause = cause(name);
    let expected = (Some(names::DATA_LIMIT_EXCEEDED), Some(cause.as_str()));
    assert_eq!(parts(error), expected);
}

#[tokio::test]
async fn an_output_may_be_as_large_as_the_limit() {
    let machine =
        state!({ "Type": "Pass", "InputPath": "$[0]" }).on(InMemory::new().payload_limit(100));
    assert_eq!(machine.run(json!([sized(100)])).await, Ok(sized(100)));
    let error = machine.run(json!([sized(101)])).await;
    assert_too_large(&error.expect_err("a byte too much"), "S");
}

#[tokio::test]
async fn the_limit_is_that_of_aws_unless_the_host_says_otherwise() {
    let machine = state!({ "Type": "Pass" });
    assert_eq!(machine.run(sized(262_144)).await, Ok(sized(262_144)));
    let error = machine.run(sized(262_145)).await;
    assert_too_large(&error.expect_err("a byte too much"), "S");
}

#[tokio::test]
async fn without_a_limit_every_size_will_do() {
    let machine = state!({ "Type": "Pass" }).on(InMemory::new().payload_limit(None));
    assert_eq!(machine.run(sized(1 << 20)).await, Ok(sized(1 << 20)));
}

#[tokio::test]
async fn every_state_is_measured_when_it_is_left() {
    let machine = machine!({
        "StartAt": "Small",
        "States": {
            "Small": { "Type": "Pass", "Next": "Large" },
            "Large": { "Type": "Pass", "Parameters": { "twice.$": "States.Array($, $)" }, "Next": "Done" },
            "Done": { "Type": "Succeed" }
        }
    })
    .on(InMemory::new().payload_limit(100).observed_by(History::new()));
    let error = machine.run(sized(60)).await.expect_err("120 bytes");
    assert_too_large(&error, "Large");
    assert_eq!(error.state(), Some("Large"));
    let history = machine.host().observer().to_json();
    let events = history["events"].as_array().expect("events");
    let types: Vec<_> = events
        .iter()
        .filter_map(|event| event["type"].as_str())
        .collect();
    assert_eq!(
        types[1..],
        [
            "PassStateEntered",
            "PassStateExited",
            "PassStateEntered",
            "ExecutionFailed"
        ]
    );
}

#[tokio::test]
async fn nothing_catches_an_output_that_is_too_large() {
    let machine = machine!(async |_| Ok(sized(90)), {
        "StartAt": "Fork",
        "States": {
            "Fork": {
                "Type": "Parallel",
                "Branches": [{
                    "StartAt": "T",
                    "States": { "T": {
                        "Type": "Task", "Resource": "r", "ResultPath": "$.result", "End": true,
                        "Retry": [{ "ErrorEquals": ["States.ALL"] }],
                        "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Rescue" }]
                    }, "Rescue": { "Type": "Pass", "End": true } }
                }],
                "Catch": [{ "ErrorEquals": ["States.DataLimitExceeded"], "Next": "Done" }],
                "Next": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    })
    .on(InMemory::new().payload_limit(100));
    let error = machine.run(json!({ "a": 1 })).await;
    let error = error.expect_err("the result and the input together");
    assert_too_large(&error, "T");
    assert_eq!(error.scope(), "Fork/0");
}

#[tokio::test(start_paused = true)]
async fn a_result_that_is_too_large_fails_its_task() {
    // Small enough on the second attempt.
    let answer = async |call: Call| Ok(sized(513 - call.retry_count as usize));
    let retried = state!(answer, {
        "Type": "Task", "Resource": "r", "Retry": [{ "ErrorEquals": ["States.TaskFailed"] }]
    });
    let retried = retried.on(InMemory::new().payload_limit(512));
    assert_eq!(retried.run(json!({})).await, Ok(sized(512)));

    let caught = machine!(async |_| Ok(sized(513)), {
        "StartAt": "Service",
        "States": {
            "Service": {
                "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 9,
                "Catch": [{ "ErrorEquals": ["States.DataLimitExceeded"], "Next": "Function" }], "Next": "Done"
            },
            "Function": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:f",
                "Catch": [{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.Then", "Next": "Done" }], "Next": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    })
    .on(InMemory::new().payload_limit(512));
    let too_large = |name| json!({ "Error": names::DATA_LIMIT_EXCEEDED, "Cause": cause(name) });
    let mut expected = too_large("lambda");
    expected["Then"] = too_large("arn:aws:lambda:us-east-1:1:function:f");
    assert_eq!(caught.run(json!({})).await, Ok(expected));
}

#[tokio::test]
async fn a_token_completed_with_too_much_fails_its_task() {
    let host = InMemory::new().payload_limit(512);
    let callbacks = host.callbacks();
    let machine = state!(
        move |call: Call| {
            let completed = call.token.map(|token| callbacks.succeed(&token, sized(513)));
            async move { Ok(json!(completed.is_some())) }
        },
        {
            "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters": { "token.$": "$$.Task.Token" }
        }
    )
    .on(host);
    let error = machine.run(json!({})).await;
    assert_too_large(&error.expect_err("513 bytes"), "sqs");
}

/// What a Map makes of so many items of 60 bytes, each of which is held in a variable for a second, so many at once.
async fn hold(items: usize, at_once: usize) -> Result<Value, ExecutionError> {
    let machine = machine!({
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map",
                "ItemsPath": "$.items",
                "MaxConcurrencyPath": "$.atOnce",
                "ItemProcessor": {
                    "StartAt": "Hold",
                    "States": {
                        "Hold": { "Type": "Pass", "Assign": { "held.$": "$" }, "Next": "Wait" },
                        "Wait": { "Type": "Wait", "Seconds": 1, "Next": "Replace" },
                        "Replace": { "Type": "Pass", "Assign": { "held": "small" }, "Next": "Grow" },
                        "Grow": { "Type": "Pass", "Assign": { "held.$": "$" }, "End": true }
                    }
                },
                "ResultSelector": { "count.$": "States.ArrayLength($)" },
                "End": true
            }
        }
    })
    .on(InMemory::new().payload_limit(100));
    let items = vec![sized(60); items];
    machine
        .run(json!({ "items": items, "atOnce": at_once }))
        .await
}

#[tokio::test(start_paused = true)]
async fn all_variables_together_may_be_forty_times_as_large_as_a_payload() {
    assert_eq!(hold(66, 0).await, Ok(json!({ "count": 66 })));
    let error = hold(67, 0).await.expect_err("4,020 bytes");
    assert_too_large(&error, "Hold");
    assert_eq!(error.scope(), "Each[66]");
}

#[tokio::test(start_paused = true)]
async fn an_iteration_that_has_ended_holds_no_variables() {
    assert_eq!(hold(500, 60).await, Ok(json!({ "count": 500 })));
}
