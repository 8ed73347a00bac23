//! The `State` enum of a machine with types.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Typed, tokens};
use crate::emit::state::{docs, ids};
use crate::emit::variables;
use crate::lower::plan::{MachinePlan, Plan};

/// What is said of a state whose data does not always stay what it is.
const CONVERTS: &str = "Not all that it does has a form in Rust's types: some of its data is converted by way of JSON.";

pub(crate) fn state_enum(plan: &Plan, machine: &MachinePlan, serde: &str) -> TokenStream {
    let docs = docs(machine);
    let variants: Vec<&Ident> = machine.states.iter().map(|state| &state.variant).collect();
    let declared = machine.states.iter().zip(&machine.types.raw);
    let declared = declared.map(|(state, raw)| {
        let (name, variant) = (&state.name, &state.variant);
        let typed = Typed::new(plan, machine, state);
        let docs = match typed.has_types() && typed.converts() {
            true => format!("{}\n\n{CONVERTS}", state.docs),
            false => state.docs.clone(),
        };
        let raw = tokens(&plan.types, *raw);
        quote! {
            #[doc = #docs]
            #[serde(rename = #name)]
            #variant(#raw)
        }
    });
    let ids = ids(machine);
    let variables = variables::of_machine(machine);
    quote! {
        #[doc = #docs]
        #[derive(__rt::Clone, __rt::Debug, __rt::PartialEq, __rt::serde::Serialize, __rt::serde::Deserialize)]
        #[serde(crate = #serde)]
        pub enum State {
            #(#declared,)*
            /// Left, and the next state not entered yet. Nobody comes to see it.
            #[doc(hidden)]
            #[serde(skip)]
            __Left,
        }

        impl State {
            /// The state's name, as in the definition.
            pub fn name(&self) -> &'static str {
                __rt::MachineState::id(self).name
            }

            /// The state's input, as JSON.
            pub fn input(&self) -> __rt::Cow<'_, __rt::Value> {
                match self {
                    #(Self::#variants(input) => __rt::typed::Data::as_json(input),)*
                    Self::__Left => __rt::Cow::Owned(__rt::Value::Null),
                }
            }
        }

        impl __rt::MachineState for State {
            type Variables = #variables;

            fn id(&self) -> &'static __rt::StateId {
                match self {
                    #(#ids,)*
                    Self::__Left => __rt::typed::NOWHERE,
                }
            }

            fn input(&self) -> __rt::Cow<'_, __rt::Value> {
                State::input(self)
            }

            fn fits(&self, bytes: usize) -> bool {
                match self {
                    #(Self::#variants(input) => __rt::typed::fits(input, bytes),)*
                    Self::__Left => true,
                }
            }

            fn is_spent(&self) -> bool {
                __rt::matches!(self, Self::__Left)
            }
        }
    }
}
