//! What the targets have in common.

mod mutate;

pub use mutate::{garbled, mutated};

use asl_compiler::diag::render;
use asl_compiler::signature::Signatures;
use asl_compiler::source::SourceFile;
use asl_compiler::{Options, compile};
use quote::quote;

/// Compiles a text. What compiles without errors must be Rust, and every finding can be shown.
pub fn compile_text(text: &str) {
    let source = SourceFile::new("fuzz.asl.json", text);
    let options = Options {
        name: "fuzz".to_owned(),
        runtime: quote!(::asl_runtime),
        distributed: true,
        signatures: Signatures::default(),
    };
    let compiled = compile(&source, &options);
    for finding in &compiled.diagnostics {
        let _ = render(finding, &source);
    }
    if let Err(error) = syn::parse2::<syn::File>(compiled.items) {
        panic!("the generated code is no Rust: {error}");
    }
}
