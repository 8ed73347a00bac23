//! A Choice over ten rules, for orders that each take another one.

use asl_runtime::asl;
use serde_json::{Value, json};

use super::{Clock, Row, Side, host, keep};

asl! {
    mod choice = "workflows/choice.asl.json";
}

pub(super) fn row() -> Row {
    let machine = keep(choice::Machine::new(Handlers).on(host()));
    Row {
        name: "choice",
        inputs: orders(),
        ours: Side::new(Clock::None, |input| machine.run(input)),
        hand: Side::new(Clock::None, by_hand),
    }
}

#[derive(Debug)]
struct Handlers;

impl choice::Tasks for Handlers {}

/// One for each rule, and one for none.
fn orders() -> Vec<Value> {
    let plain = json!({
        "kind": "order-web", "total": 100, "express": false, "items": [1, 2],
        "customer": { "country": "NO", "vip": false }, "placed": "2026-03-14T01:59:00Z"
    });
    let changes: [(&str, Value); 11] = [
        ("/kind", json!("gift")),
        ("/total", json!(20_000)),
        ("", json!({ "express": true, "total": 600 })),
        ("", json!({ "coupon": "C-1" })),
        ("/customer/country", json!("US")),
        ("/customer/country", json!("UK")),
        ("/kind", json!("return")),
        ("/total", json!(-1)),
        ("/placed", json!("2019-03-14T01:59:00Z")),
        ("/customer/vip", json!(true)),
        ("/total", json!(101)),
    ];
    let change = |(place, value): (&str, Value)| {
        let mut order = plain.clone();
        let target = order.pointer_mut(place).expect("the place exists");
        match (target, value) {
            (Value::Object(members), Value::Object(new)) => members.extend(new),
            (target, value) => *target = value,
        }
        order
    };
    changes.into_iter().map(change).collect()
}

async fn by_hand(order: Value) -> Result<Value, String> {
    Ok(Value::from(sort(&order).ok_or("not an order")?))
}

fn sort(order: &Value) -> Option<&'static str> {
    let kind = order.get("kind")?.as_str()?;
    let total = order.get("total")?.as_f64()?;
    if kind == "gift" {
        return Some("gift");
    }
    if total > 10_000.0 {
        return Some("large");
    }
    if order.get("express")?.as_bool()? && total >= 500.0 {
        return Some("express");
    }
    if order.get("coupon").is_some() {
        return Some("coupon");
    }
    let customer = order.get("customer")?;
    match customer.get("country")?.as_str()? {
        "US" => return Some("american"),
        "UK" => return Some("british"),
        _ => {}
    }
    if !kind.starts_with("order-") {
        return Some("foreign");
    }
    if total < 0.0 || order.get("items").is_none() {
        return Some("broken");
    }
    if is_old(order.get("placed")?.as_str()?)? {
        return Some("old");
    }
    if customer.get("vip")?.as_bool()? {
        return Some("vip");
    }
    Some("none")
}

/// Before the year 2020.
fn is_old(placed: &str) -> Option<bool> {
    const YEAR_2020: i64 = 1_577_836_800;
    let placed: jiff::Timestamp = placed.parse().ok()?;
    Some(placed.as_second() < YEAR_2020)
}
