//! Task, Parallel and Map states with types.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Typed;
use super::path::Put;
use super::types::{declared, index, place_in};
use crate::emit::child::{arm, given};
use crate::emit::recovery::{catch, catchers, retriers, retry};
use crate::emit::variables;
use crate::emit::work::{branches, call as json_call, concurrency, context, limits};
use crate::lower::plan::{
    Asked, CallPlan, CatchPlan, FinishPlan, ItemsPlan, OutputPlan, PlacePlan, Type, ValuePlan,
    WorkPlan,
};
use crate::signature::Signature;

impl Typed<'_> {
    /// The body of the transition function.
    pub(super) fn work(&self, plan: &WorkPlan) -> TokenStream {
        let raw = self.bind_raw();
        let call = self.call(plan);
        let selector = plan.selector.as_ref().map(|selector| {
            let selector = self.selected_result(plan, selector);
            quote!(let result = #selector;)
        });
        let evaluate = self.evaluate(&plan.finish.assign);
        if plan.retry.is_empty() && plan.catch.is_empty() {
            if let Some(passing) = self.passing(plan) {
                return quote!(#raw #passing);
            }
            let leave = self.leave(&plan.finish);
            return quote!(#raw #call #selector #evaluate #leave);
        }
        let (insert, output) = self.output(&plan.finish);
        let output_type = self.tokens(self.wanted(plan.finish.next.as_ref()));
        let failed = self.failed(plan);
        let recovery = self.recovery(plan);
        let step = self.step(plan.finish.next.as_ref(), &quote!(output));
        let assign = variables::assign(&plan.finish.assign);
        let (mut outcome, mut success) = match assign.is_some() {
            false => (quote!(#output_type), quote!(output)),
            true => {
                let count = plan.finish.assign.len();
                let outcome = quote!((#output_type, [__rt::Value; #count]));
                (outcome, quote!((output, assigned)))
            }
        };
        let (mut inside, mut outside) = (Some(quote!(let output = #output;)), None);
        if self.direct.is_some() && self.leaves_raw(plan) {
            // An attempt that may be made again must not take the input along.
            (outcome, success) = (quote!(()), quote!(()));
            std::mem::swap(&mut inside, &mut outside);
        }
        let attempt = quote! {
            let outcome: __rt::Result<#outcome, #failed> = async {
                #raw
                #call
                #selector
                #evaluate
                #insert
                #inside
                __rt::Ok(#success)
            }
            .await;
            match outcome {
                __rt::Ok(#success) => {
                    #outside
                    #assign
                    #step
                }
                __rt::Err(error) => { #recovery }
            }
        };
        match self.direct {
            Some(_) if !plan.retry.is_empty() => quote!('attempt: loop { #attempt }),
            _ => attempt,
        }
    }

    /// Whether the output is what the raw input has become, or a part of it.
    fn leaves_raw(&self, plan: &WorkPlan) -> bool {
        let FinishPlan { place, output, .. } = &plan.finish;
        !Self::is_json(self.bindings.raw)
            && !matches!(place, PlacePlan::Replace)
            && matches!(output, OutputPlan::Whole | OutputPlan::Part { .. })
    }

    /// What an attempt fails with.
    fn failed(&self, plan: &WorkPlan) -> TokenStream {
        match &plan.call {
            CallPlan::Task {
                signature: Some(signature),
                ..
            } if self.awaits(plan) => {
                let error = declared(&signature.error);
                quote!(__rt::typed::Failed<#error>)
            }
            _ => quote!(__rt::ExecutionError),
        }
    }

    /// Whether nothing stands between the state and the future of its handler.
    fn awaits(&self, plan: &WorkPlan) -> bool {
        match &plan.call {
            CallPlan::Task {
                signature: Some(signature),
                timeout: None,
                heartbeat: None,
                callback: false,
                ..
            } => self.direct.is_some() && !signature.context,
            _ => false,
        }
    }

    /// The end of a failed attempt, with its `error`.
    fn recovery(&self, plan: &WorkPlan) -> TokenStream {
        if self.direct.is_some() {
            return self.direct_recovery(plan);
        }
        let retry = retry(plan);
        if plan.catch.is_empty() {
            return quote!(#retry __rt::Err(error));
        }
        let catch = catch(&plan.catch, |catcher| {
            let (next, caught) = (&catcher.next, self.caught(catcher));
            quote!({ #caught State::#next(output) })
        });
        let raw = self.bind_raw_for(&catch);
        quote!(#retry #raw #catch)
    }

    /// The same where the machine is run in one go.
    fn direct_recovery(&self, plan: &WorkPlan) -> TokenStream {
        let boxed = self.awaits(plan) && !plan.retry.is_empty();
        let boxed = boxed.then(|| quote!(let error = __rt::ExecutionError::from(error);));
        let retry = retriers(plan).map(|retriers| {
            quote! {
                const RETRY: &[__rt::Retrier] = #retriers;
                let error = match cx.retry(RETRY, error).await? {
                    __rt::Retry::Again => {
                        cx.delay().await?;
                        continue 'attempt;
                    }
                    __rt::Retry::No(error) => error,
                };
            }
        });
        if plan.catch.is_empty() {
            return quote!(#boxed #retry return __rt::Err(error.into()););
        }
        let names = catchers(&plan.catch);
        let arms = plan.catch.iter().enumerate().map(|(index, catcher)| {
            let pattern = arm(index, plan.catch.len());
            let caught = self.caught(catcher);
            let go = self.step(Some(&catcher.next), &quote!(output));
            quote!(#pattern => { #caught #go })
        });
        let caught = plan.catch.iter().map(|catcher| self.caught(catcher));
        let raw = self.bind_raw_for(&quote!(#(#caught)*));
        quote! {
            #boxed
            #retry
            const CATCH: &[&[&str]] = #names;
            let (catcher, error) = __rt::typed::Catch::caught(error, CATCH)?;
            #raw
            match catcher { #(#arms)* }
        }
    }

    /// Binds `raw` for code that uses it. Where none does, it may have been handed over to the task and be gone.
    fn bind_raw_for(&self, code: &TokenStream) -> Option<TokenStream> {
        super::mentions(code, "raw").then(|| self.bind_raw())
    }

    /// Binds the `output` of a catcher.
    fn caught(&self, plan: &CatchPlan) -> TokenStream {
        let assign = variables::assign(&plan.assign);
        let evaluate = self.evaluate(&plan.assign);
        let (insert, value) = match (&plan.output, &plan.place) {
            (Some(output), _) => (None, self.json(output)),
            (None, PlacePlan::Replace) => (None, quote!(error_output)),
            (None, PlacePlan::Discard) => (None, self.take_raw()),
            (None, PlacePlan::Insert { .. }) => {
                let insert = self.insert(&plan.place, &Put::Error);
                (Some(insert), self.take_raw())
            }
        };
        let bindings = &self.bindings;
        let value = self.converted(bindings.caught(plan), self.wanted(Some(&plan.next)), value);
        let reads_output = super::mentions(&quote!(#evaluate #insert #value), "error_output");
        let error_output = reads_output.then(|| quote!(let error_output = error.to_output();));
        quote! {
            #error_output
            #evaluate
            #insert
            let output = #value;
            #assign
        }
    }

    /// What `ResultSelector` makes of the result of a call, whatever type that has.
    fn selected_result(&self, plan: &WorkPlan, selector: &ValuePlan) -> TokenStream {
        self.of_call(plan).json(selector)
    }

    /// The same state where the result is that of the call, before `ResultSelector`.
    pub(super) fn of_call(&self, plan: &WorkPlan) -> Self {
        Typed {
            bindings: self.bindings.yielding(plan.call.result(self.types())),
            ..*self
        }
    }

    /// An expression for the result of a handler that is awaited.
    fn awaited(
        &self,
        method: &Ident,
        argument: &ValuePlan,
        signature: Option<&Signature>,
        plan: &WorkPlan,
    ) -> TokenStream {
        let argument = self.argument(argument, signature);
        let failed = match plan.retry.is_empty() && plan.catch.is_empty() {
            true => quote!(__rt::typed::failed),
            false => quote!(__rt::typed::Failed::Task),
        };
        quote!(tasks.#method(#argument).await.map_err(#failed)?)
    }

    /// A task whose result is the next state's input, as it is: between the two it has one place.
    fn passing(&self, plan: &WorkPlan) -> Option<TokenStream> {
        let (
            Some(direct),
            CallPlan::Task {
                method,
                resource,
                argument,
                signature,
                ..
            },
        ) = (self.direct, &plan.call)
        else {
            return None;
        };
        let FinishPlan {
            assign,
            place,
            output,
            next,
        } = &plan.finish;
        let is_plain = self.awaits(plan)
            && plan.selector.is_none()
            && assign.is_empty()
            && matches!((place, output), (PlacePlan::Replace, OutputPlan::Whole))
            && self.bindings.result == self.wanted(next.as_ref());
        is_plain.then(|| {
            let result = self.awaited(method, argument, signature.as_ref(), plan);
            let check = quote!(cx.yielded(#resource, &data)?;);
            direct.go_checked(next.as_ref(), &result, &check)
        })
    }

    /// Binds `result`.
    fn call(&self, plan: &WorkPlan) -> TokenStream {
        match &plan.call {
            CallPlan::Task {
                method,
                resource,
                argument,
                signature,
                ..
            } if self.awaits(plan) => {
                let result = self.awaited(method, argument, signature.as_ref(), plan);
                quote! {
                    let result = #result;
                    cx.yielded(#resource, &result)?;
                }
            }
            CallPlan::Task {
                method,
                resource,
                argument,
                timeout,
                heartbeat,
                credentials,
                callback,
                signature,
            } => {
                let context = self.over_json(context(resource, credentials.as_ref()));
                let limits = limits(timeout.as_ref(), heartbeat.as_ref())
                    .map(|limits| self.over_json(limits));
                let is_limited = limits.is_some();
                let limits = limits.unwrap_or_else(|| quote!(__rt::Limits::NONE));
                let argument = self.argument(argument, signature.as_ref());
                let token = callback.then(|| quote!(let token = cx.token().await?;));
                let given_token = callback.then(|| quote!(, __rt::Clone::clone(&token)));
                let wants_context = signature.as_ref().is_none_or(|of| of.context);
                let given_context = wants_context.then(|| quote!(, &task));
                let call = match (callback, is_limited) {
                    (true, _) => quote!(cx.submit(&task, &token, limits, handler)),
                    (false, true) => quote!(cx.attempt_within(&task, limits, handler)),
                    (false, false) => quote!(cx.attempt(&task, handler)),
                };
                quote! {
                    let task = #context;
                    #token
                    let limits = #limits;
                    let handler = __rt::pin!({
                        let argument = #argument;
                        cx.begins(&task, limits, &argument);
                        tasks.#method(argument #given_token #given_context)
                    });
                    let result = #call.await;
                    let result = cx.ends(&task, result)?;
                }
            }
            CallPlan::Parallel {
                child,
                argument,
                branches: inner,
                reads,
            } if self.takes_types(plan) => {
                let argument = self.value(argument);
                let children = branches(child, inner.len(), reads);
                quote! {
                    let argument = #argument;
                    #children
                }
            }
            CallPlan::Map {
                child,
                items,
                max_concurrency,
                reads,
                ..
            } if self.takes_types(plan) => {
                let scopes = given(reads);
                let items = self.items(items);
                let limit = self.over_json(concurrency(max_concurrency));
                let result = match self.bindings.result {
                    Type::Json => quote!(__rt::Value::Array(outputs)),
                    _ => quote!(outputs),
                };
                quote! {
                    let limit = #limit;
                    let items = #items;
                    let mut children = __rt::Iterator::map(__rt::Iterator::enumerate(items), |(index, input)| {
                        #child { tasks, #scopes index, input }
                    });
                    let outputs = cx.fan_out(limit, &mut children).await?;
                    let result = #result;
                }
            }
            call => {
                let call = json_call(call);
                let result = self.over_json(quote!({ #call result }));
                quote!(let result = #result;)
            }
        }
    }

    /// Whether branches or iterations take anything but JSON.
    pub(super) fn takes_types(&self, plan: &WorkPlan) -> bool {
        let inner = match &plan.call {
            CallPlan::Task { .. } | CallPlan::MapRun(_) => None,
            CallPlan::Parallel { branches, .. } => branches.first(),
            CallPlan::Map { processor, .. } => Some(processor),
        };
        inner.is_some_and(|inner| !Self::is_json(self.machine_inside(inner).types.input))
    }

    /// What a handler is given.
    fn argument(&self, argument: &ValuePlan, signature: Option<&Signature>) -> TokenStream {
        let from = self.bindings.value(argument, self.types());
        let to = match signature {
            Some(signature) => self.types().declared(&signature.argument),
            None => Type::Json,
        };
        self.converted(from, to, self.value(argument))
    }

    /// What a Map goes over.
    fn items(&self, plan: &ItemsPlan) -> TokenStream {
        let (of, span) = self.bindings.array(plan, self.types());
        let index = index(
            self.types(),
            place_in(of, Asked::Elements, span, &self.state_name()),
        );
        match plan {
            ItemsPlan::Path(value, path) => {
                let items = self.value(value);
                quote!(__rt::typed::items::<{ #index }, _>(#items, #path)?)
            }
            ItemsPlan::Input(value) => {
                let items = self.value(value);
                quote!(__rt::typed::input_items::<{ #index }, _>(#items)?)
            }
            ItemsPlan::Array(value) => {
                let items = self.value(value);
                quote!(__rt::typed::items::<{ #index }, _>(#items, "Items")?)
            }
            ItemsPlan::Expression(plan) => {
                let (found, text, field) = (self.plain(plan), &plan.text, &plan.field);
                let items = quote!(__rt::Clone::clone(#found));
                quote!(__rt::typed::member_items::<{ #index }, _>(#items, #text, #field)?)
            }
            ItemsPlan::Take(plan) => {
                let (items, text, field) = (self.taken(plan), &plan.text, &plan.field);
                quote!(__rt::typed::member_items::<{ #index }, _>(#items, #text, #field)?)
            }
        }
    }
}
