//! How steps, filters, groupings and bindings join into paths.
//!
//! The parser calls these functions from left to right, as it meets the operators. A path is flat from the beginning:
//! `a.b.c` appends twice.

use super::ancestry::Ancestry;
use super::ast::{Expr, Group, Kind, Stage, Step, Term};
use super::draft::{Base, Draft, Parts};
use super::error::SyntaxError;
use crate::source::Span;

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
        // `[]` behind a grouping or a binding can come after the last step was admitted.
        let keeps = keeps || self.last.expr.keep_array;
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
