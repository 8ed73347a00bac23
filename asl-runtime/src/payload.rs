//! The size of payloads, for hosts that limit it. Reference §10.5, §13.

use std::io::{self, ErrorKind, Write};

use serde_json::Value;

use crate::history::Integration;
use crate::host::Host;
use crate::machine::{MachineState, Step};
use crate::typed::Data;

/// Whether what a step leads to, the next state or an output, is as small as the host wants it.
pub(crate) fn is_within_limit<S: MachineState, O: Data, H: Host>(
    step: Step,
    next: &S,
    output: Option<&O>,
    host: &H,
) -> bool {
    let Some(limit) = host.payload_limit() else {
        return true;
    };
    match step {
        Step::Next => next.fits(limit),
        Step::Retry => true,
        Step::End => output.is_none_or(|output| fits(&output.as_json(), limit)),
    }
}

/// What AWS calls a task whose result is too large: the service, or else the whole resource. Reference §9.3.
pub(crate) fn called(resource: &'static str) -> &'static str {
    match Integration::of(resource) {
        Integration::Task { resource_type, .. } if !resource_type.is_empty() => resource_type,
        _ => resource,
    }
}

/// The same of a value of any type.
pub(crate) fn holds(value: &impl Data, limit: usize) -> bool {
    serde_json::to_writer(&mut Room(limit), value).is_ok()
}

/// Whether a value's JSON text is no longer than so many bytes. Looks no further than the limit and allocates nothing.
pub(crate) fn fits(value: &Value, limit: usize) -> bool {
    fit(std::slice::from_ref(value), limit)
}

/// Whether the JSON texts of values are, all together, no longer than so many bytes.
pub(crate) fn fit(values: &[Value], limit: usize) -> bool {
    let mut texts = values.iter();
    // Most payloads are so small that a glance tells.
    let glance = |room, value| room_after(value, room);
    if texts.clone().try_fold(limit, glance).is_some() {
        return true;
    }
    let mut room = Room(limit);
    texts.all(|value| serde_json::to_writer(&mut room, value).is_ok())
}

/// How many bytes of JSON text a value has.
pub(crate) fn size(value: &Value) -> usize {
    let mut room = Room(usize::MAX);
    // Nothing is as long as that.
    let _ = serde_json::to_writer(&mut room, value);
    usize::MAX - room.0
}

/// How much room a value leaves when every part of it takes as many bytes as it possibly could; `None` when it might not fit.
fn room_after(value: &Value, room: usize) -> Option<usize> {
    const LONGEST_NUMBER: usize = 24;
    const LONGEST_ESCAPE: usize = "\\u0000".len();
    let string = |text: &str| text.len().saturating_mul(LONGEST_ESCAPE).saturating_add(2);
    match value {
        Value::Null | Value::Bool(_) => room.checked_sub("false".len()),
        Value::Number(_) => room.checked_sub(LONGEST_NUMBER),
        Value::String(text) => room.checked_sub(string(text)),
        Value::Array(elements) => {
            let brackets_and_commas = elements.len() + 2;
            elements
                .iter()
                .try_fold(room.checked_sub(brackets_and_commas)?, |room, element| {
                    room_after(element, room)
                })
        }
        Value::Object(members) => {
            let punctuation = members.len() * 2 + 2;
            members
                .iter()
                .try_fold(room.checked_sub(punctuation)?, |room, (key, member)| {
                    room_after(member, room.checked_sub(string(key))?)
                })
        }
    }
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
            assert_eq!(super::size(&value), size, "{value}");
        }
    }

    #[test]
    fn a_glance_never_takes_a_payload_for_smaller_than_it_is() {
        for value in [
            json!(f64::MIN),
            json!(-1.234_567_890_123_456_7e-300),
            json!(u64::MAX),
            json!("\u{1}\u{2}"),
            json!({ "\u{1}": [false, null, {}, [[]], -0.5] }),
        ] {
            let room = room_after(&value, 1000).expect("small");
            assert!(1000 - room >= value.to_string().len(), "{value}");
        }
    }
}
