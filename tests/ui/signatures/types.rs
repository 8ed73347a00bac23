//! Types that cannot flow, and an error without names.

use asl_runtime::{Data, asl};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    id: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Receipt {
    number: String,
}

#[derive(Debug)]
pub struct Refused;

asl! {
    mod order = {
        "StartAt": "Charge",
        "States": { "Charge": { "Type": "Task", "Resource": "charge", "End": true } }
    } {
        async fn charge(order: Order) -> Result<Receipt, Refused>;
    }
}

fn main() {}
