//! Which variables an expression takes from outside.
//!
//! A `$name` may be bound by the expression itself: `$name := ...` binds it for the rest of the block, a function its
//! parameters, `@$name` and `#$name` for the rest of the path. All others come from the state machine or are functions of
//! the library. Whether a binding has been made can depend on the data, as in `($a ? $b := 1; $b)`; then both is
//! possible, and the reference says so.

use std::collections::{HashMap, HashSet};

use super::ast::{Expr, Kind, Operator, Path, Stage, Step};
use super::library;
use super::walk::Context;
use crate::source::{Span, Spanned};

/// A use of a variable that comes from outside of the expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Without `$`.
    pub name: String,
    /// Where the variable stands.
    pub span: Span,
    /// The names behind it, as far as they are plain: `a` and `b` of `$name.a.b[0].c`.
    pub fields: Vec<Spanned<String>>,
    /// No binding of the expression can be meant.
    pub is_certain: bool,
}

impl Reference {
    /// Whether it means a function of the library, unless the state machine has a variable of that name.
    #[must_use]
    pub fn is_function(&self) -> bool {
        library::is_function(&self.name)
    }
}

/// The variables and functions of the library that an expression uses, in the order of evaluation.
#[must_use]
pub fn references(expr: &Expr) -> Vec<Reference> {
    let mut scopes = Scopes::default();
    scopes.within(std::slice::from_ref(expr), |scopes| scopes.walk(expr));
    scopes.references
}

/// The variables that an expression uses and does not bind. Functions of the library are left out.
#[must_use]
pub fn free_variables(expr: &Expr) -> Vec<Reference> {
    let mut references = references(expr);
    references.retain(|reference| !reference.is_function());
    references
}

/// What an expression asks of the world.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// It mentions `$now` or `$millis`.
    pub time: bool,
    /// It mentions `$random`, `$uuid` or `$shuffle`.
    pub random: bool,
}

/// What an expression asks of the world.
#[must_use]
pub fn needs(expr: &Expr) -> Needs {
    let references = references(expr);
    let mentions = |what: fn(&str) -> bool| references.iter().any(|it| what(&it.name));
    Needs {
        time: mentions(library::is_time),
        random: mentions(library::is_random),
    }
}

/// The bindings of a block, a function or a path.
#[derive(Debug, Default)]
struct Frame<'a> {
    /// What has been bound so far, and whether in any case.
    bound: HashMap<&'a str, bool>,
    /// What `:=` binds in it, sooner or later. A function that is called late enough sees it.
    binds: HashSet<&'a str>,
    /// How many functions it lies in.
    lambdas: usize,
    /// How many conditions lie between it and what is walked through.
    conditions: usize,
}

#[derive(Debug, Default)]
struct Scopes<'a> {
    frame: Frame<'a>,
    /// The frames around it, the innermost last.
    outer: Vec<Frame<'a>>,
    lambdas: usize,
    references: Vec<Reference>,
}

impl<'a> Scopes<'a> {
    fn walk(&mut self, expr: &'a Expr) {
        match &expr.kind {
            Kind::Variable(name) => self.refer(name, expr.span, &[]),
            Kind::Bind(name, value) => self.walk_bind(name, value),
            Kind::Block(parts) => {
                self.within(parts, |scopes| {
                    parts.iter().for_each(|part| scopes.walk(part))
                });
            }
            Kind::Path(path) => return self.walk_path(path, expr),
            Kind::Lambda(lambda) => {
                self.within_lambda(std::slice::from_ref(&lambda.body), |scopes| {
                    lambda.parameters.iter().for_each(|name| scopes.bind(name));
                    scopes.walk(&lambda.body);
                })
            }
            Kind::Transform { .. } => {
                self.within_lambda(&[], |scopes| scopes.walk_parts(&expr.kind))
            }
            Kind::Condition {
                condition,
                then,
                otherwise,
            } => {
                self.walk(condition);
                self.perhaps(then);
                otherwise
                    .iter()
                    .for_each(|otherwise| self.perhaps(otherwise));
            }
            Kind::Binary(Operator::And | Operator::Or, left, right) => {
                self.walk(left);
                self.perhaps(right);
            }
            kind => self.walk_parts(kind),
        }
        self.walk_behind(expr);
    }

    fn walk_parts(&mut self, kind: &'a Kind) {
        kind.for_each_part(&mut |part, context| match context {
            Context::Outer => self.walk(part),
            Context::Items => self.perhaps(part),
        });
    }

    /// Walks through the predicates and the grouping of an expression.
    fn walk_behind(&mut self, expr: &'a Expr) {
        expr.for_each_part_behind(&mut |part| self.perhaps(part));
    }

