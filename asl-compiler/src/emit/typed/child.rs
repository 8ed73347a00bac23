//! Branches and iterations that have not started and take a type of the user's.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Typed;
use crate::emit::child::{arm, child as json_child, fields, machine};
use crate::emit::tasks;
use crate::lower::plan::{Access, CallPlan, InnerPlan, MachinePlan, WorkPlan};

impl Typed<'_> {
    /// The machine of a branch or an item processor.
    pub(super) fn machine_inside(&self, inner: &InnerPlan) -> &MachinePlan {
        let mut children = self.machine.children.iter();
        let found = children.find(|child| child.module == inner.module);
        found.map_or(self.machine, |child| &child.machine)
    }

    /// The type of a branch or an iteration that has not started.
    pub(super) fn child(&self, plan: &WorkPlan) -> Option<TokenStream> {
        if !self.takes_types(plan) {
            return json_child(self.state, plan, &tasks::handlers(self.plan));
        }
        match &plan.call {
            CallPlan::Task { .. } | CallPlan::MapRun(_) => None,
            CallPlan::Parallel {
                child,
                branches,
                reads,
                ..
            } => {
                let name = quote!(Branch);
                Some(self.child_of(child, &name, branches, reads))
            }
            CallPlan::Map {
                child,
                processor,
                reads,
                ..
            } => {
                let name = quote!(Iteration);
                let processor = std::slice::from_ref(processor);
                Some(self.child_of(child, &name, processor, reads))
            }
        }
    }

    fn child_of(
        &self,
        child: &Ident,
        name: &TokenStream,
        inner: &[InnerPlan],
        reads: &Access,
    ) -> TokenStream {
        let state = &self.state.name;
        let types = inner.first().map(|inner| &self.machine_inside(inner).types);
        let [input, output] = [types.map(|of| of.input), types.map(|of| of.output)]
            .map(|of| self.tokens(of.unwrap_or_default()));
        let drives = inner.iter().map(|inner| {
            let machine = machine(inner, Some(&quote!(self.)));
            quote!(__rt::drive(&#machine, self.input, cx).await)
        });
        let mut drives: Vec<_> = drives.collect();
        let run = match drives.len() {
            1 => drives.remove(0),
            count => {
                let arms = drives.iter().enumerate().map(|(index, drive)| {
                    let pattern = arm(index, count);
                    quote!(#pattern => #drive)
                });
                quote!(match self.index { #(#arms,)* })
            }
        };
        let (scopes, handlers) = (fields(reads), tasks::handlers(self.plan));
        quote! {
            struct #child<'m, T> {
                tasks: &'m #handlers,
                #scopes
                index: usize,
                input: #input,
            }

            impl<T: Tasks> __rt::Child for #child<'_, T> {
                type Output = #output;

                fn name(&self) -> __rt::ChildName {
                    __rt::ChildName::#name { state: #state, index: self.index }
                }

                async fn run<H: __rt::Host>(
                    self,
                    cx: &mut __rt::Cx<'_, H>,
                ) -> __rt::Result<#output, __rt::ExecutionError> {
                    #run
                }
            }
        }
    }
}
