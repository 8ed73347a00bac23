//! The constant that says what a type's JSON looks like.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{Ident, Type};

use super::container::{Codec, Field, Form, Object, Tagged, Variant, Written, written};

/// A shape as an expression, and the types whose shapes it needs.
pub(super) struct Shape<'a> {
    /// A `&'static Shape`.
    pub(super) expression: TokenStream,
    pub(super) needs: Vec<&'a Type>,
}

impl<'a> Shape<'a> {
    pub(super) fn of(ident: &Ident, form: &Form<'a>) -> Self {
        let name = ident.unraw().to_string();
        let mut needs = Vec::new();
        let expression = match form {
            Form::Transparent(_, ty) => {
                needs.push(*ty);
                quote!(<#ty as __rt::typed::Shaped<__rt::typed::Level<__Depth>>>::SHAPE)
            }
            Form::Object(object) => of_object(&name, object, &mut needs),
            Form::Tuple(elements) => {
                let shapes = elements.iter().map(|(_, ty)| of_type(ty, &mut needs));
                quote!(&__rt::typed::Shape::Tuple(&[#(#shapes),*]))
            }
            Form::Null => quote!(&__rt::typed::Shape::Null),
            Form::Names(variants) => one_of(variants),
            Form::Tagged(tagged) => of_tagged(&name, tagged),
            Form::Opaque => unknown(),
        };
        Shape { expression, needs }
    }
}

fn unknown() -> TokenStream {
    quote!(&__rt::typed::Shape::Unknown)
}

/// The shape of a field's type, one struct less deep.
fn of_type<'a>(ty: &'a Type, needs: &mut Vec<&'a Type>) -> TokenStream {
    needs.push(ty);
    quote!(<#ty as __rt::typed::Shaped<__Depth>>::SHAPE)
}

fn of_object<'a>(name: &str, object: &Object<'a>, needs: &mut Vec<&'a Type>) -> TokenStream {
    let mut fields: Vec<_> = object
        .fields
        .iter()
        .map(|field| of_field(field, needs))
        .collect();
    if let Some((tag, own)) = &object.tag {
        let names = quote!(&__rt::typed::Shape::OneOf { written: &[#own], read: &[#own] });
        fields.push(field(tag, &names, &quote!(Always), &[*tag], false));
    }
    let flattened: Vec<_> = object
        .flattened
        .iter()
        .map(|ty| ty.map_or_else(unknown, |ty| of_type(ty, needs)))
        .collect();
    self::object(name, &fields, &flattened, false, object.is_strict)
}

fn of_field<'a>(of: &Field<'a>, needs: &mut Vec<&'a Type>) -> TokenStream {
    let shape = match of.codec {
        Codec::Own => of_type(of.ty, needs),
        Codec::Read | Codec::Written(_) | Codec::Opaque => unknown(),
    };
    let written = match of.written {
        Written::Always => quote!(Always),
        Written::Unless(_) => quote!(Sometimes),
        Written::Never => quote!(Never),
    };
    field(&of.name, &shape, &written, &of.read, of.is_required)
}

/// The tag is all that is known of what a variant holds.
fn of_tagged(name: &str, tagged: &Tagged<'_>) -> TokenStream {
    let tag = tagged.tag;
    let mut fields = vec![field(
        tag,
        &one_of(&tagged.variants),
        &quote!(Always),
        &[tag],
        true,
    )];
    if let Some(content) = tagged.content {
        fields.push(field(
            content,
            &unknown(),
            &quote!(Sometimes),
            &[content],
            false,
        ));
    }
    object(name, &fields, &[], tagged.content.is_none(), false)
}

fn one_of(variants: &[Variant<'_>]) -> TokenStream {
    let written = written(variants).map(|(_, name)| name);
    let read = variants.iter().flat_map(|variant| &variant.read);
    quote!(&__rt::typed::Shape::OneOf { written: &[#(#written),*], read: &[#(#read),*] })
}

fn object(
    name: &str,
    fields: &[TokenStream],
    flattened: &[TokenStream],
    is_open: bool,
    is_strict: bool,
) -> TokenStream {
    quote! {
        &__rt::typed::Shape::Object(&__rt::typed::Object {
            name: __rt::Some(#name),
            fields: &[#(#fields),*],
            flattened: &[#(#flattened),*],
            open: #is_open,
            strict: #is_strict,
        })
    }
}

fn field(
    name: &str,
    shape: &TokenStream,
    written: &TokenStream,
    read: &[impl ToTokens],
    is_required: bool,
) -> TokenStream {
    quote! {
        __rt::typed::Field {
            name: #name,
            shape: #shape,
            written: __rt::typed::Written::#written,
            read: &[#(#read),*],
            required: #is_required,
        }
    }
}
