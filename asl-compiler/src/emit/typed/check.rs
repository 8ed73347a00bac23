//! Constants that rustc evaluates to hold the definition against the user's types.

use proc_macro2::TokenStream;
use quote::quote;

use super::Typed;
use super::choice::operator;
use super::types::declared;
use crate::lower::plan::{BodyPlan, CallPlan, Type, WorkPlan};
use crate::source::Span;

impl Typed<'_> {
    /// What has to hold for a state.
    pub(super) fn checks(&self) -> TokenStream {
        match &self.state.body {
            BodyPlan::Choice { rules, .. } => {
                let mut comparisons = Vec::new();
                for (rule, _) in rules {
                    Self::comparisons(rule, &mut comparisons);
                }
                let checks = comparisons.into_iter().filter_map(|(read, with)| {
                    let (operator, operand) = operator(with);
                    let operand = match operand {
                        Some(text) => quote!(__rt::Some(#text)),
                        None => quote!(__rt::None),
                    };
                    let variable = &read.text;
                    let of = self.bindings.read(read, self.types());
                    self.check(of, read.span, |shape, place| {
                        quote!(__rt::typed::check::comparable(#shape, #operator, #operand, #variable, #place))
                    })
                });
                quote!(#(#checks)*)
            }
            BodyPlan::Work(work) => self.check_work(work),
            _ => TokenStream::new(),
        }
    }

    fn check_work(&self, work: &WorkPlan) -> TokenStream {
        let CallPlan::Task {
            argument,
            signature: Some(signature),
            ..
        } = &work.call
        else {
            return TokenStream::new();
        };
        let error = declared(&signature.error);
        let names = work
            .retry
            .iter()
            .flat_map(|retrier| &retrier.error_equals)
            .chain(work.catch.iter().flat_map(|catcher| &catcher.error_equals));
        let raises = names.map(|name| {
            let (place, name) = (self.place(name.span), &name.value);
            quote! {
                const _: () =
                    __rt::typed::check::raises(&<#error as __rt::TaskFailure>::NAMES, #name, #place);
            }
        });
        let wanted = self.types().declared(&signature.argument);
        let given = self.bindings.value(argument, self.types());
        let fits = self.fits(given, wanted, argument.span());
        quote!(#(#raises)* #fits)
    }

    /// That a value of one type can be converted into another.
    pub(super) fn fits(&self, from: Type, to: Type, span: Span) -> Option<TokenStream> {
        if from == to || Self::is_json(to) {
            return None;
        }
        let to = self.tokens(to);
        self.check(from, span, |shape, place| {
            quote!(__rt::typed::check::fits(#shape, __rt::typed::shape::<#to>(), #place))
        })
    }

    fn check(
        &self,
        of: Type,
        span: Span,
        check: impl FnOnce(TokenStream, String) -> TokenStream,
    ) -> Option<TokenStream> {
        if Self::is_json(of) {
            return None;
        }
        let of = self.tokens(of);
        let check = check(quote!(__rt::typed::shape::<#of>()), self.place(span));
        Some(quote!(const _: () = #check;))
    }
}
