//! Paths whose contexts carry bindings: `@$v`, `#$i`, and what `%` means.

use super::construct::Groups;
use super::sort::{comes_after, merge_sort};
use super::{Array, Error, Evaluation, Item, Result, Sequence};

type Fallible<T> = std::result::Result<T, Error>;

/// A context of a path, and what the steps before it have bound.
#[derive(Clone, Copy, Debug)]
pub struct Tuple<'a> {
    item: Item<'a>,
    bindings: &'a [(&'static str, Item<'a>)],
}

impl<'a> Tuple<'a> {
    /// What is bound under a name.
    #[must_use]
    pub fn get(self, name: &str) -> Item<'a> {
        let bound = self.bindings.iter().find(|(bound, _)| *bound == name);
        bound.map(|(_, item)| *item).unwrap_or_default()
    }

    fn with(self, ev: &'a Evaluation, bindings: &[(&'static str, Item<'a>)]) -> Self {
        let mut all = self.bindings.to_vec();
        for (name, item) in bindings {
            match all.iter_mut().find(|(bound, _)| bound == name) {
                Some((_, bound)) => *bound = *item,
                None => all.push((*name, *item)),
            }
        }
        Tuple {
            bindings: ev.keep(&all),
            ..self
        }
    }
}

/// What a step binds, by name.
#[derive(Clone, Copy, Debug, Default)]
pub struct Binding {
    /// `@$v`: each result; the context stays that of the step.
    pub focus: Option<&'static str>,
    /// `#$i`: the position of each result.
    pub index: Option<&'static str>,
    /// The context of the step, once for each `%` that means it.
    pub ancestors: &'static [&'static str],
}

/// The contexts of a step.
#[derive(Clone, Debug)]
pub struct Stream<'a> {
    ev: &'a Evaluation,
    tuples: Vec<Tuple<'a>>,
}

impl Evaluation {
    /// Contexts that carry no bindings yet.
    ///
    /// # Errors
    /// When there are too many.
    pub fn stream<'a>(&'a self, contexts: Item<'a>) -> Fallible<Stream<'a>> {
        let contexts = contexts.elements(self);
        self.claim::<Tuple<'_>>(contexts.len())?;
        let tuples = contexts.iter().map(|item| Tuple {
            item,
            bindings: &[],
        });
        Ok(Stream {
            ev: self,
            tuples: tuples.collect(),
        })
    }
}

