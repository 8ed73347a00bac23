//! What a type is for serde, as far as that can be told while compiling.

use serde_derive_internals::ast::{self, Data, Style};
use serde_derive_internals::attr::{self, Identifier, TagType};
use serde_derive_internals::name::Name;
use syn::{ExprPath, Member, Type};

use super::attributes;

/// The form that serde gives a type.
pub(super) enum Form<'a> {
    /// An object with a key for each field.
    Object(Object<'a>),
    /// What the one field is: a newtype, or `#[serde(transparent)]`.
    Transparent(&'a Member, &'a Type),
    /// An array with an element for each field.
    Tuple(Vec<(&'a Member, &'a Type)>),
    /// `null`.
    Null,
    /// A string for each variant.
    Names(Vec<Variant<'a>>),
    /// An object that says in one key which variant it is.
    Tagged(Tagged<'a>),
    /// Nothing is known.
    Opaque,
}

pub(super) struct Object<'a> {
    /// The key in which a struct writes its own name: `#[serde(tag = "...")]`.
    pub(super) tag: Option<(&'a str, String)>,
    pub(super) fields: Vec<Field<'a>>,
    /// The types of fields that are flattened, unless nothing is known of them.
    pub(super) flattened: Vec<Option<&'a Type>>,
    /// `deny_unknown_fields`.
    pub(super) is_strict: bool,
}

/// A field that has a key.
pub(super) struct Field<'a> {
    pub(super) member: &'a Member,
    pub(super) ty: &'a Type,
    /// The key that is written, e.g. `orderId`.
    pub(super) name: String,
    /// The keys that are read.
    pub(super) read: Vec<String>,
    pub(super) written: Written<'a>,
    /// Whether reading fails without it, unless it is optional.
    pub(super) is_required: bool,
    pub(super) codec: Codec<'a>,
}

pub(super) enum Written<'a> {
    Always,
    /// Unless this function says so.
    Unless(&'a ExprPath),
    Never,
}

/// How a field's value becomes JSON.
pub(super) enum Codec<'a> {
    /// As its type does.
    Own,
    /// Is read by a function: what it reads is not known.
    Read,
    /// Is written by a function, and may be read by one.
    Written(&'a ExprPath),
    /// By serde, but nothing is known of it: `#[asl(opaque)]`.
    Opaque,
}

pub(super) struct Variant<'a> {
    pub(super) ident: &'a syn::Ident,
    /// What is written, unless it never is.
    pub(super) written: Option<String>,
    /// What is read.
    pub(super) read: Vec<String>,
}

pub(super) struct Tagged<'a> {
    pub(super) tag: &'a str,
    /// The key of what a variant holds, if that has one.
    pub(super) content: Option<&'a str>,
    pub(super) variants: Vec<Variant<'a>>,
}

impl<'a> Form<'a> {
    pub(super) fn of(container: &'a ast::Container<'a>) -> syn::Result<Self> {
        let attrs = &container.attrs;
        let is_converted = attrs.type_into().is_some()
            || attrs.type_from().is_some()
            || attrs.type_try_from().is_some();
        if is_converted || !matches!(attrs.identifier(), Identifier::No) {
            return Ok(Form::Opaque);
        }
        match &container.data {
            Data::Struct(_, fields) if attrs.transparent() => {
                let field = fields.iter().find(|field| field.attrs.transparent());
                Ok(field.map_or(Ok(Form::Opaque), Form::transparent)?)
            }
            Data::Struct(Style::Struct, fields) => Object::of(attrs, fields).map(Form::Object),
            Data::Struct(Style::Newtype, fields) => Form::transparent(&fields[0]),
            Data::Struct(Style::Tuple, fields) => Form::tuple(fields),
            Data::Struct(Style::Unit, _) => Ok(Form::Null),
            Data::Enum(variants) => Ok(Form::variants(attrs, variants)),
        }
    }

    fn transparent(field: &'a ast::Field<'a>) -> syn::Result<Self> {
        Ok(if is_plain(field)? {
            Form::Transparent(&field.member, field.ty)
        } else {
            Form::Opaque
        })
    }

