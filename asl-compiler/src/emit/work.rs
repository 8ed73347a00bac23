//! Task, Parallel and Map states: an attempt at some work. The types of children are in `child`, `Retry` and `Catch` in
//! `recovery`.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::child::given;
use super::data::{take, value};
use super::distributed;
use super::expression::{expression, seconds, setting};
use super::recovery::recovery;
use super::transition::{bind_input, leave, output, step};
use super::variables;
use crate::lower::plan::{Access, CallPlan, ItemsPlan, SettingPlan, ValuePlan, WorkPlan};

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

/// Binds `result`.
pub(super) fn call(plan: &CallPlan) -> TokenStream {
    match plan {
        CallPlan::Task {
            method,
            resource,
            argument,
            timeout,
            heartbeat,
            credentials,
            callback,
            ..
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
            tolerances,
            reads,
            ..
        } => {
            let scopes = given(reads);
            let items = self::items(items);
            let input = selector.as_ref().map(|_| quote!(input,));
            let limit = concurrency(max_concurrency);
            let tolerances = tolerances.iter().map(tolerance);
            quote! {
                let limit = #limit;
                let items = #items;
                #(#tolerances)*
                let mut children = __rt::Iterator::map(__rt::Iterator::enumerate(items), |(index, value)| {
                    #child { tasks, #scopes #input item: __rt::Item { index, value } }
                });
                let result = __rt::Value::Array(cx.fan_out(limit, &mut children).await?);
            }
        }
        CallPlan::MapRun(plan) => distributed::call(plan),
    }
}

/// How many iterations run at once.
pub(super) fn concurrency(limit: &SettingPlan<usize>) -> TokenStream {
    let literal = |limit: &usize| {
        let limit = Literal::usize_unsuffixed(*limit);
        quote!(#limit)
    };
    setting(limit, literal, "max_concurrency", None)
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
fn tolerance((check, plan): &(&str, SettingPlan<()>)) -> TokenStream {
    let setting = setting(plan, |()| TokenStream::new(), check, None);
    quote! {
        let tolerance: __rt::Result<(), __rt::ExecutionError> = async {
            #setting;
            __rt::Ok(())
        }
        .await;
        cx.tolerating(__rt::ExactSizeIterator::len(&items), tolerance)?;
    }
}

/// What the handler is told about its call.
pub(super) fn context(resource: &str, credentials: Option<&ValuePlan>) -> TokenStream {
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
    let (bind_limits, limits) = match limits {
        Some(limits) => (Some(quote!(let limits = #limits;)), quote!(limits)),
        None => (None, quote!(__rt::Limits::NONE)),
    };
    let given_token = callback.then(|| quote!(__rt::Clone::clone(&token),));
    let call = match (callback, is_limited) {
        (true, _) => quote!(cx.callback(&task, &token, #limits, handler)),
        (false, true) => quote!(cx.call_within(&task, #limits, handler)),
        (false, false) => quote!(cx.call(&task, handler)),
    };
    // Pinned in its place: as an argument it would have a place in the future of every function that passes it on.
    quote! {
        let task = #context;
        #token
        #bind_limits
        let handler = __rt::pin!({
            let argument = #argument;
            cx.starting(&task, #limits, &argument);
            tasks.#method(argument, #given_token &task)
        });
        let result = #call.await;
        cx.ended(&task, &result)?;
        let result = result?;
    }
}

pub(super) fn limits(
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
    let argument = value(argument);
    let children = self::branches(child, branches, reads);
    quote! {
        let argument = #argument;
        #children
    }
}

/// Binds `result`, of branches that are given the `argument`.
pub(super) fn branches(child: &Ident, count: usize, reads: &Access) -> TokenStream {
    let scopes = given(reads);
    let children = (0..count).map(|index| {
        let literal = Literal::usize_unsuffixed(index);
        let input = if index + 1 == count {
            quote!(argument)
        } else {
            quote!(__rt::copy(&argument))
        };
        quote!(#child { tasks, #scopes index: #literal, input: #input })
    });
    quote! {
        let mut children = __rt::IntoIterator::into_iter([#(#children),*]);
        let result = __rt::Value::Array(cx.fan_out(0, &mut children).await?);
    }
}
