//! Intrinsic calls: `States.Format('Hi {}', $.name)`. Reference §2.7, §4.

mod arguments;
mod function;
mod parse;

pub use function::Function;
pub use parse::parse;

use super::jsonpath::Path;
use crate::source::Spanned;

/// A call.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// Which function.
    pub function: Function,
    /// Its arguments, as many as the function takes. Places count from the start of the outermost call.
    pub args: Vec<Spanned<Arg>>,
    /// The call as written, for run-time messages.
    pub text: String,
}

/// An argument of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// `'text'`
    String(StringLiteral),
    /// A number as it is written.
    Number(String),
    /// `true`, `false`
    Bool(bool),
    /// `null`
    Null,
    /// `$.a`, `$$.Execution.Id`, `$name`
    Path(Path),
    /// `States.UUID()`
    Call(Box<Call>),
}

/// A string in a call, decoded, but cut at each `{}` that is written without escapes: `States.Format` puts an argument
/// there, for the other functions it is text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StringLiteral {
    /// What stands before, between and behind the `{}`: one more than there are of them.
    pub pieces: Vec<String>,
}

impl StringLiteral {
    /// The whole string, as any function but `States.Format` sees it.
    #[must_use]
    pub fn text(&self) -> String {
        self.pieces.join("{}")
    }

    /// How many arguments `States.Format` needs to fill it.
    #[must_use]
    pub fn placeholders(&self) -> usize {
        self.pieces.len().saturating_sub(1)
    }
}
