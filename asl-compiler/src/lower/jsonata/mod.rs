//! JSONata: tree to [`Plan`]. Afterwards every name is a Rust variable, a slot, a function of the library, or something
//! that the caller's [`Outside`] has supplied; and no decision is left.
//!
//! An expression is evaluated in scopes: a block, a call of a function and a context of a path that carries bindings
//! each make one. `$x := v` binds in the innermost scope when it is evaluated, and `$x` means the innermost scope in
//! which it is bound already. Almost always that is known here. Where it is not, a variable lives in a slot that may
//! still be empty, and the next scope is asked.

mod bindings;
mod block;
mod call;
mod literal;
mod outside;
mod path;
pub mod plan;
mod scope;
mod stream;

pub use outside::Outside;

use heck::ToShoutySnakeCase;
use proc_macro2::{Ident, Span};

use crate::expr::jsonata::ast::{Expr, Group, Kind, Operator, Stage};
use crate::expr::jsonata::library;
use literal::{constant, index, known_keys};
use plan::{Binding, Filter, Plan, Variable};
use scope::Scopes;

/// Resolves the names of an expression.
pub fn lower(expr: &Expr, outside: &mut dyn Outside) -> Plan {
    let context = if outside.has_context() {
        Context::Whole
    } else {
        Context::None
    };
    let mut lowering = Lowering {
        outside,
        scopes: Scopes::default(),
        streams: 0,
    };
    lowering.scope(&[expr], Vec::new(), context).into_plan()
}

struct Lowering<'o> {
    outside: &'o mut dyn Outside,
    scopes: Scopes,
    /// How many paths have got a name for their tuples.
    streams: usize,
}

/// What is known about the context of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Context {
    /// There is none.
    None,
    /// It is that of the whole expression: one item, even if it is an array.
    Whole,
    /// It is an item: a path goes over its elements if it is an array.
    Each,
}

impl Context {
    fn plan(self) -> Plan {
        match self {
            Context::None => Plan::Undefined,
            Context::Whole | Context::Each => Plan::Context,
        }
    }
}

