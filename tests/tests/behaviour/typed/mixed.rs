//! Some tasks typed, some not.

use asl_runtime::{Dynamic, TaskContext, TaskError, TaskResult, asl, from_fn};
use serde_json::{Value, json};

use super::run;
use super::types::{Order, Receipt, json, order};

asl! {
    mod mixed = {
        "StartAt": "Read",
        "States": {
            "Read": { "Type": "Task", "Resource": "read", "Next": "Charge" },
            "Charge": { "Type": "Task", "Resource": "charge", "ResultPath": "$.receipt", "Next": "Log" },
            "Log": { "Type": "Task", "Resource": "log", "ResultPath": null, "Next": "Again" },
            "Again": { "Type": "Task", "Resource": "again", "End": true }
        }
    } {
        async fn charge(order: Order, cx: &TaskContext<'_>) -> Result<Receipt, TaskError>;
        async fn again(order: Order, cx: &TaskContext<'_>) -> Result<Order, TaskError>;
    }
}

struct Handlers;

impl mixed::Tasks for Handlers {
    async fn read(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        Ok(input)
    }

    async fn charge(&self, order: Order, _: &TaskContext<'_>) -> Result<Receipt, TaskError> {
        Ok(Receipt {
            number: order.order_id,
            paid: order.total,
        })
    }

    async fn log(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        Ok(input)
    }

    async fn again(&self, order: Order, _: &TaskContext<'_>) -> Result<Order, TaskError> {
        Ok(order)
    }
}

/// With a member that the type does not know.
fn input() -> Value {
    let mut input = json();
    input["source"] = json!("web");
    input
}

#[tokio::test]
async fn json_keeps_what_a_type_does_not_know() {
    let machine = mixed::Machine::new(Handlers);
    let mut execution = machine.start(input());
    for _ in 0..3 {
        execution.step().await.expect("success");
    }
    let mut expected = input();
    expected["receipt"] = json!({ "number": "O-1", "paid": 10.0 });
    assert_eq!(execution.state(), Some(&mixed::State::Again(expected)));
    execution.step().await.expect("success");
    let paid = Order {
        receipt: Some(Receipt {
            number: "O-1".to_owned(),
            paid: 10.0,
        }),
        ..order()
    };
    assert_eq!(execution.output(), Some(&paid));
}

#[tokio::test]
async fn what_does_not_fit_is_a_runtime_error_of_the_task() {
    let error = run!(mixed, Handlers, json!({ "orderId": 7 })).expect_err("no order");
    assert_eq!(
        (error.error(), error.state()),
        (Some("States.Runtime"), Some("Charge"))
    );
    assert!(
        error.cause().is_some_and(|cause| cause.contains("Order")),
        "{error}"
    );
}

#[tokio::test]
async fn a_dynamic_handler_stands_in_for_typed_ones() {
    let receipt = json!({ "number": "R", "paid": 1.0 });
    let handler = from_fn(|task| {
        let receipt = receipt.clone();
        async move {
            Ok(match task.state {
                "Charge" => receipt,
                _ => task.input,
            })
        }
    });
    let output = mixed::Machine::new(Dynamic(handler))
        .run(json())
        .await
        .expect("success");
    assert_eq!(
        output.receipt.map(|receipt| receipt.number),
        Some("R".to_owned())
    );
}
