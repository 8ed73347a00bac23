//! What becomes of the results of child executions: files, or the result of the state. Reference §12.6.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::storage::Storage;
use super::writer::{ChildResult, ChildStatus, ResultWriter, RunningWriter, WriteError};
use crate::error::{ExecutionError, names};
use crate::identity::Identity;

/// What the results say of a child execution besides its outcome.
pub(super) struct Description {
    pub(super) identity: Identity,
    /// As JSON text.
    pub(super) input: String,
    /// `None` for one that has not begun.
    pub(super) start: Option<Timestamp>,
}

/// How a child execution ended, and when.
pub(super) struct Ended {
    pub(super) status: ChildStatus,
    pub(super) outcome: Result<Value, ExecutionError>,
    pub(super) stop: Timestamp,
}

impl Description {
    /// Of one that ended, or of one that never will.
    pub(super) fn result(self, ended: Option<Ended>) -> ChildResult {
        let Identity {
            execution_id,
            execution_name,
            state_machine_id,
            ..
        } = self.identity;
        let unfinished = match self.start {
            Some(_) => ChildStatus::Aborted,
            None => ChildStatus::Pending,
        };
        let (status, stop, outcome) = match ended {
            Some(ended) => (ended.status, Some(ended.stop), Some(ended.outcome)),
            None => (unfinished, None, None),
        };
        let (output, error) = match outcome {
            Some(Ok(output)) => (Some(output), None),
            Some(Err(error)) => (None, Some(error)),
            None => (None, None),
        };
        let text = |part: Option<&str>| part.map(str::to_owned);
        ChildResult {
            execution_arn: execution_id,
            name: execution_name,
            state_machine_arn: state_machine_id,
            status,
            input: self.input,
            output,
            error: text(error.as_ref().and_then(ExecutionError::error)),
            cause: text(error.as_ref().and_then(ExecutionError::cause)),
            start: self.start,
            stop,
        }
    }
}

/// The results of a map run.
pub(super) enum Results {
    /// They go into files.
    Files(Box<RunningWriter>),
    /// They are the state's own, in the order of the children: what the writer makes of each.
    Own(ResultWriter, Vec<Vec<Value>>),
}

impl Results {
    /// Those of a map run that begins.
    pub(super) async fn begin(
        writer: ResultWriter,
        storage: &Storage,
        map_run_arn: &str,
    ) -> Result<Self, ExecutionError> {
        let files = writer
            .begin(storage, map_run_arn)
            .await
            .map_err(unwritten)?;
        Ok(match files {
            Some(files) => Results::Files(Box::new(files)),
            None => Results::Own(writer, Vec::new()),
        })
    }

    /// Whether they go into files.
    pub(super) fn are_files(&self) -> bool {
        matches!(self, Results::Files(_))
    }

    /// Adds the output of a child execution that need not be described.
    pub(super) fn add_output(&mut self, index: usize, output: Value) {
        if let Results::Own(_, elements) = self {
            place(elements, index, vec![output]);
        }
    }

    /// Adds the result of a child execution.
    pub(super) async fn add(
        &mut self,
        index: usize,
        result: ChildResult,
    ) -> Result<(), ExecutionError> {
        match self {
            Results::Files(files) => files.write(result).await.map_err(unwritten),
            Results::Own(writer, elements) => {
                if let Value::Array(made) = writer.collect(vec![result]) {
                    place(elements, index, made);
                }
                Ok(())
            }
        }
    }

    /// The result of the state.
    pub(super) async fn finish(self, map_run_arn: &str) -> Result<Value, ExecutionError> {
        match self {
            Results::Files(files) => {
                let exported = files.finish().await.map_err(unwritten)?;
                Ok(json!({ "MapRunArn": map_run_arn, "ResultWriterDetails": exported }))
            }
            Results::Own(_, elements) => Ok(elements.into_iter().flatten().collect()),
        }
    }
}

fn place(elements: &mut Vec<Vec<Value>>, index: usize, made: Vec<Value>) {
    if elements.len() <= index {
        elements.resize_with(index + 1, Vec::new);
    }
    elements[index] = made;
}

fn unwritten(error: WriteError) -> ExecutionError {
    ExecutionError::new(names::RESULT_WRITER_FAILED, error.to_string())
}
