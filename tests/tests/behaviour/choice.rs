//! Choice. Reference §7. The operators themselves are tested beside their code.

use asl_runtime::names;
use serde_json::{Value, json};

use crate::support::{machine, parts};

/// A machine that says whether the rule holds.
macro_rules! rule {
    ({ $($rule:tt)* }) => {
        machine!({
            "StartAt": "C",
            "States": {
                "C": { "Type": "Choice", "Choices": [{ $($rule)*, "Next": "Yes" }], "Default": "No" },
                "Yes": { "Type": "Pass", "Result": true, "End": true },
                "No": { "Type": "Pass", "Result": false, "End": true }
            }
        })
    };
}

/// Each line: a rule, and for which values of `$.v` it holds or does not.
macro_rules! assert_rules {
    ($({ $($rule:tt)* } holds for [$($yes:tt),*] and not for [$($no:tt),*];)+) => {$({
        let machine = rule!({ "Variable": "$.v", $($rule)* });
        for (value, holds) in [$((json!($yes), true),)* $((json!($no), false),)*] {
            let input = json!({ "v": value, "w": 5, "t": "2020-01-01T00:00:00Z", "s": "m", "b": true });
            assert_eq!(machine.run(input).await, Ok(json!(holds)), "{} for {value}", stringify!($($rule)*));
        }
    })+};
}

#[tokio::test]
async fn operators_compare_values_of_their_own_type_only() {
    assert_rules! {
        { "StringEquals": "" } holds for [""] and not for [null, 0, [], {}, false, " "];
        { "StringLessThan": "b" } holds for ["a", "A", "", "ab"] and not for ["b", "ba", 0, null];
        { "StringGreaterThanEquals": "b" } holds for ["b", "ba"] and not for ["a", "B", {}];
        { "StringLessThanEqualsPath": "$.s" } holds for ["m", "a"] and not for ["n", 1];
        { "StringEqualsPath": "$.w" } holds for [] and not for ["5", 5];
        { "StringMatches": "log-*.txt" } holds for ["log-.txt", "log-a*b.txt"] and not for ["log-.txt2", "xlog-.txt", 1];
        { "StringMatches": "a\\*b*" } holds for ["a*b", "a*bc"] and not for ["axb"];
        { "NumericEquals": 0 } holds for [0, 0.0, (-0.0)] and not for [null, "", "0", [], {}, false, 1];
        { "NumericLessThan": 5 } holds for [4, 4.9, (-1)] and not for [5, 6, "4"];
        { "NumericGreaterThanPath": "$.w" } holds for [5.5, 6] and not for [5, 4, null];
        { "NumericLessThanEqualsPath": "$.s" } holds for [] and not for [1, "m"];
        { "BooleanEquals": true } holds for [true] and not for [false, null, 0, "true", [], {}];
        { "BooleanEqualsPath": "$.b" } holds for [true] and not for [false, 1];
        { "TimestampEquals": "2020-01-01T00:00:00Z" } holds for
            ["2020-01-01T00:00:00Z", "2020-01-01T01:00:00.000+01:00"] and not for ["2020-01-01", "", 0, null, [], {}];
        { "TimestampLessThan": "2020-01-01T00:00:00Z" } holds for ["2019-12-31T23:59:59.999Z"] and not for
            ["2020-01-01T00:00:00Z", "2019-13-01T00:00:00Z", "2019-12-31 00:00:00Z"];
        { "TimestampGreaterThanEqualsPath": "$.t" } holds for ["2020-01-01T00:00:00Z"] and not for ["2019-01-01T00:00:00Z", 1];
    }
}

#[tokio::test]
async fn type_tests_can_be_turned_around() {
    assert_rules! {
        { "IsNull": true } holds for [null] and not for [0, "", false, [], {}];
        { "IsNull": false } holds for [0, ""] and not for [null];
        { "IsBoolean": true } holds for [true, false] and not for [null, 0, "true"];
        { "IsNumeric": true } holds for [0, 1.5] and not for [true, "1", null];
        { "IsNumeric": false } holds for [true, "1", null] and not for [0];
        { "IsString": true } holds for ["", "2020-01-01T00:00:00Z"] and not for [null, 1];
        { "IsTimestamp": true } holds for ["2020-01-01T00:00:00Z", "2020-01-01T00:00:00.243167252+05:30"] and not for
            ["2020-01-01T00:00:00", "2020-01-01 00:00:00Z", "2020-01-01T25:00:00Z", "01-01-2020T00:00:00Z", 5];
        { "IsPresent": true } holds for [null, 0] and not for [];
        { "IsPresent": false } holds for [] and not for [null, 0];
    }
}

