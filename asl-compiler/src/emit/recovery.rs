//! What `Retry` and `Catch` do when an attempt fails.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::child::arm;
use super::data::value;
use super::transition::enter;
use super::variables;
use crate::lower::plan::{CatchPlan, PlacePlan, WorkPlan};
use crate::model::{Jitter, Retrier};

/// The end of a failed attempt, with its `error`.
pub(super) fn recovery(plan: &WorkPlan) -> TokenStream {
    let retry = retry(plan);
    let catch = if plan.catch.is_empty() {
        quote!(__rt::Err(error))
    } else {
        catch(&plan.catch, caught)
    };
    quote!(#retry #catch)
}

/// What `Retry` says; `error` is left when it does not take it.
pub(super) fn retry(plan: &WorkPlan) -> Option<TokenStream> {
    retriers(plan).map(|retriers| {
        quote! {
            const RETRY: &[__rt::Retrier] = #retriers;
            let error = match cx.retry(RETRY, error).await? {
                __rt::Retry::Again => {
                    return __rt::Ok(__rt::Step::Retry);
                }
                __rt::Retry::No(error) => error,
            };
        }
    })
}

/// The retriers of a state that has any.
pub(super) fn retriers(plan: &WorkPlan) -> Option<TokenStream> {
    let retriers = plan.retry.iter().map(retrier);
    (!plan.retry.is_empty()).then(|| quote!(&[#(#retriers),*]))
}

/// The names that catchers take.
pub(super) fn catchers(catchers: &[CatchPlan]) -> TokenStream {
    let names = catchers.iter().map(|catcher| {
        let names = catcher.error_equals.iter().map(|name| &name.value);
        quote!(&[#(#names),*])
    });
    quote!(&[#(#names),*])
}

fn retrier(plan: &Retrier) -> TokenStream {
    let Retrier {
        interval_seconds,
        max_attempts,
        backoff_rate,
        jitter,
        ..
    } = plan;
    let names = plan.error_equals.iter().map(|name| &name.value);
    let interval_seconds = Literal::u32_unsuffixed(*interval_seconds);
    let max_attempts = Literal::u32_unsuffixed(*max_attempts);
    let backoff_rate = Literal::f64_unsuffixed(*backoff_rate);
    let full_jitter = *jitter == Jitter::Full;
    let max_delay_seconds = match plan.max_delay_seconds {
        Some(seconds) => {
            let seconds = Literal::u32_unsuffixed(seconds);
            quote!(__rt::Some(#seconds))
        }
        None => quote!(__rt::None),
    };
    quote! {
        __rt::Retrier {
            error_equals: &[#(#names),*],
            interval_seconds: #interval_seconds,
            max_attempts: #max_attempts,
            backoff_rate: #backoff_rate,
            max_delay_seconds: #max_delay_seconds,
            full_jitter: #full_jitter,
        }
    }
}

/// What `Catch` says, with an expression for the state that each catcher leads to.
pub(super) fn catch(
    catchers: &[CatchPlan],
    caught: impl Fn(&CatchPlan) -> TokenStream,
) -> TokenStream {
    let names = self::catchers(catchers);
    let names = quote!(const CATCH: &[&[&str]] = #names;);
    if let [catcher] = catchers {
        let enter = enter(&caught(catcher));
        return quote! {
            #names
            let (_, error) = cx.catch(CATCH, error)?;
            #enter
        };
    }
    let arms = catchers.iter().enumerate().map(|(index, catcher)| {
        let next = caught(catcher);
        let pattern = arm(index, catchers.len());
        quote!(#pattern => #next)
    });
    let enter = enter(&quote!(next));
    quote! {
        #names
        let (catcher, error) = cx.catch(CATCH, error)?;
        let next = match catcher {
            #(#arms,)*
        };
        #enter
    }
}

/// The state that a catcher leads to.
fn caught(catcher: &CatchPlan) -> TokenStream {
    let next = &catcher.next;
    if !catcher.assign.is_empty() || catcher.output.is_some() {
        return caught_computing(catcher);
    }
    match &catcher.place {
        PlacePlan::Replace => quote!(State::#next(error.to_output())),
        PlacePlan::Discard => quote!(State::#next(__rt::take(raw))),
        PlacePlan::Insert { steps, text, .. } => {
            let steps = super::data::steps(steps);
            quote!({
                __rt::path::insert(raw, #steps, #text, error.to_output())?;
                State::#next(__rt::take(raw))
            })
        }
    }
}

/// The same where variables or the output are made of the Error Output.
fn caught_computing(plan: &CatchPlan) -> TokenStream {
    let CatchPlan {
        assign,
        place,
        output,
        next,
        ..
    } = plan;
    let (evaluate, assign) = (variables::evaluate(assign), variables::assign(assign));
    let (insert, output) = match (output, place) {
        (Some(output), _) => {
            let output = value(output);
            (Some(quote!(let output = #output;)), quote!(output))
        }
        (None, PlacePlan::Replace) => (None, quote!(error_output)),
        (None, PlacePlan::Discard) => (None, quote!(__rt::take(raw))),
        (None, PlacePlan::Insert { steps, text, .. }) => {
            let steps = super::data::steps(steps);
            let insert = quote!(__rt::path::insert(raw, #steps, #text, error_output)?;);
            (Some(insert), quote!(__rt::take(raw)))
        }
    };
    quote!({
        let error_output = error.to_output();
        #evaluate
        #insert
        #assign
        State::#next(#output)
    })
}
