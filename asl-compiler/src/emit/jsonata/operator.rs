//! Operators.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitter;
use super::code::{Code, fallible, sure};
use crate::expr::jsonata::ast::Operator;
use crate::lower::jsonata::plan::{Constant, Plan};

impl Emitter {
    pub(super) fn binary(&mut self, operator: Operator, one: &Plan, other: &Plan) -> Code {
        let function = match operator {
            Operator::Add => quote!(add),
            Operator::Subtract => quote!(subtract),
            Operator::Multiply => quote!(multiply),
            Operator::Divide => quote!(divide),
            Operator::Remainder => quote!(remainder),
            Operator::Equal => quote!(equal),
            Operator::NotEqual => quote!(not_equal),
            Operator::Less => quote!(less),
            Operator::LessOrEqual => quote!(less_or_equal),
            Operator::Greater => quote!(greater),
            Operator::GreaterOrEqual => quote!(greater_or_equal),
            Operator::Range => quote!(range),
            Operator::In => quote!(is_in),
            Operator::And | Operator::Or => {
                let holds = self.both(operator, one, other);
                return sure(quote!(__rt::jsonata::Item::Bool(#holds)));
            }
            Operator::Concatenate => quote!(concatenate),
        };
        let (one, other) = (self.item(one), self.item(other));
        fallible(quote!(ev.#function(#one, #other)))
    }

    /// Whether an expression is true, as a `bool`.
    pub(super) fn condition(&mut self, plan: &Plan) -> TokenStream {
        match plan {
            Plan::Constant(Constant::Bool(value)) => quote!(#value),
            Plan::Binary(operator @ (Operator::And | Operator::Or), one, other) => {
                self.both(*operator, one, other)
            }
            plan => {
                let item = self.item(plan);
                quote!(#item.is_true(ev)?)
            }
        }
    }

    fn both(&mut self, operator: Operator, one: &Plan, other: &Plan) -> TokenStream {
        let mut operand = |plan: &Plan| {
            let holds = self.condition(plan);
            match plan {
                Plan::Binary(Operator::And | Operator::Or, ..) => quote!((#holds)),
                _ => holds,
            }
        };
        let (one, other) = (operand(one), operand(other));
        if operator == Operator::And {
            quote!(#one && #other)
        } else {
            quote!(#one || #other)
        }
    }
}
