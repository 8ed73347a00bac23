//! Choice over fields.

use asl_runtime::{Dynamic, TaskError, TaskRequest, from_fn};
use serde_json::{Value, json};

use super::types::{Item, Order, as_json, order};
use super::{run, twins};

twins!({
    "StartAt": "Sort",
    "States": {
        "Sort": {
            "Type": "Choice",
            "Choices": [
                { "Variable": "$.receipt", "IsPresent": true, "Next": "Paid" },
                { "And": [
                    { "Variable": "$.express", "BooleanEquals": true },
                    { "Variable": "$.total", "NumericGreaterThanEquals": 10 }
                ], "Next": "Express" },
                { "Variable": "$.total", "NumericGreaterThan": 100.5, "Next": "Large" },
                { "Not": { "Variable": "$.customer.country", "StringEquals": "UK" }, "Next": "Foreign" },
                { "Variable": "$.items[0].price", "NumericLessThanPath": "$.items[1].price", "Next": "Rising" },
                { "Or": [
                    { "Variable": "$.orderId", "StringMatches": "O-*7" },
                    { "Variable": "$.items[2].sku", "IsPresent": true }
                ], "Next": "Odd" },
                { "Variable": "$$.State.Name", "StringEquals": "Other", "Next": "Odd" }
            ],
            "Default": "Plain"
        },
        "Paid": { "Type": "Pass", "Result": "paid", "End": true },
        "Express": { "Type": "Pass", "Result": "express", "End": true },
        "Large": { "Type": "Pass", "Result": "large", "End": true },
        "Foreign": { "Type": "Pass", "Result": "foreign", "End": true },
        "Rising": { "Type": "Pass", "Result": "rising", "End": true },
        "Odd": { "Type": "Pass", "Result": "odd", "End": true },
        "Plain": { "Type": "Pass", "InputPath": "$.orderId", "End": true }
    }
} {
    type Input = Order;
});

struct Nobody;

impl typed::Tasks for Nobody {}

async fn nobody(_: TaskRequest) -> Result<Value, TaskError> {
    Ok(Value::Null)
}

fn item(price: i64) -> Item {
    Item {
        sku: String::new(),
        price,
    }
}

#[tokio::test]
async fn comparisons_of_fields_hold_as_those_of_json_do() {
    let plain = || Order {
        items: vec![item(6), item(4)],
        ..order()
    };
    let mut abroad = plain();
    if let Some(customer) = &mut abroad.customer {
        customer.country = "NO".to_owned();
    }
    let cases = [
        (plain(), "O-1"),
        (
            Order {
                express: true,
                ..plain()
            },
            "express",
        ),
        (
            Order {
                express: true,
                total: 9.5,
                ..plain()
            },
            "O-1",
        ),
        (
            Order {
                total: 100.5,
                ..plain()
            },
            "O-1",
        ),
        (
            Order {
                total: 101.0,
                ..plain()
            },
            "large",
        ),
        (abroad, "foreign"),
        (order(), "rising"),
        (
            Order {
                order_id: "O-17".to_owned(),
                ..plain()
            },
            "odd",
        ),
        (
            Order {
                items: vec![item(6), item(4), item(1)],
                ..plain()
            },
            "odd",
        ),
    ];
    let typed = typed::Machine::new(Nobody);
    let untyped = untyped::Machine::new(Dynamic(from_fn(nobody)));
    for (order, sorted) in cases {
        assert_eq!(untyped.run(as_json(&order)).await, Ok(json!(sorted)));
        assert_eq!(typed.run(order).await, Ok(json!(sorted)));
    }
}

#[tokio::test]
async fn a_variable_that_is_not_there_is_an_error_as_in_json() {
    let order = Order {
        items: Vec::new(),
        ..order()
    };
    let untyped = untyped::Machine::new(Dynamic(from_fn(nobody)));
    let expected = untyped.run(as_json(&order)).await;
    assert!(expected.is_err());
    assert_eq!(run!(typed, Nobody, order), expected);
}
