//! A machine that nobody needs to hear of, run in one go: an `async fn` as one would write it by hand, from state to state
//! without a place where it could be stored.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Typed, is_typed};
use crate::emit::machine::FEW;
use crate::emit::state::id;
use crate::lower::plan::{BodyPlan, MachinePlan, Plan, Reads};

/// Whether a machine can be run so. Large ones cannot: all their states stand in one function.
pub(crate) fn is_direct(plan: &Plan, machine: &MachinePlan) -> bool {
    is_typed(machine)
        && machine.states.len() <= FEW
        && machine.variables.is_empty()
        && machine.outer.is_empty()
        && plan.timeout_seconds.is_none()
        && plan.reads == Reads::default()
}

/// The function `run_directly` of a machine.
pub(crate) fn function(plan: &Plan, machine: &MachinePlan) -> Option<TokenStream> {
    if !is_direct(plan, machine) {
        return None;
    }
    let direct = Direct {
        plan,
        machine,
        heads: heads(machine),
    };
    let [input, output] =
        [machine.types.input, machine.types.output].map(|of| super::tokens(&plan.types, of));
    let start = &machine.start;
    let body = match direct.heads.is_empty() {
        true => {
            let start = direct.state(start);
            quote!(let mut data = input; #start)
        }
        false => direct.blocks(),
    };
    Some(quote! {
        #[allow(unused_mut, unused_variables, clippy::all, clippy::pedantic)]
        pub(super) async fn run_directly<T: Tasks, H: __rt::Host>(
            tasks: &T,
            input: #input,
            cx: &mut __rt::Cx<'_, H>,
        ) -> __rt::Result<#output, __rt::ExecutionError> {
            #body
        }
    })
}

/// The states that several ways lead to: each stands once, and is entered by going around a loop.
fn heads(machine: &MachinePlan) -> Vec<&Ident> {
    let mut ways: BTreeMap<String, usize> = BTreeMap::new();
    for next in machine.states.iter().flat_map(|state| targets(&state.body)) {
        *ways.entry(next.to_string()).or_default() += 1;
    }
    *ways.entry(machine.start.to_string()).or_default() += 1;
    let variants = machine.states.iter().map(|state| &state.variant);
    let mut heads: Vec<_> = variants
        .filter(|variant| ways.get(&variant.to_string()).is_some_and(|ways| *ways > 1))
        .collect();
    if !heads.is_empty() && !heads.contains(&&machine.start) {
        heads.push(&machine.start);
    }
    heads
}

/// Where a state leads.
fn targets(body: &BodyPlan) -> Vec<&Ident> {
    match body {
        BodyPlan::Fail { .. } => Vec::new(),
        BodyPlan::Pass { finish, .. } | BodyPlan::Wait { finish, .. } => {
            finish.next.iter().collect()
        }
        BodyPlan::Choice { rules, default, .. } => {
            let ways = rules.iter().map(|(_, way)| way).chain(default);
            ways.map(|way| &way.next).collect()
        }
        BodyPlan::Work(work) => {
            let caught = work.catch.iter().map(|catcher| &catcher.next);
            work.finish.next.iter().chain(caught).collect()
        }
    }
}

/// A machine that is being written as one function.
pub(super) struct Direct<'a> {
    plan: &'a Plan,
    machine: &'a MachinePlan,
    heads: Vec<&'a Ident>,
}

impl<'a> Direct<'a> {
    /// A loop around the states that several ways lead to.
    fn blocks(&self) -> TokenStream {
        let start = &self.machine.start;
        let arms = self.heads.iter().map(|head| {
            let state = self.state(head);
            quote!(State::#head(mut data) => { #state })
        });
        let others = (self.heads.len() < self.machine.states.len() || is_typed(self.machine))
            .then(|| quote!(_ => return __rt::typed::left(),));
        quote! {
            let mut state = State::#start(input);
            'machine: loop {
                cx.turn().await;
                match state {
                    #(#arms)*
                    #others
                }
            }
        }
    }

    /// The code of a state, which finds its raw input in `data`.
    fn state(&self, variant: &Ident) -> TokenStream {
        let mut states = self.machine.states.iter();
        let Some(state) = states.find(|state| state.variant == *variant) else {
            return TokenStream::new();
        };
        let typed = Typed {
            direct: Some(self),
            ..Typed::new(self.plan, self.machine, state)
        };
        let (id, body) = (id(state), typed.body());
        quote! {
            cx.enter(#id);
            #body
        }
    }

    /// Goes on with an output.
    pub(super) fn go(&self, next: Option<&Ident>, output: &TokenStream) -> TokenStream {
        let Some(next) = next else {
            return quote! {
                let output = #output;
                cx.leave(&output)?;
                return __rt::Ok(output);
            };
        };
        if self.heads.contains(&next) {
            return quote! {
                let output = #output;
                cx.leave(&output)?;
                state = State::#next(output);
                continue 'machine;
            };
        }
        let state = self.state(next);
        quote! {
            let mut data = #output;
            cx.leave(&data)?;
            #state
        }
    }
}
