//! A definition as ASL speaks of it: machines, states, transitions, data flow.
//!
//! `T` is how a state refers to another: a name with its place as read, a [`StateId`] once
//! [`check`](mod@crate::check) has resolved it.

mod choice;
mod data;
mod distributed;
pub mod fields;
mod flow;
mod read;
mod state;

pub use choice::{Choice, Comparison, Condition, DataTest, Operand, Ordering, Rule, TypeTest};
pub use data::{
    Assign, Expression, Output, PathField, QueryLanguage, ResultPath, Selection, Setting, Template,
};
pub use distributed::{
    Delimiter, Distributed, ExecutionType, InputType, ItemBatcher, ItemReader, ManifestType,
    OutputType, ReaderConfig, ReaderSource, ResultWriter, Transformation,
};
pub use flow::{Catcher, Jitter, Retrier, Transition};
pub use read::read;
pub use state::{Body, Fail, FailText, Items, Map, Parallel, Pass, State, Task, Until, Wait, Work};

use crate::source::{Span, Spanned};

/// A reference to a state as it was read.
pub type Name = Spanned<String>;

/// A state of the machine at hand, by its position in [`Machine::states`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StateId(pub usize);

/// A machine: the definition itself, a branch of a Parallel, or the item processor of a Map. Reference §1.1.
#[derive(Clone, Debug, PartialEq)]
pub struct Machine<T = Name> {
    /// `Comment`.
    pub comment: Option<String>,
    /// `StartAt`.
    pub start_at: T,
    /// `States` in document order.
    pub states: Vec<State<T>>,
    /// `TimeoutSeconds` of the whole execution; only the definition itself has it.
    pub timeout_seconds: Option<u32>,
    /// The key `StartAt`'s value or, for want of it, the machine's object.
    pub span: Span,
}

impl<T> Machine<T> {
    /// The state behind an id.
    #[must_use]
    pub fn state(&self, id: StateId) -> &State<T> {
        &self.states[id.0]
    }

    /// The variables of its scope: each name once, in document order. Reference §5.2.
    #[must_use]
    pub fn variables(&self) -> Vec<&str> {
        let assigns = self.states.iter().flat_map(State::assigns).flatten();
        let mut names: Vec<&str> = Vec::new();
        for (name, _) in assigns {
            if !names.contains(&name.value.as_str()) {
                names.push(&name.value);
            }
        }
        names
    }
}
