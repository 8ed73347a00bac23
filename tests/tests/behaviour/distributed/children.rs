//! Items and child executions.

use std::collections::HashSet;
use std::sync::{Arc, Barrier, Mutex};

use asl_runtime::{
    EventKind, Execution, History, Identity, InMemory, MapRunProgress, MapRunStatus, Observer,
    Visit,
};
use serde_json::{Value, json};

use super::map;
use crate::support::{Call, machine, seconds};

#[tokio::test(start_paused = true)]
async fn results_come_in_the_order_of_the_items() {
    let machine = map!(
        async |call: Call| {
            seconds(call.input["wait"].as_u64().unwrap_or(0)).await;
            Ok(call.input["name"].clone())
        },
        { "ItemsPath": "$.items", "ResultPath": "$.names", },
        { "T": { "Type": "Task", "Resource": "t", "End": true } }
    );
    let input = json!({ "items": [{ "wait": 3, "name": "a" }, { "wait": 1, "name": "b" }, { "wait": 2, "name": "c" }] });
    let output = machine.run(input).await.expect("an output");
    assert_eq!(output["names"], json!(["a", "b", "c"]));
    assert_eq!(machine.tasks().0.seconds(), [0.0; 3]);
}

#[tokio::test(start_paused = true)]
async fn as_many_run_at_once_as_max_concurrency_says() {
    let machine = map!(
        async |call: Call| {
            seconds(10).await;
            Ok(call.input)
        },
        { "MaxConcurrency": 2, },
        { "T": { "Type": "Task", "Resource": "t", "End": true } }
    );
    assert_eq!(
        machine.run(json!([1, 2, 3, 4, 5])).await,
        Ok(json!([1, 2, 3, 4, 5]))
    );
    assert_eq!(machine.tasks().0.seconds(), [0.0, 0.0, 10.0, 10.0, 20.0]);
}

#[tokio::test]
async fn without_items_there_are_no_children() {
    let machine = map!({}, { "T": { "Type": "Fail" } });
    assert_eq!(machine.run(json!([])).await, Ok(json!([])));
}

#[tokio::test]
async fn the_members_of_an_object_are_items_with_keys() {
    let machine = map!(
        { "ItemSelector": {
            "key.$": "$$.Map.Item.Key", "value.$": "$$.Map.Item.Value", "index.$": "$$.Map.Item.Index",
            "source.$": "$$.Map.Item.Source" }, },
        { "T": { "Type": "Pass", "End": true } }
    );
    assert_eq!(
        machine.run(json!({ "a": 1, "b": [2] })).await,
        Ok(json!([
            { "key": "a", "value": 1, "index": 0, "source": "STATE_DATA" },
            { "key": "b", "value": [2], "index": 1, "source": "STATE_DATA" }
        ]))
    );
}

#[tokio::test]
async fn a_selector_reads_the_maps_input_and_variables_for_children_that_cannot() {
    let machine = machine!({
        "StartAt": "V",
        "States": {
            "V": { "Type": "Pass", "Assign": { "rate": 19 }, "Next": "M" },
            "M": {
                "Type": "Map", "InputPath": "$.in", "ItemsPath": "$.orders", "End": true,
                "ItemSelector": { "order.$": "$$.Map.Item.Value", "rate.$": "$rate", "by.$": "$.by", "id.$": "States.UUID()" },
                "ItemProcessor": {
                    "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
                    "StartAt": "P",
                    "States": { "P": { "Type": "Pass", "Parameters": {
                        "order.$": "$.order", "rate.$": "$.rate", "by.$": "$.by" }, "End": true } }
                }
            }
        }
    });
    let input = json!({ "in": { "by": "me", "orders": [7, 8] } });
    assert_eq!(
        machine.run(input).await,
        Ok(json!([{ "order": 7, "rate": 19, "by": "me" }, { "order": 8, "rate": 19, "by": "me" }]))
    );
}

#[tokio::test]
async fn jsonata_makes_items_selects_and_batches() {
    let machine = machine!({
        "QueryLanguage": "JSONata",
        "StartAt": "M",
        "States": { "M": {
            "Type": "Map", "Items": "{% [$states.input.from..$states.input.to] %}", "End": true,
            "MaxConcurrency": "{% $states.input.at_once %}",
            "ToleratedFailurePercentage": "{% 1 + 1 %}",
            "ItemSelector": "{% $states.context.Map.Item.Value * 10 %}",
            "ItemBatcher": { "MaxItemsPerBatch": "{% $states.input.size %}", "BatchInput": { "to": "{% $states.input.to %}" } },
            "Output": "{% { 'batches': $states.result, 'count': $count($states.result) } %}",
            "ItemProcessor": {
                "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" },
                "StartAt": "P",
                "States": { "P": { "Type": "Pass", "Output": "{% $states.input.(BatchInput.to & ':' & $string(Items)) %}", "End": true } }
            }
        } }
    });
    assert_eq!(
        machine
            .run(json!({ "from": 1, "to": 5, "size": 2, "at_once": 1 }))
            .await,
        Ok(json!({ "batches": ["5:[10,20]", "5:[30,40]", "5:[50]"], "count": 3 }))
    );
}

#[tokio::test]
async fn children_are_executions_of_their_own() {
    let machine = map!(
        { "Label": "rows", },
        { "T": { "Type": "Pass", "Parameters": { "context.$": "$$" }, "End": true } }
    );
    let identity = Identity::new("orders", "first");
    let outputs = machine
        .start(json!([{ "n": 1 }, { "n": 2 }]))
        .identified(identity)
        .finish()
        .await;
    let outputs = outputs.expect("an output");
    let context = |index: usize| &outputs[index]["context"];
    for index in 0..2 {
        let execution = &context(index)["Execution"];
        let (id, name) = (execution["Id"].as_str(), execution["Name"].as_str());
        let expected =
            name.map(|name| format!("arn:asl:states:local:0:execution:orders/rows:{name}"));
        assert_eq!(id, expected.as_deref());
        assert_eq!(execution["Input"], json!({ "n": index + 1 }));
        assert_eq!(context(index)["StateMachine"]["Name"], "orders/rows");
    }
    assert_ne!(context(0)["Execution"]["Id"], context(1)["Execution"]["Id"]);
}

