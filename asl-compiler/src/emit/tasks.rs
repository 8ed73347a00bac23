//! The `Tasks` trait, and its implementation by one dynamic handler.

use proc_macro2::TokenStream;
use quote::quote;

use super::typed;
use crate::lower::plan::{Plan, TaskPlan};

/// How machines hold their handlers `T`: shared where child executions have them too.
pub(super) fn handlers(plan: &Plan) -> TokenStream {
    if plan.shares_tasks {
        quote!(__rt::Arc<T>)
    } else {
        quote!(T)
    }
}

pub(super) fn trait_and_dynamic(plan: &Plan) -> TokenStream {
    let tasks = &plan.tasks;
    let shared = plan.shares_tasks.then(|| quote!(+ 'static));
    let declared = tasks.iter().map(|task| {
        let docs = &task.docs;
        let signature = signature(task);
        quote! { #[doc = #docs] #signature; }
    });
    let dynamic = dynamic(tasks, shared.as_ref());
    quote! {
        /// The handlers of the tasks: one method per Task state, at any depth of the definition.
        ///
        /// A method is an ordinary `async fn`. Dropping its future cancels the task.
        pub trait Tasks: __rt::Send + __rt::Sync #shared {
            #(#declared)*
        }

        #dynamic
    }
}

/// `Dynamic` as `Tasks`, unless a handler has an error of its own: what a dynamic one fails with is none of them.
fn dynamic(tasks: &[TaskPlan], shared: Option<&TokenStream>) -> Option<TokenStream> {
    let typed = tasks.iter().filter_map(|task| task.signature.as_ref());
    if !typed.clone().all(typed::fails_with_task_error) {
        return None;
    }
    let forwarded = tasks.iter().map(|task| {
        let body = match (&task.signature, task.callback) {
            (Some(of), callback) => typed::call_dynamic(of, callback),
            (None, true) => quote!(__rt::submit_dynamic(&self.0, input, token, cx)),
            (None, false) => quote!(__rt::call_dynamic(&self.0, input, cx)),
        };
        let signature = signature(task);
        quote!(#signature { #body })
    });
    Some(quote! {
        impl<D: __rt::Handler #shared> Tasks for __rt::Dynamic<D> {
            #(#forwarded)*
        }
    })
}

fn signature(task: &TaskPlan) -> TokenStream {
    if let Some(of) = &task.signature {
        return typed::signature(of);
    }
    let TaskPlan {
        method, callback, ..
    } = task;
    let (token, output) = if *callback {
        (
            Some(quote!(token: __rt::TaskToken,)),
            quote!(__rt::Result<(), __rt::TaskError>),
        )
    } else {
        (None, quote!(__rt::TaskResult))
    };
    quote! {
        fn #method(
            &self,
            input: __rt::Value,
            #token
            cx: &__rt::TaskContext<'_>,
        ) -> impl __rt::Future<Output = #output> + __rt::Send
    }
}
