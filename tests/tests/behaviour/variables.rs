//! Variables: when they get values, who sees them, what a resume needs. Reference §5.

use asl_runtime::{Execution, History, InMemory, json, names};

use crate::support::{failure, machine, parts, state};

#[tokio::test]
async fn the_reads_of_a_state_see_the_values_that_it_was_entered_with() {
    let machine = machine!({
        "StartAt": "Set",
        "States": {
            "Set": { "Type": "Pass", "Assign": { "a": 1, "b": 2 }, "Next": "Swap" },
            "Swap": {
                "Type": "Pass",
                "InputPath": "$a",
                "Assign": { "a.$": "$b", "b.$": "$a", "c": { "both.$": "States.Array($a, $b)" } },
                "OutputPath": "$b",
                "Next": "Show"
            },
            "Show": { "Type": "Pass", "Parameters": { "before.$": "$", "a.$": "$a", "b.$": "$b", "c.$": "$c.both" }, "End": true }
        }
    });
    assert_eq!(
        machine.run(json!({})).await,
        Ok(json!({ "before": 2, "a": 2, "b": 1, "c": [1, 2] }))
    );
}

#[tokio::test]
async fn what_an_assign_reads_depends_on_the_state() {
    let machine = machine!(async |_| Ok(json!({ "raw": true })), {
        "StartAt": "Pass",
        "States": {
            "Pass": { "Type": "Pass", "InputPath": "$.in", "Assign": { "pass.$": "$.x" }, "ResultPath": "$.out", "Next": "Result" },
            "Result": { "Type": "Pass", "Result": { "items": [1, 2] }, "Assign": { "result.$": "$" }, "ResultPath": null, "Next": "Wait" },
            "Wait": { "Type": "Wait", "Seconds": 0, "InputPath": "$.in", "Assign": { "wait.$": "$" }, "OutputPath": null, "Next": "Task" },
            "Task": {
                "Type": "Task", "Resource": "task", "ResultSelector": { "selected": true }, "Assign": { "task.$": "$" },
                "Next": "Each"
            },
            "Each": {
                "Type": "Map", "ItemsPath": "$result.items", "ResultPath": null, "Assign": { "each.$": "$" }, "Next": "Show",
                "ItemProcessor": { "StartAt": "I", "States": { "I": { "Type": "Pass", "Result": "i", "End": true } } }
            },
            "Show": {
                "Type": "Pass", "End": true,
                "Parameters": { "all.$": "States.Array($pass, $result, $wait, $task, $each)", "output.$": "$" }
            }
        }
    });
    assert_eq!(
        machine.run(json!({ "in": { "x": 1 } })).await,
        Ok(json!({
            "all": [1, { "items": [1, 2] }, { "x": 1 }, { "raw": true }, ["i", "i"]],
            "output": { "selected": true }
        }))
    );
}

#[tokio::test]
async fn a_choice_assigns_for_the_way_that_it_takes() {
    let machine = machine!({
        "StartAt": "Choose",
        "States": {
            "Choose": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.n", "NumericEquals": 1, "Assign": { "way": "rule", "n.$": "$.n" }, "Next": "Show" }],
                "Assign": { "way": "default", "n.$": "States.MathAdd($.n, 10)" },
                "Default": "Show"
            },
            "Show": { "Type": "Pass", "Parameters": { "way.$": "$way", "n.$": "$n" }, "End": true }
        }
    });
    assert_eq!(
        machine.run(json!({ "n": 1 })).await,
        Ok(json!({ "way": "rule", "n": 1 }))
    );
    assert_eq!(
        machine.run(json!({ "n": 2 })).await,
        Ok(json!({ "way": "default", "n": 12 }))
    );
}

