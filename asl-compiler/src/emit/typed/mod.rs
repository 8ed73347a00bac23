//! States whose data has types of the user's own.
//!
//! The code of such a state finds its raw input in `raw` as that type, and hands on what it can as the types that it has.
//! What only JSON can express, such as an intrinsic function over a part, is evaluated as everywhere else, over a copy of
//! the raw input as JSON that is made in that place.

mod check;
mod child;
mod choice;
mod direct;
mod path;
mod state;
mod tasks;
mod types;
mod value;
mod work;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use super::{transition, variables};
use direct::Direct;

use crate::lower::plan::{
    Bindings, BodyPlan, CallPlan, FinishPlan, InputPlan, MachinePlan, OutputPlan, PlacePlan, Plan,
    StatePlan, Type, Types, ValuePlan,
};

pub(super) use direct::{
    function as direct_function, members as direct_members, run as direct_run,
};
pub(super) use state::state_enum;
pub(super) use tasks::{call_dynamic, fails_with_task_error, signature};
pub(super) use types::{aliases, names, tokens};

/// Whether a machine's `State` holds anything but JSON.
pub(super) fn is_typed(machine: &MachinePlan) -> bool {
    let types = &machine.types;
    let is_known = |of: &Type| *of != Type::Json;
    types.raw.iter().any(is_known) || is_known(&types.input) || is_known(&types.output)
}

/// The transition function of a state with types; `None` for one that has none.
pub(super) fn transition(
    plan: &Plan,
    machine: &MachinePlan,
    state: &StatePlan,
) -> Option<TokenStream> {
    let typed = Typed::new(plan, machine, state);
    if !typed.has_types() {
        return None;
    }
    let items = match &state.body {
        BodyPlan::Work(work) => typed.child(work),
        _ => None,
    };
    let (checks, body) = (typed.checks(), typed.body());
    Some(transition::function(
        plan,
        machine,
        state,
        &quote!(#items),
        &quote!(#checks #body),
    ))
}

/// The raw input of a state in a machine with types, that is JSON itself.
pub(super) fn json_raw(state: &StatePlan) -> TokenStream {
    let variant = &state.variant;
    quote! {
        let State::#variant(raw) = state else {
            return __rt::typed::left();
        };
    }
}

/// A state and what is known of its types.
#[derive(Clone, Copy)]
struct Typed<'a> {
    plan: &'a Plan,
    machine: &'a MachinePlan,
    state: &'a StatePlan,
    bindings: Bindings,
    /// When the code is part of a machine that is run in one go.
    direct: Option<&'a Direct<'a>>,
}

impl<'a> Typed<'a> {
    fn new(plan: &'a Plan, machine: &'a MachinePlan, state: &'a StatePlan) -> Self {
        let mut of = machine.states.iter().zip(&machine.types.raw);
        let raw = of.find(|(other, _)| other.variant == state.variant);
        let raw = raw.map(|(_, raw)| *raw).unwrap_or_default();
        plan.types.enter(state);
        let mut typed = Typed {
            plan,
            machine,
            state,
            bindings: Bindings::of(&state.body, raw, &plan.types),
            direct: None,
        };
        if let BodyPlan::Work(work) = &state.body {
            let result = match (&work.selector, &work.call) {
                (Some(_), _) => Type::Json,
                (None, CallPlan::Map { processor, .. }) => {
                    let elements = typed.machine_inside(processor).types.output;
                    typed.types().list(elements)
                }
                (None, call) => call.result(typed.types()),
            };
            typed.bindings = typed.bindings.yielding(result);
        }
        typed
    }

    /// Whether some of the data goes through JSON.
    fn converts(&self) -> bool {
        let body = self.body();
        let conversions = ["to_json", "into_json", "convert"];
        conversions
            .iter()
            .any(|conversion| mentions(&body, conversion))
    }

