//! Rust for an item, which may or may not fail.

use proc_macro2::TokenStream;
use quote::quote;

/// An expression of type `Item`, or of type `Result<Item, Error>`.
pub(super) struct Code {
    pub(super) tokens: TokenStream,
    pub(super) is_fallible: bool,
}

/// An item.
pub(super) fn sure(tokens: TokenStream) -> Code {
    Code {
        tokens,
        is_fallible: false,
    }
}

/// A result.
pub(super) fn fallible(tokens: TokenStream) -> Code {
    Code {
        tokens,
        is_fallible: true,
    }
}

impl Code {
    /// The item, where `?` may end the evaluation.
    pub(super) fn item(self) -> TokenStream {
        let tokens = self.tokens;
        if self.is_fallible {
            quote!(#tokens?)
        } else {
            tokens
        }
    }

    /// The result.
    pub(super) fn result(self) -> TokenStream {
        let tokens = self.tokens;
        if self.is_fallible {
            tokens
        } else {
            quote!(__rt::Ok(#tokens))
        }
    }
}
