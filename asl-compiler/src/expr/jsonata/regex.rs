//! Checks regular expressions: ECMAScript's, with the engine that runs them.

use super::ast::Expr;
use super::walk::{Regex, regexes};
use crate::expr::ExprError;
use crate::source::Span;

/// What is wrong with the regular expressions in an expression. The grammar only says where one ends.
#[must_use]
pub fn check(expr: &Expr) -> Vec<ExprError> {
    let checked = |regex: Regex<'_>| {
        // Behind the slash that it begins with.
        let start = regex.span.range().start + 1;
        check_pattern(regex.pattern, regex.flags, start).err()
    };
    regexes(expr).into_iter().filter_map(checked).collect()
}

/// Finds out whether a pattern can be built, which begins at `start`.
fn check_pattern(pattern: &str, flags: &str, start: usize) -> Result<(), ExprError> {
    match asl_regex::Regex::new(pattern, flags) {
        Ok(_) => Ok(()),
        Err(error) => {
            let span = Span::new(start + error.span.start, start + error.span.end);
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
            assert_eq!(check_pattern(pattern, "i", 0), Ok(()), "{pattern}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_refused_at_its_place() {
        assert_refuses(
            |text| check_pattern(text, "", 0),
            "a>>>(<<<b",
            "this `(` is not closed",
            "",
        );
        assert_refuses(
            |text| check_pattern(text, "m", 0),
            "[>>>z-a<<<]",
            "this range ends before it begins",
            "",
        );
    }
}
