//! A machine that nobody needs to hear of, run in one go: an `async fn` as one would write it by hand, from state to state
//! without a place where it could be stored.

use std::cell::Cell;
use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use super::{Typed, is_typed};
use crate::emit::machine::FEW;
use crate::emit::state::id;
use crate::lower::plan::{BodyPlan, MachinePlan, Plan, Reads, StatePlan};

/// Whether a machine can be run so. Large ones cannot: all their states stand in one function.
fn is_direct(plan: &Plan, machine: &MachinePlan) -> bool {
    is_typed(machine)
        && machine.states.len() <= FEW
        && machine.variables.is_empty()
        && machine.outer.is_empty()
        && !plan.shares_tasks
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
        start: Cell::new(false),
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
    let (generics, cx) = match is_light(&body) {
        true => (quote!(P: __rt::Place), quote!(P)),
        false => (quote!(H: __rt::Host), quote!(__rt::Cx<'_, H>)),
    };
    Some(quote! {
        #[allow(unused, clippy::all, clippy::pedantic)]
        pub(super) async fn run_directly<T: Tasks, #generics>(
            tasks: &T,
            input: #input,
            cx: &mut #cx,
        ) -> __rt::Result<#output, __rt::ExecutionError> {
            use __rt::Place as _;
            #body
        }
    })
}

/// An expression for the future that runs the definition's machine so.
pub(crate) fn run(plan: &Plan, machine: &MachinePlan) -> Option<TokenStream> {
    let function = function(plan, machine)?;
    Some(match is_light(&function) {
        true => quote!(__rt::run_lightly(self, &self.host, input)),
        false => quote!(__rt::run_directly(self, &self.host, input)),
    })
}

/// The members of the machine's implementation that run it so.
pub(crate) fn members(
    plan: &Plan,
    machine: &MachinePlan,
    tasks: &TokenStream,
) -> Option<TokenStream> {
    let function = function(plan, machine)?;
    let [input, output] =
        [machine.types.input, machine.types.output].map(|of| super::tokens(&plan.types, of));
    let output = quote! {
        impl __rt::Future<Output = __rt::Result<#output, __rt::ExecutionError>> + __rt::Send
    };
    let light = is_light(&function).then(|| {
        quote! {
            fn run_lightly<P: __rt::Place>(&self, input: #input, place: &mut P) -> #output {
                __transitions::run_directly(#tasks, input, place)
            }
        }
    });
    Some(quote! {
        const IS_DIRECT: bool = true;

        fn run_directly<G: __rt::Host>(
            &self,
            input: #input,
            cx: &mut __rt::Cx<'_, G>,
        ) -> #output {
            __transitions::run_directly(#tasks, input, cx)
        }

        #light
    })
}

/// Whether code asks its context for no more than every place can do.
fn is_light(code: &TokenStream) -> bool {
    let mut tokens = code.clone().into_iter();
    while let Some(token) = tokens.next() {
        let is_light = match &token {
            TokenTree::Group(group) => is_light(&group.stream()),
            TokenTree::Ident(ident) if ident == "cx" => {
                let mut behind = tokens.clone();
                match (behind.next(), behind.next()) {
                    // Where it is declared.
                    (Some(TokenTree::Punct(colon)), _) if colon.as_char() == ':' => true,
                    (Some(TokenTree::Punct(_)), Some(TokenTree::Ident(method))) => {
                        ["enter", "leave", "yielded"]
                            .iter()
                            .any(|known| method == known)
                    }
                    _ => false,
                }
            }
            _ => true,
        };
        if !is_light {
            return false;
        }
    }
    true
}

/// A last state that so many ways lead to stands once for each of them.
const COPIES: usize = 4;

/// The states that several ways lead to: each stands once, and is entered by going around a loop.
fn heads(machine: &MachinePlan) -> Vec<&Ident> {
    let mut ways: BTreeMap<String, usize> = BTreeMap::new();
    for next in machine.states.iter().flat_map(|state| targets(&state.body)) {
        *ways.entry(next.to_string()).or_default() += 1;
    }
    *ways.entry(machine.start.to_string()).or_default() += 1;
    let is_head = |state: &&StatePlan| {
        let ways = ways.get(&state.variant.to_string()).copied();
        let most = match targets(&state.body).is_empty() {
            true => COPIES,
            false => 1,
        };
        ways.is_some_and(|ways| ways > most)
    };
    let heads = machine.states.iter().filter(is_head);
    heads.map(|state| &state.variant).collect()
}

/// Whether states lead back to themselves.
fn is_loop(machine: &MachinePlan) -> bool {
    let mut left: Vec<_> = machine.states.iter().collect();
    loop {
        let before = left.len();
        // What leads nowhere but to states that have been taken out is part of no loop.
        let variants: Vec<_> = left.iter().map(|state| &state.variant).collect();
        left.retain(|state| {
            targets(&state.body)
                .iter()
                .any(|next| variants.contains(next))
        });
        if left.is_empty() || left.len() == before {
            return !left.is_empty();
        }
    }
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
    /// Whether the code at hand stands before the loop.
    start: Cell<bool>,
}

impl<'a> Direct<'a> {
    /// A loop around the states that several ways lead to, behind those that come first.
    fn blocks(&self) -> TokenStream {
        let start = &self.machine.start;
        let first = match self.heads.contains(&start) {
            true => quote!(State::#start(input)),
            false => {
                self.start.set(true);
                let first = self.state(start);
                self.start.set(false);
                quote!('start: { let mut data = input; #first })
            }
        };
        let arms = self.heads.iter().map(|head| {
            let state = self.state(head);
            quote!(State::#head(mut data) => { #state })
        });
        let turn = is_loop(self.machine).then(|| quote!(cx.turn().await;));
        quote! {
            let mut state = #first;
            'machine: loop {
                #turn
                match state {
                    #(#arms)*
                    _ => return __rt::typed::left(),
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
        let retries = matches!(&state.body, BodyPlan::Work(work) if !work.retry.is_empty());
        match retries {
            true => quote!(cx.enter_to_retry(#id); #body),
            false => quote!(cx.enter(#id); #body),
        }
    }

    /// Goes on with an output.
    pub(super) fn go(&self, next: Option<&Ident>, output: &TokenStream) -> TokenStream {
        self.go_checked(next, output, &quote!(cx.leave(&data)?;))
    }

    /// The same with a look at the output, which stands in `data`.
    pub(super) fn go_checked(
        &self,
        next: Option<&Ident>,
        output: &TokenStream,
        check: &TokenStream,
    ) -> TokenStream {
        let go = match next {
            None => quote!(return __rt::Ok(data);),
            Some(next) if self.heads.contains(&next) => match self.start.get() {
                true => quote!(break 'start State::#next(data);),
                false => quote! {
                    state = State::#next(data);
                    continue 'machine;
                },
            },
            Some(next) => self.state(next),
        };
        quote! {
            let mut data = #output;
            #check
            #go
        }
    }
}
