//! Branches and iterations that have not started: the types that Parallel and Map states hand to the host.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::data::value;
use super::{distributed, variables};
use crate::lower::plan::{Access, CallPlan, InnerPlan, StatePlan, ValuePlan, WorkPlan};

/// The type of a branch or an iteration that has not started.
pub(super) fn child(
    state: &StatePlan,
    plan: &WorkPlan,
    handlers: &TokenStream,
) -> Option<TokenStream> {
    match &plan.call {
        CallPlan::Task { .. } => None,
        CallPlan::Parallel {
            child,
            branches,
            reads,
            ..
        } => Some(branch(&state.name, child, branches, reads, handlers)),
        CallPlan::Map {
            child,
            selector,
            processor,
            reads,
            ..
        } => Some(iteration(
            &state.name,
            child,
            selector.as_ref(),
            processor,
            reads,
            handlers,
        )),
        CallPlan::MapRun(plan) => Some(distributed::processor(plan)),
    }
}

fn branch(
    state: &str,
    child: &Ident,
    branches: &[InnerPlan],
    reads: &Access,
    handlers: &TokenStream,
) -> TokenStream {
    let arms = branches.iter().enumerate().map(|(index, branch)| {
        let pattern = arm(index, branches.len());
        let machine = machine(branch, Some(&quote!(self.)));
        quote!(#pattern => __rt::drive(&#machine, self.input, cx).await)
    });
    let scopes = fields(reads);
    quote! {
        struct #child<'m, T> {
            tasks: &'m #handlers,
            #scopes
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
    processor: &InnerPlan,
    reads: &Access,
    handlers: &TokenStream,
) -> TokenStream {
    let field = selector.map(|_| quote!(input: &'m __rt::Value,));
    let run = match selector {
        None => {
            let machine = machine(processor, Some(&quote!(self.)));
            quote!(__rt::drive(&#machine, self.item.value, cx).await)
        }
        Some(selector) => {
            let selector = value(selector);
            let machine = machine(processor, None);
            let scopes = reads.iter().copied().map(variables::scope);
            quote! {
                let Self { tasks, #(#scopes,)* input, item } = self;
                let input = #selector;
                __rt::drive(&#machine, input, cx).await
            }
        }
    };
    let scopes = fields(reads);
    quote! {
        struct #child<'m, T> {
            tasks: &'m #handlers,
            #scopes
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

/// The fields in which a child is given the variables that it reads.
pub(super) fn fields(reads: &Access) -> TokenStream {
    let fields = reads.iter().map(|&level| {
        let (name, of) = (variables::scope(level), variables::scope_type_inside(level));
        quote!(#name: &'m #of,)
    });
    quote!(#(#fields)*)
}

/// How a state gives a child the variables that it reads.
pub(super) fn given(reads: &Access) -> TokenStream {
    let given = reads.iter().map(|&level| {
        let name = variables::scope(level);
        match level {
            // It may be borrowed to be written, though not now.
            0 => quote!(#name: &*#name,),
            _ => quote!(#name,),
        }
    });
    quote!(#(#given)*)
}

/// The machine that a child runs; `of` stands before the child's fields.
pub(super) fn machine(
    InnerPlan { module, outer }: &InnerPlan,
    of: Option<&TokenStream>,
) -> TokenStream {
    let scopes = outer.iter().map(|level| variables::scope(level - 1));
    quote!(super::#module::Machine(#of tasks #(, #of #scopes)*))
}

/// The pattern of an arm; the last one is the rest, so that the match is complete.
pub(super) fn arm(index: usize, count: usize) -> TokenStream {
    if index + 1 == count {
        return quote!(_);
    }
    let index = Literal::usize_unsuffixed(index);
    quote!(#index)
}
