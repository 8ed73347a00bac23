//! Signatures that are none, or of no task.

use asl_runtime::{TaskError, asl};

asl! {
    mod unknown = {
        "StartAt": "Ship Order",
        "States": { "Ship Order": { "Type": "Task", "Resource": "ship", "End": true } }
    } {
        async fn ship_oder(order: String) -> Result<String, TaskError>;
        async fn refund(order: String) -> Result<String, TaskError>;
    }
}

asl! {
    mod token = {
        "StartAt": "Ask",
        "States": { "Ask": { "Type": "Task", "Resource": "ask.waitForTaskToken", "End": true } }
    } {
        async fn ask(order: String) -> Result<(), TaskError>;
    }
}

asl! {
    mod twice = { "StartAt": "S", "States": { "S": { "Type": "Succeed" } } } {
        type Input = String;
        type Input = String;
    }
}

asl! {
    mod no_result = { "StartAt": "S", "States": { "S": { "Type": "Succeed" } } } {
        async fn s(order: String) -> String;
    }
}

asl! {
    mod other_type = { "StartAt": "S", "States": { "S": { "Type": "Succeed" } } } {
        type Order = String;
    }
}

fn main() {}
