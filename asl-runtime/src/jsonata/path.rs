//! Location paths.
//!
//! Between two steps, an item stands for the contexts of the next one: an array for its elements, undefined for none,
//! anything else for itself. One array that is a context itself stands in a sequence of its own ([`Item::alone`]).

use serde_json::{Map, Value};

use super::{Array, Evaluation, Item, Object, Result, Sequence};

impl Evaluation {
    /// `a.b.c`: a whole path of names alone.
    ///
    /// # Errors
    /// When too much is found.
    #[inline]
    pub fn path<'a>(&'a self, base: Item<'a>, names: &[&str]) -> Result<'a> {
        match base {
            // Almost always.
            Item::Object(Object::Json(members)) if let Some(found) = member(members, names) => {
                Ok(found.into())
            }
            base => Ok(self.names(base, names)?.settled()),
        }
    }

    /// `a.b.c` in front of other steps.
    ///
    /// # Errors
    /// When too much is found.
    pub fn steps<'a>(&'a self, base: Item<'a>, names: &[&str]) -> Result<'a> {
        let mut item = base;
        for name in names {
            item = self.step(item, |context| self.name(context, name))?;
        }
        Ok(item)
    }

    fn names<'a>(&'a self, base: Item<'a>, names: &[&str]) -> Result<'a> {
        let Some((last, names)) = names.split_last() else {
            return Ok(base);
        };
        let base = self.steps(base, names)?;
        self.last(base, |context| self.name(context, last))
    }

    /// A name, as a step.
    ///
    /// # Errors
    /// When too much is found.
    #[inline]
    pub fn name<'a>(&'a self, context: Item<'a>, name: &str) -> Result<'a> {
        Ok(context.lookup(self, name)?.settled())
    }

    /// The contexts of a path's first step.
    #[must_use]
    pub fn contexts<'a>(&'a self, context: Item<'a>) -> Item<'a> {
        match context {
            Item::Undefined => Item::Array(Array::sequence(&[Item::Undefined])),
            context => context,
        }
    }

    /// The steps behind an array constructor that a path begins with. If that is empty, so is the path's result. What
    /// is no array, because something stands behind the constructor, has no elements; but a string has characters.
    ///
    /// # Errors
    /// Those of the steps.
    #[inline]
    pub fn behind<'a>(
        &'a self,
        constructor: Item<'a>,
        steps: impl FnOnce(Item<'a>) -> Result<'a>,
    ) -> Result<'a> {
        match constructor {
            Item::Array(array) if array.is_empty() => Ok(constructor),
            Item::Array(_) => steps(constructor),
            Item::String(text) => {
                let characters = text.char_indices();
                let mut contexts = Sequence::new(self);
                for (at, character) in characters {
                    contexts.push(Item::String(&text[at..at + character.len_utf8()]));
                }
                steps(contexts.finish())
            }
            _ => Ok(Item::Undefined),
        }
    }

    /// A step that is not the last: evaluates it in each context.
    ///
    /// # Errors
    /// Those of the evaluation.
    #[inline]
    pub fn step<'a>(
        &'a self,
        contexts: Item<'a>,
        evaluate: impl FnMut(Item<'a>) -> Result<'a>,
    ) -> Result<'a> {
        Ok(match self.evaluate_in(contexts, evaluate)? {
            found @ Item::Array(array) if array.is_constructor => found.alone(self),
            found => found,
        })
    }

    /// The last step: evaluates it in each context. A single array that was there or was constructed stays what it is.
    ///
    /// # Errors
    /// Those of the evaluation.
    #[inline]
    pub fn last<'a>(
        &'a self,
        contexts: Item<'a>,
        evaluate: impl FnMut(Item<'a>) -> Result<'a>,
    ) -> Result<'a> {
        self.evaluate_in(contexts, evaluate).map(found_once)
    }

    #[inline]
    fn evaluate_in<'a>(
        &'a self,
        contexts: Item<'a>,
        mut evaluate: impl FnMut(Item<'a>) -> Result<'a>,
    ) -> Result<'a> {
        match contexts {
            Item::Undefined => Ok(Item::Undefined),
            Item::Array(contexts) => self.evaluate_each(contexts, evaluate),
            context => evaluate(context),
        }
    }

    /// What is found in all contexts: flattened, unless it is found in one alone.
    #[inline]
    fn evaluate_each<'a>(
        &'a self,
        contexts: Array<'a>,
        mut evaluate: impl FnMut(Item<'a>) -> Result<'a>,
    ) -> Result<'a> {
        self.spend(contexts.len())?;
        let mut found = Sequence::with_room(self, contexts.len());
        let mut has_arrays = false;
        for context in contexts.iter() {
            let item = evaluate(context)?;
            has_arrays |= matches!(item, Item::Array(_));
            found.push(item);
        }
        match found.as_slice() {
            [] => Ok(Item::Undefined),
            [only] => Ok(*only),
            found if has_arrays => self.flattened(found),
            _ => Ok(found.finish()),
        }
    }

    fn flattened<'a>(&'a self, found: &[Item<'a>]) -> Result<'a> {
        let mut all = Sequence::with_room(self, found.len());
        for item in found {
            if let Item::Array(array) = item {
                self.claim::<Item<'_>>(array.len())?;
            }
            all.flatten(*item);
        }
        Ok(all.finish())
    }
}

/// The member that names lead to, through objects alone.
fn member<'a>(mut members: &'a Map<String, Value>, names: &[&str]) -> Option<&'a Value> {
    let (last, names) = names.split_last()?;
    for name in names {
        match members.get(*name)? {
            Value::Object(inner) => members = inner,
            _ => return None,
        }
    }
    members.get(*last)
}

/// What a single context yields is found in a sequence of the path's own.
#[inline]
fn found_once(found: Item<'_>) -> Item<'_> {
    match found {
        Item::Array(array) if array.is_sequence => Item::Array(Array {
            keeps_singleton: false,
            ..array
        }),
        found => found,
    }
}
