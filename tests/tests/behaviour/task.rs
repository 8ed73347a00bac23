//! Task: its handler, its time limits. Reference §9.

use std::time::Duration;

use asl_runtime::{
    Dynamic, ExecutionError, Handler, History, InMemory, TaskContext, TaskError, TaskRequest,
    TaskResult, asl, names,
};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::support::{Call, machine, new_year, parts, seconds, state};

asl! {
    mod shop = {
        "StartAt": "Price It",
        "States": {
            "Price It": { "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:1:function:price", "Next": "Each" },
            "Each": {
                "Type": "Map",
                "ItemProcessor": {
                    "StartAt": "Pack",
                    "States": { "Pack": { "Type": "Task", "Resource": "pack", "End": true } }
                },
                "End": true
            }
        }
    };
}

struct Shop {
    price: i64,
}

impl shop::Tasks for Shop {
    async fn price_it(&self, input: Value, cx: &TaskContext<'_>) -> TaskResult {
        assert_eq!(
            (cx.state(), cx.resource()),
            ("Price It", "arn:aws:lambda:eu-west-1:1:function:price")
        );
        assert!(cx.scope().is_top());
        let count = input["count"]
            .as_i64()
            .ok_or_else(|| TaskError::new("NoCount", "no count given"))?;
        Ok(json!(vec![self.price; usize::try_from(count)?]))
    }

    async fn pack(&self, input: Value, cx: &TaskContext<'_>) -> TaskResult {
        Ok(json!(format!("{input} in {}", cx.scope())))
    }
}

#[tokio::test]
async fn handlers_are_methods_named_after_the_states() {
    let machine = shop::Machine::new(Shop { price: 3 });
    assert_eq!(
        machine.run(json!({ "count": 2 })).await,
        Ok(json!(["3 in Each[0]", "3 in Each[1]"]))
    );
}

#[tokio::test]
async fn an_error_of_a_handler_has_its_name_and_the_state() {
    let machine = shop::Machine::new(Shop { price: 3 });
    let error = machine.run(json!({})).await.expect_err("no count");
    assert_eq!(parts(&error), (Some("NoCount"), Some("no count given")));
    assert_eq!((error.state(), error.scope()), (Some("Price It"), ""));
    let error = machine
        .run(json!({ "count": -1 }))
        .await
        .expect_err("a count below zero");
    assert_eq!(error.error(), Some("TryFromIntError"));
}

#[tokio::test]
async fn a_machine_serves_any_number_of_executions_at_once() {
    let machine = state!(async |call: Call| { tokio::task::yield_now().await; Ok(call.input) }, { "Type": "Task", "Resource": "r" });
    let runs = (0..10).map(|index| machine.run(json!(index)));
    let outputs = futures_util::future::join_all(runs).await;
    assert_eq!(
        outputs,
        (0..10).map(|index| Ok(json!(index))).collect::<Vec<_>>()
    );
}

/// The outcome, and after how many seconds of virtual time it came.
async fn timed(
    run: impl Future<Output = Result<Value, ExecutionError>>,
) -> (f64, Option<ExecutionError>) {
    let start = Instant::now();
    let error = run.await.err();
    (start.elapsed().as_secs_f64(), error)
}

#[tokio::test(start_paused = true)]
async fn a_task_that_takes_too_long_times_out() {
    let machine = state!(async |_| { seconds(100).await; Ok(json!(1)) }, { "Type": "Task", "Resource": "r", "TimeoutSeconds": 10 });
    let (after, error) = timed(machine.run(json!({}))).await;
    let error = error.expect("a timeout");
    assert_eq!((after, parts(&error)), (10.0, (Some(names::TIMEOUT), None)));
    assert!(error.is_timeout());
}

#[tokio::test(start_paused = true)]
async fn a_task_without_limits_may_take_forever() {
    let machine = state!(async |_| { seconds(1_000_000).await; Ok(json!(1)) }, { "Type": "Task", "Resource": "r" });
    assert_eq!(timed(machine.run(json!({}))).await, (1_000_000.0, None));
}

#[tokio::test(start_paused = true)]
async fn limits_may_come_from_the_effective_input() {
    let machine = state!(async |_| { seconds(100).await; Ok(json!(1)) }, {
        "Type": "Task", "Resource": "r", "InputPath": "$.in", "Parameters": { "t": 99 },
        "TimeoutSecondsPath": "$.t", "HeartbeatSecondsPath": "$.h"
    });
    for (limits, after) in [
        (json!({ "t": 5, "h": 3 }), 3.0),
        (json!({ "t": 5, "h": 10 }), 5.0),
        (json!({ "t": 2.0, "h": 10 }), 2.0),
    ] {
        let (took, error) = timed(machine.run(json!({ "in": limits, "t": 1, "h": 1 }))).await;
        assert_eq!(
            (took, error.as_ref().and_then(ExecutionError::error)),
            (after, Some(names::TIMEOUT))
        );
    }
    let (_, error) = timed(machine.run(json!({ "in": { "h": 1 } }))).await;
    let missing = error.expect("no timeout given");
    assert_eq!(
        parts(&missing),
        (
            Some(names::RUNTIME),
            Some("Invalid path '$.t' : No results for path: $['t']")
        )
    );
    for wrong in [
        json!(0),
        json!(-1),
        json!(1.5),
        json!("x"),
        json!(null),
        json!({}),
    ] {
        let (_, error) = timed(machine.run(json!({ "in": { "t": wrong, "h": 1 } }))).await;
        assert_eq!(
            error.as_ref().and_then(ExecutionError::error),
            Some(names::RUNTIME),
            "{wrong}"
        );
    }
}

