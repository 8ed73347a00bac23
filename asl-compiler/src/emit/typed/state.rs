//! The `State` enum of a machine with types.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::tokens;
use crate::emit::state::{docs, ids};
use crate::emit::variables;
use crate::lower::plan::{MachinePlan, Types};

pub(crate) fn state_enum(machine: &MachinePlan, types: &Types, serde: &str) -> TokenStream {
    let docs = docs(machine);
    let variants: Vec<&Ident> = machine.states.iter().map(|state| &state.variant).collect();
    let declared = machine.states.iter().zip(&machine.types.raw);
    let declared = declared.map(|(state, raw)| {
        let (docs, name, variant) = (&state.docs, &state.name, &state.variant);
        let raw = tokens(types, *raw);
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
