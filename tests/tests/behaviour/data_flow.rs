//! The way of data through a state. Reference §2.

use asl_runtime::names;
use serde_json::{Value, json};

use crate::support::{Call, failure, machine, parts, state};

/// Each line: the fields of the only state, its input, and the machine's output.
macro_rules! assert_outputs {
    ($({ $($fields:tt)* }, $input:tt => $output:tt;)+) => {$(
        assert_eq!(
            state!({ $($fields)* }).run(json!($input)).await,
            Ok(json!($output)),
            "{} on {}", stringify!($($fields)*), json!($input)
        );
    )+};
}

/// Each line: the fields of the only state, its input, and the error's name and cause.
macro_rules! assert_errors {
    ($({ $($fields:tt)* }, $input:tt => $name:expr, $cause:literal;)+) => {$({
        let error = state!({ $($fields)* }).run(json!($input)).await.expect_err($cause);
        assert_eq!(
            parts(&error),
            (Some($name), Some($cause)),
            "{} on {}", stringify!($($fields)*), json!($input)
        );
    })+};
}

#[tokio::test]
async fn a_pass_state_shapes_its_input_in_four_steps() {
    assert_outputs! {
        { "Type": "Pass", "InputPath": "$.a", "Parameters": { "v.$": "$.x" }, "ResultPath": "$.out", "OutputPath": "$.out" },
            { "a": { "x": 1 } } => { "v": 1 };
        { "Type": "Pass", "InputPath": "$.a", "Parameters": { "v.$": "$.x" }, "ResultPath": "$.out" },
            { "a": { "x": 1 } } => { "a": { "x": 1 }, "out": { "v": 1 } };
        { "Type": "Pass", "InputPath": "$.a", "Parameters": { "v.$": "$.x" } },
            { "a": { "x": 1 } } => { "v": 1 };
        { "Type": "Pass", "InputPath": "$.a" }, { "a": { "x": 1 } } => { "x": 1 };
        { "Type": "Pass" }, { "a": { "x": 1 } } => { "a": { "x": 1 } };
    }
}

#[tokio::test]
async fn input_path_selects_from_the_raw_input() {
    assert_outputs! {
        { "Type": "Pass", "InputPath": "$" }, [1, 2] => [1, 2];
        { "Type": "Pass", "InputPath": "$[1]" }, [1, 2] => 2;
        { "Type": "Pass", "InputPath": "$['a b'][0].c" }, { "a b": [{ "c": null }] } => null;
        { "Type": "Pass", "InputPath": null }, { "a": 1 } => {};
        { "Type": "Pass", "InputPath": null, "Parameters": { "p.$": "$" } }, { "a": 1 } => { "p": {} };
        { "Type": "Pass", "InputPath": null, "Result": 5, "ResultPath": "$.r" }, { "a": 1 } => { "a": 1, "r": 5 };
        { "Type": "Pass", "InputPath": null, "ResultPath": "$.r" }, { "a": 1 } => { "a": 1, "r": {} };
        { "Type": "Pass", "InputPath": "$.a", "ResultPath": null }, { "a": 1 } => { "a": 1 };
    }
    assert_errors! {
        { "Type": "Pass", "InputPath": "$.X" }, { "a": 1 } =>
            names::RUNTIME, "Invalid path '$.X' : No results for path: $['X']";
        { "Type": "Pass", "InputPath": "$.no.such.result.path" }, { "a": 1 } =>
            names::RUNTIME, "Invalid path '$.no.such.result.path' : Missing property in path $['no']";
    }
}

