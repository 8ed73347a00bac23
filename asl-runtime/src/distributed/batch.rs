//! Items in batches. Reference §12.6, `ItemBatcher`.

use std::fmt;

use serde_json::{Map, Value};

/// An item that no batch can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchError {
    message: String,
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for BatchError {}

/// Collects items into the inputs of child executions: `{"BatchInput": …, "Items": […]}`.
#[derive(Clone, Debug)]
pub struct Batcher {
    max_items: Option<u64>,
    max_bytes: Option<u64>,
    input: Option<Value>,
    items: Vec<Value>,
}

impl Batcher {
    /// Batches of at most `max_items` items and at most `max_bytes` bytes of JSON, each with `input` as its `BatchInput`.
    #[must_use]
    pub fn new(max_items: Option<u64>, max_bytes: Option<u64>, input: Option<Value>) -> Self {
        Batcher {
            max_items,
            max_bytes,
            input,
            items: Vec::new(),
        }
    }

    /// Adds an item. The batch that it fills, or that has no room for it, comes back.
    ///
    /// # Errors
    /// An item that is larger than a batch may be.
    pub fn push(&mut self, item: Value) -> Result<Option<Value>, BatchError> {
        let _ = self.max_bytes;
        self.items.push(item);
        let full = self
            .max_items
            .is_some_and(|max| self.items.len() as u64 >= max);
        Ok(full.then(|| self.take()))
    }

    /// The last batch, which may be short.
    #[must_use]
    pub fn finish(mut self) -> Option<Value> {
        (!self.items.is_empty()).then(|| self.take())
    }

    fn take(&mut self) -> Value {
        let mut batch = Map::new();
        if let Some(input) = &self.input {
            batch.insert("BatchInput".to_owned(), input.clone());
        }
        batch.insert(
            "Items".to_owned(),
            Value::Array(std::mem::take(&mut self.items)),
        );
        Value::Object(batch)
    }
}
