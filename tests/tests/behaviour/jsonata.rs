//! The fields of JSONata mode. Reference §6.

use asl_runtime::{ExecutionError, History, InMemory, json, names};
use serde_json::Value;

use crate::support::{failure, machine, new_year, parts};

/// A definition in JSONata whose only state has these fields.
macro_rules! state {
    ({ $($fields:tt)* }) => {
        crate::support::machine!({ "QueryLanguage": "JSONata", "StartAt": "S", "States": { "S": { $($fields)*, "End": true } } })
    };
    ($answer:expr, { $($fields:tt)* }) => {
        crate::support::machine!($answer, { "QueryLanguage": "JSONata", "StartAt": "S", "States": { "S": { $($fields)*, "End": true } } })
    };
}

/// The name and cause of the error that an execution ends with.
fn failed(outcome: Result<Value, ExecutionError>) -> (String, String) {
    let error = outcome.expect_err("it fails");
    let (name, cause) = parts(&error);
    (
        name.unwrap_or_default().to_owned(),
        cause.unwrap_or_default().to_owned(),
    )
}

fn evaluation(cause: &str) -> (String, String) {
    (names::QUERY_EVALUATION_ERROR.to_owned(), cause.to_owned())
}

#[tokio::test]
async fn an_output_is_a_template_with_expressions_at_any_depth() {
    let machine = state!({
        "Type": "Pass",
        "Output": {
            "sum": "{% $sum($states.input.items.(price * qty)) %}",
            "list": ["{% $states.input.items[0].price %}", { "deep": "{%$states.input.id%}" }],
            "literal": "$.id", "path.$": "$.id", "blank": " {% 1 %} ", "null": null
        }
    });
    let input = json!({ "id": "x", "items": [{ "price": 2, "qty": 3 }, { "price": 1, "qty": 4 }] });
    assert_eq!(
        machine.run(input).await,
        Ok(json!({
            "sum": 10, "list": [2, { "deep": "x" }], "literal": "$.id", "path.$": "$.id", "blank": " {% 1 %} ", "null": null
        }))
    );
}

