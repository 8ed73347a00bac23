//! Paths that may find several values, and functions at the end of a path. Reference §2.6.

use proc_macro2::{Ident, Span};

use super::Lowering;
use super::data::View;
use super::plan::{ComputePlan, FilterOperand, FilterPlan, Key, Miss, QueryStep, TailPlan};
use crate::expr::jsonpath::{Filter, Function, FunctionName, Literal, Operand, Path, Step};
use crate::parse::{Json, Node};
use crate::source::{self, Spanned};

/// The definite steps that a path begins with, and the others.
pub(super) fn split(path: &Path) -> (Vec<Key>, &[Spanned<Step>]) {
    let keys: Vec<_> = path.steps.iter().map_while(key).collect();
    let rest = &path.steps[keys.len()..];
    (keys, rest)
}

fn key(step: &Spanned<Step>) -> Option<Key> {
    match &step.value {
        Step::Member(name) => Some(Key::Member(name.clone())),
        Step::Index(index) => Some(Key::Index(*index)),
        _ => None,
    }
}

impl Lowering<'_> {
    /// What the steps of a path make that follow its definite ones.
    pub(super) fn tail(
        &mut self,
        path: &Path,
        rest: &[Spanned<Step>],
        view: &View,
    ) -> Option<TailPlan> {
        let (last, before) = rest.split_last()?;
        let compute = match &last.value {
            Step::Function(function) => self.function(function, view),
            Step::Members(names) => ComputePlan::Merge(names.clone()),
            _ => return Some(TailPlan::List(self.steps(rest, view))),
        };
        let mut steps = self.steps(before, view);
        if steps.is_empty() {
            return Some(TailPlan::Value(compute));
        }
        match &compute {
            // Only `$..` hands all that it finds to a function, as a list; its length is that of what is found there.
            ComputePlan::Function { function, .. } if is_scan(path) => {
                if function == "length" {
                    steps.push(QueryStep::Children);
                }
                return Some(TailPlan::Whole(steps, compute));
            }
            ComputePlan::Function { .. } => {}
            // Anywhere in the document only a complete object counts; elsewhere it may lack members.
            ComputePlan::Merge(names) => {
                let anywhere = matches!(steps.last(), Some(QueryStep::Descendants));
                let required = if anywhere { names.clone() } else { Vec::new() };
                steps.push(QueryStep::Having(required));
            }
        }
        Some(TailPlan::Each(steps, compute))
    }

    fn steps(&mut self, steps: &[Spanned<Step>], view: &View) -> Vec<QueryStep> {
        let mut plan = Vec::with_capacity(steps.len());
        for step in steps {
            let next = match &step.value {
                Step::Member(_) | Step::Index(_) => {
                    if let Some(QueryStep::Then(keys)) = plan.last_mut() {
                        keys.extend(key(step));
                        continue;
                    }
                    QueryStep::Then(key(step).into_iter().collect())
                }
                Step::Members(names) => QueryStep::Members(names.clone()),
                Step::Indices(indices) => QueryStep::Elements(indices.clone()),
                Step::Slice(from, to) => QueryStep::Slice(*from, *to),
                Step::Wildcard => QueryStep::Children,
                Step::Descend => QueryStep::Descendants,
                Step::Filter(filter) => {
                    // Each object is looked at where it stands, and not once more as an element of an array.
                    if let Some(QueryStep::Descendants) = plan.last() {
                        plan.push(QueryStep::Having(Vec::new()));
                    }
                    QueryStep::Filter(Box::new(self.filter(filter, view)))
                }
                // The parser lets nothing follow a function.
                Step::Function(_) => continue,
            };
            plan.push(next);
        }
        plan
    }

    fn filter(&mut self, filter: &Filter, view: &View) -> FilterPlan {
        match filter {
            Filter::Or(any) => {
                FilterPlan::Any(any.iter().map(|one| self.filter(one, view)).collect())
            }
            Filter::And(all) => {
                FilterPlan::All(all.iter().map(|one| self.filter(one, view)).collect())
            }
            Filter::Not(one) => FilterPlan::Not(Box::new(self.filter(one, view))),
            Filter::Exists(path) => FilterPlan::Exists(self.read(path, view, Miss::Path)),
            Filter::Compare(left, operator, right) => FilterPlan::Compare(
                self.filter_operand(left, view),
                *operator,
                self.filter_operand(right, view),
            ),
            Filter::Matches(value, regex) => {
                FilterPlan::Matches(self.filter_operand(value, view), regex.for_whole_text())
            }
        }
    }

    fn function(&mut self, function: &Function, view: &View) -> ComputePlan {
        let name = match function.name {
            FunctionName::Min => "min",
            FunctionName::Max => "max",
            FunctionName::Avg => "avg",
            FunctionName::StdDev => "stddev",
            FunctionName::Sum => "sum",
            FunctionName::Length | FunctionName::Size => "length",
            FunctionName::Keys => "keys",
            FunctionName::Concat => "concat",
            FunctionName::Append => "append",
            FunctionName::First => "first",
            FunctionName::Last => "last",
            FunctionName::Index => "index",
        };
        let arguments = function.args.iter();
        ComputePlan::Function {
            function: Ident::new(name, Span::call_site()),
            arguments: arguments
                .map(|argument| self.filter_operand(argument, view))
                .collect(),
        }
    }

    fn filter_operand(&mut self, operand: &Operand, view: &View) -> FilterOperand {
        match operand {
            Operand::Path(path) => FilterOperand::Read(self.read(path, view, Miss::Path)),
            Operand::Literal(value) => FilterOperand::Literal(literal(value)),
            Operand::List(values) => {
                FilterOperand::Literal(node(Json::Array(values.iter().map(literal).collect())))
            }
        }
    }
}

fn is_scan(path: &Path) -> bool {
    matches!(path.steps.first(), Some(step) if step.value == Step::Descend)
}

fn literal(literal: &Literal) -> Node {
    node(match literal {
        Literal::Null => Json::Null,
        Literal::Bool(value) => Json::Bool(*value),
        Literal::Number(number) => Json::Number(number.clone()),
        Literal::String(text) => Json::String(text.clone()),
    })
}

fn node(json: Json) -> Node {
    Node {
        span: source::Span::default(),
        json,
    }
}