#[tokio::test]
async fn output_path_selects_from_what_result_path_left() {
    assert_outputs! {
        { "Type": "Pass", "OutputPath": "$" }, 7 => 7;
        { "Type": "Pass", "OutputPath": "$.a.b" }, { "a": { "b": [1] } } => [1];
        { "Type": "Pass", "OutputPath": null }, { "a": 1 } => {};
        { "Type": "Pass", "Result": 1, "ResultPath": "$.r", "OutputPath": "$.a" }, { "a": 2 } => 2;
        { "Type": "Pass", "Result": 1, "ResultPath": null, "OutputPath": "$.a" }, { "a": 2 } => 2;
        { "Type": "Pass", "Result": { "a": 1 }, "OutputPath": "$.a" }, { "a": 2 } => 1;
    }
    assert_errors! {
        { "Type": "Pass", "OutputPath": "$.X" }, { "a": 1 } =>
            names::RUNTIME, "Invalid path '$.X' : No results for path: $['X']";
    }
}

#[tokio::test]
async fn result_path_places_the_result_in_the_raw_input() {
    assert_outputs! {
        { "Type": "Pass", "Result": 1, "ResultPath": "$" }, { "a": 2 } => 1;
        { "Type": "Pass", "Result": 1 }, { "a": 2 } => 1;
        { "Type": "Pass", "Result": { "x": 1 }, "ResultPath": null }, { "a": 2 } => { "a": 2 };
        { "Type": "Pass", "Result": 1, "ResultPath": null }, "text" => "text";
        { "Type": "Pass", "Result": 1, "ResultPath": "$.a" }, { "a": { "b": { "c": 3 } }, "d": 4 } => { "a": 1, "d": 4 };
        { "Type": "Pass", "Result": 1, "ResultPath": "$.a.b" }, { "a": { "b": { "c": 3 }, "e": 5 } } => { "a": { "b": 1, "e": 5 } };
        { "Type": "Pass", "Result": 1, "ResultPath": "$.x.y.z" }, { "a": 2 } => { "a": 2, "x": { "y": { "z": 1 } } };
        { "Type": "Pass", "Result": 1, "ResultPath": "$['x y']" }, {} => { "x y": 1 };
        { "Type": "Pass", "Result": 1, "ResultPath": "$.a[0].b" }, { "a": [{ "c": 2 }, 3] } => { "a": [{ "c": 2, "b": 1 }, 3] };
        { "Type": "Pass", "Result": 1, "ResultPath": "$[1]" }, [5, 6] => [5, 1];
    }
}

#[tokio::test]
async fn a_result_path_that_does_not_fit_the_raw_input_fails() {
    assert_errors! {
        { "Type": "Pass", "Result": 1, "ResultPath": "$.x" }, "foo" =>
            names::RESULT_PATH_MATCH_FAILURE, "Unable to apply ReferencePath $.x to input \"foo\"";
        { "Type": "Pass", "Result": 1, "ResultPath": "$.x" }, 5 =>
            names::RESULT_PATH_MATCH_FAILURE, "Unable to apply ReferencePath $.x to input 5";
        { "Type": "Pass", "Result": 1, "ResultPath": "$.x" }, null =>
            names::RESULT_PATH_MATCH_FAILURE, "Unable to apply ReferencePath $.x to input null";
        { "Type": "Pass", "Result": 1, "ResultPath": "$.x" }, [1] =>
            names::RESULT_PATH_MATCH_FAILURE, "Unable to apply ReferencePath $.x to input [1]";
        { "Type": "Pass", "Result": 1, "ResultPath": "$.a.b" }, { "a": 2 } =>
            names::RESULT_PATH_MATCH_FAILURE, "Unable to apply ReferencePath $.a.b to input {\"a\":2}";
        { "Type": "Pass", "Result": 1, "ResultPath": "$.a[2]" }, { "a": [0] } =>
            names::RESULT_PATH_MATCH_FAILURE, "Unable to apply ReferencePath $.a[2] to input {\"a\":[0]}";
        { "Type": "Pass", "Result": 1, "ResultPath": "$.a[0]" }, {} =>
            names::RESULT_PATH_MATCH_FAILURE, "Unable to apply ReferencePath $.a[0] to input {}";
    }
}

