//! Map and Parallel over types.

use asl_runtime::{Dynamic, TaskError, TaskRequest, from_fn};
use serde_json::{Value, json};

use super::types::{Customer, Item, Order, as_json, json, order};
use super::{run, twins};

mod map {
    use super::*;

    twins!({
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2, "End": true,
                "ItemProcessor": {
                    "StartAt": "Cheap?",
                    "States": {
                        "Cheap?": {
                            "Type": "Choice",
                            "Choices": [{ "Variable": "$.price", "NumericLessThan": 5, "Next": "Keep" }],
                            "Default": "Discount"
                        },
                        "Discount": { "Type": "Task", "Resource": "discount", "Next": "Keep" },
                        "Keep": { "Type": "Pass", "End": true }
                    }
                }
            }
        }
    } {
        type Input = Order;
        async fn discount(item: Item) -> Result<Item, TaskError>;
    });

    struct Handlers;

    fn discounted(mut item: Item) -> Item {
        item.price -= 1;
        item
    }

    impl typed::Tasks for Handlers {
        async fn discount(&self, item: Item) -> Result<Item, TaskError> {
            Ok(discounted(item))
        }
    }

    async fn untyped_handler(task: TaskRequest) -> Result<Value, TaskError> {
        Ok(as_json(discounted(serde_json::from_value(task.input)?)))
    }

    #[tokio::test]
    async fn items_go_in_and_come_out_as_they_are() {
        let items: Vec<Item> = run!(typed, Handlers, order()).expect("success");
        let prices: Vec<_> = items.iter().map(|item| item.price).collect();
        assert_eq!(prices, [4, 5]);
        let untyped = untyped::Machine::new(Dynamic(from_fn(untyped_handler)));
        assert_eq!(untyped.run(json()).await, Ok(as_json(items)));
    }
}

mod into_a_field {
    use super::*;

    twins!({
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map", "ItemsPath": "$.items", "ResultPath": "$.items", "Next": "Both",
                "ItemProcessor": {
                    "StartAt": "Raise",
                    "States": { "Raise": { "Type": "Task", "Resource": "raise", "End": true } }
                }
            },
            "Both": {
                "Type": "Parallel", "InputPath": "$.customer", "ResultPath": null, "Next": "Two",
                "Branches": [
                    { "StartAt": "Name", "States": { "Name": { "Type": "Task", "Resource": "name", "End": true } } },
                    { "StartAt": "Same", "States": { "Same": { "Type": "Pass", "End": true } } }
                ]
            },
            "Two": {
                "Type": "Parallel", "InputPath": "$.customer", "End": true,
                "Branches": [
                    { "StartAt": "Name 2", "States": { "Name 2": { "Type": "Task", "Resource": "name", "End": true } } },
                    { "StartAt": "Same 2", "States": { "Same 2": { "Type": "Pass", "OutputPath": "$.country", "End": true } } }
                ]
            }
        }
    } {
        type Input = Order;
        async fn raise(item: Item) -> Result<Item, TaskError>;
        async fn name(customer: Customer) -> Result<String, TaskError>;
        async fn name_2(customer: Customer) -> Result<String, TaskError>;
    });

    struct Handlers;

    impl typed::Tasks for Handlers {
        async fn raise(&self, mut item: Item) -> Result<Item, TaskError> {
            item.price *= 10;
            Ok(item)
        }

        async fn name(&self, customer: Customer) -> Result<String, TaskError> {
            Ok(customer.name)
        }

        async fn name_2(&self, customer: Customer) -> Result<String, TaskError> {
            Ok(customer.name)
        }
    }

    #[tokio::test]
    async fn what_iterations_yield_goes_into_a_field() {
        let machine = typed::Machine::new(Handlers);
        let mut execution = machine.start(order());
        execution.step().await.expect("success");
        let Some(typed::State::Both(raised)) = execution.state() else {
            panic!("{:?}", execution.state());
        };
        assert_eq!(raised.items.iter().map(|item| item.price).sum::<i64>(), 100);
        let output = machine.run(order()).await;
        assert_eq!(output, Ok(json!(["Ada", "UK"])));
    }
}
