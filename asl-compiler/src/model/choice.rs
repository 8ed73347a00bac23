//! Choice rules. Reference §7.

use super::{Assign, Expression, Name, PathField, Template};
use crate::source::{Span, Spanned};

/// `Choices` and `Default`.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice<T = Name> {
    /// The rules, tried in order.
    pub rules: Vec<Rule<T>>,
    /// `Default`.
    pub default: Option<T>,
}

/// A condition and where it leads.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule<T = Name> {
    /// When it applies.
    pub condition: Condition,
    /// `Output`.
    pub output: Option<Template>,
    /// `Assign`.
    pub assign: Assign,
    /// `Next`.
    pub next: T,
    /// The rule's object.
    pub span: Span,
}

/// A boolean over the state's input.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// All hold; stops at the first that does not.
    And(Vec<Condition>),
    /// One holds; stops at the first that does.
    Or(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// A comparison.
    Test(DataTest),
    /// `Condition`, given.
    Literal(bool),
    /// `Condition`, computed.
    Expression(Box<Expression>),
}

/// `Variable` and one operator.
#[derive(Clone, Debug, PartialEq)]
pub struct DataTest {
    /// `Variable`.
    pub variable: PathField,
    /// The operator and its operand.
    pub comparison: Comparison,
}

/// One of the 39 operators.
#[derive(Clone, Debug, PartialEq)]
pub enum Comparison {
    /// `StringEquals` and so on.
    String(Ordering, Operand<String>),
    /// `NumericEquals` and so on; a literal keeps its text.
    Numeric(Ordering, Operand<String>),
    /// `TimestampEquals` and so on; a literal is a valid RFC 3339 time.
    Timestamp(Ordering, Operand<String>),
    /// `BooleanEquals`.
    Boolean(Operand<bool>),
    /// `StringMatches`: a pattern without a dangling backslash.
    Matches(String),
    /// `IsNull` and so on, and the answer wanted.
    Is(TypeTest, bool),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ordering {
    /// `…Equals`
    Equals,
    /// `…LessThan`
    LessThan,
    /// `…GreaterThan`
    GreaterThan,
    /// `…LessThanEquals`
    LessThanEquals,
    /// `…GreaterThanEquals`
    GreaterThanEquals,
}

/// What the variable is compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand<L> {
    /// Given.
    Literal(Spanned<L>),
    /// The `…Path` form.
    Path(PathField),
}

/// The six type tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeTest {
    /// `IsBoolean`
    Boolean,
    /// `IsNull`
    Null,
    /// `IsNumeric`
    Numeric,
    /// `IsPresent`
    Present,
    /// `IsString`
    String,
    /// `IsTimestamp`
    Timestamp,
}
