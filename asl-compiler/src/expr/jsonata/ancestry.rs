//! `%`: which step's context each means.
//!
//! A `%` goes up one level. It begins with the step before the one that it stands in; a step that is a name or a
//! wildcard takes one level away, a `%` adds one, and the step that takes away the last is the one whose context is
//! meant. What a path cannot resolve is handed to what encloses it.

use super::ast::{Expr, Kind, Label, Step};
use super::draft::Draft;
use super::error::SyntaxError;
use crate::source::Span;

/// How many `%`s an expression may have, since each goes through all the steps before it.
const MOST: u32 = 1_000;

/// All `%`s of an expression.
#[derive(Debug, Default)]
pub(super) struct Ancestry {
    seekers: Vec<Seeker>,
}

/// A `%` on its way.
#[derive(Debug)]
struct Seeker {
    /// Where it stands.
    span: Span,
    /// How many levels up its context still is.
    level: i64,
}

impl Ancestry {
    /// A new `%`.
    pub(super) fn label(&mut self, span: Span) -> Result<Label, SyntaxError> {
        match u32::try_from(self.seekers.len()) {
            Ok(number @ ..MOST) => {
                self.seekers.push(Seeker { span, level: 1 });
                Ok(Label(number))
            }
            _ => {
                let text = format!("an expression may have {MOST} `%` only");
                Err(SyntaxError::new("U1001", span, text))
            }
        }
    }

    fn level(&mut self, label: Label) -> &mut i64 {
        &mut self.seekers[label.0 as usize].level
    }

    /// Leads the `%`s of a path's last step to the steps before it, and on to the path's surroundings.
    pub(super) fn resolve(&mut self, path: &mut Draft) -> Result<(), SyntaxError> {
        let own_label = match path.last.expr.kind {
            Kind::Parent(label) => Some(label),
            _ => None,
        };
        for label in path.seeking.drain(..).chain(own_label) {
            let mut steps = path.before.iter_mut().rev().peekable();
            while *self.level(label) > 0 {
                let Some(mut step) = steps.next() else {
                    if let Some(whole) = &mut path.path {
                        whole.seeking.push(label);
                    }
                    break;
                };
                // Steps in a row that bind their results all stand in the same context.
                while step.focus.is_some()
                    && let Some(before) = steps.next_if(|before| before.focus.is_some())
                {
                    step = before;
                }
                self.meet_step(step, label)?;
            }
        }
        Ok(())
    }

    /// Leads the `%`s of a filter to the step that it filters, if they mean its context, and else hands them to it.
    pub(super) fn resolve_filter(
        &mut self,
        filtered: &mut Draft,
        predicate: &Draft,
    ) -> Result<(), SyntaxError> {
        let seeking = match &predicate.path {
            Some(whole) => &whole.seeking,
            None => &predicate.seeking,
        };
        for &label in seeking {
            match self.level(label) {
                1 => self.meet_step(&mut filtered.last, label)?,
                level => *level -= 1,
            }
        }
        // A predicate that is a `%` and nothing else is left alone: the reference implementation does not resolve it.
        if !seeking.is_empty() {
            filtered.seeking.extend(predicate.unresolved());
        }
        Ok(())
    }

    /// Refuses an expression with a `%` that did not find its step.
    pub(super) fn expect_resolved(&self, draft: &Draft) -> Result<(), SyntaxError> {
        match draft.unresolved().first() {
            Some(&label) => {
                Err(self.lost(label, "no step before this `%` has a context to go back to"))
            }
            None => Ok(()),
        }
    }

    fn meet_step(&mut self, step: &mut Step, label: Label) -> Result<(), SyntaxError> {
        match &mut step.expr.kind {
            Kind::Name(_) | Kind::Wildcard => {
                let level = self.level(label);
                *level -= 1;
                if *level == 0 {
                    step.ancestors.push(label);
                    step.tuple = true;
                }
                Ok(())
            }
            Kind::Block(parts) => match parts.last_mut() {
                Some(last) => {
                    step.tuple = true;
                    self.meet(last, label)
                }
                None => Ok(()),
            },
            _ => self.meet(&mut step.expr, label),
        }
    }

    /// Looks for the context in the steps of something in parentheses.
    fn meet(&mut self, expr: &mut Expr, label: Label) -> Result<(), SyntaxError> {
        match &mut expr.kind {
            // Not a step: nothing is bound, but it counts.
            Kind::Wildcard => *self.level(label) -= 1,
            Kind::Parent(_) => *self.level(label) += 1,
            Kind::Block(parts) => {
                if let Some(last) = parts.last_mut() {
                    self.meet(last, label)?;
                }
            }
            Kind::Path(path) => {
                path.keeps_tuples = true;
                let mut steps = path.steps.iter_mut().rev();
                if let Some(last) = steps.next() {
                    self.meet_step(last, label)?;
                }
                for step in steps {
                    if *self.level(label) <= 0 {
                        break;
                    }
                    self.meet_step(step, label)?;
                }
            }
            _ => {
                let text = "`%` can go back to the context of a name or a wildcard only";
                return Err(self.lost(label, text));
            }
        }
        Ok(())
    }

    fn lost(&self, label: Label, text: &str) -> SyntaxError {
        SyntaxError::new("S0217", self.seekers[label.0 as usize].span, text)
    }
}
