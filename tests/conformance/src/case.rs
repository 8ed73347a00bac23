//! The recorded cases.

use std::error::Error;
use std::path::Path;

use conformance::scenario::{Visited, present};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

/// One case: what was sent to AWS, and what it did.
#[derive(Debug, Deserialize)]
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) group: String,
    pub(crate) kind: Kind,
    pub(crate) definition: Option<Value>,
    pub(crate) definition_text: Option<String>,
    #[serde(default)]
    pub(crate) input: Value,
    pub(crate) clock: Timestamp,
    pub(crate) context: Option<Context>,
    #[serde(default)]
    pub(crate) expect: Expect,
    pub(crate) trace: Option<Vec<Scope>>,
    #[serde(default)]
    pub(crate) tasks: Option<Vec<Task>>,
    pub(crate) child_tasks_unrecorded: Option<Vec<String>>,
    pub(crate) request: Option<Request>,
    pub(crate) validation: Option<Validation>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Execution,
    TestState,
    Validation,
    VariableReferences,
}

/// The context object that an execution ran with.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Context {
    pub(crate) execution: Option<ExecutionContext>,
    pub(crate) state_machine: Option<StateMachineContext>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ExecutionContext {
    pub(crate) id: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) role_arn: Option<String>,
    pub(crate) input: Option<Value>,
    pub(crate) start_time: Option<Timestamp>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct StateMachineContext {
    pub(crate) id: Option<String>,
    pub(crate) name: Option<String>,
}

/// How an execution ended, or what the TestState API answered.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Expect {
    pub(crate) status: String,
    #[serde(default, deserialize_with = "present")]
    pub(crate) output: Option<Value>,
    pub(crate) error: Option<Value>,
    pub(crate) cause: Option<Value>,
    pub(crate) message: Option<String>,
    pub(crate) next_state: Option<Value>,
    #[serde(default)]
    pub(crate) inspection_data: Value,
}

/// The states of one scope, in order.
#[derive(Debug, Deserialize)]
pub(crate) struct Scope {
    pub(crate) scope: String,
    pub(crate) steps: Vec<Visited>,
}

/// One attempt at a task.
#[derive(Debug, Deserialize)]
pub(crate) struct Task {
    pub(crate) state: String,
    #[serde(default, deserialize_with = "present")]
    pub(crate) input: Option<Value>,
    pub(crate) timeout_seconds: Option<Value>,
    pub(crate) heartbeat_seconds: Option<Value>,
    pub(crate) outcome: Option<Outcome>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Outcome {
    Output {
        output: Value,
    },
    Timeout {
        #[serde(rename = "timeout")]
        _timeout: bool,
    },
    None {
        #[serde(rename = "none")]
        _none: bool,
    },
    Error {
        error: Option<String>,
        cause: Option<Value>,
        phase: Option<String>,
    },
}

/// The arguments of the TestState API.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Request {
    pub(crate) state_name: Option<String>,
    pub(crate) mock: Option<Mock>,
    pub(crate) context: Option<Context>,
    #[serde(default)]
    pub(crate) state_configuration: serde_json::Map<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Mock {
    pub(crate) result: Option<Value>,
    pub(crate) error_output: Option<MockError>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct MockError {
    pub(crate) error: Option<String>,
    pub(crate) cause: Option<String>,
}

/// What AWS said to a definition.
#[derive(Debug, Deserialize)]
pub(crate) struct Validation {
    pub(crate) result: String,
    pub(crate) message: Option<String>,
    #[serde(default)]
    pub(crate) diagnostics: Vec<ValidationDiagnostic>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ValidationDiagnostic {
    pub(crate) message: String,
}

impl Case {
    /// The definition as it was sent.
    pub(crate) fn definition_text(&self) -> String {
        match (&self.definition_text, &self.definition) {
            (Some(text), _) => text.clone(),
            (None, Some(definition)) => format!("{definition:#}"),
            (None, None) => String::new(),
        }
    }
}

/// Reads `<folder>/<group>/<case>.json`, in the order of their names.
pub(crate) fn read(folder: &Path) -> Result<Vec<Case>, Box<dyn Error>> {
    let mut cases = Vec::new();
    for group in entries(folder)?.iter().filter(|path| path.is_dir()) {
        for path in entries(group)? {
            if path
                .extension()
                .is_some_and(|extension| extension == "json")
            {
                let text = std::fs::read_to_string(&path)?;
                let case = serde_json::from_str(&text)
                    .map_err(|error| format!("{}: {error}", path.display()))?;
                cases.push(case);
            }
        }
    }
    Ok(cases)
}

fn entries(folder: &Path) -> std::io::Result<Vec<std::path::PathBuf>> {
    let mut entries = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    entries.sort();
    Ok(entries)
}
