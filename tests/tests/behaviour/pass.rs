//! Pass, Succeed and Fail. Reference §8.3-8.5.

use asl_runtime::names;
use serde_json::json;

use crate::support::{machine, parts, state};

#[tokio::test]
async fn result_wins_over_parameters() {
    let machine = state!({ "Type": "Pass", "Result": 1, "Parameters": { "x.$": "$.a" } });
    assert_eq!(machine.run(json!({ "a": 2 })).await, Ok(json!(1)));
}

#[tokio::test]
async fn a_result_may_be_any_json() {
    assert_eq!(
        state!({ "Type": "Pass", "Result": null })
            .run(json!(1))
            .await,
        Ok(json!(null))
    );
    assert_eq!(
        state!({ "Type": "Pass", "Result": -1.5e3 })
            .run(json!(1))
            .await,
        Ok(json!(-1500.0))
    );
    assert_eq!(
        state!({ "Type": "Pass", "Result": [] }).run(json!(1)).await,
        Ok(json!([]))
    );
    assert_eq!(
        state!({ "Type": "Pass", "Result": "ü" })
            .run(json!(1))
            .await,
        Ok(json!("ü"))
    );
}

#[tokio::test]
async fn a_literal_result_is_the_same_in_every_execution() {
    let machine = state!({ "Type": "Pass", "Result": { "list": [1] }, "ResultPath": "$.r" });
    for input in [1, 2] {
        let output = machine.run(json!({ "i": input })).await;
        assert_eq!(output, Ok(json!({ "i": input, "r": { "list": [1] } })));
    }
}

#[tokio::test]
async fn a_fail_state_ends_with_its_error_and_cause() {
    let machine = machine!({
        "StartAt": "F", "States": { "F": { "Type": "Fail", "Error": "Custom", "Cause": "text" } }
    });
    let error = machine.run(json!({})).await.expect_err("it fails");
    assert_eq!(parts(&error), (Some("Custom"), Some("text")));
    assert_eq!(error.state(), Some("F"));
}

#[tokio::test]
async fn a_fail_state_may_say_nothing() {
    let machine = machine!({ "StartAt": "F", "States": { "F": { "Type": "Fail" } } });
    assert_eq!(
        parts(&machine.run(json!({})).await.expect_err("it fails")),
        (None, None)
    );
}

#[tokio::test]
async fn a_fail_state_takes_its_texts_from_paths_and_intrinsics() {
    let machine = machine!({
        "StartAt": "F",
        "States": { "F": { "Type": "Fail", "ErrorPath": "$.e.name", "CausePath": "States.Format('{}, {}', $.a, $.b)" } }
    });
    let error = machine
        .run(json!({ "e": { "name": "N" }, "a": 1, "b": "x" }))
        .await
        .expect_err("it fails");
    assert_eq!(parts(&error), (Some("N"), Some("1, x")));

    let machine = machine!({ "StartAt": "F", "States": { "F": { "Type": "Fail", "ErrorPath": "$$.State.Name" } } });
    assert_eq!(
        parts(&machine.run(json!({})).await.expect_err("it fails")),
        (Some("F"), None)
    );
}

#[tokio::test]
async fn an_error_path_must_find_a_string() {
    let machine =
        machine!({ "StartAt": "F", "States": { "F": { "Type": "Fail", "ErrorPath": "$.e" } } });
    for input in [json!({ "e": 5 }), json!({ "e": null }), json!({ "e": {} })] {
        let error = machine.run(input).await.expect_err("it fails");
        assert_eq!(error.error(), Some(names::RUNTIME));
    }
    let error = machine.run(json!({ "x": 1 })).await.expect_err("it fails");
    assert_eq!(
        parts(&error),
        (
            Some(names::RUNTIME),
            Some(
                "The JSONPath '$.e' specified for the field 'ErrorPath' could not be found in the input '{\"x\":1}'"
            )
        )
    );
}

#[tokio::test]
async fn a_machine_takes_any_json() {
    let machine = machine!({ "StartAt": "S", "States": { "S": { "Type": "Succeed" } } });
    for input in [
        json!(null),
        json!(true),
        json!(-0.5),
        json!("s"),
        json!([[]]),
        json!({ "": {} }),
    ] {
        assert_eq!(machine.run(input.clone()).await, Ok(input));
    }
}
