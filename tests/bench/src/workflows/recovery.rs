//! A task with `Retry` and `Catch`, one after another: it succeeds, is retried, and is given up.

use asl_runtime::{TaskContext, TaskError, TaskResult, asl};
use serde_json::{Value, json};
use std::time::Duration;

use super::{Clock, Row, Side, host, keep};

asl! {
    mod recovery = "workflows/recovery.asl.json";
}

pub(super) fn row() -> Row {
    let machine = keep(recovery::Machine::new(Handlers).on(host()));
    let order = |card: &str| json!({ "id": 7, "card": card, "total": 19.5 });
    Row {
        name: "recovery",
        inputs: vec![
            order("good"),
            order("busy"),
            order("good"),
            order("declined"),
        ],
        ours: Side::new(Clock::Paused, |input| machine.run(input)),
        hand: Side::new(Clock::Paused, by_hand),
    }
}

#[derive(Debug)]
struct Handlers;

async fn charge(order: Value, attempt: u32) -> TaskResult {
    match order["card"].as_str() {
        Some("declined") => Err(TaskError::new("CardDeclined", "insufficient funds")),
        Some("busy") if attempt == 0 => Err(TaskError::new("Busy", "try again")),
        _ => Ok(Value::from(17)),
    }
}

async fn ship(order: Value) -> TaskResult {
    Ok(order)
}

async fn refund(order: Value) -> TaskResult {
    Ok(order)
}

impl recovery::Tasks for Handlers {
    async fn charge(&self, order: Value, cx: &TaskContext<'_>) -> TaskResult {
        charge(order, cx.retry_count()).await
    }

    async fn ship(&self, order: Value, _: &TaskContext<'_>) -> TaskResult {
        ship(order).await
    }

    async fn refund(&self, order: Value, _: &TaskContext<'_>) -> TaskResult {
        refund(order).await
    }
}

async fn by_hand(mut order: Value) -> TaskResult {
    let mut attempt = 0;
    loop {
        match charge(order.clone(), attempt).await {
            Ok(receipt) => {
                order["receipt"] = receipt;
                return ship(order).await;
            }
            Err(error) if error.error() == Some("Busy") && attempt < 2 => {
                tokio::time::sleep(Duration::from_secs(1 << attempt)).await;
                attempt += 1;
            }
            Err(error) if error.error() == Some("CardDeclined") => {
                order["error"] = json!({ "Error": error.error(), "Cause": error.cause() });
                return refund(order).await;
            }
            Err(error) => return Err(error),
        }
    }
}
