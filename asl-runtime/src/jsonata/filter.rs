//! `[...]`: filters and indices.

use super::{Array, Error, Evaluation, Item, Result, Sequence};

impl Evaluation {
    /// `[predicate]`: what the predicate is true of, or whose position it names.
    ///
    /// # Errors
    /// The predicate's.
    #[inline]
    pub fn filter<'a>(
        &'a self,
        input: Item<'a>,
        mut predicate: impl FnMut(Item<'a>) -> Result<'a>,
    ) -> Result<'a> {
        let array = match input {
            Item::Array(array) => array,
            // What is undefined is an item here like any other.
            single => Array::items(self.keep(&[single])),
        };
        self.spend(array.len())?;
        let mut taken = Sequence::with_room(self, array.len());
        for (at, item) in array.iter().enumerate() {
            match predicate(item)? {
                Item::Bool(true) => taken.keep(item),
                Item::Bool(false) => {}
                verdict => {
                    for _ in 0..self.hits(verdict, at, array.len())? {
                        taken.keep(item);
                    }
                }
            }
        }
        Ok(taken.finish())
    }

    /// `[index]`: one element, counted from the end when negative.
    #[must_use]
    pub fn index<'a>(&'a self, input: Item<'a>, index: i64) -> Item<'a> {
        let nothing = Item::Array(Array::sequence(&[]));
        match input {
            Item::Array(array) => match position(index, array.len()).map(|at| array.get(at)) {
                None | Some(Item::Undefined) => nothing,
                Some(item) => item,
            },
            Item::Undefined => nothing,
            single if matches!(index, 0 | -1) => single,
            _ => nothing,
        }
    }

    /// How often a verdict takes the element at a position.
    pub(super) fn hits<'a>(
        &'a self,
        verdict: Item<'a>,
        at: usize,
        length: usize,
    ) -> std::result::Result<usize, Error> {
        let is_here = |index: f64| {
            let index = index.floor();
            #[expect(clippy::cast_precision_loss, reason = "as JavaScript's numbers")]
            let index = if index < 0.0 {
                index + length as f64
            } else {
                index
            };
            #[expect(clippy::cast_precision_loss, reason = "as JavaScript's numbers")]
            (index == at as f64)
        };
        if let Some(index) = verdict.numeric()? {
            return Ok(usize::from(is_here(index)));
        }
        if let Item::Array(array) = verdict {
            self.spend(array.len())?;
            let mut hits = 0;
            let mut numbers = 0;
            for element in array.iter() {
                match element.numeric()? {
                    Some(index) => hits += usize::from(is_here(index)),
                    None => break,
                }
                numbers += 1;
            }
            if numbers == array.len() {
                return Ok(hits);
            }
        }
        Ok(usize::from(verdict.is_true(self)?))
    }
}

/// The position that an index means.
pub(super) fn position(index: i64, length: usize) -> Option<usize> {
    match usize::try_from(index) {
        Ok(at) => Some(at),
        Err(_) => length.checked_sub(usize::try_from(index.unsigned_abs()).ok()?),
    }
}
