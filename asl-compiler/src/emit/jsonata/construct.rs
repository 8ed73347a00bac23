//! Constructors of arrays and objects.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Emitter;
use super::code::{Code, fallible, sure};
use crate::lower::jsonata::plan::Plan;

impl Emitter {
    pub(super) fn array(&mut self, elements: &[(Plan, bool)], is_constructor: bool) -> Code {
        let elements = elements.iter().map(|(element, stays)| {
            let element = self.item(element);
            if *stays {
                quote!(#element.alone(ev))
            } else {
                element
            }
        });
        let array = fallible(quote!(ev.array(&[#(#elements),*])));
        if is_constructor {
            let array = array.item();
            sure(quote!(#array.constructed()))
        } else {
            array
        }
    }

    pub(super) fn object(&mut self, input: Option<&Plan>, members: &[(String, Plan)]) -> Code {
        let members = |emitter: &mut Self| {
            let members = members.iter().map(|(key, value)| {
                let value = emitter.item(value);
                quote!((#key, #value))
            });
            quote!(ev.object(&[#(#members),*]))
        };
        let Some(input) = input else {
            return sure(members(self));
        };
        let (context, object) = self.in_context(members);
        if context.to_string() == "_" && matches!(input, Plan::Context | Plan::Alone(_)) {
            return sure(object);
        }
        let input = self.raw(input).item();
        sure(quote!({
            let #context = ev.together(#input)?;
            #object
        }))
    }

    pub(super) fn group(&mut self, input: &Plan, pairs: &[(Plan, Plan)]) -> Code {
        let input = self.raw(input).item();
        let count = Literal::usize_unsuffixed(pairs.len());
        let keys: Vec<&Plan> = pairs.iter().map(|(key, _)| key).collect();
        let values: Vec<&Plan> = pairs.iter().map(|(_, value)| value).collect();
        let (keys, values) = (self.choice(&keys), self.choice(&values));
        fallible(quote!(ev.group(#input, #count, #keys, #values)))
    }

    /// A closure that evaluates the expression of a number.
    fn choice(&mut self, plans: &[&Plan]) -> TokenStream {
        let (context, arms) = self.in_context(|emitter| emitter.arms(plans));
        quote!(|pair, #context| #arms)
    }

    pub(super) fn arms(&mut self, plans: &[&Plan]) -> TokenStream {
        let last = plans.len().saturating_sub(1);
        let arms = plans.iter().enumerate().map(|(at, plan)| {
            let result = self.settled(plan).result();
            let number = Literal::usize_unsuffixed(at);
            if at == last {
                quote!(_ => #result)
            } else {
                quote!(#number => #result)
            }
        });
        quote!(match pair { #(#arms,)* })
    }
}
