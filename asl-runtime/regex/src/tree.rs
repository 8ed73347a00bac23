//! Patterns as trees.

use std::ops::Range;

use super::class::Class;

/// A part of a pattern.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    /// A character.
    One(One),
    /// A place.
    Place(Place),
    /// `\1`, `\k<name>`
    Backreference(usize),
    /// `(a)`, by its number.
    Group(usize, Box<Node>),
    /// `(?=a)`, `(?!a)`, `(?<=a)`, `(?<!a)`
    Look {
        behind: bool,
        negated: bool,
        body: Box<Node>,
    },
    /// `a{2,3}?`. The groups in it are these.
    Repeat {
        body: Box<Node>,
        least: u32,
        most: Option<u32>,
        greedy: bool,
        groups: Range<usize>,
    },
    /// `ab`, and nothing at all.
    Sequence(Vec<Node>),
    /// `a|b`
    Choice(Vec<Node>),
}

/// What a single character has to be.
#[derive(Clone, Debug)]
pub(crate) enum One {
    /// This one, folded if case does not matter.
    Literal(char),
    /// `.`
    Any,
    /// `[a-z]`, `\d`
    Class(Class),
}

/// What has to be around a place.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    /// `^`
    Start,
    /// `$`
    End,
    /// `\b`, `\B`
    WordBoundary { negated: bool },
}

impl Node {
    /// Whether it may match without consuming anything.
    pub(crate) fn may_be_empty(&self) -> bool {
        match self {
            Node::One(_) => false,
            Node::Place(_) | Node::Backreference(_) | Node::Look { .. } => true,
            Node::Group(_, body) => body.may_be_empty(),
            Node::Repeat { body, least, .. } => *least == 0 || body.may_be_empty(),
            Node::Sequence(parts) => parts.iter().all(Node::may_be_empty),
            Node::Choice(arms) => arms.iter().any(Node::may_be_empty),
        }
    }
}
