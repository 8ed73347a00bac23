//! Variables: their struct, how states reach it, and how they assign.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::data::value;
use crate::lower::plan::{Access, AssignPlan, MachinePlan, StatePlan, VariablePlan, VariableRef};

/// The `Variables` of a machine that has any.
pub(super) fn variables(machine: &MachinePlan, serde: &str) -> Option<TokenStream> {
    if machine.variables.is_empty() {
        return None;
    }
    let docs = format!(
        "The variables of `{}`. One that no state has assigned yet is `None`.",
        machine.name
    );
    let fields = machine
        .variables
        .iter()
        .map(|VariablePlan { name, field }| {
            let docs = format!("`${name}`");
            quote! {
                #[doc = #docs]
                #[serde(
                    rename = #name,
                    default,
                    deserialize_with = "__rt::stored",
                    skip_serializing_if = "__rt::Option::is_none"
                )]
                pub #field: __rt::Option<__rt::Value>
            }
        });
    Some(quote! {
        #[doc = #docs]
        #[derive(
            __rt::Clone, __rt::Debug, __rt::Default, __rt::PartialEq, __rt::serde::Serialize, __rt::serde::Deserialize
        )]
        #[serde(crate = #serde)]
        pub struct Variables {
            #(#fields,)*
        }
    })
}

/// The type of a machine's variables.
pub(super) fn of_machine(machine: &MachinePlan) -> TokenStream {
    if machine.variables.is_empty() {
        quote!(())
    } else {
        quote!(Variables)
    }
}

/// What code calls the variables of a machine so far out: `variables`, `outer`, `outer_2`.
pub(super) fn scope(level: usize) -> Ident {
    let name = match level {
        0 => "variables".to_owned(),
        1 => "outer".to_owned(),
        _ => format!("outer_{level}"),
    };
    Ident::new(&name, Span::call_site())
}

/// The type of the variables of a machine so far out, seen from the module of the machine at hand.
pub(super) fn scope_type(level: usize) -> TokenStream {
    let supers = std::iter::repeat_n(quote!(super::), level);
    quote!(#(#supers)* Variables)
}

/// The same, seen from the module of its transitions.
pub(super) fn scope_type_inside(level: usize) -> TokenStream {
    scope_type(level + 1)
}

/// A variable, as a place.
pub(super) fn place(VariableRef { level, variable }: &VariableRef) -> TokenStream {
    let (scope, field) = (scope(*level), &variable.field);
    quote!(#scope.#field)
}

/// The parameters by which a transition function gets variables.
pub(super) fn parameters(state: &StatePlan) -> TokenStream {
    let is_mut = state.assigns.then(|| quote!(mut));
    let levels = levels(state).map(|level| {
        let (name, of) = (scope(level), scope_type_inside(level));
        let is_mut = is_mut.as_ref().filter(|_| level == 0);
        quote!(#name: &#is_mut #of,)
    });
    quote!(#(#levels)*)
}

/// What a transition function is given for them.
pub(super) fn arguments(state: &StatePlan, machine: &MachinePlan) -> TokenStream {
    let levels = levels(state).map(|level| match level {
        0 => quote!(variables,),
        _ => {
            let field = outer_field(&machine.outer, level);
            quote!(self.#field,)
        }
    });
    quote!(#(#levels)*)
}

fn levels(state: &StatePlan) -> impl Iterator<Item = usize> {
    let own = (state.assigns && !state.reads.contains(&0)).then_some(0);
    own.into_iter().chain(state.reads.iter().copied())
}

/// The field of a child's `Machine`, behind its tasks, in which it finds the variables so far out.
fn outer_field(outer: &Access, level: usize) -> proc_macro2::Literal {
    let index = outer.iter().take_while(|&&other| other < level).count();
    proc_macro2::Literal::usize_unsuffixed(index + 1)
}

/// Binds `assigned`, the values of an `Assign`.
pub(super) fn evaluate(assign: &[AssignPlan]) -> Option<TokenStream> {
    if assign.is_empty() {
        return None;
    }
    let values = assign.iter().map(|one| value(&one.value));
    Some(quote!(let assigned = [#(#values),*];))
}

/// Gives the variables the values in `assigned`.
pub(super) fn assign(assign: &[AssignPlan]) -> Option<TokenStream> {
    if assign.is_empty() {
        return None;
    }
    let names = assign.iter().map(|one| &one.variable.name);
    let fields = assign.iter().map(|one| &one.variable.field);
    Some(quote! {
        cx.assign([#(#names),*], [#(&mut variables.#fields),*], assigned)?;
    })
}