/// A handler that says every two seconds that it is alive, `beats` times, and then works silently for a minute.
struct Alive {
    beats: u32,
}

asl! {
    mod watched = {
        "StartAt": "Work",
        "States": {
            "Work": { "Type": "Task", "Resource": "work", "TimeoutSeconds": 20, "HeartbeatSeconds": 3, "End": true }
        }
    };
}

impl watched::Tasks for Alive {
    async fn work(&self, _: Value, cx: &TaskContext<'_>) -> TaskResult {
        for _ in 0..self.beats {
            seconds(2).await;
            cx.heartbeat();
        }
        seconds(60).await;
        Ok(json!("done"))
    }
}

#[tokio::test(start_paused = true)]
async fn heartbeats_restart_their_own_clock_and_not_the_timeout() {
    for (beats, after, is_heartbeat) in [(0, 3.0, true), (4, 11.0, true), (100, 20.0, false)] {
        let (took, error) = timed(watched::Machine::new(Alive { beats }).run(json!({}))).await;
        let error = error.expect("too slow");
        assert_eq!((took, error.error()), (after, Some(names::TIMEOUT)));
        assert_eq!(
            error.matches(&[names::HEARTBEAT_TIMEOUT]),
            is_heartbeat,
            "{beats} beats"
        );
        assert!(error.matches(&[names::TIMEOUT]));
    }
}

#[tokio::test(start_paused = true)]
async fn every_attempt_has_its_full_time() {
    let machine = state!(async |_| { seconds(8).await; Err(TaskError::new("Slow", "")) }, {
        "Type": "Task", "Resource": "r", "TimeoutSeconds": 10,
        "Retry": [{ "ErrorEquals": ["Slow"], "IntervalSeconds": 5, "MaxAttempts": 2, "BackoffRate": 1 }]
    });
    let (after, error) = timed(machine.run(json!({}))).await;
    assert_eq!(
        (after, error.as_ref().and_then(ExecutionError::error)),
        (8.0 * 3.0 + 5.0 * 2.0, Some("Slow"))
    );
}

#[tokio::test(start_paused = true)]
async fn a_caught_timeout_has_an_empty_cause() {
    let machine = machine!(async |_| { seconds(100).await; Ok(json!(1)) }, {
        "StartAt": "T",
        "States": {
            "T": {
                "Type": "Task", "Resource": "r", "TimeoutSeconds": 10,
                "Catch": [{ "ErrorEquals": ["States.Timeout"], "Next": "Done" }], "Next": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    });
    assert_eq!(
        machine.run(json!({})).await,
        Ok(json!({ "Error": "States.Timeout", "Cause": "" }))
    );
}

asl! {
    mod hurried = {
        "StartAt": "W",
        "TimeoutSeconds": 100,
        "States": {
            "W": { "Type": "Wait", "SecondsPath": "$.wait", "Next": "T" },
            "T": {
                "Type": "Task", "Resource": "r",
                "Retry": [{ "ErrorEquals": ["States.ALL"], "IntervalSeconds": 1 }],
                "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Rescue" }],
                "End": true
            },
            "Rescue": { "Type": "Pass", "Result": "rescued", "End": true }
        }
    };
}

struct Sleeper;

impl hurried::Tasks for Sleeper {
    async fn t(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        sleep(Duration::from_secs(input["work"].as_u64().unwrap_or(0))).await;
        Ok(json!("done"))
    }
}

#[tokio::test(start_paused = true)]
async fn the_timeout_of_the_machine_ends_it_whatever_it_is_doing() {
    let machine = hurried::Machine::new(Sleeper).on(new_year());
    assert_eq!(
        machine.run(json!({ "wait": 50, "work": 49 })).await,
        Ok(json!("done"))
    );
    for input in [
        json!({ "wait": 500, "work": 0 }),
        json!({ "wait": 50, "work": 51 }),
    ] {
        let (after, error) = timed(machine.run(input)).await;
        let error = error.expect("a timeout");
        assert_eq!(
            (after, parts(&error)),
            (100.0, (Some(names::TIMEOUT), None))
        );
        assert!(error.is_timeout());
    }
}

