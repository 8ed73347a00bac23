//! Paths whose contexts carry bindings: each step is evaluated in a scope in which the names are bound that the steps
//! before it have bound.

use proc_macro2::{Ident, Span};

use super::literal::index;
use super::plan::{Filter, Plan, StreamPlan, StreamStep};
use super::scope::Bound;
use super::{Context, Lowering, bindings};
use crate::expr::jsonata::ast::{Expr, Group, Kind, Label, Stage, Step};

/// The name under which contexts carry what a `%` means.
pub(super) fn label(label: Label) -> String {
    format!("%{}", label.0)
}

/// The names that contexts carry, and the tuple that they are found in.
#[derive(Clone)]
struct Carried {
    tuple: Ident,
    names: Vec<String>,
}

impl Carried {
    fn bound(&self) -> Vec<(String, Bound)> {
        let bound = |name: &String| (name.clone(), Bound::Carried(self.tuple.clone()));
        self.names.iter().map(bound).collect()
    }
}

impl Lowering<'_> {
    pub(super) fn stream(&mut self, steps: &[Step], group: Option<&Group>) -> StreamPlan {
        let tuple = Ident::new(&format!("t{}", self.streams), Span::call_site());
        self.streams += 1;
        let mut carried = Carried {
            tuple,
            names: Vec::new(),
        };
        let mut lowered = Vec::new();
        for (at, step) in steps.iter().enumerate() {
            self.stream_step(step, at == 0, &mut carried, &mut lowered);
            for stage in &step.stages {
                lowered.push(match stage {
                    Stage::Filter(predicate) => self.carried_filter(predicate, &carried),
                    Stage::Index(name) => {
                        carried.names.push(name.clone());
                        StreamStep::Numbered(name.clone())
                    }
                });
            }
        }
        let pairs = group.map(|group| &group.pairs);
        let group = pairs.map(|pairs| {
            let pairs = pairs
                .iter()
                .map(|(key, value)| (self.carried(key, &carried), self.carried(value, &carried)));
            pairs.collect()
        });
        StreamPlan {
            tuple: carried.tuple,
            carries: carried.names,
            steps: lowered,
            group,
        }
    }

    fn stream_step(
        &mut self,
        step: &Step,
        is_first: bool,
        carried: &mut Carried,
        lowered: &mut Vec<StreamStep>,
    ) {
        if let Kind::Sort(terms) = &step.expr.kind {
            let terms = terms
                .iter()
                .map(|term| (term.descending, self.carried(&term.expr, carried)));
            lowered.push(StreamStep::Sort(terms.collect()));
            // Behind a sort that is not the first such step, the reference implementation forgets to bind it.
            if let Some(index) = step.index.as_ref().filter(|_| is_first) {
                carried.names.push(index.clone());
                lowered.push(StreamStep::Numbered(index.clone()));
            }
            return;
        }
        if let Some(parts) = stream_block(&step.expr) {
            let (step, names) = self.nested(parts, &step.expr.predicates, carried);
            lowered.push(step);
            carried.names.extend(names);
            return;
        }
        let ancestors: Vec<String> = step.ancestors.iter().map(|found| label(*found)).collect();
        lowered.push(StreamStep::Each {
            plan: self.carried(&step.expr, carried),
            focus: step.focus.clone(),
            index: step.index.clone(),
            ancestors: ancestors.clone(),
        });
        let names = step.focus.iter().chain(&step.index).cloned();
        carried.names.extend(names.chain(ancestors));
    }

    /// A block that ends with a path whose bindings go on, and their names.
    fn nested(
        &mut self,
        parts: &[Expr],
        predicates: &[Expr],
        carried: &Carried,
    ) -> (StreamStep, Vec<String>) {
        let parts: Vec<&Expr> = parts.iter().collect();
        self.scopes.enter();
        for (name, bound) in carried.bound() {
            self.scopes.bind(&name, bound);
        }
        let block = self.scope(&parts, Vec::new(), Context::Each);
        let inner = match stream_of(&block.result) {
            Some(stream) => Carried {
                tuple: stream.tuple.clone(),
                names: stream.carries.clone(),
            },
            None => carried.clone(),
        };
        let filters = predicates
            .iter()
            .map(|predicate| self.carried_filter(predicate, &inner))
            .collect();
        self.scopes.leave();
        (StreamStep::Nested(block, filters), inner.names)
    }

    /// An expression in the contexts of a path that carries bindings.
    fn carried(&mut self, expr: &Expr, carried: &Carried) -> Plan {
        self.scope(&[expr], carried.bound(), Context::Each)
            .into_plan()
    }

    fn carried_filter(&mut self, predicate: &Expr, carried: &Carried) -> StreamStep {
        StreamStep::Filter(match index(predicate) {
            Some(index) => Filter::Index(index),
            None => Filter::Predicate(self.carried(predicate, carried)),
        })
    }
}

/// The parts of something in parentheses that ends with a path whose bindings go on.
fn stream_block(expr: &Expr) -> Option<&[Expr]> {
    let Kind::Block(parts) = &expr.kind else {
        return None;
    };
    let last = parts.last()?;
    let is_stream = match &last.kind {
        Kind::Path(path) => path.keeps_tuples && bindings::is_stream(path),
        _ => last.predicates.is_empty() && stream_block(last).is_some(),
    };
    (is_stream && last.group.is_none() && expr.group.is_none()).then_some(parts)
}

/// The stream that a plan ends with.
fn stream_of(plan: &Plan) -> Option<&StreamPlan> {
    match plan {
        Plan::Path(path) => path.stream.as_ref(),
        Plan::Block(block) => stream_of(&block.result),
        _ => None,
    }
}
