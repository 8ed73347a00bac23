//! A price list: branches that prepare different things at once, and an iteration for each product.

use std::collections::BTreeMap;
use std::time::Duration;

use asl_runtime::{
    ExecutionError, InMemory, Observer, TaskContext, TaskError, TaskResult, Visit, asl,
};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

asl! {
    /// `Prepare` (Parallel), `PriceAll` (Map), `PublishList`.
    pub mod price_list = "workflows/fan_out.asl.json";
}

/// The bank, the warehouse and the catalogue behind the handlers.
#[derive(Clone, Copy, Debug)]
pub struct Services;

/// What the `ItemSelector` makes of an item.
#[derive(Deserialize)]
struct Item {
    product: String,
    rate: f64,
    stock: BTreeMap<String, u32>,
}

impl price_list::Tasks for Services {
    async fn fetch_rate(&self, currency: Value, _: &TaskContext<'_>) -> TaskResult {
        match currency.as_str() {
            Some("EUR") => Ok(json!(1.0)),
            Some("USD") => Ok(json!(1.25)),
            _ => Err(TaskError::new(
                "UnknownCurrency",
                format!("no rate for {currency}"),
            )),
        }
    }

    async fn fetch_stock(&self, _: Value, _: &TaskContext<'_>) -> TaskResult {
        Ok(json!({ "tea": 120, "coffee": 0, "cocoa": 35 }))
    }

    async fn price_product(&self, input: Value, cx: &TaskContext<'_>) -> TaskResult {
        let Item {
            product,
            rate,
            stock,
        } = serde_json::from_value(input)?;
        sleep(Duration::from_secs(2)).await;
        let euros = match &*product {
            "coffee" if cx.retry_count() == 0 => {
                return Err(TaskError::new("RateLimited", "too many requests"));
            }
            "tea" => 4.0,
            "coffee" => 8.0,
            "cocoa" => 6.0,
            _ => {
                let cause = format!("no product is called {product}");
                return Err(TaskError::new("UnknownProduct", cause));
            }
        };
        let available = stock.get(&product).is_some_and(|pieces| *pieces > 0);
        Ok(json!({ "product": product, "price": euros * rate, "available": available }))
    }
}

/// An observer that writes a line for each thing that happens: when, what, where, and with which data.
#[derive(Debug)]
pub struct Log<W> {
    begun: Instant,
    write: W,
}

impl<W: Fn(String) + Send + Sync> Log<W> {
    /// Gives its lines to `write`.
    pub fn new(write: W) -> Self {
        let begun = Instant::now();
        Log { begun, write }
    }

    fn line(&self, event: &str, Visit { scope, state, .. }: Visit<'_>, data: &str) {
        let seconds = self.begun.elapsed().as_secs();
        let place = match scope.is_top() {
            true => state.to_owned(),
            false => format!("{scope} {state}"),
        };
        (self.write)(format!("{seconds:>5} s  {event:<7} {place:<27} {data}"));
    }
}

impl<W: Fn(String) + Send + Sync> Observer for Log<W> {
    fn entered(&self, visit: Visit<'_>, input: &Value) {
        self.line("entered", visit, &short(input));
    }

    fn exited(&self, visit: Visit<'_>, output: &Value) {
        self.line("exited", visit, &short(output));
    }

    fn retrying(&self, visit: Visit<'_>, error: &ExecutionError, delay: Duration) {
        self.line("retry", visit, &format!("in {delay:?} after {error}"));
    }

    fn caught(&self, visit: Visit<'_>, error: &ExecutionError) {
        self.line("caught", visit, &error.to_string());
    }
}

/// As much of the data as fits on a line.
fn short(data: &Value) -> String {
    const LENGTH: usize = 64;
    let text = data.to_string();
    match text.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// Writes the price list of these products, and a line for each thing that happens on the way.
///
/// # Errors
/// Whatever ends the execution.
pub async fn write_list(
    input: Value,
    log: impl Fn(String) + Send + Sync,
) -> Result<Value, ExecutionError> {
    let host = InMemory::new().observed_by(Log::new(log));
    price_list::Machine::new(Services).on(host).run(input).await
}
