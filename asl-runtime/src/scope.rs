//! Where in an execution something happens.

use std::fmt;

/// The machine at hand within its execution: the top level, a branch of a Parallel, or an iteration of a Map.
///
/// Its `Display` is the scope's stable name: empty at the top level, `LookUp/1` for the second branch of the Parallel
/// state `LookUp`, `ProcessAll[3]` for the iteration with index 3 of the Map state `ProcessAll`, nested ones joined
/// with a dot. The same definition and data always give the same names. When a Parallel or Map runs again, after an
/// error or in a loop, its children have the same names again; [`id`](Self::id) tells them apart.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a>(Option<Nested<'a>>);

#[derive(Clone, Copy, Debug)]
struct Nested<'a> {
    parent: &'a Scope<'a>,
    child: ChildName,
    /// The number of the point at which the parent started it.
    start: u64,
}

impl Scope<'static> {
    /// The top level.
    pub const TOP: Scope<'static> = Scope(None);
}

impl<'a> Scope<'a> {
    /// The scope of a branch or an iteration that starts in `parent`.
    #[must_use]
    pub fn child(parent: &'a Scope<'a>, child: ChildName) -> Self {
        Scope(Some(Nested {
            parent,
            child,
            start: 0,
        }))
    }

    /// The same, started at the point with this number of its parent.
    #[must_use]
    pub fn started_at(self, start: u64) -> Self {
        Scope(self.0.map(|nested| Nested { start, ..nested }))
    }

    /// A name that no other scope of the execution has, such as `#2.ProcessAll[3]` for a child that its parent started
    /// at its point 2. By it a host stores what belongs to a scope.
    pub fn id(&self) -> impl fmt::Display {
        fmt::from_fn(|f| self.write_id(f))
    }

    fn write_id(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(Nested {
            parent,
            child,
            start,
        }) = &self.0
        else {
            return Ok(());
        };
        parent.write_id(f)?;
        write!(f, "#{start}.{child}")
    }

    /// Whether this is the top level.
    #[must_use]
    pub fn is_top(&self) -> bool {
        self.0.is_none()
    }

    /// Which branch or iteration of its parent this is; `None` at the top level.
    #[must_use]
    pub fn name(&self) -> Option<ChildName> {
        self.0.map(|nested| nested.child)
    }
}

impl fmt::Display for Scope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(Nested { parent, child, .. }) = &self.0 else {
            return Ok(());
        };
        if !parent.is_top() {
            write!(f, "{parent}.")?;
        }
        write!(f, "{child}")
    }
}

/// One child of a Parallel or Map state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChildName {
    /// A branch of a Parallel, such as `LookUp/1`.
    Branch {
        /// The Parallel state.
        state: &'static str,
        /// Which branch, counted from 0 in document order.
        index: usize,
    },
    /// An iteration of a Map, such as `ProcessAll[3]`.
    Iteration {
        /// The Map state.
        state: &'static str,
        /// Which item, counted from 0.
        index: usize,
    },
}

impl fmt::Display for ChildName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ChildName::Branch { state, index } => write!(f, "{state}/{index}"),
            ChildName::Iteration { state, index } => write!(f, "{state}[{index}]"),
        }
    }
}

/// A place at which an execution asks its host for something: the scope, and how many such places the scope has passed.
///
/// A host that journals or checkpoints identifies what it gave out by this pair, which is what `Display` shows:
/// `#7`, or `#2.ProcessAll[3]#7` in a scope with the [id](Scope::id) `#2.ProcessAll[3]`. It is the same whenever the
/// same execution comes to the same place again, and no two places of an execution have the same.
#[derive(Clone, Copy, Debug)]
pub struct Point<'a> {
    /// The machine that asks.
    pub scope: &'a Scope<'a>,
    /// Counted from 0 in each scope.
    pub number: u64,
}

impl fmt::Display for Point<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.scope.id(), self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_nested_scopes_are_joined_with_a_dot() {
        let map = Scope::child(
            &Scope::TOP,
            ChildName::Iteration {
                state: "ProcessAll",
                index: 3,
            },
        );
        let branch = Scope::child(
            &map,
            ChildName::Branch {
                state: "Look Up",
                index: 1,
            },
        );
        assert_eq!(Scope::TOP.to_string(), "");
        assert_eq!(map.to_string(), "ProcessAll[3]");
        assert_eq!(branch.to_string(), "ProcessAll[3].Look Up/1");
    }

    #[test]
    fn ids_tell_one_run_of_a_state_from_the_next() {
        let child = ChildName::Branch {
            state: "Fork",
            index: 1,
        };
        let point = |start| {
            let scope = Scope::child(&Scope::TOP, child).started_at(start);
            let inner = Scope::child(&scope, child).started_at(0);
            Point {
                scope: &inner,
                number: 7,
            }
            .to_string()
        };
        assert_eq!(point(2), "#2.Fork/1#0.Fork/1#7");
        assert_eq!(point(5), "#5.Fork/1#0.Fork/1#7");
        let top = Point {
            scope: &Scope::TOP,
            number: 3,
        };
        assert_eq!(top.to_string(), "#3");
    }
}