#[tokio::test]
async fn only_keys_with_the_suffix_are_expressions() {
    assert_outputs! {
        { "Type": "Pass", "Parameters": {} }, { "a": 1 } => {};
        { "Type": "Pass", "Parameters": {
            "literal": "$.a", "bucketName": "$bucket", "call": "States.UUID()", "number": 1.5, "nothing": null,
            "deep": { "objects": [{ "v.$": "$.a" }, ["$.a", { "w.$": "$.b[0]" }], true] },
            "whole.$": "$"
        } }, { "a": 1, "b": ["x"] } => {
            "literal": "$.a", "bucketName": "$bucket", "call": "States.UUID()", "number": 1.5, "nothing": null,
            "deep": { "objects": [{ "v": 1 }, ["$.a", { "w": "x" }], true] },
            "whole": { "a": 1, "b": ["x"] }
        };
        { "Type": "Pass", "Result": { "x.$": "$.a", "y": ["States.UUID()"] } }, { "a": 1 } =>
            { "x.$": "$.a", "y": ["States.UUID()"] };
        { "Type": "Pass", "Parameters": { "sum.$": "States.MathAdd($.a, States.ArrayLength($.b))" } },
            { "a": 1, "b": ["x"] } => { "sum": 2 };
        { "Type": "Pass", "Parameters": { "t.$": "States.Format('{} is {}', $.b[0], $.a)" } },
            { "a": 1, "b": ["x"] } => { "t": "x is 1" };
    }
}

#[tokio::test]
async fn a_template_path_that_finds_nothing_is_a_runtime_error() {
    assert_errors! {
        { "Type": "Pass", "Parameters": { "value.$": "$.no_such" } }, { "a": 1 } => names::RUNTIME,
            "The JSONPath '$.no_such' specified for the field 'value.$' could not be found in the input '{\"a\":1}'";
        { "Type": "Pass", "InputPath": "$.a", "Parameters": { "deep": [{ "value.$": "$.x" }] } }, { "a": { "b": 1 }, "x": 2 } =>
            names::RUNTIME, "The JSONPath '$.x' specified for the field 'value.$' could not be found in the input '{\"b\":1}'";
        { "Type": "Pass", "Parameters": { "value.$": "States.MathAdd($.x, 1)" } }, { "a": 1 } => names::RUNTIME,
            "The JsonPath argument for the field '$.x' could not be found in the input '{\"a\":1}'";
    }
}

#[tokio::test]
async fn a_path_that_may_find_several_values_finds_an_array() {
    assert_outputs! {
        { "Type": "Pass", "InputPath": "$.a[*].b" }, { "a": [{ "b": 1 }, { "c": 2 }, { "b": 3 }] } => [1, 3];
        { "Type": "Pass", "OutputPath": "$.a[1:]" }, { "a": [1, 2, 3] } => [2, 3];
        { "Type": "Pass", "Parameters": { "all.$": "$..b", "one.$": "$.a[?(@.b == 3)]" } },
            { "a": [{ "b": 1 }, { "b": 3 }] } => { "all": [1, 3], "one": [{ "b": 3 }] };
        { "Type": "Pass", "InputPath": "$.items[*].itemValue" }, {} => [];
        { "Type": "Pass", "Parameters": { "x.$": "$.item.items[1:5]" } }, {} => { "x": [] };
    }
}

