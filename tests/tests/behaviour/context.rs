//! The context object. Reference §3.

use asl_runtime::{Identity, names};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::support::{Call, failure, machine, new_year, seconds, state};

fn identity() -> Identity {
    Identity::new("shop", "order-7")
        .execution_id("arn:x:execution")
        .role_arn("arn:x:role")
        .state_machine_id("arn:x:machine")
}

#[tokio::test(start_paused = true)]
async fn the_whole_object_has_what_aws_gives_it() {
    let machine = machine!({
        "StartAt": "W",
        "States": {
            "W": { "Type": "Wait", "Seconds": 90, "Next": "P" },
            "P": { "Type": "Pass", "Parameters": { "all.$": "$$" }, "OutputPath": "$.all", "End": true }
        }
    })
    .on(new_year());
    assert_eq!(
        machine
            .start(json!({ "in": 1 }))
            .identified(identity())
            .finish()
            .await,
        Ok(json!({
            "Execution": {
                "Id": "arn:x:execution", "Input": { "in": 1 }, "StartTime": "2025-01-01T00:00:00.000Z",
                "Name": "order-7", "RoleArn": "arn:x:role", "RedriveCount": 0
            },
            "StateMachine": { "Id": "arn:x:machine", "Name": "shop" },
            "State": { "Name": "P", "EnteredTime": "2025-01-01T00:01:30.000Z" }
        }))
    );
}

#[tokio::test(start_paused = true)]
async fn every_field_can_be_read_alone() {
    let machine = state!({
        "Type": "Pass",
        "Parameters": {
            "id.$": "$$.Execution.Id", "input.$": "$$.Execution.Input", "deep.$": "$$['Execution']['Input'].a[0]",
            "start.$": "$$.Execution.StartTime", "name.$": "$$.Execution.Name", "role.$": "$$.Execution.RoleArn",
            "redrive.$": "$$.Execution.RedriveCount", "state.$": "$$.State.Name", "entered.$": "$$.State.EnteredTime",
            "machine.$": "$$.StateMachine.Id", "machine_name.$": "$$.StateMachine.Name",
            "part.$": "$$.StateMachine", "call.$": "States.Format('{}/{}', $$.Execution.Name, $$.State.Name)"
        }
    })
    .on(new_year());
    assert_eq!(
        machine
            .start(json!({ "a": [5] }))
            .identified(identity())
            .finish()
            .await,
        Ok(json!({
            "id": "arn:x:execution", "input": { "a": [5] }, "deep": 5,
            "start": "2025-01-01T00:00:00.000Z", "name": "order-7", "role": "arn:x:role",
            "redrive": 0, "state": "S", "entered": "2025-01-01T00:00:00.000Z",
            "machine": "arn:x:machine", "machine_name": "shop",
            "part": { "Id": "arn:x:machine", "Name": "shop" }, "call": "order-7/S"
        }))
    );
}

#[tokio::test]
async fn a_redriven_execution_says_so_and_an_express_one_cannot_be() {
    let machine = state!({ "Type": "Pass", "Parameters": { "count.$": "$$.Execution.RedriveCount", "at.$": "$$.Execution.RedriveTime" } });
    let start = |identity| machine.start(json!({})).identified(identity).finish();
    let redriven = start(identity().redriven(2, Timestamp::UNIX_EPOCH)).await;
    assert_eq!(
        redriven,
        Ok(json!({ "count": 2, "at": "1970-01-01T00:00:00.000Z" }))
    );
    let error = start(identity().express()).await.expect_err("no count");
    assert_eq!(error.error(), Some(names::RUNTIME));
}

#[tokio::test]
async fn an_execution_without_an_identity_gets_one() {
    let machine = state!({ "Type": "Pass", "Parameters": { "id.$": "$$.Execution.Id", "name.$": "$$.Execution.Name", "machine.$": "$$.StateMachine.Name" } });
    let first = machine.run(json!({})).await.expect("it runs");
    let second = machine.run(json!({})).await.expect("it runs");
    assert_ne!(first["name"], second["name"]);
    assert_eq!(first["machine"], json!("definition"));
    let (id, name) = (
        first["id"].as_str().expect("a text"),
        first["name"].as_str().expect("a text"),
    );
    assert!(id.ends_with(name));
}

