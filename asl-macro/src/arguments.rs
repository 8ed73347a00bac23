//! What stands between the braces of `asl!`.

use asl_compiler::diag::{Code, Severity, nearest};
use asl_compiler::signature::Signatures;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, LitStr, Path, Token, Visibility, braced, token};

/// `crate = path;` and any number of modules.
pub(crate) struct Definitions {
    pub(crate) runtime: TokenStream,
    pub(crate) modules: Vec<Module>,
}

/// `pub mod order_processing = "order.asl.json";`, or with signatures in braces in the place of the semicolon.
pub(crate) struct Module {
    pub(crate) attributes: Vec<Attribute>,
    /// `#[allow(asl::ASL0101)]`: warnings that are not given.
    pub(crate) allowed: Vec<Code>,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
    pub(crate) definition: Definition,
    pub(crate) signatures: Signatures,
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
        let (attributes, allowed) = split(input.call(Attribute::parse_outer)?)?;
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
        let signatures = signatures(input, &name)?;
        Ok(Module {
            attributes,
            allowed,
            visibility,
            name,
            definition,
            signatures,
        })
    }
}

/// What stands behind a definition.
fn signatures(input: ParseStream<'_>, module: &Ident) -> syn::Result<Signatures> {
    if input.peek(token::Brace) {
        let content;
        braced!(content in input);
        input.parse::<Option<Token![;]>>()?;
        return content.parse();
    }
    if input.is_empty() {
        let message = format!("expected `;` behind the definition of `{module}`");
        return Err(syn::Error::new(module.span(), message));
    }
    input.parse::<Token![;]>()?;
    Ok(Signatures::default())
}

/// The attributes that are rustc's, and the warnings that the others allow.
fn split(attributes: Vec<Attribute>) -> syn::Result<(Vec<Attribute>, Vec<Code>)> {
    let (mut rest, mut allowed) = (Vec::new(), Vec::new());
    for attribute in attributes {
        match lints(&attribute) {
            Some(lints) if lints.iter().any(is_of_asl) => {
                for lint in &lints {
                    allowed.push(warning(lint)?);
                }
            }
            _ => rest.push(attribute),
        }
    }
    Ok((rest, allowed))
}

/// What an `allow` attribute lists.
fn lints(attribute: &Attribute) -> Option<Punctuated<Path, Token![,]>> {
    let is_allow = attribute.path().is_ident("allow");
    let list = is_allow.then(|| attribute.meta.require_list().ok())??;
    list.parse_args_with(Punctuated::parse_terminated).ok()
}

fn is_of_asl(lint: &Path) -> bool {
    lint.segments
        .first()
        .is_some_and(|first| first.ident == "asl")
}

/// The warning that `asl::ASL0101` names.
fn warning(lint: &Path) -> syn::Result<Code> {
    let refuse = |message: String| Err(syn::Error::new_spanned(lint, message));
    let Some(name) = lint.segments.last().filter(|_| is_of_asl(lint)) else {
        return refuse("lints of rustc need an attribute of their own".to_owned());
    };
    let name = name.ident.to_string();
    match Code::ALL.iter().find(|code| code.id() == name) {
        Some(code) if code.severity() == Severity::Warning => Ok(*code),
        Some(_) => refuse("this is an error, and only warnings can be allowed".to_owned()),
        None => refuse(
            match nearest(&name, Code::ALL.iter().map(|code| code.id())) {
                Some(near) => format!("no finding has this code; did you mean `asl::{near}`?"),
                None => "no finding has this code".to_owned(),
            },
        ),
    }
}
