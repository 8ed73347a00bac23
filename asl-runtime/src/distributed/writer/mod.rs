//! Results into files: `ResultWriter`. Reference §12.6.

mod element;
mod file;
#[cfg(test)]
mod tests;

use std::fmt;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use self::file::{ResultFiles, Written};
use super::storage::{Access, Bucket, Storage, StorageError};

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
    /// `Input`: JSON text, which is smaller than a value and is what the results say.
    pub input: String,
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
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

impl From<StorageError> for WriteError {
    fn from(error: StorageError) -> Self {
        WriteError {
            message: error.to_string(),
        }
    }
}

impl From<serde_json::Error> for WriteError {
    fn from(error: serde_json::Error) -> Self {
        WriteError {
            message: format!("a result has no JSON text: {error}"),
        }
    }
}

impl ResultWriter {
    /// Begins the files of a map run, whose ARN ends in the id that names their folder; `None` without a destination.
    ///
    /// # Errors
    /// A bucket that is not there.
    pub async fn begin(
        &self,
        storage: &Storage,
        map_run_arn: &str,
    ) -> Result<Option<RunningWriter>, WriteError> {
        let Some(Destination { bucket, prefix }) = &self.destination else {
            return Ok(None);
        };
        let id = map_run_arn.rsplit(':').next().unwrap_or(map_run_arn);
        let folder = match prefix.trim_end_matches('/') {
            "" => id.to_owned(),
            prefix => format!("{prefix}/{id}"),
        };
        Ok(Some(RunningWriter {
            bucket: storage.bucket(bucket, Access::Write)?,
            folder,
            map_run_arn: map_run_arn.to_owned(),
            transformation: self.transformation,
            succeeded: ResultFiles::new("SUCCEEDED", self.output_type),
            failed: ResultFiles::new("FAILED", self.output_type),
            pending: ResultFiles::new("PENDING", self.output_type),
        }))
    }

    /// The results as the state's own: what `WriterConfig` makes of them without a destination. Only outputs of children that
    /// succeeded are transformed.
    #[must_use]
    pub fn collect(&self, results: Vec<ChildResult>) -> Value {
        let elements = results
            .into_iter()
            .flat_map(|result| element::values(result, self.transformation));
        Value::Array(elements.collect())
    }
}

/// The files of a map run while it goes on: `SUCCEEDED_n`, `FAILED_n` and `PENDING_n` in the folder
/// `prefix/id`, and in the end `manifest.json`.
///
/// A file is written when it is full, whole or not at all. After the process was killed, what was written stands;
/// without a manifest the folder is of a run that did not end.
#[derive(Debug)]
pub struct RunningWriter {
    bucket: Bucket,
    folder: String,
    map_run_arn: String,
    transformation: Transformation,
    succeeded: ResultFiles,
    failed: ResultFiles,
    pending: ResultFiles,
}

impl RunningWriter {
    /// Adds the result of a child execution. It waits when a file is full and is being written; cancelling it then loses that
    /// file.
    ///
    /// # Errors
    /// What the store says, with the place.
    pub async fn write(&mut self, result: ChildResult) -> Result<(), WriteError> {
        let files = match result.status {
            ChildStatus::Succeeded => &mut self.succeeded,
            ChildStatus::Pending => &mut self.pending,
            ChildStatus::Failed | ChildStatus::TimedOut | ChildStatus::Aborted => &mut self.failed,
        };
        element::write(&result, self.transformation, files)?;
        match files.is_full() {
            true => files.flush(&self.bucket, &self.folder).await,
            false => Ok(()),
        }
    }

    /// Writes what is left, and after it the manifest that lists everything.
    ///
    /// # Errors
    /// What the store says, with the place.
    pub async fn finish(mut self) -> Result<Exported, WriteError> {
        for files in [&mut self.succeeded, &mut self.failed, &mut self.pending] {
            files.flush(&self.bucket, &self.folder).await?;
        }
        let manifest = Manifest {
            destination_bucket: self.bucket.name(),
            map_run_arn: &self.map_run_arn,
            result_files: Listed {
                failed: self.failed.written(),
                pending: self.pending.written(),
                succeeded: self.succeeded.written(),
            },
        };
        let key = format!("{}/manifest.json", self.folder);
        let text = serde_json::to_vec(&manifest)?;
        self.bucket.put(&key, text.into()).await?;
        Ok(Exported {
            bucket: self.bucket.name().to_owned(),
            key,
        })
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Manifest<'a> {
    destination_bucket: &'a str,
    map_run_arn: &'a str,
    result_files: Listed<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
struct Listed<'a> {
    failed: &'a [Written],
    pending: &'a [Written],
    succeeded: &'a [Written],
}
