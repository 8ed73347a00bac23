//! Types without parts.

use std::borrow::Cow;

use jiff::Timestamp;

use crate::data::choice::Number;
use crate::typed::{Data, Level, Scalar, Shape, Shaped};

/// A type whose shape needs nothing else.
macro_rules! leaf {
    ($($type:ty, $shape:expr, $self:ident => $scalar:expr;)*) => {$(
        impl Data for $type {
            #[inline]
            fn scalar(&$self) -> Scalar<'_> {
                $scalar
            }
        }

        impl<D> Shaped<Level<D>> for $type {
            const SHAPE: &'static Shape = &$shape;
        }
    )*};
}

leaf! {
    (), Shape::Null, self => Scalar::Null;
    bool, Shape::Boolean, self => Scalar::Boolean(*self);
    u8, Shape::Integer, self => Scalar::Number(Number::from(u64::from(*self)));
    u16, Shape::Integer, self => Scalar::Number(Number::from(u64::from(*self)));
    u32, Shape::Integer, self => Scalar::Number(Number::from(u64::from(*self)));
    u64, Shape::Integer, self => Scalar::Number(Number::from(*self));
    usize, Shape::Integer, self => Scalar::Number(Number::from(*self as u64));
    i8, Shape::Integer, self => Scalar::Number(Number::from(i64::from(*self)));
    i16, Shape::Integer, self => Scalar::Number(Number::from(i64::from(*self)));
    i32, Shape::Integer, self => Scalar::Number(Number::from(i64::from(*self)));
    i64, Shape::Integer, self => Scalar::Number(Number::from(*self));
    isize, Shape::Integer, self => Scalar::Number(Number::from(*self as i64));
    f32, Shape::Float, self => Scalar::float(f64::from(*self));
    f64, Shape::Float, self => Scalar::float(*self);
    String, Shape::String, self => Scalar::text(self);
    &str, Shape::String, self => Scalar::text(self);
    Cow<'_, str>, Shape::String, self => Scalar::text(self);
    Box<str>, Shape::String, self => Scalar::text(self);
    char, Shape::String, self => Scalar::String(Cow::Owned(self.to_string()));
    Timestamp, Shape::Timestamp, self => Scalar::Timestamp(*self);
}
