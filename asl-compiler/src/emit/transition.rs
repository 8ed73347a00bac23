//! The transition functions: one per state, from its raw input to the next state.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::data::{bind, steps, value};
use super::expression::{seconds, setting};
use super::{child, choice, data, tasks, typed, variables, work};
use crate::lower::plan::{
    BodyPlan, FinishPlan, InputPlan, MachinePlan, OutputPlan, PlacePlan, Plan, SettingPlan,
    StatePlan, UntilPlan, ValuePlan,
};

/// The module of the transition functions and the children that they start.
pub(super) fn transitions(plan: &Plan, machine: &MachinePlan) -> TokenStream {
    let functions = machine.states.iter().map(|state| {
        typed::transition(plan, machine, state).unwrap_or_else(|| transition(plan, machine, state))
    });
    let types = typed::names(plan);
    let direct = typed::direct_function(plan, machine);
    quote! {
        mod __transitions {
            #types
            use super::{__rt, State, Tasks};
            #(#functions)*
            #direct
        }
    }
}

fn transition(plan: &Plan, machine: &MachinePlan, state: &StatePlan) -> TokenStream {
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
        BodyPlan::Work(work) => {
            let handlers = tasks::handlers(plan);
            (child::child(state, work, &handlers), work::work(work))
        }
    };
    let raw = match typed::is_typed(machine) {
        true => typed::json_raw(state),
        false => quote!(let raw = state.input_mut();),
    };
    function(plan, machine, state, &quote!(#items), &quote!(#raw #body))
}

/// The transition function of a state, with the items that belong to it.
pub(super) fn function(
    plan: &Plan,
    machine: &MachinePlan,
    state: &StatePlan,
    items: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    let (function, handlers) = (&state.function, tasks::handlers(plan));
    let scopes = variables::parameters(state);
    let is_async = state.body.is_async().then(|| quote!(async));
    let end = state.body.is_end().then(|| {
        let output = typed::tokens(&plan.types, machine.types.output);
        quote!(end: &mut __rt::Option<#output>,)
    });
    quote! {
        #items
        pub(super) #is_async fn #function<T: Tasks, H: __rt::Host>(
            tasks: &#handlers,
            state: &mut State,
            #scopes
            #end
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::StepResult {
            #body
        }
    }
}

fn pass(input: &InputPlan, result: Option<&ValuePlan>, finish: &FinishPlan) -> TokenStream {
    let input = bind_input(input);
    let (bind_result, result) = match result {
        // `Assign` reads the result under its name.
        Some(plan) if !finish.assign.is_empty() => {
            let result = value(plan);
            (Some(quote!(let result = #result;)), quote!(result))
        }
        Some(plan) => bind("result", plan),
        None => Default::default(),
    };
    let evaluate = variables::evaluate(&finish.assign);
    let (insert, output) = output(finish, result);
    let leave = leave(finish, &output);
    quote!(#input #bind_result #evaluate #insert #leave)
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
    let sleep = sleep_until(until);
    let evaluate = variables::evaluate(&finish.assign);
    let (bind_result, result) = bind("result", result);
    let (insert, output) = output(finish, result);
    let leave = leave(finish, &output);
    quote!(#input #sleep #evaluate #bind_result #insert #leave)
}

/// Waits.
pub(super) fn sleep_until(until: &UntilPlan) -> TokenStream {
    match until {
        UntilPlan::Seconds(plan) => {
            let duration = setting(plan, seconds, "wait_seconds", None);
            let is_known = matches!(plan, SettingPlan::Literal(_));
            sleep(&duration, is_known, "duration", "sleep")
        }
        UntilPlan::Timestamp(plan) => {
            let time = |(seconds, nanoseconds): &(i64, i32)| {
                let seconds = Literal::i64_unsuffixed(*seconds);
                let nanoseconds = Literal::i32_unsuffixed(*nanoseconds);
                quote!(__rt::timestamp(#seconds, #nanoseconds))
            };
            let until = setting(plan, time, "wait_timestamp", None);
            let is_known = matches!(plan, SettingPlan::Literal(_));
            sleep(&until, is_known, "until", "sleep_until")
        }
    }
}

/// A call of a method of `cx` that waits; what is not known gets a name first.
fn sleep(value: &TokenStream, is_known: bool, name: &str, method: &str) -> TokenStream {
    let (name, method) = (
        Ident::new(name, Span::call_site()),
        Ident::new(method, Span::call_site()),
    );
    if is_known {
        quote!(cx.#method(#value).await?;)
    } else {
        quote! {
            let #name = #value;
            cx.#method(#name).await?;
        }
    }
}

/// Binds `input`.
pub(super) fn bind_input(input: &InputPlan) -> TokenStream {
    match input {
        InputPlan::Unused => TokenStream::new(),
        InputPlan::Whole => quote!(let input = &*raw;),
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

/// From the result to the output: a statement where the result goes into the raw input, and the output's expression.
/// `result` is an expression that gives it away.
pub(super) fn output(
    finish: &FinishPlan,
    result: TokenStream,
) -> (Option<TokenStream>, TokenStream) {
    let (insert, whole) = match &finish.place {
        PlacePlan::Replace => (None, result),
        PlacePlan::Discard => (None, quote!(__rt::take(raw))),
        PlacePlan::Insert {
            steps: place, text, ..
        } => {
            let place = steps(place);
            let insert = quote!(__rt::path::insert(raw, #place, #text, #result)?;);
            (Some(insert), quote!(__rt::take(raw)))
        }
    };
    (insert, select_output(&finish.output, whole))
}

/// What `OutputPath` makes of the whole.
pub(super) fn select_output(output: &OutputPlan, whole: TokenStream) -> TokenStream {
    match output {
        OutputPlan::Whole => whole,
        OutputPlan::Nothing => quote!(__rt::object([])),
        OutputPlan::Part {
            steps: part, text, ..
        } => {
            let part = steps(part);
            quote!(__rt::path::take(#whole, #part, #text)?)
        }
        OutputPlan::Query(read) => {
            let found = data::read(read);
            quote!({ let output = #whole; #found })
        }
        OutputPlan::Elsewhere(read) => data::read(read),
        OutputPlan::Compute(plan) => value(plan),
    }
}

/// The end of a state: the variables get their values, and the output leads on. Whatever reads variables stands before.
pub(super) fn leave(finish: &FinishPlan, output: &TokenStream) -> TokenStream {
    let next = finish.next.as_ref();
    match variables::assign(&finish.assign) {
        None => step(next, output),
        // Nothing is computed that could fail or read a variable.
        Some(assign) if finish.passes_raw() => {
            let step = step(next, output);
            quote!(#assign #step)
        }
        Some(assign) => {
            let step = step(next, &quote!(output));
            quote! {
                let output = #output;
                #assign
                #step
            }
        }
    }
}

/// Enters a state.
pub(super) fn enter(next: &TokenStream) -> TokenStream {
    quote! {
        __rt::enter(#next, state);
        __rt::Ok(__rt::Step::Next)
    }
}

/// What an output leads to: the next state, or the end.
pub(super) fn step(next: Option<&Ident>, output: &TokenStream) -> TokenStream {
    match next {
        Some(variant) => enter(&quote!(State::#variant(#output))),
        None => quote! {
            *end = __rt::Some(#output);
            __rt::Ok(__rt::Step::End)
        },
    }
}
