//! JSON that an evaluation comes by while it runs.

use serde_json::Value;

use super::{Array, Evaluation, Item};

impl Evaluation {
    /// Keeps a value that nothing else keeps. What expressions read borrows its data instead.
    pub fn adopt(&self, value: Value) -> Item<'_> {
        match value {
            Value::String(text) => Item::String(self.text(&text)),
            Value::Array(elements) => {
                let items = elements.into_iter().map(|element| self.adopt(element));
                Item::Array(Array::items(self.items(items)))
            }
            Value::Object(members) => {
                let members = members.into_iter();
                let members: Vec<_> = members
                    .map(|(key, value)| (self.text(&key), self.adopt(value)))
                    .collect();
                self.made_object(self.keep(&members))
            }
            Value::Number(number) => Item::from(&number),
            Value::Bool(value) => Item::Bool(value),
            Value::Null => Item::Null,
        }
    }
}