    fn tuple(fields: &'a [ast::Field<'a>]) -> syn::Result<Self> {
        let mut elements = Vec::new();
        for field in fields {
            if !is_plain(field)? || !field.attrs.default().is_none() {
                return Ok(Form::Opaque);
            }
            elements.push((&field.member, field.ty));
        }
        Ok(Form::Tuple(elements))
    }

    fn variants(attrs: &'a attr::Container, variants: &'a [ast::Variant<'a>]) -> Self {
        let is_unit = |variant: &ast::Variant<'_>| matches!(variant.style, Style::Unit);
        if variants.iter().any(|variant| variant.attrs.untagged()) {
            return Form::Opaque;
        }
        let tagged = |tag, content| {
            Form::Tagged(Tagged {
                tag,
                content,
                variants: variants.iter().map(Variant::of).collect(),
            })
        };
        match attrs.tag() {
            TagType::External if variants.iter().all(is_unit) => {
                Form::Names(variants.iter().map(Variant::of).collect())
            }
            TagType::Internal { tag } => tagged(tag, None),
            TagType::Adjacent { tag, content } => tagged(tag, Some(content)),
            TagType::External | TagType::None => Form::Opaque,
        }
    }
}

impl<'a> Object<'a> {
    fn of(attrs: &'a attr::Container, fields: &'a [ast::Field<'a>]) -> syn::Result<Self> {
        let mut object = Object {
            tag: match attrs.tag() {
                TagType::Internal { tag } => {
                    Some((tag, attrs.name().serialize_name().value.clone()))
                }
                _ => None,
            },
            fields: Vec::new(),
            flattened: Vec::new(),
            is_strict: attrs.deny_unknown_fields(),
        };
        for field in fields {
            let codec = Codec::of(field)?;
            let is_skipped = field.attrs.skip_serializing() && field.attrs.skip_deserializing();
            if is_skipped {
            } else if field.attrs.flatten() {
                let is_known = matches!(codec, Codec::Own) && is_plain(field)?;
                object.flattened.push(is_known.then_some(field.ty));
            } else {
                let has_default = !attrs.default().is_none() || !field.attrs.default().is_none();
                object.fields.push(Field::of(field, codec, has_default));
            }
        }
        Ok(object)
    }
}

impl<'a> Field<'a> {
    fn of(field: &'a ast::Field<'a>, codec: Codec<'a>, has_default: bool) -> Self {
        let attrs = &field.attrs;
        let read = if attrs.skip_deserializing() {
            Vec::new()
        } else {
            names(attrs.name().deserialize_name(), attrs.aliases())
        };
        Field {
            member: &field.member,
            ty: field.ty,
            name: attrs.name().serialize_name().value.clone(),
            // A type of which nothing is known may read itself from nothing.
            is_required: !read.is_empty() && !has_default && !matches!(codec, Codec::Opaque),
            read,
            written: match attrs.skip_serializing_if() {
                _ if attrs.skip_serializing() => Written::Never,
                Some(path) => Written::Unless(path),
                None => Written::Always,
            },
            codec,
        }
    }
}

impl<'a> Codec<'a> {
    fn of(field: &'a ast::Field<'a>) -> syn::Result<Self> {
        let is_opaque = attributes::is_opaque(&field.original.attrs)?;
        Ok(match field.attrs.serialize_with() {
            Some(path) => Codec::Written(path),
            None if is_opaque => Codec::Opaque,
            None if field.attrs.deserialize_with().is_some() => Codec::Read,
            None => Codec::Own,
        })
    }
}

impl<'a> Variant<'a> {
    fn of(variant: &'a ast::Variant<'a>) -> Self {
        let attrs = &variant.attrs;
        let written = &attrs.name().serialize_name().value;
        Variant {
            ident: &variant.ident,
            written: (!attrs.skip_serializing()).then(|| written.clone()),
            read: if attrs.skip_deserializing() {
                Vec::new()
            } else {
                names(attrs.name().deserialize_name(), attrs.aliases())
            },
        }
    }
}

/// The variants that are ever written, with their names.
pub(super) fn written<'v>(
    variants: &'v [Variant<'_>],
) -> impl Iterator<Item = (&'v syn::Ident, &'v String)> {
    variants
        .iter()
        .filter_map(|variant| Some((variant.ident, variant.written.as_ref()?)))
}

/// Whether a field is written and read as its type is, each time.
fn is_plain(field: &ast::Field<'_>) -> syn::Result<bool> {
    let attrs = &field.attrs;
    let is_skipped = attrs.skip_serializing()
        || attrs.skip_deserializing()
        || attrs.skip_serializing_if().is_some();
    Ok(matches!(Codec::of(field)?, Codec::Own) && !is_skipped)
}

fn names<'a>(name: &'a Name, aliases: impl IntoIterator<Item = &'a Name>) -> Vec<String> {
    let aliases = aliases
        .into_iter()
        .filter(|alias| alias.value != name.value);
    std::iter::once(name)
        .chain(aliases)
        .map(|name| name.value.clone())
        .collect()
}
