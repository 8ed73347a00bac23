//! Choice states.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::data::{borrow, find, value};
use super::expression::expression;
use super::literal::number;
use super::transition::select_output;
use super::variables;
use crate::lower::plan::{
    ComparePlan, ConditionPlan, OperandPlan, OutputPlan, Read, ValuePlan, WayPlan,
};
use crate::model::{Ordering, TypeTest};

pub(super) fn choice(
    input: &TokenStream,
    rules: &[(ConditionPlan, WayPlan)],
    default: Option<&WayPlan>,
    result: &ValuePlan,
    output: &OutputPlan,
) -> TokenStream {
    let passes_raw = matches!((result, output), (ValuePlan::TakeRaw, OutputPlan::Whole));
    let output = select_output(output, value(result));
    let rules = rules.iter().map(|(rule, to)| {
        let (rule, way) = (condition(rule), way(to, &output, passes_raw));
        quote!(if #rule { #way } else)
    });
    let otherwise = match default {
        Some(to) => {
            let way = way(to, &output, passes_raw);
            quote!({ #way })
        }
        None => quote!({
            return __rt::Err(__rt::no_choice_matched());
        }),
    };
    quote! {
        #input
        #(#rules)* #otherwise
        __rt::Ok(__rt::Step::Next)
    }
}

/// Enters the state that a way leads to, once the variables have their values.
fn way(plan: &WayPlan, common: &TokenStream, passes_raw: bool) -> TokenStream {
    let WayPlan {
        assign,
        output,
        next,
    } = plan;
    let (evaluate, assign) = (variables::evaluate(assign), variables::assign(assign));
    // Whatever reads variables stands before.
    let (bind, output) = match output {
        None if passes_raw || assign.is_none() => (None, common.clone()),
        output => {
            let output = output.as_ref().map_or_else(|| common.clone(), value);
            (Some(quote!(let output = #output;)), quote!(output))
        }
    };
    quote! {
        #evaluate
        #bind
        #assign
        __rt::enter(State::#next(#output), state);
    }
}

pub(super) fn condition(plan: &ConditionPlan) -> TokenStream {
    match plan {
        ConditionPlan::All(all) => {
            let all = all.iter().map(operand);
            quote!(#(#all)&&*)
        }
        ConditionPlan::Any(any) => {
            let any = any.iter().map(operand);
            quote!(#(#any)||*)
        }
        ConditionPlan::Not(one) => {
            let one = operand(one);
            quote!(!#one)
        }
        ConditionPlan::Is {
            variable,
            test,
            wanted,
        } => is(variable, *test, *wanted),
        ConditionPlan::Compare { variable, with } => compare(variable, with),
        ConditionPlan::Literal(value) => quote!(#value),
        ConditionPlan::Expression(plan) => expression(plan),
    }
}

/// A condition inside of another one.
fn operand(plan: &ConditionPlan) -> TokenStream {
    let condition = condition(plan);
    match plan {
        ConditionPlan::All(_) | ConditionPlan::Any(_) => quote!((#condition)),
        _ => condition,
    }
}

fn is(variable: &Read, test: TypeTest, wanted: bool) -> TokenStream {
    let function = Ident::new(
        match test {
            TypeTest::Boolean => "is_boolean",
            TypeTest::Null => "is_null",
            TypeTest::Numeric => "is_numeric",
            TypeTest::Present => "is_present",
            TypeTest::String => "is_string",
            TypeTest::Timestamp => "is_timestamp",
        },
        Span::call_site(),
    );
    let not = (!wanted).then(|| quote!(!));
    // Only `IsPresent` takes a missing value; for the other tests it is an error.
    let found = if test == TypeTest::Present {
        find(variable)
    } else {
        let found = borrow(variable);
        quote!(__rt::Some(#found))
    };
    quote!(#not __rt::choice::#function(#found))
}

fn compare(variable: &Read, with: &ComparePlan) -> TokenStream {
    let left = borrow(variable);
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
            call("string_values", Some(ordering), borrow(right))
        }
        ComparePlan::Numeric(ordering, OperandPlan::Literal(text)) => {
            let number = number(text).unwrap_or_else(|| Literal::f64_suffixed(f64::MAX));
            call("numeric", Some(ordering), quote!(#number))
        }
        ComparePlan::Numeric(ordering, OperandPlan::Read(right)) => {
            call("numeric_values", Some(ordering), borrow(right))
        }
        ComparePlan::Timestamp(ordering, OperandPlan::Literal(text)) => {
            call("timestamp", Some(ordering), quote!(#text))
        }
        ComparePlan::Timestamp(ordering, OperandPlan::Read(right)) => {
            call("timestamp_values", Some(ordering), borrow(right))
        }
        ComparePlan::Boolean(OperandPlan::Literal(right)) => call("boolean", None, quote!(#right)),
        ComparePlan::Boolean(OperandPlan::Read(right)) => {
            call("boolean_values", None, borrow(right))
        }
        ComparePlan::Matches(pattern) => call("matches", None, quote!(#pattern)),
    }
}

pub(super) fn ordering_name(ordering: Ordering) -> &'static str {
    match ordering {
        Ordering::Equals => "Equals",
        Ordering::LessThan => "LessThan",
        Ordering::GreaterThan => "GreaterThan",
        Ordering::LessThanEquals => "LessThanEquals",
        Ordering::GreaterThanEquals => "GreaterThanEquals",
    }
}
