//! What flows.

use asl_runtime::{Data, ErrorOutput, TaskFailure};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Order {
    pub(crate) order_id: String,
    pub(crate) total: f64,
    #[serde(default)]
    pub(crate) express: bool,
    #[serde(default)]
    pub(crate) items: Vec<Item>,
    pub(crate) customer: Option<Customer>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) receipt: Option<Receipt>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<ErrorOutput>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) wait: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(crate) struct Item {
    pub(crate) sku: String,
    pub(crate) price: i64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(crate) struct Customer {
    pub(crate) name: String,
    pub(crate) country: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(crate) struct Receipt {
    pub(crate) number: String,
    pub(crate) paid: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, TaskFailure)]
pub(crate) enum Declined {
    NoFunds,
    #[asl(name = "Card.Expired")]
    Expired,
}

impl std::fmt::Display for Declined {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "declined: {self:?}")
    }
}

impl std::error::Error for Declined {}

/// An order of 2 items at 4 and 6, for a customer in the UK.
pub(crate) fn order() -> Order {
    serde_json::from_value(json()).expect("an order")
}

/// The same as JSON.
pub(crate) fn json() -> Value {
    json!({
        "orderId": "O-1", "total": 10.0, "express": false,
        "items": [{ "sku": "a", "price": 4 }, { "sku": "b", "price": 6 }],
        "customer": { "name": "Ada", "country": "UK" }
    })
}

/// What a type is in JSON.
pub(crate) fn as_json(value: impl Serialize) -> Value {
    serde_json::to_value(value).expect("JSON")
}
