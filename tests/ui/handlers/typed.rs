//! A handler that does not have the types of its signature.

use asl_runtime::{TaskError, asl};

asl! {
    mod order = {
        "StartAt": "Charge",
        "States": { "Charge": { "Type": "Task", "Resource": "charge", "End": true } }
    } {
        async fn charge(total: u32) -> Result<String, TaskError>;
    }
}

struct Bank;

impl order::Tasks for Bank {
    async fn charge(&self, total: String) -> Result<String, TaskError> {
        Ok(total)
    }
}

fn main() {}
