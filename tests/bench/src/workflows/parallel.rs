//! A Parallel of eight branches with a task each.

use std::hint::black_box;

use asl_runtime::{TaskContext, TaskResult, asl};
use serde_json::{Value, json};

use super::{Clock, Row, Side, host, keep};

asl! {
    mod parallel = "workflows/parallel.asl.json";
}

pub(super) fn row() -> Row {
    let machine = keep(parallel::Machine::new(Handlers).on(host()));
    Row {
        name: "parallel",
        inputs: vec![json!({ "id": 7 })],
        ours: Side::new(Clock::None, |input| machine.run(input)),
        hand: Side::new(Clock::None, by_hand),
    }
}

#[derive(Debug)]
struct Handlers;

async fn look(input: Value) -> TaskResult {
    Ok(black_box(input))
}

impl parallel::Tasks for Handlers {
    async fn look0(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        look(input).await
    }

    async fn look1(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        look(input).await
    }

    async fn look2(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        look(input).await
    }

    async fn look3(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        look(input).await
    }

    async fn look4(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        look(input).await
    }

    async fn look5(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        look(input).await
    }

    async fn look6(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        look(input).await
    }

    async fn look7(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        look(input).await
    }
}

async fn by_hand(input: Value) -> TaskResult {
    let (a, b, c, d, e, f, g, h) = tokio::try_join!(
        look(input.clone()),
        look(input.clone()),
        look(input.clone()),
        look(input.clone()),
        look(input.clone()),
        look(input.clone()),
        look(input.clone()),
        look(input),
    )?;
    Ok(Value::Array(vec![a, b, c, d, e, f, g, h]))
}
