//! Task, Parallel and Map states: an attempt at some work, and what `Retry` and `Catch` do when it fails. The types of
//! children are in `child`.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::child::{arm, given};
use super::data::{take, value};
use super::expression::{expression, seconds, setting};
use super::transition::{bind_input, leave, output, step};
use super::variables;
use crate::lower::plan::{
    Access, CallPlan, CatchPlan, ItemsPlan, PlacePlan, SettingPlan, ValuePlan, WorkPlan,
};
use crate::model::{Jitter, Retrier};

/// The body of the transition function.
pub(super) fn work(plan: &WorkPlan) -> TokenStream {
    let input = bind_input(&plan.input);
    let call = call(&plan.call);
    let selector = plan.selector.as_ref().map(|selector| {
        let selector = value(selector);
        quote!(let result = #selector;)
    });
    let (insert, output) = output(&plan.finish, quote!(result));
    let assign = &plan.finish.assign;
    let evaluate = variables::evaluate(assign);
    let attempt = quote!(#input #call #evaluate #selector #insert);
    if plan.retry.is_empty() && plan.catch.is_empty() {
        let leave = leave(&plan.finish, &output);
        return quote!(#attempt #leave);
    }
    let recovery = recovery(plan);
    let step = step(plan.finish.next.as_ref(), &quote!(output));
    let (outcome, success, step) = match variables::assign(assign) {
        None => (quote!(__rt::Outcome), quote!(output), quote!({ #step })),
        Some(assign_them) => {
            let count = Literal::usize_unsuffixed(assign.len());
            let outcome = quote!(__rt::OutcomeAssigning<#count>);
            let step = quote!({ #assign_them #step });
            (outcome, quote!((output, assigned)), step)
        }
    };
    // `output` has a line of its own, because clippy minds an `Ok` right around a `?`.
    quote! {
        let outcome: #outcome = async {
            #attempt
            let output = #output;
            __rt::Ok(#success)
        }
        .await;
        match outcome {
            __rt::Ok(#success) => #step,
            __rt::Err(error) => { #recovery }
        }
    }
}

fn recovery(plan: &WorkPlan) -> TokenStream {
    let retry = (!plan.retry.is_empty()).then(|| {
        let retriers = plan.retry.iter().map(retrier);
        quote! {
            const RETRY: &[__rt::Retrier] = &[#(#retriers),*];
            let error = match cx.retry(RETRY, error).await? {
                __rt::Retry::After(delay) => {
                    return __rt::Ok(__rt::Step::Retry(delay));
                }
                __rt::Retry::No(error) => error,
            };
        }
    });
    let catch = if plan.catch.is_empty() {
        quote!(__rt::Err(error))
    } else {
        catch(&plan.catch)
    };
    quote!(#retry #catch)
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

fn catch(catchers: &[CatchPlan]) -> TokenStream {
    let names = catchers.iter().map(|catcher| {
        let names = &catcher.error_equals;
        quote!(&[#(#names),*])
    });
    let names = quote!(const CATCH: &[&[&str]] = &[#(#names),*];);
    if let [catcher] = catchers {
        let next = caught(catcher);
        return quote! {
            #names
            let (_, error) = cx.catch(CATCH, error)?;
            *state = #next;
            __rt::Ok(__rt::Step::Next)
        };
    }
    let arms = catchers.iter().enumerate().map(|(index, catcher)| {
        let next = caught(catcher);
        let pattern = arm(index, catchers.len());
        quote!(#pattern => #next)
    });
    quote! {
        #names
        let (catcher, error) = cx.catch(CATCH, error)?;
        *state = match catcher {
            #(#arms,)*
        };
        __rt::Ok(__rt::Step::Next)
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
        PlacePlan::Insert { steps, text } => {
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
        (None, PlacePlan::Insert { steps, text }) => {
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

/// Binds `result`.
fn call(plan: &CallPlan) -> TokenStream {
    match plan {
        CallPlan::Task {
            method,
            resource,
            argument,
            timeout,
            heartbeat,
            credentials,
            callback,
        } => {
            let limits = limits(timeout.as_ref(), heartbeat.as_ref());
            let context = context(resource, credentials.as_ref());
            task(method, &context, argument, limits, *callback)
        }
        CallPlan::Parallel {
            child,
            argument,
            branches,
            reads,
        } => parallel(child, argument, branches.len(), reads),
        CallPlan::Map {
            child,
            items,
            selector,
            max_concurrency,
            tolerated_failure_count,
            tolerated_failure_percentage,
            reads,
            ..
        } => {
            let scopes = given(reads);
            let items = self::items(items);
            let input = selector.as_ref().map(|_| quote!(input,));
            let limit = |limit: &usize| {
                let limit = Literal::usize_unsuffixed(*limit);
                quote!(#limit)
            };
            let limit = setting(max_concurrency, limit, "max_concurrency", None);
            let count = tolerance(tolerated_failure_count.as_ref(), "tolerated_failure_count");
            let percentage = tolerance(
                tolerated_failure_percentage.as_ref(),
                "tolerated_failure_percentage",
            );
            quote! {
                let limit = #limit;
                let items = #items;
                #count
                #percentage
                let mut children = __rt::Iterator::map(__rt::Iterator::enumerate(items), |(index, value)| {
                    #child { tasks, #scopes #input item: __rt::Item { index, value } }
                });
                let result = __rt::Value::Array(cx.fan_out(limit, &mut children).await?);
            }
        }
    }
}

/// What a Map goes over.
fn items(plan: &ItemsPlan) -> TokenStream {
    match plan {
        ItemsPlan::Path(items, path) => {
            let items = value(items);
            quote!(__rt::items(#items, #path)?)
        }
        ItemsPlan::Input(items) => {
            let items = value(items);
            quote!(__rt::input_items(#items)?)
        }
        ItemsPlan::Expression(plan) => {
            let items = expression(plan);
            quote!(__rt::IntoIterator::into_iter(#items))
        }
        ItemsPlan::Take(plan) => {
            let items = take(plan, "take_array");
            quote!(__rt::IntoIterator::into_iter(#items))
        }
        ItemsPlan::Array(items) => {
            let items = value(items);
            quote!(__rt::items(#items, "Items")?)
        }
    }
}

/// What a Map tolerates is looked at once it has begun, and then has no meaning for one that is not distributed.
fn tolerance(plan: Option<&SettingPlan<()>>, check: &str) -> Option<TokenStream> {
    let setting = setting(plan?, |()| TokenStream::new(), check, None);
    Some(quote! {
        let tolerance: __rt::Result<(), __rt::ExecutionError> = async {
            #setting;
            __rt::Ok(())
        }
        .await;
        cx.tolerating(__rt::ExactSizeIterator::len(&items), tolerance)?;
    })
}

/// What the handler is told about its call.
fn context(resource: &str, credentials: Option<&ValuePlan>) -> TokenStream {
    let context = quote!(cx.task(#resource));
    match credentials {
        None => context,
        Some(credentials) => {
            let credentials = value(credentials);
            quote!(#context.with_credentials(#credentials))
        }
    }
}

fn task(
    method: &Ident,
    context: &TokenStream,
    argument: &ValuePlan,
    limits: Option<TokenStream>,
    callback: bool,
) -> TokenStream {
    let argument = value(argument);
    let token = callback.then(|| quote!(let token = cx.token().await?;));
    let is_limited = limits.is_some();
    let limits = limits.unwrap_or_else(|| quote!(__rt::Limits::NONE));
    let given_token = callback.then(|| quote!(__rt::Clone::clone(&token),));
    let call = match (callback, is_limited) {
        (true, _) => quote!(cx.callback(&task, &token, limits, handler)),
        (false, true) => quote!(cx.call_within(&task, limits, handler)),
        (false, false) => quote!(cx.call(&task, handler)),
    };
    // Pinned in its place: as an argument it would have a place in the future of every function that passes it on.
    quote! {
        let task = #context;
        #token
        let limits = #limits;
        let handler = __rt::pin!({
            let argument = #argument;
            cx.starting(&task, limits, &argument);
            tasks.#method(argument, #given_token &task)
        });
        let result = #call.await;
        let result = cx.ended(&task, result)?;
    }
}

fn limits(
    timeout: Option<&SettingPlan<u32>>,
    heartbeat: Option<&SettingPlan<u32>>,
) -> Option<TokenStream> {
    if timeout.is_none() && heartbeat.is_none() {
        return None;
    }
    let limit = |plan: Option<&SettingPlan<u32>>, field| match plan {
        None => quote!(__rt::None),
        Some(plan) => {
            let limit = setting(plan, seconds, "task_seconds", Some(field));
            quote!(__rt::Some(#limit))
        }
    };
    let timeout = limit(timeout, "TimeoutSeconds");
    let heartbeat = limit(heartbeat, "HeartbeatSeconds");
    Some(quote!(__rt::Limits { timeout: #timeout, heartbeat: #heartbeat }))
}

/// Every branch gets a copy of the input; the last one gets the input itself.
fn parallel(child: &Ident, argument: &ValuePlan, branches: usize, reads: &Access) -> TokenStream {
    let scopes = given(reads);
    let argument = value(argument);
    let children = (0..branches).map(|index| {
        let literal = Literal::usize_unsuffixed(index);
        let input = if index + 1 == branches {
            quote!(argument)
        } else {
            quote!(__rt::Clone::clone(&argument))
        };
        quote!(#child { tasks, #scopes index: #literal, input: #input })
    });
    quote! {
        let argument = #argument;
        let mut children = __rt::IntoIterator::into_iter([#(#children),*]);
        let result = __rt::Value::Array(cx.fan_out(0, &mut children).await?);
    }
}