#[tokio::test(start_paused = true)]
async fn a_failed_attempt_assigns_nothing_and_a_catcher_assigns_instead() {
    let machine = machine!(async |_| failure("Broken"), {
        "StartAt": "Set",
        "States": {
            "Set": { "Type": "Pass", "Assign": { "done": false }, "Next": "Try" },
            "Try": {
                "Type": "Task", "Resource": "try",
                "Assign": { "done": true },
                "Retry": [{ "ErrorEquals": ["Broken"], "MaxAttempts": 2 }],
                "Catch": [{ "ErrorEquals": ["Broken"], "Assign": { "why.$": "$.Error" }, "ResultPath": "$.error", "Next": "Show" }],
                "End": true
            },
            "Show": { "Type": "Pass", "Parameters": { "done.$": "$done", "why.$": "$why", "cause.$": "$.error.Cause" }, "End": true }
        }
    });
    assert_eq!(
        machine.run(json!({})).await,
        Ok(json!({ "done": false, "why": "Broken", "cause": "because" }))
    );
    assert_eq!(machine.tasks().0.calls().len(), 3);
}

#[tokio::test]
async fn branches_and_iterations_read_outer_variables_and_have_their_own() {
    let machine = machine!({
        "StartAt": "Set",
        "States": {
            "Set": { "Type": "Pass", "Assign": { "base": 100, "items": [1, 2] }, "Next": "Each" },
            "Each": {
                "Type": "Map",
                "ItemsPath": "$items",
                "ItemSelector": { "n.$": "$$.Map.Item.Value", "base.$": "$base" },
                "ItemProcessor": {
                    "StartAt": "Keep",
                    "States": {
                        "Keep": { "Type": "Pass", "Assign": { "own.$": "States.MathAdd($.n, $base)" }, "Next": "Fork" },
                        "Fork": {
                            "Type": "Parallel",
                            "Branches": [
                                { "StartAt": "L", "States": { "L": { "Type": "Pass", "Assign": { "side": "left" }, "Next": "LL" },
                                    "LL": { "Type": "Pass", "Parameters": { "all.$": "States.Array($side, $own, $base)" }, "OutputPath": "$.all", "End": true } } },
                                { "StartAt": "R", "States": { "R": { "Type": "Pass", "Assign": { "side": "right" }, "Next": "RR" },
                                    "RR": { "Type": "Pass", "InputPath": "$side", "End": true } } }
                            ],
                            "End": true
                        }
                    }
                },
                "Next": "Show"
            },
            "Show": { "Type": "Pass", "Parameters": { "each.$": "$", "base.$": "$base" }, "End": true }
        }
    });
    assert_eq!(
        machine.run(json!({})).await,
        Ok(
            json!({ "each": [[["left", 101, 100], "right"], [["left", 102, 100], "right"]], "base": 100 })
        )
    );
}

