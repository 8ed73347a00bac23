//! `#[derive(Data)]`.

use proc_macro2::TokenStream;
use quote::quote;
use serde_derive_internals::ast::Container;
use serde_derive_internals::{Ctxt, Derive};
use syn::{DeriveInput, Generics, Ident, parse_quote};

use super::attributes::OfType;
use super::container::{Form, written};
use super::shape::Shape;
use super::{access, apart, with_bounds};

/// A type and its generics, for the heads of implementations.
pub(super) struct Target<'a> {
    pub(super) ident: &'a Ident,
    pub(super) generics: Generics,
}

impl Target<'_> {
    /// `impl<..> trait for Type<..> where .. { items }`, with parameters and bounds of the implementation's own.
    pub(super) fn implement(
        &self,
        parameter: Option<TokenStream>,
        bounds: &[TokenStream],
        of: &TokenStream,
        items: &TokenStream,
    ) -> TokenStream {
        let Target { ident, generics } = self;
        let (_, type_generics, _) = generics.split_for_impl();
        let mut own = generics.clone();
        if let Some(parameter) = parameter {
            own.params.push(parse_quote!(#parameter));
        }
        for bound in bounds {
            own.make_where_clause()
                .predicates
                .push(parse_quote!(#bound));
        }
        let (impl_generics, _, where_clause) = own.split_for_impl();
        quote! {
            #[automatically_derived]
            #[allow(deprecated, unreachable_patterns)]
            impl #impl_generics #of for #ident #type_generics #where_clause {
                #items
            }
        }
    }
}

/// What the derive expands to.
pub(super) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let attributes = OfType::data(&input.attrs)?;
    let context = Ctxt::new();
    let private = Ident::new("__private", input.ident.span());
    let container = Container::from_ast(&context, input, Derive::Serialize, &private);
    // serde's own derive tells what is wrong.
    let (Ok(()), Some(container)) = (context.check(), container) else {
        return Ok(TokenStream::new());
    };
    let form = if attributes.is_opaque {
        Form::Opaque
    } else {
        Form::of(&container)?
    };
    let target = Target {
        ident: &input.ident,
        generics: with_bounds(&input.generics, &quote!(__rt::Data)),
    };
    let data = target.implement(None, &[], &quote!(__rt::Data), &methods(&form));
    let shape = shaped(&target, &form);
    let access = access::implementations(&target, &form);
    Ok(apart(&attributes.runtime, &quote!(#data #shape #access)))
}

/// `Shaped`: what is known while compiling.
fn shaped(target: &Target<'_>, form: &Form<'_>) -> TokenStream {
    let Shape { expression, needs } = Shape::of(target.ident, form);
    // A newtype is as deep as what it holds.
    let depth = match form {
        Form::Transparent(..) => quote!(__rt::typed::Level<__Depth>),
        _ => quote!(__Depth),
    };
    let bounds: Vec<_> = needs
        .iter()
        .map(|needed| quote!(#needed: __rt::typed::Shaped<#depth>))
        .collect();
    let of = quote!(__rt::typed::Shaped<__rt::typed::Level<__Depth>>);
    let items = quote!(const SHAPE: &'static __rt::typed::Shape = #expression;);
    target.implement(Some(quote!(__Depth)), &bounds, &of, &items)
}

/// The methods of `Data` that have something better than the default.
fn methods(form: &Form<'_>) -> TokenStream {
    let scalar = match form {
        Form::Transparent(member, ty) => {
            return quote! {
                fn as_json(&self) -> __rt::Cow<'_, __rt::Value> {
                    <#ty as __rt::Data>::as_json(&self.#member)
                }

                #[inline]
                fn scalar(&self) -> __rt::typed::Scalar<'_> {
                    <#ty as __rt::Data>::scalar(&self.#member)
                }
            };
        }
        Form::Opaque => return TokenStream::new(),
        Form::Object(_) | Form::Tuple(_) | Form::Tagged(_) => quote!(__rt::typed::Scalar::Other),
        Form::Null => quote!(__rt::typed::Scalar::Null),
        Form::Names(variants) => {
            let arms = written(variants)
                .map(|(ident, name)| quote!(Self::#ident => __rt::typed::Scalar::text(#name),));
            quote! {
                match self {
                    #(#arms)*
                    _ => __rt::typed::Scalar::Null,
                }
            }
        }
    };
    quote! {
        #[inline]
        fn scalar(&self) -> __rt::typed::Scalar<'_> {
            #scalar
        }
    }
}
