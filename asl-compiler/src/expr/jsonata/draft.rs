//! Expressions under construction.

use super::ast::{Expr, Group, Kind, Label, Path, Step};
use crate::source::Span;

/// An expression that may still become longer. Small, because the parser recurses with it on the stack.
#[derive(Debug)]
pub(super) struct Draft {
    /// The steps before the last, if it is a path.
    pub(super) before: Vec<Step>,
    /// The last step of the path. What is no path is the step that it would become.
    pub(super) last: Box<Step>,
    /// The `%`s in `last` that have not found their step.
    pub(super) seeking: Vec<Label>,
    /// It is a path, of which this is known.
    pub(super) path: Option<Box<Whole>>,
    /// What stands before its filters, which decides where `[]` leaves its mark.
    pub(super) base: Base,
    /// How many levels of tree it is high.
    pub(super) height: usize,
}

/// A path as a whole.
#[derive(Debug, Default)]
pub(super) struct Whole {
    span: Span,
    pub(super) group: Option<Group>,
    pub(super) keep_array: bool,
    pub(super) keep_singleton: bool,
    /// The `%`s that look for their step before the path.
    pub(super) seeking: Vec<Label>,
}

/// What the filters of an expression stand behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// A name alone.
    Name,
    /// `...@$x`
    Focus,
    /// Anything else.
    Other,
}

/// What an expression gets from its parts.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) height: usize,
    pub(super) seeking: Vec<Label>,
}

impl Parts {
    /// Takes in a part whose `%`s may mean a step outside of the whole.
    pub(super) fn open(&mut self, part: Draft) -> Expr {
        self.seeking.extend(part.unresolved());
        self.closed(part)
    }

    /// Takes in a part whose `%`s mean nothing outside of it. The reference implementation does not resolve them there.
    pub(super) fn closed(&mut self, part: Draft) -> Expr {
        self.height = self.height.max(part.height);
        part.finish()
    }

    /// The expression that has these parts.
    pub(super) fn into_draft(self, kind: Kind, span: Span) -> Draft {
        Draft {
            seeking: self.seeking,
            height: self.height + 1,
            ..Draft::new(kind, span)
        }
    }
}

impl Draft {
    /// Something without parts.
    pub(super) fn new(kind: Kind, span: Span) -> Self {
        Draft {
            before: Vec::new(),
            last: Box::new(Step::new(Expr::new(kind, span))),
            seeking: Vec::new(),
            path: None,
            base: Base::Other,
            height: 1,
        }
    }

    /// A name alone: a path of one step.
    pub(super) fn name(name: &str, span: Span) -> Self {
        let mut draft = Draft::new(Kind::Name(name.to_owned()), span);
        draft.whole();
        draft.base = Base::Name;
        draft
    }

    /// The finished expression.
    pub(super) fn finish(mut self) -> Expr {
        let Some(whole) = self.path else {
            return self.last.expr;
        };
        self.before.push(*self.last);
        let path = Path {
            steps: self.before,
            keep_singleton: whole.keep_singleton,
            keeps_tuples: false,
        };
        Expr {
            group: whole.group,
            keep_array: whole.keep_array,
            ..Expr::new(Kind::Path(path), whole.span)
        }
    }

    pub(super) fn span(&self) -> Span {
        self.path
            .as_ref()
            .map_or(self.last.expr.span, |whole| whole.span)
    }

    /// The name, if it is nothing but one.
    pub(super) fn as_name(&self) -> Option<&str> {
        match &self.last.expr.kind {
            Kind::Name(name) if self.base == Base::Name && self.is_bare() => Some(name),
            _ => None,
        }
    }

    /// The variable's name, if it is nothing but one. `$` has the empty name: it can be bound, to no effect.
    pub(super) fn as_variable(&self) -> Option<&str> {
        match &self.last.expr.kind {
            Kind::Variable(name) if self.path.is_none() && self.is_bare() => Some(name),
            Kind::Context if self.path.is_none() && self.is_bare() => Some(""),
            _ => None,
        }
    }

    fn is_bare(&self) -> bool {
        let expr = &self.last.expr;
        let has_group =
            expr.group.is_some() || self.path.as_ref().is_some_and(|it| it.group.is_some());
        self.before.is_empty() && !has_group && !self.last.tuple && !self.has_filters()
    }

    pub(super) fn has_filters(&self) -> bool {
        !self.last.stages.is_empty() || !self.last.expr.predicates.is_empty()
    }

    /// The label of the `%` that it is.
    pub(super) fn own_label(&self) -> Option<Label> {
        match self.last.expr.kind {
            Kind::Parent(label) if self.path.is_none() => Some(label),
            _ => None,
        }
    }

    /// The `%`s in it that have not found their step.
    pub(super) fn unresolved(&self) -> Vec<Label> {
        match &self.path {
            Some(whole) => whole.seeking.clone(),
            None => self
                .seeking
                .iter()
                .copied()
                .chain(self.own_label())
                .collect(),
        }
    }

    /// Makes it a path, if it is none.
    pub(super) fn whole(&mut self) -> &mut Whole {
        let span = self.last.expr.span;
        self.path.get_or_insert_with(|| {
            Box::new(Whole {
                span,
                ..Whole::default()
            })
        })
    }

    /// Adds a step to the path. `seeking` are the `%`s in it that have not found their step.
    pub(super) fn push(&mut self, step: Step, seeking: Vec<Label>) {
        self.before.push(std::mem::replace(&mut *self.last, step));
        self.seeking = seeking;
    }

    /// Says how far it goes, if it is a path. Other expressions end before their filters.
    pub(super) fn extend_to(&mut self, end: u32) {
        if let Some(whole) = &mut self.path {
            whole.span.end = end;
        }
    }
}
