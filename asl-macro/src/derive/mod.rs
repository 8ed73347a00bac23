//! The derives of the user's types.

mod access;
mod attributes;
mod container;
mod data;
mod failure;
mod shape;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Generics, parse_quote};

/// `#[derive(Data)]`.
pub(crate) fn data(input: &DeriveInput) -> TokenStream {
    data::expand(input).unwrap_or_else(|error| error.to_compile_error())
}

/// `#[derive(TaskFailure)]`.
pub(crate) fn task_failure(input: &DeriveInput) -> TokenStream {
    failure::expand(input).unwrap_or_else(|error| error.to_compile_error())
}

/// Implementations that reach the runtime as `__rt`, apart from the names around the type.
fn apart(runtime: &TokenStream, items: &TokenStream) -> TokenStream {
    quote! {
        #[doc(hidden)]
        const _: () = {
            use #runtime::__private as __rt;
            #items
        };
    }
}

/// Generics whose types have a bound more.
fn with_bounds(generics: &Generics, bound: &TokenStream) -> Generics {
    let mut generics = generics.clone();
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(parse_quote!(#bound));
    }
    generics
}
