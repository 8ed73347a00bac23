//! Paths, `ResultPath` and payload templates over types.

use asl_runtime::{Dynamic, TaskError, from_fn};
use serde_json::{Value, json};

use super::types::{Customer, Item, Order, Receipt, as_json, json, order};
use super::{run, twins};

fn receipt(order: &Order) -> Receipt {
    Receipt {
        number: format!("R-{}", order.order_id),
        paid: order.total,
    }
}

/// A handler for the untyped twins: `Charge` yields a receipt, everything else its input.
async fn untyped_handler(task: asl_runtime::TaskRequest) -> Result<Value, TaskError> {
    match task.state {
        "Charge" => {
            let order: Order = serde_json::from_value(task.input)?;
            Ok(as_json(receipt(&order)))
        }
        _ => Ok(task.input),
    }
}

mod result_path {
    use super::*;

    twins!({
        "StartAt": "Charge",
        "States": {
            "Charge": { "Type": "Task", "Resource": "charge", "ResultPath": "$.receipt", "Next": "Audit" },
            "Audit": { "Type": "Task", "Resource": "audit", "ResultPath": null, "InputPath": "$.receipt", "Next": "Ship" },
            "Ship": { "Type": "Task", "Resource": "ship", "InputPath": "$.customer", "OutputPath": "$.country", "End": true }
        }
    } {
        type Input = Order;
        async fn charge(order: Order) -> Result<Receipt, TaskError>;
        async fn audit(receipt: Receipt) -> Result<(), TaskError>;
        async fn ship(customer: Customer) -> Result<Customer, TaskError>;
    });

    struct Handlers;

    impl typed::Tasks for Handlers {
        async fn charge(&self, order: Order) -> Result<Receipt, TaskError> {
            Ok(receipt(&order))
        }

        async fn audit(&self, receipt: Receipt) -> Result<(), TaskError> {
            assert_eq!(receipt.number, "R-O-1");
            Ok(())
        }

        async fn ship(&self, customer: Customer) -> Result<Customer, TaskError> {
            Ok(customer)
        }
    }

    #[tokio::test]
    async fn results_go_into_fields_or_nowhere() {
        let machine = typed::Machine::new(Handlers);
        let mut execution = machine.start(order());
        execution.step().await.expect("success");
        let charged = Order {
            receipt: Some(receipt(&order())),
            ..order()
        };
        assert_eq!(
            execution.state(),
            Some(&typed::State::Audit(charged.clone()))
        );
        execution.step().await.expect("success");
        assert_eq!(execution.state(), Some(&typed::State::Ship(charged)));
        execution.step().await.expect("success");
        assert_eq!(execution.output(), Some(&"UK".to_owned()));
        let untyped = untyped::Machine::new(Dynamic(from_fn(untyped_handler)));
        assert_eq!(untyped.run(json()).await, Ok(json!("UK")));
    }

    #[tokio::test]
    async fn a_path_to_what_is_not_there_fails_as_in_json() {
        let nobody = Order {
            customer: None,
            ..order()
        };
        let error = run!(typed, Handlers, nobody.clone()).expect_err("no customer");
        assert_eq!(
            (error.error(), error.state()),
            (Some("States.Runtime"), Some("Ship"))
        );
    }
}

mod shaping {
    use super::*;

    twins!({
        "StartAt": "Skip",
        "States": {
            "Skip": { "Type": "Pass", "Next": "Mark" },
            "Mark": { "Type": "Pass", "Result": { "number": "R-0", "paid": 1.5 }, "ResultPath": "$.receipt", "Next": "Forget" },
            "Forget": { "Type": "Pass", "Result": "nothing", "ResultPath": null, "Next": "Rest" },
            "Rest": { "Type": "Wait", "SecondsPath": "$.wait", "Next": "Shape" },
            "Shape": {
                "Type": "Pass",
                "Parameters": {
                    "id.$": "$.orderId",
                    "label.$": "States.Format('{} for {}', $.orderId, $.customer.name)",
                    "prices.$": "$.items[*].price",
                    "first.$": "$.items[0]",
                    "all.$": "$",
                    "at.$": "$$.State.Name"
                },
                "Next": "Done"
            },
            "Done": { "Type": "Succeed", "OutputPath": "$.label" }
        }
    } {
        type Input = Order;
    });

    struct Nobody;

    impl typed::Tasks for Nobody {}

    #[tokio::test(start_paused = true)]
    async fn what_only_json_can_express_is_json_from_there_on() {
        let machine = typed::Machine::new(Nobody);
        let order = Order {
            wait: Some(60),
            ..order()
        };
        let began = tokio::time::Instant::now();
        let mut execution = machine.start(order.clone());
        for _ in 0..4 {
            execution.step().await.expect("success");
        }
        assert_eq!(began.elapsed().as_secs(), 60);
        let marked = Order {
            receipt: Some(Receipt {
                number: "R-0".to_owned(),
                paid: 1.5,
            }),
            ..order.clone()
        };
        assert_eq!(
            execution.state(),
            Some(&typed::State::Shape(marked.clone()))
        );
        execution.step().await.expect("success");
        let shaped = json!({
            "id": "O-1", "label": "O-1 for Ada", "prices": [4, 6], "first": { "sku": "a", "price": 4 },
            "all": as_json(&marked), "at": "Shape"
        });
        assert_eq!(execution.state(), Some(&typed::State::Done(shaped)));
        let untyped = untyped::Machine::new(Dynamic(from_fn(untyped_handler)));
        let typed = machine.run(order.clone()).await;
        assert_eq!(typed, Ok(json!("O-1 for Ada")));
        assert_eq!(untyped.run(as_json(order)).await, typed);
    }
}

mod conversions {
    use super::*;

    twins!({
        "StartAt": "Charge",
        "States": {
            "Charge": {
                "Type": "Task", "Resource": "charge", "Next": "Pick",
                "Parameters": { "orderId.$": "$.orderId", "total": 3, "customer": null },
                "ResultSelector": { "items": [{ "sku.$": "$.number", "price": 1 }] }
            },
            "Pick": { "Type": "Task", "Resource": "pick", "InputPath": "$.items[0]", "End": true }
        }
    } {
        type Input = Order;
        type Output = Item;
        async fn charge(order: Order) -> Result<Receipt, TaskError>;
        async fn pick(item: Item) -> Result<Item, TaskError>;
    });

    struct Handlers;

    impl typed::Tasks for Handlers {
        async fn charge(&self, order: Order) -> Result<Receipt, TaskError> {
            assert_eq!((order.total, order.customer.as_ref()), (3.0, None));
            Ok(receipt(&order))
        }

        async fn pick(&self, item: Item) -> Result<Item, TaskError> {
            Ok(item)
        }
    }

    #[tokio::test]
    async fn json_becomes_a_type_where_one_is_wanted() {
        let item: Item = run!(typed, Handlers, order()).expect("success");
        let expected = Item {
            sku: "R-O-1".to_owned(),
            price: 1,
        };
        assert_eq!(item, expected);
        let untyped = untyped::Machine::new(Dynamic(from_fn(untyped_handler)));
        assert_eq!(untyped.run(json()).await, Ok(as_json(expected)));
    }
}
