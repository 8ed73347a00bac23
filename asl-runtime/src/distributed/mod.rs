//! Distributed Map: items read from object stores, child executions side by side, results written back. Reference §12.5,
//! §12.6.
//!
//! A machine with distributed Maps is like any other; its host has the [`Storage`] that they read and write, where S3 buckets
//! are folders, memory or buckets of a cloud, and can tell of their progress. Child executions run on tokio's worker threads,
//! so that handlers which compute use all cores; they are tasks of their own and end with the execution.
//!
//! ```
//! use asl_runtime::distributed::Storage;
//! use asl_runtime::{InMemory, TaskContext, TaskResult, Value, asl, json};
//!
//! asl! {
//!     mod import = {
//!         "StartAt": "Import Rows",
//!         "States": {
//!             "Import Rows": {
//!                 "Type": "Map",
//!                 "ItemReader": {
//!                     "Resource": "arn:aws:states:::s3:getObject",
//!                     "Parameters": { "Bucket": "inbox", "Key.$": "$.file" },
//!                     "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" }
//!                 },
//!                 "ItemProcessor": {
//!                     "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
//!                     "StartAt": "Import Row",
//!                     "States": { "Import Row": { "Type": "Task", "Resource": "import_row", "End": true } }
//!                 },
//!                 "End": true
//!             }
//!         }
//!     };
//! }
//!
//! struct Importer;
//!
//! impl import::Tasks for Importer {
//!     async fn import_row(&self, row: Value, _: &TaskContext<'_>) -> TaskResult {
//!         Ok(row["name"].clone())
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let storage = Storage::memory(); // or `Storage::folder("data")`
//! storage.put("inbox", "people.csv", "id,name\n1,Ada\n2,Grace\n").await?;
//! let host = InMemory::new()
//!     .storage(storage)
//!     .on_progress(|progress| println!("{} of {}", progress.succeeded, progress.total));
//! let machine = import::Machine::new(Importer).on(host);
//! let names = machine.run(json!({ "file": "people.csv" })).await?;
//! assert_eq!(names, json!(["Ada", "Grace"]));
//! # Ok(())
//! # }
//! ```
//!
//! On a runtime with one thread, as in a test with a paused clock, they take turns. A host whose observer is only borrowed
//! cannot go to other threads: its executions are made by [`Execution::new`](crate::Execution::new), and their child
//! executions run in the same task.
//!
//! What differs from AWS: a share of failures is judged once the number of items is known, which is when the last one has
//! been read, or from the beginning for items that do not come from an `ItemReader`.

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
pub use items::{Item, Items, computed_items, input_items, items};
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
