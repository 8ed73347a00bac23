//! Four tasks in a row that do no more than to make the next type of the one before.

use std::hint::black_box;

use asl_runtime::{Data, TaskFailure, asl};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Clock, Row, Side, host, keep};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) struct Order {
    id: String,
    customer: String,
    total: f64,
    items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) struct Item {
    sku: String,
    quantity: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) struct ValidOrder {
    id: String,
    total: f64,
    items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) struct Reservation {
    id: String,
    total: f64,
    pieces: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) struct Paid {
    id: String,
    pieces: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) struct Shipped {
    id: String,
    parcels: usize,
}

#[derive(Clone, Copy, Debug, TaskFailure)]
pub(super) enum Refused {
    #[expect(dead_code, reason = "no task of the benchmark fails so")]
    #[asl(cause = "it is not possible")]
    OrderRejected,
}

asl! {
    mod chain = "workflows/typed/chain.asl.json" {
        type Input = Order;
        async fn validate(order: Order) -> Result<ValidOrder, Refused>;
        async fn reserve(order: ValidOrder) -> Result<Reservation, Refused>;
        async fn charge(reservation: Reservation) -> Result<Paid, Refused>;
        async fn ship(paid: Paid) -> Result<Shipped, Refused>;
    }
}

pub(super) fn row() -> Row {
    let machine = keep(chain::Machine::new(Handlers).on(host()));
    let items = json!([{ "sku": "a", "quantity": 2 }, { "sku": "b", "quantity": 1 }]);
    Row {
        name: "typed chain",
        inputs: vec![json!({ "id": "O-7", "customer": "Ada", "total": 12.5, "items": items })],
        ours: Side::new(Clock::None, |order| machine.run(order)),
        hand: Side::new(Clock::None, by_hand),
    }
}

#[derive(Debug)]
struct Handlers;

async fn validate(order: Order) -> Result<ValidOrder, Refused> {
    let Order {
        id, total, items, ..
    } = order;
    black_box(Ok(ValidOrder { id, total, items }))
}

async fn reserve(order: ValidOrder) -> Result<Reservation, Refused> {
    let ValidOrder { id, total, items } = order;
    let pieces = items.len();
    black_box(Ok(Reservation { id, total, pieces }))
}

async fn charge(reservation: Reservation) -> Result<Paid, Refused> {
    let Reservation { id, pieces, .. } = reservation;
    black_box(Ok(Paid { id, pieces }))
}

async fn ship(paid: Paid) -> Result<Shipped, Refused> {
    let Paid { id, pieces } = paid;
    let parcels = pieces;
    black_box(Ok(Shipped { id, parcels }))
}

impl chain::Tasks for Handlers {
    async fn validate(&self, order: Order) -> Result<ValidOrder, Refused> {
        validate(order).await
    }

    async fn reserve(&self, order: ValidOrder) -> Result<Reservation, Refused> {
        reserve(order).await
    }

    async fn charge(&self, reservation: Reservation) -> Result<Paid, Refused> {
        charge(reservation).await
    }

    async fn ship(&self, paid: Paid) -> Result<Shipped, Refused> {
        ship(paid).await
    }
}

async fn by_hand(order: Order) -> Result<Shipped, String> {
    run(&Handlers, order)
        .await
        .map_err(|error| format!("{error:?}"))
}

async fn run(tasks: &impl chain::Tasks, order: Order) -> Result<Shipped, Refused> {
    let order = tasks.validate(order).await?;
    let reservation = tasks.reserve(order).await?;
    let paid = tasks.charge(reservation).await?;
    tasks.ship(paid).await
}
