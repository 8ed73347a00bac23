//! What is known of a type's JSON while compiling.

use std::marker::PhantomData;

/// What the JSON of a type looks like, and what the type takes when it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Anything: nothing is known.
    Unknown,
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// A number, maybe with a fraction.
    Float,
    /// A string.
    String,
    /// One of some strings: an enum without data.
    OneOf {
        /// What is written.
        written: &'static [&'static str],
        /// What is read, which may be more: aliases.
        read: &'static [&'static str],
    },
    /// A string that is a time.
    Timestamp,
    /// `null`, or this.
    Optional(&'static Shape),
    /// An array with elements of this shape.
    Array(&'static Shape),
    /// An array with an element of each of these shapes.
    Tuple(&'static [&'static Shape]),
    /// An object with any keys, and values of this shape.
    Map(&'static Shape),
    /// An object with known keys.
    Object(&'static Object),
}

impl Shape {
    /// What it is when it is not `null`.
    pub(super) const fn present(&self) -> &Shape {
        match self {
            Shape::Optional(inner) => inner.present(),
            _ => self,
        }
    }

    /// The struct that it is, unless it is `null`.
    pub(super) const fn as_object(&self) -> Option<&'static Object> {
        match self.present() {
            Shape::Object(object) => Some(object),
            _ => None,
        }
    }
}

/// The JSON object of a struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Object {
    /// The struct's name, for messages; `None` for an object that a definition writes.
    pub name: Option<&'static str>,
    /// Its fields. The place of a field is its index for [`At`](super::At).
    pub fields: &'static [Field],
    /// What `#[serde(flatten)]` adds.
    pub flattened: &'static [&'static Shape],
    /// Whether it may be written with more keys than these.
    pub open: bool,
    /// Whether it refuses other keys when it is read.
    pub strict: bool,
}

impl Object {
    /// An object with these fields and no others.
    #[must_use]
    pub const fn new(name: Option<&'static str>, fields: &'static [Field]) -> Self {
        Object {
            name,
            fields,
            flattened: &[],
            open: false,
            strict: false,
        }
    }
}

/// A field of an [`Object`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The key that is written.
    pub name: &'static str,
    /// What its value looks like.
    pub shape: &'static Shape,
    /// Whether it is written.
    pub written: Written,
    /// The keys that are read: the name, aliases, or none if the field is never read.
    pub read: &'static [&'static str],
    /// Whether reading fails without it.
    pub required: bool,
}

impl Field {
    /// A field that is always there.
    #[must_use]
    pub const fn new(name: &'static str, shape: &'static Shape) -> Self {
        Field {
            name,
            shape,
            written: Written::Always,
            read: &[],
            required: false,
        }
    }
}

/// Whether a field is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// Each time.
    Always,
    /// If it has something to say: `skip_serializing_if`.
    Sometimes,
    /// Never: `skip_serializing`.
    Never,
}

/// A type with a shape, seen `Depth` structs deep. The depth counts down from struct to field, because a type that contains
/// itself has no end.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot flow through a workflow: it is not `Data`",
    label = "not `Data`",
    note = "a type of your own becomes `Data` with `#[derive(asl_runtime::Data)]`, beside serde's traits",
    note = "a field whose type is another crate's is taken with `#[asl(opaque)]`"
)]
pub trait Shaped<Depth> {
    /// The shape.
    const SHAPE: &'static Shape;
}

/// One struct deeper than `Below`.
#[doc(hidden)]
pub struct Level<Below>(PhantomData<Below>);

/// As deep as shapes go.
#[doc(hidden)]
pub struct Ground;

/// How deep generated code looks.
#[doc(hidden)]
pub type Full = Level<Level<Level<Level<Level<Level<Level<Level<Ground>>>>>>>>;

impl<T: super::Data> Shaped<Ground> for T {
    const SHAPE: &'static Shape = &Shape::Unknown;
}

/// What the JSON of a type looks like.
#[must_use]
pub const fn shape<T: Shaped<Full>>() -> &'static Shape {
    T::SHAPE
}
