//! The doorbell of the compiler: arguments in, tokens out. Use it through `asl-runtime`, which documents it and has what its output calls.

mod arguments;
mod expand;

use proc_macro::TokenStream;
use syn::parse_macro_input;

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
