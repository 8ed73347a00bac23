//! Comparisons that never hold, data that never fits and errors that are never raised.

use asl_runtime::__private::{Key, typed};
use asl_runtime::{Data, TaskFailure};
use serde::{Deserialize, Serialize};

#[derive(Clone, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
struct Order {
    order_id: String,
    total: f64,
    customer: Option<Customer>,
    status: Status,
}

#[derive(Clone, Serialize, Deserialize, Data)]
struct Customer {
    name: String,
}

#[derive(Clone, Serialize, Deserialize, Data)]
#[serde(rename_all = "lowercase")]
enum Status {
    New,
    Paid,
    Shipped,
}

#[derive(Clone, Serialize, Deserialize, Data)]
struct Parcel {
    order_id: String,
    total: f64,
}

#[derive(Clone, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelCase")]
struct Invoice {
    order_id: String,
    customer: Debtor,
}

#[derive(Clone, Serialize, Deserialize, Data)]
struct Debtor {
    name: u32,
}

#[derive(Debug, TaskFailure)]
enum OrderRejected {
    CreditTooLow,
    #[asl(name = "Order.Fraud")]
    Fraud,
}

const _: () = typed::check::comparable(
    typed::shape::<String>(),
    "NumericGreaterThan",
    None,
    "$.customer.name",
    "order.asl.json:12:19: state \"IsLarge\"",
);

const _: () = typed::check::comparable(
    typed::shape::<Status>(),
    "StringEquals",
    Some("payed"),
    "$.status",
    "order.asl.json:14:19: state \"IsPaid\"",
);

const _: () = typed::check::fits(
    typed::shape::<Parcel>(),
    typed::shape::<Order>(),
    "order.asl.json:20:7: state \"Ship\", the result",
);

const _: () = typed::check::fits(
    typed::shape::<Vec<Order>>(),
    typed::shape::<Vec<Invoice>>(),
    "order.asl.json:22:7: state \"Bill\", the argument",
);

const _: usize = typed::check::assignable(
    typed::shape::<Order>(),
    Key::Member("total"),
    typed::shape::<Customer>(),
    "order.asl.json:24:21: state \"Charge\", ResultPath \"$.total\"",
);

const _: () = typed::check::raises(
    &<OrderRejected as TaskFailure>::NAMES,
    "CreditToLow",
    "order.asl.json:30:32: state \"Validate\", Catch",
);

fn main() {}
