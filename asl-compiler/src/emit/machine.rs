//! The `Machine` types: the definition's, which users run, and those of branches and item processors.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{distributed, tasks, typed, variables};
use crate::lower::plan::{MachinePlan, Plan, Reads, Type};

/// A machine of so few states goes on by itself as long as nobody needs to hear of it. For one of many states its driver does
/// that: what rustc needs for a loop around its states grows with the square of their number.
pub(super) const FEW: usize = 32;

/// The definition's machine with its public methods.
pub(super) fn definition(plan: &Plan) -> TokenStream {
    let shape = shape(
        plan,
        &plan.machine,
        plan.timeout_seconds,
        &quote!(&self.tasks),
    );
    let handlers = tasks::handlers(plan);
    // Child executions outlive the borrow of their host, unless it is theirs too.
    let (given, bounds, workers) = match plan.shares_tasks {
        true => (
            quote!(tasks: __rt::Arc::new(tasks)),
            Some(quote!(where H: __rt::Clone + 'static)),
            Some(quote!(.on_workers())),
        ),
        false => (quote!(tasks), None, None),
    };
    let types = &plan.machine.types;
    let visibility = &plan.visibility;
    let input = typed::tokens(&plan.types, types.input);
    let run = typed::direct_run(plan, &plan.machine)
        .unwrap_or_else(|| quote!(self.start(input).finish()));
    let outcome = match types.output {
        Type::Json => quote!(__rt::Outcome),
        of => {
            let output = typed::tokens(&plan.types, of);
            quote!(__rt::Result<#output, __rt::ExecutionError>)
        }
    };
    let docs = format!(
        "The machine `{}` with its handlers, ready to run on a host.",
        plan.machine.name
    );
    quote! {
        #[doc = #docs]
        #[derive(__rt::Debug)]
        #visibility struct Machine<T, H = __rt::InMemory> {
            tasks: #handlers,
            host: H,
        }

        impl<T: Tasks> Machine<T> {
            /// The machine with these handlers, in memory.
            pub fn new(tasks: T) -> Self {
                Machine { #given, host: __rt::InMemory::new() }
            }
        }

        impl<T: Tasks, H: __rt::Host> Machine<T, H> {
            /// The same machine on another host.
            pub fn on<G: __rt::Host>(self, host: G) -> Machine<T, G> {
                Machine { tasks: self.tasks, host }
            }

            /// The host that executions run on.
            pub fn host(&self) -> &H {
                &self.host
            }

            /// The handlers.
            pub fn tasks(&self) -> &T {
                &self.tasks
            }

            /// Runs an execution to its end. Dropping the future stops it, with all tasks, branches and iterations
            /// that are under way.
            ///
            /// # Errors
            /// The error that ended the execution, by its ASL name and cause.
            pub fn run(&self, input: #input) -> impl __rt::Future<Output = #outcome> #bounds {
                #run
            }

            /// An execution that stands before its first state, to be driven step by step.
            pub fn start(&self, input: #input) -> __rt::Execution<'_, Self, H> #bounds {
                __rt::Execution::new(self, &self.host, input) #workers
            }
        }

        impl<T: Tasks, H: __rt::Sync> __rt::Machine for Machine<T, H> {
            #shape
        }
    }
}

/// The machine of a branch or an item processor.
pub(super) fn child(plan: &Plan, machine: &MachinePlan) -> TokenStream {
    if let Some(kind) = machine.execution_type {
        return distributed::machine(plan, machine, kind);
    }
    let handlers = tasks::handlers(plan);
    let shape = shape(plan, machine, plan.timeout_seconds, &quote!(self.0));
    // Types of the user's need not be public.
    let visibility = match typed::is_typed(machine) {
        true => quote!(pub(super)),
        false => quote!(pub),
    };
    let outer = machine.outer.iter().map(|&level| {
        let of = variables::scope_type(level);
        quote!(, pub &'m #of)
    });
    quote! {
        #[doc(hidden)]
        #[derive(__rt::Debug)]
        #visibility struct Machine<'m, T>(pub &'m #handlers #(#outer)*);

        impl<T: Tasks> __rt::Machine for Machine<'_, T> {
            #shape
        }
    }
}

/// The members of an implementation of the runtime's `Machine`.
pub(super) fn shape(
    plan: &Plan,
    machine: &MachinePlan,
    timeout_seconds: Option<u32>,
    tasks: &TokenStream,
) -> TokenStream {
    let (name, start) = (&machine.name, &machine.start);
    let Reads {
        input,
        start_time,
        entered_time,
    } = plan.reads;
    let timeout = timeout_seconds.map(|seconds| {
        let seconds = Literal::u32_unsuffixed(seconds);
        quote! {
            const TIMEOUT: __rt::Option<__rt::Duration> = __rt::Some(__rt::Duration::from_secs(#seconds));
        }
    });
    let many_variables = plan.many_variables.then(|| {
        quote!(
            const MANY_VARIABLES: bool = true;
        )
    });
    let arms = machine.states.iter().map(|state| {
        let (variant, function) = (&state.variant, &state.function);
        let wait = state.body.is_async().then(|| quote!(.await));
        let scopes = variables::arguments(state, machine);
        let end = state.body.is_end().then(|| quote!(end,));
        quote!(State::#variant(_) => __transitions::#function(#tasks, state, #scopes #end cx) #wait)
    });
    let left = typed::is_typed(machine).then(|| quote!(State::__Left => __rt::typed::left(),));
    let attempt = quote! {
        match state {
            #(#arms,)*
            #left
        }
    };
    let step = match machine.states.len() {
        2..=FEW => quote! {
            loop {
                let step = #attempt;
                if !cx.goes_on(&step, state) {
                    return step;
                }
            }
        },
        _ => attempt,
    };
    let variables_type = variables::of_machine(machine);
    let variables = match machine.variables.is_empty() {
        true => quote!(_),
        false => quote!(variables),
    };
    let [takes, yields] =
        [machine.types.input, machine.types.output].map(|of| typed::tokens(&plan.types, of));
    let end = match machine.states.iter().any(|state| state.body.is_end()) {
        true => quote!(end),
        false => quote!(_),
    };
    let directly = typed::direct_members(plan, machine, tasks);
    quote! {
        const NAME: &'static str = #name;
        const READS: __rt::Reads =
            __rt::Reads { input: #input, start_time: #start_time, entered_time: #entered_time };
        #timeout
        #many_variables
        type State = State;
        type Input = #takes;
        type Output = #yields;

        fn start(&self, input: #takes) -> State {
            State::#start(input)
        }

        async fn step<G: __rt::Host>(
            &self,
            state: &mut State,
            #variables: &mut #variables_type,
            #end: &mut __rt::Option<#yields>,
            cx: &mut __rt::Cx<'_, G>,
        ) -> __rt::StepResult {
            #step
        }

        #directly
    }
}
