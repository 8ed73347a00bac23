//! Which type a value has where: from the declared ones forward, through the states of a machine, until nothing changes.
//!
//! Where ways of different types meet, the state takes JSON. But the type of a part, of which nothing is known here, is taken
//! to be the declared one that it meets: rustc is asked whether that is so.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use proc_macro2::TokenStream;
use quote::quote;

use super::plan::{
    Bindings, BodyPlan, CallPlan, InnerPlan, MachinePlan, MachineTypes, Plan, StatePlan, Type,
    Types, WayPlan, WorkPlan,
};
use crate::signature::Signatures;

/// Notes the types in a plan.
pub(super) fn assign(plan: &mut Plan, signatures: &Signatures) {
    let flow = Flow {
        types: &plan.types,
        outputs: RefCell::default(),
    };
    let declared = |of: &Option<_>| of.as_ref().map(|of| plan.types.declared(of));
    let input = declared(&signatures.input).unwrap_or_default();
    let output = declared(&signatures.output);
    flow.assign(&mut plan.machine, input, output);
}

/// How far a machine may be seen.
pub(super) fn visibility(signatures: &Signatures) -> TokenStream {
    let visibility = &signatures.visibility;
    match signatures.is_empty() || visibility.is_empty() {
        true => quote!(pub),
        false => visibility.clone(),
    }
}

struct Flow<'t> {
    types: &'t Types,
    /// What machines yield for an input, as far as that has been asked: a machine stands inside of many others.
    outputs: RefCell<HashMap<(*const MachinePlan, Type), Type>>,
}

/// The types that meet in a place so far.
#[derive(Clone, Debug, Default)]
struct Met(Vec<Type>);

impl Met {
    /// Whether this has changed what is taken there.
    fn add(&mut self, of: Type, types: &Types) -> bool {
        if self.0.contains(&of) {
            return false;
        }
        let before = (!self.0.is_empty()).then(|| self.taken(types));
        self.0.push(of);
        before != Some(self.taken(types))
    }

    fn taken(&self, types: &Types) -> Type {
        if self.0.contains(&Type::Json) {
            return Type::Json;
        }
        let declared = self.0.iter().copied().filter(|of| types.is_declared(*of));
        match (declared.collect::<Vec<_>>().as_slice(), self.0.as_slice()) {
            ([one], _) | ([], [one]) => *one,
            _ => Type::Json,
        }
    }
}

