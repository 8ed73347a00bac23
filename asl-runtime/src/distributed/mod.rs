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
mod child;
mod children;
mod feed;
mod items;
mod progress;
mod reader;
mod results;
mod run;
mod storage;
mod tolerance;
mod writer;

pub use batch::{BatchError, Batcher};
pub(crate) use child::AnyChild;
pub use items::{Item, Items, input_items, items};
pub use progress::{MapRunProgress, MapRunStatus, Watcher};
pub use reader::{
    CsvConfig, CsvHeader, DataItem, Delimiter, InputType, ItemReader, ManifestType, ReadError,
    ReaderConfig, Source,
};
pub use run::{ItemProcessor, MapRun};
pub use storage::{Storage, StorageError};
pub use tolerance::Tolerance;
pub use writer::{
    ChildResult, ChildStatus, Destination, Exported, OutputType, ResultWriter, RunningWriter,
    Transformation, WriteError,
};
