//! The `Tasks` trait, and its implementation by one dynamic handler.

use proc_macro2::TokenStream;
use quote::quote;

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
    let forwarded = tasks.iter().map(|task| {
        let signature = signature(task);
        if task.callback {
            quote!(#signature { __rt::submit_dynamic(&self.0, input, token, cx) })
        } else {
            quote!(#signature { __rt::call_dynamic(&self.0, input, cx) })
        }
    });
    quote! {
        /// The handlers of the tasks: one method per Task state, at any depth of the definition.
        ///
        /// A method is an ordinary `async fn`. Dropping its future cancels the task.
        pub trait Tasks: __rt::Send + __rt::Sync #shared {
            #(#declared)*
        }

        impl<D: __rt::Handler #shared> Tasks for __rt::Dynamic<D> {
            #(#forwarded)*
        }
    }
}

fn signature(
    TaskPlan {
        method, callback, ..
    }: &TaskPlan,
) -> TokenStream {
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
