//! What the results say of a child execution. Reference §12.6.

use jiff::Timestamp;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::file::ResultFiles;
use super::{ChildResult, ChildStatus, Transformation, WriteError};

/// Adds the elements of a result to a file.
pub(super) fn write(
    result: &ChildResult,
    transformation: Transformation,
    files: &mut ResultFiles,
) -> Result<(), WriteError> {
    match (transformation, output(result)) {
        (Transformation::None, _) | (_, None) => files.push(&Description::of(result)),
        (Transformation::Flatten, Some(Value::Array(outputs))) => {
            outputs.iter().try_for_each(|output| files.push(output))
        }
        (_, Some(output)) => files.push(output),
    }
}

/// The elements of a result as values.
pub(super) fn values(result: ChildResult, transformation: Transformation) -> Vec<Value> {
    match transformation {
        Transformation::None => vec![description(&result)],
        _ if output(&result).is_none() => vec![description(&result)],
        transformation => match (transformation, result.output) {
            (Transformation::Flatten, Some(Value::Array(outputs))) => outputs,
            (_, output) => vec![output.unwrap_or_default()],
        },
    }
}

/// The output of a child that succeeded. The results of others are never transformed.
fn output(result: &ChildResult) -> Option<&Value> {
    let succeeded = result.status == ChildStatus::Succeeded;
    result.output.as_ref().filter(|_| succeeded)
}

fn description(result: &ChildResult) -> Value {
    serde_json::to_value(Description::of(result)).unwrap_or_default()
}

/// An execution as `DescribeExecution` describes it, in AWS's order. Of one that never started there is its input.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Description<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    execution_arn: Option<&'a str>,
    input: &'a str,
    input_details: Details,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output_details: Option<Details>,
    #[serde(flatten)]
    redrive: Option<Redrive>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "millis")]
    start_date: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state_machine_arn: Option<&'a str>,
    status: ChildStatus,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "millis")]
    stop_date: Option<Timestamp>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Details {
    included: bool,
}

/// Nothing here can be redriven.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Redrive {
    redrive_count: u32,
    redrive_status: &'static str,
    redrive_status_reason: String,
}

impl<'a> Description<'a> {
    fn of(result: &'a ChildResult) -> Self {
        let started = result.status != ChildStatus::Pending;
        let details = || Details { included: true };
        Description {
            cause: result.cause.as_deref(),
            error: result.error.as_deref(),
            execution_arn: started.then_some(&result.execution_arn),
            input: &result.input,
            input_details: details(),
            name: started.then_some(&result.name),
            output: result.output.as_ref().map(Value::to_string),
            output_details: started.then(details),
            redrive: started.then(|| Redrive {
                redrive_count: 0,
                redrive_status: "NOT_REDRIVABLE",
                redrive_status_reason: format!(
                    "Execution is {} and cannot be redriven",
                    result.status.as_str()
                ),
            }),
            start_date: result.start,
            state_machine_arn: started.then_some(&result.state_machine_arn),
            status: result.status,
            stop_date: result.stop,
        }
    }
}

impl ChildStatus {
    /// AWS's name for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            ChildStatus::Succeeded => "SUCCEEDED",
            ChildStatus::Failed => "FAILED",
            ChildStatus::TimedOut => "TIMED_OUT",
            ChildStatus::Aborted => "ABORTED",
            ChildStatus::Pending => "PENDING",
        }
    }
}

impl Serialize for ChildStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A time to the millisecond, as AWS writes it.
fn millis<S: Serializer>(time: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) => serializer.collect_str(&format_args!("{time:.3}")),
        None => serializer.serialize_none(),
    }
}
