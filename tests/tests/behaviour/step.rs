//! Executions that are driven one transition at a time.

use std::future::pending;

use asl_runtime::{
    Execution, Identity, InMemory, MachineState, StateKind, TaskContext, TaskResult, asl,
};
use serde_json::{Value, json};

use crate::support::{Call, failure, seconds, state};

asl! {
    /// Takes an order.
    pub mod order = {
        "StartAt": "Check Stock",
        "States": {
            "Check Stock": { "Type": "Task", "Resource": "stock", "ResultPath": "$.stock", "Next": "Enough?" },
            "Enough?": {
                "Type": "Choice", "Choices": [{ "Variable": "$.stock", "NumericGreaterThan": 0, "Next": "Ship It" }],
                "Default": "Sold Out"
            },
            "Ship It": { "Type": "Pass", "Result": "shipped", "End": true },
            "Sold Out": { "Type": "Fail", "Error": "SoldOut" }
        }
    };
}

struct Store;

impl order::Tasks for Store {
    async fn check_stock(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        Ok(input["has"].clone())
    }
}

#[tokio::test]
async fn an_execution_shows_where_it_stands() {
    let machine = order::Machine::new(Store);
    let mut execution = machine.start(json!({ "has": 2 }));
    let stocked = json!({ "has": 2, "stock": 2 });
    for state in [
        order::State::CheckStock(json!({ "has": 2 })),
        order::State::Enough(stocked.clone()),
        order::State::ShipIt(stocked),
    ] {
        assert_eq!(
            (execution.state(), execution.output()),
            (Some(&state), None)
        );
        assert_eq!(execution.step().await, Ok(()));
    }
    assert_eq!(
        (execution.state(), execution.output()),
        (None, Some(&json!("shipped")))
    );
    assert_eq!(
        execution.step().await,
        Ok(()),
        "there is nothing more to do"
    );
    assert_eq!(execution.output(), Some(&json!("shipped")));
    assert_eq!(execution.finish().await, Ok(json!("shipped")));
}

#[tokio::test]
async fn an_execution_can_be_finished_from_anywhere() {
    let machine = order::Machine::new(Store);
    for steps in 0..=4 {
        let mut execution = machine.start(json!({ "has": 2 }));
        for _ in 0..steps {
            execution.step().await.expect("it runs");
        }
        assert_eq!(execution.finish().await, Ok(json!("shipped")));
    }
}

#[tokio::test]
async fn an_execution_that_failed_stands_nowhere() {
    let machine = order::Machine::new(Store);
    let mut execution = machine.start(json!({ "has": 0 }));
    let error = loop {
        if let Err(error) = execution.step().await {
            break error;
        }
    };
    assert_eq!(
        (error.error(), error.state()),
        (Some("SoldOut"), Some("Sold Out"))
    );
    assert_eq!((execution.state(), execution.output()), (None, None));
}

