//! Which variables an expression binds, in which scope, before names are resolved.

use std::collections::BTreeMap;

use crate::expr::jsonata::ast::{Expr, Kind, Path, Stage, Step};

/// How a variable is bound in a scope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Use {
    /// How often.
    pub(super) count: usize,
    /// The part of the block that binds it first thing, such as `$x := 1`.
    pub(super) part: Option<usize>,
    /// A function that is made before it is bound mentions it: the function may be called when it is.
    pub(super) is_awaited: bool,
}

impl Use {
    /// Whether it is always bound by the time that it is read, and only once: it needs no slot.
    pub(super) fn is_plain(self) -> bool {
        self.count == 1 && self.part.is_some() && !self.is_awaited
    }
}

/// What the parts of a scope bind in it.
pub(super) fn of_scope<'e>(parts: &[&'e Expr]) -> BTreeMap<&'e str, Use> {
    let mut uses: BTreeMap<&str, Use> = BTreeMap::new();
    for part in parts {
        binds(part, &mut |name| uses.entry(name).or_default().count += 1);
    }
    for (at, part) in parts.iter().enumerate() {
        let mut part = *part;
        while let Some((name, value)) = first_thing(part) {
            if let Some(found) = uses.get_mut(name)
                && found.part.is_none()
            {
                found.part = Some(at);
                found.is_awaited = parts[..=at].iter().any(|part| awaits(part, name, false));
            }
            part = value;
        }
    }
    uses
}

/// The variable that an expression binds before it does anything else with its value, and that value.
pub(super) fn first_thing(expr: &Expr) -> Option<(&str, &Expr)> {
    match &expr.kind {
        Kind::Bind(name, value)
            if expr.predicates.is_empty() && expr.group.is_none() && !expr.keep_array =>
        {
            Some((name, value))
        }
        _ => None,
    }
}

fn binds<'e>(expr: &'e Expr, found: &mut dyn FnMut(&'e str)) {
    if let Kind::Bind(name, _) = &expr.kind {
        found(name);
    }
    for_each_inside(expr, &mut |inner, place| {
        if matches!(place, Place::Here | Place::Transform) {
            binds(inner, found);
        }
    });
}

/// Whether a function in an expression mentions a variable.
fn awaits(expr: &Expr, name: &str, in_function: bool) -> bool {
    if in_function && matches!(&expr.kind, Kind::Variable(variable) if variable == name) {
        return true;
    }
    let mut found = false;
    for_each_inside(expr, &mut |inner, place| {
        let in_function = in_function || matches!(place, Place::Function | Place::Transform);
        found = found || awaits(inner, name, in_function);
    });
    found
}

/// Where an expression is evaluated that stands right inside of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// In the same scope.
    Here,
    /// In the same scope, when a transform is called.
    Transform,
    /// In a scope of its own.
    Scope,
    /// In a scope of its own, when a function is called.
    Function,
}

fn for_each_inside<'e>(expr: &'e Expr, each: &mut dyn FnMut(&'e Expr, Place)) {
    let mut here = |inner: &'e Expr| each(inner, Place::Here);
    match &expr.kind {
        Kind::String(_)
        | Kind::Number(_)
        | Kind::Bool(_)
        | Kind::Null
        | Kind::Regex { .. }
        | Kind::Name(_)
        | Kind::Wildcard
        | Kind::Descendants
        | Kind::Parent(_)
        | Kind::Context
        | Kind::Root
        | Kind::Variable(_) => {}
        Kind::Path(path) => for_each_in_path(path, each),
        Kind::Binary(_, one, other) | Kind::Apply(one, other) => {
            here(one);
            here(other);
        }
        Kind::Negate(operand) | Kind::Bind(_, operand) => here(operand),
        Kind::Array { elements, .. } => elements.iter().for_each(here),
        Kind::Object(pairs) => for_each_in_pairs(pairs, &mut here),
        Kind::Condition {
            condition,
            then,
            otherwise,
        } => {
            here(condition);
            here(then);
            otherwise.iter().for_each(|otherwise| here(otherwise));
        }
        Kind::Block(parts) => parts.iter().for_each(|part| each(part, Place::Scope)),
        Kind::Lambda(lambda) => each(&lambda.body, Place::Function),
        Kind::Call(call) => {
            here(&call.procedure);
            call.arguments.iter().for_each(here);
        }
        Kind::Partial {
            procedure,
            arguments,
        } => {
            here(procedure);
            arguments.iter().flatten().for_each(here);
        }
        Kind::Transform {
            pattern,
            update,
            delete,
        } => {
            let parts = [Some(pattern), Some(update), delete.as_ref()];
            let parts = parts.into_iter().flatten();
            parts.for_each(|part| each(part, Place::Transform));
        }
        Kind::Sort(terms) => terms.iter().for_each(|term| here(&term.expr)),
    }
    let is_stream = matches!(&expr.kind, Kind::Path(path) if is_stream(path));
    let place = if is_stream { Place::Scope } else { Place::Here };
    for predicate in &expr.predicates {
        each(predicate, place);
    }
    if let Some(group) = &expr.group {
        for_each_in_pairs(&group.pairs, &mut |inner| each(inner, place));
    }
}

fn for_each_in_pairs<'e>(pairs: &'e [(Expr, Expr)], each: &mut dyn FnMut(&'e Expr)) {
    for (key, value) in pairs {
        each(key);
        each(value);
    }
}

fn for_each_in_path<'e>(path: &'e Path, each: &mut dyn FnMut(&'e Expr, Place)) {
    let first = first_carrying(path);
    for (at, step) in path.steps.iter().enumerate() {
        let place = if at >= first {
            Place::Scope
        } else {
            Place::Here
        };
        // The terms of a sort are not evaluated in the scope of the step itself, but where they are.
        match &step.expr.kind {
            Kind::Sort(terms) => terms.iter().for_each(|term| each(&term.expr, place)),
            _ => each(&step.expr, place),
        }
        for stage in &step.stages {
            if let Stage::Filter(predicate) = stage {
                each(predicate, place);
            }
        }
    }
}

/// The first step from which on a path carries bindings; behind the last, if it carries none.
pub(super) fn first_carrying(path: &Path) -> usize {
    let carries = |step: &Step| step.tuple;
    let found = path.steps.iter().position(carries);
    found.unwrap_or(path.steps.len())
}

/// Whether a path ends with contexts that carry bindings.
pub(super) fn is_stream(path: &Path) -> bool {
    first_carrying(path) < path.steps.len()
}
