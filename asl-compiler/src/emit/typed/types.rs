//! Types as tokens.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};

use crate::emit::data::key;
use crate::lower::plan::{Asked, Index, KnownType, Plan, Type, Types};
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

/// Where something stands, for messages of rustc.
pub(super) fn place(plan: &Plan, state: &Spanned<String>, span: Span) -> String {
    let state = Spanned::new(state.value.as_str(), state.span);
    let value = (span != Span::default()).then_some(span);
    plan.source.describe(&state, value)
}

/// The constant for a place in a type.
pub(super) fn index(types: &Types, index: Index) -> TokenStream {
    let name = index_name(types.index(index));
    quote!(__types::#name)
}

fn index_name(number: usize) -> Ident {
    format_ident!("I{number}")
}

/// Types of parts and places in types, each under a name: written out, the type of a part of a part would grow and grow, and
/// rustc would say of each place twice that it is not there. Comes behind all other code, which asks for them.
pub(crate) fn aliases(plan: &Plan) -> Option<TokenStream> {
    let types = &plan.types;
    let known = types.known();
    let aliases: Vec<_> = known
        .iter()
        .enumerate()
        .filter_map(|(number, known)| {
            let of = alias(types, known)?;
            let name = format_ident!("T{number}");
            Some(quote!(pub type #name = #of;))
        })
        .collect();
    let indices = types.indices();
    let indices: Vec<_> = indices
        .iter()
        .enumerate()
        .map(|(number, index)| {
            let (name, check) = (index_name(number), check(plan, index));
            quote!(pub const #name: usize = #check;)
        })
        .collect();
    if aliases.is_empty() && indices.is_empty() {
        return None;
    }
    let names = names(plan);
    Some(quote! {
        #[doc(hidden)]
        #[allow(missing_docs, unused_imports)]
        pub mod __types {
            #names
            use super::{__rt, __types};
            #(#aliases)*
            #(#indices)*
        }
    })
}

fn alias(types: &Types, known: &KnownType) -> Option<TokenStream> {
    match known {
        KnownType::Declared(_) | KnownType::List(_) => None,
        KnownType::Part {
            of,
            step,
            span,
            state,
        } => {
            let index = index(
                types,
                place_in(*of, Asked::Part(step.clone()), *span, state),
            );
            let of = tokens(types, *of);
            Some(quote!(<#of as __rt::typed::At<{ #index }>>::Field))
        }
        KnownType::Element { of, span, state } => {
            let index = index(types, place_in(*of, Asked::Elements, *span, state));
            let of = tokens(types, *of);
            Some(quote!(<#of as __rt::typed::Elements<{ #index }>>::Element))
        }
    }
}

/// A place in a type that a field of a state asks for.
pub(super) fn place_in(of: Type, what: Asked, span: Span, state: &Spanned<String>) -> Index {
    Index {
        of,
        what,
        span,
        state: state.clone(),
    }
}

/// An expression for the place, or for the message that there is none.
fn check(plan: &Plan, index: &Index) -> TokenStream {
    let of = tokens(&plan.types, index.of);
    let place = place(plan, &index.state, index.span);
    let shape = quote!(__rt::typed::shape::<#of>());
    let put = |step, value| {
        let key = key(step);
        let value = quote!(__rt::typed::shape::<#value>());
        quote!(__rt::typed::check::assignable(#shape, #key, #value, #place))
    };
    match &index.what {
        Asked::Part(step) => {
            let key = key(step);
            quote!(__rt::typed::check::field(#shape, #key, #place))
        }
        Asked::Put(step, value) => put(step, tokens(&plan.types, *value)),
        Asked::PutError(step) => put(step, quote!(__rt::typed::ErrorOutput)),
        Asked::Elements => quote!(__rt::typed::check::elements(#shape, #place)),
    }
}
