//! Findings that do not stop the build.
#![deny(deprecated)]

use asl_runtime::asl;

asl! {
    mod early = {
        "StartAt": "Use",
        "States": {
            "Use": { "Type": "Pass", "Parameters": { "total.$": "$total" }, "Next": "Set" },
            "Set": { "Type": "Pass", "Assign": { "total": 1 }, "End": true }
        }
    };
}

asl! {
    mod early_in_a_file = "workflows/early.asl.json";
}

fn main() {}
