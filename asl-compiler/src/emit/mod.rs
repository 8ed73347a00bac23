//! [`Plan`] to tokens. Decides nothing; emits calls to the runtime, not logic.
//!
//! Each machine becomes a module with the same parts: `State`, `Machine`, one function per state in `__transitions`,
//! and a module for each machine inside it. `Tasks` stands in the outermost one.

mod child;
mod choice;
mod data;
mod distributed;
mod expression;
pub mod jsonata;
mod literal;
mod machine;
mod query;
mod recovery;
mod state;
mod tasks;
mod transition;
mod typed;
mod variables;
mod work;

use proc_macro2::TokenStream;
use quote::quote;

use crate::lower::plan::{ChildPlan, MachinePlan, Plan};

/// Emits the items of a definition's module. `runtime` is the path of the runtime crate, e.g. `::asl_runtime`.
#[must_use]
pub fn emit(plan: &Plan, runtime: &TokenStream) -> TokenStream {
    let private = quote!(#runtime::__private);
    let serde = format!("{private}::serde").replace(' ', "");
    let emitter = Emitter { plan, serde };
    let imports = quote!(use #private as __rt;);
    let tasks = tasks::trait_and_dynamic(plan);
    let machine = machine::definition(plan);
    let parts = emitter.parts(&plan.machine);
    let names = typed::names(plan);
    let types = typed::aliases(plan);
    quote!(#names #imports #tasks #machine #parts #types)
}

struct Emitter<'a> {
    plan: &'a Plan,
    /// What serde's derives are told that serde is called.
    serde: String,
}

impl Emitter<'_> {
    /// What every machine has.
    fn parts(&self, machine: &MachinePlan) -> TokenStream {
        let state = match typed::is_typed(machine) {
            true => typed::state_enum(self.plan, machine, &self.serde),
            false => state::state_enum(machine, &self.serde),
        };
        let variables = variables::variables(machine, &self.serde);
        let transitions = transition::transitions(self.plan, machine);
        let children = machine.children.iter().map(|child| self.child(child));
        quote!(#state #variables #transitions #(#children)*)
    }

    fn child(&self, ChildPlan { module, machine }: &ChildPlan) -> TokenStream {
        let docs = &machine.docs;
        let child = machine::child(self.plan, machine);
        let parts = self.parts(machine);
        let names = typed::names(self.plan);
        quote! {
            #[doc = #docs]
            pub mod #module {
                #names
                use super::{__rt, Tasks};
                #child
                #parts
            }
        }
    }
}
