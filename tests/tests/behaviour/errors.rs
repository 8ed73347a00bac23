//! What an error says of itself. Reference §11.

use asl_runtime::{ExecutionError, TaskError};
use serde_json::json;

use crate::support::{Call, failure, machine, state};

#[tokio::test]
async fn an_error_knows_its_state_and_scope() {
    let machine = state!(async |call: Call| if call.input == 2 { failure("Odd") } else { Ok(call.input) }, {
        "Type": "Map",
        "ItemProcessor": { "StartAt": "Fork", "States": { "Fork": {
            "Type": "Parallel",
            "Branches": [
                { "StartAt": "Nothing", "States": { "Nothing": { "Type": "Pass", "End": true } } },
                { "StartAt": "Something", "States": { "Something": { "Type": "Task", "Resource": "r", "End": true } } }
            ],
            "End": true
        } } }
    });
    let error = machine.run(json!([0, 1, 2])).await.expect_err("2 fails");
    assert_eq!(
        (error.state(), error.scope()),
        (Some("Something"), "S[2].Fork/1")
    );
    assert_eq!(
        error.to_string(),
        "Odd: because (in state `Something` of S[2].Fork/1)"
    );
}

#[tokio::test]
async fn the_state_of_an_error_at_the_top_has_no_scope() {
    let machine = state!(async |_| failure("Odd"), { "Type": "Task", "Resource": "r" });
    let error = machine.run(json!(1)).await.expect_err("it fails");
    assert_eq!(error.to_string(), "Odd: because (in state `S`)");
}

#[tokio::test]
async fn a_workflow_can_run_inside_a_handler() {
    let outer = state!(
        async |call: Call| {
            let inner = state!({
                "Type": "Parallel", "Branches": [{ "StartAt": "F", "States": { "F": { "Type": "Fail", "Error": "Inner", "CausePath": "$" } } }]
            });
            Ok(inner.run(call.input).await?)
        },
        { "Type": "Task", "Resource": "r", "Retry": [{ "ErrorEquals": ["Other"] }] }
    );
    let error = outer.run(json!("why")).await.expect_err("it fails");
    assert_eq!(
        (error.error(), error.cause(), error.state()),
        (Some("Inner"), Some("why"), Some("S"))
    );
}

#[tokio::test]
async fn errors_can_be_stored() {
    let machine = state!(async |_| failure("Odd"), { "Type": "Task", "Resource": "r" });
    let error = machine.run(json!(1)).await.expect_err("it fails");
    let text = serde_json::to_string(&error).expect("errors can be written");
    assert_eq!(
        serde_json::from_str::<ExecutionError>(&text).ok(),
        Some(error)
    );
    let missed = ExecutionError::heartbeat_timeout();
    let text = serde_json::to_string(&missed).expect("errors can be written");
    let back: ExecutionError = serde_json::from_str(&text).expect("errors can be read");
    assert!(back.matches(&["States.HeartbeatTimeout"]));
}

#[tokio::test]
async fn names_are_the_handlers_own() {
    let machine = machine!(async |_| Err(TaskError::new("Übel.States. ", "")), {
        "StartAt": "T",
        "States": {
            "T": {
                "Type": "Task", "Resource": "r",
                "Catch": [{ "ErrorEquals": ["Übel.States. "], "Next": "Done" }], "Next": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    });
    assert_eq!(
        machine.run(json!({})).await,
        Ok(json!({ "Error": "Übel.States. ", "Cause": "" }))
    );
}
