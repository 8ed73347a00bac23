//! Where in an execution something happens.

use std::fmt;

/// The machine at hand within its execution: the top level, a branch of a Parallel, or an iteration of a Map.
///
/// Its `Display` is the scope's stable name: empty at the top level, `LookUp/1` for the second branch of the Parallel
/// state `LookUp`, `ProcessAll[3]` for the iteration with index 3 of the Map state `ProcessAll`, nested ones joined
/// with a dot. The same definition and data always give the same names.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a>(Option<Nested<'a>>);

#[derive(Clone, Copy, Debug)]
struct Nested<'a> {
    parent: &'a Scope<'a>,
    child: ChildName,
}

impl Scope<'static> {
    /// The top level.
    pub const TOP: Scope<'static> = Scope(None);
}

impl<'a> Scope<'a> {
    /// The scope of a branch or an iteration that starts in `parent`.
    #[must_use]
    pub fn child(parent: &'a Scope<'a>, child: ChildName) -> Self {
        Scope(Some(Nested { parent, child }))
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
        let Some(Nested { parent, child }) = &self.0 else {
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
/// A host that journals or checkpoints identifies what it gave out by this pair: it is the same whenever the same
/// execution comes to the same place again.
#[derive(Clone, Copy, Debug)]
pub struct Point<'a> {
    /// The machine that asks.
    pub scope: &'a Scope<'a>,
    /// Counted from 0 in each scope.
    pub number: u64,
}

impl fmt::Display for Point<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.scope, self.number)
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
        assert_eq!(
            Point {
                scope: &branch,
                number: 7
            }
            .to_string(),
            "ProcessAll[3].Look Up/1#7"
        );
    }
}
