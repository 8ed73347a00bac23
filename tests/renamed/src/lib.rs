//! A machine made with `asl!` where the runtime crate goes by another name.

pub use my_asl::{Dynamic, from_fn};

my_asl::asl! {
    crate = ::my_asl;

    /// Greets somebody.
    pub mod greeting = {
        "StartAt": "Greet",
        "States": {
            "Greet": { "Type": "Task", "Resource": "greet", "ResultPath": "$.greeting", "Next": "GreetAll" },
            "GreetAll": {
                "Type": "Map",
                "ItemsPath": "$.others",
                "ItemProcessor": {
                    "StartAt": "GreetOne",
                    "States": { "GreetOne": { "Type": "Pass", "Result": "hello", "End": true } }
                },
                "End": true
            }
        }
    };

    pub mod documented_by_its_definition = {
        "Comment": "Does nothing.",
        "StartAt": "Done",
        "States": { "Done": { "Type": "Succeed" } }
    };
}
