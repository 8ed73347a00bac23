//! Variables in workflows over types: their values are JSON.

use asl_runtime::{TaskContext, TaskError};
use serde_json::json;

use super::run;
use super::types::{Declined, Order, order};

asl_runtime::asl! {
    mod payment = {
        "StartAt": "Charge",
        "States": {
            "Charge": {
                "Type": "Task", "Resource": "charge",
                "Assign": { "total.$": "$.total" },
                "Catch": [{ "ErrorEquals": ["NoFunds"], "Assign": { "reason.$": "$.Error" }, "Next": "Say" }],
                "Next": "Tell"
            },
            "Tell": { "Type": "Pass", "Parameters": { "total.$": "$total", "id.$": "$.orderId" }, "End": true },
            "Say": { "Type": "Pass", "Parameters": { "reason.$": "$reason" }, "End": true }
        }
    } {
        type Input = Order;
        async fn charge(order: Order, cx: &TaskContext<'_>) -> Result<Order, Declined>;
    }
    mod refusal = {
        "StartAt": "Charge",
        "States": {
            "Charge": {
                "Type": "Task", "Resource": "charge",
                "Catch": [{ "ErrorEquals": ["NoFunds"], "Next": "Say" }],
                "Next": "Say"
            },
            "Say": { "Type": "Pass", "End": true }
        }
    } {
        type Input = Order;
        async fn charge(order: Order) -> Result<Order, Declined>;
    }
}

#[derive(Clone)]
struct Bank {
    declines: bool,
}

impl payment::Tasks for Bank {
    async fn charge(&self, order: Order, _: &TaskContext<'_>) -> Result<Order, Declined> {
        refusal::Tasks::charge(self, order).await
    }
}

impl refusal::Tasks for Bank {
    async fn charge(&self, order: Order) -> Result<Order, Declined> {
        match self.declines {
            true => Err(Declined::NoFunds),
            false => Ok(order),
        }
    }
}

#[tokio::test]
async fn variables_are_assigned_of_results_and_of_errors() -> Result<(), TaskError> {
    for (declines, output) in [
        (false, json!({ "total": 10.0, "id": "O-1" })),
        (true, json!({ "reason": "NoFunds" })),
    ] {
        assert_eq!(run!(payment, Bank { declines }, order()), Ok(output));
    }
    Ok(())
}

#[tokio::test]
async fn an_error_takes_the_place_of_an_input_that_is_gone() {
    let output = run!(refusal, Bank { declines: true }, order());
    assert_eq!(
        output,
        Ok(json!({ "Error": "NoFunds", "Cause": "declined: NoFunds" }))
    );
}
