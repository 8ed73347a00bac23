//! Tuples, which are arrays.

use std::borrow::Cow;

use crate::data::path::Step as Key;
use crate::typed::{At, Data, Elements, Level, Scalar, Shape, Shaped};
use serde_json::Value;

macro_rules! tuple {
    ($($index:tt $name:ident),*) => {
        impl<$($name: Data),*> Data for ($($name,)*) {
            #[inline]
            fn scalar(&self) -> Scalar<'_> {
                Scalar::Other
            }
        }

        impl<D, $($name: Shaped<Level<D>>),*> Shaped<Level<D>> for ($($name,)*) {
            const SHAPE: &'static Shape = &Shape::Tuple(&[$($name::SHAPE),*]);
        }

        impl<const INDEX: usize, $($name: Data),*> Elements<INDEX> for ($($name,)*) {
            type Element = Value;

            fn elements(&self) -> Option<Cow<'_, [Value]>> {
                Some(Cow::Owned(vec![$(self.$index.as_json().into_owned()),*]))
            }

            fn into_elements(self) -> Option<Vec<Value>> {
                Some(vec![$(self.$index.as_json().into_owned()),*])
            }
        }

        tuple!(@elements [$($name)*] $($index $name),*);
    };
    (@elements $all:tt $($index:tt $name:ident),*) => {
        $(tuple!(@element $all $index $name);)*
    };
    (@element [$($all:ident)*] $index:tt $name:ident) => {
        impl<$($all: Data),*> At<$index> for ($($all,)*) {
            type Field = $name;

            #[inline]
            fn get(&self, _: Key) -> Option<Cow<'_, $name>> {
                Some(Cow::Borrowed(&self.$index))
            }

            #[inline]
            fn get_mut(&mut self, _: Key) -> Option<&mut $name> {
                Some(&mut self.$index)
            }

            #[inline]
            fn take(self, _: Key) -> Option<$name> {
                Some(self.$index)
            }
        }
    };
}

tuple!(0 A);
tuple!(0 A, 1 B);
tuple!(0 A, 1 B, 2 C);
tuple!(0 A, 1 B, 2 C, 3 E);
tuple!(0 A, 1 B, 2 C, 3 E, 4 F);
tuple!(0 A, 1 B, 2 C, 3 E, 4 F, 5 G);
tuple!(0 A, 1 B, 2 C, 3 E, 4 F, 5 G, 6 H);
tuple!(0 A, 1 B, 2 C, 3 E, 4 F, 5 G, 6 H, 7 I);
tuple!(0 A, 1 B, 2 C, 3 E, 4 F, 5 G, 6 H, 7 I, 8 J);
tuple!(0 A, 1 B, 2 C, 3 E, 4 F, 5 G, 6 H, 7 I, 8 J, 9 K);
tuple!(0 A, 1 B, 2 C, 3 E, 4 F, 5 G, 6 H, 7 I, 8 J, 9 K, 10 L);
tuple!(0 A, 1 B, 2 C, 3 E, 4 F, 5 G, 6 H, 7 I, 8 J, 9 K, 10 L, 11 M);
