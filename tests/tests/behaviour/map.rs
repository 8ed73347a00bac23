//! Map. Reference §12.2-12.4.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use asl_runtime::{History, InMemory, names};
use serde_json::{Value, json};

use crate::support::{Call, failure, machine, parts, seconds, state};

#[tokio::test]
async fn each_item_goes_through_the_processor_in_order() {
    let machine = state!({
        "Type": "Map", "ItemsPath": "$.items",
        "ItemProcessor": { "StartAt": "P", "States": { "P": { "Type": "Pass", "Parameters": { "item.$": "$" }, "End": true } } },
        "ResultPath": "$.out"
    });
    assert_eq!(
        machine.run(json!({ "items": [1, "two", null] })).await,
        Ok(
            json!({ "items": [1, "two", null], "out": [{ "item": 1 }, { "item": "two" }, { "item": null }] })
        )
    );
}

#[tokio::test]
async fn an_empty_array_yields_an_empty_array() {
    let machine = state!({
        "Type": "Map", "ItemProcessor": { "StartAt": "F", "States": { "F": { "Type": "Fail" } } }
    });
    assert_eq!(machine.run(json!([])).await, Ok(json!([])));
}

#[tokio::test]
async fn an_item_selector_sees_the_maps_input_and_the_item() {
    let machine = state!({
        "Type": "Map", "InputPath": "$.in", "ItemsPath": "$.orders", "MaxConcurrency": 2,
        "ItemSelector": {
            "order.$": "$$.Map.Item.Value", "id.$": "$$.Map.Item.Value.id", "i.$": "$$.Map.Item.Index", "customer.$": "$.customer",
            "state.$": "$$.State.Name"
        },
        "ItemProcessor": { "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } }
    });
    let input = json!({ "in": { "customer": "c", "orders": [{ "id": 7 }, { "id": 8 }] } });
    assert_eq!(
        machine.run(input).await,
        Ok(json!([
            { "order": { "id": 7 }, "id": 7, "i": 0, "customer": "c", "state": "S" },
            { "order": { "id": 8 }, "id": 8, "i": 1, "customer": "c", "state": "S" }
        ]))
    );
}

#[tokio::test]
async fn the_old_names_mean_the_same() {
    let machine = state!({
        "Type": "Map", "Parameters": { "v.$": "$$.Map.Item.Value" },
        "Iterator": { "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } }
    });
    assert_eq!(machine.run(json!([1])).await, Ok(json!([{ "v": 1 }])));
}

#[tokio::test]
async fn an_object_has_no_items() {
    let machine = state!({
        "Type": "Map", "ItemsPath": "$$.Execution.Input",
        "ItemProcessor": { "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } }
    });
    let error = machine
        .run(json!({ "b": 1 }))
        .await
        .expect_err("not an array");
    assert_eq!(error.error(), Some("States.Runtime"));
    assert_eq!(
        error.cause(),
        Some("Reference path \"$.Execution.Input\" must point to array.")
    );
}

#[tokio::test]
async fn an_array_has_no_keys() {
    let machine = state!({
        "Type": "Map", "ItemSelector": { "key.$": "$$.Map.Item.Key" },
        "ItemProcessor": { "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } }
    });
    let error = machine
        .run(json!([1]))
        .await
        .expect_err("an element has no key");
    assert_eq!(error.error(), Some(names::RUNTIME));
}

#[tokio::test]
async fn anything_else_is_no_collection_of_items() {
    let machine = state!({
        "Type": "Map", "ItemsPath": "$.x", "ItemProcessor": { "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } }
    });
    for input in [
        json!({ "x": 1 }),
        json!({ "x": "abc" }),
        json!({ "x": null }),
        json!({ "x": true }),
    ] {
        let error = machine.run(input).await.expect_err("no items");
        assert_eq!(
            parts(&error),
            (
                Some(names::RUNTIME),
                Some("Reference path \"$.x\" must point to array.")
            )
        );
    }
    let error = machine.run(json!({})).await.expect_err("no x");
    assert_eq!(error.error(), Some(names::RUNTIME));
}

/// How many handlers run at a time, at most, when ten items go through a machine.
macro_rules! most_at_once {
    ({ $($fields:tt)* }, $input:tt) => {{
        let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let seen = Arc::clone(&most);
        let machine = state!(
            move |call: Call| {
                let (running, most) = (Arc::clone(&running), Arc::clone(&most));
                async move {
                    most.fetch_max(running.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
                    seconds(10 - call.input.as_u64().unwrap_or(0)).await;
                    running.fetch_sub(1, Ordering::Relaxed);
                    Ok(call.input)
                }
            },
            {
                "Type": "Map", "ItemsPath": "$.items",
                "ItemProcessor": { "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "r", "End": true } } },
                $($fields)*
            }
        );
        let mut input: Value = json!($input);
        input["items"] = json!((0..10).collect::<Vec<_>>());
        assert_eq!(machine.run(input.clone()).await, Ok(input["items"].take()));
        seen.load(Ordering::Relaxed)
    }};
}

#[tokio::test(start_paused = true)]
async fn max_concurrency_limits_how_many_iterations_run() {
    assert_eq!(most_at_once!({ "MaxConcurrency": 0 }, {}), 10);
    assert_eq!(most_at_once!({ "MaxConcurrency": 1 }, {}), 1);
    assert_eq!(most_at_once!({ "MaxConcurrency": 3 }, {}), 3);
    assert_eq!(most_at_once!({ "MaxConcurrency": 40 }, {}), 10);
    assert_eq!(most_at_once!({ "MaxConcurrency": 4294967296 }, {}), 10);
    assert_eq!(
        most_at_once!({ "MaxConcurrencyPath": "$.max" }, { "max": 4 }),
        4
    );
    assert_eq!(
        most_at_once!({ "MaxConcurrencyPath": "$.max" }, { "max": "2" }),
        2
    );
    assert_eq!(
        most_at_once!({ "MaxConcurrencyPath": "$.max" }, { "max": 0 }),
        10
    );
}

#[tokio::test]
async fn max_concurrency_path_must_find_an_integer() {
    let machine = state!({
        "Type": "Map", "ItemsPath": "$.items", "MaxConcurrencyPath": "$.max",
        "ItemProcessor": { "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } }
    });
    let error = machine
        .run(json!({ "items": [], "max": "NoNumber" }))
        .await
        .expect_err("no number");
    assert_eq!(
        parts(&error),
        (
            Some(names::RUNTIME),
            Some(
                "The MaxConcurrencyPath field refers to value \"NoNumber\" which is not a valid integer: $.max"
            )
        )
    );
    for max in [json!(-1), json!(1.5), json!({}), json!(null), json!("")] {
        let error = machine
            .run(json!({ "items": [1], "max": max }))
            .await
            .expect_err("no limit");
        assert_eq!(error.error(), Some(names::RUNTIME));
    }
}

#[tokio::test(start_paused = true)]
async fn one_at_a_time_means_in_order() {
    let machine = state!(async |call: Call| { seconds(2).await; Ok(call.input) }, {
        "Type": "Map", "MaxConcurrency": 1,
        "ItemProcessor": { "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "r", "End": true } } }
    });
    assert_eq!(machine.run(json!([5, 6, 7])).await, Ok(json!([5, 6, 7])));
    assert_eq!(
        machine
            .tasks()
            .0
            .each(|call| (call.input.as_u64(), call.at.as_secs())),
        [(Some(5), 0), (Some(6), 2), (Some(7), 4)]
    );
}

#[tokio::test(start_paused = true)]
async fn the_first_error_stops_what_runs_and_what_waits() {
    for limit in [1, 2, 0] {
        let machine = state!(
            async |call: Call| {
                seconds(call.input["after"].as_u64().unwrap_or(0)).await;
                if call.input["fails"] == true { failure("Broken") } else { Ok(call.input) }
            },
            {
                "Type": "Map", "ItemsPath": "$.items", "MaxConcurrencyPath": "$.max",
                "ItemProcessor": { "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "r", "End": true } } }
            }
        );
        let items =
            json!([{ "after": 9 }, { "after": 3, "fails": true }, { "after": 1 }, { "after": 1 }]);
        let start = tokio::time::Instant::now();
        let error = machine
            .run(json!({ "items": items, "max": limit }))
            .await
            .expect_err("an item fails");
        assert_eq!((error.error(), error.scope()), (Some("Broken"), "S[1]"));
        let (after, calls) = (start.elapsed().as_secs(), machine.tasks().0.calls().len());
        assert_eq!(
            (after, calls),
            if limit == 1 {
                (12, 2)
            } else {
                (3, if limit == 2 { 2 } else { 4 })
            }
        );
    }
}

#[tokio::test]
async fn maps_and_parallels_nest() {
    let machine = state!(async |call: Call| Ok(json!(format!("{}: {}", call.scope, call.input))), {
        "Type": "Map",
        "ItemProcessor": { "StartAt": "Fork", "States": { "Fork": {
            "Type": "Parallel",
            "Branches": [
                { "StartAt": "Inner", "States": { "Inner": {
                    "Type": "Map", "MaxConcurrency": 1,
                    "ItemProcessor": { "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "r", "End": true } } },
                    "End": true
                } } },
                { "StartAt": "Plain", "States": { "Plain": { "Type": "Pass", "End": true } } }
            ],
            "End": true
        } } }
    });
    assert_eq!(
        machine.run(json!([[1, 2, 3], [4]])).await,
        Ok(json!([
            [
                [
                    "S[0].Fork/0.Inner[0]: 1",
                    "S[0].Fork/0.Inner[1]: 2",
                    "S[0].Fork/0.Inner[2]: 3"
                ],
                [1, 2, 3]
            ],
            [["S[1].Fork/0.Inner[0]: 4"], [4]]
        ]))
    );
}

#[tokio::test]
async fn eight_machines_inside_each_other_still_compile() {
    let machine = std::sync::Arc::new(
        machine!(async |call: Call| Ok(json!(call.scope)), { "StartAt": "P8", "States": { "P8": { "Type": "Parallel", "Branches": [{ "StartAt": "M7", "States": { "M7": { "Type": "Map", "ItemProcessor": { "StartAt": "P6", "States": { "P6": { "Type": "Parallel", "Branches": [{ "StartAt": "M5", "States": { "M5": { "Type": "Map", "ItemProcessor": { "StartAt": "P4", "States": { "P4": { "Type": "Parallel", "Branches": [{ "StartAt": "M3", "States": { "M3": { "Type": "Map", "ItemProcessor": { "StartAt": "P2", "States": { "P2": { "Type": "Parallel", "Branches": [{ "StartAt": "M1", "States": { "M1": { "Type": "Map", "ItemProcessor": { "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "r", "End": true } } }, "End": true } } }], "End": true } } }, "End": true } } }], "End": true } } }, "End": true } } }], "End": true } } }, "End": true } } }], "End": true } } }),
    );
    // Spawned, because that takes a proof that all of it is `Send`.
    let run = tokio::spawn(async move { machine.run(json!([[[[1]]]])).await });
    let output = run.await.expect("it does not panic");
    let scope = "P8/0.M7[0].P6/0.M5[0].P4/0.M3[0].P2/0.M1[0]";
    assert_eq!(output, Ok(json!([[[[[[[[scope]]]]]]]])));
}

#[tokio::test]
async fn many_items_are_no_problem() {
    let machine = machine!({
        "StartAt": "M",
        "States": { "M": {
            "Type": "Map",
            "ItemProcessor": { "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } }, "End": true
        } }
    });
    let items = json!((0..20_000).collect::<Vec<_>>());
    assert_eq!(machine.run(items.clone()).await, Ok(items));
}

#[tokio::test]
async fn what_an_inline_map_tolerates_is_checked_once_it_has_begun() {
    let machine = machine!({
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map",
                "ItemsPath": "$.items",
                "ToleratedFailureCountPath": "$.count",
                "ToleratedFailurePercentagePath": "$.percentage",
                "ItemProcessor": { "StartAt": "I", "States": { "I": { "Type": "Fail", "Error": "Item" } } },
                "End": true
            }
        }
    });
    let machine = machine.on(InMemory::new().observed_by(History::new()));
    let input = json!({ "items": [1, 2], "count": "1", "percentage": 100.1 });
    let error = machine.run(input).await.expect_err("no percentage");
    let cause = "ToleratedFailurePercentage must be between 0 and 100.";
    assert_eq!(parts(&error), (Some(names::RUNTIME), Some(cause)));
    let history = machine.host().observer().to_json();
    let types: Vec<_> = (1..4)
        .map(|event| &history["events"][event]["type"])
        .collect();
    assert_eq!(
        types,
        ["MapStateEntered", "MapStateStarted", "ExecutionFailed"]
    );
    // An iteration that fails fails an inline Map all the same.
    let input = json!({ "items": [1, 2], "count": 1, "percentage": 50 });
    let error = machine.run(input).await.expect_err("an iteration fails");
    assert_eq!(error.error(), Some("Item"));
}
