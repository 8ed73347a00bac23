//! Items in batches. Reference §12.6, `ItemBatcher`.

use std::fmt;
use std::io::{self, Write};

use serde_json::{Map, Value};

/// An item that is too large for any batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchError {
    bytes: u64,
    limit: u64,
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let BatchError { bytes, limit } = self;
        write!(
            f,
            "A batch with a single item has {bytes} bytes, which is more than the {limit} bytes that a batch may have."
        )
    }
}

impl std::error::Error for BatchError {}

/// Collects items into the inputs of child executions: `{"BatchInput": …, "Items": […]}`.
///
/// ```
/// use asl_runtime::{distributed::Batcher, json};
///
/// let mut batcher = Batcher::new(Some(2), None, Some(json!("for all")));
/// assert_eq!(batcher.push(json!(1)), Ok(None));
/// assert_eq!(batcher.push(json!(2)), Ok(Some(json!({ "BatchInput": "for all", "Items": [1, 2] }))));
/// assert_eq!(batcher.push(json!(3)), Ok(None));
/// assert_eq!(batcher.finish(), Some(json!({ "BatchInput": "for all", "Items": [3] })));
/// ```
#[derive(Clone, Debug)]
pub struct Batcher {
    max_items: Option<u64>,
    max_bytes: Option<u64>,
    input: Option<Value>,
    items: Vec<Value>,
    /// Bytes of a batch without items.
    frame_bytes: u64,
    /// Bytes of the items and the commas between them.
    item_bytes: u64,
}

impl Batcher {
    /// Batches of at most `max_items` items and at most `max_bytes` bytes of JSON text, `BatchInput` and all.
    #[must_use]
    pub fn new(max_items: Option<u64>, max_bytes: Option<u64>, input: Option<Value>) -> Self {
        let frame_bytes = length(&batch(input.clone(), Vec::new()));
        Batcher {
            max_items,
            max_bytes,
            input,
            items: Vec::new(),
            frame_bytes,
            item_bytes: 0,
        }
    }

    /// Adds an item. A batch comes back when the item fills it, or has no room in it and begins the next.
    ///
    /// # Errors
    /// An item that is larger than a batch may be. It is in no batch; the items before it still are.
    pub fn push(&mut self, item: Value) -> Result<Option<Value>, BatchError> {
        let overfull = match self.max_bytes {
            Some(limit) => self.make_room(&item, limit)?,
            None => None,
        };
        self.items.push(item);
        if overfull.is_some() {
            return Ok(overfull);
        }
        let count = self.items.len() as u64;
        let full = self.max_items.is_some_and(|max| count >= max);
        Ok(full.then(|| self.take()))
    }

    /// Hands out the batch in which an item has no room.
    fn make_room(&mut self, item: &Value, limit: u64) -> Result<Option<Value>, BatchError> {
        let bytes = length(item);
        let alone = self.frame_bytes + bytes;
        if alone > limit {
            return Err(BatchError {
                bytes: alone,
                limit,
            });
        }
        let comma = u64::from(!self.items.is_empty());
        let fits = alone + self.item_bytes + comma <= limit;
        let full = (!fits).then(|| self.take());
        self.item_bytes += bytes + if fits { comma } else { 0 };
        Ok(full)
    }

    /// The last batch, which may be short.
    #[must_use]
    pub fn finish(mut self) -> Option<Value> {
        (!self.items.is_empty()).then(|| self.take())
    }

    fn take(&mut self) -> Value {
        self.item_bytes = 0;
        batch(self.input.clone(), std::mem::take(&mut self.items))
    }
}

fn batch(input: Option<Value>, items: Vec<Value>) -> Value {
    let mut batch = Map::new();
    if let Some(input) = input {
        batch.insert("BatchInput".to_owned(), input);
    }
    batch.insert("Items".to_owned(), Value::Array(items));
    Value::Object(batch)
}

/// How long a value's JSON text is.
fn length(value: &Value) -> u64 {
    struct Length(u64);

    impl Write for Length {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 += bytes.len() as u64;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    let mut length = Length(0);
    match serde_json::to_writer(&mut length, value) {
        Ok(()) => length.0,
        // A value always has a text; if not, it has no room.
        Err(_) => u64::MAX / 2,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn batches(mut batcher: Batcher, items: impl IntoIterator<Item = Value>) -> Vec<Value> {
        let mut batches: Vec<Value> = items
            .into_iter()
            .filter_map(|item| batcher.push(item).expect("small items"))
            .collect();
        batches.extend(batcher.finish());
        batches
    }

    #[test]
    fn the_last_batch_may_be_short() {
        let batcher = Batcher::new(Some(2), None, None);
        assert_eq!(
            batches(batcher, (1..=3).map(Value::from)),
            [json!({ "Items": [1, 2] }), json!({ "Items": [3] })]
        );
    }

    #[test]
    fn without_items_there_is_no_batch() {
        assert!(batches(Batcher::new(Some(2), Some(100), None), []).is_empty());
    }

    #[test]
    fn every_batch_has_the_batch_input() {
        let batcher = Batcher::new(Some(1), None, Some(json!({ "run": 7 })));
        let expected = [json!({ "BatchInput": { "run": 7 }, "Items": ["a"] })];
        assert_eq!(batches(batcher, [json!("a")]), expected);
    }

    #[test]
    fn a_batch_is_as_large_as_its_bytes_allow_and_no_larger() {
        let input = json!({ "run": "é" });
        for limit in 60..200_u64 {
            let items: Vec<Value> = (0..40).map(|n| json!("x".repeat(n % 13))).collect();
            let made = batches(
                Batcher::new(Some(9), Some(limit), Some(input.clone())),
                items.clone(),
            );
            let lengths: Vec<u64> = made.iter().map(length).collect();
            assert!(lengths.iter().all(|length| *length <= limit), "{lengths:?}");
            let of = |batch: &Value| batch["Items"].as_array().cloned().unwrap_or_default();
            for pair in made.windows(2) {
                let more = of(&pair[0]).into_iter().chain([of(&pair[1])[0].clone()]);
                let more: Vec<Value> = more.collect();
                assert!(more.len() > 9 || length(&batch(Some(input.clone()), more)) > limit);
            }
            assert_eq!(made.iter().flat_map(of).collect::<Vec<_>>(), items);
        }
    }

    #[test]
    fn an_item_that_is_larger_than_a_batch_is_an_error_and_the_others_are_kept() {
        let mut batcher = Batcher::new(None, Some(20), None);
        assert_eq!(batcher.push(json!("small")), Ok(None));
        let error = batcher
            .push(json!("much too large"))
            .expect_err("too large");
        assert_eq!(
            error.to_string(),
            "A batch with a single item has 28 bytes, which is more than the 20 bytes that a batch may have."
        );
        assert_eq!(batcher.finish(), Some(json!({ "Items": ["small"] })));
    }
}
