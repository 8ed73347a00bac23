//! What `#[asl(...)]` says.

use asl_compiler::diag::nearest;
use proc_macro2::TokenStream;
use quote::quote;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, LitStr, Path};

/// Of a type.
pub(super) struct OfType {
    /// The runtime crate.
    pub(super) runtime: TokenStream,
    /// Nothing is known of its JSON.
    pub(super) is_opaque: bool,
    /// The error name of a struct.
    pub(super) name: Option<LitStr>,
    /// The cause of a struct.
    pub(super) cause: Option<LitStr>,
}

/// Of a variant of an error.
#[derive(Default)]
pub(super) struct OfVariant {
    pub(super) name: Option<LitStr>,
    pub(super) cause: Option<LitStr>,
    /// Its name and cause are those of the error in it.
    pub(super) is_transparent: bool,
}

impl OfType {
    /// Of a type that flows.
    pub(super) fn data(attributes: &[Attribute]) -> syn::Result<Self> {
        Self::parse(attributes, &["crate", "opaque"])
    }

    /// Of an error type; only a struct has a name and a cause of its own.
    pub(super) fn failure(attributes: &[Attribute], is_struct: bool) -> syn::Result<Self> {
        let known: &[&str] = if is_struct {
            &["crate", "name", "cause"]
        } else {
            &["crate"]
        };
        Self::parse(attributes, known)
    }

    fn parse(attributes: &[Attribute], known: &[&str]) -> syn::Result<Self> {
        let mut found = OfType {
            runtime: quote!(::asl_runtime),
            is_opaque: false,
            name: None,
            cause: None,
        };
        each(attributes, known, |name, meta| {
            match name {
                "crate" => {
                    let path: Path = meta.value()?.parse::<LitStr>()?.parse()?;
                    found.runtime = quote!(#path);
                }
                "opaque" => found.is_opaque = true,
                "name" => found.name = Some(error_name(meta)?),
                _ => found.cause = Some(meta.value()?.parse()?),
            }
            Ok(())
        })?;
        Ok(found)
    }
}

impl OfVariant {
    pub(super) fn parse(attributes: &[Attribute]) -> syn::Result<Self> {
        let mut found = OfVariant::default();
        each(
            attributes,
            &["name", "cause", "transparent"],
            |name, meta| {
                match name {
                    "name" => found.name = Some(error_name(meta)?),
                    "cause" => found.cause = Some(meta.value()?.parse()?),
                    _ => found.is_transparent = true,
                }
                Ok(())
            },
        )?;
        Ok(found)
    }
}

/// Whether a field of a type that flows is `#[asl(opaque)]`.
pub(super) fn is_opaque(attributes: &[Attribute]) -> syn::Result<bool> {
    let mut is_opaque = false;
    each(attributes, &["opaque"], |_, _| {
        is_opaque = true;
        Ok(())
    })?;
    Ok(is_opaque)
}

/// Every part of every `#[asl(...)]`, which must be one of those that are known here.
fn each(
    attributes: &[Attribute],
    known: &[&str],
    mut part: impl FnMut(&str, &ParseNestedMeta<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    for attribute in attributes {
        if attribute.path().is_ident("asl") {
            attribute.parse_nested_meta(|meta| {
                let name = meta.path.get_ident().map(ToString::to_string);
                let name = name.unwrap_or_default();
                if known.contains(&name.as_str()) {
                    part(&name, &meta)
                } else {
                    Err(meta.error(unknown(&name, known)))
                }
            })?;
        }
    }
    Ok(())
}

fn unknown(name: &str, known: &[&str]) -> String {
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("`asl` has nothing of this name here; did you mean `{near}`?"),
        None => format!(
            "`asl` has nothing of this name here, but `{}`",
            known.join("`, `")
        ),
    }
}

fn error_name(meta: &ParseNestedMeta<'_>) -> syn::Result<LitStr> {
    let name: LitStr = meta.value()?.parse()?;
    if name.value().starts_with("States.") {
        let message = "names that begin with `States.` are those of the language";
        return Err(syn::Error::new(name.span(), message));
    }
    Ok(name)
}