#[tokio::test]
async fn states_are_stored_by_their_names() {
    let state = order::State::ShipIt(json!({ "a": [1, null] }));
    let text = serde_json::to_string(&state).expect("a state can be written");
    assert_eq!(text, r#"{"Ship It":{"a":[1,null]}}"#);
    assert_eq!(
        serde_json::from_str::<order::State>(&text).ok(),
        Some(state.clone())
    );
    assert_eq!(
        (state.id().name, state.id().kind),
        ("Ship It", StateKind::Pass)
    );
    assert_eq!(*state.input(), json!({ "a": [1, null] }));
    for wrong in [
        r#"{"ShipIt":1}"#,
        r#"{"Nowhere":1}"#,
        "\"Ship It\"",
        "{}",
        "[]",
        "1",
        "",
    ] {
        assert!(
            serde_json::from_str::<order::State>(wrong).is_err(),
            "{wrong}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_step_includes_retries_and_their_delays() {
    let machine = state!(async |call: Call| if call.earlier < 2 { failure("Broken") } else { Ok(json!("done")) }, {
        "Type": "Task", "Resource": "r", "Retry": [{ "ErrorEquals": ["Broken"] }]
    });
    let mut execution = machine.start(json!({}));
    execution.step().await.expect("the third attempt works");
    assert_eq!(execution.output(), Some(&json!("done")));
    assert_eq!(machine.tasks().0.seconds(), [0.0, 1.0, 3.0]);
}

#[tokio::test]
async fn an_identity_reaches_the_handlers() {
    struct Named;
    impl order::Tasks for Named {
        async fn check_stock(&self, _: Value, cx: &TaskContext<'_>) -> TaskResult {
            let identity = cx.execution();
            assert_eq!(identity.state_machine_name, "order");
            Ok(json!(if identity.execution_name == "order-7" {
                1
            } else {
                0
            }))
        }
    }
    let machine = order::Machine::new(Named);
    let named = machine
        .start(json!({}))
        .identified(Identity::new("order", "order-7"));
    assert_eq!(named.finish().await, Ok(json!("shipped")));
    assert!(machine.run(json!({})).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn idempotency_keys_are_stable_and_differ_from_call_to_call() {
    let run = async |name| {
        // Every run has a recorder of its own.
        let machine = state!(
            async |call: Call| match call.state {
                "Again" if call.earlier % 3 == 1 => failure("Broken"),
                _ => Ok(call.input),
            },
            {
                "Type": "Map",
                "ItemProcessor": { "StartAt": "Fork", "States": {
                    "Fork": {
                        "Type": "Parallel",
                        "Branches": [
                            { "StartAt": "Again", "States": { "Again": {
                                "Type": "Task", "Resource": "r", "Retry": [{ "ErrorEquals": ["Broken"] }], "End": true
                            } } },
                            { "StartAt": "Once", "States": { "Once": { "Type": "Task", "Resource": "r", "Next": "Twice" }, "Twice": { "Type": "Task", "Resource": "r", "End": true } } }
                        ],
                        "Next": "More?"
                    },
                    "More?": { "Type": "Choice", "Choices": [{ "Variable": "$[0][0]", "IsPresent": true, "Next": "Done" }], "Default": "Fork" },
                    "Done": { "Type": "Succeed" }
                } }
            }
        );
        machine
            .start(json!([1, 2, 3]))
            .identified(Identity::new("m", name))
            .finish()
            .await
            .expect("it runs");
        machine.tasks().0.each(|call| (call.state, call.key))
    };
    let keys = run("one").await;
    assert_eq!(keys, run("one").await, "the same execution again");
    let other = run("two").await;
    assert!(
        keys.iter().all(|key| !other.contains(key)),
        "another execution"
    );
    for (index, key) in keys.iter().enumerate() {
        assert!(
            keys[..index].iter().all(|(_, earlier)| *earlier != key.1),
            "{key:?} was there before: {keys:#?}"
        );
    }
}

fn assert_send<T: Send>(value: T) -> T {
    value
}

#[test]
fn executions_can_move_between_threads() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_time()
        .build()
        .expect("a runtime");
    let machine = std::sync::Arc::new(state!(async |call: Call| Ok(call.input), {
        "Type": "Map",
        "ItemSelector": { "v.$": "$$.Map.Item.Value", "in.$": "$" },
        "ItemProcessor": { "StartAt": "Fork", "States": { "Fork": {
            "Type": "Parallel", "Parameters": { "v.$": "$.v" },
            "Branches": [
                { "StartAt": "T", "States": { "T": {
                    "Type": "Task", "Resource": "r", "TimeoutSeconds": 100, "InputPath": "$.v",
                    "Retry": [{ "ErrorEquals": ["X"], "JitterStrategy": "FULL" }],
                    "Catch": [{ "ErrorEquals": ["Y"], "ResultPath": "$.e", "Next": "D" }], "Next": "D"
                }, "D": { "Type": "Succeed" } } },
                { "StartAt": "W", "States": { "W": { "Type": "Wait", "Seconds": 0, "Next": "P" }, "P": { "Type": "Pass", "Result": 0, "End": true } } }
            ],
            "End": true
        } } }
    }));
    let runs: Vec<_> = (0..8)
        .map(|index| {
            let machine = std::sync::Arc::clone(&machine);
            runtime.spawn(async move { assert_send(machine.run(json!([index, -index]))).await })
        })
        .collect();
    for (index, run) in (0..8).zip(runs) {
        let output = runtime.block_on(run).expect("the task ends");
        assert_eq!(output, Ok(json!([[index, 0], [-index, 0]])));
    }
}

#[test]
fn every_public_future_is_send() {
    let machine = state!(async |call: Call| Ok(call.input), { "Type": "Task", "Resource": "r.waitForTaskToken", "HeartbeatSeconds": 5 });
    drop(assert_send(machine.run(json!({}))));
    let mut execution: Execution<'_, _, InMemory> = assert_send(machine.start(json!({})));
    drop(assert_send(execution.step()));
    drop(assert_send(execution.finish()));
}

#[tokio::test(start_paused = true)]
async fn executions_of_one_machine_are_independent() {
    let machine = state!(async |call: Call| if call.input == "stuck" { pending().await } else { Ok(call.input) }, { "Type": "Task", "Resource": "r" });
    let stuck = machine.run(json!("stuck"));
    let mut free = machine.start(json!("free"));
    tokio::select! {
        _ = stuck => unreachable!("it is stuck"),
        outcome = free.step() => assert_eq!(outcome, Ok(())),
    }
    seconds(1).await;
    assert_eq!(free.output(), Some(&json!("free")));
}
