//! `InputPath`, `Parameters`, `ResultSelector`, `ResultPath` and intrinsic functions around one task.

use std::hint::black_box;

use asl_runtime::{TaskContext, TaskResult, asl};
use serde_json::{Map, Value, json};

use super::{Clock, Row, Side, host, keep};

asl! {
    mod shaping = "workflows/shaping.asl.json";
}

pub(super) fn row() -> Row {
    let machine = keep(shaping::Machine::new(Handlers).on(host()));
    let line = |index: u32| json!({ "sku": format!("S-{index}"), "price": 4.5, "quantity": index });
    let order = json!({
        "id": "5f1c0a1e", "revision": 3, "total": 231.5, "currency": "EUR",
        "customer": { "name": "Ada Lovelace", "mail": "ada@example.org", "country": "UK" },
        "lines": (0..5).map(line).collect::<Vec<_>>()
    });
    Row {
        name: "shaping",
        inputs: vec![json!({ "order": order, "trace": "1-67891233" })],
        ours: Side::new(Clock::None, |input| machine.run(input)),
        hand: Side::new(Clock::None, by_hand),
    }
}

#[derive(Debug)]
struct Handlers;

async fn invoice(request: Value) -> TaskResult {
    drop(black_box(request));
    Ok(object([
        ("StatusCode", Value::from(200)),
        (
            "Payload",
            object([
                ("number", Value::from("INV-17")),
                ("pages", Value::Array(vec![Value::from(1), Value::from(2)])),
            ]),
        ),
    ]))
}

impl shaping::Tasks for Handlers {
    async fn invoice(&self, request: Value, _: &TaskContext<'_>) -> TaskResult {
        invoice(request).await
    }
}

async fn by_hand(mut raw: Value) -> TaskResult {
    let request = request(&raw["order"]);
    let mut answer = invoice(request).await?;
    let size = answer["Payload"]["pages"].as_array().map_or(0, Vec::len);
    let number = answer["Payload"]["number"].take();
    let status = answer["StatusCode"].take();
    raw["invoice"] = object([
        ("number", number),
        ("status", status),
        ("size", Value::from(size)),
    ]);
    Ok(raw)
}

fn request(order: &Value) -> Value {
    let (id, customer, lines) = (&order["id"], &order["customer"], &order["lines"]);
    let (name, currency) = (&customer["name"], &order["currency"]);
    let reference = format!(
        "order {} of {}",
        id.as_str().unwrap_or_default(),
        name.as_str().unwrap_or_default()
    );
    let to = object([
        ("name", name.clone()),
        ("mail", customer["mail"].clone()),
        ("lang", Value::from("en")),
    ]);
    let tags = vec![
        customer["country"].clone(),
        currency.clone(),
        Value::from("invoice"),
    ];
    object([
        ("reference", Value::from(reference)),
        ("total", order["total"].clone()),
        ("lines", lines.clone()),
        (
            "next",
            Value::from(order["revision"].as_i64().unwrap_or_default() + 1),
        ),
        ("to", to),
        ("tags", Value::Array(tags)),
        ("first", lines[0].clone()),
    ])
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let mut object = Map::with_capacity(N);
    for (key, value) in members {
        object.insert(key.to_owned(), value);
    }
    Value::Object(object)
}
