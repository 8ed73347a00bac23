//! Catch. Reference §10.2-10.5.

use asl_runtime::{TaskError, names};
use serde_json::json;

use crate::support::{Call, failure, machine, parts};

/// A task that fails with what its input says, and catchers that lead to states which say who caught it.
macro_rules! caught_by {
    ([$($catcher:tt),*]) => {
        machine!(async |call: Call| Err(TaskError::from_parts(
            call.input["error"].as_str().map(str::to_owned),
            call.input["cause"].as_str().map(str::to_owned),
        )), {
            "StartAt": "T",
            "States": {
                "T": { "Type": "Task", "Resource": "r", "Catch": [$($catcher),*], "Next": "First" },
                "First": { "Type": "Pass", "Parameters": { "first.$": "$" }, "End": true },
                "Second": { "Type": "Pass", "Parameters": { "second.$": "$" }, "End": true }
            }
        })
    };
}

#[tokio::test]
async fn the_first_catcher_that_matches_takes_the_error() {
    let machine = caught_by!([
        { "ErrorEquals": ["A", "B"], "Next": "First" },
        { "ErrorEquals": ["States.ALL"], "Next": "Second" }
    ]);
    for (error, by) in [
        ("A", "first"),
        ("B", "first"),
        ("C", "second"),
        ("a", "second"),
    ] {
        let output = machine.run(json!({ "error": error, "cause": "x" })).await;
        assert_eq!(output, Ok(json!({ by: { "Error": error, "Cause": "x" } })));
    }
}

#[tokio::test]
async fn an_error_that_no_catcher_matches_ends_the_execution() {
    let machine = caught_by!([
        { "ErrorEquals": ["A", "State.ALL"], "Next": "First" }, { "ErrorEquals": ["States.Timeout"], "Next": "Second" }
    ]);
    let error = machine
        .run(json!({ "error": "C", "cause": "x" }))
        .await
        .expect_err("nothing matches");
    assert_eq!(
        (parts(&error), error.state()),
        ((Some("C"), Some("x")), Some("T"))
    );
}

#[tokio::test]
async fn result_path_puts_the_error_into_the_raw_input() {
    let machine = caught_by!([
        { "ErrorEquals": ["A"], "ResultPath": "$.failed.with", "Next": "First" },
        { "ErrorEquals": ["B"], "ResultPath": null, "Next": "First" },
        { "ErrorEquals": ["C"], "ResultPath": "$", "Next": "First" },
        { "ErrorEquals": ["States.ALL"], "ResultPath": "$.error.deeper", "Next": "Second" }
    ]);
    let run = |error| machine.run(json!({ "error": error, "cause": "x" }));
    assert_eq!(
        run("A").await,
        Ok(
            json!({ "first": { "error": "A", "cause": "x", "failed": { "with": { "Error": "A", "Cause": "x" } } } })
        )
    );
    assert_eq!(
        run("B").await,
        Ok(json!({ "first": { "error": "B", "cause": "x" } }))
    );
    assert_eq!(
        run("C").await,
        Ok(json!({ "first": { "Error": "C", "Cause": "x" } }))
    );
    let error = run("D").await.expect_err("`error` is a string");
    assert_eq!(error.error(), Some(names::RESULT_PATH_MATCH_FAILURE));
}

#[tokio::test]
async fn an_error_without_name_and_cause_is_caught_with_nulls() {
    let machine = caught_by!([
        { "ErrorEquals": ["A"], "Next": "First" }, { "ErrorEquals": ["States.ALL"], "Next": "Second" }
    ]);
    assert_eq!(
        machine.run(json!({})).await,
        Ok(json!({ "second": { "Error": null, "Cause": null } }))
    );
}

