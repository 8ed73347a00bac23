//! Constants.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::parse::{Json, Node};

/// A constant. Scalars are made in place, anything larger once in the life of the program and then copied.
pub(super) fn literal(node: &Node) -> TokenStream {
    match &node.json {
        Json::Null => quote!(__rt::Value::Null),
        Json::Bool(value) => quote!(__rt::Value::Bool(#value)),
        Json::String(text) => quote!(__rt::value(#text)),
        Json::Number(text) => match number(text) {
            Some(number) => quote!(__rt::value(#number)),
            None => parsed(node),
        },
        Json::Array(elements) if elements.is_empty() => quote!(__rt::array([])),
        Json::Object(members) if members.is_empty() => quote!(__rt::object([])),
        Json::Array(_) | Json::Object(_) => parsed(node),
    }
}

/// A Rust literal of the type that JSON's readers give a number.
pub(super) fn number(text: &str) -> Option<Literal> {
    let number: serde_json::Number = serde_json::from_str(text).ok()?;
    number
        .as_i64()
        .map(Literal::i64_suffixed)
        .or_else(|| number.as_u64().map(Literal::u64_suffixed))
        .or_else(|| {
            number
                .as_f64()
                .filter(|float| float.is_finite())
                .map(Literal::f64_suffixed)
        })
}

/// The same, of a constant that is an integer.
pub(super) fn integer(node: &Node) -> Option<Literal> {
    match &node.json {
        Json::Number(text) => text.parse().map(Literal::i64_suffixed).ok(),
        _ => None,
    }
}

fn parsed(node: &Node) -> TokenStream {
    let stored = stored(node);
    quote!(__rt::copy(#stored))
}

/// A reference to a constant that is made once in the life of the program.
fn stored(node: &Node) -> TokenStream {
    let text = node.to_string();
    quote! {{
        static LITERAL: __rt::Literal = __rt::Literal::new(|| __rt::parse_literal(#text));
        &*LITERAL
    }}
}

/// A reference to a constant.
pub(super) fn literal_ref(node: &Node) -> TokenStream {
    match &node.json {
        Json::Null | Json::Bool(_) | Json::Number(_) => {
            let scalar = literal(node);
            quote!(&#scalar)
        }
        Json::String(_) | Json::Array(_) | Json::Object(_) => stored(node),
    }
}
