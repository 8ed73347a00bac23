//! How a path reaches the fields of a type.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Member, Type};

use super::container::{Codec, Field, Form, Object, Tagged, Written, written};
use super::data::Target;

/// `At` for each field, and `Elements` where there are any.
pub(super) fn implementations(target: &Target<'_>, form: &Form<'_>) -> TokenStream {
    match form {
        Form::Transparent(member, ty) => forwarded(target, member, ty),
        Form::Object(object) => of_object(target, object),
        Form::Tuple(elements) => {
            let fields = elements.iter().enumerate().map(|(index, (member, ty))| {
                at(target, index, &Access::of_place(ty, &quote!(self.#member)))
            });
            let elements = elements_of_json(target);
            quote!(#(#fields)* #elements)
        }
        Form::Null | Form::Names(_) => TokenStream::new(),
        Form::Tagged(tagged) => of_tagged(target, tagged),
        Form::Opaque => {
            let fields = at_key(target);
            let elements = elements_of_json(target);
            quote!(#fields #elements)
        }
    }
}

/// The parts of an implementation of `At`.
struct Access {
    /// The type of the field.
    field: TokenStream,
    /// What `get` returns, with the step as `__key`.
    get: TokenStream,
    get_mut: TokenStream,
    /// What `take` returns, unless it is the same.
    take: Option<TokenStream>,
}

impl Access {
    /// A field that lies in memory as it is.
    fn of_place(ty: &Type, place: &TokenStream) -> Self {
        Access {
            field: quote!(#ty),
            get: quote!(__rt::Some(__rt::Cow::Borrowed(&#place))),
            get_mut: quote!(__rt::Some(&mut #place)),
            take: Some(quote!(__rt::Some(#place))),
        }
    }

    /// A field that has another form in JSON; `json` is it, if there is one.
    fn of_json(json: TokenStream) -> Self {
        Access::computed(quote!(__rt::Value), json)
    }

    /// A field that is computed.
    fn computed(field: TokenStream, value: TokenStream) -> Self {
        Access {
            field,
            get: value,
            get_mut: quote!(__rt::None),
            take: None,
        }
    }

    /// A field that is not there under a condition.
    fn unless(self, is_skipped: &TokenStream) -> Self {
        let unless = |found: &TokenStream| quote!(if #is_skipped { __rt::None } else { #found });
        Access {
            get: unless(&self.get),
            take: self.take.as_ref().map(unless),
            ..self
        }
    }
}

/// One implementation of `At`.
fn at(target: &Target<'_>, index: usize, access: &Access) -> TokenStream {
    implement(target, &quote!(#index), access)
}

/// `At` for all that is looked up by its key.
fn at_key(target: &Target<'_>) -> TokenStream {
    let access = Access::of_json(quote!(__rt::typed::by_key(self, __key)));
    implement(target, &quote!({ __rt::typed::BY_KEY }), &access)
}

fn implement(target: &Target<'_>, index: &TokenStream, access: &Access) -> TokenStream {
    let Access {
        field,
        get,
        get_mut,
        take,
    } = access;
    let of = quote!(__rt::typed::At<#index>);
    let take = take
        .clone()
        .unwrap_or_else(|| quote!(<Self as #of>::get(&self, __key).map(__rt::Cow::into_owned)));
    let items = quote! {
        type Field = #field;

        #[inline]
        fn get(&self, __key: __rt::Key) -> __rt::Option<__rt::Cow<'_, Self::Field>> {
            #get
        }

        #[inline]
        fn get_mut(&mut self, __key: __rt::Key) -> __rt::Option<&mut Self::Field> {
            #get_mut
        }

        #[inline]
        fn take(self, __key: __rt::Key) -> __rt::Option<Self::Field> {
            #take
        }
    };
    target.implement(None, &[], &of, &items)
}

/// All that the one field has.
fn forwarded(target: &Target<'_>, member: &Member, ty: &Type) -> TokenStream {
    let parameter = || Some(quote!(const __INDEX: __rt::typed::Index));
    let at = quote!(__rt::typed::At<__INDEX>);
    let items = quote! {
        type Field = <#ty as #at>::Field;

        #[inline]
        fn get(&self, __key: __rt::Key) -> __rt::Option<__rt::Cow<'_, Self::Field>> {
            <#ty as #at>::get(&self.#member, __key)
        }

        #[inline]
        fn get_mut(&mut self, __key: __rt::Key) -> __rt::Option<&mut Self::Field> {
            <#ty as #at>::get_mut(&mut self.#member, __key)
        }

        #[inline]
        fn take(self, __key: __rt::Key) -> __rt::Option<Self::Field> {
            <#ty as #at>::take(self.#member, __key)
        }
    };
    let fields = target.implement(parameter(), &[quote!(#ty: #at)], &at, &items);
    let of = quote!(__rt::typed::Elements<__INDEX>);
    let items = quote! {
        type Element = <#ty as #of>::Element;

        #[inline]
        fn elements(&self) -> __rt::Option<__rt::Cow<'_, [Self::Element]>> {
            <#ty as #of>::elements(&self.#member)
        }

        #[inline]
        fn into_elements(self) -> __rt::Option<__rt::Vec<Self::Element>> {
            <#ty as #of>::into_elements(self.#member)
        }
    };
    let elements = target.implement(parameter(), &[quote!(#ty: #of)], &of, &items);
    quote!(#fields #elements)
}

/// `Elements` of what is an array only as JSON.
fn elements_of_json(target: &Target<'_>) -> TokenStream {
    let items = quote! {
        type Element = __rt::Value;

        fn elements(&self) -> __rt::Option<__rt::Cow<'_, [__rt::Value]>> {
            __rt::typed::elements_of_json(self)
        }

        fn into_elements(self) -> __rt::Option<__rt::Vec<__rt::Value>> {
            __rt::typed::elements_of_json(&self).map(__rt::Cow::into_owned)
        }
    };
    let of = quote!(__rt::typed::Elements<{ __rt::typed::BY_KEY }>);
    target.implement(None, &[], &of, &items)
}

fn of_object(target: &Target<'_>, object: &Object<'_>) -> TokenStream {
    let fields = object
        .fields
        .iter()
        .enumerate()
        .filter_map(|(index, field)| Some(at(target, index, &of_field(field)?)));
    let tag = object.tag.as_ref().map(|(_, name)| {
        let name = quote!(__rt::Some(__rt::Cow::Owned(__rt::Cow::Borrowed(#name))));
        at(
            target,
            object.fields.len(),
            &Access::computed(tag_type(), name),
        )
    });
    let flattened = (!object.flattened.is_empty()).then(|| at_key(target));
    quote!(#(#fields)* #tag #flattened)
}

/// A field that is ever written.
fn of_field(field: &Field<'_>) -> Option<Access> {
    let member = field.member;
    let access = match field.codec {
        Codec::Own | Codec::Read => Access::of_place(field.ty, &quote!(self.#member)),
        Codec::Opaque => Access::of_json(quote!(__rt::typed::written(&self.#member))),
        Codec::Written(path) => Access::of_json(quote! {
            #path(&self.#member, __rt::typed::JsonSerializer).ok().map(__rt::Cow::Owned)
        }),
    };
    match field.written {
        Written::Always => Some(access),
        Written::Unless(path) => Some(access.unless(&quote!(#path(&self.#member)))),
        Written::Never => None,
    }
}

fn tag_type() -> TokenStream {
    quote!(__rt::typed::Tag)
}

fn of_tagged(target: &Target<'_>, tagged: &Tagged<'_>) -> TokenStream {
    let arms = written(&tagged.variants).map(|(ident, name)| {
        quote!(Self::#ident { .. } => __rt::Some(__rt::Cow::Owned(__rt::Cow::Borrowed(#name))),)
    });
    let name = quote!(match self { #(#arms)* _ => __rt::None });
    let access = Access::computed(tag_type(), name);
    let tag = at(target, 0, &access);
    let rest = match tagged.content {
        Some(_) => at(
            target,
            1,
            &Access::of_json(quote!(__rt::typed::by_key(self, __key))),
        ),
        None => at_key(target),
    };
    quote!(#tag #rest)
}
