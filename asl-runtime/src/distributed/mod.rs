//! Distributed Map: items read from object stores, in batches, with results written back. Reference §12.5, §12.6.

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