impl Lowering<'_> {
    fn expr(&mut self, expr: &Expr, context: Context) -> Plan {
        if let Kind::Path(path) = &expr.kind {
            let keeps_singleton = path.keep_singleton || expr.keep_array;
            return self.path(path, keeps_singleton, expr.group.as_ref(), context);
        }
        let mut plan = self.kind(expr, context);
        if !expr.predicates.is_empty() {
            let filters = expr.predicates.iter().map(|filter| self.filter(filter));
            plan = Plan::Filtered(Box::new(plan), filters.collect());
        }
        if let Some(Group { pairs, .. }) = &expr.group {
            plan = self.group(Some(plan), pairs, Context::Each);
        }
        if expr.keep_array {
            plan = Plan::Kept(Box::new(plan));
        }
        plan
    }

    fn boxed(&mut self, expr: &Expr, context: Context) -> Box<Plan> {
        Box::new(self.expr(expr, context))
    }

    /// What an expression is, without what stands behind it.
    fn kind(&mut self, expr: &Expr, context: Context) -> Plan {
        match &expr.kind {
            literal @ (Kind::String(_) | Kind::Number(_) | Kind::Bool(_) | Kind::Null) => {
                constant(literal)
            }
            Kind::Regex { pattern, flags } => Plan::Regex {
                pattern: pattern.clone(),
                flags: flags.clone(),
            },
            Kind::Name(name) => Plan::Name(name.clone()),
            Kind::Wildcard => Plan::Wildcard(Box::new(context.plan())),
            Kind::Descendants => Plan::Descendants(Box::new(context.plan())),
            Kind::Parent(label) => Plan::Variable(self.variable(&stream::label(*label))),
            Kind::Context => context.plan(),
            Kind::Root => self.outside.root().map_or(Plan::Undefined, Plan::Outside),
            Kind::Variable(name) => Plan::Variable(self.variable(name)),
            Kind::Path(path) => self.path(path, path.keep_singleton, None, context),
            Kind::Binary(Operator::Concatenate, ..) => {
                let mut parts = Vec::new();
                self.concatenated(expr, context, &mut parts);
                Plan::Concatenate(parts)
            }
            Kind::Binary(operator, one, other) => {
                let (one, other) = (self.boxed(one, context), self.boxed(other, context));
                Plan::Binary(*operator, one, other)
            }
            Kind::Negate(operand) => Plan::Negate(self.boxed(operand, context)),
            Kind::Array {
                elements,
                is_constructor,
            } => self.array(elements, *is_constructor, context),
            Kind::Object(pairs) => self.object(pairs, context),
            Kind::Condition {
                condition,
                then,
                otherwise,
            } => {
                let condition = self.boxed(condition, context);
                let then = self.boxed(then, context);
                Plan::Condition(
                    condition,
                    then,
                    self.optional(otherwise.as_deref(), context),
                )
            }
            Kind::Block(parts) => {
                let parts: Vec<&Expr> = parts.iter().collect();
                self.scope(&parts, Vec::new(), context).into_plan()
            }
            Kind::Bind(name, value) => self.bind(name, value, context),
            Kind::Lambda(lambda) => self.lambda(lambda, context),
            Kind::Call(call) => self.call(call, None, context),
            Kind::Partial {
                procedure,
                arguments,
            } => self.partial(procedure, arguments, context),
            Kind::Apply(argument, function) => self.apply(argument, function, context),
            Kind::Transform {
                pattern,
                update,
                delete,
            } => self.transform(pattern, update, delete.as_deref()),
            // A step, which `path` sees to.
            Kind::Sort(_) => Plan::Undefined,
        }
    }

    fn optional(&mut self, expr: Option<&Expr>, context: Context) -> Box<Plan> {
        Box::new(expr.map_or(Plan::Undefined, |expr| self.expr(expr, context)))
    }

    /// A variable that is bound in the middle of something.
    fn bind(&mut self, name: &str, value: &Expr, context: Context) -> Plan {
        let value = self.expr(value, context);
        match self.scopes.slot(name) {
            Some(slot) => Plan::Bind(slot, Box::new(value)),
            None => value,
        }
    }

    fn array(&mut self, elements: &[Expr], is_constructor: bool, context: Context) -> Plan {
        let elements = elements.iter().map(|element| {
            let stays = matches!(element.kind, Kind::Array { .. });
            (self.expr(element, context), stays)
        });
        Plan::Array {
            elements: elements.collect(),
            is_constructor,
        }
    }

    /// The operands of `&` in a row.
    fn concatenated(&mut self, expr: &Expr, context: Context, parts: &mut Vec<Plan>) {
        match &expr.kind {
            Kind::Binary(Operator::Concatenate, one, other) if is_bare(expr) => {
                self.concatenated(one, context, parts);
                parts.push(self.expr(other, context));
            }
            _ => parts.push(self.expr(expr, context)),
        }
    }

    fn object(&mut self, pairs: &[(Expr, Expr)], context: Context) -> Plan {
        let (input, inner) = match context {
            Context::None => (None, Context::None),
            // The one item is the context of keys and values, no longer as a whole.
            Context::Whole => (Some(Plan::Alone(Box::new(Plan::Context))), Context::Each),
            Context::Each => (Some(Plan::Context), Context::Each),
        };
        self.group(input, pairs, inner)
    }

    fn group(&mut self, input: Option<Plan>, pairs: &[(Expr, Expr)], context: Context) -> Plan {
        if let Some(keys) = known_keys(pairs) {
            let values = pairs.iter().map(|(_, value)| self.expr(value, context));
            return Plan::Object {
                input: input.map(Box::new),
                members: keys.into_iter().zip(values).collect(),
            };
        }
        Plan::Group {
            input: Box::new(input.unwrap_or(Plan::Undefined)),
            pairs: self.pairs(pairs, context),
        }
    }

    fn pairs(&mut self, pairs: &[(Expr, Expr)], context: Context) -> Vec<(Plan, Plan)> {
        let pairs = pairs
            .iter()
            .map(|(key, value)| (self.expr(key, context), self.expr(value, context)));
        pairs.collect()
    }

    fn filter(&mut self, predicate: &Expr) -> Filter {
        match index(predicate) {
            Some(index) => Filter::Index(index),
            None => Filter::Predicate(self.expr(predicate, Context::Each)),
        }
    }

    fn filters(&mut self, stages: &[Stage]) -> Vec<Filter> {
        let filters = stages.iter().filter_map(|stage| match stage {
            Stage::Filter(predicate) => Some(self.filter(predicate)),
            Stage::Index(_) => None,
        });
        filters.collect()
    }

    /// Looks a variable up.
    fn variable(&mut self, name: &str) -> Variable {
        self.variable_with(name, &[]).0
    }

    /// Looks a variable up with the names behind it. Returns how many of those are covered.
    fn variable_with(&mut self, name: &str, names: &[&str]) -> (Variable, usize) {
        let mut covered = 0;
        let Lowering {
            outside, scopes, ..
        } = self;
        let names = if scopes.may_bind(name) { &[] } else { names };
        let variable = scopes.resolve(name, || match outside.variable(name, names) {
            Some((tokens, count)) => {
                covered = count;
                Binding::Outside(tokens)
            }
            None if library::is_function(name) => Binding::Native(native(name)),
            None => Binding::Nothing,
        });
        (variable, covered)
    }
}

/// The static of the runtime's library that a function lives in, e.g. `SUBSTRING_BEFORE`.
fn native(name: &str) -> Ident {
    Ident::new(&name.to_shouty_snake_case(), Span::call_site())
}

/// Whether nothing stands behind an expression.
fn is_bare(expr: &Expr) -> bool {
    expr.predicates.is_empty() && expr.group.is_none() && !expr.keep_array
}
