//! Results into files: `ResultWriter`. Reference §12.6.

use std::fmt;

use jiff::Timestamp;
use serde_json::Value;

use super::storage::Storage;

/// A `ResultWriter` whose fields have been evaluated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResultWriter {
    /// Where the files go; without it the results are the state's own.
    pub destination: Option<Destination>,
    /// `OutputType`.
    pub output_type: OutputType,
    /// `Transformation`.
    pub transformation: Transformation,
}

/// `Bucket` and `Prefix` of a `ResultWriter`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// `Bucket`.
    pub bucket: String,
    /// `Prefix`; may be empty.
    pub prefix: String,
}

/// `OutputType`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OutputType {
    /// `JSON`: an array.
    #[default]
    Json,
    /// `JSONL`: a line for each result.
    Jsonl,
}

/// `Transformation`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Transformation {
    /// `NONE`: the description of each child execution.
    #[default]
    None,
    /// `COMPACT`: the output of each.
    Compact,
    /// `FLATTEN`: outputs that are arrays are put together.
    Flatten,
}

/// A child execution as the result files describe it.
#[derive(Clone, Debug, PartialEq)]
pub struct ChildResult {
    /// `ExecutionArn`.
    pub execution_arn: String,
    /// `Name`.
    pub name: String,
    /// `StateMachineArn`.
    pub state_machine_arn: String,
    /// `Status`.
    pub status: ChildStatus,
    /// `Input`.
    pub input: Value,
    /// `Output`, of one that succeeded.
    pub output: Option<Value>,
    /// `Error`, of one that did not.
    pub error: Option<String>,
    /// `Cause`, of one that did not.
    pub cause: Option<String>,
    /// `StartDate`, unless it never started.
    pub start: Option<Timestamp>,
    /// `StopDate`, unless it never started.
    pub stop: Option<Timestamp>,
}

/// How a child execution ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChildStatus {
    /// `SUCCEEDED`.
    Succeeded,
    /// `FAILED`.
    Failed,
    /// `TIMED_OUT`.
    TimedOut,
    /// `ABORTED`.
    Aborted,
    /// `PENDING`: it never started.
    Pending,
}

/// Where the manifest of a map run is: what `ResultWriterDetails` say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// `Bucket`.
    pub bucket: String,
    /// `Key`.
    pub key: String,
}

/// Why results could not be written, and where: `States.ResultWriterFailed`. Its `Display` text is the cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteError {
    message: String,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for WriteError {}

impl ResultWriter {
    /// Begins the files of a map run, whose ARN ends in the id that names their folder; `None` without a destination.
    ///
    /// # Errors
    /// A bucket that is not there.
    pub async fn begin(
        &self,
        _storage: &Storage,
        _map_run_arn: &str,
    ) -> Result<Option<RunningWriter>, WriteError> {
        Ok(None)
    }

    /// The results as the state's own: what `WriterConfig` makes of them without a destination. Only outputs of children that
    /// succeeded are transformed.
    #[must_use]
    pub fn collect(&self, _results: Vec<ChildResult>) -> Value {
        Value::Null
    }
}

/// The files of a map run while it goes on.
#[derive(Debug)]
pub struct RunningWriter {
    exported: Exported,
}

impl RunningWriter {
    /// Adds the result of a child execution. Files are written whole, each when it is full; what was written stands after the
    /// process was killed.
    ///
    /// # Errors
    /// What the store says, with the place.
    pub async fn write(&mut self, _result: ChildResult) -> Result<(), WriteError> {
        Ok(())
    }

    /// Writes what is left, and the manifest after everything that it lists.
    ///
    /// # Errors
    /// What the store says, with the place.
    pub async fn finish(self) -> Result<Exported, WriteError> {
        Ok(self.exported)
    }
}
