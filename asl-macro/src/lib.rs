//! The doorbell of the compiler: arguments in, tokens out. Use it through `asl-runtime`, which documents it and has what its output calls.

mod arguments;
mod derive;
mod expand;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

use crate::arguments::Definitions;

/// Compiles Amazon States Language definitions into modules. Documented at `asl_runtime::asl`.
#[proc_macro]
pub fn asl(tokens: TokenStream) -> TokenStream {
    let definitions = parse_macro_input!(tokens as Definitions);
    definitions
        .modules
        .iter()
        .map(|module| expand::expand(module, &definitions.runtime))
        .collect::<proc_macro2::TokenStream>()
        .into()
}

/// Makes a type flow through workflows. Documented at `asl_runtime::Data`.
#[proc_macro_derive(Data, attributes(asl, serde))]
pub fn derive_data(tokens: TokenStream) -> TokenStream {
    derive::data(&parse_macro_input!(tokens as DeriveInput)).into()
}

/// Gives an error type its names. Documented at `asl_runtime::TaskFailure`.
#[proc_macro_derive(TaskFailure, attributes(asl))]
pub fn derive_task_failure(tokens: TokenStream) -> TokenStream {
    derive::task_failure(&parse_macro_input!(tokens as DeriveInput)).into()
}
