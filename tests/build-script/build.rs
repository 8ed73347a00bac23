//! Compiles the definition.

fn main() -> Result<(), asl_compiler::build::Error> {
    asl_compiler::build::module("greeting", "greeting.asl.json")
}
