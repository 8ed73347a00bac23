//! What flows through machines with types: any JSON, but as a type of its own.

use asl_runtime::Data;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// JSON that is passed on as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Data)]
#[serde(transparent)]
pub struct Passed(pub Value);

impl From<Value> for Passed {
    fn from(value: Value) -> Self {
        Passed(value)
    }
}