#[tokio::test]
async fn without_fields_a_state_hands_on_its_input_or_its_result() {
    let machine = machine!(async |call| Ok(json!({ "of": call.state, "got": call.input })), {
        "QueryLanguage": "JSONata",
        "StartAt": "Pass",
        "States": {
            "Pass": { "Type": "Pass", "Next": "Wait" },
            "Wait": { "Type": "Wait", "Seconds": 0, "Next": "Choice" },
            "Choice": { "Type": "Choice", "Choices": [{ "Condition": false, "Next": "End" }], "Default": "Task" },
            "Task": { "Type": "Task", "Resource": "task", "Next": "Parallel" },
            "Parallel": {
                "Type": "Parallel", "Next": "Map",
                "Branches": [{ "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } }]
            },
            "Map": { "Type": "Map", "ItemProcessor": { "StartAt": "B", "States": { "B": { "Type": "Pass", "End": true } } }, "Next": "End" },
            "End": { "Type": "Succeed" }
        }
    });
    assert_eq!(
        machine.run(json!({ "a": 1 })).await,
        Ok(json!([{ "of": "Task", "got": { "a": 1 } }]))
    );
}

#[tokio::test]
async fn a_task_has_arguments_an_output_and_variables() {
    let machine = machine!(async |call| Ok(json!({ "Payload": { "got": call.input } })), {
        "QueryLanguage": "JSONata",
        "StartAt": "Call",
        "States": {
            "Call": {
                "Type": "Task",
                "Resource": "call",
                "Arguments": { "id": "{% $states.input.id %}", "all": "{% $states.input %}" },
                "Assign": { "id": "{% $states.result.Payload.got.id & '!' %}", "before": "{% $exists($id) %}" },
                "Output": { "payload": "{% $states.result.Payload %}", "input": "{% $states.input.id %}", "id": "{% $exists($id) %}" },
                "Next": "Show"
            },
            "Show": { "Type": "Pass", "Output": { "last": "{% $states.input %}", "id": "{% $id %}", "before": "{% $before %}" }, "End": true }
        }
    });
    assert_eq!(
        machine.run(json!({ "id": 7 })).await,
        Ok(json!({
            "last": { "payload": { "got": { "id": 7, "all": { "id": 7 } } }, "input": 7, "id": false },
            "id": "7!",
            "before": false
        }))
    );
}

#[tokio::test]
async fn a_plain_path_yields_the_same_whether_it_moves_or_copies() {
    let result = || json!({ "Payload": [{ "x": [1] }, { "x": [2, 3] }], "other": 1 });
    let moved = state!(async |_| Ok(json!({ "Payload": [{ "x": [1] }, { "x": [2, 3] }], "other": 1 })), {
        "Type": "Task", "Resource": "r", "Output": "{% $states.result.Payload.x %}"
    });
    let copied = state!(async |_| Ok(json!({ "Payload": [{ "x": [1] }, { "x": [2, 3] }], "other": 1 })), {
        "Type": "Task", "Resource": "r", "Output": ["{% $states.result.Payload.x %}", "{% $states.result %}"]
    });
    assert_eq!(moved.run(json!({})).await, Ok(json!([1, 2, 3])));
    assert_eq!(
        copied.run(json!({})).await,
        Ok(json!([[1, 2, 3], result()]))
    );
}

#[tokio::test]
async fn a_choice_takes_the_first_rule_whose_condition_is_true() {
    let machine = machine!({
        "QueryLanguage": "JSONata",
        "StartAt": "Choose",
        "States": {
            "Choose": {
                "Type": "Choice",
                "Choices": [
                    { "Condition": "{% $states.input.n > 10 %}", "Output": "large", "Assign": { "n": "{% $states.input.n %}" }, "Next": "Show" },
                    { "Condition": "{% $states.input.n > 5 %}", "Next": "End" }
                ],
                "Default": "Show",
                "Assign": { "n": 0 },
                "Output": "{% 'small: ' & $states.input.n %}"
            },
            "Show": { "Type": "Pass", "Output": "{% [$states.input, $n] %}", "End": true },
            "End": { "Type": "Succeed" }
        }
    });
    assert_eq!(
        machine.run(json!({ "n": 11 })).await,
        Ok(json!(["large", 11]))
    );
    assert_eq!(machine.run(json!({ "n": 6 })).await, Ok(json!({ "n": 6 })));
    assert_eq!(
        machine.run(json!({ "n": 1 })).await,
        Ok(json!(["small: 1", 0]))
    );
}

#[tokio::test]
async fn a_condition_is_a_boolean() {
    let machine = machine!({
        "QueryLanguage": "JSONata",
        "StartAt": "Choose",
        "States": {
            "Choose": { "Type": "Choice", "Choices": [{ "Condition": false, "Next": "End" }, { "Condition": "{% $states.input.x %}", "Next": "End" }] },
            "End": { "Type": "Succeed" }
        }
    });
    assert_eq!(
        failed(machine.run(json!({ "x": "true" })).await),
        evaluation(
            "The JSONata expression '$states.input.x' specified for the field 'Choices[1]/Condition' returned an \
             unexpected result type. Expected 'boolean', but was 'string' for value: \"true\""
        )
    );
}

#[tokio::test(start_paused = true)]
async fn waits_are_computed() {
    let machine = machine!({
        "QueryLanguage": "JSONata",
        "StartAt": "Seconds",
        "States": {
            "Seconds": { "Type": "Wait", "Seconds": "{% $states.input.seconds * 2 %}", "Next": "Until" },
            "Until": { "Type": "Wait", "Timestamp": "{% $states.input.until %}", "End": true }
        }
    });
    let machine = machine.on(new_year());
    let begun = tokio::time::Instant::now();
    let input = json!({ "seconds": 30, "until": "2025-01-01T00:05:00+00:00" });
    assert_eq!(machine.run(input.clone()).await, Ok(input));
    assert_eq!(begun.elapsed().as_secs(), 300);
    let input = json!({ "seconds": 0, "until": "tomorrow" });
    assert_eq!(
        failed(machine.run(input).await),
        evaluation(
            "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: tomorrow"
        )
    );
    let input = json!({ "seconds": 0.3 });
    let cause = "The JSONata expression '$states.input.seconds * 2' specified for the field 'Seconds' returned an \
                 unexpected result type. Expected 'integer', but was 'number' for value: 0.6";
    assert_eq!(failed(machine.run(input).await), evaluation(cause));
}

#[tokio::test(start_paused = true)]
async fn a_task_is_limited_by_computed_seconds() {
    let machine = state!(async |_| std::future::pending().await, {
        "Type": "Task", "Resource": "r",
        "TimeoutSeconds": "{% $states.input.limit %}", "HeartbeatSeconds": "{% $states.input.limit - 1 %}",
        "Credentials": { "RoleArn": "{% $states.input.role %}" }
    });
    let input = json!({ "limit": 20, "role": "arn" });
    assert_eq!(failed(machine.run(input).await).0, names::TIMEOUT);
    let input = json!({ "limit": 1, "role": "arn" });
    assert_eq!(
        failed(machine.run(input).await),
        evaluation("The HeartbeatSeconds field must be positive, but was: 0")
    );
}

#[tokio::test]
async fn a_fail_computes_its_texts() {
    let machine = machine!({
        "QueryLanguage": "JSONata",
        "StartAt": "Fail",
        "States": { "Fail": { "Type": "Fail", "Error": "Sorry", "Cause": "{% $states.input.why %}" } }
    });
    let of = |(error, cause): (&str, &str)| (error.to_owned(), cause.to_owned());
    let ran = machine.run(json!({ "why": "because" })).await;
    assert_eq!(failed(ran), of(("Sorry", "because")));
    let ran = machine.run(json!({ "why": 1 })).await;
    assert_eq!(failed(ran).0, names::QUERY_EVALUATION_ERROR);
}

#[tokio::test]
async fn a_map_goes_over_computed_items() {
    let machine = machine!({
        "QueryLanguage": "JSONata",
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map",
                "Items": "{% $states.input.rows[n > 1] %}",
                "MaxConcurrency": "{% 1 + 1 %}",
                "ToleratedFailurePercentage": "{% $p := 5 %}",
                "ItemSelector": {
                    "n": "{% $states.context.Map.Item.Value.n %}", "i": "{% $states.context.Map.Item.Index %}",
                    "of": "{% $states.input.name %}"
                },
                "ItemProcessor": { "StartAt": "I", "States": { "I": { "Type": "Pass", "Output": "{% $states.input.of & $states.input.n & $states.input.i %}", "End": true } } },
                "Output": { "each": "{% $states.result %}", "first": "{% $states.result[0] %}" },
                "End": true
            }
        }
    });
    let input = json!({ "name": "r", "rows": [{ "n": 1 }, { "n": 2 }, { "n": 3 }] });
    assert_eq!(
        machine.run(input).await,
        Ok(json!({ "each": ["r20", "r31"], "first": "r20" }))
    );
    let items = state!({
        "Type": "Map", "Items": [1, "{% $number('2') %}", 3],
        "ItemProcessor": { "StartAt": "I", "States": { "I": { "Type": "Pass", "End": true } } }
    });
    assert_eq!(items.run(json!(null)).await, Ok(json!([1, 2, 3])));
}

