//! Handlers that do not fit.

use std::rc::Rc;

use asl_runtime::{TaskContext, TaskError, TaskResult, asl};
use serde_json::Value;

asl! {
    mod order = {
        "StartAt": "Charge",
        "States": {
            "Charge": { "Type": "Task", "Resource": "charge_card", "Next": "Ship" },
            "Ship": { "Type": "Task", "Resource": "ship", "Next": "Pack" },
            "Pack": { "Type": "Task", "Resource": "pack", "Next": "Approve" },
            "Approve": { "Type": "Task", "Resource": "approve.waitForTaskToken", "End": true }
        }
    };
}

struct Shop;

impl order::Tasks for Shop {
    async fn charge(&self, amount: f64, _: &TaskContext<'_>) -> TaskResult {
        Ok(amount.into())
    }

    async fn ship(&self, input: Value, _: &TaskContext<'_>) -> Result<Value, String> {
        Ok(input)
    }

    async fn pack(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        let shared = Rc::new(input);
        std::future::ready(()).await;
        Ok(Value::clone(&shared))
    }

    async fn approve(&self, _: Value, _: &TaskContext<'_>) -> Result<(), TaskError> {
        Ok(())
    }
}

struct Nobody;

fn main() {
    let _ = order::Machine::new(Nobody);
}
