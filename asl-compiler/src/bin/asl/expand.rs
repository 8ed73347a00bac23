//! `asl expand`.

use std::path::Path;

use asl_compiler::diag::render_report;
use asl_compiler::signature::Signatures;
use asl_compiler::{Options, compile};
use proc_macro2::TokenStream;

use crate::{Status, read};

pub(crate) fn run(file: &Path, runtime: &str) -> Status {
    let Some(source) = read(file) else {
        return Status::Unusable;
    };
    let runtime: TokenStream = match runtime.parse() {
        Ok(runtime) => runtime,
        Err(error) => {
            anstream::eprintln!("`{runtime}` is no path: {error}");
            return Status::Unusable;
        }
    };
    let options = Options {
        name: module_name(file),
        runtime,
        distributed: true,
        signatures: Signatures::default(),
    };
    let compiled = compile(&source, &options);
    for finding in &compiled.diagnostics {
        anstream::eprintln!("{}\n", render_report(finding, &source));
    }
    if compiled.has_errors() {
        return Status::Errors;
    }
    match syn::parse2(compiled.items) {
        Ok(items) => {
            anstream::print!("{}", prettyplease::unparse(&items));
            Status::Fine
        }
        Err(error) => {
            anstream::eprintln!("the generated code does not parse: {error}");
            Status::Unusable
        }
    }
}

/// `workflows/order-processing.asl.json` is `order-processing`.
fn module_name(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let name = name.split('.').next().unwrap_or_default();
    name.to_owned()
}
