//! A Map of 1,000 items with a Choice and a task for half of them. By hand too the tasks run side by side.

use std::hint::black_box;

use asl_runtime::{Data, TaskFailure, asl};
use futures_util::future::try_join_all;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Clock, Row, Side, host, keep};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) struct Order {
    items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) struct Item {
    sku: String,
    price: u32,
    reviewed: bool,
}

#[derive(Clone, Copy, Debug, TaskFailure)]
pub(super) enum Refused {
    #[expect(dead_code, reason = "no task of the benchmark fails so")]
    #[asl(cause = "it is not possible")]
    ItemRejected,
}

asl! {
    mod map = "workflows/typed/map.asl.json" {
        type Input = Order;
        type Output = Vec<Item>;
        async fn review(item: Item) -> Result<Item, Refused>;
    }
}

pub(super) fn row() -> Row {
    let machine = keep(map::Machine::new(Handlers).on(host()));
    let item =
        |index: u32| json!({ "sku": format!("S-{index}"), "price": index, "reviewed": false });
    Row {
        name: "typed map",
        inputs: vec![json!({ "items": (0..1000).map(item).collect::<Vec<Value>>() })],
        ours: Side::new(Clock::None, |order| machine.run(order)),
        hand: Side::new(Clock::None, by_hand),
    }
}

#[derive(Debug)]
struct Handlers;

impl map::Tasks for Handlers {
    async fn review(&self, mut item: Item) -> Result<Item, Refused> {
        item.reviewed = true;
        black_box(Ok(item))
    }
}

async fn by_hand(order: Order) -> Result<Vec<Item>, String> {
    run(&Handlers, order)
        .await
        .map_err(|error| format!("{error:?}"))
}

async fn run(tasks: &impl map::Tasks, order: Order) -> Result<Vec<Item>, Refused> {
    let items = order.items.into_iter().map(|item| async move {
        if item.price > 500 {
            return tasks.review(item).await;
        }
        Ok(item)
    });
    try_join_all(items).await
}
