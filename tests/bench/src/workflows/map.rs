//! An inline Map of 1,000 items with a Choice and a Pass for each.

use asl_runtime::asl;
use serde_json::{Value, json};

use super::{Clock, Row, Side, host, keep};

asl! {
    mod map = "workflows/map.asl.json";
}

pub(super) fn row() -> Row {
    let machine = keep(map::Machine::new(Handlers).on(host()));
    let item = |index: u32| json!({ "sku": format!("S-{index}"), "price": index });
    Row {
        name: "map",
        inputs: vec![json!({ "items": (0..1000).map(item).collect::<Vec<_>>() })],
        ours: Side::new(Clock::None, |input| machine.run(input)),
        hand: Side::new(Clock::None, by_hand),
    }
}

#[derive(Debug)]
struct Handlers;

impl map::Tasks for Handlers {}

async fn by_hand(mut input: Value) -> Result<Value, &'static str> {
    let mut items = input["items"].take();
    for item in items.as_array_mut().ok_or("no items")? {
        let price = item["price"].as_f64().ok_or("no price")?;
        let status = if price > 500.0 { "review" } else { "accepted" };
        item["status"] = Value::from(status);
    }
    Ok(items)
}