#[tokio::test]
async fn maps_inside_of_children_are_distributed_too() {
    let machine = map!(
        { "Label": "outer", },
        { "T": {
            "Type": "Map", "Label": "inner", "End": true,
            "ItemProcessor": {
                "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" },
                "StartAt": "P",
                "States": { "P": { "Type": "Parallel", "End": true, "Branches": [
                    { "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "a", "End": true } } },
                    { "StartAt": "B", "States": { "B": { "Type": "Pass", "OutputPath": "$$.StateMachine.Name", "End": true } } }
                ] } }
            }
        } }
    );
    let name = machine.run(json!([[1, 2], [3]])).await;
    let inner = |n: i32| json!([n, "definition/outer/inner"]);
    assert_eq!(name, Ok(json!([[inner(1), inner(2)], [inner(3)]])));
}

#[tokio::test]
async fn the_history_tells_of_the_map_run_and_children_have_their_own() {
    let machine = map!(
        { "Label": "rows", },
        { "T": { "Type": "Pass", "End": true } }
    );
    let machine = machine.on(InMemory::new().observed_by(History::new()));
    machine.run(json!([1, 2])).await.expect("an output");
    let history = machine.host().observer();
    let links: Vec<_> = history.to_json()["events"]
        .as_array()
        .into_iter()
        .flatten()
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
            "1<0 ExecutionStarted",
            "2<0 MapStateEntered",
            "3<2 MapStateStarted",
            "4<3 MapRunStarted",
            "5<4 MapRunSucceeded",
            "6<5 MapStateSucceeded",
            "7<4 MapStateExited",
            "8<7 ExecutionSucceeded",
        ]
    );
    let EventKind::MapRunStarted { map_run_arn } = &history.events()[3].kind else {
        unreachable!("the fourth event");
    };
    let children = history.child_executions();
    assert_eq!(children.len(), 2);
    for child in &children {
        assert_eq!(child.map_run_arn.as_ref(), Some(map_run_arn));
        let events = history
            .events_of_child(&child.execution_id)
            .expect("a child");
        assert_eq!(events.len(), 4);
        assert!(matches!(events[0].kind, EventKind::ExecutionStarted { .. }));
        assert!(matches!(
            events[3].kind,
            EventKind::ExecutionSucceeded { .. }
        ));
    }
    assert_eq!(history.events_of_child("another"), None);
}

#[tokio::test]
async fn progress_is_told_in_items() {
    let told: Arc<Mutex<Vec<MapRunProgress>>> = Arc::default();
    let machine = map!(
        { "Label": "rows", "MaxConcurrency": 1, "ItemBatcher": { "MaxItemsPerBatch": 2 }, },
        { "T": { "Type": "Pass", "End": true } }
    );
    let sink = Arc::clone(&told);
    let watch =
        move |progress: &MapRunProgress| sink.lock().expect("no panic").push(progress.clone());
    let machine = machine.on(InMemory::new().on_progress(watch));
    machine.run(json!([1, 2, 3])).await.expect("an output");
    let told = told.lock().expect("no panic");
    let counts: Vec<_> = told
        .iter()
        .map(|at| (at.pending, at.running, at.succeeded, at.total))
        .collect();
    assert_eq!(
        counts,
        [
            (1, 2, 0, 3),
            (1, 0, 2, 3),
            (0, 1, 2, 3),
            (0, 0, 3, 3),
            (0, 0, 3, 3)
        ]
    );
    assert!(told.iter().all(|at| at.label == "rows"));
    let ended: Vec<_> = told
        .iter()
        .map(|at| at.status == MapRunStatus::Succeeded)
        .collect();
    assert_eq!(ended, [false, false, false, false, true]);
}

#[test]
fn children_run_side_by_side_on_worker_threads() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .expect("threads");
    let barrier = Arc::new(Barrier::new(2));
    let machine = map!(
        move |_: Call| {
            let barrier = Arc::clone(&barrier);
            // Nothing but two threads can get past it.
            async move {
                barrier.wait();
                Ok(json!(format!("{:?}", std::thread::current().id())))
            }
        },
        {},
        { "T": { "Type": "Task", "Resource": "t", "End": true } }
    );
    let outputs = runtime.block_on(async {
        let execution = async move { machine.run(json!([1, 2])).await };
        tokio::spawn(execution)
            .await
            .expect("no panic")
            .expect("an output")
    });
    let threads: HashSet<&Value> = outputs.as_array().into_iter().flatten().collect();
    assert_eq!(threads.len(), 2);
}

#[derive(Default)]
struct Names(Mutex<Vec<&'static str>>);

impl Observer for Names {
    fn entered(&self, visit: Visit<'_>, _: &Value) {
        self.0.lock().expect("no panic").push(visit.state);
    }
}

#[tokio::test]
async fn an_observer_that_is_only_borrowed_sees_children_in_its_own_task() {
    let names = Names::default();
    let machine = map!({}, { "T": { "Type": "Pass", "End": true } });
    let host = InMemory::new().observed_by(&names);
    let output = Execution::new(&machine, &host, json!([1, 2]))
        .finish()
        .await;
    assert_eq!(output, Ok(json!([1, 2])));
    assert_eq!(*names.0.lock().expect("no panic"), ["S", "T", "T"]);
}