#[tokio::test]
async fn paths_of_the_context_object_stand_where_paths_stand() {
    let input_path = state!({ "Type": "Pass", "InputPath": "$$.Execution.Input.x" });
    assert_eq!(input_path.run(json!({ "x": 1 })).await, Ok(json!(1)));
    let output_path = state!({ "Type": "Pass", "Result": 2, "OutputPath": "$$.Execution.Input.x" });
    assert_eq!(output_path.run(json!({ "x": 1 })).await, Ok(json!(1)));
    let whole =
        state!({ "Type": "Pass", "InputPath": "$$.Execution.Input", "ResultPath": "$.again" });
    assert_eq!(
        whole.run(json!({ "x": 1 })).await,
        Ok(json!({ "x": 1, "again": { "x": 1 } }))
    );
    let items = state!({
        "Type": "Map", "ItemsPath": "$$.Execution.Input.list",
        "ItemProcessor": { "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } }
    });
    assert_eq!(items.run(json!({ "list": [3] })).await, Ok(json!([3])));
}

#[tokio::test]
async fn what_the_context_object_lacks_is_a_runtime_error() {
    let error =
        state!({ "Type": "Pass", "Parameters": { "value.$": "$$.Execution.Input.no_such" } })
            .run(json!({}))
            .await
            .expect_err("nothing there");
    assert_eq!(error.error(), Some(names::RUNTIME));
    let error = state!({ "Type": "Pass", "Parameters": { "value.$": "$$.Task.Token" } })
        .run(json!({}))
        .await
        .expect_err("no token");
    assert_eq!(error.error(), Some(names::RUNTIME));
    let error = state!({ "Type": "Pass", "Parameters": { "value.$": "$$.State.RetryCount" } })
        .run(json!({}))
        .await;
    assert!(error.is_err(), "a Pass has no retry count: {error:?}");
}

#[tokio::test]
async fn the_execution_input_stays_what_it_was() {
    let machine = machine!({
        "StartAt": "A",
        "States": {
            "A": { "Type": "Pass", "Result": "changed", "Next": "M" },
            "M": {
                "Type": "Map", "ItemsPath": "$$.Execution.Input",
                "ItemProcessor": { "StartAt": "P", "States": { "P": { "Type": "Pass", "InputPath": "$$.Execution.Input", "End": true } } },
                "End": true
            }
        }
    });
    assert_eq!(
        machine.run(json!([1, 2])).await,
        Ok(json!([[1, 2], [1, 2]]))
    );
}

#[tokio::test(start_paused = true)]
async fn the_time_of_entry_is_that_of_the_visit_and_not_of_the_attempt() {
    let machine = machine!(async |call: Call| if call.earlier < 2 { failure("Broken") } else { Ok(call.input) }, {
        "StartAt": "T",
        "States": {
            "T": {
                "Type": "Task", "Resource": "r",
                "Parameters": { "entered.$": "$$.State.EnteredTime", "retry.$": "$$.State.RetryCount" },
                "Retry": [{ "ErrorEquals": ["Broken"], "IntervalSeconds": 10, "BackoffRate": 1 }], "Next": "W"
            },
            "W": { "Type": "Wait", "Seconds": 5, "Next": "P" },
            "P": { "Type": "Pass", "Parameters": { "task.$": "$.entered", "pass.$": "$$.State.EnteredTime" }, "End": true }
        }
    })
    .on(new_year());
    assert_eq!(
        machine.run(json!({})).await,
        Ok(json!({ "task": "2025-01-01T00:00:00.000Z", "pass": "2025-01-01T00:00:25.000Z" }))
    );
    let entered = machine.tasks().0.each(|call| call.input);
    let at = |retry: u64| json!({ "entered": "2025-01-01T00:00:00.000Z", "retry": retry });
    assert_eq!(entered, [at(0), at(1), at(2)]);
}

#[tokio::test(start_paused = true)]
async fn a_result_selector_sees_the_retry_count() {
    let machine = state!(async |call: Call| if call.earlier < 1 { failure("Broken") } else { Ok(json!({})) }, {
        "Type": "Task", "Resource": "r", "ResultSelector": { "retries.$": "$$.State.RetryCount" },
        "Retry": [{ "ErrorEquals": ["Broken"] }]
    });
    assert_eq!(machine.run(json!({})).await, Ok(json!({ "retries": 1 })));
}

#[tokio::test(start_paused = true)]
async fn an_item_selector_belongs_to_its_map() {
    let machine = machine!({
        "StartAt": "W",
        "States": {
            "W": { "Type": "Wait", "Seconds": 10, "Next": "M" },
            "M": {
                "Type": "Map", "MaxConcurrency": 1,
                "ItemSelector": { "name.$": "$$.State.Name", "entered.$": "$$.State.EnteredTime", "whole.$": "$$.Map" },
                "ItemProcessor": { "StartAt": "I", "States": {
                    "I": { "Type": "Wait", "Seconds": 7, "Next": "P" },
                    "P": { "Type": "Pass", "Parameters": { "outer.$": "$", "name.$": "$$.State.Name", "entered.$": "$$.State.EnteredTime" }, "End": true }
                } },
                "End": true
            }
        }
    })
    .on(new_year());
    let iteration = |index: u64, item: &str, entered: &str| -> Value {
        let map = json!({ "Item": { "Index": index, "Value": item } });
        json!({ "outer": { "name": "M", "entered": "2025-01-01T00:00:10.000Z", "whole": map }, "name": "P", "entered": entered })
    };
    assert_eq!(
        machine.run(json!(["a", "b"])).await,
        Ok(json!([
            iteration(0, "a", "2025-01-01T00:00:17.000Z"),
            iteration(1, "b", "2025-01-01T00:00:24.000Z")
        ]))
    );
}

#[tokio::test]
async fn items_are_out_of_sight_inside_the_processor() {
    let machine = state!({
        "Type": "Map",
        "ItemProcessor": { "StartAt": "P", "States": { "P": { "Type": "Pass", "Parameters": { "v.$": "$$.Map.Item.Value" }, "End": true } } }
    });
    let error = machine.run(json!([1])).await.expect_err("nothing there");
    assert_eq!(
        (error.error(), error.scope()),
        (Some(names::RUNTIME), "S[0]")
    );
}

#[tokio::test(start_paused = true)]
async fn without_a_given_time_it_is_now() {
    let machine = state!({ "Type": "Pass", "InputPath": "$$.Execution.StartTime" });
    seconds(3600).await;
    let output = machine.run(json!({})).await.expect("it runs");
    let started: Timestamp = output
        .as_str()
        .and_then(|text| text.parse().ok())
        .expect("a time");
    let ahead = started.duration_since(Timestamp::now()).as_secs();
    assert!(
        (3500..=3600).contains(&ahead),
        "tokio's clock counts: {ahead}"
    );
}
