//! Paths whose contexts carry bindings.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::Emitter;
use super::code::{Code, fallible, sure};
use crate::lower::jsonata::plan::{Block, Filter, Plan, StreamPlan, StreamStep};

impl Emitter {
    /// What a path finds in the end, over the contexts that its first such step begins with.
    pub(super) fn items_of_stream(&mut self, contexts: Code, plan: &StreamPlan) -> Code {
        let stream = self.stream(contexts, plan);
        let Some(pairs) = &plan.group else {
            return sure(quote!(#stream.items()));
        };
        let tuple = &plan.tuple;
        let count = Literal::usize_unsuffixed(pairs.len());
        let mut choice = |plans: Vec<&Plan>| {
            let (context, arms) = self.in_context(|emitter| emitter.arms(&plans));
            let tuple = pattern(tuple, &arms);
            quote!(|pair, #tuple, #context| #arms)
        };
        let keys = choice(pairs.iter().map(|(key, _)| key).collect());
        let values = choice(pairs.iter().map(|(_, value)| value).collect());
        fallible(quote!(#stream.group(#count, #keys, #values)))
    }

    fn stream(&mut self, contexts: Code, plan: &StreamPlan) -> TokenStream {
        let contexts = contexts.item();
        let stream = quote!(ev.stream(#contexts)?);
        self.steps_of_stream(stream, &plan.tuple, &plan.steps)
    }

    fn steps_of_stream(
        &mut self,
        stream: TokenStream,
        tuple: &Ident,
        steps: &[StreamStep],
    ) -> TokenStream {
        steps.iter().fold(stream, |stream, step| {
            let step = self.step_of_stream(tuple, step);
            quote!(#stream #step)
        })
    }

    fn step_of_stream(&mut self, tuple: &Ident, step: &StreamStep) -> TokenStream {
        match step {
            StreamStep::Each {
                plan,
                focus,
                index,
                ancestors,
            } => {
                let (focus, index) = (optional(focus.as_ref()), optional(index.as_ref()));
                let closure = self.carrying(tuple, |emitter| emitter.settled(plan).result());
                quote! {
                    .step(
                        __rt::jsonata::Binding { focus: #focus, index: #index, ancestors: &[#(#ancestors),*] },
                        #closure
                    )?
                }
            }
            StreamStep::Nested(block, filters) => {
                let closure = self.carrying(tuple, |emitter| {
                    let stream = emitter.nested(block, filters);
                    quote!(__rt::Ok(#stream))
                });
                quote!(.nested(#closure)?)
            }
            StreamStep::Sort(terms) => {
                let terms: Vec<(bool, &Plan)> =
                    terms.iter().map(|(down, term)| (*down, term)).collect();
                let (descending, context, terms) = self.terms(&terms);
                let terms = quote!(__rt::Ok([#(#terms),*]));
                let tuple = pattern(tuple, &terms);
                quote!(.sort([#(#descending),*], |#tuple, #context| #terms)?)
            }
            StreamStep::Filter(Filter::Index(index)) => {
                let index = Literal::i64_unsuffixed(*index);
                quote!(.index(#index))
            }
            StreamStep::Filter(Filter::Predicate(predicate)) => {
                let closure = self.carrying(tuple, |emitter| emitter.settled(predicate).result());
                quote!(.filter(#closure)?)
            }
            StreamStep::Numbered(name) => quote!(.numbered(#name)),
        }
    }

    /// A closure over a tuple and its context.
    fn carrying(
        &mut self,
        tuple: &Ident,
        body: impl FnOnce(&mut Self) -> TokenStream,
    ) -> TokenStream {
        let (context, body) = self.in_context(body);
        let tuple = pattern(tuple, &body);
        quote!(|#tuple, #context| #body)
    }

    /// A block that ends with a path whose bindings go on.
    fn nested(&mut self, block: &Block, filters: &[StreamStep]) -> TokenStream {
        let statements = self.statements(block);
        let (stream, tuple) = match block.result.as_ref() {
            Plan::Path(path) if let Some(stream) = &path.stream => {
                let base = self.raw(&path.base);
                let contexts = self.steps(base, path);
                (self.stream(contexts, stream), stream.tuple.clone())
            }
            Plan::Block(inner) => {
                let stream = self.nested(inner, &[]);
                (stream, format_ident!("t"))
            }
            other => {
                let item = self.item(other);
                (quote!(ev.stream(#item)?), format_ident!("t"))
            }
        };
        let stream = self.steps_of_stream(stream, &tuple, filters);
        if statements.is_empty() {
            stream
        } else {
            quote!({ #statements #stream })
        }
    }
}

/// The pattern of a closure's parameter: a name, if the closure mentions it.
fn pattern(name: &Ident, body: &TokenStream) -> TokenStream {
    if mentions(body.clone(), name) {
        quote!(#name)
    } else {
        quote!(_)
    }
}

fn mentions(tokens: TokenStream, name: &Ident) -> bool {
    tokens.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(ident) => ident == *name,
        proc_macro2::TokenTree::Group(group) => mentions(group.stream(), name),
        _ => false,
    })
}

fn optional(name: Option<&String>) -> TokenStream {
    match name {
        Some(name) => quote!(__rt::Some(#name)),
        None => quote!(__rt::None),
    }
}
