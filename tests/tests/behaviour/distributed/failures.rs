//! What is tolerated, and what happens when more goes wrong.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use asl_runtime::distributed::Storage;
use asl_runtime::{ExecutionError, History, InMemory, MapRunProgress, names};
use serde_json::{Value, json};

use super::map;
use crate::support::{Call, failure, machine, parts, seconds};

/// Fails the items that are told to.
async fn answer(call: Call) -> asl_runtime::TaskResult {
    if call.input["fail"] == true {
        return failure("Broken");
    }
    Ok(call.input["n"].clone())
}

/// Items of which some fail.
fn items(count: usize, fails: impl Fn(usize) -> bool) -> Value {
    (0..count)
        .map(|n| json!({ "n": n, "fail": fails(n) }))
        .collect()
}

fn exceeded(error: &ExecutionError) {
    assert_eq!(
        parts(error),
        (
            Some(names::EXCEED_TOLERATED_FAILURE_THRESHOLD),
            Some("The specified tolerated failure threshold was exceeded")
        )
    );
}

#[tokio::test]
async fn nothing_is_tolerated_unless_it_is_said() {
    let machine = map!(
        answer,
        { "MaxConcurrency": 1, },
        { "T": { "Type": "Task", "Resource": "t", "End": true } }
    );
    let error = machine
        .run(items(10, |n| n == 3))
        .await
        .expect_err("a failure");
    exceeded(&error);
    assert_eq!(error.state(), Some("S"));
    assert_eq!(machine.tasks().0.calls().len(), 4, "the rest never begins");
}

#[tokio::test]
async fn a_failure_that_is_tolerated_is_described_among_the_results() {
    let machine = map!(
        answer,
        { "ToleratedFailureCount": 1, },
        { "T": { "Type": "Task", "Resource": "t", "End": true } }
    );
    let outputs = machine.run(items(3, |n| n == 1)).await.expect("an output");
    assert_eq!((&outputs[0], &outputs[2]), (&json!(0), &json!(2)));
    let failed = &outputs[1];
    assert_eq!(
        (&failed["Status"], &failed["Error"]),
        (&json!("FAILED"), &json!("Broken"))
    );
    assert_eq!(failed["Input"], r#"{"n":1,"fail":true}"#);
}

#[tokio::test]
async fn a_count_is_exceeded_as_soon_as_it_is() {
    let machine = map!(
        answer,
        { "ItemsPath": "$.items", "ToleratedFailureCountPath": "$.count", "MaxConcurrency": 1, },
        { "T": { "Type": "Task", "Resource": "t", "End": true } }
    );
    let input = json!({ "items": items(100, |n| n % 2 == 0), "count": "2" });
    exceeded(&machine.run(input).await.expect_err("three failures"));
    assert_eq!(machine.tasks().0.calls().len(), 5);
}

#[tokio::test]
async fn a_percentage_is_of_all_items() {
    let machine = map!(
        answer,
        { "ToleratedFailurePercentage": 10, "MaxConcurrency": 1, },
        { "T": { "Type": "Task", "Resource": "t", "End": true } }
    );
    assert!(machine.run(items(20, |n| n < 2)).await.is_ok());
    assert_eq!(machine.tasks().0.calls().len(), 20);
    exceeded(
        &machine
            .run(items(20, |n| n < 3))
            .await
            .expect_err("15 percent"),
    );
    assert_eq!(machine.tasks().0.calls().len(), 20 + 3);
}

#[tokio::test]
async fn the_items_of_a_batch_fail_together() {
    let machine = map!(
        async |call: Call| if call.input["Items"][0] == 2 { failure("Broken") } else { Ok(call.input) },
        { "ToleratedFailureCount": 1, "ItemBatcher": { "MaxItemsPerBatch": 2 }, },
        { "T": { "Type": "Task", "Resource": "t", "End": true } }
    );
    exceeded(
        &machine
            .run(json!([0, 1, 2, 3]))
            .await
            .expect_err("two items"),
    );
}

#[tokio::test(start_paused = true)]
async fn too_many_failures_stop_the_children_that_still_run() {
    let ended = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&ended);
    let machine = map!(
        move |call: Call| {
            let counter = Arc::clone(&counter);
            async move {
                if call.input == 0 {
                    seconds(1).await;
                    return failure("Broken");
                }
                seconds(100).await;
                counter.fetch_add(1, Ordering::Relaxed);
                Ok(call.input)
            }
        },
        {},
        { "T": { "Type": "Task", "Resource": "t", "End": true } }
    );
    let told: Arc<std::sync::Mutex<Option<MapRunProgress>>> = Arc::default();
    let last = Arc::clone(&told);
    let machine = machine.on(InMemory::new().on_progress(move |progress| {
        *last.lock().expect("no panic") = Some(progress.clone());
    }));
    exceeded(&machine.run(json!([0, 1, 2])).await.expect_err("a failure"));
    seconds(1000).await;
    assert_eq!(ended.load(Ordering::Relaxed), 0);
    let told = told.lock().expect("no panic").clone().expect("progress");
    assert_eq!((told.failed, told.aborted, told.running), (1, 2, 0));
}

