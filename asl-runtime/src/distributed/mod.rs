//! Distributed Map: items read from object stores, in batches, with results written back. Reference §12.5, §12.6.
//!
//! | for | see |
//! |---|---|
//! | where data lies: folders, memory, clouds | [`Storage`] |
//! | items from JSON, JSON Lines, CSV, Parquet, manifests and listings | [`ItemReader`] |
//! | batches of items | [`Batcher`] |
//! | result files with their manifest | [`ResultWriter`] |
//!
//! Items are read as they are asked for and results written as they come: memory does not grow with the data.

mod batch;
mod reader;
mod storage;
mod writer;

pub use batch::{BatchError, Batcher};
pub use reader::{
    CsvConfig, CsvHeader, DataItem, Delimiter, InputType, ItemReader, ManifestType, ReadError,
    ReaderConfig, Source,
};
pub use storage::{Storage, StorageError};
pub use writer::{
    ChildResult, ChildStatus, Destination, Exported, OutputType, ResultWriter, RunningWriter,
    Transformation, WriteError,
};
