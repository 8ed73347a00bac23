//! The `State` enum.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::variables;
use crate::lower::plan::{MachinePlan, StatePlan};

pub(super) fn state_enum(machine: &MachinePlan, serde: &str) -> TokenStream {
    let docs = docs(machine);
    let variants: Vec<&Ident> = machine.states.iter().map(|state| &state.variant).collect();
    let declared = machine.states.iter().map(|state| {
        let (docs, name, variant) = (&state.docs, &state.name, &state.variant);
        quote! {
            #[doc = #docs]
            #[serde(rename = #name)]
            #variant(__rt::Value)
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
        }

        impl State {
            /// The state's name, as in the definition.
            pub fn name(&self) -> &'static str {
                __rt::MachineState::id(self).name
            }

            /// The state's input.
            pub fn input(&self) -> &__rt::Value {
                match self {
                    #(Self::#variants(input))|* => input,
                }
            }

            fn input_mut(&mut self) -> &mut __rt::Value {
                match self {
                    #(Self::#variants(input))|* => input,
                }
            }
        }

        impl __rt::MachineState for State {
            type Variables = #variables;

            fn id(&self) -> &'static __rt::StateId {
                match self {
                    #(#ids,)*
                }
            }

            fn input(&self) -> __rt::Cow<'_, __rt::Value> {
                __rt::Cow::Borrowed(State::input(self))
            }

            fn is_spent(&self) -> bool {
                State::input(self).is_null()
            }
        }
    }
}

pub(super) fn docs(machine: &MachinePlan) -> String {
    format!(
        "The position of an execution of `{}`: which state comes next, with that state's input.",
        machine.name
    )
}

/// The arms that say what a state is called.
pub(super) fn ids(machine: &MachinePlan) -> impl Iterator<Item = TokenStream> {
    machine.states.iter().map(|state| {
        let (variant, id) = (&state.variant, id(state));
        quote!(Self::#variant(_) => #id)
    })
}

/// A reference to what a state is called.
pub(super) fn id(state: &StatePlan) -> TokenStream {
    let name = &state.name;
    let kind = Ident::new(state.kind, Span::call_site());
    quote!(&__rt::StateId { name: #name, kind: __rt::StateKind::#kind })
}
