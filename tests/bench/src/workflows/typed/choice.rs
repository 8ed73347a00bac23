//! A Choice over nine rules, for orders that each take another one.

use std::hint::black_box;

use asl_runtime::{Data, TaskFailure, asl};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Clock, Row, Side, host, keep};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) struct Order {
    kind: String,
    total: f64,
    express: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    coupon: Option<String>,
    customer: Customer,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) struct Customer {
    country: String,
    vip: bool,
}

#[derive(Clone, Copy, Debug, TaskFailure)]
pub(super) enum Refused {
    #[expect(dead_code, reason = "no task of the benchmark fails so")]
    #[asl(cause = "it is not possible")]
    OrderRejected,
}

type Sorted = Result<u32, Refused>;

asl! {
    mod choice = "workflows/typed/choice.asl.json" {
        type Input = Order;
        async fn gift(order: Order) -> Result<u32, Refused>;
        async fn large(order: Order) -> Result<u32, Refused>;
        async fn express(order: Order) -> Result<u32, Refused>;
        async fn coupon(order: Order) -> Result<u32, Refused>;
        async fn foreign(order: Order) -> Result<u32, Refused>;
        async fn broken(order: Order) -> Result<u32, Refused>;
        async fn plain(order: Order) -> Result<u32, Refused>;
    }
}

pub(super) fn row() -> Row {
    let machine = keep(choice::Machine::new(Handlers).on(host()));
    Row {
        name: "typed choice",
        inputs: orders(),
        ours: Side::new(Clock::None, |order| machine.run(order)),
        hand: Side::new(Clock::None, by_hand),
    }
}

/// One for each rule, and one for none.
fn orders() -> Vec<Value> {
    let order = |kind: &str, total: f64, express: bool, country: &str, vip: bool| json!({ "kind": kind, "total": total, "express": express, "customer": { "country": country, "vip": vip } });
    let mut with_coupon = order("order-web", 100.0, false, "NO", false);
    with_coupon["coupon"] = json!("C-1");
    vec![
        order("gift", 100.0, false, "NO", false),
        order("order-web", 20_000.0, false, "NO", false),
        order("order-web", 600.0, true, "NO", false),
        with_coupon,
        order("order-web", 100.0, false, "US", false),
        order("order-web", 100.0, false, "UK", false),
        order("return", 100.0, false, "NO", false),
        order("order-web", -1.0, false, "NO", false),
        order("order-web", 100.0, false, "NO", true),
        order("order-web", 101.0, false, "NO", false),
    ]
}

#[derive(Debug)]
struct Handlers;

/// What every task does: nothing, but with the order.
fn done(number: u32, order: Order) -> Sorted {
    drop(black_box(order));
    Ok(number)
}

impl choice::Tasks for Handlers {
    async fn gift(&self, order: Order) -> Sorted {
        done(1, order)
    }

    async fn large(&self, order: Order) -> Sorted {
        done(2, order)
    }

    async fn express(&self, order: Order) -> Sorted {
        done(3, order)
    }

    async fn coupon(&self, order: Order) -> Sorted {
        done(4, order)
    }

    async fn foreign(&self, order: Order) -> Sorted {
        done(5, order)
    }

    async fn broken(&self, order: Order) -> Sorted {
        done(6, order)
    }

    async fn plain(&self, order: Order) -> Sorted {
        done(7, order)
    }
}

async fn by_hand(order: Order) -> Result<u32, String> {
    run(&Handlers, order)
        .await
        .map_err(|error| format!("{error:?}"))
}

async fn run(tasks: &impl choice::Tasks, order: Order) -> Sorted {
    if order.kind == "gift" {
        return tasks.gift(order).await;
    }
    if order.total > 10_000.0 {
        return tasks.large(order).await;
    }
    if order.express && order.total >= 500.0 {
        return tasks.express(order).await;
    }
    if order.coupon.is_some() {
        return tasks.coupon(order).await;
    }
    if matches!(order.customer.country.as_str(), "US" | "UK") || !order.kind.starts_with("order-") {
        return tasks.foreign(order).await;
    }
    if order.total < 0.0 {
        return tasks.broken(order).await;
    }
    if order.customer.vip {
        return tasks.express(order).await;
    }
    tasks.plain(order).await
}
