//! Choice states over values with types: comparisons of what Rust holds.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::Typed;
use crate::emit::choice::{condition as json_condition, ordering_name};
use crate::emit::data::read as json_read;
use crate::emit::literal::number;
use crate::emit::variables;
use crate::lower::plan::{
    ComparePlan, ConditionPlan, OperandPlan, OutputPlan, Read, ValuePlan, WayPlan,
};
use crate::model::{Ordering, TypeTest};

impl Typed<'_> {
    pub(super) fn choice(
        &self,
        rules: &[(ConditionPlan, WayPlan)],
        default: Option<&WayPlan>,
        result: &ValuePlan,
        output: &OutputPlan,
    ) -> TokenStream {
        let raw = self.bind_raw();
        let rules = rules.iter().map(|(rule, to)| {
            let (rule, way) = (self.condition(rule), self.way(to, result, output));
            quote!(if #rule { #way } else)
        });
        let otherwise = match default {
            Some(to) => {
                let way = self.way(to, result, output);
                quote!({ #way })
            }
            None => quote!({
                return __rt::Err(__rt::no_choice_matched());
            }),
        };
        let step = self
            .direct
            .is_none()
            .then(|| quote!(__rt::Ok(__rt::Step::Next)));
        quote! {
            #raw
            #(#rules)* #otherwise
            #step
        }
    }

    /// Enters the state that a way leads to, once the variables have their values.
    fn way(&self, plan: &WayPlan, result: &ValuePlan, output: &OutputPlan) -> TokenStream {
        let from = self.bindings.way(plan, output, self.types());
        let value = match &plan.output {
            Some(value) => self.value(value),
            None => self.select_output(output, self.bindings.result, self.value(result)),
        };
        let next = &plan.next;
        let value = self.converted(from, self.wanted(Some(next)), value);
        let evaluate = self.evaluate(&plan.assign);
        let assign = variables::assign(&plan.assign);
        // Whatever reads variables stands before.
        let (bind, output) = match assign {
            Some(_) => (Some(quote!(let output = #value;)), quote!(output)),
            None => (None, value),
        };
        let enter = match self.direct {
            Some(direct) => direct.go(Some(next), &output),
            None => quote!(__rt::enter(State::#next(#output), state);),
        };
        quote! {
            #evaluate
            #bind
            #assign
            #enter
        }
    }

    fn condition(&self, plan: &ConditionPlan) -> TokenStream {
        match plan {
            ConditionPlan::All(all) => {
                let all = all.iter().map(|one| self.operand(one));
                quote!(#(#all)&&*)
            }
            ConditionPlan::Any(any) => {
                let any = any.iter().map(|one| self.operand(one));
                quote!(#(#any)||*)
            }
            ConditionPlan::Not(one) => {
                let one = self.operand(one);
                quote!(!#one)
            }
            ConditionPlan::Is {
                variable,
                test,
                wanted,
            } if self.is_of_type(variable) => self.is(variable, *test, *wanted),
            ConditionPlan::Compare { variable, with }
                if self.is_of_type(variable)
                    || right(with).is_some_and(|of| self.is_of_type(of)) =>
            {
                self.compare(variable, with)
            }
            other => self.over_json(json_condition(other)),
        }
    }

    /// A condition inside of another one.
    fn operand(&self, plan: &ConditionPlan) -> TokenStream {
        let condition = self.condition(plan);
        match plan {
            ConditionPlan::All(_) | ConditionPlan::Any(_) => quote!((#condition)),
            _ => condition,
        }
    }

    fn is(&self, variable: &Read, test: TypeTest, wanted: bool) -> TokenStream {
        let test_name = match test {
            TypeTest::Boolean => "is_boolean",
            TypeTest::Null => "is_null",
            TypeTest::Numeric => "is_numeric",
            TypeTest::Present => {
                let found = self.found(variable);
                let not = (!wanted).then(|| quote!(!));
                return quote!(#not #found.is_some());
            }
            TypeTest::String => "is_string",
            TypeTest::Timestamp => "is_timestamp",
        };
        let (test, found) = (
            Ident::new(test_name, Span::call_site()),
            self.borrow(variable),
        );
        let not = (!wanted).then(|| quote!(!));
        quote!(#not __rt::choice::#test(__rt::Some(#found)))
    }

    fn compare(&self, variable: &Read, with: &ComparePlan) -> TokenStream {
        let left = self.compared(variable);
        let call = |function: &str, ordering: Option<&Ordering>, right: TokenStream| {
            let function = Ident::new(function, Span::call_site());
            let ordering = ordering.map(|ordering| {
                let ordering = Ident::new(ordering_name(*ordering), Span::call_site());
                quote!(__rt::choice::Ordering::#ordering,)
            });
            quote!(__rt::choice::#function(#left, #ordering #right))
        };
        match with {
            ComparePlan::String(ordering, OperandPlan::Literal(text)) => {
                call("string", Some(ordering), quote!(#text))
            }
            ComparePlan::String(ordering, OperandPlan::Read(right)) => {
                call("string_values", Some(ordering), self.compared(right))
            }
            ComparePlan::Numeric(ordering, OperandPlan::Literal(text)) => {
                let number = number(text).unwrap_or_else(|| Literal::f64_suffixed(f64::MAX));
                call("numeric", Some(ordering), quote!(#number))
            }
            ComparePlan::Numeric(ordering, OperandPlan::Read(right)) => {
                call("numeric_values", Some(ordering), self.compared(right))
            }
            ComparePlan::Timestamp(ordering, OperandPlan::Literal(text)) => {
                call("timestamp", Some(ordering), quote!(#text))
            }
            ComparePlan::Timestamp(ordering, OperandPlan::Read(right)) => {
                call("timestamp_values", Some(ordering), self.compared(right))
            }
            ComparePlan::Boolean(OperandPlan::Literal(right)) => {
                call("boolean", None, quote!(#right))
            }
            ComparePlan::Boolean(OperandPlan::Read(right)) => {
                call("boolean_values", None, self.compared(right))
            }
            ComparePlan::Matches(pattern) => call("matches", None, quote!(#pattern)),
        }
    }

    /// An expression for a reference to what is compared.
    fn compared(&self, read: &Read) -> TokenStream {
        match self.is_of_type(read) {
            true => self.borrow(read),
            false => {
                let made = self.over_json(json_read(read));
                quote!(&#made)
            }
        }
    }

    /// The comparisons of a condition, that each have a place in the definition.
    pub(super) fn comparisons<'p>(
        plan: &'p ConditionPlan,
        found: &mut Vec<(&'p Read, &'p ComparePlan)>,
    ) {
        match plan {
            ConditionPlan::All(inner) | ConditionPlan::Any(inner) => {
                for one in inner {
                    Self::comparisons(one, found);
                }
            }
            ConditionPlan::Not(one) => Self::comparisons(one, found),
            ConditionPlan::Compare { variable, with } => {
                let sides = [Some(variable), right(with)].into_iter().flatten();
                found.extend(sides.map(|of| (of, with)));
            }
            ConditionPlan::Is { .. } | ConditionPlan::Literal(_) | ConditionPlan::Expression(_) => {
            }
        }
    }
}

/// The operator of a comparison, and the text that it compares with, if that is known.
pub(super) fn operator(with: &ComparePlan) -> (String, Option<&str>) {
    let name = |kind: &str, ordering: &Ordering| format!("{kind}{}", ordering_name(*ordering));
    match with {
        ComparePlan::String(ordering, OperandPlan::Literal(text)) => {
            (name("String", ordering), Some(text))
        }
        ComparePlan::String(ordering, OperandPlan::Read(_)) => (name("String", ordering), None),
        ComparePlan::Numeric(ordering, _) => (name("Numeric", ordering), None),
        ComparePlan::Timestamp(ordering, _) => (name("Timestamp", ordering), None),
        ComparePlan::Boolean(_) => ("BooleanEquals".to_owned(), None),
        ComparePlan::Matches(_) => ("StringMatches".to_owned(), None),
    }
}

/// The right side of a comparison, if that is looked up.
fn right(with: &ComparePlan) -> Option<&Read> {
    match with {
        ComparePlan::String(_, OperandPlan::Read(read))
        | ComparePlan::Numeric(_, OperandPlan::Read(read))
        | ComparePlan::Timestamp(_, OperandPlan::Read(read))
        | ComparePlan::Boolean(OperandPlan::Read(read)) => Some(read),
        _ => None,
    }
}