impl<'a> Stream<'a> {
    /// A step: evaluates it in each context.
    ///
    /// # Errors
    /// Those of the evaluation.
    pub fn step(
        self,
        binding: Binding,
        mut evaluate: impl FnMut(Tuple<'a>, Item<'a>) -> Result<'a>,
    ) -> Fallible<Self> {
        let mut tuples = Vec::new();
        for tuple in self.tuples {
            let found = evaluate(tuple, tuple.item)?.elements(self.ev);
            self.ev.claim::<[Tuple<'_>; 4]>(1 + found.len())?;
            for (at, item) in found.iter().enumerate() {
                let index = binding.index.map(|name| (name, Item::from_len(at)));
                let focus = binding.focus.map(|name| (name, item));
                let ancestors = binding.ancestors.iter().map(|name| (*name, tuple.item));
                let bindings: Vec<_> = focus.into_iter().chain(index).chain(ancestors).collect();
                let bound = tuple.with(self.ev, &bindings);
                let item = if binding.focus.is_some() {
                    tuple.item
                } else {
                    item
                };
                tuples.push(Tuple { item, ..bound });
            }
        }
        Ok(Stream { tuples, ..self })
    }

    /// A step that is a path in parentheses, whose bindings go on.
    ///
    /// # Errors
    /// Those of the evaluation.
    pub fn nested(
        self,
        mut evaluate: impl FnMut(Tuple<'a>, Item<'a>) -> Fallible<Stream<'a>>,
    ) -> Fallible<Self> {
        let mut tuples = Vec::new();
        for tuple in self.tuples {
            let found = evaluate(tuple, tuple.item)?.tuples;
            self.ev.claim::<[Tuple<'_>; 4]>(1 + found.len())?;
            for inner in found {
                let bound = tuple.with(self.ev, inner.bindings);
                tuples.push(Tuple {
                    item: inner.item,
                    ..bound
                });
            }
        }
        Ok(Stream { tuples, ..self })
    }

    /// `[predicate]`
    ///
    /// # Errors
    /// The predicate's.
    pub fn filter(
        self,
        mut predicate: impl FnMut(Tuple<'a>, Item<'a>) -> Result<'a>,
    ) -> Fallible<Self> {
        let mut tuples = Vec::new();
        for (at, tuple) in self.tuples.iter().enumerate() {
            let verdict = predicate(*tuple, tuple.item)?;
            let hits = self.ev.hits(verdict, at, self.tuples.len())?;
            self.ev.claim::<Tuple<'_>>(1 + hits)?;
            tuples.extend(std::iter::repeat_n(*tuple, hits));
        }
        Ok(Stream { tuples, ..self })
    }

    /// `[index]`
    #[must_use]
    pub fn index(self, index: i64) -> Self {
        let found = super::filter::position(index, self.tuples.len());
        let found = found.and_then(|at| self.tuples.get(at));
        Stream {
            tuples: found.copied().into_iter().collect(),
            ..self
        }
    }

    /// `#$name` behind a filter or `^(...)`: binds each context's position.
    #[must_use]
    pub fn numbered(self, name: &'static str) -> Self {
        let positions = self.tuples.iter().enumerate();
        let tuples =
            positions.map(|(at, tuple)| tuple.with(self.ev, &[(name, Item::from_len(at))]));
        Stream {
            tuples: tuples.collect(),
            ..self
        }
    }

    /// `^(a, >b)`
    ///
    /// # Errors
    /// T2007, T2008 where terms do not compare, and those of the terms.
    pub fn sort<const N: usize>(
        self,
        descending: [bool; N],
        mut terms: impl FnMut(Tuple<'a>, Item<'a>) -> Fallible<[Item<'a>; N]>,
    ) -> Fallible<Self> {
        if self.tuples.len() < 2 {
            return Ok(self);
        }
        let mut keyed = Vec::with_capacity(self.tuples.len());
        for tuple in &self.tuples {
            self.ev.spend(1)?;
            keyed.push((*tuple, terms(*tuple, tuple.item)?));
        }
        let sorted = merge_sort(&keyed, &mut |one, other| {
            self.ev.spend(1)?;
            comes_after(self.ev, &one.1, &other.1, &descending)
        })?;
        Ok(Stream {
            tuples: sorted.into_iter().map(|(tuple, _)| tuple).collect(),
            ..self
        })
    }

    /// The contexts, without what they carry.
    #[must_use]
    pub fn items(self) -> Item<'a> {
        let mut items = Sequence::new(self.ev);
        for tuple in self.tuples {
            items.push(tuple.item);
        }
        items.finish()
    }

    /// `{k: v}` behind the path: `key` and `value` evaluate the pair of a number. In the contexts of values, all that is
    /// bound in the contexts of a group is bound together.
    ///
    /// # Errors
    /// As [`Evaluation::group`].
    pub fn group(
        self,
        pairs: usize,
        mut key: impl FnMut(usize, Tuple<'a>, Item<'a>) -> Result<'a>,
        mut value: impl FnMut(usize, Tuple<'a>, Item<'a>) -> Result<'a>,
    ) -> Result<'a> {
        let mut groups = Groups::default();
        let nothing = Tuple {
            item: Item::Undefined,
            bindings: &[],
        };
        let tuples = if self.tuples.is_empty() {
            &[nothing]
        } else {
            self.tuples.as_slice()
        };
        for tuple in tuples {
            for pair in 0..pairs {
                let key = key(pair, *tuple, tuple.item)?;
                groups.add(self.ev, pair, key, *tuple)?;
            }
        }
        groups.into_object(self.ev, |pair, tuples| {
            let tuple = self.reduced(tuples)?;
            value(pair, tuple, tuple.item)
        })
    }

    /// The tuples of a group as one.
    fn reduced(&self, tuples: &[Tuple<'a>]) -> Fallible<Tuple<'a>> {
        let [first, _, ..] = tuples else {
            return Ok(tuples.first().copied().unwrap_or(Tuple {
                item: Item::Undefined,
                bindings: &[],
            }));
        };
        let together = |of: &dyn Fn(&Tuple<'a>) -> Item<'a>| {
            self.ev.claim::<Item<'_>>(tuples.len())?;
            let items = self.ev.items(tuples.iter().map(of));
            self.ev.together(Item::Array(Array::items(items)))
        };
        let mut bindings = Vec::with_capacity(first.bindings.len());
        for (name, _) in first.bindings {
            bindings.push((*name, together(&|tuple| tuple.get(name))?));
        }
        Ok(Tuple {
            item: together(&|tuple| tuple.item)?,
            bindings: self.ev.keep(&bindings),
        })
    }
}
