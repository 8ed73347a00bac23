//! Scopes: which names are bound where an expression stands.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span};

use super::plan::{Binding, Variable};

/// The scopes around an expression, from the outside in.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    scopes: Vec<Vec<(String, Bound)>>,
    /// How many names have been made.
    made: usize,
    used: BTreeSet<Ident>,
}

/// How a name of a scope is bound.
#[derive(Clone, Debug)]
pub(super) enum Bound {
    /// A Rust variable.
    Local(Ident),
    /// A slot, which may be empty still.
    Slot(Ident),
    /// A slot that is full for certain.
    FullSlot(Ident),
    /// In the tuple of this name.
    Carried(Ident),
}

impl Bound {
    fn binding(&self, name: &str) -> Binding {
        match self {
            Bound::Slot(slot) | Bound::FullSlot(slot) => Binding::Slot(slot.clone()),
            Bound::Local(local) => Binding::Local(local.clone()),
            Bound::Carried(tuple) => Binding::Carried(tuple.clone(), name.to_owned()),
        }
    }
}

impl Scopes {
    pub(super) fn enter(&mut self) {
        self.scopes.push(Vec::new());
    }

    pub(super) fn leave(&mut self) {
        self.scopes.pop();
    }

    /// Makes a Rust name for a variable, e.g. `total_v0`.
    pub(super) fn ident(&mut self, name: &str) -> Ident {
        let letters = name.chars().filter(char::is_ascii_alphanumeric);
        let letters: String = letters.map(|letter| letter.to_ascii_lowercase()).collect();
        let stem = match letters.trim_start_matches(|c: char| c.is_ascii_digit()) {
            "" => "v",
            stem => stem,
        };
        let number = self.made;
        self.made += 1;
        Ident::new(&format!("{stem}_v{number}"), Span::call_site())
    }

    /// Binds a name in the innermost scope. What it was bound to there is gone.
    pub(super) fn bind(&mut self, name: &str, bound: Bound) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.retain(|(other, _)| other != name);
            scope.push((name.to_owned(), bound));
        }
    }

    /// The slot of a name in the innermost scope.
    pub(super) fn slot(&self, name: &str) -> Option<Ident> {
        let scope = self.scopes.last()?;
        let (_, bound) = scope.iter().find(|(bound, _)| bound == name)?;
        match bound {
            Bound::Slot(slot) | Bound::FullSlot(slot) => Some(slot.clone()),
            Bound::Local(_) | Bound::Carried(_) => None,
        }
    }

    /// What a name is bound to in the innermost scope, from the beginning.
    pub(super) fn here(&mut self, name: &str) -> Option<Variable> {
        let scope = self.scopes.last()?;
        let (_, bound) = scope.iter().find(|(bound, _)| bound == name)?;
        let otherwise = bound.binding(name);
        Some(self.read(Variable {
            slots: Vec::new(),
            otherwise,
        }))
    }

    /// Whether any scope binds a name, now or later.
    pub(super) fn may_bind(&self, name: &str) -> bool {
        let mut names = self.scopes.iter().flatten();
        names.any(|(bound, _)| bound == name)
    }

    /// Finds a name. `otherwise` says what it is where no scope binds it.
    pub(super) fn resolve(&mut self, name: &str, otherwise: impl FnOnce() -> Binding) -> Variable {
        let mut slots = Vec::new();
        for scope in self.scopes.iter().rev() {
            match scope.iter().find(|(bound, _)| bound == name) {
                None => {}
                Some((_, Bound::Slot(slot))) => slots.push(slot.clone()),
                Some((_, bound)) => {
                    let otherwise = bound.binding(name);
                    return self.read(Variable { slots, otherwise });
                }
            }
        }
        Variable {
            slots,
            otherwise: otherwise(),
        }
    }

    /// Notes that a variable is read.
    pub(super) fn read(&mut self, variable: Variable) -> Variable {
        if let Binding::Local(local) = &variable.otherwise {
            self.used.insert(local.clone());
        }
        variable
    }

    /// Whether a Rust variable is read.
    pub(super) fn is_used(&self, local: &Ident) -> bool {
        self.used.contains(local)
    }
}
