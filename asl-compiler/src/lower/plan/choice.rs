//! Conditions of Choice rules.

use super::{ExpressionPlan, Read};
use crate::model::{Ordering, TypeTest};

/// A Choice rule's condition.
#[derive(Debug)]
pub enum ConditionPlan {
    /// `And`
    All(Vec<ConditionPlan>),
    /// `Or`
    Any(Vec<ConditionPlan>),
    /// `Not`
    Not(Box<ConditionPlan>),
    /// A type test that a missing value fails, or `IsPresent`.
    Is {
        /// What is tested.
        variable: Read,
        /// The test.
        test: TypeTest,
        /// The answer wanted.
        wanted: bool,
    },
    /// A comparison.
    Compare {
        /// The left side.
        variable: Read,
        /// The right side.
        with: ComparePlan,
    },
    /// `Condition`, given.
    Literal(bool),
    /// `Condition`, computed.
    Expression(Box<ExpressionPlan>),
}

impl ConditionPlan {
    /// Whether it asks the host for something.
    #[must_use]
    pub fn is_async(&self) -> bool {
        matches!(self, ConditionPlan::Expression(expression) if expression.is_async())
    }
}

/// A comparison's operator and right side.
#[derive(Debug)]
pub enum ComparePlan {
    /// Strings.
    String(Ordering, OperandPlan<String>),
    /// Numbers; a literal as it is written.
    Numeric(Ordering, OperandPlan<String>),
    /// Times.
    Timestamp(Ordering, OperandPlan<String>),
    /// Booleans.
    Boolean(OperandPlan<bool>),
    /// `StringMatches`.
    Matches(String),
}

/// A comparison's right side.
#[derive(Debug)]
pub enum OperandPlan<L> {
    /// Given.
    Literal(L),
    /// Looked up.
    Read(Read),
}
