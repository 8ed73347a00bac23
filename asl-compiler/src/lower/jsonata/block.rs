//! Scopes of blocks, functions and contexts that carry bindings.

use std::collections::BTreeMap;

use proc_macro2::Ident;

use super::bindings::{self, Use};
use super::plan::{Binding, Block, Plan, Statement, Variable};
use super::scope::Bound;
use super::{Context, Lowering};
use crate::expr::jsonata::ast::Expr;

/// How the parts of a scope bind its variables.
type Uses<'e> = BTreeMap<&'e str, Use>;

impl Lowering<'_> {
    /// Evaluates parts in a scope of their own, in which some names are bound from the beginning.
    pub(super) fn scope(
        &mut self,
        parts: &[&Expr],
        bound: Vec<(String, Bound)>,
        context: Context,
    ) -> Block {
        self.scopes.enter();
        for (name, bound) in bound {
            self.scopes.bind(&name, bound);
        }
        let uses = bindings::of_scope(parts);
        let mut statements = Vec::new();
        let slots = self.slots(&uses, &mut statements);
        let mut result = Plan::Undefined;
        for (at, part) in parts.iter().enumerate() {
            let value = self.part(part, context, &mut statements);
            if at + 1 == parts.len() {
                self.scopes.read(&value);
                result = value;
            } else {
                statements.push(Statement::Evaluate(value));
            }
        }
        self.scopes.leave();
        let statements = statements
            .into_iter()
            .map(|statement| self.without_unused(statement))
            .filter(|statement| !is_idle(statement))
            .collect();
        Block {
            slots,
            statements,
            result: Box::new(result),
        }
    }

    /// Makes slots for the variables that need one.
    fn slots(&mut self, uses: &Uses<'_>, statements: &mut Vec<Statement>) -> Vec<Ident> {
        let mut slots = Vec::new();
        for (name, _) in uses.iter().filter(|(_, found)| !found.is_plain()) {
            let slot = self.scopes.ident(name);
            if let Some(before) = self.scopes.here(name) {
                let before = Plan::Variable(before);
                let bind = Plan::Bind(slot.clone(), Box::new(before));
                statements.push(Statement::Evaluate(bind));
                self.scopes.bind(name, Bound::FullSlot(slot.clone()));
            } else {
                self.scopes.bind(name, Bound::Slot(slot.clone()));
            }
            slots.push(slot);
        }
        slots
    }

    /// A part of a scope: what it binds first thing is bound from here on.
    fn part(&mut self, part: &Expr, context: Context, statements: &mut Vec<Statement>) -> Plan {
        let Some((name, value)) = bindings::first_thing(part) else {
            return self.expr(part, context);
        };
        let value = self.part(value, context, statements);
        self.scopes.read(&value);
        match self.scopes.slot(name) {
            Some(slot) => {
                self.scopes.bind(name, Bound::FullSlot(slot.clone()));
                Plan::Bind(slot, Box::new(value))
            }
            None => {
                let local = self.scopes.ident(name);
                self.scopes.bind(name, Bound::Local(local.clone()));
                statements.push(Statement::Let(local.clone(), value));
                Plan::Variable(Variable {
                    slots: Vec::new(),
                    otherwise: Binding::Local(local),
                })
            }
        }
    }

    fn without_unused(&self, statement: Statement) -> Statement {
        match statement {
            Statement::Let(local, value) if !self.scopes.is_used(&local) => {
                Statement::Evaluate(value)
            }
            other => other,
        }
    }
}

/// Whether evaluating it does nothing.
fn is_idle(statement: &Statement) -> bool {
    matches!(
        statement,
        Statement::Evaluate(
            Plan::Undefined
                | Plan::Null
                | Plan::Bool(_)
                | Plan::Int(_)
                | Plan::Float(_)
                | Plan::String(_)
                | Plan::Context
                | Plan::Variable(_)
                | Plan::Lambda(_)
        )
    )
}
