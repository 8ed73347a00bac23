//! The events of a history in the form of a case: details flat, JSON texts decoded.

use serde::Deserialize;
use serde_json::{Map, Value};

/// One event of a history.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Event {
    /// 0, as the link to the event before, where branches side by side were sorted.
    pub(crate) id: u64,
    pub(crate) previous_event_id: u64,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) details: Map<String, Value>,
}

/// The events of a history in the form of a case.
pub(crate) fn events(history: &Value) -> Vec<Event> {
    let events = history["events"].as_array();
    events.into_iter().flatten().filter_map(event).collect()
}

fn event(event: &Value) -> Option<Event> {
    let members = event.as_object()?;
    let mut details = members
        .iter()
        .filter(|(name, _)| name.ends_with("EventDetails"));
    let details = details.next().and_then(|(_, details)| details.as_object());
    Some(Event {
        id: event["id"].as_u64()?,
        previous_event_id: event["previousEventId"].as_u64()?,
        kind: event["type"].as_str()?.to_owned(),
        details: details.map(decoded).unwrap_or_default(),
    })
}

/// JSON texts as the values they stand for, and nothing about how much of them was kept.
fn decoded(details: &Map<String, Value>) -> Map<String, Value> {
    let told = details
        .iter()
        .filter(|(name, _)| !name.ends_with("Details"));
    told.map(|(name, value)| (name.clone(), decoded_member(name, value)))
        .collect()
}

fn decoded_member(name: &str, value: &Value) -> Value {
    let text = |value: &Value| serde_json::from_str(value.as_str()?).ok();
    let decoded = |value: &Value| text(value).unwrap_or_else(|| value.clone());
    match (name, value) {
        ("input" | "output" | "parameters", _) => decoded(value),
        ("assignedVariables", Value::Object(variables)) => {
            let values = variables.iter();
            values
                .map(|(name, value)| (name.clone(), decoded(value)))
                .collect()
        }
        _ => value.clone(),
    }
}

/// Why the execution failed, as its last event says.
pub(crate) fn cause(events: &[Event]) -> Option<Value> {
    let last = events
        .last()
        .filter(|event| event.kind == "ExecutionFailed")?;
    last.details.get("cause").cloned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_event_is_read_as_a_case_writes_it() {
        let history = json!({ "events": [{
            "timestamp": "2025-01-01T00:00:00.000Z",
            "type": "PassStateExited",
            "id": 3,
            "previousEventId": 2,
            "stateExitedEventDetails": {
                "name": "A",
                "output": "{\"n\":1}",
                "outputDetails": { "truncated": false },
                "assignedVariables": { "v": "\"1\"" }
            }
        }] });
        let recorded = json!([{
            "id": 3,
            "previousEventId": 2,
            "type": "PassStateExited",
            "details": { "name": "A", "output": { "n": 1 }, "assignedVariables": { "v": "1" } }
        }]);
        let recorded: Vec<Event> = serde_json::from_value(recorded).expect("events");
        assert_eq!(events(&history), recorded);
    }
}
