//! The transition functions: one per state, from its raw input to the next state.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::data::{ReadTokens, steps, value};
use super::{choice, data, work};
use crate::lower::plan::{
    BodyPlan, FinishPlan, InputPlan, MachinePlan, OutputPlan, PlacePlan, StatePlan, UntilPlan,
    ValuePlan,
};

/// The module of the transition functions and the children that they start.
pub(super) fn transitions(machine: &MachinePlan) -> TokenStream {
    let functions = machine.states.iter().map(transition);
    quote! {
        mod __transitions {
            use super::{__rt, State, Tasks};
            #(#functions)*
        }
    }
}

fn transition(state: &StatePlan) -> TokenStream {
    let function = &state.function;
    let is_async = state.body.is_async().then(|| quote!(async));
    let (items, body) = match &state.body {
        BodyPlan::Pass {
            input,
            result,
            finish,
        } => (None, pass(input, result.as_ref(), finish)),
        BodyPlan::Fail { error, cause } => (None, fail(error.as_ref(), cause.as_ref())),
        BodyPlan::Choice {
            input,
            rules,
            default,
            result,
            output,
        } => (
            None,
            choice::choice(&bind_input(input), rules, default.as_ref(), result, output),
        ),
        BodyPlan::Wait {
            input,
            until,
            result,
            finish,
        } => (None, wait(input, until, result, finish)),
        BodyPlan::Work(plan) => (work::child(state, plan), work::work(state, plan)),
    };
    quote! {
        #items
        pub(super) #is_async fn #function<T: Tasks, H: __rt::Host>(
            tasks: &T,
            mut raw: __rt::Value,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult<State> {
            #body
        }
    }
}

fn pass(input: &InputPlan, result: Option<&ValuePlan>, finish: &FinishPlan) -> TokenStream {
    let input = bind_input(input);
    let result = result.map(|result| {
        let result = value(result);
        quote!(let result = #result;)
    });
    let output = output(finish, &quote!(raw));
    let step = step(finish.next.as_ref());
    quote!(#input #result #output __rt::Ok(#step))
}

fn fail(error: Option<&ValuePlan>, cause: Option<&ValuePlan>) -> TokenStream {
    let text = |text: Option<&ValuePlan>| match text {
        Some(text) => {
            let text = value(text);
            quote!(__rt::Some(#text))
        }
        None => quote!(__rt::None),
    };
    let (error, cause) = (text(error), text(cause));
    quote!(__rt::Err(__rt::fail(#error, #cause)?))
}

fn wait(
    input: &InputPlan,
    until: &UntilPlan,
    result: &ValuePlan,
    finish: &FinishPlan,
) -> TokenStream {
    let input = bind_input(input);
    let sleep = match until {
        UntilPlan::Seconds(seconds) => {
            let seconds = u64::from(*seconds);
            quote!(cx.sleep(__rt::Duration::from_secs(#seconds)).await?;)
        }
        UntilPlan::SecondsPath(read) => {
            let ReadTokens { base, steps, text } = ReadTokens::of(read);
            quote! {
                let duration = __rt::field::wait_seconds(#base, #steps, #text)?;
                cx.sleep(duration).await?;
            }
        }
        UntilPlan::Timestamp(seconds, nanoseconds) => {
            quote!(cx.sleep_until(__rt::timestamp(#seconds, #nanoseconds)).await?;)
        }
        UntilPlan::TimestampPath(read) => {
            let ReadTokens { base, steps, text } = ReadTokens::of(read);
            quote! {
                let until = __rt::field::wait_timestamp(#base, #steps, #text)?;
                cx.sleep_until(until).await?;
            }
        }
    };
    let result = value(result);
    let output = output(finish, &quote!(raw));
    let step = step(finish.next.as_ref());
    quote!(#input #sleep let result = #result; #output __rt::Ok(#step))
}

/// Binds `input`.
pub(super) fn bind_input(input: &InputPlan) -> TokenStream {
    match input {
        InputPlan::Unused => TokenStream::new(),
        InputPlan::Whole => quote!(let input = &raw;),
        InputPlan::Nothing => quote! {
            let input = __rt::object([]);
            let input = &input;
        },
        InputPlan::Part(read) => {
            let selected = data::borrow(read);
            quote!(let input = #selected;)
        }
    }
}

/// From `result` to `output`. `raw` is the expression that gives the raw input away.
pub(super) fn output(finish: &FinishPlan, raw: &TokenStream) -> TokenStream {
    let place = match &finish.place {
        PlacePlan::Replace => quote!(let output = result;),
        PlacePlan::Discard => quote!(let output = #raw;),
        PlacePlan::Insert { steps: place, text } => {
            let place = steps(place);
            quote! {
                __rt::path::insert(&mut raw, #place, #text, result)?;
                let output = #raw;
            }
        }
    };
    let select = select_output(&finish.output);
    quote!(#place #select)
}

/// `OutputPath` over `output`.
pub(super) fn select_output(output: &OutputPlan) -> TokenStream {
    match output {
        OutputPlan::Whole => TokenStream::new(),
        OutputPlan::Nothing => quote!(let output = __rt::object([]);),
        OutputPlan::Part { steps: part, text } => {
            let part = steps(part);
            quote!(let output = __rt::path::take(output, #part, #text)?;)
        }
        OutputPlan::Context(read) => {
            let read = data::read(read);
            quote!(let output = #read;)
        }
    }
}

/// The step that `output` makes.
pub(super) fn step(next: Option<&Ident>) -> TokenStream {
    match next {
        Some(variant) => quote!(__rt::Step::Next(State::#variant(output))),
        None => quote!(__rt::Step::End(output)),
    }
}
