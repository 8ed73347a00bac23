//! Whatever the data, an execution ends with an output or with an error of the language.

use asl_runtime::{Execution, ExecutionError, Host, Machine};
use serde_json::{Value, json};

use crate::support::{Call, state};

/// Values of every kind and at every edge.
fn odd_values() -> Vec<Value> {
    let mut deep = json!(0);
    for level in 0..120 {
        deep = if level % 2 == 0 {
            json!([deep])
        } else {
            json!({ "v": deep })
        };
    }
    let mut values = vec![
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(-0.0),
        json!(-1),
        json!(1.5),
        json!(1e300),
        json!(-1e300),
        json!(5e-324),
        json!(i64::MIN),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(9_007_199_254_740_993_u64),
        json!(""),
        json!(" "),
        json!("text"),
        json!("\u{0}\u{1f}\u{7f}"),
        json!("🦀é\u{301}\u{202e}"),
        json!("{}"),
        json!("'\\{}'"),
        json!("$.v"),
        json!("5"),
        json!("99999999999999999999"),
        json!("2025-01-01T00:00:00Z"),
        json!("9999-12-31T23:59:59.999999999-23:59"),
        json!("0000-01-01T00:00:00+23:59"),
        json!("x".repeat(100_000)),
        json!([]),
        json!([null]),
        json!([[[]]]),
        json!({}),
        json!({ "": "" }),
        json!({ "v.$": "$.v" }),
        json!((0..2_000).collect::<Vec<_>>()),
        deep,
    ];
    let wrapped = values
        .iter()
        .map(|value| json!({ "v": value, "w": { "v": [value] } }))
        .collect::<Vec<_>>();
    values.extend(wrapped);
    values
}

async fn outcome<M, H>(machine: &M, host: &H, input: Value) -> Result<Value, ExecutionError>
where
    M: Machine<Input = Value, Output = Value>,
    H: Host,
{
    Execution::new(machine, host, input).finish().await
}

/// Runs a machine with each of these states on every odd value, and with a task that answers with the same value.
macro_rules! assert_sound {
    ($({ $($fields:tt)* })+) => {$(
        let machine = state!(async |call: Call| Ok(call.input), { $($fields)* });
        for input in odd_values() {
            if let Err(error) = outcome(&machine, machine.host(), input.clone()).await {
                let name = error.error().unwrap_or("none");
                assert!(name.starts_with("States."), "{} failed with {error}", stringify!($($fields)*));
            }
        }
    )+};
}

#[tokio::test(start_paused = true)]
async fn pass_takes_anything() {
    assert_sound! {
        { "Type": "Pass" }
        { "Type": "Pass", "InputPath": "$.v" }
        { "Type": "Pass", "InputPath": "$[0].v['x']" }
        { "Type": "Pass", "InputPath": "$.w.v[-1]" }
        { "Type": "Pass", "InputPath": "$.w.v[99999999999]" }
        { "Type": "Pass", "Result": 1, "ResultPath": "$.v" }
        { "Type": "Pass", "Result": 1, "ResultPath": "$.v.w.x" }
        { "Type": "Pass", "Result": 1, "ResultPath": "$.w.v[0].x" }
        { "Type": "Pass", "Result": 1, "ResultPath": "$[3]" }
        { "Type": "Pass", "OutputPath": "$.v[0]" }
        { "Type": "Pass", "Parameters": { "a.$": "$.v", "b": [{ "c.$": "$" }], "d.$": "$$" } }
    }
}