#[tokio::test]
async fn retry_comes_before_catch() {
    let machine = machine!(async |call: Call| failure(if call.earlier == 0 { "A" } else { "B" }), {
        "StartAt": "T",
        "States": {
            "T": {
                "Type": "Task", "Resource": "r",
                "Retry": [{ "ErrorEquals": ["A"] }],
                "Catch": [{ "ErrorEquals": ["A"], "Next": "Done" }, { "ErrorEquals": ["B"], "ResultPath": "$.b", "Next": "Done" }],
                "Next": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    });
    tokio::time::pause();
    let output = machine.run(json!({ "raw": 1 })).await;
    assert_eq!(
        output,
        Ok(json!({ "raw": 1, "b": { "Error": "B", "Cause": "because" } }))
    );
    assert_eq!(machine.tasks().0.calls().len(), 2);
}

#[tokio::test]
async fn nothing_catches_a_runtime_error() {
    let machine = machine!(async |_| Ok(json!({})), {
        "StartAt": "T",
        "States": {
            "T": {
                "Type": "Task", "Resource": "r", "OutputPath": "$.missing",
                "Catch": [{ "ErrorEquals": ["States.Runtime"], "Next": "Done" }, { "ErrorEquals": ["States.ALL"], "Next": "Done" }],
                "Next": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    });
    let error = machine.run(json!({})).await.expect_err("nothing is found");
    assert_eq!(
        parts(&error),
        (
            Some(names::RUNTIME),
            Some("Invalid path '$.missing' : No results for path: $['missing']")
        )
    );
}

#[tokio::test]
async fn nothing_catches_a_runtime_error_of_a_branch() {
    let machine = machine!({
        "StartAt": "P",
        "States": {
            "P": {
                "Type": "Parallel",
                "Branches": [{ "StartAt": "C", "States": {
                    "C": { "Type": "Choice", "Choices": [{ "Variable": "$", "IsNull": true, "Next": "D" }] },
                    "D": { "Type": "Succeed" }
                } }],
                "Retry": [{ "ErrorEquals": ["States.ALL"] }],
                "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Done" }], "Next": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    });
    let error = machine.run(json!(1)).await.expect_err("no rule holds");
    assert_eq!(
        (error.error(), error.state(), error.scope()),
        (Some(names::RUNTIME), Some("C"), "P/0")
    );
}

#[tokio::test]
async fn a_failing_intrinsic_of_a_task_can_be_caught() {
    let machine = machine!({
        "StartAt": "T",
        "States": {
            "T": {
                "Type": "Task", "Resource": "r", "Parameters": { "x.$": "States.StringToJson($.text)" },
                "Catch": [{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.e", "Next": "Done" }], "Next": "Done"
            },
            "Done": { "Type": "Pass", "InputPath": "$.e.Error", "End": true }
        }
    });
    assert_eq!(
        machine.run(json!({ "text": "{" })).await,
        Ok(json!(names::INTRINSIC_FAILURE))
    );
    let error = machine
        .run(json!({}))
        .await
        .expect_err("a path that finds nothing is another matter");
    assert_eq!(error.error(), Some(names::RUNTIME));
}

#[tokio::test]
async fn a_result_path_that_does_not_fit_can_be_caught() {
    let machine = machine!({
        "StartAt": "T",
        "States": {
            "T": {
                "Type": "Task", "Resource": "r", "ResultPath": "$.a",
                "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Done" }], "Next": "Done"
            },
            "Done": { "Type": "Pass", "InputPath": "$.Error", "End": true }
        }
    });
    assert_eq!(
        machine.run(json!("text")).await,
        Ok(json!(names::RESULT_PATH_MATCH_FAILURE))
    );
}

#[tokio::test]
async fn parallel_and_map_catch_the_error_of_a_child_by_its_own_name() {
    let machine = machine!({
        "StartAt": "P",
        "States": {
            "P": {
                "Type": "Parallel",
                "Branches": [{ "StartAt": "F", "States": { "F": { "Type": "Fail", "Error": "Inner", "Cause": "c" } } }],
                "Catch": [{ "ErrorEquals": ["Inner"], "ResultPath": "$.p", "Next": "M" }], "Next": "M"
            },
            "M": {
                "Type": "Map", "ItemsPath": "$.items",
                "ItemProcessor": { "StartAt": "G", "States": { "G": { "Type": "Fail", "Error": "Item", "CausePath": "$" } } },
                "Catch": [{ "ErrorEquals": ["Item"], "ResultPath": "$.m", "Next": "Done" }], "Next": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    });
    let output = machine.run(json!({ "items": ["x"] })).await;
    assert_eq!(
        output,
        Ok(
            json!({ "items": ["x"], "p": { "Error": "Inner", "Cause": "c" }, "m": { "Error": "Item", "Cause": "x" } })
        )
    );
}

#[tokio::test]
async fn an_error_caught_inside_a_branch_does_not_reach_the_parallel() {
    let machine = machine!(async |_| failure("Broken"), {
        "StartAt": "P",
        "States": {
            "P": {
                "Type": "Parallel",
                "Branches": [{ "StartAt": "T", "States": {
                    "T": { "Type": "Task", "Resource": "r", "Catch": [{ "ErrorEquals": ["Broken"], "Next": "D" }], "Next": "D" },
                    "D": { "Type": "Pass", "Result": "handled", "End": true }
                } }],
                "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Done" }], "Next": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    });
    assert_eq!(machine.run(json!({})).await, Ok(json!(["handled"])));
}
