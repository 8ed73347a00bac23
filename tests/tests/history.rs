//! The execution history, as AWS writes it: types, order and links (reference §14.4, §14.5).

use asl_runtime::{
    Dynamic, EventKind, Handler, History, InMemory, IterationStage, TaskContext, TaskError,
    TaskRequest, TaskResult, Value,
};
use asl_runtime::{asl, from_fn, json};

asl! {
    mod machines = {
        "StartAt": "First",
        "States": {
            "First": { "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Next": "Second" },
            "Second": { "Type": "Pass", "End": true }
        }
    };

    mod retried = {
        "StartAt": "Call",
        "States": {
            "Call": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:111111111111:function:f",
                "Retry": [{ "ErrorEquals": ["Busy"], "MaxAttempts": 1 }],
                "Catch": [{ "ErrorEquals": ["Busy"], "Next": "Give Up" }],
                "End": true
            },
            "Give Up": { "Type": "Fail", "Error": "GaveUp" }
        }
    };

    mod parallel = {
        "StartAt": "Both",
        "States": {
            "Both": {
                "Type": "Parallel",
                "Branches": [
                    { "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } },
                    { "StartAt": "B", "States": { "B": { "Type": "Succeed" } } }
                ],
                "End": true
            }
        }
    };

    mod retried_parallel = {
        "StartAt": "Both",
        "States": {
            "Both": {
                "Type": "Parallel",
                "Branches": [{ "StartAt": "Bad", "States": { "Bad": { "Type": "Fail", "Error": "Bad" } } }],
                "Retry": [{ "ErrorEquals": ["Bad"], "MaxAttempts": 2 }],
                "End": true
            }
        }
    };

    mod sequential = {
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map",
                "MaxConcurrency": 1,
                "ItemProcessor": { "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } },
                "End": true
            }
        }
    };

    mod aborted = {
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map",
                "ItemProcessor": {
                    "StartAt": "T",
                    "States": { "T": { "Type": "Task", "Resource": "work", "TimeoutSeconds": 5, "End": true } }
                },
                "End": true
            }
        }
    };

    mod unfit = {
        "StartAt": "Both",
        "States": {
            "Both": {
                "Type": "Parallel",
                "Branches": [{
                    "StartAt": "First",
                    "States": {
                        "First": { "Type": "Pass", "Next": "Pick" },
                        "Pick": { "Type": "Pass", "InputPath": "$.gone", "End": true }
                    }
                }],
                "End": true
            }
        }
    };

    mod unlimited = {
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map",
                "MaxConcurrencyPath": "$.most",
                "ItemsPath": "$.items",
                "ItemProcessor": { "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } },
                "End": true
            }
        }
    };

    mod named_like_the_engines = {
        "StartAt": "Stop",
        "States": { "Stop": { "Type": "Fail", "Error": "States.Runtime", "Cause": "by hand" } }
    };

    mod activity = {
        "StartAt": "Work",
        "States": {
            "Work": {
                "Type": "Task",
                "Resource": "arn:aws:states:us-east-1:111111111111:activity:work",
                "End": true
            }
        }
    };

    mod job = {
        "StartAt": "Run",
        "States": {
            "Run": { "Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync", "End": true }
        }
    };

    mod too_slow = {
        "TimeoutSeconds": 10,
        "StartAt": "Rest",
        "States": { "Rest": { "Type": "Wait", "Seconds": 60, "End": true } }
    };
}

/// Runs a machine with a history and writes each event as `id<previous Type`.
macro_rules! history {
    ($module:ident, $handler:expr, $input:expr) => {{
        let machine = $module::Machine::new(Dynamic($handler))
            .on(InMemory::new().observed_by(History::new()));
        let _ = machine.run($input).await;
        lines(&machine.host().observer().to_json())
    }};
}

fn lines(history: &Value) -> Vec<String> {
    let events = history["events"].as_array().expect("events");
    events
        .iter()
        .map(|event| {
            let kind = event["type"].as_str().expect("a type");
            format!("{}<{} {kind}", event["id"], event["previousEventId"])
        })
        .collect()
}

fn echo() -> impl Handler {
    from_fn(|task: TaskRequest| async move { TaskResult::Ok(task.input) })
}