#[tokio::test]
async fn every_place_of_a_path_can_read_a_variable() {
    let machine = machine!(async |call| Ok(call.input), {
        "StartAt": "Set",
        "States": {
            "Set": {
                "Type": "Pass",
                "Assign": {
                    "n": 0, "limit": "2", "at": "2020-01-01T00:00:00Z", "seconds": 5, "list": [{ "k": 1 }, { "k": 2 }],
                    "want": 2, "error": "Because", "role": "arn:role"
                },
                "Next": "Seconds"
            },
            "Seconds": { "Type": "Wait", "SecondsPath": "$n", "Next": "Timestamp" },
            "Timestamp": { "Type": "Wait", "TimestampPath": "$at", "Next": "Task" },
            "Task": {
                "Type": "Task", "Resource": "task", "TimeoutSecondsPath": "$seconds", "HeartbeatSecondsPath": "$seconds",
                "Credentials": { "RoleArn.$": "$role" }, "Parameters": { "found.$": "$list[?(@.k == $want)]" }, "Next": "Is it?"
            },
            "Is it?": {
                "Type": "Choice",
                "Choices": [{ "And": [
                    { "Variable": "$missing", "IsPresent": false },
                    { "Variable": "$missing.x.length()", "IsPresent": false },
                    { "Variable": "$want", "NumericEqualsPath": "$.found[0].k" },
                    { "Variable": "$list.length()", "NumericEqualsPath": "$want" }
                ], "Next": "Each" }]
            },
            "Each": {
                "Type": "Map", "ItemsPath": "$list", "MaxConcurrencyPath": "$limit", "Assign": { "missing": true },
                "ItemProcessor": { "StartAt": "I", "States": { "I": { "Type": "Pass", "InputPath": "$.k", "End": true } } },
                "Next": "Fail"
            },
            "Fail": { "Type": "Fail", "ErrorPath": "$error", "CausePath": "States.JsonToString($list)" }
        }
    });
    let error = machine.run(json!({})).await.expect_err("it ends in a Fail");
    assert_eq!(
        parts(&error),
        (Some("Because"), Some(r#"[{"k":1},{"k":2}]"#))
    );
}

#[tokio::test]
async fn reading_a_variable_that_no_state_has_assigned_ends_the_execution() {
    let machine = machine!({
        "StartAt": "Read",
        "States": {
            "Read": { "Type": "Pass", "Parameters": { "x.$": "$late.member" }, "Next": "Assign" },
            "Assign": { "Type": "Pass", "Assign": { "late": 1 }, "End": true }
        }
    });
    let error = machine
        .run(json!({}))
        .await
        .expect_err("nothing was assigned");
    let cause = "The variable '$late' has no value: no state has assigned it before";
    assert_eq!(parts(&error), (Some(names::RUNTIME), Some(cause)));
}

#[tokio::test]
async fn an_execution_shows_its_variables_and_can_begin_with_some() {
    asl_runtime::asl! {
        mod counting = {
            "StartAt": "Count",
            "States": {
                "Count": { "Type": "Pass", "Assign": { "turnCount.$": "States.MathAdd($turnCount, 1)" }, "Next": "Enough?" },
                "Enough?": {
                    "Type": "Choice",
                    "Choices": [{ "Variable": "$turnCount", "NumericLessThan": 5, "Next": "Count" }],
                    "Default": "Done"
                },
                "Done": { "Type": "Succeed" }
            }
        };
    }
    let tasks = asl_runtime::Dynamic(asl_runtime::from_fn(|task| async move { Ok(task.input) }));
    let machine = counting::Machine::new(tasks);
    let begin = counting::Variables {
        turn_count: Some(json!(3)),
    };
    let mut execution: Execution<'_, _, _> = machine.start(json!({})).with_variables(begin.clone());
    assert_eq!(execution.variables(), &begin);
    execution.step().await.expect("it counts");
    assert_eq!(execution.variables().turn_count, Some(json!(4)));
    while execution.state().is_some() {
        execution.step().await.expect("it counts");
    }
    assert_eq!(execution.variables().turn_count, Some(json!(5)));
    let stored = serde_json::to_value(execution.variables()).expect("variables can be stored");
    assert_eq!(stored, json!({ "turnCount": 5 }));
}

#[tokio::test]
async fn a_history_tells_what_was_assigned() {
    let machine = machine!({
        "StartAt": "Set",
        "States": {
            "Set": { "Type": "Pass", "Assign": { "b": "text", "a": null }, "Next": "Nothing" },
            "Nothing": { "Type": "Pass", "Assign": {}, "End": true }
        }
    });
    let machine = machine.on(InMemory::new().observed_by(History::new()));
    machine.run(json!({})).await.expect("it ends");
    let history = machine.host().observer().to_json();
    let details = &history["events"][2]["stateExitedEventDetails"];
    assert_eq!(
        details["assignedVariables"],
        json!({ "a": "null", "b": "\"text\"" })
    );
    assert_eq!(
        details["assignedVariablesDetails"],
        json!({ "truncated": false })
    );
    assert_eq!(
        history["events"][4]["stateExitedEventDetails"],
        json!({ "name": "Nothing", "output": "{}", "outputDetails": { "truncated": false } })
    );
}

#[tokio::test]
async fn what_an_assign_holds_is_limited_as_payloads_are() {
    let machine =
        state!({ "Type": "Pass", "Assign": { "a.$": "$", "b.$": "$" }, "OutputPath": null });
    let text = "x".repeat(200_000);
    let error = machine.run(json!(text)).await.expect_err("it is too large");
    assert_eq!(error.error(), Some(names::DATA_LIMIT_EXCEEDED));
    let text = "x".repeat(100_000);
    assert_eq!(machine.run(json!(text)).await, Ok(json!({})));
}
