//! Variables: reading, assigning, storing them. Reference §5.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::context::Cx;
use crate::error::ExecutionError;
use crate::host::{Host, Observer};
use crate::jsonata::Item;
use crate::machine::{Machine, MachineState};
use crate::payload;

/// The variables of a machine.
pub(crate) type VariablesOf<M> = <<M as Machine>::State as MachineState>::Variables;

/// The value of a variable.
///
/// # Errors
/// `States.Runtime` while no state has assigned it.
pub fn variable<'v>(variable: &'v Option<Value>, name: &str) -> Result<&'v Value, ExecutionError> {
    variable.as_ref().ok_or_else(|| {
        ExecutionError::runtime(format!(
            "The variable '${name}' has no value: no state has assigned it before"
        ))
    })
}

/// A variable as JSONata sees it: nothing while no state has assigned it.
#[must_use]
#[inline]
pub fn variable_item(variable: &Option<Value>) -> Item<'_> {
    variable.as_ref().map_or(Item::Undefined, Item::from)
}

/// Reads a variable that is stored: one that holds `null` has a value, one that is missing has none.
///
/// # Errors
/// The deserializer's.
pub fn stored<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

impl<H: Host> Cx<'_, H> {
    /// Gives variables their new values, at the end of a state. Reference §5.2.
    ///
    /// # Errors
    /// `States.DataLimitExceeded` when they are larger, all together, than the host allows, or all variables of the execution
    /// are larger than forty times as much: 10 MiB on AWS. Reference §5.5.
    #[inline]
    pub fn assign<const N: usize>(
        &mut self,
        names: [&'static str; N],
        variables: [&mut Option<Value>; N],
        values: [Value; N],
    ) -> Result<(), ExecutionError> {
        if let Some(limit) = self.host.payload_limit() {
            self.make_room(&variables, &values, limit)?;
        }
        let mut values = values.into_iter();
        for (name, variable) in names.into_iter().zip(variables) {
            if let Some(value) = &values.as_slice().first() {
                self.observe(|observer, visit| observer.assigned(visit, name, value));
            }
            *variable = values.next();
        }
        Ok(())
    }

    fn make_room(
        &mut self,
        variables: &[&mut Option<Value>],
        values: &[Value],
        limit: usize,
    ) -> Result<(), ExecutionError> {
        if payload::fit(values, limit) && self.store(variables, values, limit) {
            return Ok(());
        }
        Err(ExecutionError::output_too_large(self.state.name))
    }

    /// Whether all variables of the execution are within their limit with these new values.
    fn store(&mut self, variables: &[&mut Option<Value>], new: &[Value], limit: usize) -> bool {
        let Some(store) = &self.root.store else {
            return true;
        };
        let old = variables.iter().filter_map(|variable| variable.as_ref());
        store.replace(&mut self.progress.stored, old, new, limit)
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Variables {
        #[serde(
            default,
            deserialize_with = "stored",
            skip_serializing_if = "Option::is_none"
        )]
        order: Option<Value>,
    }

    #[test]
    fn a_stored_null_is_a_value_and_a_missing_variable_is_none() {
        for (order, text) in [
            (None, "{}"),
            (Some(json!(null)), r#"{"order":null}"#),
            (Some(json!(1)), r#"{"order":1}"#),
        ] {
            let variables = Variables { order };
            let stored = serde_json::to_string(&variables).expect("it can be written");
            assert_eq!(stored, text);
            assert_eq!(serde_json::from_str(text).ok(), Some(variables));
        }
    }

    #[test]
    fn reading_a_variable_without_a_value_is_a_runtime_error() {
        let error = variable(&None, "order").expect_err("it has no value");
        assert_eq!(
            error.cause(),
            Some("The variable '$order' has no value: no state has assigned it before")
        );
        assert_eq!(variable(&Some(json!(1)), "order"), Ok(&json!(1)));
    }
}
