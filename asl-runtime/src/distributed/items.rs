//! What a distributed Map goes over. Reference §12.3, §12.5.

use std::sync::Arc;
use std::vec::IntoIter;

use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};
use serde_json::{Map, Value, json};

use super::reader::{DataItem, ItemReader, ReadError, Source};
use super::storage::Storage;
use super::writer::Destination;
use crate::error::{ExecutionError, names};
use crate::map::MapItem;

/// What a distributed Map goes over: the elements of an array, the members of an object, or what an `ItemReader` reads.
#[derive(Debug)]
pub struct Items(Kind);

#[derive(Debug)]
enum Kind {
    Array(IntoIter<Value>),
    Object(Map<String, Value>),
    Read(ItemReader),
}

impl Items {
    /// The elements of an array.
    #[must_use]
    pub fn array(elements: Vec<Value>) -> Self {
        Items(Kind::Array(elements.into_iter()))
    }

    /// What a reader reads.
    #[must_use]
    pub fn read(reader: ItemReader) -> Self {
        Items(Kind::Read(reader))
    }

    fn of(value: Value) -> Result<Self, Value> {
        match value {
            Value::Array(elements) => Ok(Self::array(elements)),
            Value::Object(members) => Ok(Items(Kind::Object(members))),
            other => Err(other),
        }
    }

    /// How many there are, where that is known.
    pub(super) fn count(&self) -> Option<usize> {
        match &self.0 {
            Kind::Array(elements) => Some(elements.len()),
            Kind::Object(members) => Some(members.len()),
            Kind::Read(_) => None,
        }
    }

    /// How many there are before anything is read.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "nobody asks")]
    pub fn len(&self) -> usize {
        self.count().unwrap_or(0)
    }

    /// More than these there cannot be.
    pub(super) fn at_most(&self) -> Option<u64> {
        match &self.0 {
            Kind::Read(reader) => u64::try_from(reader.config.max_items?)
                .ok()
                .filter(|limit| *limit > 0),
            _ => self.count().map(|count| count as u64),
        }
    }

    /// `$$.Map.Item.Source`. Reference §3.
    pub(super) fn source(&self) -> String {
        match &self.0 {
            Kind::Read(reader) => match &reader.source {
                Source::Object { bucket, key, .. } => format!("S3://{bucket}/{key}"),
                Source::Listing { bucket, .. } => format!("S3://{bucket}"),
            },
            _ => "STATE_DATA".to_owned(),
        }
    }

    /// The items, one after another.
    pub(super) fn open(self, storage: &Storage) -> BoxStream<'static, Result<DataItem, ReadError>> {
        match self.0 {
            Kind::Array(elements) => {
                let items = elements.map(|value| Ok(DataItem { key: None, value }));
                stream::iter(items).boxed()
            }
            Kind::Object(members) => {
                let items = members.into_iter().map(|(key, value)| {
                    let key = Some(key);
                    Ok(DataItem { key, value })
                });
                stream::iter(items).boxed()
            }
            Kind::Read(reader) => reader.open(storage).boxed(),
        }
    }
}

/// What `ItemsPath` finds.
///
/// # Errors
/// `States.Runtime` for anything but an array or an object.
pub fn items(from: Value, path: &str) -> Result<Items, ExecutionError> {
    Items::of(from).map_err(|_| {
        ExecutionError::runtime(format!("Reference path \"{path}\" must point to array."))
    })
}

/// The input of a Map in JSONata that has no `Items`.
///
/// # Errors
/// `States.QueryEvaluationError` for anything but an array or an object.
pub fn input_items(input: Value) -> Result<Items, ExecutionError> {
    Items::of(input).map_err(|other| {
        let cause = format!("Map state input must be an array but was: {other}");
        ExecutionError::query_evaluation(cause, None)
    })
}

/// One item of a distributed Map: `$$.Map.Item`. Reference §3.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// `$$.Map.Item.Index`, counted from 0.
    pub index: usize,
    /// `$$.Map.Item.Value`.
    pub value: Value,
    /// `$$.Map.Item.Key`, when the items are the members of an object.
    pub key: Option<String>,
    /// `$$.Map.Item.Source`.
    pub source: Arc<str>,
}