    fn walk_bind(&mut self, name: &'a str, value: &'a Expr) {
        // A function is called when it has its name already: it can call itself.
        if let Kind::Lambda(_) = value.kind {
            self.bind(name);
        }
        self.walk(value);
        self.bind(name);
    }

    fn walk_path(&mut self, path: &'a Path, whole: &'a Expr) {
        let binds = |step: &Step| step.tuple;
        match path.steps.iter().any(binds) {
            true => self.within(&[], |scopes| scopes.walk_steps(path, whole)),
            false => self.walk_steps(path, whole),
        }
    }

    fn walk_steps(&mut self, path: &'a Path, whole: &'a Expr) {
        for (at, step) in path.steps.iter().enumerate() {
            match &step.expr.kind {
                Kind::Variable(name) => {
                    self.refer(name, step.expr.span, &path.steps[at..]);
                    self.walk_behind(&step.expr);
                }
                _ if at == 0 => self.walk(&step.expr),
                _ => self.perhaps(&step.expr),
            }
            step.focus
                .iter()
                .chain(&step.index)
                .for_each(|name| self.bind(name));
            for stage in &step.stages {
                match stage {
                    Stage::Filter(filter) => self.perhaps(filter),
                    Stage::Index(name) => self.bind(name),
                }
            }
        }
        self.walk_behind(whole);
    }

    /// Walks through something that may not be evaluated at all.
    fn perhaps(&mut self, expr: &'a Expr) {
        self.frame.conditions += 1;
        self.walk(expr);
        self.frame.conditions -= 1;
    }

    /// Walks through `parts` in a frame of their own.
    fn within(&mut self, parts: &'a [Expr], walk: impl FnOnce(&mut Self)) {
        let mut frame = Frame {
            lambdas: self.lambdas,
            ..Frame::default()
        };
        parts
            .iter()
            .for_each(|part| collect_binds(part, &mut frame.binds));
        self.outer.push(std::mem::replace(&mut self.frame, frame));
        walk(self);
        self.frame = self.outer.pop().unwrap_or_default();
    }

    /// As [`Self::within`], for what is evaluated whenever a function is called.
    fn within_lambda(&mut self, parts: &'a [Expr], walk: impl FnOnce(&mut Self)) {
        self.lambdas += 1;
        self.within(parts, walk);
        self.lambdas -= 1;
    }

    fn bind(&mut self, name: &'a str) {
        let is_certain = self.frame.conditions == 0;
        *self.frame.bound.entry(name).or_default() |= is_certain;
    }

    /// Takes down a use of a variable, unless the expression binds it. `steps` begin with it.
    fn refer(&mut self, name: &'a str, span: Span, steps: &[Step]) {
        let mut is_certain = true;
        for frame in std::iter::once(&self.frame).chain(self.outer.iter().rev()) {
            match frame.bound.get(name) {
                Some(true) => return,
                Some(false) => is_certain = false,
                // What is evaluated later, or again, sees what is bound behind it.
                None if self.lambdas == frame.lambdas && frame.conditions == 0 => {}
                None => is_certain &= !frame.binds.contains(name),
            }
        }
        self.references.push(Reference {
            name: name.to_owned(),
            span,
            fields: fields(steps),
            is_certain,
        });
    }
}

/// The names directly behind the first step.
fn fields(steps: &[Step]) -> Vec<Spanned<String>> {
    steps
        .windows(2)
        .take_while(|pair| is_plain(&pair[0]))
        .map_while(|pair| match &pair[1].expr.kind {
            Kind::Name(name) => Some(Spanned::new(name.clone(), pair[1].expr.span)),
            _ => None,
        })
        .collect()
}

/// Whether the next step goes on in what this one found.
fn is_plain(step: &Step) -> bool {
    let Step {
        expr,
        stages,
        focus,
        ..
    } = step;
    expr.predicates.is_empty() && expr.group.is_none() && stages.is_empty() && focus.is_none()
}

/// Collects the names that `:=` binds in an expression, but in no scope inside of it.
fn collect_binds<'a>(expr: &'a Expr, names: &mut HashSet<&'a str>) {
    match &expr.kind {
        Kind::Block(_) | Kind::Lambda(_) | Kind::Transform { .. } => {}
        Kind::Bind(name, value) => {
            names.insert(name);
            collect_binds(value, names);
        }
        kind => kind.for_each_part(&mut |part, _| collect_binds(part, names)),
    }
    expr.for_each_part_behind(&mut |part| collect_binds(part, names));
}

#[cfg(test)]
mod tests;