#[tokio::test(start_paused = true)]
async fn the_timeout_of_the_machine_counts_from_its_start_when_it_is_stepped() {
    let machine = hurried::Machine::new(Sleeper).on(new_year());
    let mut execution = machine.start(json!({ "wait": 50, "work": 60 }));
    assert_eq!(execution.step().await, Ok(()));
    let (after, error) = timed(async { execution.step().await.map(|()| json!(null)) }).await;
    assert_eq!(
        (after, error.as_ref().and_then(ExecutionError::error)),
        (50.0, Some(names::TIMEOUT))
    );

    let mut execution = machine.start(json!({ "wait": 50, "work": 0 }));
    assert_eq!(execution.step().await, Ok(()));
    seconds(60).await;
    let error = execution
        .step()
        .await
        .expect_err("the time ran out between the steps");
    assert_eq!(error.error(), Some(names::TIMEOUT));
}

asl! {
    mod accounts = {
        "StartAt": "Given",
        "States": {
            "Given": {
                "Type": "Task", "Resource": "r", "ResultPath": "$.given", "Next": "Found",
                "Credentials": { "RoleArn": "role/given" }
            },
            "Found": {
                "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "ResultPath": "$.found", "Next": "Computed",
                "InputPath": "$.in", "Parameters": { "role": "not this one" },
                "Credentials": { "RoleArn.$": "$.role" }
            },
            "Computed": {
                "Type": "Task", "Resource": "r", "ResultPath": "$.computed", "Next": "Absent",
                "Credentials": { "RoleArn.$": "States.Format('role/{}', $$.State.Name)" }
            },
            "Absent": { "Type": "Task", "Resource": "r", "ResultPath": "$.absent", "End": true }
        }
    };
}

/// Answers every task with its credentials.
struct Roles;

impl Handler for Roles {
    async fn handle(&self, _: TaskRequest, cx: &TaskContext<'_>) -> TaskResult {
        Ok(json!(cx.credentials()))
    }
}

#[tokio::test]
async fn a_handler_is_told_the_credentials_of_its_state() {
    let machine = accounts::Machine::new(Dynamic(Roles));
    assert_eq!(
        machine.run(json!({ "in": { "role": "role/found" } })).await,
        Ok(json!({
            "in": { "role": "role/found" },
            "given": { "RoleArn": "role/given" },
            "found": { "RoleArn": "role/found" },
            "computed": { "RoleArn": "role/Computed" },
            "absent": null
        }))
    );
    let error = machine.run(json!({ "in": {} })).await;
    let error = error.expect_err("there is no role");
    assert_eq!(
        (error.error(), error.state()),
        (Some(names::RUNTIME), Some("Found"))
    );
}

asl! {
    #[allow(asl::ASL0111)]
    mod own_credentials = {
        "StartAt": "A",
        "States": {
            "A": {
                "Type": "Task", "Resource": "r", "Next": "B", "ResultPath": "$.a",
                "Credentials": { "user.$": "$.user", "secrets": [1, { "key.$": "$.key" }] }
            },
            "B": {
                "Type": "Task", "QueryLanguage": "JSONata", "Resource": "r", "End": true,
                "Credentials": { "RoleArn": "{% 'role/' & $states.input.user %}", "uid": "{% 1 + 1 %}" }
            }
        }
    };
}

#[tokio::test]
async fn credentials_may_be_what_a_handler_of_its_own_understands() {
    let machine = own_credentials::Machine::new(Dynamic(Roles));
    assert_eq!(
        machine.run(json!({ "user": "ada", "key": "k" })).await,
        Ok(json!({ "RoleArn": "role/ada", "uid": 2 }))
    );
    let mut execution = machine.start(json!({ "user": "ada", "key": "k" }));
    execution.step().await.expect("a handler that succeeds");
    let Some(own_credentials::State::B(input)) = execution.state() else {
        panic!("the second state comes next");
    };
    assert_eq!(
        input["a"],
        json!({ "user": "ada", "secrets": [1, { "key": "k" }] })
    );
}

#[tokio::test]
async fn the_history_of_a_task_shows_its_credentials() {
    let host = InMemory::new().observed_by(History::new());
    let machine = accounts::Machine::new(Dynamic(Roles)).on(host);
    let input = json!({ "in": { "role": "role/found" } });
    assert!(machine.run(input).await.is_ok());
    let history = machine.host().observer().to_json();
    let events = history["events"].as_array().expect("events");
    let shown: Vec<_> = events
        .iter()
        .filter_map(|event| event.get("taskScheduledEventDetails"))
        .map(|details| details.get("taskCredentials"))
        .collect();
    let role = |role: &str| json!({ "roleArn": role });
    assert_eq!(
        shown,
        [
            Some(&role("role/given")),
            Some(&role("role/found")),
            Some(&role("role/Computed")),
            None
        ]
    );
}
