//! Which type a value has where: from the declared ones forward, through the states of a machine, until nothing changes.
//!
//! Where ways of different types meet, the state takes JSON.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

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

struct Flow<'t> {
    types: &'t Types,
    /// What machines yield for an input, as far as that has been asked: a machine stands inside of many others.
    outputs: RefCell<HashMap<(*const MachinePlan, Type), Type>>,
}

/// The types that meet in a place so far; `None` when nothing has come there yet.
type Met = Option<Type>;

fn meet(met: Met, other: Type) -> Type {
    match met {
        Some(met) if met != other => Type::Json,
        _ => other,
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
        let mut raw: Vec<Met> = vec![None; machine.states.len()];
        raw[start] = Some(input);
        let mut end: Met = None;
        let mut changed = vec![start];
        while let Some(id) = changed.pop() {
            let state = &machine.states[id];
            let ways = self.ways(machine, state, raw[id].unwrap_or_default());
            for (next, of) in ways {
                let Some(next) = next.and_then(|next| ids.get(&next)) else {
                    end = Some(meet(end, of));
                    continue;
                };
                let met = meet(raw[*next], of);
                // The first state takes what the machine takes, whatever leads back to it.
                if *next != start && raw[*next] != Some(met) {
                    raw[*next] = Some(met);
                    changed.push(*next);
                }
            }
        }
        MachineTypes {
            input,
            output: output.or(end).unwrap_or_default(),
            raw: raw.into_iter().map(Option::unwrap_or_default).collect(),
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
        }
    }
}