#[tokio::test]
async fn only_is_present_may_miss_its_variable() {
    assert_eq!(
        rule!({ "Variable": "$.x.y[0]", "IsPresent": true })
            .run(json!({}))
            .await,
        Ok(json!(false))
    );
    assert_eq!(
        rule!({ "Variable": "$.x.y[0]", "IsPresent": false })
            .run(json!([]))
            .await,
        Ok(json!(true))
    );
    let cause =
        "Invalid path '$.x': The choice state's condition path references an invalid value.";
    let outcomes = [
        rule!({ "Variable": "$.x", "NumericEquals": 1 })
            .run(json!({}))
            .await,
        rule!({ "Variable": "$.x", "IsNull": true })
            .run(json!({}))
            .await,
        rule!({ "Variable": "$.a", "NumericEqualsPath": "$.x" })
            .run(json!({ "a": 1 }))
            .await,
        rule!({ "Not": { "Variable": "$.x", "StringEquals": "" } })
            .run(json!(5))
            .await,
    ];
    for outcome in outcomes {
        let error = outcome.expect_err("there is no x");
        assert_eq!(parts(&error), (Some(names::RUNTIME), Some(cause)));
    }
}

#[tokio::test]
async fn and_and_or_stop_at_the_first_answer() {
    let guarded = rule!({ "And": [
        { "Variable": "$.v", "IsPresent": true },
        { "Variable": "$.v", "NumericGreaterThanEqualsPath": "$.min" }
    ] });
    assert_eq!(guarded.run(json!({})).await, Ok(json!(false)));
    assert_eq!(
        guarded.run(json!({ "v": 2, "min": 2 })).await,
        Ok(json!(true))
    );
    assert_eq!(
        guarded.run(json!({ "v": 1, "min": 2 })).await,
        Ok(json!(false))
    );
    let either = rule!({ "Or": [
        { "Variable": "$.v", "IsPresent": false },
        { "And": [{ "Not": { "Variable": "$.v", "StringMatches": "Priv*" } }] }
    ] });
    assert_eq!(either.run(json!({})).await, Ok(json!(true)));
    assert_eq!(
        either.run(json!({ "v": "Private" })).await,
        Ok(json!(false))
    );
    assert_eq!(either.run(json!({ "v": "Public" })).await, Ok(json!(true)));
}

#[tokio::test]
async fn the_first_rule_that_holds_is_taken() {
    let machine = machine!({
        "StartAt": "C",
        "States": {
            "C": {
                "Type": "Choice",
                "Choices": [
                    { "Variable": "$", "NumericLessThan": 10, "Next": "Small" },
                    { "Variable": "$", "NumericLessThan": 100, "Next": "Medium" },
                    { "Variable": "$", "IsNumeric": true, "Next": "Large" }
                ],
                "Default": "Other"
            },
            "Small": { "Type": "Pass", "Result": "small", "End": true },
            "Medium": { "Type": "Pass", "Result": "medium", "End": true },
            "Large": { "Type": "Pass", "Result": "large", "End": true },
            "Other": { "Type": "Pass", "End": true }
        }
    });
    for (input, output) in [
        (json!(5), json!("small")),
        (json!(50), json!("medium")),
        (json!(500), json!("large")),
    ] {
        assert_eq!(machine.run(input).await, Ok(output));
    }
    assert_eq!(
        machine.run(json!({ "kept": 1 })).await,
        Ok(json!({ "kept": 1 }))
    );
}

#[tokio::test]
async fn without_a_rule_that_holds_and_a_default_the_execution_fails() {
    let machine = machine!({
        "StartAt": "C",
        "States": {
            "C": { "Type": "Choice", "Choices": [{ "Variable": "$", "BooleanEquals": true, "Next": "Done" }] },
            "Done": { "Type": "Succeed" }
        }
    });
    let error = machine.run(json!(false)).await.expect_err("nothing holds");
    assert_eq!(
        parts(&error),
        (
            Some(names::RUNTIME),
            Some(
                "Failed to transition out of the state. The state does not point to a next state."
            )
        )
    );
}

#[tokio::test]
async fn rules_see_what_input_path_selects_and_the_context_object() {
    let machine = machine!({
        "StartAt": "C",
        "States": {
            "C": {
                "Type": "Choice", "InputPath": "$.in",
                "Choices": [
                    { "Variable": "$$.Execution.Input.flag", "BooleanEquals": true, "Next": "Flagged" },
                    { "Variable": "$.n", "NumericEqualsPath": "$$.Execution.Input.n", "Next": "Same" }
                ],
                "Default": "Different"
            },
            "Flagged": { "Type": "Pass", "Result": "flagged", "End": true },
            "Same": { "Type": "Pass", "Result": "same", "End": true },
            "Different": { "Type": "Pass", "Result": "different", "End": true }
        }
    });
    for (flag, n, output) in [
        (true, 1, "flagged"),
        (false, 1, "same"),
        (false, 2, "different"),
    ] {
        let output: Value = json!(output);
        assert_eq!(
            machine
                .run(json!({ "flag": flag, "n": 1, "in": { "n": n } }))
                .await,
            Ok(output)
        );
    }
}

#[tokio::test]
async fn a_loop_runs_until_its_choice_leaves_it() {
    let machine = machine!({
        "StartAt": "Add",
        "States": {
            "Add": { "Type": "Pass", "Parameters": { "n.$": "States.MathAdd($.n, 1)" }, "Next": "Enough?" },
            "Enough?": {
                "Type": "Choice", "Choices": [{ "Variable": "$.n", "NumericLessThan": 1000, "Next": "Add" }],
                "Default": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    });
    assert_eq!(
        machine.run(json!({ "n": 0 })).await,
        Ok(json!({ "n": 1000 }))
    );
}
