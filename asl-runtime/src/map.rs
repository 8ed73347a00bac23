//! What a Map goes over. Reference §12.

use std::vec::IntoIter;

use serde_json::{Value, json};

use crate::error::ExecutionError;

/// One item of a Map: `$$.Map.Item`. Reference §12.4.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// `$$.Map.Item.Index`, counted from 0.
    pub index: usize,
    /// `$$.Map.Item.Key`, when the Map goes over an object.
    pub key: Option<String>,
    /// `$$.Map.Item.Value`.
    pub value: Value,
}

impl Item {
    pub(crate) fn to_json(&self) -> Value {
        let mut item = json!({ "Index": self.index, "Value": self.value });
        if let Some(key) = &self.key {
            item["Key"] = Value::from(key.as_str());
        }
        item
    }
}

/// The items of a Map: an array's elements, or an object's members. Reference §12.3.
///
/// # Errors
/// `States.Runtime` for anything else; `path` is the `ItemsPath` as written.
pub fn items(from: Value, path: &str) -> Result<IntoIter<Item>, ExecutionError> {
    let items: Vec<Item> = match from {
        Value::Array(values) => values
            .into_iter()
            .enumerate()
            .map(|(index, value)| Item {
                index,
                key: None,
                value,
            })
            .collect(),
        Value::Object(members) => members
            .into_iter()
            .enumerate()
            .map(|(index, (key, value))| Item {
                index,
                key: Some(key),
                value,
            })
            .collect(),
        _ => {
            return Err(ExecutionError::runtime(format!(
                "Reference path \"{path}\" must point to array."
            )));
        }
    };
    Ok(items.into_iter())
}