#[tokio::test(start_paused = true)]
async fn dropping_the_execution_stops_the_children() {
    let ended = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&ended);
    let machine = map!(
        move |call: Call| {
            let counter = Arc::clone(&counter);
            async move {
                seconds(100).await;
                counter.fetch_add(1, Ordering::Relaxed);
                Ok(call.input)
            }
        },
        {},
        { "T": { "Type": "Task", "Resource": "t", "End": true } }
    );
    tokio::select! {
        outcome = machine.run(json!([1, 2])) => unreachable!("it takes longer, but ended: {outcome:?}"),
        () = seconds(5) => {}
    }
    seconds(1000).await;
    assert_eq!(
        (
            machine.tasks().0.calls().len(),
            ended.load(Ordering::Relaxed)
        ),
        (2, 0)
    );
}

#[tokio::test(start_paused = true)]
async fn a_map_that_failed_is_retried_and_caught_as_a_whole() {
    let machine = machine!(answer, {
        "StartAt": "M",
        "States": {
            "M": {
                "Type": "Map", "ItemsPath": "$.items", "End": true,
                "Retry": [{ "ErrorEquals": ["States.ExceedToleratedFailureThreshold"], "MaxAttempts": 2 }],
                "Catch": [{ "ErrorEquals": ["States.ExceedToleratedFailureThreshold"], "ResultPath": "$.error", "Next": "C" }],
                "ItemProcessor": {
                    "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
                    "StartAt": "T",
                    "States": { "T": { "Type": "Task", "Resource": "t", "End": true } }
                }
            },
            "C": { "Type": "Pass", "OutputPath": "$.error.Error", "End": true }
        }
    });
    let output = machine.run(json!({ "items": items(1, |_| true) })).await;
    assert_eq!(output, Ok(json!("States.ExceedToleratedFailureThreshold")));
    assert_eq!(machine.tasks().0.seconds(), [0.0, 1.0, 3.0]);
}

#[tokio::test(start_paused = true)]
async fn an_express_child_runs_out_of_time_after_five_minutes() {
    let machine = map!(
        async |call: Call| {
            seconds(call.input.as_u64().unwrap_or(0)).await;
            Ok(call.input)
        },
        "EXPRESS",
        { "ToleratedFailureCount": 1, },
        { "T": { "Type": "Task", "Resource": "t", "End": true } }
    );
    let outputs = machine.run(json!([299, 301])).await.expect("an output");
    assert_eq!(outputs[0], 299);
    assert_eq!(outputs[1]["Status"], "TIMED_OUT");
}

