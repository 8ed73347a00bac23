//! One module of `asl!`: reads its definition, has it compiled, and puts errors at the right place.

use std::path::Path;

use asl_compiler::diag::{Diagnostic, Severity, render};
use asl_compiler::inline::{self, Inline};
use asl_compiler::signature::Signatures;
use asl_compiler::source::SourceFile;
use asl_compiler::{Compiled, Options, compile};
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::{LitStr, Visibility};

use crate::arguments::{Definition, Module};

pub(crate) fn expand(module: &Module, runtime: &TokenStream) -> TokenStream {
    let options = Options {
        name: module.name.to_string(),
        runtime: runtime.clone(),
        distributed: cfg!(feature = "distributed"),
        signatures: Signatures {
            visibility: inside(&module.visibility),
            ..module.signatures.clone()
        },
    };
    match &module.definition {
        Definition::File(path) => from_file(module, path, &options),
        Definition::Inline(tokens) => from_tokens(module, tokens, &options),
    }
}

/// A module's visibility, as it is written inside of the module.
fn inside(visibility: &Visibility) -> TokenStream {
    match visibility {
        Visibility::Inherited => quote!(pub(super)),
        Visibility::Restricted(restricted) if restricted.path.is_ident("super") => {
            quote!(pub(in super::super))
        }
        visibility => quote!(#visibility),
    }
}

fn from_file(module: &Module, path: &LitStr, options: &Options) -> TokenStream {
    let runtime = &options.runtime;
    let name = path.value();
    // Never the working directory: editors set it differently.
    let root = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let source = match SourceFile::read(&Path::new(&root).join(&name), name.as_str()) {
        Ok(source) => source,
        Err(error) => {
            let message = format!(
                "cannot read the definition `{name}`: {error}\nhelp: the path starts from the folder of Cargo.toml"
            );
            return unreadable(module, options, error_at(path.span(), &message));
        }
    };
    let compiled = compile(&source, options);
    let findings = given(&compiled, module)
        .map(|finding| finding_at(path.span(), finding, &render(finding, &source)));
    // The compiler rebuilds the crate when a file that it includes changes, and not before the errors are mended.
    let track = quote! {
        const _: &[u8] = #runtime::__private::include_bytes!(
            #runtime::__private::concat!(#runtime::__private::env!("CARGO_MANIFEST_DIR"), "/", #name)
        );
    };
    let wrapped = wrap(module, &compiled, Some(&track));
    quote!(#(#findings)* #wrapped)
}

fn from_tokens(module: &Module, tokens: &TokenStream, options: &Options) -> TokenStream {
    let inline: Inline = match inline::from_tokens(tokens.clone()) {
        Ok(inline) => inline,
        Err((span, message)) => return unreadable(module, options, error_at(span, &message)),
    };
    let compiled = compile(&inline.source, options);
    let findings = given(&compiled, module).map(|finding| {
        let help = finding
            .help
            .as_ref()
            .map(|help| format!("\nhelp: {help}"))
            .unwrap_or_default();
        let message = format!(
            "[{}] {}: {}{help}",
            finding.code.id(),
            finding.code.title(),
            finding.label
        );
        finding_at(inline.span(finding.span), finding, &message)
    });
    let wrapped = wrap(module, &compiled, None);
    quote!(#(#findings)* #wrapped)
}

/// An error and a module that stands in, so that what uses it gets no errors of its own.
fn unreadable(module: &Module, options: &Options, error: TokenStream) -> TokenStream {
    let nothing = compile(&SourceFile::new("", ""), options);
    let module = wrap(module, &nothing, None);
    quote!(#error #module)
}

fn wrap(module: &Module, compiled: &Compiled, track: Option<&TokenStream>) -> TokenStream {
    let Compiled { docs, items, .. } = compiled;
    let mistakes = compiled.mistakes.iter();
    let mistakes = mistakes.map(|(place, message)| error_at(*place, message));
    let items = located_at(module.name.span(), items.clone());
    let Module {
        attributes,
        visibility,
        name,
        ..
    } = module;
    quote! {
        #(#mistakes)*
        #(#attributes)*
        #[doc = ""]
        #[doc = #docs]
        #visibility mod #name {
            #track
            #items
        }
    }
}

/// What is told: all but the warnings that the module allows.
fn given<'a>(compiled: &'a Compiled, module: &'a Module) -> impl Iterator<Item = &'a Diagnostic> {
    let is_allowed = |finding: &Diagnostic| module.allowed.contains(&finding.code);
    compiled
        .diagnostics
        .iter()
        .filter(move |finding| !is_allowed(finding))
}

fn finding_at(span: Span, finding: &Diagnostic, message: &str) -> TokenStream {
    match finding.code.severity() {
        Severity::Warning => warning_at(span, finding.code.id(), message),
        _ => error_at(span, message),
    }
}

/// Stable Rust lets a macro warn only of the use of something deprecated.
fn warning_at(span: Span, code: &str, message: &str) -> TokenStream {
    let name = Ident::new(code, span);
    quote_spanned! {span=>
        const _: () = {
            #[deprecated(note = #message)]
            const #name: () = ();
            #name
        };
    }
}

fn error_at(span: Span, message: &str) -> TokenStream {
    quote_spanned!(span=> ::core::compile_error! { #message })
}

/// Tokens that messages of the compiler show at a place of the user's, and not at the whole call. Names mean what they
/// meant before.
fn located_at(place: Span, tokens: TokenStream) -> TokenStream {
    let relocate = |mut token: TokenTree| {
        if let TokenTree::Group(group) = token {
            let inner = located_at(place, group.stream());
            token = Group::new(group.delimiter(), inner).into();
        }
        token.set_span(Span::call_site().located_at(place));
        token
    };
    tokens.into_iter().map(relocate).collect()
}