#[tokio::test(start_paused = true)]
async fn a_task_and_a_pass() {
    assert_eq!(
        history!(machines, echo(), json!({})),
        [
            "1<0 ExecutionStarted",
            "2<0 TaskStateEntered",
            "3<2 TaskScheduled",
            "4<3 TaskStarted",
            "5<4 TaskSucceeded",
            "6<5 TaskStateExited",
            "7<6 PassStateEntered",
            "8<7 PassStateExited",
            "9<8 ExecutionSucceeded",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_retry_enters_no_state_and_a_catch_exits_it() {
    let busy = from_fn(|_| async { Err(TaskError::new("Busy", "later")) });
    assert_eq!(
        history!(retried, busy, json!({})),
        [
            "1<0 ExecutionStarted",
            "2<0 TaskStateEntered",
            "3<2 LambdaFunctionScheduled",
            "4<3 LambdaFunctionStarted",
            "5<4 LambdaFunctionFailed",
            "6<5 LambdaFunctionScheduled",
            "7<6 LambdaFunctionStarted",
            "8<7 LambdaFunctionFailed",
            "9<8 TaskStateExited",
            "10<9 FailStateEntered",
            "11<10 ExecutionFailed",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn branches_are_chains_of_their_own() {
    assert_eq!(
        history!(parallel, echo(), json!({})),
        [
            "1<0 ExecutionStarted",
            "2<0 ParallelStateEntered",
            "3<2 ParallelStateStarted",
            "4<3 PassStateEntered",
            "5<4 PassStateExited",
            "6<3 SucceedStateEntered",
            "7<6 SucceedStateExited",
            "8<7 ParallelStateSucceeded",
            "9<7 ParallelStateExited",
            "10<9 ExecutionSucceeded",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_parallel_fails_once_after_its_retries() {
    assert_eq!(
        history!(retried_parallel, echo(), json!({})),
        [
            "1<0 ExecutionStarted",
            "2<0 ParallelStateEntered",
            "3<2 ParallelStateStarted",
            "4<3 FailStateEntered",
            "5<4 ParallelStateStarted",
            "6<5 FailStateEntered",
            "7<6 ParallelStateStarted",
            "8<7 FailStateEntered",
            "9<8 ParallelStateFailed",
            "10<9 ExecutionFailed",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn iterations_one_by_one_follow_from_each_other() {
    assert_eq!(
        history!(sequential, echo(), json!([1, 2])),
        [
            "1<0 ExecutionStarted",
            "2<0 MapStateEntered",
            "3<2 MapStateStarted",
            "4<3 MapIterationStarted",
            "5<4 PassStateEntered",
            "6<5 PassStateExited",
            "7<6 MapIterationSucceeded",
            "8<6 MapIterationStarted",
            "9<8 PassStateEntered",
            "10<9 PassStateExited",
            "11<10 MapIterationSucceeded",
            "12<11 MapStateSucceeded",
            "13<11 MapStateExited",
            "14<13 ExecutionSucceeded",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn an_empty_map_points_to_its_start() {
    assert_eq!(
        history!(sequential, echo(), json!([]))[2..],
        [
            "3<2 MapStateStarted",
            "4<3 MapStateSucceeded",
            "5<3 MapStateExited",
            "6<5 ExecutionSucceeded"
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_failed_iteration_aborts_the_others() {
    let first_hangs_longest = from_fn(|task: TaskRequest| async move {
        match task.input {
            Value::Null => std::future::pending().await,
            _ => Err(TaskError::new("Bad", "")),
        }
    });
    assert_eq!(
        history!(aborted, first_hangs_longest, json!([null, 1])),
        [
            "1<0 ExecutionStarted",
            "2<0 MapStateEntered",
            "3<2 MapStateStarted",
            "4<3 MapIterationStarted",
            "5<4 TaskStateEntered",
            "6<5 TaskScheduled",
            "7<6 TaskStarted",
            "8<3 MapIterationStarted",
            "9<8 TaskStateEntered",
            "10<9 TaskScheduled",
            "11<10 TaskStarted",
            "12<11 TaskFailed",
            "13<12 MapIterationFailed",
            "14<12 TaskStateAborted",
            "15<12 MapIterationAborted",
            "16<12 TaskStateAborted",
            "17<12 MapStateFailed",
            "18<17 ExecutionFailed",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn iterations_are_aborted_in_the_order_in_which_they_began() {
    let the_last_fails = from_fn(|task: TaskRequest| async move {
        match task.input.as_u64() {
            Some(11) => Err(TaskError::new("Bad", "")),
            _ => std::future::pending().await,
        }
    });
    let machine = aborted::Machine::new(Dynamic(the_last_fails))
        .on(InMemory::new().observed_by(History::new()));
    let _ = machine.run(json!((0..12).collect::<Vec<_>>())).await;
    let aborted: Vec<usize> = machine
        .host()
        .observer()
        .events()
        .into_iter()
        .filter_map(|event| match event.kind {
            EventKind::MapIteration { stage, index, .. } => {
                (stage == IterationStage::Aborted).then_some(index)
            }
            _ => None,
        })
        .collect();
    assert_eq!(aborted, (0..11).collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn a_map_that_fails_before_its_iterations_has_no_end() {
    assert_eq!(
        history!(unlimited, echo(), json!({ "most": "all", "items": [1] })),
        [
            "1<0 ExecutionStarted",
            "2<0 MapStateEntered",
            "3<2 ExecutionFailed",
        ]
    );
}

/// The last event's cause.
macro_rules! cause {
    ($module:ident) => {{
        let machine =
            $module::Machine::new(Dynamic(echo())).on(InMemory::new().observed_by(History::new()));
        let _ = machine.run(json!({})).await;
        match machine
            .host()
            .observer()
            .events()
            .pop()
            .map(|event| event.kind)
        {
            Some(EventKind::ExecutionFailed(failure)) => failure.cause.expect("a cause"),
            other => format!("{other:?}"),
        }
    }};
}

#[tokio::test(start_paused = true)]
async fn an_error_of_the_engine_says_where_its_state_was_entered() {
    assert_eq!(
        cause!(unfit),
        "An error occurred while executing the state 'Pick' (entered at the event id #6). \
         Invalid path '$.gone' : No results for path: $['gone']"
    );
    assert_eq!(cause!(named_like_the_engines), "by hand");
}

#[tokio::test(start_paused = true)]
async fn an_activity_has_events_of_its_own() {
    assert_eq!(
        history!(activity, echo(), json!({}))[2..5],
        [
            "3<2 ActivityScheduled",
            "4<3 ActivityStarted",
            "5<4 ActivitySucceeded",
        ]
    );
}

struct Glue;

impl job::Tasks for Glue {
    async fn run(&self, _: Value, cx: &TaskContext<'_>) -> TaskResult {
        cx.submitted(json!({ "JobRunId": "1" }));
        Ok(json!("done"))
    }
}

#[tokio::test(start_paused = true)]
async fn a_job_is_submitted_before_it_ends() {
    let machine = job::Machine::new(Glue).on(InMemory::new().observed_by(History::new()));
    let _ = machine.run(json!({})).await;
    let history = machine.host().observer().to_json();
    assert_eq!(
        lines(&history)[3..6],
        ["4<3 TaskStarted", "5<4 TaskSubmitted", "6<5 TaskSucceeded",]
    );
    let submitted = &history["events"][4]["taskSubmittedEventDetails"];
    assert_eq!(submitted["output"], "{\"JobRunId\":\"1\"}");
}

#[tokio::test(start_paused = true)]
async fn an_execution_that_runs_out_of_time_points_to_nothing() {
    assert_eq!(
        history!(too_slow, echo(), json!({})),
        [
            "1<0 ExecutionStarted",
            "2<0 WaitStateEntered",
            "3<0 ExecutionTimedOut"
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn the_details_are_those_of_aws() {
    let machine =
        machines::Machine::new(Dynamic(echo())).on(InMemory::new().observed_by(History::new()));
    machine
        .run(json!({ "a": 1 }))
        .await
        .expect("the machine succeeds");
    let history = machine.host().observer().to_json();
    let event = |id: usize| &history["events"][id - 1];
    let role = &event(1)["executionStartedEventDetails"]["roleArn"];
    assert_eq!(role, "arn:asl:iam::0:role/local");
    assert_eq!(
        event(2)["stateEnteredEventDetails"],
        json!({ "name": "First", "input": "{\"a\":1}", "inputDetails": { "truncated": false } })
    );
    let scheduled = &event(3)["taskScheduledEventDetails"];
    assert_eq!(scheduled["resourceType"], "sqs");
    assert_eq!(scheduled["resource"], "sendMessage");
    assert_eq!(scheduled["parameters"], "{\"a\":1}");
    assert!(matches!(
        machine.host().observer().events()[5].kind,
        EventKind::StateExited { name: "First", .. }
    ));
}
