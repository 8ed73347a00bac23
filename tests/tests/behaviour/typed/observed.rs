//! Who looks at an execution sees JSON.

use asl_runtime::{History, InMemory, TaskError, asl, names};
use serde_json::json;

use super::types::{Order, Receipt, order};

asl! {
    mod payment = {
        "StartAt": "Charge",
        "States": {
            "Charge": { "Type": "Task", "Resource": "charge", "ResultPath": "$.receipt", "Next": "Tell" },
            "Tell": {
                "Type": "Pass",
                "Parameters": { "input.$": "$$.Execution.Input.orderId" },
                "End": true
            }
        }
    } {
        type Input = Order;
        async fn charge(order: Order) -> Result<Receipt, TaskError>;
    }
}

struct Bank;

impl payment::Tasks for Bank {
    async fn charge(&self, order: Order) -> Result<Receipt, TaskError> {
        Ok(Receipt {
            number: order.order_id,
            paid: order.total,
        })
    }
}

#[tokio::test]
async fn a_history_holds_inputs_and_results() {
    let machine = payment::Machine::new(Bank).on(InMemory::new().observed_by(History::new()));
    let output = machine.run(order()).await;
    assert_eq!(output, Ok(json!({ "input": "O-1" })));
    let history = machine.host().observer().to_json().to_string();
    assert!(history.contains(r#"\"number\":\"O-1\""#), "{history}");
}

#[tokio::test]
async fn payloads_have_their_limit() {
    let run = |limit| async move {
        let machine = payment::Machine::new(Bank).on(InMemory::new().payload_limit(limit));
        machine.run(order()).await
    };
    assert!(run(1000).await.is_ok());
    let error = run(20).await.expect_err("too large");
    assert_eq!(error.error(), Some(names::DATA_LIMIT_EXCEEDED));
}

#[test]
fn a_state_is_stored_and_read_back() {
    let state = payment::State::Charge(order());
    let stored = serde_json::to_string(&state).expect("JSON");
    assert!(
        stored.starts_with(r#"{"Charge":{"orderId":"O-1""#),
        "{stored}"
    );
    assert_eq!(
        serde_json::from_str::<payment::State>(&stored).expect("a state"),
        state
    );
}
