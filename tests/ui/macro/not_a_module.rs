//! Arguments of the macro that are no modules.

asl_runtime::asl! { "order.asl.json" }

asl_runtime::asl! { pub mod order { "StartAt": "A" } }

asl_runtime::asl! { mod order = order.asl.json; }

asl_runtime::asl! { mod order = "order.asl.json" }

asl_runtime::asl! { crate = "asl_runtime"; }

fn main() {}