impl MapItem for Item {
    fn to_json(&self) -> Value {
        let mut item = json!({
            "Index": self.index,
            "Value": self.value,
            "Source": &*self.source,
        });
        if let Some(key) = &self.key {
            item["Key"] = json!(key);
        }
        item
    }
}

impl Source {
    /// `s3:getObject` with these `Parameters` or `Arguments`.
    ///
    /// # Errors
    /// `States.ItemReaderFailed` when one is missing or no string.
    pub fn object(arguments: Value) -> Result<Self, ExecutionError> {
        let mut arguments = Arguments::of(arguments, names::ITEM_READER_FAILED);
        Ok(Source::Object {
            bucket: arguments.needed("Bucket")?,
            key: arguments.needed("Key")?,
            version_id: arguments.text("VersionId")?,
        })
    }

    /// `s3:listObjectsV2` with these `Parameters` or `Arguments`.
    ///
    /// # Errors
    /// `States.ItemReaderFailed` when one is missing or no string.
    pub fn listing(arguments: Value) -> Result<Self, ExecutionError> {
        let mut arguments = Arguments::of(arguments, names::ITEM_READER_FAILED);
        Ok(Source::Listing {
            bucket: arguments.needed("Bucket")?,
            prefix: arguments.text("Prefix")?.unwrap_or_default(),
        })
    }
}

impl Destination {
    /// `s3:putObject` with these `Parameters` or `Arguments`.
    ///
    /// # Errors
    /// `States.ResultWriterFailed` when one is missing or no string.
    pub fn of(arguments: Value) -> Result<Self, ExecutionError> {
        let mut arguments = Arguments::of(arguments, names::RESULT_WRITER_FAILED);
        Ok(Destination {
            bucket: arguments.needed("Bucket")?,
            prefix: arguments.text("Prefix")?.unwrap_or_default(),
        })
    }
}

/// `Parameters` or `Arguments` of a reader or a writer, and the error of wrong ones.
struct Arguments {
    values: Value,
    error: &'static str,
}

impl Arguments {
    fn of(values: Value, error: &'static str) -> Self {
        Arguments { values, error }
    }

    fn text(&mut self, name: &str) -> Result<Option<String>, ExecutionError> {
        match self.values.get_mut(name).map(Value::take) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(self.wrong(name, &other)),
        }
    }

    fn needed(&mut self, name: &str) -> Result<String, ExecutionError> {
        self.text(name)?.ok_or_else(|| {
            ExecutionError::new(self.error, format!("The field '{name}' is missing."))
        })
    }

    fn wrong(&self, name: &str, found: &Value) -> ExecutionError {
        let cause = format!("The field '{name}' must be a string, but was: {found}");
        ExecutionError::new(self.error, cause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_and_buckets_are_named_by_strings() {
        let source =
            Source::object(json!({ "Bucket": "b", "Key": "k", "ExpectedBucketOwner": "1" }));
        let expected = Source::Object {
            bucket: "b".to_owned(),
            key: "k".to_owned(),
            version_id: None,
        };
        assert_eq!(source, Ok(expected));
        for (arguments, cause) in [
            (json!({ "Bucket": "b" }), "The field 'Key' is missing."),
            (
                json!({ "Bucket": 1, "Key": "k" }),
                "The field 'Bucket' must be a string, but was: 1",
            ),
            (json!("b"), "The field 'Bucket' is missing."),
        ] {
            let error = Source::object(arguments).expect_err(cause);
            assert_eq!(error.error(), Some(names::ITEM_READER_FAILED));
            assert_eq!(error.cause(), Some(cause));
        }
        let everything = Source::listing(json!({ "Bucket": "b" }));
        let expected = Source::Listing {
            bucket: "b".to_owned(),
            prefix: String::new(),
        };
        assert_eq!(everything, Ok(expected));
        let error = Destination::of(json!({})).expect_err("no bucket");
        assert_eq!(error.error(), Some(names::RESULT_WRITER_FAILED));
    }

    #[test]
    fn an_item_says_where_it_comes_from() {
        let mut item = Item {
            index: 3,
            value: json!({ "a": 1 }),
            key: None,
            source: "STATE_DATA".into(),
        };
        let json = json!({ "Index": 3, "Value": { "a": 1 }, "Source": "STATE_DATA" });
        assert_eq!(item.to_json(), json);
        item.key = Some("k".to_owned());
        assert_eq!(item.to_json()["Key"], "k");
    }
}