impl Flow<'_> {
    fn assign(&self, machine: &mut MachinePlan, input: Type, output: Option<Type>) {
        let types = self.machine(machine, input, output);
        for (state, &raw) in machine.states.iter().zip(&types.raw) {
            let BodyPlan::Work(work) = &state.body else {
                continue;
            };
            for (inner, input, output) in self.inner(work, raw) {
                // The children have modules of their own, so that each is found once.
                let children = &mut machine.children;
                if let Some(child) = children
                    .iter_mut()
                    .find(|child| child.module == inner.module)
                {
                    self.assign(&mut child.machine, input, output);
                }
            }
        }
        machine.types = types;
    }

    /// The types of a machine that takes this input, and yields what it yields unless it is told.
    fn machine(&self, machine: &MachinePlan, input: Type, output: Option<Type>) -> MachineTypes {
        let ids: BTreeMap<String, usize> = machine
            .states
            .iter()
            .enumerate()
            .map(|(id, state)| (state.variant.to_string(), id))
            .collect();
        let start = ids.get(&machine.start.to_string()).copied().unwrap_or(0);
        let mut raw = vec![Met::default(); machine.states.len()];
        raw[start].add(input, self.types);
        let mut end = Met::default();
        let mut changed = vec![start];
        while let Some(id) = changed.pop() {
            let state = &machine.states[id];
            let ways = self.ways(machine, state, raw[id].taken(self.types));
            for (next, of) in ways {
                let Some(next) = next.and_then(|next| ids.get(&next)) else {
                    end.add(of, self.types);
                    continue;
                };
                // The first state takes what the machine takes, whatever leads back to it.
                if *next != start && raw[*next].add(of, self.types) {
                    changed.push(*next);
                }
            }
        }
        MachineTypes {
            input,
            output: output.unwrap_or_else(|| end.taken(self.types)),
            raw: raw.iter().map(|met| met.taken(self.types)).collect(),
        }
    }

    /// Where a state leads with which type; `None` is the end.
    fn ways(
        &self,
        machine: &MachinePlan,
        state: &StatePlan,
        raw: Type,
    ) -> Vec<(Option<String>, Type)> {
        let types = self.types;
        types.enter(state);
        let mut bindings = Bindings::of(&state.body, raw, types);
        match &state.body {
            BodyPlan::Fail { .. } => Vec::new(),
            BodyPlan::Pass { finish, .. } | BodyPlan::Wait { finish, .. } => {
                vec![(
                    finish.next.as_ref().map(ToString::to_string),
                    bindings.exit(finish, types),
                )]
            }
            BodyPlan::Choice {
                rules,
                default,
                output,
                ..
            } => {
                let way =
                    |way: &WayPlan| (Some(way.next.to_string()), bindings.way(way, output, types));
                let ways = rules.iter().map(|(_, to)| to).chain(default);
                ways.map(way).collect()
            }
            BodyPlan::Work(work) => {
                bindings.result = self.result(machine, work, raw);
                let success = (
                    work.finish.next.as_ref().map(ToString::to_string),
                    bindings.exit(&work.finish, types),
                );
                let catch = work
                    .catch
                    .iter()
                    .map(|catcher| (Some(catcher.next.to_string()), bindings.caught(catcher)));
                std::iter::once(success).chain(catch).collect()
            }
        }
    }

    /// The type of a call's result, behind `ResultSelector`.
    fn result(&self, machine: &MachinePlan, work: &WorkPlan, raw: Type) -> Type {
        if work.selector.is_some() {
            return Type::Json;
        }
        match &work.call {
            CallPlan::Map { .. } => {
                let mut elements = Type::Json;
                for (inner, input, output) in self.inner(work, raw) {
                    elements = output.unwrap_or_else(|| self.output(machine, inner, input));
                }
                self.types.list(elements)
            }
            call => call.result(self.types),
        }
    }

    /// What a machine inside of another one yields.
    fn output(&self, machine: &MachinePlan, inner: &InnerPlan, input: Type) -> Type {
        let child = machine
            .children
            .iter()
            .find(|child| child.module == inner.module);
        let Some(child) = child else {
            return Type::Json;
        };
        let key = (std::ptr::from_ref(&child.machine), input);
        let known = self.outputs.borrow().get(&key).copied();
        known.unwrap_or_else(|| {
            let output = self.machine(&child.machine, input, None).output;
            self.outputs.borrow_mut().insert(key, output);
            output
        })
    }

    /// The machines inside of a state, with what they take and what they must yield.
    fn inner<'p>(&self, work: &'p WorkPlan, raw: Type) -> Vec<(&'p InnerPlan, Type, Option<Type>)> {
        match &work.call {
            CallPlan::Task { .. } => Vec::new(),
            CallPlan::Parallel {
                argument, branches, ..
            } => {
                let input =
                    Bindings::with_input(&work.input, raw, self.types).value(argument, self.types);
                let branches = branches.iter();
                branches
                    .map(|branch| (branch, input, Some(Type::Json)))
                    .collect()
            }
            CallPlan::Map {
                items,
                selector,
                processor,
                ..
            } => {
                let input = match selector {
                    Some(_) => Type::Json,
                    None => {
                        let bindings = Bindings::with_input(&work.input, raw, self.types);
                        bindings.element(items, self.types)
                    }
                };
                // Over JSON the iterations are as they are everywhere else.
                let output = (input == Type::Json).then_some(Type::Json);
                vec![(processor, input, output)]
            }
            CallPlan::MapRun(run) => vec![(&run.inner, Type::Json, Some(Type::Json))],
        }
    }
}
