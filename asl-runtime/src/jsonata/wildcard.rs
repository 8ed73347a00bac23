//! `*` and `**`.

use super::{Error, Evaluation, Item, Result, Sequence};

impl Evaluation {
    /// `*`: the members of an object, or the elements of an array; the arrays among them are flattened to their depth.
    ///
    /// # Errors
    /// When there are too many.
    pub fn wildcard<'a>(&'a self, context: Item<'a>) -> Result<'a> {
        let mut found = Sequence::new(self);
        let mut is_sequence = true;
        let mut add = |child: Item<'a>| {
            self.spend(1)?;
            match child {
                Item::Array(array) => {
                    is_sequence = false;
                    for leaf in array.leaves(self) {
                        found.push(leaf?);
                    }
                }
                child => found.push(child),
            }
            Ok::<_, Error>(())
        };
        match context {
            Item::Object(object) => object.iter().try_for_each(|(_, item)| add(item))?,
            Item::Array(array) => array.iter().try_for_each(add)?,
            _ => {}
        }
        Ok(if is_sequence {
            found.finish()
        } else {
            found.into_array()
        })
    }

    /// `**`: the context and everything inside of it, but for arrays themselves.
    ///
    /// # Errors
    /// When there is too much.
    pub fn descendants<'a>(&'a self, context: Item<'a>) -> Result<'a> {
        let mut found = Sequence::new(self);
        // Not by recursion: data may nest deeper than the stack.
        let mut pending = vec![context];
        while let Some(item) = pending.pop() {
            self.spend(1)?;
            let from = pending.len();
            match item {
                Item::Array(array) => pending.extend(array.iter()),
                Item::Object(object) => {
                    found.push(item);
                    pending.extend(object.iter().map(|(_, item)| item));
                }
                scalar => found.push(scalar),
            }
            pending[from..].reverse();
        }
        match found.as_slice() {
            [only] => Ok(*only),
            _ => Ok(found.finish()),
        }
    }
}
