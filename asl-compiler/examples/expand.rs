//! Prints what `asl!` generates for a definition: `cargo run -p asl-compiler --example expand -- order.asl.json`.

use std::process::ExitCode;

use asl_compiler::diag::render;
use asl_compiler::source::SourceFile;
use asl_compiler::{Options, compile};
use quote::quote;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: expand DEFINITION");
        return ExitCode::from(2);
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::from(2);
        }
    };
    let source = SourceFile::new(path, text);
    let options = Options {
        name: "machine".to_owned(),
        runtime: quote!(::asl_runtime),
    };
    let compiled = compile(&source, &options);
    for finding in &compiled.diagnostics {
        let severity = if finding.is_error() {
            "error"
        } else {
            "warning"
        };
        eprintln!("{severity}: {}\n", render(finding, &source));
    }
    if compiled.has_errors() {
        return ExitCode::FAILURE;
    }
    match syn::parse2(compiled.items) {
        Ok(file) => print!("{}", prettyplease::unparse(&file)),
        Err(error) => eprintln!("the generated code does not parse: {error}"),
    }
    ExitCode::SUCCESS
}
