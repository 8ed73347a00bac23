//! The recorded cases.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use conformance::scenario::{Objects, Visited, present};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::event::Event;
use crate::prepare::Checker;

/// One case: what was sent to AWS, and what it did.
#[derive(Debug, Deserialize)]
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) group: String,
    pub(crate) kind: Kind,
    #[serde(default)]
    machine_type: MachineType,
    provenance: Option<Provenance>,
    pub(crate) definition: Option<Value>,
    pub(crate) definition_text: Option<String>,
    #[serde(default)]
    pub(crate) input: Value,
    pub(crate) clock: Timestamp,
    pub(crate) context: Option<Context>,
    #[serde(default)]
    pub(crate) fixtures: Fixtures,
    #[serde(default)]
    pub(crate) expect: Expect,
    pub(crate) trace: Option<Vec<Scope>>,
    pub(crate) history: Option<Vec<Event>>,
    #[serde(default)]
    pub(crate) tasks: Option<Vec<Task>>,
    pub(crate) child_tasks_unrecorded: Option<Vec<String>>,
    pub(crate) request: Option<Request>,
    pub(crate) validation: Option<Validation>,
    pub(crate) variable_references: Option<BTreeMap<String, Vec<String>>>,
}

/// What was there before the execution.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Fixtures {
    /// The texts of objects, by their buckets and keys.
    #[serde(default)]
    pub(crate) s3: Objects,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Execution,
    TestState,
    Validation,
    VariableReferences,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum MachineType {
    #[default]
    Standard,
    Express,
}

#[derive(Debug, Deserialize)]
struct Provenance {
    /// E.g. `24-10-2023, 17:18:16`.
    recorded: Option<String>,
}

/// The context object that an execution ran with.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Context {
    pub(crate) execution: Option<ExecutionContext>,
    pub(crate) state: Option<Named>,
    pub(crate) state_machine: Option<Named>,
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

/// The context object's `State` or `StateMachine`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Named {
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
    pub(crate) submitted_output: Option<Value>,
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
    pub(crate) role_arn: Option<String>,
    /// The variables that have values before.
    pub(crate) variables: Option<Map<String, Value>>,
    /// Any JSON, since the API is tested with contexts that it refuses.
    pub(crate) context: Option<Value>,
    #[serde(default)]
    pub(crate) state_configuration: Map<String, Value>,
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
    /// Whether `$$.Execution.RedriveCount` exists for it: Express executions, as which the API tests states, cannot be
    /// redriven, and before November 2023 none could.
    pub(crate) fn knows_redrives(&self) -> bool {
        const INTRODUCED: Date = date(2023, 11, 15);
        let provenance = self.provenance.as_ref();
        let recorded = provenance.and_then(|provenance| {
            let (day, _) = provenance.recorded.as_ref()?.split_once(',')?;
            Date::strptime("%d-%m-%Y", day).ok()
        });
        self.machine_type == MachineType::Standard
            && self.kind != Kind::TestState
            && recorded.is_none_or(|recorded| recorded >= INTRODUCED)
    }

    /// How its definition is checked.
    pub(crate) fn checker(&self) -> Checker {
        match self.machine_type {
            MachineType::Standard => asl_compiler::check,
            MachineType::Express => asl_compiler::check_express,
        }
    }

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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn redrives_are_known_to_standard_executions_since_november_2023() {
        let knows = |kind: &str, machine_type: &str, recorded: &str| {
            let case = json!({
                "id": "", "group": "", "clock": "2025-01-01T00:00:00Z",
                "kind": kind, "machine_type": machine_type, "provenance": { "recorded": recorded }
            });
            let case: Case = serde_json::from_value(case).expect("a case");
            case.knows_redrives()
        };
        assert!(knows("execution", "STANDARD", "15-07-2024, 13:00:19"));
        assert!(!knows("execution", "EXPRESS", "15-07-2024, 13:00:19"));
        assert!(!knows("test_state", "STANDARD", "15-07-2024, 13:00:19"));
        assert!(!knows("execution", "STANDARD", "24-10-2023, 17:18:16"));
    }

    #[test]
    fn an_outcome_is_told_by_its_members() {
        let outcome = |json| serde_json::from_value::<Outcome>(json).expect("an outcome");
        assert!(matches!(
            outcome(json!({ "output": null })),
            Outcome::Output { .. }
        ));
        assert!(matches!(
            outcome(json!({ "error": null })),
            Outcome::Error { error: None, .. }
        ));
        let timeout = json!({ "timeout": true, "error": "States.Timeout" });
        assert!(matches!(outcome(timeout), Outcome::Timeout { .. }));
        assert!(matches!(
            outcome(json!({ "none": true })),
            Outcome::None { .. }
        ));
    }
}
