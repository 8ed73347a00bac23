//! Paths.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Emitter;
use super::code::{Code, fallible, sure};
use crate::lower::jsonata::plan::{Filter, PathPlan, Plan, Step};

/// Whether a path is nothing but names, which the runtime follows at once.
pub(super) fn is_names(path: &PathPlan) -> bool {
    matches!(path.steps.as_slice(), [Step::Names(_)])
        && path.stream.is_none()
        && !path.keeps_singleton
}

/// Whether a path has come to its end where it begins.
pub(super) fn is_base(path: &PathPlan) -> bool {
    path.steps.is_empty() && path.stream.is_none() && !path.keeps_singleton
}

impl Emitter {
    pub(super) fn path(&mut self, path: &PathPlan) -> Code {
        let found = if path.from_constructor {
            let base = self.item(&path.base);
            let steps = self.behind_base(sure(quote!(constructor)), path).result();
            fallible(quote!(ev.behind(#base, |constructor| #steps)))
        } else {
            let base = self.raw(&path.base);
            self.behind_base(base, path)
        };
        if path.keeps_singleton {
            let item = found.item();
            sure(quote!(#item.kept_path(ev)))
        } else {
            found
        }
    }

    fn behind_base(&mut self, base: Code, path: &PathPlan) -> Code {
        if let ([Step::Names(names)], true) = (path.steps.as_slice(), is_names(path)) {
            let base = base.item();
            return fallible(quote!(ev.path(#base, &[#(#names),*])));
        }
        let contexts = self.steps(base, path);
        match &path.stream {
            Some(stream) => self.items_of_stream(contexts, stream),
            None => contexts,
        }
    }

    /// The steps of a path that carry no bindings.
    pub(super) fn steps(&mut self, base: Code, path: &PathPlan) -> Code {
        let last = path.steps.len().saturating_sub(1);
        let steps = path.steps.iter().enumerate();
        steps.fold(base, |contexts, (at, step)| {
            let is_last = at == last && path.stream.is_none();
            self.step(contexts, step, is_last)
        })
    }

    fn step(&mut self, contexts: Code, step: &Step, is_last: bool) -> Code {
        let contexts = contexts.item();
        match step {
            Step::Names(names) if !is_last => fallible(quote!(ev.steps(#contexts, &[#(#names),*]))),
            Step::Names(names) => {
                let Some((last, names)) = names.split_last() else {
                    return sure(contexts);
                };
                let contexts = if names.is_empty() {
                    contexts
                } else {
                    quote!(ev.steps(#contexts, &[#(#names),*])?)
                };
                fallible(quote!(ev.last(#contexts, |c| ev.name(c, #last))))
            }
            Step::Each(plan, filters) => {
                let closure = self.closure(|emitter| {
                    let item = emitter.settled(plan);
                    emitter.filtered(item, filters)
                });
                if is_last {
                    fallible(quote!(ev.last(#contexts, #closure)))
                } else {
                    fallible(quote!(ev.step(#contexts, #closure)))
                }
            }
            Step::Sort(terms, filters) => {
                let terms: Vec<(bool, &Plan)> =
                    terms.iter().map(|(down, term)| (*down, term)).collect();
                let (descending, context, terms) = self.terms(&terms);
                let sorted = quote! {
                    ev.sort(#contexts, [#(#descending),*], |#context| __rt::Ok([#(#terms),*]))
                };
                self.filtered(fallible(sorted), filters)
            }
        }
    }

    /// The terms of a sort: their directions, the pattern of their context, and themselves.
    pub(super) fn terms(
        &mut self,
        terms: &[(bool, &Plan)],
    ) -> (Vec<bool>, TokenStream, Vec<TokenStream>) {
        let (context, items) =
            self.in_context(|emitter| emitter.items(terms.iter().map(|(_, term)| *term)));
        let descending = terms.iter().map(|(down, _)| *down).collect();
        (descending, context, items)
    }

    pub(super) fn filtered(&mut self, input: Code, filters: &[Filter]) -> Code {
        filters.iter().fold(input, |input, filter| {
            let input = input.item();
            match filter {
                Filter::Index(index) => {
                    let index = Literal::i64_unsuffixed(*index);
                    sure(quote!(ev.index(#input, #index)))
                }
                Filter::Predicate(predicate) => {
                    let closure = self.closure(|emitter| emitter.settled(predicate));
                    fallible(quote!(ev.filter(#input, #closure)))
                }
            }
        })
    }
}
