//! A task without a handler.

use asl_runtime::{TaskContext, TaskResult, asl};
use serde_json::Value;

asl! {
    mod order = {
        "StartAt": "Charge",
        "States": {
            "Charge": { "Type": "Task", "Resource": "charge_card", "Next": "Ship" },
            "Ship": { "Type": "Task", "Resource": "ship", "End": true }
        }
    };
}

struct Shop;

impl order::Tasks for Shop {
    async fn charge(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        Ok(input)
    }
}

fn main() {
    let _ = order::Machine::new(Shop);
}