#[tokio::test(start_paused = true)]
async fn intrinsic_functions_take_anything() {
    assert_sound! {
        { "Type": "Pass", "Parameters": { "x.$": "States.Format('{} {}', $.v, $)" } }
        { "Type": "Pass", "Parameters": { "x.$": "States.Format($.v, $.v)" } }
        { "Type": "Pass", "Parameters": { "x.$": "States.StringToJson($.v)" } }
        { "Type": "Pass", "Parameters": { "x.$": "States.JsonToString($)" } }
        { "Type": "Pass", "Parameters": { "x.$": "States.Array($.v, $, null, 1.5)" } }
        { "Type": "Pass", "Parameters": { "x.$": "States.ArrayPartition($.v, 2)" } }
        { "Type": "Pass", "Parameters": { "x.$": "States.ArrayPartition($.w.v, $.v)" } }
        { "Type": "Pass", "Parameters": { "x.$": "States.ArrayContains($.v, $.w)" } }
        { "Type": "Pass", "Parameters": { "x.$": "States.ArrayRange($.v, 10, $.v)" } }
        { "Type": "Pass", "Parameters": { "x.$": "States.ArrayRange(0, $.v, 1)" } }
        { "Type": "Pass", "Parameters": { "x.$": "States.ArrayGetItem($.w.v, $.v)" } }
        { "Type": "Pass", "Parameters": { "x.$": "States.ArrayLength($.v)" } }
        { "Type": "Pass", "Parameters": { "x.$": "States.ArrayUnique($.v)" } }
        { "Type": "Pass", "Parameters": { "x.$": "States.Base64Encode($.v)" } }
        { "Type": "Pass", "Parameters": { "x.$": "States.Base64Decode($.v)" } }
        { "Type": "Pass", "Parameters": { "x.$": "States.Hash($.v, 'SHA-256')" } }
        { "Type": "Pass", "Parameters": { "x.$": "States.Hash('a', $.v)" } }
        { "Type": "Pass", "Parameters": { "x.$": "States.JsonMerge($.v, $.w, false)" } }
        { "Type": "Pass", "Parameters": { "x.$": "States.MathRandom($.v, 10)" } }
        { "Type": "Pass", "Parameters": { "x.$": "States.MathRandom(0, $.v, $.v)" } }
        { "Type": "Pass", "Parameters": { "x.$": "States.MathAdd($.v, $.v)" } }
        { "Type": "Pass", "Parameters": { "x.$": "States.StringSplit($.v, $.v)" } }
        { "Type": "Pass", "Parameters": { "x.$": "States.UUID()" } }
    }
}

#[tokio::test(start_paused = true)]
async fn waits_and_tasks_take_anything() {
    assert_sound! {
        { "Type": "Wait", "SecondsPath": "$.v" }
        { "Type": "Wait", "TimestampPath": "$.v" }
        { "Type": "Task", "Resource": "r" }
        { "Type": "Task", "Resource": "r", "TimeoutSecondsPath": "$.v", "HeartbeatSecondsPath": "$.w.v[0]" }
        { "Type": "Task", "Resource": "r", "InputPath": "$.w", "ResultSelector": { "x.$": "$.v[0]" }, "ResultPath": "$.w.v", "OutputPath": "$.w" }
    }
}

#[tokio::test(start_paused = true)]
async fn parallel_and_map_take_anything() {
    assert_sound! {
        {
            "Type": "Parallel", "ResultPath": "$.v",
            "Branches": [
                { "StartAt": "A", "States": { "A": { "Type": "Pass", "InputPath": "$.v", "End": true } } },
                { "StartAt": "B", "States": { "B": { "Type": "Fail", "ErrorPath": "States.Format('States.{}', $.v)", "CausePath": "States.Format('{}', $.v)" } } }
            ],
            "Retry": [{ "ErrorEquals": ["States.TaskFailed"] }]
        }
        {
            "Type": "Map", "ItemProcessor": { "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } }
        }
        {
            "Type": "Map", "ItemsPath": "$.v", "MaxConcurrencyPath": "$.w.v[0]",
            "ItemProcessor": { "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } }
        }
        {
            "Type": "Map", "ItemsPath": "$.w.v", "MaxConcurrencyPath": "$.v",
            "ItemSelector": { "x.$": "$$.Map.Item.Value.v", "k.$": "$$.Map.Item.Index" },
            "ItemProcessor": { "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } }
        }
    }
}

#[tokio::test]
async fn choices_take_anything() {
    macro_rules! rules {
        ($({ $($rule:tt)* })+) => {$({
            let machine = crate::support::machine!({
                "StartAt": "C",
                "States": {
                    "C": { "Type": "Choice", "Choices": [{ $($rule)*, "Next": "D" }] },
                    "D": { "Type": "Succeed" }
                }
            });
            for input in odd_values() {
                if let Err(error) = outcome(&machine, machine.host(), input).await {
                    assert_eq!(error.error(), Some("States.Runtime"));
                }
            }
        })+};
    }
    rules! {
        { "Variable": "$.v", "StringMatches": "*a*b*\\**" }
        { "Variable": "$.v", "StringLessThanPath": "$.w.v[0]" }
        { "Variable": "$.v", "NumericEqualsPath": "$.v" }
        { "Variable": "$.v", "NumericLessThan": 9007199254740993 }
        { "Variable": "$.v", "TimestampLessThanPath": "$.w.v[0]" }
        { "Variable": "$.v", "BooleanEqualsPath": "$.v" }
        { "Variable": "$.v[0]", "IsTimestamp": true }
        { "Variable": "$.w.v[-1].v", "IsPresent": true }
        { "Not": { "Or": [{ "Variable": "$", "IsNull": true }, { "Variable": "$.v", "IsNumeric": true }] } }
    }
}
