//! Expressions under construction: how steps, filters, groups and bindings join into paths.
//!
//! The parser calls these functions from left to right, as it meets the operators. A path is flat from the beginning:
//! `a.b.c` appends twice.

use super::ancestry::Ancestry;
use super::ast::{Expr, Group, Kind, Label, Path, Stage, Step, Term};
use super::error::SyntaxError;
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
    base: Base,
    /// How many levels of tree it is high.
    pub(super) height: usize,
}

/// A path as a whole.
#[derive(Debug, Default)]
pub(super) struct Whole {
    span: Span,
    group: Option<Group>,
    keep_array: bool,
    keep_singleton: bool,
    /// The `%`s that look for their step before the path.
    pub(super) seeking: Vec<Label>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Base {
    /// A name alone.
    Name,
    /// `...@$x`
    Focus,
    Other,
}

/// What an expression gets from its parts.
#[derive(Debug, Default)]
pub(super) struct Parts {
    height: usize,
    seeking: Vec<Label>,
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

    fn has_filters(&self) -> bool {
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
    fn whole(&mut self) -> &mut Whole {
        let span = self.last.expr.span;
        self.path.get_or_insert_with(|| {
            Box::new(Whole {
                span,
                ..Whole::default()
            })
        })
    }

    fn push(&mut self, step: Step, seeking: Vec<Label>) {
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

/// What the operators of paths do.
impl Draft {
    /// `left.right`
    pub(super) fn join(
        &mut self,
        right: Draft,
        ancestry: &mut Ancestry,
    ) -> Result<(), SyntaxError> {
        let own_label = self.own_label();
        self.base = Base::Other;
        self.height = self.height.max(right.height + 1);
        self.whole().seeking.extend(own_label);
        self.admit_first()?;
        // What stands behind a dot binds more strongly than the dot: it is one step, if it is a path at all.
        let Draft {
            mut last,
            seeking,
            path,
            ..
        } = right;
        if path.is_none() {
            filters_to_stages(&mut last);
        }
        admit(&mut last)?;
        self.whole().keep_singleton |= last.expr.keep_array;
        self.push(*last, seeking);
        ancestry.resolve(self)
    }

    /// Makes the first expression of a path a step of it.
    fn admit_first(&mut self) -> Result<(), SyntaxError> {
        let first = self.before.first_mut().unwrap_or(&mut self.last);
        admit(first)?;
        let keeps = first.expr.keep_array;
        self.whole().keep_singleton |= keeps;
        Ok(())
    }

    /// `left[predicate]`
    pub(super) fn filter(
        &mut self,
        predicate: Draft,
        bracket: Span,
        ancestry: &mut Ancestry,
    ) -> Result<(), SyntaxError> {
        if self.last.expr.group.is_some() {
            let label = "a filter cannot follow a grouping";
            return Err(SyntaxError::new("S0209", bracket, label)
                .help("put what stands before it into parentheses"));
        }
        ancestry.resolve_filter(self, &predicate)?;
        self.height = self.height.max(predicate.height + 1);
        let predicate = predicate.finish();
        match self.path {
            Some(_) => self.last.stages.push(Stage::Filter(predicate)),
            None => self.last.expr.predicates.push(predicate),
        }
        Ok(())
    }

    /// `left[]`
    pub(super) fn keep_array(&mut self) {
        if self.path.is_none() || self.base != Base::Other {
            self.last.expr.keep_array = true;
        }
        if let Some(whole) = &mut self.path {
            whole.keep_array = true;
            whole.keep_singleton |= self.base == Base::Name;
        }
    }

    /// `left{pairs}`
    pub(super) fn group(
        &mut self,
        pairs: Vec<(Expr, Expr)>,
        parts: &Parts,
        span: Span,
    ) -> Result<(), SyntaxError> {
        let group = match &mut self.path {
            Some(whole) => &mut whole.group,
            None => &mut self.last.expr.group,
        };
        if group.is_some() {
            let label = "only one grouping can follow an expression";
            return Err(SyntaxError::new("S0210", span, label)
                .help("put what stands before it into parentheses"));
        }
        *group = Some(Group { pairs, span });
        self.base = Base::Other;
        self.height = self.height.max(parts.height + 1);
        Ok(())
    }

    /// `left^(terms)`
    pub(super) fn sort(
        &mut self,
        terms: Vec<Term>,
        parts: Parts,
        span: Span,
        ancestry: &mut Ancestry,
    ) -> Result<(), SyntaxError> {
        self.whole();
        self.base = Base::Other;
        self.height = self.height.max(parts.height + 2);
        let step = Step::new(Expr::new(Kind::Sort(terms), span));
        self.push(step, parts.seeking);
        ancestry.resolve(self)
    }

    /// `left@$name`
    pub(super) fn focus(&mut self, name: String, operator: Span) -> Result<(), SyntaxError> {
        if self.has_filters() {
            let label = "a context variable cannot be bound behind a filter";
            return Err(SyntaxError::new("S0215", operator, label)
                .help("put the filter behind the variable"));
        }
        if matches!(self.last.expr.kind, Kind::Sort(_)) {
            let label = "a context variable cannot be bound behind a sort";
            return Err(
                SyntaxError::new("S0216", operator, label).help("put the sort behind the variable")
            );
        }
        self.base = Base::Focus;
        self.last.focus = Some(name);
        self.last.tuple = true;
        Ok(())
    }

    /// `left#$name`
    pub(super) fn index(&mut self, name: String) {
        self.whole();
        self.base = Base::Other;
        filters_to_stages(&mut self.last);
        match self.last.stages.is_empty() {
            true => self.last.index = Some(name),
            false => self.last.stages.push(Stage::Index(name)),
        }
        self.last.tuple = true;
    }
}

/// Makes the filters of an expression that becomes a step the step's.
fn filters_to_stages(step: &mut Step) {
    let filters = std::mem::take(&mut step.expr.predicates);
    step.stages.extend(filters.into_iter().map(Stage::Filter));
}

/// Makes an expression a step: a string is a name there, and an array is not flattened into the path's result.
fn admit(step: &mut Step) -> Result<(), SyntaxError> {
    let span = step.expr.span;
    match &mut step.expr.kind {
        Kind::String(name) => step.expr.kind = Kind::Name(std::mem::take(name)),
        Kind::Array { is_constructor, .. } => *is_constructor = true,
        Kind::Number(_) => {
            let label = "a number cannot be a step of a path";
            return Err(SyntaxError::new("S0213", span, label)
                .help("an index stands in brackets, as in `a[0]`"));
        }
        Kind::Bool(_) | Kind::Null => {
            let label = "this value cannot be a step of a path";
            return Err(SyntaxError::new("S0213", span, label)
                .help("put the name of a field into backticks"));
        }
        _ => {}
    }
    Ok(())
}
