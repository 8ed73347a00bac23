//! The operators of Choice rules. Reference §7.2.

use crate::model::{Ordering, TypeTest};

/// An operator of a data test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operator {
    /// The field that stands for it, e.g. `StringEqualsPath`.
    pub name: &'static str,
    /// What it compares.
    pub family: Family,
    /// Whether its operand is a path instead of a literal.
    pub takes_path: bool,
}

/// What an operator compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Strings, by their order.
    String(Ordering),
    /// Numbers, by their value.
    Numeric(Ordering),
    /// Timestamps, by their instant.
    Timestamp(Ordering),
    /// Booleans, for equality.
    Boolean,
    /// A string with a pattern.
    Matches,
    /// The type of the variable with the wanted one.
    Is(TypeTest),
}

const fn literal(name: &'static str, family: Family) -> Operator {
    Operator {
        name,
        family,
        takes_path: false,
    }
}

const fn path(name: &'static str, family: Family) -> Operator {
    Operator {
        name,
        family,
        takes_path: true,
    }
}

/// All 39.
#[rustfmt::skip]
pub const OPERATORS: &[Operator] = &[
    literal("StringEquals", Family::String(Ordering::Equals)),
    path("StringEqualsPath", Family::String(Ordering::Equals)),
    literal("StringLessThan", Family::String(Ordering::LessThan)),
    path("StringLessThanPath", Family::String(Ordering::LessThan)),
    literal("StringGreaterThan", Family::String(Ordering::GreaterThan)),
    path("StringGreaterThanPath", Family::String(Ordering::GreaterThan)),
    literal("StringLessThanEquals", Family::String(Ordering::LessThanEquals)),
    path("StringLessThanEqualsPath", Family::String(Ordering::LessThanEquals)),
    literal("StringGreaterThanEquals", Family::String(Ordering::GreaterThanEquals)),
    path("StringGreaterThanEqualsPath", Family::String(Ordering::GreaterThanEquals)),
    literal("NumericEquals", Family::Numeric(Ordering::Equals)),
    path("NumericEqualsPath", Family::Numeric(Ordering::Equals)),
    literal("NumericLessThan", Family::Numeric(Ordering::LessThan)),
    path("NumericLessThanPath", Family::Numeric(Ordering::LessThan)),
    literal("NumericGreaterThan", Family::Numeric(Ordering::GreaterThan)),
    path("NumericGreaterThanPath", Family::Numeric(Ordering::GreaterThan)),
    literal("NumericLessThanEquals", Family::Numeric(Ordering::LessThanEquals)),
    path("NumericLessThanEqualsPath", Family::Numeric(Ordering::LessThanEquals)),
    literal("NumericGreaterThanEquals", Family::Numeric(Ordering::GreaterThanEquals)),
    path("NumericGreaterThanEqualsPath", Family::Numeric(Ordering::GreaterThanEquals)),
    literal("TimestampEquals", Family::Timestamp(Ordering::Equals)),
    path("TimestampEqualsPath", Family::Timestamp(Ordering::Equals)),
    literal("TimestampLessThan", Family::Timestamp(Ordering::LessThan)),
    path("TimestampLessThanPath", Family::Timestamp(Ordering::LessThan)),
    literal("TimestampGreaterThan", Family::Timestamp(Ordering::GreaterThan)),
    path("TimestampGreaterThanPath", Family::Timestamp(Ordering::GreaterThan)),
    literal("TimestampLessThanEquals", Family::Timestamp(Ordering::LessThanEquals)),
    path("TimestampLessThanEqualsPath", Family::Timestamp(Ordering::LessThanEquals)),
    literal("TimestampGreaterThanEquals", Family::Timestamp(Ordering::GreaterThanEquals)),
    path("TimestampGreaterThanEqualsPath", Family::Timestamp(Ordering::GreaterThanEquals)),
    literal("BooleanEquals", Family::Boolean),
    path("BooleanEqualsPath", Family::Boolean),
    literal("StringMatches", Family::Matches),
    literal("IsBoolean", Family::Is(TypeTest::Boolean)),
    literal("IsNull", Family::Is(TypeTest::Null)),
    literal("IsNumeric", Family::Is(TypeTest::Numeric)),
    literal("IsPresent", Family::Is(TypeTest::Present)),
    literal("IsString", Family::Is(TypeTest::String)),
    literal("IsTimestamp", Family::Is(TypeTest::Timestamp)),
];
