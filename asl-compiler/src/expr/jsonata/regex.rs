//! Checks regular expressions: ECMAScript's, with the engine that runs them.

use super::super::ExprError;
use crate::source::Span;

/// Finds out whether a regular expression can be built. Places are offsets into the pattern.
///
/// # Errors
/// What is wrong with it, and where.
pub fn check(pattern: &str, flags: &str) -> Result<(), ExprError> {
    match asl_regex::Regex::new(pattern, flags) {
        Ok(_) => Ok(()),
        Err(error) => {
            let span = Span::new(error.span.start, error.span.end);
            Err(ExprError::new(span, error.message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::tests::assert_refuses;

    #[test]
    fn lookaround_backreferences_and_named_groups_are_taken() {
        for pattern in [r"(?<=\$)\d+", r"(\w)\1", r"(?<year>\d{4})-\k<year>"] {
            assert_eq!(check(pattern, "i"), Ok(()), "{pattern}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_refused_at_its_place() {
        assert_refuses(
            |text| check(text, ""),
            "a>>>(<<<b",
            "this `(` is not closed",
            "",
        );
        assert_refuses(
            |text| check(text, "m"),
            "[>>>z-a<<<]",
            "this range ends before it begins",
            "",
        );
    }
}
