//! A crate that forbids what generated code might want to allow.

#![forbid(missing_docs, unsafe_code, unused_must_use, unused_variables, unused_mut, dead_code)]
#![forbid(unreachable_pub, clippy::all, clippy::pedantic, clippy::unwrap_used)]

asl_runtime::asl! {
    pub mod packing = "workflows/packing.asl.json";
    mod local = { "StartAt": "Done", "States": { "Done": { "Type": "Succeed" } } };
}

fn main() {
    let _ = local::State::Done(serde_json::Value::Null);
}
