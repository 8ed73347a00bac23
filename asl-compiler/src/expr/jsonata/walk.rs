//! The parts of an expression, for whoever asks something of all of them.

use super::ast::{Expr, Kind, Path, Stage, Step};
use crate::source::Span;

/// What a part is evaluated in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// In the context of the expression that it is a part of, and once.
    Outer,
    /// In each of the items that the expression gives it, perhaps in none.
    Items,
}

impl Expr {
    /// Shows the direct parts to `visit`, in the order in which they are evaluated.
    pub fn for_each_part<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr, Context)) {
        self.kind.for_each_part(visit);
        self.for_each_part_behind(&mut |part| visit(part, Context::Items));
    }

    /// Shows the parts of the predicates and of the grouping that stand behind the expression.
    pub fn for_each_part_behind<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        self.predicates.iter().for_each(&mut *visit);
        for (key, value) in self.group.iter().flat_map(|group| &group.pairs) {
            visit(key);
            visit(value);
        }
    }
}

/// A regular expression of the text. That its pattern is valid is for [`regex::check`](super::regex::check) to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Regex<'a> {
    /// Between the slashes.
    pub pattern: &'a str,
    /// Behind them.
    pub flags: &'a str,
    /// Where it stands, slashes and flags included.
    pub span: Span,
}

/// All regular expressions in an expression.
#[must_use]
pub fn regexes(expr: &Expr) -> Vec<Regex<'_>> {
    fn collect<'a>(expr: &'a Expr, found: &mut Vec<Regex<'a>>) {
        if let Kind::Regex { pattern, flags } = &expr.kind {
            found.push(Regex {
                pattern,
                flags,
                span: expr.span,
            });
        }
        expr.for_each_part(&mut |part, _| collect(part, found));
    }
    let mut found = Vec::new();
    collect(expr, &mut found);
    found
}

impl Kind {
    /// As [`Expr::for_each_part`], without what stands behind the expression.
    pub fn for_each_part<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr, Context)) {
        let mut outer = |part| visit(part, Context::Outer);
        match self {
            Kind::Path(path) => path.for_each_part(visit),
            Kind::Binary(_, left, right) | Kind::Apply(left, right) => {
                outer(left);
                outer(right);
            }
            Kind::Negate(part) | Kind::Bind(_, part) => outer(part),
            Kind::Array {
                elements: parts, ..
            }
            | Kind::Block(parts) => parts.iter().for_each(outer),
            Kind::Object(pairs) => {
                for (key, value) in pairs {
                    outer(key);
                    outer(value);
                }
            }
            Kind::Condition {
                condition,
                then,
                otherwise,
            } => {
                outer(condition);
                outer(then);
                otherwise.iter().for_each(|part| outer(part));
            }
            Kind::Lambda(lambda) => outer(&lambda.body),
            Kind::Call(call) => {
                outer(&call.procedure);
                call.arguments.iter().for_each(outer);
            }
            Kind::Partial {
                procedure,
                arguments,
            } => {
                outer(procedure);
                arguments.iter().flatten().for_each(outer);
            }
            Kind::Transform {
                pattern,
                update,
                delete,
            } => {
                visit(pattern, Context::Items);
                visit(update, Context::Items);
                delete.iter().for_each(|part| visit(part, Context::Items));
            }
            Kind::Sort(terms) => terms
                .iter()
                .for_each(|term| visit(&term.expr, Context::Items)),
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
        }
    }
}

impl Path {
    fn for_each_part<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr, Context)) {
        let mut context = Context::Outer;
        for step in &self.steps {
            visit(&step.expr, context);
            context = Context::Items;
            step.filters()
                .for_each(|filter| visit(filter, Context::Items));
        }
    }
}

impl Step {
    /// The filters among its stages.
    pub fn filters(&self) -> impl Iterator<Item = &Expr> {
        self.stages.iter().filter_map(|stage| match stage {
            Stage::Filter(filter) => Some(filter),
            Stage::Index(_) => None,
        })
    }
}
