//! Expressions inside JSON strings: JSONPath and intrinsic calls, parsed into trees with a place on every part.
//!
//! Places here are offsets into the decoded text of the expression; [`SourceFile::within_string`] turns them into
//! places in the file.
//!
//! [`SourceFile::within_string`]: crate::source::SourceFile::within_string

mod cursor;
pub mod intrinsic;
pub mod jsonata;
pub mod jsonpath;

use crate::source::Span;

/// Why an expression does not parse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExprError {
    /// The offending part of the expression's text.
    pub span: Span,
    /// What is wrong there, as a diagnostic's label.
    pub label: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl ExprError {
    /// An error without help.
    pub fn new(span: Span, label: impl Into<String>) -> Self {
        ExprError {
            span,
            label: label.into(),
            help: None,
        }
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// What a string under a key that ends in `.$` may be.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// `$.a`, `$$.Execution.Id`, `$name`.
    Path(jsonpath::Path),
    /// `States.Format('{}', $.a)`.
    Intrinsic(intrinsic::Call),
}

/// Parses the value of a `.$` key: a path when it begins with `$`, else an intrinsic call.
///
/// # Errors
/// The first thing that does not fit, with its place.
pub fn parse(text: &str) -> Result<Expr, ExprError> {
    if text.starts_with('$') {
        jsonpath::parse(text).map(Expr::Path)
    } else {
        intrinsic::parse(text).map(Expr::Intrinsic)
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::*;
    use crate::testing::unmark;

    /// Asserts that `parse` refuses the text at its mark; no help is an empty one.
    #[track_caller]
    pub(super) fn assert_refuses<T: Debug>(
        parse: impl FnOnce(&str) -> Result<T, ExprError>,
        marked: &str,
        label: &str,
        help: &str,
    ) {
        let (text, spans) = unmark(marked);
        let error = parse(&text).expect_err(&text);
        let found = (
            error.span,
            &*error.label,
            error.help.as_deref().unwrap_or_default(),
        );
        assert_eq!(found, (spans[0], label, help), "{marked}");
    }

    #[test]
    fn what_begins_with_a_dollar_is_a_path_and_anything_else_a_call() {
        assert!(matches!(parse("$.a"), Ok(Expr::Path(_))));
        assert!(matches!(parse("$$.Task.Token"), Ok(Expr::Path(_))));
        assert!(matches!(parse("States.UUID()"), Ok(Expr::Intrinsic(_))));
        assert!(parse("a").is_err());
    }
}
