//! Compiles the expressions of the comparison to functions.

use std::path::Path;

use asl_compiler::emit::jsonata::expression;
use asl_compiler::expr::jsonata::parse;
use asl_compiler::lower::jsonata::{Outside, lower};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

include!("src/jsonata/expressions.rs");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=src/jsonata/expressions.rs");
    let mut functions = TokenStream::new();
    for (name, text, _) in EXPRESSIONS {
        let tree = parse(text).map_err(|error| format!("{text}: {error:?}"))?;
        let body = expression(&lower(&tree, &mut States));
        let name = format_ident!("{name}");
        functions.extend(quote! {
            pub(super) fn #name(data: &__rt::Value) -> __rt::Outcome {
                let ev = &__rt::jsonata::Evaluation::new();
                let result = #body;
                __rt::jsonata::value(ev, result, #text, "Output")
            }
        });
    }
    let out = std::env::var_os("OUT_DIR").ok_or("no build script")?;
    std::fs::write(Path::new(&out).join("compiled.rs"), functions.to_string())?;
    Ok(())
}

/// `$states` has one member, whatever its name: the data.
struct States;

impl Outside for States {
    fn variable(&mut self, name: &str, names: &[&str]) -> Option<(TokenStream, usize)> {
        let is_data = name == "states" && !names.is_empty();
        is_data.then(|| (quote!(__rt::jsonata::Item::from(data)), 1))
    }

    fn root(&mut self) -> Option<TokenStream> {
        None
    }

    fn has_context(&self) -> bool {
        false
    }
}
