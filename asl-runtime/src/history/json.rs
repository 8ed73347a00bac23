//! The history as AWS's `GetExecutionHistory` gives it. Reference §14.1, §14.2.

use serde_json::{Map, Value, json};

use super::event::{EventKind, Failure, HistoryEvent, IterationStage};
use super::resource::Integration;

pub(super) fn history(events: &[HistoryEvent]) -> Value {
    json!({ "events": events.iter().map(event).collect::<Vec<_>>() })
}

fn event(event: &HistoryEvent) -> Value {
    let (kind, details) = details(&event.kind);
    let mut json = json!({
        "timestamp": format!("{:.3}", event.timestamp),
        "type": kind,
        "id": event.id,
        "previousEventId": event.previous_event_id,
    });
    if let Some((name, details)) = details {
        json[format!("{name}EventDetails")] = details;
    }
    json
}

type Details = Option<(String, Value)>;

/// The event's type, and its details under the name of their family.
fn details(kind: &EventKind) -> (String, Details) {
    let named = |kind: &str, details: Value| (kind.to_owned(), Some((lower_first(kind), details)));
    let bare = |kind: &str| (kind.to_owned(), None);
    match kind {
        EventKind::ExecutionStarted { input, role_arn } => {
            let mut details = data("input", input);
            if let Some(role_arn) = role_arn {
                details["roleArn"] = json!(role_arn);
            }
            named("ExecutionStarted", details)
        }
        EventKind::ExecutionSucceeded { output } => {
            named("ExecutionSucceeded", data("output", output))
        }
        EventKind::ExecutionFailed(failed) => named("ExecutionFailed", failure(failed)),
        EventKind::ExecutionTimedOut(failed) => named("ExecutionTimedOut", failure(failed)),
        EventKind::StateEntered { state, name, input } => {
            let mut details = data("input", input);
            details["name"] = json!(name);
            (
                format!("{state}StateEntered"),
                Some(("stateEntered".to_owned(), details)),
            )
        }
        EventKind::StateExited {
            state,
            name,
            output,
            assigned_variables,
        } => {
            let mut details = data("output", output);
            details["name"] = json!(name);
            if !assigned_variables.is_empty() {
                let texts = assigned_variables.iter();
                details["assignedVariables"] = texts
                    .map(|(name, value)| (*name, value.to_string()))
                    .collect();
                details["assignedVariablesDetails"] = json!({ "truncated": false });
            }
            (
                format!("{state}StateExited"),
                Some(("stateExited".to_owned(), details)),
            )
        }
        EventKind::EvaluationFailed {
            state,
            failure: failed,
            location,
        } => {
            let mut details = failure(failed);
            details["state"] = json!(state);
            if let Some(location) = location {
                details["location"] = json!(location);
            }
            named("EvaluationFailed", details)
        }
        EventKind::StateAborted { state } => bare(&format!("{state}StateAborted")),
        EventKind::ParallelStateStarted => bare("ParallelStateStarted"),
        EventKind::ParallelStateSucceeded => bare("ParallelStateSucceeded"),
        EventKind::ParallelStateFailed => bare("ParallelStateFailed"),
        EventKind::MapStateStarted { length } => {
            named("MapStateStarted", json!({ "length": length }))
        }
        EventKind::MapStateSucceeded => bare("MapStateSucceeded"),
        EventKind::MapStateFailed => bare("MapStateFailed"),
        EventKind::MapRunStarted { map_run_arn } => {
            named("MapRunStarted", json!({ "mapRunArn": map_run_arn }))
        }
        EventKind::MapRunSucceeded => bare("MapRunSucceeded"),
        EventKind::MapRunFailed(failed) => named("MapRunFailed", failure(failed)),
        EventKind::MapIteration { stage, name, index } => {
            let stage = match stage {
                IterationStage::Started => "MapIterationStarted",
                IterationStage::Succeeded => "MapIterationSucceeded",
                IterationStage::Failed => "MapIterationFailed",
                IterationStage::Aborted => "MapIterationAborted",
            };
            named(stage, json!({ "name": name, "index": index }))
        }
        EventKind::TaskScheduled { .. }
        | EventKind::TaskStarted { .. }
        | EventKind::TaskSubmitted { .. }
        | EventKind::TaskSucceeded { .. }
        | EventKind::TaskFailed { .. }
        | EventKind::TaskTimedOut { .. } => task(kind),
    }
}

/// The events of a task: in three families, of which only `Task` says each time what is called.
fn task(kind: &EventKind) -> (String, Details) {
    let (task, stage, mut details) = match kind {
        EventKind::TaskScheduled {
            task,
            input,
            timeout_in_seconds,
            heartbeat_in_seconds,
            credentials,
        } => {
            let mut details = scheduled(*task, input, *timeout_in_seconds, *heartbeat_in_seconds);
            if let Some(credentials) = credentials {
                details["taskCredentials"] = json!({ "roleArn": credentials["RoleArn"] });
            }
            (task, "Scheduled", details)
        }
        EventKind::TaskStarted { task } => (task, "Started", json!({})),
        EventKind::TaskSubmitted { task, output } => (task, "Submitted", data("output", output)),
        EventKind::TaskSucceeded { task, output } => (task, "Succeeded", data("output", output)),
        EventKind::TaskFailed {
            task,
            failure: failed,
        } => (task, "Failed", failure(failed)),
        EventKind::TaskTimedOut {
            task,
            failure: failed,
        } => (task, "TimedOut", failure(failed)),
        _ => return (String::new(), None),
    };
    let family = match task {
        Integration::LambdaFunction { .. } => "LambdaFunction",
        Integration::Activity { .. } => "Activity",
        Integration::Task {
            resource_type,
            resource,
        } => {
            details["resourceType"] = json!(resource_type);
            details["resource"] = json!(resource);
            "Task"
        }
    };
    let name = format!("{family}{stage}");
    let is_empty = details.as_object().is_none_or(Map::is_empty);
    let details = (!is_empty).then(|| (lower_first(&name), details));
    (name, details)
}

fn scheduled(
    task: Integration,
    input: &Value,
    timeout: Option<u64>,
    heartbeat: Option<u64>,
) -> Value {
    let mut details = match task {
        Integration::LambdaFunction { resource } | Integration::Activity { resource } => {
            let mut details = data("input", input);
            details["resource"] = json!(resource);
            details
        }
        Integration::Task { .. } => json!({ "region": "local", "parameters": input.to_string() }),
    };
    if let Some(timeout) = timeout {
        details["timeoutInSeconds"] = json!(timeout);
    }
    if let Some(heartbeat) = heartbeat {
        details["heartbeatInSeconds"] = json!(heartbeat);
    }
    details
}

/// `{"input": "<JSON text>", "inputDetails": {"truncated": false}}`
fn data(name: &str, value: &Value) -> Value {
    json!({ name: value.to_string(), format!("{name}Details"): { "truncated": false } })
}

fn failure(Failure { error, cause }: &Failure) -> Value {
    let mut details = json!({});
    if let Some(error) = error {
        details["error"] = json!(error);
    }
    if let Some(cause) = cause {
        details["cause"] = json!(cause);
    }
    details
}

fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}
