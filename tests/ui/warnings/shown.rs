//! Warnings show the place, in a file and inline; here they are errors, because only those can be tested.
#![deny(deprecated)]

asl_runtime::asl! {
    mod order = "workflows/no_default.asl.json";
    mod inline = {
        "StartAt": "Pick",
        "States": {
            "Pick": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.a", "IsNull": true, "Next": "Done" }],
                "Default": "Round"
            },
            "Round": { "Type": "Pass", "Next": "Again" },
            "Again": { "Type": "Pass", "Next": "Round" },
            "Done": { "Type": "Succeed" }
        }
    };
}

fn main() {}
