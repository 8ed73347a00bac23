//! Items from objects: `ItemReader`. Reference §12.5.

mod csv;
mod error;
mod file;
mod json;
mod jsonl;
mod listing;
mod manifest;
#[cfg(feature = "distributed-parquet")]
mod parquet;
#[cfg(test)]
mod tests;

use std::future::ready;

use futures_util::stream::{self, BoxStream, Stream, StreamExt, TryStreamExt};
use serde_json::Value;

use self::error::Fault;
use self::file::File;
use super::storage::{Access, Storage};

pub use self::error::ReadError;

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

impl CsvHeader {
    /// These `CSVHeaders`.
    #[must_use]
    pub fn given<const N: usize>(names: [&str; N]) -> Self {
        CsvHeader::Given(names.map(str::to_owned).into())
    }
}

/// An item as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct DataItem {
    /// The name of a member, when the items are the members of an object: `$$.Map.Item.Key`.
    pub key: Option<String>,
    /// `$$.Map.Item.Value`.
    pub value: Value,
}

/// Items as they are read.
type Items = BoxStream<'static, Result<DataItem, ReadError>>;

/// The largest item that is read, as on AWS: what bounds the memory of reading. Reference §12.5.
const MAX_ITEM_BYTES: usize = 8 << 20;

impl ItemReader {
    /// The items, one after another as they are read: memory does not grow with the data. The stream ends after its first
    /// error. Dropping it stops the reading.
    pub fn open(
        self,
        storage: &Storage,
    ) -> impl Stream<Item = Result<DataItem, ReadError>> + Send + Unpin + 'static {
        let limit = match self.config.max_items {
            None | Some(0) => usize::MAX,
            Some(limit) => usize::try_from(limit).unwrap_or(0),
        };
        let items = match limit {
            0 => failed(ReadError::new("field MaxItems must be positive")),
            _ => self.items(storage).unwrap_or_else(failed),
        };
        items.take(limit.max(1)).scan(false, |failed, item| {
            let over = std::mem::replace(failed, item.is_err());
            ready((!over).then_some(item))
        })
    }

    fn items(self, storage: &Storage) -> Result<Items, ReadError> {
        let config = self.config;
        match self.source {
            Source::Listing { bucket, prefix } => {
                let bucket = storage.bucket(&bucket, Access::Read)?;
                Ok(match config.load_and_flatten {
                    true => listing::contents(bucket, prefix, config),
                    false => listing::objects(&bucket, prefix),
                })
            }
            Source::Object {
                bucket,
                key,
                version_id,
            } => {
                let file = File {
                    bucket: storage.bucket(&bucket, Access::Read)?,
                    key,
                    version: version_id,
                };
                Ok(match (config.manifest_type, config.input_type) {
                    (Some(ManifestType::AthenaData), _) => {
                        manifest::athena(storage.clone(), file, config)
                    }
                    (Some(ManifestType::S3Inventory), _) | (_, Some(InputType::Manifest)) => {
                        manifest::inventory(storage.clone(), file)
                    }
                    _ => contents(file, &config),
                })
            }
        }
    }
}

/// The items that a file holds itself.
fn contents(file: File, config: &ReaderConfig) -> Items {
    let place = file.place();
    let fault = |reason: &str| Err(Fault::File(reason.to_owned()));
    let items = match config.input_type {
        Some(InputType::Csv) => csv::Csv::new(&config.csv).map(|csv| file.items(csv)),
        Some(InputType::Json) => {
            let json = json::Json::new(config.items_pointer.as_deref());
            json.map(|json| file.items(json))
        }
        Some(InputType::Jsonl) => Ok(file.items(jsonl::Jsonl::default())),
        #[cfg(feature = "distributed-parquet")]
        Some(InputType::Parquet) => Ok(parquet::items(file)),
        #[cfg(not(feature = "distributed-parquet"))]
        Some(InputType::Parquet) => {
            fault("Parquet needs the feature `distributed-parquet` of asl-runtime")
        }
        Some(InputType::Manifest) => fault("a manifest must be the object that is read itself"),
        None => fault("`InputType` is missing"),
    };
    items.unwrap_or_else(|fault| failed(fault.in_file(&place)))
}

/// Items that are known once something else has been read.
fn once_read(opening: impl Future<Output = Result<Items, ReadError>> + Send + 'static) -> Items {
    stream::once(opening).try_flatten().boxed()
}

fn failed(error: ReadError) -> Items {
    stream::iter([Err(error)]).boxed()
}
