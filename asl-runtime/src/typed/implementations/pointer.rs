//! Types that hold another one, or nothing.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use crate::data::path::Step as Key;
use crate::typed::{At, Data, Elements, Level, Scalar, Shape, Shaped};

impl<T: Data> Data for Option<T> {
    #[inline]
    fn scalar(&self) -> Scalar<'_> {
        self.as_ref().map_or(Scalar::Null, T::scalar)
    }
}

impl<D, T: Shaped<Level<D>>> Shaped<Level<D>> for Option<T> {
    const SHAPE: &'static Shape = &Shape::Optional(T::SHAPE);
}

impl<const INDEX: usize, T: At<INDEX>> At<INDEX> for Option<T> {
    type Field = T::Field;

    #[inline]
    fn get(&self, key: Key) -> Option<Cow<'_, T::Field>> {
        self.as_ref()?.get(key)
    }

    #[inline]
    fn get_mut(&mut self, key: Key) -> Option<&mut T::Field> {
        self.as_mut()?.get_mut(key)
    }

    #[inline]
    fn take(self, key: Key) -> Option<T::Field> {
        self?.take(key)
    }
}

impl<const INDEX: usize, T: Elements<INDEX>> Elements<INDEX> for Option<T> {
    type Element = T::Element;

    #[inline]
    fn elements(&self) -> Option<Cow<'_, [T::Element]>> {
        self.as_ref()?.elements()
    }

    #[inline]
    fn into_elements(self) -> Option<Vec<T::Element>> {
        self?.into_elements()
    }
}

/// A type that is another one for serde, with what gives the inner one for reading, writing and moving.
macro_rules! pointer {
    ($type:ty, $self:ident, $mut:expr, $owned:expr) => {
        impl<T: Data> Data for $type
        where
            Self: Serialize,
        {
            #[inline]
            fn as_json(&self) -> Cow<'_, Value> {
                T::as_json(self)
            }

            #[inline]
            fn scalar(&self) -> Scalar<'_> {
                T::scalar(self)
            }
        }

        impl<D, T: Shaped<Level<D>> + Clone> Shaped<Level<D>> for $type {
            const SHAPE: &'static Shape = T::SHAPE;
        }

        impl<const INDEX: usize, T: At<INDEX>> At<INDEX> for $type
        where
            Self: Serialize,
        {
            type Field = T::Field;

            #[inline]
            fn get(&self, key: Key) -> Option<Cow<'_, T::Field>> {
                T::get(self, key)
            }

            #[inline]
            fn get_mut(&mut $self, key: Key) -> Option<&mut T::Field> {
                T::get_mut($mut, key)
            }

            #[inline]
            fn take($self, key: Key) -> Option<T::Field> {
                T::take($owned, key)
            }
        }

        impl<const INDEX: usize, T: Elements<INDEX>> Elements<INDEX> for $type
        where
            Self: Serialize,
        {
            type Element = T::Element;

            #[inline]
            fn elements(&self) -> Option<Cow<'_, [T::Element]>> {
                T::elements(self)
            }

            #[inline]
            fn into_elements($self) -> Option<Vec<T::Element>> {
                T::into_elements($owned)
            }
        }
    };
}

pointer!(Box<T>, self, self, *self);
pointer!(
    Arc<T>,
    self,
    Arc::make_mut(self),
    Arc::unwrap_or_clone(self)
);
pointer!(Cow<'_, T>, self, self.to_mut(), self.into_owned());
