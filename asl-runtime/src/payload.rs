//! The size of payloads, for hosts that limit it. Reference §10.5, §13.

use std::io::{self, ErrorKind, Write};

use serde::Serialize;

use crate::context::Cx;
use crate::error::ExecutionError;
use crate::history::Integration;
use crate::host::Host;
use crate::machine::{Data, MachineState, Step};

/// How many bytes the variables of one machine may have, where payloads are limited. Reference §13.
const VARIABLES_LIMIT: usize = 10 << 20;

/// A step, unless its output or the variables behind it are larger than the host allows.
pub(crate) fn limited<S: MachineState, O: Data, H: Host>(
    step: Step<S, O>,
    variables: &S::Variables,
    cx: &Cx<'_, H>,
) -> Result<Step<S, O>, ExecutionError> {
    let Some(limit) = cx.host.payload_limit() else {
        return Ok(step);
    };
    let output_fits = match &step {
        Step::Next(next) => fits(&*next.input(), limit),
        Step::Retry { .. } => true,
        Step::End(output) => fits(&*output.as_json(), limit),
    };
    if output_fits && fits(variables, VARIABLES_LIMIT) {
        Ok(step)
    } else {
        Err(ExecutionError::output_too_large(cx.state.name))
    }
}

/// What AWS calls a task whose result is too large: the service, or else the whole resource. Reference §9.3.
pub(crate) fn called(resource: &'static str) -> &'static str {
    match Integration::of(resource) {
        Integration::Task { resource_type, .. } if !resource_type.is_empty() => resource_type,
        _ => resource,
    }
}

/// Whether a value's JSON text is no longer than so many bytes. Looks no further than the limit and allocates nothing.
pub(crate) fn fits<T: Serialize>(value: &T, limit: usize) -> bool {
    serde_json::to_writer(Room(limit), value).is_ok()
}

/// How many bytes may still be written.
struct Room(usize);

impl Write for Room {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.checked_sub(bytes.len()) {
            Some(left) => self.0 = left,
            None => return Err(ErrorKind::StorageFull.into()),
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_task_goes_by_its_service_or_its_resource() {
        let function = "arn:aws:lambda:us-east-1:1:function:f";
        for (resource, name) in [
            ("arn:aws:states:::lambda:invoke", "lambda"),
            ("arn:aws:states:::aws-sdk:s3:getObject", "aws-sdk:s3"),
            (function, function),
            ("charge_card", "charge_card"),
        ] {
            assert_eq!(called(resource), name);
        }
    }

    #[test]
    fn a_payload_is_as_large_as_its_json_text_in_utf_8() {
        for value in [
            json!(null),
            json!(-1.5e300),
            json!("ü\"\n€"),
            json!([]),
            json!({ "a": [1, "b", { "ö": true }], "c": {} }),
        ] {
            let size = value.to_string().len();
            assert!(fits(&value, size), "{value}");
            assert!(!fits(&value, size - 1), "{value}");
        }
    }
}