#[tokio::test]
async fn the_items_of_a_map_are_an_array() {
    let computed = state!({
        "Type": "Map", "Items": "{% $states.input.rows %}",
        "ItemProcessor": { "StartAt": "I", "States": { "I": { "Type": "Pass", "End": true } } }
    });
    assert_eq!(computed.run(json!({ "rows": [5] })).await, Ok(json!([5])));
    let cause = "The JSONata expression '$states.input.rows' specified for the field 'Items' returned an unexpected result \
                 type. Expected 'array', but was 'object' for value: {}";
    let ran = computed.run(json!({ "rows": {} })).await;
    assert_eq!(failed(ran), evaluation(cause));
    let input = state!({
        "Type": "Map", "ItemProcessor": { "StartAt": "I", "States": { "I": { "Type": "Pass", "End": true } } }
    });
    assert_eq!(input.run(json!([1])).await, Ok(json!([1])));
    let ran = input.run(json!("text")).await;
    assert_eq!(
        failed(ran),
        evaluation("Map state input must be an array but was: \"text\"")
    );
}

#[tokio::test(start_paused = true)]
async fn a_failed_expression_is_retried_and_caught_where_there_is_work() {
    let machine = machine!(async |call| Ok(json!({ "try": call.retry_count })), {
        "QueryLanguage": "JSONata",
        "StartAt": "Try",
        "States": {
            "Try": {
                "Type": "Task",
                "Resource": "r",
                "Output": "{% $states.result.try = 2 ? 'third' : $nothing %}",
                "Retry": [{ "ErrorEquals": ["States.QueryEvaluationError"], "IntervalSeconds": 1, "MaxAttempts": 5 }],
                "Next": "Assign"
            },
            "Assign": {
                "Type": "Parallel",
                "Branches": [{ "StartAt": "B", "States": { "B": { "Type": "Pass", "End": true } } }],
                "Assign": { "x": "{% $states.result + 'text' %}" },
                "Catch": [{
                    "ErrorEquals": ["States.ALL"],
                    "Assign": { "cause": "{% $states.errorOutput.Cause %}" },
                    "Output": { "error": "{% $states.errorOutput.Error %}", "input": "{% $states.input %}" },
                    "Next": "Show"
                }],
                "Next": "Show"
            },
            "Show": { "Type": "Pass", "Output": { "last": "{% $states.input %}", "cause": "{% $substringBefore($cause, '. ') %}" }, "End": true }
        }
    });
    assert_eq!(
        machine.run(json!({})).await,
        Ok(json!({
            "last": { "error": "States.QueryEvaluationError", "input": "third" },
            "cause": "The JSONata expression '$states.result + 'text'' specified for the field 'Assign/x' threw an error during evaluation"
        }))
    );
    assert_eq!(machine.tasks().0.calls().len(), 3);
}

