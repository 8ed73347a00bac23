//! What stands between the braces of `asl!`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, LitStr, Path, Token, Visibility, braced, token};

/// `crate = path;` and any number of modules.
pub(crate) struct Definitions {
    pub(crate) runtime: TokenStream,
    pub(crate) modules: Vec<Module>,
}

/// `pub mod order_processing = "order.asl.json";`
pub(crate) struct Module {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
    pub(crate) definition: Definition,
}

pub(crate) enum Definition {
    /// The path of a file, relative to the crate.
    File(LitStr),
    /// The definition itself, braces included.
    Inline(TokenStream),
}

impl Parse for Definitions {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut runtime = quote!(::asl_runtime);
        if input.peek(Token![crate]) {
            input.parse::<Token![crate]>()?;
            input.parse::<Token![=]>()?;
            let path: Path = input.parse()?;
            runtime = quote!(#path);
            input.parse::<Token![;]>()?;
        }
        let mut modules = Vec::new();
        while !input.is_empty() {
            modules.push(input.parse()?);
        }
        Ok(Definitions { runtime, modules })
    }
}

impl Parse for Module {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        if !input.peek(Token![mod]) {
            return Err(input.error(
                "expected a module, such as `pub mod order = \"workflows/order.asl.json\";`",
            ));
        }
        input.parse::<Token![mod]>()?;
        let name: Ident = input.parse()?;
        input.parse::<Token![=]>()?;
        let definition = if input.peek(token::Brace) {
            let content;
            let braces = braced!(content in input);
            let tokens: TokenStream = content.parse()?;
            let mut group = proc_macro2::Group::new(proc_macro2::Delimiter::Brace, tokens);
            group.set_span(braces.span.join());
            Definition::Inline(proc_macro2::TokenTree::Group(group).into())
        } else if input.peek(LitStr) {
            Definition::File(input.parse()?)
        } else {
            return Err(input.error("expected the path of an ASL file, such as \"workflows/order.asl.json\", or the definition itself in braces"));
        };
        if input.is_empty() {
            let message = format!("expected `;` behind the definition of `{name}`");
            return Err(syn::Error::new(name.span(), message));
        }
        input.parse::<Token![;]>()?;
        Ok(Module {
            attributes,
            visibility,
            name,
            definition,
        })
    }
}
