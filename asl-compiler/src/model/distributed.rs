//! Distributed Map: what reads its items, batches them and writes its results. Reference §12.5, §12.6.

use super::{Setting, Template};
use crate::source::{Span, Spanned};

/// What makes a Map a distributed one. Reference §12.4.
#[derive(Clone, Debug, PartialEq)]
pub struct Distributed {
    /// `ItemReader`; without it the items come from the state's input.
    pub reader: Option<ItemReader>,
    /// `ItemBatcher`.
    pub batcher: Option<ItemBatcher>,
    /// `ResultWriter`.
    pub writer: Option<ResultWriter>,
    /// `Label`.
    pub label: Option<Spanned<String>>,
    /// `ExecutionType`.
    pub execution_type: ExecutionType,
    /// Where it says that it is `DISTRIBUTED`.
    pub mode: Span,
}

/// `ExecutionType`: what child executions are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExecutionType {
    /// `STANDARD`
    Standard,
    /// `EXPRESS`
    Express,
}

/// `ItemReader`.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemReader {
    /// What `Resource` reads.
    pub source: ReaderSource,
    /// `Parameters`, `Arguments`.
    pub arguments: Template,
    /// `ReaderConfig`.
    pub config: ReaderConfig,
}

/// `Resource` of an `ItemReader`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReaderSource {
    /// `s3:getObject`: one object.
    Object,
    /// `s3:listObjectsV2`: the objects of a bucket.
    Listing,
}

/// `ReaderConfig`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReaderConfig {
    /// `InputType`.
    pub input_type: Option<InputType>,
    /// `CSVDelimiter`.
    pub delimiter: Option<Delimiter>,
    /// `CSVHeaders`, unless the first row has them.
    pub headers: Option<Vec<String>>,
    /// `ItemsPointer`.
    pub items_pointer: Option<String>,
    /// `ManifestType`.
    pub manifest_type: Option<ManifestType>,
    /// Whether `Transformation` is `LOAD_AND_FLATTEN`.
    pub load_and_flatten: bool,
    /// `MaxItems`, `MaxItemsPath`; 0 is all.
    pub max_items: Option<Setting<u64>>,
}

/// Enums whose variants are words of ASL.
macro_rules! words {
    ($($(#[doc = $doc:literal])+ $name:ident { $($variant:ident = $word:literal,)+ })+) => {
        $(
            $(#[doc = $doc])+
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub enum $name {
                $(#[doc = concat!("`", $word, "`")] $variant,)+
            }

            impl $name {
                /// What the field accepts.
                pub const WORDS: &'static [&'static str] = &[$($word),+];

                /// The variant of a word.
                #[must_use]
                pub fn of(word: &str) -> Option<Self> {
                    match word {
                        $($word => Some($name::$variant),)+
                        _ => None,
                    }
                }

                /// The variant's name, which is that of the runtime too.
                #[must_use]
                pub fn name(self) -> &'static str {
                    match self { $($name::$variant => stringify!($variant),)+ }
                }
            }
        )+
    };
}

words! {
    /// `InputType`
    InputType {
        Csv = "CSV",
        Json = "JSON",
        Jsonl = "JSONL",
        Parquet = "PARQUET",
        Manifest = "MANIFEST",
    }

    /// `CSVDelimiter`
    Delimiter {
        Comma = "COMMA",
        Pipe = "PIPE",
        Semicolon = "SEMICOLON",
        Space = "SPACE",
        Tab = "TAB",
    }

    /// `ManifestType`
    ManifestType {
        AthenaData = "ATHENA_DATA",
        S3Inventory = "S3_INVENTORY",
    }

    /// `OutputType`
    OutputType {
        Json = "JSON",
        Jsonl = "JSONL",
    }

    /// `Transformation` of a `WriterConfig`
    Transformation {
        None = "NONE",
        Compact = "COMPACT",
        Flatten = "FLATTEN",
    }
}

/// `ItemBatcher`, with at least one of its limits.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemBatcher {
    /// `BatchInput`.
    pub input: Option<Template>,
    /// `MaxItemsPerBatch`, `MaxItemsPerBatchPath`.
    pub max_items: Option<Setting<u64>>,
    /// `MaxInputBytesPerBatch`, `MaxInputBytesPerBatchPath`.
    pub max_bytes: Option<Setting<u64>>,
}

/// `ResultWriter`, with a destination or a `WriterConfig` or both.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultWriter {
    /// `Parameters`, `Arguments`: where the results go. Without it they are the state's own.
    pub destination: Option<Template>,
    /// `OutputType`
    pub output_type: OutputType,
    /// `Transformation`; when it is not given, `NONE` for files and `COMPACT` for the state's own result.
    pub transformation: Transformation,
}