    fn types(&self) -> &'a Types {
        &self.plan.types
    }

    fn is_json(of: Type) -> bool {
        of == Type::Json
    }

    /// Whether anything in the state is not JSON.
    fn has_types(&self) -> bool {
        let Bindings { raw, result, .. } = self.bindings;
        let leads_to_types = |next: Option<&Ident>| !Self::is_json(self.wanted(next));
        let exits = match &self.state.body {
            BodyPlan::Fail { .. } | BodyPlan::Choice { .. } => false,
            BodyPlan::Pass { finish, .. } | BodyPlan::Wait { finish, .. } => {
                leads_to_types(finish.next.as_ref())
            }
            BodyPlan::Work(work) => {
                leads_to_types(work.finish.next.as_ref()) || self.calls_with_types(&work.call)
            }
        };
        !Self::is_json(raw) || !Self::is_json(result) || exits
    }

    fn calls_with_types(&self, call: &CallPlan) -> bool {
        match call {
            CallPlan::Task { signature, .. } => signature.is_some(),
            CallPlan::Parallel { .. } | CallPlan::MapRun(_) => false,
            CallPlan::Map { processor, .. } => {
                !Self::is_json(self.machine_inside(processor).types.output)
            }
        }
    }

    /// The type that a state takes, or the end of the machine.
    fn wanted(&self, next: Option<&Ident>) -> Type {
        let Some(next) = next else {
            return self.machine.types.output;
        };
        let mut states = self.machine.states.iter().zip(&self.machine.types.raw);
        let found = states.find(|(state, _)| state.variant == *next);
        found.map(|(_, raw)| *raw).unwrap_or_default()
    }

    fn tokens(&self, of: Type) -> TokenStream {
        tokens(self.types(), of)
    }

    /// What the state does.
    fn body(&self) -> TokenStream {
        match &self.state.body {
            BodyPlan::Pass { result, finish, .. } => self.pass(result.as_ref(), finish),
            BodyPlan::Fail { error, cause } => self.fail(error.as_ref(), cause.as_ref()),
            BodyPlan::Choice {
                rules,
                default,
                result,
                output,
                ..
            } => self.choice(rules, default.as_ref(), result, output),
            BodyPlan::Wait {
                until,
                result,
                finish,
                ..
            } => self.wait(until, result, finish),
            BodyPlan::Work(work) => self.work(work),
        }
    }

    /// Binds `raw`, a reference into the state.
    fn bind_raw(&self) -> TokenStream {
        match self.direct {
            Some(_) => quote!(let raw = &mut data;),
            None => json_raw(self.state),
        }
    }

    /// Goes on with an output.
    fn step(&self, next: Option<&Ident>, output: &TokenStream) -> TokenStream {
        match self.direct {
            Some(direct) => direct.go(next, output),
            None => transition::step(next, output),
        }
    }

    /// An expression that moves the raw input out of the state.
    fn take_raw(&self) -> TokenStream {
        if Self::is_json(self.bindings.raw) {
            return quote!(__rt::take(raw));
        }
        if self.direct.is_some() {
            return quote!(data);
        }
        let variant = &self.state.variant;
        quote!({
            let State::#variant(raw) = __rt::typed::replace(state, State::__Left) else {
                return __rt::typed::left();
            };
            raw
        })
    }

    /// What is evaluated as JSON: the same names, but JSON behind them.
    fn over_json(&self, code: TokenStream) -> TokenStream {
        let input = match mentions(&code, "input") {
            true => transition::bind_input(self.input()),
            false => TokenStream::new(),
        };
        let Bindings { raw, result, .. } = self.bindings;
        let reads_raw = mentions(&code, "raw") || mentions(&input, "raw");
        let raw = (!Self::is_json(raw) && reads_raw).then(|| {
            quote! {
                let mut raw = __rt::typed::to_json(&*raw)?;
                let raw = &mut raw;
            }
        });
        let result = (!Self::is_json(result) && mentions(&code, "result"))
            .then(|| quote!(let result = __rt::typed::to_json(&result)?;));
        if raw.is_none() && result.is_none() && input.is_empty() {
            return code;
        }
        quote!({ #raw #input #result #code })
    }

    /// What `InputPath` selects.
    fn input(&self) -> &'a InputPlan {
        match &self.state.body {
            BodyPlan::Pass { input, .. }
            | BodyPlan::Choice { input, .. }
            | BodyPlan::Wait { input, .. } => input,
            BodyPlan::Work(work) => &work.input,
            BodyPlan::Fail { .. } => &InputPlan::Unused,
        }
    }

    /// An expression of one type as one of another.
    fn converted(&self, from: Type, to: Type, value: TokenStream) -> TokenStream {
        if from == to {
            return value;
        }
        if Self::is_json(to) {
            return quote!(__rt::typed::into_json(#value)?);
        }
        let to = self.tokens(to);
        quote!(__rt::typed::convert::<_, #to>(#value)?)
    }

    fn pass(&self, result: Option<&ValuePlan>, finish: &FinishPlan) -> TokenStream {
        let raw = self.bind_raw();
        let result = result.map(|result| {
            let result = self.value(result);
            quote!(let result = #result;)
        });
        let evaluate = self.evaluate(&finish.assign);
        let leave = self.leave(finish);
        quote!(#raw #result #evaluate #leave)
    }

    fn fail(&self, error: Option<&ValuePlan>, cause: Option<&ValuePlan>) -> TokenStream {
        let raw = self.bind_raw();
        let text = |text: Option<&ValuePlan>| match text {
            Some(text) => {
                let text = self.json(text);
                quote!(__rt::Some(#text))
            }
            None => quote!(__rt::None),
        };
        let (error, cause) = (text(error), text(cause));
        let failed = quote!(__rt::Err(__rt::fail(#error, #cause)?));
        match self.direct {
            Some(_) => quote!(#raw return #failed;),
            None => quote!(#raw #failed),
        }
    }

    fn wait(
        &self,
        until: &crate::lower::plan::UntilPlan,
        result: &ValuePlan,
        finish: &FinishPlan,
    ) -> TokenStream {
        let raw = self.bind_raw();
        let sleep = self.over_json(transition::sleep_until(until));
        let evaluate = self.evaluate(&finish.assign);
        let result = self.value(result);
        let leave = self.leave(finish);
        quote!(#raw #sleep #evaluate let result = #result; #leave)
    }

    /// Binds `assigned`, as JSON.
    fn evaluate(&self, assign: &[crate::lower::plan::AssignPlan]) -> Option<TokenStream> {
        if assign.is_empty() {
            return None;
        }
        let values = assign.iter().map(|one| self.json(&one.value));
        Some(quote!(let assigned = [#(#values),*];))
    }

    /// From `result` to the end of the state.
    fn leave(&self, finish: &FinishPlan) -> TokenStream {
        let (insert, output) = self.output(finish);
        let assign = variables::assign(&finish.assign);
        let next = finish.next.as_ref();
        match assign {
            None => {
                let step = self.step(next, &output);
                quote!(#insert #step)
            }
            Some(assign) => {
                let step = self.step(next, &quote!(output));
                quote! {
                    #insert
                    let output = #output;
                    #assign
                    #step
                }
            }
        }
    }

    /// A statement that puts the result into the raw input, if that is its place, and an expression for the output, of the
    /// type that is wanted next.
    fn output(&self, finish: &FinishPlan) -> (Option<TokenStream>, TokenStream) {
        let bindings = &self.bindings;
        let (insert, whole) = match &finish.place {
            PlacePlan::Replace => (None, quote!(result)),
            PlacePlan::Discard => (None, self.take_raw()),
            PlacePlan::Insert { .. } => (
                Some(self.insert(&finish.place, &path::Put::Result)),
                self.take_raw(),
            ),
        };
        let output = self.select_output(&finish.output, bindings.placed(&finish.place), whole);
        let (from, to) = (
            bindings.exit(finish, self.types()),
            self.wanted(finish.next.as_ref()),
        );
        (insert, self.converted(from, to, output))
    }

    /// What `OutputPath` or `Output` makes of the whole.
    fn select_output(&self, output: &OutputPlan, of: Type, whole: TokenStream) -> TokenStream {
        match output {
            OutputPlan::Part { steps, text, span } if !Self::is_json(of) => {
                self.taken_part(whole, of, steps, text, *span)
            }
            OutputPlan::Compute(value) => self.value(value),
            OutputPlan::Whole | OutputPlan::Nothing | OutputPlan::Elsewhere(_) => {
                transition::select_output(output, whole)
            }
            OutputPlan::Part { .. } | OutputPlan::Query(_) => {
                let whole = self.converted(of, Type::Json, whole);
                transition::select_output(output, whole)
            }
        }
    }
}

/// Whether code uses a name.
fn mentions(code: &TokenStream, name: &str) -> bool {
    code.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        _ => false,
    })
}
