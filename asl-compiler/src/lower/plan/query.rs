//! The part of a path that may find several values or computes something.

use proc_macro2::Ident;

use super::{Key, Read};
use crate::expr::jsonpath::Operator;
use crate::parse::Node;

/// What follows the definite steps of a path.
#[derive(Clone, Debug)]
pub enum TailPlan {
    /// A value computed of the one that the definite steps lead to, e.g. `.length()`. It fails when they lead nowhere.
    Value(ComputePlan),
    /// A list of what the steps find, e.g. `[*].name`.
    List(Vec<QueryStep>),
    /// A list of what is computed of each value that the steps find, e.g. `[*].length()`.
    Each(Vec<QueryStep>, ComputePlan),
    /// A value computed of that list, e.g. `..price.sum()`.
    Whole(Vec<QueryStep>, ComputePlan),
}

/// A step that may find several values.
#[derive(Clone, Debug)]
pub enum QueryStep {
    /// `.name[0]`
    Then(Vec<Key>),
    /// `['a','b']`
    Members(Vec<String>),
    /// `[0,2]`
    Elements(Vec<i64>),
    /// `[1:3]`
    Slice(Option<i64>, Option<i64>),
    /// `[*]`
    Children,
    /// `..`
    Descendants,
    /// Nothing that is written: only objects with these members go on.
    Having(Vec<String>),
    /// `[?(...)]`
    Filter(Box<FilterPlan>),
}

/// What the end of a path computes.
#[derive(Clone, Debug)]
pub enum ComputePlan {
    /// `['a','b']`: an object of these members.
    Merge(Vec<String>),
    /// A function.
    Function {
        /// The runtime's function, e.g. `length`.
        function: Ident,
        /// Its arguments.
        arguments: Vec<FilterOperand>,
    },
}

/// A filter's condition over `candidate`.
#[derive(Clone, Debug)]
pub enum FilterPlan {
    /// `&&`
    All(Vec<FilterPlan>),
    /// `||`
    Any(Vec<FilterPlan>),
    /// `!`
    Not(Box<FilterPlan>),
    /// The path finds something.
    Exists(Read),
    /// A comparison.
    Compare(FilterOperand, Operator, FilterOperand),
    /// `=~`: the pattern for the whole text, e.g. `^(?:a.*)$`.
    Matches(FilterOperand, String),
}

/// A side of a comparison, or an argument of a function.
#[derive(Clone, Debug)]
pub enum FilterOperand {
    /// A constant.
    Literal(Node),
    /// Looked up; a miss is no failure.
    Read(Read),
}
