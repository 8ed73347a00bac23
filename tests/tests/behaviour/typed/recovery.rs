//! Typed errors, Retry and Catch.

use asl_runtime::{ErrorOutput, TaskContext};
use serde_json::json;

use super::run;
use super::types::{Declined, Order, Receipt, order};

asl_runtime::asl! {
    mod payment = {
        "StartAt": "Charge",
        "States": {
            "Charge": {
                "Type": "Task", "Resource": "charge",
                "Retry": [{ "ErrorEquals": ["Card.Expired"], "MaxAttempts": 1 }],
                "Catch": [
                    { "ErrorEquals": ["NoFunds"], "ResultPath": "$.error", "Next": "Refuse" },
                    { "ErrorEquals": ["States.ALL"], "Next": "Report" }
                ],
                "ResultPath": "$.receipt",
                "Next": "Done"
            },
            "Refuse": { "Type": "Pass", "End": true },
            "Report": { "Type": "Pass", "End": true },
            "Done": { "Type": "Succeed" }
        }
    } {
        type Input = Order;
        async fn charge(order: Order, cx: &TaskContext<'_>) -> Result<Receipt, Declined>;
    }
}

/// Declines as often as it is told.
struct Bank(Declined, u32);

impl payment::Tasks for Bank {
    async fn charge(&self, order: Order, cx: &TaskContext<'_>) -> Result<Receipt, Declined> {
        if cx.retry_count() < self.1 {
            return Err(self.0);
        }
        Ok(Receipt {
            number: order.order_id,
            paid: order.total,
        })
    }
}

#[tokio::test]
async fn a_caught_error_goes_into_a_field() {
    let machine = payment::Machine::new(Bank(Declined::NoFunds, 1));
    let mut execution = machine.start(order());
    execution.step().await.expect("caught");
    let refused = Order {
        error: Some(ErrorOutput {
            error: Some("NoFunds".into()),
            cause: Some("declined: NoFunds".to_owned()),
        }),
        ..order()
    };
    assert_eq!(execution.state(), Some(&payment::State::Refuse(refused)));
}

#[tokio::test]
async fn a_caught_error_replaces_the_input() {
    let output = run!(payment, Bank(Declined::Expired, 2), order());
    assert_eq!(
        output,
        Ok(json!({ "Error": "Card.Expired", "Cause": "declined: Expired" }))
    );
}

#[tokio::test(start_paused = true)]
async fn a_retry_has_the_input_once_more() {
    let output = run!(payment, Bank(Declined::Expired, 1), order());
    assert_eq!(output.expect("success")["receipt"]["number"], "O-1");
}