#[tokio::test]
async fn copied_objects_keep_the_order_of_their_members() {
    let machine = state!({ "Type": "Pass", "Parameters": { "t.$": "States.JsonToString($)" }, "OutputPath": "$.t" });
    let input: Value = serde_json::from_str(r#"{"z":1,"a":{"y":2,"b":3}}"#).expect("valid JSON");
    assert_eq!(
        machine.run(input).await,
        Ok(json!(r#"{"z":1,"a":{"y":2,"b":3}}"#))
    );
}

#[tokio::test]
async fn choice_wait_and_succeed_have_input_path_then_output_path() {
    let input = json!({ "a": { "b": { "n": 1 }, "c": 2 }, "d": 3 });
    let choice = machine!({
        "StartAt": "C",
        "States": {
            "C": {
                "Type": "Choice", "InputPath": "$.a", "OutputPath": "$.b",
                "Choices": [{ "Variable": "$.c", "NumericEquals": 2, "Next": "Done" }]
            },
            "Done": { "Type": "Succeed" }
        }
    });
    assert_eq!(choice.run(input.clone()).await, Ok(json!({ "n": 1 })));
    let wait = state!({ "Type": "Wait", "Seconds": 0, "InputPath": "$.a", "OutputPath": "$.b" });
    assert_eq!(wait.run(input.clone()).await, Ok(json!({ "n": 1 })));
    let succeed = machine!({
        "StartAt": "S", "States": { "S": { "Type": "Succeed", "InputPath": "$.a", "OutputPath": "$.b" } }
    });
    assert_eq!(succeed.run(input.clone()).await, Ok(json!({ "n": 1 })));
    let nothing = machine!({
        "StartAt": "S", "States": { "S": { "Type": "Succeed", "InputPath": null, "OutputPath": null } }
    });
    assert_eq!(nothing.run(input).await, Ok(json!({})));
}

#[tokio::test]
async fn a_task_goes_through_all_six_steps() {
    let machine = state!(async |_| Ok(json!({ "code": 200, "body": { "id": 7 } })), {
        "Type": "Task", "Resource": "r",
        "InputPath": "$.order",
        "Parameters": { "id.$": "$.id", "fixed": true },
        "ResultSelector": { "picked.$": "$.body.id", "code.$": "$.code" },
        "ResultPath": "$.order.answer",
        "OutputPath": "$.order"
    });
    let output = machine
        .run(json!({ "order": { "id": 3 }, "other": 4 }))
        .await;
    assert_eq!(
        output,
        Ok(json!({ "id": 3, "answer": { "picked": 7, "code": 200 } }))
    );
    assert_eq!(
        machine.tasks().0.each(|call| call.input),
        [json!({ "id": 3, "fixed": true })]
    );
}

#[tokio::test]
async fn a_result_selector_sees_the_result_and_not_the_input() {
    let machine = state!(async |_| Ok(json!({ "answer": 1 })), {
        "Type": "Task", "Resource": "r", "ResultSelector": { "a.$": "$.question" }
    });
    let error = machine
        .run(json!({ "question": 1 }))
        .await
        .expect_err("the result has no question");
    assert_eq!(
        parts(&error),
        (
            Some(names::RUNTIME),
            Some(
                "The JSONPath '$.question' specified for the field 'a.$' could not be found in the input '{\"answer\":1}'"
            )
        )
    );
}

#[tokio::test]
async fn result_path_null_drops_the_result_of_a_task() {
    let machine = state!(async |_| Ok(json!("dropped")), { "Type": "Task", "Resource": "r", "ResultPath": null });
    assert_eq!(machine.run(json!({ "a": 1 })).await, Ok(json!({ "a": 1 })));
}

#[tokio::test]
async fn the_steps_after_the_result_are_skipped_when_an_error_is_caught() {
    let machine = machine!(async |_| failure("Broken"), {
        "StartAt": "T",
        "States": {
            "T": {
                "Type": "Task", "Resource": "r", "InputPath": "$.in", "Parameters": { "p": 1 },
                "ResultSelector": { "s": 2 }, "ResultPath": "$.result", "OutputPath": "$.in",
                "Catch": [{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Done" }],
                "Next": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    });
    let output = machine.run(json!({ "in": 1 })).await;
    assert_eq!(
        output,
        Ok(json!({ "in": 1, "error": { "Error": "Broken", "Cause": "because" } }))
    );
}

#[tokio::test]
async fn data_flows_from_state_to_state() {
    let machine = machine!(async |call: Call| Ok(json!([call.state, call.input])), {
        "StartAt": "One",
        "States": {
            "One": { "Type": "Task", "Resource": "r", "Next": "Two" },
            "Two": { "Type": "Task", "Resource": "r", "ResultPath": "$[1]", "Next": "Three" },
            "Three": { "Type": "Pass", "End": true }
        }
    });
    assert_eq!(
        machine.run(json!(0)).await,
        Ok(json!(["One", ["Two", ["One", 0]]]))
    );
}