#[tokio::test]
async fn what_is_tolerated_is_looked_at_once_the_map_has_begun() {
    let machine = map!(
        { "ItemsPath": "$.items", "ToleratedFailurePercentagePath": "$.percentage", },
        { "T": { "Type": "Pass", "End": true } }
    );
    let machine = machine.on(InMemory::new().observed_by(History::new()));
    let error = machine
        .run(json!({ "items": [1], "percentage": 101 }))
        .await
        .expect_err("no percentage");
    assert_eq!(
        parts(&error),
        (
            Some(names::RUNTIME),
            Some("ToleratedFailurePercentage must be between 0 and 100.")
        )
    );
    let history = machine.host().observer().to_json();
    let types: Vec<_> = history["events"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|event| &event["type"])
        .collect();
    assert_eq!(
        types,
        [
            "ExecutionStarted",
            "MapStateEntered",
            "MapStateStarted",
            "ExecutionFailed"
        ]
    );
}

#[tokio::test]
async fn an_error_of_the_reader_fails_the_map_with_its_place() {
    let machine = map!(
        { "ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject", "Parameters": { "Bucket": "in", "Key": "rows.json" },
            "ReaderConfig": { "InputType": "JSON" } }, },
        { "T": { "Type": "Pass", "End": true } }
    );
    let storage = Storage::memory();
    storage
        .put("in", "rows.json", "[1, 2")
        .await
        .expect("memory");
    let host = InMemory::new().storage(storage).observed_by(History::new());
    let machine = machine.on(host);
    let error = machine
        .run(json!({}))
        .await
        .expect_err("a file that is cut off");
    assert_eq!(error.error(), Some(names::ITEM_READER_FAILED));
    let cause = error.cause().unwrap_or_default();
    assert!(cause.contains("in/rows.json"), "{cause}");
    let history = machine.host().observer().to_json();
    let links: Vec<_> = history["events"]
        .as_array()
        .into_iter()
        .flatten()
        .skip(3)
        .map(|event| {
            format!(
                "{}<{} {}",
                event["id"],
                event["previousEventId"],
                event["type"].as_str().unwrap_or_default()
            )
        })
        .collect();
    assert_eq!(
        links,
        [
            "4<3 MapRunStarted",
            "5<4 MapRunFailed",
            "6<5 MapStateFailed",
            "7<6 ExecutionFailed"
        ]
    );
}

#[tokio::test]
async fn an_input_that_no_child_may_have_is_an_error() {
    let machine = map!({}, { "T": { "Type": "Pass", "Result": 1, "End": true } });
    let machine = machine.on(InMemory::new().payload_limit(100));
    let error = machine
        .run(json!(["small", "x".repeat(200)]))
        .await
        .expect_err("too large");
    assert_eq!(error.error(), Some(names::DATA_LIMIT_EXCEEDED));
}

#[tokio::test]
async fn too_many_failures_at_the_very_end_leave_files_too() {
    let machine = map!(
        answer,
        {
            "MaxConcurrency": 2,
            "ResultWriter": {
                "Resource": "arn:aws:states:::s3:putObject", "Parameters": { "Bucket": "out" }
            },
        },
        { "T": { "Type": "Task", "Resource": "t", "End": true } }
    );
    let storage = Storage::memory();
    let machine = machine.on(InMemory::new().storage(storage.clone()));
    exceeded(
        &machine
            .run(items(4, |n| n == 3))
            .await
            .expect_err("the last item"),
    );
    let keys = storage.list("out", "").await.expect("files");
    assert!(
        keys.iter().any(|key| key.ends_with("manifest.json")),
        "{keys:?}"
    );
}

#[tokio::test]
async fn a_panic_of_a_handler_is_the_callers() {
    let machine = map!(
        async |call: Call| if call.input == 1 { panic!("no handler does this") } else { Ok(call.input) },
        {},
        { "T": { "Type": "Task", "Resource": "t", "End": true } }
    );
    let execution = tokio::spawn(async move { machine.run(json!([1])).await });
    assert!(execution.await.expect_err("a panic").is_panic());
}
