//! Four tasks in a row that do nothing: what is left is the transitions.

use std::hint::black_box;

use asl_runtime::{InMemory, TaskContext, TaskResult, asl};
use serde_json::{Value, json};

use super::{Clock, Row, Side, host, keep};

asl! {
    mod chain = "workflows/chain.asl.json";
}

pub(super) fn row() -> Row {
    Row {
        name: "chain",
        inputs: vec![json!({ "id": 7 })],
        ours: compiled(host()),
        hand: Side::new(Clock::None, by_hand),
    }
}

pub(super) fn compiled(host: InMemory) -> Side {
    let machine = keep(chain::Machine::new(Handlers).on(host));
    Side::new(Clock::None, |input| machine.run(input))
}

#[derive(Debug)]
struct Handlers;

impl chain::Tasks for Handlers {
    async fn first(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        Ok(black_box(input))
    }

    async fn second(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        Ok(black_box(input))
    }

    async fn third(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        Ok(black_box(input))
    }

    async fn fourth(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        Ok(black_box(input))
    }
}

async fn by_hand(input: Value) -> TaskResult {
    let first = nothing(input).await?;
    let second = nothing(first).await?;
    let third = nothing(second).await?;
    nothing(third).await
}

async fn nothing(input: Value) -> TaskResult {
    Ok(black_box(input))
}
