//! Data flow: paths, payload templates and expressions. Reference §2, §6.

use crate::expr::Expr;
use crate::expr::jsonata::ast;
use crate::expr::jsonpath::Path;
use crate::parse::Node;
use crate::source::{Span, Spanned};

/// `QueryLanguage`. Reference §1.5.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QueryLanguage {
    /// Paths, payload templates and intrinsic functions.
    #[default]
    JsonPath,
    /// Expressions.
    Jsonata,
}

impl QueryLanguage {
    /// The one that is written so in `QueryLanguage`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let both = [QueryLanguage::JsonPath, QueryLanguage::Jsonata];
        both.into_iter().find(|language| language.name() == name)
    }

    /// As it is written in `QueryLanguage`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            QueryLanguage::JsonPath => "JSONPath",
            QueryLanguage::Jsonata => "JSONata",
        }
    }
}

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

/// What a state hands on.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// `OutputPath`; all of it in JSONata without an `Output`.
    Select(Selection),
    /// `Output` of JSONata.
    Compute(Template),
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

/// A JSONata expression. Reference §6.1.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// Its tree.
    pub tree: ast::Expr,
    /// What stands between `{%` and `%}`, without the blanks around it.
    pub text: String,
    /// Where it stands in its state, e.g. `Output/items[0]/price`.
    pub field: String,
    /// The JSON string.
    pub span: Span,
}

/// What a field says that wants a value of one type.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting<L> {
    /// Given.
    Literal(Spanned<L>),
    /// Looked up: the `…Path` form of the field.
    Path(PathField),
    /// Computed.
    Expression(Box<Expression>),
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
    /// A string between `{%` and `%}`, in JSONata.
    Jsonata(Box<Expression>),
    /// The value of a `.$` key: the expression, and the key as written for run-time messages.
    Expr {
        /// The expression and its JSON string.
        expr: Spanned<Expr>,
        /// E.g. `total.$`.
        key: String,
    },
}
