//! Data flow of a JSONPath state: paths and payload templates. Reference §2.

use crate::expr::Expr;
use crate::expr::jsonpath::Path;
use crate::parse::Node;
use crate::source::Spanned;

/// A path and the JSON string that holds it.
pub type PathField = Spanned<Path>;

/// `InputPath` or `OutputPath`.
#[derive(Clone, Debug, PartialEq)]
pub enum Selection {
    /// Absent or `$`: everything.
    Whole,
    /// `null`: `{}`.
    Nothing,
    /// What the path finds.
    Path(PathField),
}

/// Where a result goes in the raw input. Reference §2.3.
#[derive(Clone, Debug, PartialEq)]
pub enum ResultPath {
    /// Absent or `$`: the result replaces the input.
    Replace,
    /// `null`: the result is dropped.
    Discard,
    /// A reference path of at least one step: the result is put there.
    Insert(PathField),
}

/// A payload template at the top of a field, with the field's name for run-time messages.
#[derive(Clone, Debug, PartialEq)]
pub struct Payload {
    /// The template; an object wherever ASL demands one.
    pub template: Template,
    /// E.g. `Parameters`.
    pub field: &'static str,
}

/// `Assign`: variables and the values that they get, in document order. Reference §5.
pub type Assign = Vec<(Spanned<String>, Template)>;

/// A payload template. Reference §2.4.
#[derive(Clone, Debug, PartialEq)]
pub enum Template {
    /// JSON in which nothing is evaluated.
    Literal(Node),
    /// An object; keys are stripped of `.$`.
    Object(Vec<(Spanned<String>, Template)>),
    /// An array.
    Array(Vec<Template>),
    /// The value of a `.$` key: the expression, and the key as written for run-time messages.
    Expr {
        /// The expression and its JSON string.
        expr: Spanned<Expr>,
        /// E.g. `total.$`.
        key: String,
    },
}
