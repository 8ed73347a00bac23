//! Types as tokens.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{format_ident, quote};

use super::path::{index, place};
use crate::lower::plan::{KnownType, Plan, Type, Types};
use crate::source::{Span, Spanned};

/// A type where generated code names it.
pub(crate) fn tokens(types: &Types, of: Type) -> TokenStream {
    let Type::Known(number) = of else {
        return quote!(__rt::Value);
    };
    match types.known().get(number).map(AsRef::as_ref) {
        Some(KnownType::Declared(tokens)) => declared(tokens),
        Some(KnownType::List(of)) => {
            let of = self::tokens(types, *of);
            quote!(__rt::Vec<#of>)
        }
        _ => {
            let alias = format_ident!("T{number}");
            quote!(__types::#alias)
        }
    }
}

/// The user's tokens in a group that is not seen, so that they keep their places in messages.
pub(crate) fn declared(tokens: &TokenStream) -> TokenStream {
    TokenTree::from(Group::new(Delimiter::None, tokens.clone())).into()
}

/// The names that the user's types have in a generated module.
pub(crate) fn names(plan: &Plan) -> Option<TokenStream> {
    (!plan.types.known().is_empty()).then(|| {
        quote! {
            #[allow(unused_imports, clippy::wildcard_imports)]
            use super::*;
        }
    })
}

/// A constant for the place of an array's elements; of anything else rustc says the message.
pub(super) fn elements(plan: &Plan, state: &Spanned<String>, of: Type, span: Span) -> TokenStream {
    let of = tokens(&plan.types, of);
    let place = place(plan, state, span);
    quote!(__rt::typed::check::elements(__rt::typed::shape::<#of>(), #place))
}

/// The types of parts, each under a name: written out, one of a part of a part would grow and grow.
pub(crate) fn aliases(plan: &Plan) -> Option<TokenStream> {
    let types = &plan.types;
    let known = types.known();
    let alias = |(number, known): (usize, &std::rc::Rc<KnownType>)| {
        let of = match &**known {
            KnownType::Declared(_) | KnownType::List(_) => return None,
            KnownType::Part {
                of,
                step,
                span,
                state,
            } => {
                let index = index(plan, state, *of, step, *span);
                let of = tokens(types, *of);
                quote!(<#of as __rt::typed::At<{ #index }>>::Field)
            }
            KnownType::Element { of, span, state } => {
                let index = elements(plan, state, *of, *span);
                let of = tokens(types, *of);
                quote!(<#of as __rt::typed::Elements<{ #index }>>::Element)
            }
        };
        let name = format_ident!("T{number}");
        Some(quote!(pub type #name = #of;))
    };
    let aliases: Vec<_> = known.iter().enumerate().filter_map(alias).collect();
    if aliases.is_empty() {
        return None;
    }
    let names = names(plan);
    Some(quote! {
        #[doc(hidden)]
        pub mod __types {
            #names
            use super::{__rt, __types};
            #(#aliases)*
        }
    })
}
