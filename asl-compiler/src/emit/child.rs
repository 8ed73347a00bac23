//! Branches and iterations that have not started: the types that Parallel and Map states hand to the host.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::data::value;
use crate::lower::plan::{CallPlan, StatePlan, ValuePlan, WorkPlan};

/// The type of a branch or an iteration that has not started.
pub(super) fn child(state: &StatePlan, plan: &WorkPlan) -> Option<TokenStream> {
    match &plan.call {
        CallPlan::Task { .. } => None,
        CallPlan::Parallel { child, modules, .. } => Some(branch(&state.name, child, modules)),
        CallPlan::Map {
            child,
            selector,
            module,
            ..
        } => Some(iteration(&state.name, child, selector.as_ref(), module)),
    }
}

fn branch(state: &str, child: &Ident, modules: &[Ident]) -> TokenStream {
    let arms = modules.iter().enumerate().map(|(index, module)| {
        let pattern = arm(index, modules.len());
        quote!(#pattern => __rt::drive(&super::#module::Machine(self.tasks), self.input, cx).await)
    });
    quote! {
        struct #child<'m, T> {
            tasks: &'m T,
            index: usize,
            input: __rt::Value,
        }

        impl<T: Tasks> __rt::Child for #child<'_, T> {
            type Output = __rt::Value;

            fn name(&self) -> __rt::ChildName {
                __rt::ChildName::Branch { state: #state, index: self.index }
            }

            async fn run<H: __rt::Host>(self, cx: &mut __rt::Cx<'_, H>) -> __rt::Outcome {
                match self.index {
                    #(#arms,)*
                }
            }
        }
    }
}

fn iteration(
    state: &str,
    child: &Ident,
    selector: Option<&ValuePlan>,
    module: &Ident,
) -> TokenStream {
    let field = selector.map(|_| quote!(input: &'m __rt::Value,));
    let run = match selector {
        None => {
            quote!(__rt::drive(&super::#module::Machine(self.tasks), self.item.value, cx).await)
        }
        Some(selector) => {
            let selector = value(selector);
            quote! {
                let Self { tasks, input, item } = self;
                let input = #selector;
                __rt::drive(&super::#module::Machine(tasks), input, cx).await
            }
        }
    };
    quote! {
        struct #child<'m, T> {
            tasks: &'m T,
            #field
            item: __rt::Item,
        }

        impl<T: Tasks> __rt::Child for #child<'_, T> {
            type Output = __rt::Value;

            fn name(&self) -> __rt::ChildName {
                __rt::ChildName::Iteration { state: #state, index: self.item.index }
            }

            async fn run<H: __rt::Host>(self, cx: &mut __rt::Cx<'_, H>) -> __rt::Outcome {
                #run
            }
        }
    }
}

/// The pattern of an arm; the last one is the rest, so that the match is complete.
pub(super) fn arm(index: usize, count: usize) -> TokenStream {
    if index + 1 == count {
        return quote!(_);
    }
    let index = Literal::usize_unsuffixed(index);
    quote!(#index)
}
