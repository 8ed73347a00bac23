//! A definition that does not fit the types that flow through it: each mistake with its place in the JSON.

use asl_runtime::{Data, TaskFailure, asl};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    order_id: String,
    total: f64,
    customer: Customer,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Customer {
    name: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Receipt {
    number: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub struct Note {
    text: String,
    count: u32,
}

#[derive(Debug, TaskFailure)]
pub enum Refused {
    CardDeclined,
}

asl! {
    mod order = "workflows/typed.asl.json" {
        type Input = Order;
        async fn charge(order: Order) -> Result<Receipt, Refused>;
        async fn note(note: Note) -> Result<Note, Refused>;
        async fn ship(receipt: Receipt) -> Result<Receipt, Refused>;
    }
}

fn main() {}
