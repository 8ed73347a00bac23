//! The corpus: an index, and a file for each definition.

use std::collections::HashMap;
use std::error::Error;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

/// A line of the index, with the definition's text.
#[derive(Debug, Deserialize)]
pub(crate) struct Entry {
    /// Its path in the corpus.
    pub(crate) file: String,
    pub(crate) expected: Expected,
    /// Which rule an invalid one breaks.
    pub(crate) rule: Option<String>,
    /// Why it is invalid, in the source's words.
    pub(crate) reason: Option<String>,
    /// Validators disagree about it.
    #[serde(default)]
    pub(crate) contested: bool,
    /// What kind of thing it is.
    pub(crate) class: Class,
    /// The names that stand where its source had a part of a template.
    #[serde(default)]
    pub(crate) substitutions: Vec<String>,
    /// What each validator says: `true`, or what it holds against the definition.
    #[serde(default)]
    verdicts: HashMap<String, Value>,
    repo: String,
    path: String,
    #[serde(skip)]
    pub(crate) text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Expected {
    Valid,
    Invalid,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Class {
    /// Published or deployed.
    Workflow,
    /// Test material of a tool.
    Fixture,
    /// A sample in documentation.
    Doc,
}

impl Entry {
    /// Whether a validator refuses it.
    pub(crate) fn refused_by(&self, validator: &str) -> bool {
        self.verdicts
            .get(validator)
            .is_some_and(|verdict| *verdict != Value::Bool(true))
    }

    /// Where it comes from.
    pub(crate) fn origin(&self) -> String {
        format!("{}: {}", self.repo, self.path)
    }
}

pub(crate) fn entries(folder: &Path) -> Result<Vec<Entry>, Box<dyn Error>> {
    let index = std::fs::read_to_string(folder.join("index.jsonl"))?;
    let entries = index.lines().map(|line| {
        let mut entry: Entry = serde_json::from_str(line)?;
        entry.text = std::fs::read_to_string(folder.join(&entry.file))?;
        Ok(entry)
    });
    entries.collect()
}
