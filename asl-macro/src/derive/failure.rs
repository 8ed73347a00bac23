//! `#[derive(TaskFailure)]`.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Fields, Ident, LitStr, Type};

use super::attributes::{OfType, OfVariant};
use super::{apart, with_bounds};

/// An error: a struct, or a variant of an enum.
struct Error<'a> {
    /// How a value of it begins in a pattern, e.g. `Self::Fraud`.
    path: TokenStream,
    fields: &'a Fields,
    kind: Kind<'a>,
}

enum Kind<'a> {
    /// It has a name, and maybe a cause of its own.
    Named(String, Option<LitStr>),
    /// It is the error in it.
    Transparent(&'a Type),
}

/// What the derive expands to.
pub(super) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let is_struct = matches!(input.data, Data::Struct(_));
    let attributes = OfType::failure(&input.attrs, is_struct)?;
    let runtime = attributes.runtime.clone();
    let errors = errors(input, attributes)?;
    let names = errors.iter().map(Error::name);
    let arms = errors
        .iter()
        .map(Error::arm)
        .collect::<syn::Result<Vec<_>>>()?;
    let ident = &input.ident;
    let generics = with_bounds(&input.generics, &quote!(__rt::Debug));
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let implementation = quote! {
        #[automatically_derived]
        #[allow(deprecated, unreachable_code)]
        impl #impl_generics __rt::TaskFailure for #ident #type_generics #where_clause {
            const NAMES: __rt::typed::Names = __rt::typed::Names::All(&[#(#names),*]);

            fn into_task_error(self) -> __rt::TaskError {
                #[allow(unused_imports)]
                use __rt::typed::{ByDebug as _, ByDisplay as _};
                match self {
                    #(#arms)*
                }
            }
        }
    };
    Ok(apart(&runtime, &implementation))
}

fn errors(input: &DeriveInput, attributes: OfType) -> syn::Result<Vec<Error<'_>>> {
    match &input.data {
        Data::Struct(data) => Ok(vec![Error {
            path: quote!(Self),
            fields: &data.fields,
            kind: Kind::named(&input.ident, attributes.name, attributes.cause),
        }]),
        Data::Enum(data) => data
            .variants
            .iter()
            .map(|variant| {
                let ident = &variant.ident;
                let attributes = OfVariant::parse(&variant.attrs)?;
                Ok(Error {
                    path: quote!(Self::#ident),
                    fields: &variant.fields,
                    kind: Kind::of(ident, &variant.fields, attributes)?,
                })
            })
            .collect(),
        Data::Union(_) => Err(syn::Error::new(
            input.ident.span(),
            "a union cannot be an error of a task",
        )),
    }
}

impl<'a> Kind<'a> {
    fn named(ident: &Ident, name: Option<LitStr>, cause: Option<LitStr>) -> Self {
        let name = name.map_or_else(|| ident.unraw().to_string(), |name| name.value());
        Kind::Named(name, cause)
    }

    fn of(ident: &Ident, fields: &'a Fields, attributes: OfVariant) -> syn::Result<Self> {
        let OfVariant {
            name,
            cause,
            is_transparent,
        } = attributes;
        if !is_transparent {
            return Ok(Kind::named(ident, name, cause));
        }
        let mut inner = fields.iter();
        match (inner.next(), inner.next(), name.or(cause)) {
            (Some(field), None, None) => Ok(Kind::Transparent(&field.ty)),
            (_, _, Some(other)) => Err(syn::Error::new(
                other.span(),
                "a transparent variant has the name and the cause of the error in it",
            )),
            _ => Err(syn::Error::new(
                ident.span(),
                "a transparent variant has one field: the error in it",
            )),
        }
    }
}

impl Error<'_> {
    fn name(&self) -> TokenStream {
        match &self.kind {
            Kind::Named(name, _) => quote!(__rt::typed::Names::One(#name)),
            Kind::Transparent(ty) => {
                quote_spanned!(ty.span()=> <#ty as __rt::TaskFailure>::NAMES)
            }
        }
    }

    /// The arm of the `match` that converts it.
    fn arm(&self) -> syn::Result<TokenStream> {
        let path = &self.path;
        Ok(match &self.kind {
            Kind::Named(name, None) => quote! {
                __error @ #path { .. } => {
                    __rt::TaskError::new(#name, (&__rt::typed::Cause(&__error)).text())
                }
            },
            Kind::Named(name, Some(cause)) => {
                let pattern = self.bound(cause.span());
                let cause = named_places(cause, self.fields)?;
                quote! {
                    #[allow(unused_variables)]
                    #path #pattern => __rt::TaskError::new(#name, __rt::format!(#cause)),
                }
            }
            Kind::Transparent(ty) => {
                let members = self.fields.members();
                let convert =
                    quote_spanned!(ty.span()=> <#ty as __rt::TaskFailure>::into_task_error);
                quote!(#path { #(#members: __error)* } => #convert(__error),)
            }
        })
    }

    /// A pattern that binds every field to what [`named_places`] calls it.
    fn bound(&self, span: Span) -> TokenStream {
        let fields = self.fields.members().map(|member| {
            let name = match &member {
                syn::Member::Named(ident) => ident.clone(),
                syn::Member::Unnamed(index) => place(&index.index.to_string(), span),
            };
            quote!(#member: ref #name)
        });
        quote!({ #(#fields),* })
    }
}

fn place(index: &str, span: Span) -> Ident {
    Ident::new(&format!("__{index}"), span)
}

/// A format whose places are all names: `{0}` becomes `{__0}`.
fn named_places(format: &LitStr, fields: &Fields) -> syn::Result<LitStr> {
    let numbered = match fields {
        Fields::Unnamed(fields) => fields.unnamed.len(),
        Fields::Named(_) | Fields::Unit => 0,
    };
    let text = format.value();
    let mut named = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        named.push_str(before);
        named.push('{');
        rest = after;
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if let Some(escaped) = rest.strip_prefix('{') {
            named.push('{');
            rest = escaped;
        } else if digits > 0 {
            named.push_str("__");
            let index: Option<usize> = rest[..digits].parse().ok();
            if index.is_none_or(|index| index >= numbered) {
                let message = format!("there is no field {}", &rest[..digits]);
                return Err(syn::Error::new(format.span(), message));
            }
        }
    }
    named.push_str(rest);
    Ok(LitStr::new(&named, format.span()))
}
