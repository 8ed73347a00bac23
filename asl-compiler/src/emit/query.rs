//! Paths that may find several values, and functions at the end of a path.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::data::{ReadTokens, find as find_operand, find_definite, look_up, steps};
use super::literal::literal_ref;
use crate::expr::jsonpath::Operator;
use crate::lower::plan::{
    ComputePlan, FilterOperand, FilterPlan, QueryStep, Read, Source, TailPlan,
};

/// An expression for the `Value` that a path makes.
pub(super) fn value(plan: &Read, tail: &TailPlan) -> TokenStream {
    let computed = match tail {
        TailPlan::List(steps) => return list(&start(plan), steps),
        TailPlan::Value(computation) => compute(computation, &look_up(plan), &plan.text),
        TailPlan::Each(steps, computation) => each(&start(plan), steps, computation, &plan.text),
        TailPlan::Whole(steps, computation) => whole(&start(plan), steps, computation, &plan.text),
    };
    quote!(#computed?)
}

/// An expression for an `Option` of a reference to that value, in which every failure is a miss.
pub(super) fn find(plan: &Read, tail: &TailPlan) -> TokenStream {
    let computed = match tail {
        TailPlan::List(steps) => {
            let list = list(&start_or_miss(plan), steps);
            return quote!(__rt::Some(&#list));
        }
        TailPlan::Value(computation) => {
            let found = find_definite(plan);
            let computed = compute(computation, &quote!(found), &plan.text);
            return quote!(#found.and_then(|found| #computed.ok()).as_ref());
        }
        TailPlan::Each(steps, computation) => {
            each(&start_or_miss(plan), steps, computation, &plan.text)
        }
        TailPlan::Whole(steps, computation) => {
            whole(&start_or_miss(plan), steps, computation, &plan.text)
        }
    };
    quote!(#computed.ok().as_ref())
}

fn list(start: &TokenStream, steps: &[QueryStep]) -> TokenStream {
    let nodes = nodes(start, steps);
    quote!(#nodes.list())
}

fn each(
    start: &TokenStream,
    steps: &[QueryStep],
    computation: &ComputePlan,
    text: &str,
) -> TokenStream {
    let nodes = nodes(start, steps);
    let computed = compute(computation, &quote!(found), text);
    quote!(#nodes.map(|found| #computed))
}

fn whole(
    start: &TokenStream,
    steps: &[QueryStep],
    computation: &ComputePlan,
    text: &str,
) -> TokenStream {
    let list = list(start, steps);
    compute(computation, &quote!(&#list), text)
}

/// An expression for a `Result`; `of` is one for a reference.
fn compute(computation: &ComputePlan, of: &TokenStream, text: &str) -> TokenStream {
    match computation {
        ComputePlan::Merge(names) => quote!(__rt::query::merge(#of, &[#(#names),*], #text)),
        ComputePlan::Function {
            function,
            arguments,
        } => {
            let arguments = arguments.iter().map(operand);
            quote!(__rt::query::function::#function(#of, &[#(#arguments),*], #text))
        }
    }
}

/// An expression for the runtime's `Nodes` to which the definite steps of a path lead.
fn start(plan: &Read) -> TokenStream {
    let ReadTokens { base, steps, .. } = ReadTokens::of(plan);
    quote!(__rt::query::Nodes::at(#base, #steps))
}

/// The same where a variable without a value is no failure.
fn start_or_miss(plan: &Read) -> TokenStream {
    match plan.source {
        Source::Variable(_) => {
            let found = find_definite(plan);
            quote!(__rt::query::Nodes::of(#found))
        }
        _ => start(plan),
    }
}

/// The nodes that further steps lead to.
fn nodes(start: &TokenStream, following: &[QueryStep]) -> TokenStream {
    let following = following.iter().map(step);
    quote!(#start #(#following)*)
}

fn step(step: &QueryStep) -> TokenStream {
    match step {
        QueryStep::Then(keys) => {
            let keys = steps(keys);
            quote!(.then(#keys))
        }
        QueryStep::Members(names) => quote!(.members(&[#(#names),*])),
        QueryStep::Elements(indices) => {
            let indices = indices.iter().copied().map(Literal::i64_unsuffixed);
            quote!(.elements(&[#(#indices),*]))
        }
        QueryStep::Slice(from, to) => {
            let (from, to) = (bound(*from), bound(*to));
            quote!(.slice(#from, #to))
        }
        QueryStep::Children => quote!(.children()),
        QueryStep::Descendants => quote!(.descendants()),
        QueryStep::Having(names) => quote!(.having(&[#(#names),*])),
        QueryStep::Filter(condition) => {
            let condition = filter(condition);
            quote!(.filter(|candidate| #condition))
        }
    }
}

fn bound(bound: Option<i64>) -> TokenStream {
    match bound {
        Some(bound) => {
            let bound = Literal::i64_unsuffixed(bound);
            quote!(__rt::Some(#bound))
        }
        None => quote!(__rt::None),
    }
}

/// A filter's condition over `candidate`.
fn filter(plan: &FilterPlan) -> TokenStream {
    match plan {
        FilterPlan::All(all) => {
            let all = all.iter().map(part);
            quote!(#(#all)&&*)
        }
        FilterPlan::Any(any) => {
            let any = any.iter().map(part);
            quote!(#(#any)||*)
        }
        FilterPlan::Not(one) => {
            let one = part(one);
            quote!(!#one)
        }
        FilterPlan::Exists(read) => exists(read),
        FilterPlan::Compare(left, operator, right) => {
            let (left, right) = (operand(left), operand(right));
            let operator = Ident::new(operator_name(*operator), Span::call_site());
            quote!(__rt::query::compare(#left, __rt::query::Operator::#operator, #right))
        }
        FilterPlan::Matches(value, pattern) => {
            let value = operand(value);
            let pattern = quote!({
                static PATTERN: __rt::query::Pattern =
                    __rt::query::Pattern::new(|| __rt::query::pattern(#pattern));
                &PATTERN
            });
            quote!(__rt::query::matches(#value, #pattern))
        }
    }
}

/// A condition inside of another one.
fn part(plan: &FilterPlan) -> TokenStream {
    let condition = filter(plan);
    match plan {
        FilterPlan::All(_) | FilterPlan::Any(_) => quote!((#condition)),
        _ => condition,
    }
}

fn exists(plan: &Read) -> TokenStream {
    match &plan.tail {
        Some(TailPlan::List(steps)) => {
            let nodes = nodes(&start_or_miss(plan), steps);
            quote!(!#nodes.is_empty())
        }
        _ => {
            let found = find_operand(plan);
            quote!(#found.is_some())
        }
    }
}

/// An expression for an `Option` of a reference.
fn operand(operand: &FilterOperand) -> TokenStream {
    match operand {
        FilterOperand::Literal(node) => {
            let literal = literal_ref(node);
            quote!(__rt::Some(#literal))
        }
        FilterOperand::Read(read) => find_operand(read),
    }
}

fn operator_name(operator: Operator) -> &'static str {
    match operator {
        Operator::Equal => "Equal",
        Operator::NotEqual => "NotEqual",
        Operator::Less => "Less",
        Operator::LessOrEqual => "LessOrEqual",
        Operator::Greater => "Greater",
        Operator::GreaterOrEqual => "GreaterOrEqual",
        Operator::In => "In",
        Operator::NotIn => "NotIn",
        Operator::SubsetOf => "SubsetOf",
        Operator::AnyOf => "AnyOf",
        Operator::NoneOf => "NoneOf",
        Operator::Size => "Size",
        Operator::Empty => "Empty",
    }
}
