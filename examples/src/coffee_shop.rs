//! A coffee shop: orders wait for customers and baristas, who answer by task token, or too late.

mod people;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use asl_runtime::{ExecutionError, TaskContext, TaskError, TaskResult, TaskToken, asl};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

pub use people::Reaction;
use people::{Request, people};

asl! {
    /// A drink, from the scanned code to the counter.
    pub mod order = "workflows/coffee_shop.asl.json";
}

/// The input of the workflow and the `Parameters` of its tasks, as far as handlers read them.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct OrderInput {
    order_id: usize,
}

/// What the handlers work with: the queue, and the ways to reach customers and baristas.
#[derive(Debug)]
pub struct Shop {
    open: AtomicBool,
    numbers: AtomicU32,
    /// The orders whose drinks are to be made.
    queued: Mutex<BTreeSet<usize>>,
    customers: mpsc::UnboundedSender<Request>,
    baristas: mpsc::UnboundedSender<Request>,
}

impl Shop {
    fn close(&self) {
        self.open.store(false, Ordering::Relaxed);
    }

    /// An order that was cancelled early has not come to the queue.
    async fn leave_queue(&self, input: Value) -> TaskResult {
        let OrderInput { order_id } = serde_json::from_value(input)?;
        self.queued.lock().await.remove(&order_id);
        Ok(Value::Null)
    }
}

impl order::Tasks for Shop {
    async fn read_shop(&self, _: Value, _: &TaskContext<'_>) -> TaskResult {
        let open = self.open.load(Ordering::Relaxed);
        Ok(json!({ "open": open, "queued": self.queued.lock().await.len() }))
    }

    async fn choose_drink(
        &self,
        input: Value,
        token: TaskToken,
        _: &TaskContext<'_>,
    ) -> Result<(), TaskError> {
        let OrderInput { order_id } = serde_json::from_value(input)?;
        Ok(self.customers.send(Request { order_id, token })?)
    }

    async fn queue_drink(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        let OrderInput { order_id } = serde_json::from_value(input)?;
        self.queued.lock().await.insert(order_id);
        Ok(json!(self.numbers.fetch_add(1, Ordering::Relaxed) + 1))
    }

    async fn make_drink(
        &self,
        input: Value,
        token: TaskToken,
        _: &TaskContext<'_>,
    ) -> Result<(), TaskError> {
        let OrderInput { order_id } = serde_json::from_value(input)?;
        Ok(self.baristas.send(Request { order_id, token })?)
    }

    async fn complete_order(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        self.leave_queue(input).await
    }

    async fn cancel_order(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        self.leave_queue(input).await
    }
}

/// Someone scans the code at the door.
#[derive(Clone, Copy, Debug)]
pub struct Visit {
    /// When, counted from the start of the day.
    pub at: Duration,
    /// What the customer does when asked for a drink.
    pub customer: Reaction,
    /// What the barista does when asked to make it.
    pub barista: Reaction,
}

/// An order that has come to its end.
#[derive(Clone, Debug)]
pub struct Ended {
    /// When, counted from the start of the day.
    pub at: Duration,
    /// What the workflow made of it.
    pub outcome: Result<Value, ExecutionError>,
}

/// Runs a day of the shop that is open until `closing`. All orders run on one machine and its host, a tokio task each;
/// the order id of a visit is its index. Returns the orders as they ended. Dropping the future ends the day.
pub async fn run_day(visits: Vec<Visit>, closing: Duration) -> Vec<Ended> {
    let (customers, asked_customers) = mpsc::unbounded_channel();
    let (baristas, asked_baristas) = mpsc::unbounded_channel();
    let machine = Arc::new(order::Machine::new(Shop {
        open: AtomicBool::new(true),
        numbers: AtomicU32::new(0),
        queued: Mutex::default(),
        customers,
        baristas,
    }));
    let callbacks = machine.host().callbacks();
    let of_customers = visits.iter().map(|visit| visit.customer).collect();
    let of_baristas = visits.iter().map(|visit| visit.barista).collect();

    let mut others = JoinSet::new();
    others.spawn(people(asked_customers, of_customers, callbacks.clone()));
    others.spawn(people(asked_baristas, of_baristas, callbacks));
    let shop = Arc::clone(&machine);
    others.spawn(async move {
        sleep(closing).await;
        shop.tasks().close();
    });

    let morning = Instant::now();
    let mut orders = JoinSet::new();
    for (order_id, visit) in visits.into_iter().enumerate() {
        let machine = Arc::clone(&machine);
        orders.spawn(async move {
            sleep(visit.at).await;
            let outcome = machine.run(json!(OrderInput { order_id })).await;
            Ended {
                at: morning.elapsed(),
                outcome,
            }
        });
    }
    orders.join_all().await
}
