//! Mistakes in definitions that stand in the Rust source.

use asl_runtime::{Dynamic, asl, from_fn};
use serde_json::json;

asl! {
    mod order = {
        "StartAt": "Charge",
        "States": {
            "Charge": {
                "Type": "Task",
                "Resource": "charge_card",
                "TimeoutSeconds": -1,
                "Catch": [{ "ErrorEquals": [], "Next": "Refund" }],
                "Parameters": { "amount.$": "$.total[" },
                "Nxt": "Ship"
            },
            "Ship": { "Type": "Succeed" }
        }
    };
    mod target = {
        "StartAt": "Charge",
        "States": { "Charge": { "Type": "Pass", "Next": "Shp" }, "Ship": { "Type": "Succeed" } }
    };
    mod no_json = { "StartAt": "Charge", States: {} };
    mod comma = { "StartAt": "Charge", "States": {}, };
}

use no_json::Machine;

fn main() {
    let tasks = || Dynamic(from_fn(|task| async move { Ok(task.input) }));
    let _ = order::Machine::new(tasks());
    let _ = target::Machine::new(tasks());
    let _ = Machine::new(tasks());
    let _ = comma::Machine::new(tasks()).run(json!(1));
}
