//! The expressions as somebody writes them by hand who tries to win.

use serde_json::{Map, Value, json};

pub(super) fn comparison(input: &Value) -> Value {
    let total = &input["order"]["total"];
    Value::Bool(total.as_f64().is_some_and(|total| total > 100.0))
}

pub(super) fn object(input: &Value) -> Value {
    let items = input["items"].as_array().map_or(&[][..], Vec::as_slice);
    let price = |item: &Value| Some(item["price"].as_f64()? * item["qty"].as_f64()?);
    let sum: f64 = items.iter().filter_map(price).sum();
    let mut object = Map::with_capacity(2);
    object.insert("id".to_owned(), input["id"].clone());
    object.insert("sum".to_owned(), sum.into());
    Value::Object(object)
}

pub(super) fn filter(input: &Value) -> Value {
    let items = input["items"].as_array().map_or(&[][..], Vec::as_slice);
    let dear = |item: &&Value| item["price"].as_f64().is_some_and(|price| price > 10.0);
    let mut skus: Vec<Value> = items
        .iter()
        .filter(dear)
        .filter_map(|item| item.get("sku").cloned())
        .collect();
    if skus.len() == 1 {
        return skus.remove(0);
    }
    Value::Array(skus)
}

pub(super) fn text(input: &Value) -> Value {
    let name = input["name"].as_str().unwrap_or_default();
    Value::String(format!("{}-{}", name.to_uppercase(), input["n"]))
}

pub(super) fn merge(input: &Value) -> Value {
    let mut merged = input.as_object().cloned().unwrap_or_default();
    merged.insert("status".to_owned(), json!("ok"));
    Value::Object(merged)
}

pub(super) fn payload(result: &Value) -> Value {
    result["Payload"].clone()
}
