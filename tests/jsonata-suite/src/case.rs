//! The cases of the suite.

use std::collections::HashMap;
use std::error::Error;
use std::path::Path;

use jsonata_suite::{Outcome, Run, present};
use serde::Deserialize;
use serde_json::Value;

/// A line of `cases.jsonl`.
#[derive(Debug, Deserialize)]
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) group: String,
    pub(crate) expr: String,
    #[serde(default, deserialize_with = "present")]
    data: Option<Value>,
    dataset: Option<String>,
    #[serde(default)]
    pub(crate) bindings: serde_json::Map<String, Value>,
    #[serde(default, deserialize_with = "present")]
    result: Option<Value>,
    #[serde(default)]
    unordered: bool,
    code: Option<String>,
    error: Option<Failure>,
    /// How deep the reference implementation may nest evaluations.
    depth: Option<u32>,
    passes_2_0_6: bool,
}

#[derive(Debug, Deserialize)]
struct Failure {
    code: String,
    message: Option<String>,
}

/// The cases that count.
pub(crate) struct Suite {
    pub(crate) cases: Vec<Case>,
    /// Cases that cannot even be read: their ids, and why.
    pub(crate) unreadable: Vec<(String, &'static str)>,
    datasets: HashMap<String, Value>,
}

impl Suite {
    /// Reads the suite. Cases that version 2.0.6 of the language does not pass are left out.
    pub(crate) fn read(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let lines = std::fs::read_to_string(folder.join("cases.jsonl"))?;
        let datasets = std::fs::read_to_string(folder.join("datasets.json"))?;
        let mut suite = Suite {
            cases: Vec::new(),
            unreadable: Vec::new(),
            datasets: serde_json::from_str(&datasets)?,
        };
        for line in lines.lines() {
            match serde_json::from_str::<Case>(line) {
                Ok(case) if case.passes_2_0_6 => suite.cases.push(case),
                Ok(_) => {}
                Err(error) => {
                    // A text of Rust has no half of a surrogate pair. Written out, it does for the id.
                    let line = line.replace("\\u", "\\\\u");
                    let case: Case = serde_json::from_str(&line).map_err(|_| error)?;
                    suite.unreadable.push((case.id, "it needs lone surrogates"));
                }
            }
        }
        Ok(suite)
    }

    /// What is to be run of a case.
    pub(crate) fn run(&self, index: usize) -> Run {
        let case = &self.cases[index];
        let dataset = case.dataset.as_ref();
        let dataset = dataset.and_then(|name| self.datasets.get(name));
        Run {
            case: index,
            input: case.data.as_ref().or(dataset).cloned(),
            bindings: Value::Object(case.bindings.clone()),
            // A call of a function takes it three evaluations at least.
            depth: case.depth.map_or(1_000, |depth| depth / 3),
        }
    }
}

impl Case {
    /// Why a case does not apply.
    pub(crate) fn skipped(&self) -> Option<&'static str> {
        self.expr.contains("$eval").then_some("it needs $eval")
    }

    /// What is wrong with an outcome.
    pub(crate) fn complaint(&self, outcome: &Outcome) -> Option<String> {
        let is_right = match outcome {
            Outcome::Error { code, message } => self.expects_error(code, message),
            Outcome::Value(value) => {
                let expected = self.result.as_ref();
                expected.is_some_and(|expected| equal(value, expected, self.unordered))
            }
            Outcome::Undefined => self.expects_nothing(),
            Outcome::Function | Outcome::Panicked => false,
        };
        (!is_right).then(|| format!("expected {}, got {outcome:?}", self.expectation()))
    }

    fn expects_nothing(&self) -> bool {
        self.result.is_none() && self.code.is_none() && self.error.is_none()
    }

    fn expects_error(&self, code: &str, message: &str) -> bool {
        // What stops the reference implementation has a code of the program that runs the suite.
        let code = if code.is_empty() { "U1001" } else { code };
        match &self.error {
            Some(error) => {
                error.code == code && error.message.as_ref().is_none_or(|text| text == message)
            }
            None => self.code.as_deref() == Some(code),
        }
    }

    /// What should come out.
    pub(crate) fn expectation(&self) -> String {
        match (&self.result, &self.code, &self.error) {
            (Some(value), ..) => value.to_string(),
            (None, Some(code), _) => code.clone(),
            (None, None, Some(Failure { code, message })) => {
                format!("{code} {}", message.as_deref().unwrap_or_default())
            }
            (None, None, None) => "nothing".to_owned(),
        }
    }
}

/// Equality of values; of arrays as sets, where order does not count.
fn equal(one: &Value, other: &Value, unordered: bool) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) if unordered => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|one| other.iter().any(|other| equal(one, other, unordered)))
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| equal(one, other, false))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, one)| {
                    other
                        .get(key)
                        .is_some_and(|other| equal(one, other, unordered))
                })
        }
        _ => one == other,
    }
}