#[tokio::test]
async fn a_failed_expression_in_a_branch_is_caught_around_it() {
    let machine = machine!({
        "QueryLanguage": "JSONata",
        "StartAt": "Fork",
        "States": {
            "Fork": {
                "Type": "Parallel",
                "Branches": [{ "StartAt": "B", "States": { "B": { "Type": "Pass", "Output": "{% $nothing %}", "End": true } } }],
                "Catch": [{ "ErrorEquals": ["States.QueryEvaluationError"], "Output": "caught", "Next": "End" }],
                "Next": "End"
            },
            "End": { "Type": "Succeed" }
        }
    });
    assert_eq!(machine.run(json!({})).await, Ok(json!("caught")));
}

#[tokio::test]
async fn states_can_be_read_as_a_whole_and_the_context_in_parts() {
    let machine = state!(async |_| Ok(json!("result")), {
        "Type": "Task", "Resource": "r",
        "Output": { "states": "{% $states %}", "retries": "{% $states.context.State.RetryCount %}", "of": "{% $states.context.Execution.Input.a %}" }
    });
    let output = machine.run(json!({ "a": [1] })).await.expect("it ends");
    assert_eq!(output["states"]["input"], json!({ "a": [1] }));
    assert_eq!(output["states"]["result"], "result");
    assert_eq!(output["states"]["context"]["State"]["Name"], "S");
    assert_eq!(
        (&output["retries"], &output["of"]),
        (&json!(0), &json!([1]))
    );
}

#[tokio::test]
async fn both_languages_stand_in_one_definition() {
    let machine = machine!({
        "StartAt": "Path",
        "States": {
            "Path": { "Type": "Pass", "Parameters": { "n.$": "$.n" }, "Assign": { "n.$": "$.n" }, "Next": "Expression" },
            "Expression": {
                "Type": "Map", "QueryLanguage": "JSONata", "Items": "{% [$n, $states.input.n + 1] %}",
                "ItemProcessor": { "StartAt": "I", "States": { "I": { "Type": "Pass", "Parameters": { "i.$": "$", "n.$": "$n" }, "End": true } } },
                "Assign": { "n": "{% $n + 10 %}" },
                "Next": "Show"
            },
            "Show": { "Type": "Pass", "ResultPath": "$[1].n", "InputPath": "$n", "End": true }
        }
    });
    assert_eq!(
        machine.run(json!({ "n": 1 })).await,
        Ok(json!([{ "i": 1, "n": 1 }, { "i": 2, "n": 11 }]))
    );
}

#[tokio::test]
async fn a_history_tells_of_every_failed_evaluation() {
    let machine = state!(async |_| failure("Broken"), {
        "Type": "Task", "Resource": "r", "Arguments": { "a": "{% $nothing %}" }
    });
    let machine = machine.on(InMemory::new().observed_by(History::new()));
    machine
        .run(json!({}))
        .await
        .expect_err("nothing is undefined");
    let history = machine.host().observer().to_json();
    let links: Vec<_> = history["events"]
        .as_array()
        .expect("events")
        .iter()
        .map(|event| {
            (
                &event["id"],
                &event["previousEventId"],
                event["type"].as_str().unwrap_or_default(),
            )
        })
        .collect();
    let expected = [
        (&json!(1), &json!(0), "ExecutionStarted"),
        (&json!(2), &json!(0), "TaskStateEntered"),
        (&json!(3), &json!(0), "EvaluationFailed"),
        (&json!(4), &json!(3), "ExecutionFailed"),
    ];
    assert_eq!(links, expected);
    let cause = "An error occurred while executing the state 'S' (entered at the event id #2). The JSONata expression \
                 '$nothing' specified for the field 'Arguments/a' returned nothing (undefined).";
    assert_eq!(
        history["events"][2]["evaluationFailedEventDetails"],
        json!({ "error": "States.QueryEvaluationError", "cause": cause, "location": "Arguments/a", "state": "S" })
    );
    assert_eq!(
        history["events"][3]["executionFailedEventDetails"]["cause"],
        cause
    );
}
