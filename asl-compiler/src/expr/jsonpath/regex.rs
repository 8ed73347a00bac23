//! The patterns of `=~`: Java's regular expressions, as far as the engine that runs them here means the same.

use super::Regex;

impl Regex {
    /// The pattern as the engine takes it: it has to match a whole text.
    #[must_use]
    pub fn for_whole_text(&self) -> String {
        let flags = if self.ignore_case { "i" } else { "" };
        format!("^(?{flags}:{})$", self.pattern)
    }

    /// What keeps the pattern from being compiled, as a diagnostic's label.
    pub(super) fn problem(&self) -> Option<String> {
        if let Some(feature) = other_meaning(&self.pattern) {
            return Some(format!("patterns cannot have {feature} here"));
        }
        let error = regex_lite::Regex::new(&self.for_whole_text()).err()?;
        Some(format!("this pattern cannot be compiled: {error}"))
    }
}

/// What the engine would accept and take for something else than Java does.
fn other_meaning(pattern: &str) -> Option<&'static str> {
    let mut in_class = false;
    let mut before = None;
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        let repeats = matches!(before, Some('*' | '+' | '?' | '}'));
        match (c, chars.peek()) {
            ('\\', _) => {
                chars.next();
            }
            ('[', Some(':')) if in_class => return Some("`[:`, a class in a class"),
            ('[', _) => in_class = true,
            (']', _) => in_class = false,
            ('+', _) if repeats && !in_class => {
                return Some("possessive repetition, such as `a*+`");
            }
            ('(', Some('?')) if !in_class => {
                let flags = chars
                    .clone()
                    .skip(1)
                    .take_while(|c| c.is_ascii_alphabetic() || *c == '-');
                if flags.into_iter().any(|flag| flag == 'U') {
                    return Some("the flag `U`");
                }
            }
            _ => {}
        }
        // A quantifier's own sign is spent: in `a+?` the `?` is no repetition of its own.
        before = (c != '\\' && !repeats).then_some(c);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(pattern: &str) -> Option<String> {
        let regex = Regex {
            pattern: pattern.to_owned(),
            ignore_case: false,
        };
        regex.problem()
    }

    #[test]
    fn a_pattern_matches_a_whole_text() {
        let regex = Regex {
            pattern: "a|b".to_owned(),
            ignore_case: true,
        };
        assert_eq!(regex.for_whole_text(), "^(?i:a|b)$");
    }

    #[test]
    fn patterns_that_mean_the_same_in_java_are_taken() {
        for pattern in [
            r"a.*b+?c??d{2,3}?",
            r"^\d\w\s\b\.\*\+[^a-c\]+*?]+$",
            r"a\*+|(?<name>x)+|(?:y)|(?i)z",
            r"[*+]+",
            r"\}+",
        ] {
            assert_eq!(problem(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn patterns_that_cannot_be_compiled_say_why() {
        for (pattern, why) in [
            (
                "a(?=b)",
                "this pattern cannot be compiled: look-around is not supported",
            ),
            (
                r"(a)\1",
                "this pattern cannot be compiled: backreferences are not supported",
            ),
            (
                r"\p{L}",
                "this pattern cannot be compiled: Unicode character classes are not supported",
            ),
            (
                "[a-z&&[^b]]",
                "this pattern cannot be compiled: character class intersection is not supported",
            ),
            (
                r"\Qa\E",
                "this pattern cannot be compiled: unrecognized escape sequence",
            ),
            (
                "a*+",
                "patterns cannot have possessive repetition, such as `a*+` here",
            ),
            (
                "(ab)++",
                "patterns cannot have possessive repetition, such as `a*+` here",
            ),
            (
                "a{2}+",
                "patterns cannot have possessive repetition, such as `a*+` here",
            ),
            ("(?iU)a", "patterns cannot have the flag `U` here"),
            (
                "[[:alpha:]]",
                "patterns cannot have `[:`, a class in a class here",
            ),
        ] {
            assert_eq!(problem(pattern).as_deref(), Some(why), "{pattern}");
        }
    }
}
