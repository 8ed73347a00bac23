//! Any text as an expression of each of the languages.
#![no_main]

use asl_compiler::expr::{self, jsonata};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = expr::parse(text);
    let _ = jsonata::parse(text);
    let definition = format!(
        r#"{{"QueryLanguage": "JSONata", "StartAt": "A", "States": {{"A": {{"Type": "Pass", "Output": {}, "End": true}}}}}}"#,
        serde_json::json!(format!("{{% {text} %}}"))
    );
    asl_compiler_fuzz::compile_text(&definition);
});
