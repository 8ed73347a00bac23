//! Arrays and maps.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::hash::{BuildHasher, Hash};

use serde::Serialize;

use crate::data::path::Step as Key;
use crate::typed::{At, Data, Elements, Level, Scalar, Shape, Shaped};

/// A type that is a slice.
macro_rules! array {
    ($type:ty, [$($generics:tt)*], $shape:expr) => {
        impl<T: Data, $($generics)*> Data for $type
        where
            Self: Serialize,
        {
            #[inline]
            fn scalar(&self) -> Scalar<'_> {
                Scalar::Other
            }
        }

        impl<D, T: Shaped<Level<D>>, $($generics)*> Shaped<Level<D>> for $type {
            const SHAPE: &'static Shape = &$shape;
        }

        impl<const INDEX: usize, T: Data, $($generics)*> At<INDEX> for $type
        where
            Self: Serialize,
        {
            type Field = T;

            #[inline]
            fn get(&self, key: Key) -> Option<Cow<'_, T>> {
                self.as_slice().get(key.position(self.len())?).map(Cow::Borrowed)
            }

            #[inline]
            fn get_mut(&mut self, key: Key) -> Option<&mut T> {
                let position = key.position(self.len())?;
                self.as_mut_slice().get_mut(position)
            }

            #[inline]
            fn take(self, key: Key) -> Option<T> {
                let position = key.position(self.len())?;
                self.into_iter().nth(position)
            }
        }

        impl<const INDEX: usize, T: Data, $($generics)*> Elements<INDEX> for $type
        where
            Self: Serialize,
        {
            type Element = T;

            #[inline]
            fn elements(&self) -> Option<Cow<'_, [T]>> {
                Some(Cow::Borrowed(self.as_slice()))
            }

            #[inline]
            fn into_elements(self) -> Option<Vec<T>> {
                Some(self.into_iter().collect())
            }
        }
    };
}

array!(Vec<T>, [], Shape::Array(T::SHAPE));
array!([T; N], [const N: usize], Shape::Tuple(&[T::SHAPE; N]));

/// A type with elements in an order of its own, with its generics where they are bounded and, but for `T`, where not.
macro_rules! sequence {
    ($type:ty, [$($bounded:tt)*], [$($bare:tt)*]) => {
        impl<$($bounded)*> Data for $type {
            #[inline]
            fn scalar(&self) -> Scalar<'_> {
                Scalar::Other
            }
        }

        impl<D, T: Shaped<Level<D>>, $($bare)*> Shaped<Level<D>> for $type {
            const SHAPE: &'static Shape = &Shape::Array(T::SHAPE);
        }

        impl<const INDEX: usize, $($bounded)*> At<INDEX> for $type {
            type Field = T;

            fn get(&self, key: Key) -> Option<Cow<'_, T>> {
                let position = key.position(self.len())?;
                self.iter().nth(position).map(Cow::Borrowed)
            }

            fn get_mut(&mut self, _: Key) -> Option<&mut T> {
                None
            }

            fn take(self, key: Key) -> Option<T> {
                let position = key.position(self.len())?;
                self.into_iter().nth(position)
            }
        }

        impl<const INDEX: usize, $($bounded)*> Elements<INDEX> for $type {
            type Element = T;

            fn elements(&self) -> Option<Cow<'_, [T]>> {
                Some(Cow::Owned(self.iter().cloned().collect()))
            }

            fn into_elements(self) -> Option<Vec<T>> {
                Some(self.into_iter().collect())
            }
        }
    };
}

sequence!(VecDeque<T>, [T: Data], []);
sequence!(BTreeSet<T>, [T: Data + Ord], []);
sequence!(HashSet<T, S>, [T: Data + Eq + Hash, S: BuildHasher + Clone + Send + Sync], [S]);

/// A type with keys, with its generics as above.
macro_rules! map {
    ($type:ty, [$($bounded:tt)*], [$($bare:tt)*]) => {
        impl<V: Data, $($bounded)*> Data for $type {
            #[inline]
            fn scalar(&self) -> Scalar<'_> {
                Scalar::Other
            }
        }

        impl<D, V: Shaped<Level<D>>, $($bare)*> Shaped<Level<D>> for $type {
            const SHAPE: &'static Shape = &Shape::Map(V::SHAPE);
        }

        impl<const INDEX: usize, V: Data, $($bounded)*> At<INDEX> for $type {
            type Field = V;

            #[inline]
            fn get(&self, key: Key) -> Option<Cow<'_, V>> {
                self.get(key.member()?).map(Cow::Borrowed)
            }

            #[inline]
            fn get_mut(&mut self, key: Key) -> Option<&mut V> {
                self.get_mut(key.member()?)
            }

            #[inline]
            fn take(mut self, key: Key) -> Option<V> {
                self.remove(key.member()?)
            }
        }
    };
}

map!(BTreeMap<String, V>, [], []);
map!(HashMap<String, V, S>, [S: BuildHasher + Clone + Send + Sync], [S]);
