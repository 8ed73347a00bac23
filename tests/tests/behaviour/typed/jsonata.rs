//! JSONata over types: plain paths are field access, the rest is evaluated over JSON.

use asl_runtime::{Dynamic, TaskError, TaskRequest, from_fn};
use serde_json::{Value, json};

use super::types::{Customer, Order, Receipt, as_json, json, order};
use super::{run, twins};

twins!({
    "QueryLanguage": "JSONata",
    "StartAt": "Greet",
    "States": {
        "Greet": {
            "Type": "Task", "Resource": "greet",
            "Arguments": "{% $states.input.customer %}",
            "Assign": { "greeting": "{% $states.result %}" },
            "Output": "{% $states.input %}",
            "Next": "Large?"
        },
        "Large?": {
            "Type": "Choice",
            "Choices": [{ "Condition": "{% $states.input.total > 1000 %}", "Next": "Name" }],
            "Default": "Charge"
        },
        "Charge": {
            "Type": "Task", "Resource": "charge",
            "Output": "{% $states.result.number %}",
            "Next": "Join"
        },
        "Join": { "Type": "Pass", "Output": "{% $greeting & '/' & $states.input %}", "End": true },
        "Name": { "Type": "Pass", "Output": "{% $states.input.customer.name %}", "End": true }
    }
} {
    type Input = Order;
    async fn greet(customer: Customer) -> Result<String, TaskError>;
    async fn charge(order: Order) -> Result<Receipt, TaskError>;
});

struct Handlers;

fn greeting(customer: &Customer) -> String {
    format!("Hello {}", customer.name)
}

fn receipt(order: &Order) -> Receipt {
    Receipt {
        number: format!("R-{}", order.order_id),
        paid: 0.0,
    }
}

impl typed::Tasks for Handlers {
    async fn greet(&self, customer: Customer) -> Result<String, TaskError> {
        Ok(greeting(&customer))
    }

    async fn charge(&self, order: Order) -> Result<Receipt, TaskError> {
        Ok(receipt(&order))
    }
}

async fn untyped_handler(task: TaskRequest) -> Result<Value, TaskError> {
    Ok(match task.state {
        "Greet" => json!(greeting(&serde_json::from_value(task.input)?)),
        _ => as_json(receipt(&serde_json::from_value(task.input)?)),
    })
}

#[tokio::test]
async fn plain_paths_and_expressions_yield_what_they_yield_over_json() {
    let typed = typed::Machine::new(Handlers);
    let untyped = untyped::Machine::new(Dynamic(from_fn(untyped_handler)));
    let large = Order {
        total: 2000.0,
        ..order()
    };
    for (order, output) in [(order(), "Hello Ada/R-O-1"), (large, "Ada")] {
        assert_eq!(untyped.run(as_json(&order)).await, Ok(json!(output)));
        assert_eq!(typed.run(order).await, Ok(json!(output)));
    }
}

#[tokio::test]
async fn a_path_to_nothing_fails_as_over_json() {
    let nobody = Order {
        customer: None,
        total: 2000.0,
        ..order()
    };
    let nobody = as_json(nobody);
    let typed: Order = serde_json::from_value(nobody.clone()).expect("an order");
    let typed = run!(typed, Handlers, typed);
    assert!(typed.is_err());
}

mod map {
    use super::*;

    twins!({
        "QueryLanguage": "JSONata",
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map", "Items": "{% $states.input.items %}",
                "ItemProcessor": {
                    "StartAt": "Price",
                    "States": { "Price": { "Type": "Pass", "Output": "{% $states.input.price %}", "End": true } }
                },
                "End": true
            }
        }
    } {
        type Input = Order;
    });

    struct Nobody;

    impl typed::Tasks for Nobody {}

    #[tokio::test]
    async fn items_are_those_of_a_field() {
        let prices: Vec<i64> = run!(typed, Nobody, order()).expect("success");
        assert_eq!(prices, [4, 6]);
        let untyped = untyped::Machine::new(Dynamic(from_fn(untyped_handler)));
        assert_eq!(untyped.run(json()).await, Ok(json!([4, 6])));
    }
}
