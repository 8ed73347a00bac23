//! Filters: `[?(@.price < 10 && @.name =~ /a.*/i)]`. Reference §2.6.

use super::Path;

/// Which candidates a filter lets through.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// `a || b`
    Or(Vec<Filter>),
    /// `a && b`
    And(Vec<Filter>),
    /// `!a`
    Not(Box<Filter>),
    /// `@.x`: the path finds something, even null.
    Exists(Path),
    /// `left operator right`
    Compare(Operand, Operator, Operand),
    /// `value =~ /pattern/`
    Matches(Operand, Regex),
}

impl Filter {
    pub(super) fn collect_paths<'f>(&'f self, found: &mut Vec<&'f Path>) {
        match self {
            Filter::Or(parts) | Filter::And(parts) => {
                for part in parts {
                    part.collect_paths(found);
                }
            }
            Filter::Not(part) => part.collect_paths(found),
            Filter::Exists(path) => found.push(path),
            Filter::Compare(left, _, right) => {
                found.extend(left.path().into_iter().chain(right.path()))
            }
            Filter::Matches(value, _) => found.extend(value.path()),
        }
    }
}

/// How two operands are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `in`: left is an element of right.
    In,
    /// `nin`: left is not an element of right.
    NotIn,
    /// `subsetof`: every element of left is one of right.
    SubsetOf,
    /// `anyof`: an element of left is one of right.
    AnyOf,
    /// `noneof`: no element of left is one of right.
    NoneOf,
    /// `size`: left has as many elements or characters as right has, or says.
    Size,
    /// `empty`: whether left has no elements or characters is what right says.
    Empty,
}

/// A side of a comparison, or an argument of a path function.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// `@.x`, `$.x`
    Path(Path),
    /// `'a'`, `3`
    Literal(Literal),
    /// `['a', 'b']`
    List(Vec<Literal>),
}

impl Operand {
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Operand::Path(path) => Some(path),
            Operand::Literal(_) | Operand::List(_) => None,
        }
    }
}

/// A value written into a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number as it is written.
    Number(String),
    /// `'a'`, `"a"`, or a bare word, which published workflows compare with: `@.Name==Receipt`.
    String(String),
}

/// `/pattern/` or `/pattern/i`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regex {
    /// What stands between the slashes.
    pub pattern: String,
    /// `i`
    pub ignore_case: bool,
}
