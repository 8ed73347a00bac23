//! Why a text is not a JSONata expression.

use crate::expr::ExprError;
use crate::source::Span;

/// A mistake in the syntax of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What the reference implementation calls it, such as `S0202`.
    pub code: &'static str,
    /// The offending part of the expression's text.
    pub span: Span,
    /// What is wrong there, as a diagnostic's label.
    pub label: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl SyntaxError {
    /// An error without help.
    pub(super) fn new(code: &'static str, span: Span, label: impl Into<String>) -> Self {
        SyntaxError {
            code,
            span,
            label: label.into(),
            help: None,
        }
    }

    /// Says how to mend it.
    #[must_use]
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl From<SyntaxError> for ExprError {
    fn from(error: SyntaxError) -> Self {
        ExprError {
            span: error.span,
            label: error.label,
            help: error.help,
        }
    }
}
