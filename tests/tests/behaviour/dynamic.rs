//! One handler for every task.

use asl_runtime::{Dynamic, Handler, TaskContext, TaskRequest, TaskResult, asl, from_fn};
use serde_json::json;

use crate::support::{Call, machine};

asl! {
    mod pipeline = {
        "StartAt": "Fetch",
        "States": {
            "Fetch": { "Type": "Task", "Resource": "arn:aws:states:::http:invoke", "Next": "Store" },
            "Store": {
                "Type": "Map",
                "ItemProcessor": { "StartAt": "Put", "States": { "Put": { "Type": "Task", "Resource": "put", "End": true } } },
                "End": true
            }
        }
    };
}

#[tokio::test]
async fn a_function_can_dispatch_on_state_and_resource() {
    let tasks = from_fn(|task: TaskRequest| async move {
        match (task.state, task.resource) {
            ("Fetch", "arn:aws:states:::http:invoke") => Ok(json!([task.input, 2])),
            ("Put", "put") => Ok(json!({ "stored": task.input })),
            other => unreachable!("{other:?}"),
        }
    });
    let machine = pipeline::Machine::new(Dynamic(tasks));
    assert_eq!(
        machine.run(json!(1)).await,
        Ok(json!([{ "stored": 1 }, { "stored": 2 }]))
    );
}

#[tokio::test]
async fn a_handler_sees_the_context_of_its_task() {
    struct Scopes;
    impl Handler for Scopes {
        async fn handle(&self, request: TaskRequest, cx: &TaskContext<'_>) -> TaskResult {
            assert_eq!(
                (cx.state(), cx.resource()),
                (request.state, request.resource)
            );
            Ok(if request.state == "Fetch" {
                json!([0, 0])
            } else {
                json!(cx.scope().to_string())
            })
        }
    }
    let machine = pipeline::Machine::new(Dynamic(Scopes));
    assert_eq!(
        machine.run(json!(1)).await,
        Ok(json!(["Store[0]", "Store[1]"]))
    );
}

#[tokio::test]
async fn a_dynamic_handler_may_complete_its_own_token() {
    let machine = machine!(async |call: Call| Ok(call.input), {
        "StartAt": "Ask",
        "States": { "Ask": {
            "Type": "Task", "Resource": "ask.waitForTaskToken", "Parameters": { "token.$": "$$.Task.Token" }, "End": true
        } }
    });
    let callbacks = machine.host().callbacks();
    let answer = async {
        tokio::task::yield_now().await;
        let call = machine.tasks().0.calls().remove(0);
        let token = call.token.expect("the task waits for a token");
        assert_eq!(call.input, json!({ "token": token.as_str() }));
        callbacks.succeed(&token, json!("the answer"))
    };
    let (output, answered) = tokio::join!(machine.run(json!({})), answer);
    assert_eq!(
        (output, answered),
        (Ok(json!("the answer")), Ok(())),
        "and what the handler returned is not used"
    );
}

#[tokio::test]
async fn other_tasks_have_no_token() {
    let machine = machine!(async |call: Call| Ok(json!(call.token.is_none())), {
        "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "r", "End": true } }
    });
    assert_eq!(machine.run(json!({})).await, Ok(json!(true)));
    assert_eq!(machine.tasks().0.each(|call| call.resource), ["r"]);
}
