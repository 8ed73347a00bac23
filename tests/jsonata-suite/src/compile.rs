//! Expressions to Rust functions.

use asl_compiler::emit::jsonata::expression;
use asl_compiler::expr::jsonata::{SyntaxError, parse};
use asl_compiler::lower::jsonata::{Outside, lower};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::case::Case;

/// A function named after the case's index.
pub(crate) fn function(index: usize, case: &Case) -> Result<TokenStream, SyntaxError> {
    let tree = parse(&case.expr)?;
    let plan = lower(&tree, &mut Document { case });
    let body = expression(&plan);
    let name = format_ident!("case_{index}");
    Ok(quote! {
        pub(crate) fn #name<'a>(
            ev: &'a __rt::jsonata::Evaluation,
            root: __rt::jsonata::Item<'a>,
            bindings: &'a __rt::Value,
        ) -> __rt::jsonata::Result<'a> {
            let c = root;
            #body
        }
    })
}

/// Expressions of the suite see a document, and the variables of their case.
struct Document<'a> {
    case: &'a Case,
}

impl Outside for Document<'_> {
    fn variable(&mut self, name: &str, _: &[&str]) -> Option<(TokenStream, usize)> {
        let is_bound = self.case.bindings.contains_key(name);
        is_bound.then(|| (quote!(__rt::jsonata::Item::from(&bindings[#name])), 0))
    }

    fn root(&mut self) -> Option<TokenStream> {
        Some(quote!(root))
    }

    fn has_context(&self) -> bool {
        true
    }
}
