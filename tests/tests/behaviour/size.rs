//! The size of an execution's future.

use serde_json::json;

use crate::support::machine;

macro_rules! tasks {
    ($last:literal: $($state:literal => $next:literal),+) => {
        machine!({ "StartAt": "S0", "States": {
            $($state: { "Type": "Task", "Resource": "work", "TimeoutSeconds": 9, "Next": $next },)+
            $last: { "Type": "Task", "Resource": "work", "TimeoutSeconds": 9, "End": true }
        } })
    };
}

macro_rules! recovering {
    ($last:literal: $($state:literal => $next:literal),+) => {
        machine!({ "StartAt": "S0", "States": {
            $($state: { "Type": "Task", "Resource": "work", "ResultPath": "$.result",
                "Retry": [{ "ErrorEquals": ["Busy"] }], "Catch": [{ "ErrorEquals": ["Worn"], "Next": "S2" }], "Next": $next },)+
            $last: { "Type": "Task", "Resource": "work", "ResultPath": "$.result",
                "Retry": [{ "ErrorEquals": ["Busy"] }], "Catch": [{ "ErrorEquals": ["Worn"], "Next": "S2" }], "End": true }
        } })
    };
}

macro_rules! waits {
    ($last:literal: $($state:literal => $next:literal),+) => {
        machine!({ "StartAt": "S0", "States": {
            $($state: { "Type": "Wait", "Seconds": 3, "Next": $next },)+
            $last: { "Type": "Wait", "Seconds": 3, "End": true }
        } })
    };
}

/// The sizes of the futures of 3 states in a row and of 30.
macro_rules! sizes {
    ($chain:ident) => {{
        let three = $chain!("S2": "S0" => "S1", "S1" => "S2");
        let thirty = $chain!(
            "S29":
            "S0" => "S1", "S1" => "S2", "S2" => "S3", "S3" => "S4", "S4" => "S5", "S5" =>
            "S6", "S6" => "S7", "S7" => "S8", "S8" => "S9", "S9" => "S10", "S10" => "S11",
            "S11" => "S12", "S12" => "S13", "S13" => "S14", "S14" => "S15", "S15" =>
            "S16", "S16" => "S17", "S17" => "S18", "S18" => "S19", "S19" => "S20", "S20"
            => "S21", "S21" => "S22", "S22" => "S23", "S23" => "S24", "S24" => "S25",
            "S25" => "S26", "S26" => "S27", "S27" => "S28", "S28" => "S29"
        );
        (
            size_of_val(&three.run(json!(null))),
            size_of_val(&thirty.run(json!(null))),
        )
    }};
}

#[test]
fn a_future_does_not_grow_with_the_number_of_tasks() {
    let (three, thirty) = sizes!(tasks);
    assert_eq!(three, thirty);
}

#[test]
fn a_future_does_not_grow_with_the_number_of_tasks_that_recover() {
    let (three, thirty) = sizes!(recovering);
    assert_eq!(three, thirty);
}

#[test]
fn a_future_of_waits_does_not_grow_with_their_number_and_stays_below_a_kibibyte() {
    let (three, thirty) = sizes!(waits);
    assert_eq!(three, thirty);
    assert!(three < 1024, "{three}");
}
