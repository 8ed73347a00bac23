//! Items from objects: `ItemReader`. Reference §12.5.

use std::fmt;

use futures_util::stream::{self, Stream};
use serde_json::Value;

use super::storage::Storage;

/// An `ItemReader` whose fields have been evaluated.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemReader {
    /// What is read.
    pub source: Source,
    /// How it is read.
    pub config: ReaderConfig,
}

/// What an `ItemReader` reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// `s3:getObject`: one object.
    Object {
        /// `Bucket`.
        bucket: String,
        /// `Key`.
        key: String,
        /// `VersionId`.
        version_id: Option<String>,
    },
    /// `s3:listObjectsV2`: the objects of a bucket.
    Listing {
        /// `Bucket`.
        bucket: String,
        /// `Prefix`; empty for all objects.
        prefix: String,
    },
}

/// `ReaderConfig`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReaderConfig {
    /// `InputType`. A listing has one with `LOAD_AND_FLATTEN` only.
    pub input_type: Option<InputType>,
    /// `CSVDelimiter`, `CSVHeaderLocation` and `CSVHeaders`.
    pub csv: CsvConfig,
    /// `ItemsPointer`: where in a JSON file the items are.
    pub items_pointer: Option<String>,
    /// `ManifestType`.
    pub manifest_type: Option<ManifestType>,
    /// Whether `Transformation` is `LOAD_AND_FLATTEN`: the items of the objects that a listing finds, instead of what the
    /// listing says about them.
    pub load_and_flatten: bool,
    /// `MaxItems`; 0 is all, and a negative one is an error of the reader.
    pub max_items: Option<i64>,
}

/// `InputType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputType {
    /// `CSV`.
    Csv,
    /// `JSON`.
    Json,
    /// `JSONL`.
    Jsonl,
    /// `PARQUET`.
    Parquet,
    /// `MANIFEST`.
    Manifest,
}

/// `ManifestType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ManifestType {
    /// `S3_INVENTORY`, what an `InputType` of `MANIFEST` means by itself.
    S3Inventory,
    /// `ATHENA_DATA`: `InputType` is that of the data files.
    AthenaData,
}

/// How a CSV file is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CsvConfig {
    /// `CSVDelimiter`.
    pub delimiter: Delimiter,
    /// `CSVHeaderLocation` and `CSVHeaders`.
    pub header: CsvHeader,
}

/// `CSVDelimiter`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delimiter {
    /// `COMMA`.
    #[default]
    Comma,
    /// `PIPE`.
    Pipe,
    /// `SEMICOLON`.
    Semicolon,
    /// `SPACE`.
    Space,
    /// `TAB`.
    Tab,
}

/// `CSVHeaderLocation`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CsvHeader {
    /// `FIRST_ROW`.
    #[default]
    FirstRow,
    /// `GIVEN`, with the `CSVHeaders`.
    Given(Vec<String>),
}

/// An item as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct DataItem {
    /// The name of a member, when the items are the members of an object: `$$.Map.Item.Key`.
    pub key: Option<String>,
    /// `$$.Map.Item.Value`.
    pub value: Value,
}

/// Why items could not be read, and where: `States.ItemReaderFailed`. Its `Display` text is the cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    message: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ReadError {}

impl ItemReader {
    /// The items, one after another as they are read: memory does not grow with the data. The stream ends after its first
    /// error. Dropping it stops the reading.
    pub fn open(
        self,
        _storage: &Storage,
    ) -> impl Stream<Item = Result<DataItem, ReadError>> + Send + Unpin + 'static {
        stream::empty()
    }
}
