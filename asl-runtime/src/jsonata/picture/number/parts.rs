//! A sub-picture taken apart, and the rules that it must keep.

use super::symbols::Symbols;
use crate::jsonata::Error;

/// The parts of a sub-picture. F&O 4.7.3.
pub(super) struct Parts<'p> {
    /// All of it.
    pub(super) text: &'p str,
    /// Before the number, e.g. `"€ "`.
    pub(super) prefix: &'p str,
    /// Behind the number, e.g. `"%"`.
    pub(super) suffix: &'p str,
    /// Between them, e.g. `"#0.0e0"`.
    active: &'p str,
    mantissa: &'p str,
    /// Before the decimal separator, e.g. `"#0"`.
    pub(super) integer: &'p str,
    /// Behind the decimal separator, e.g. `"0"`.
    pub(super) fraction: &'p str,
    /// Behind the exponent separator, e.g. `"0"`.
    pub(super) exponent: Option<&'p str>,
}

impl<'p> Parts<'p> {
    /// Takes a sub-picture apart.
    ///
    /// # Errors
    /// D3081 to D3093 for one that breaks a rule.
    pub(super) fn read(symbols: &Symbols<'_>, text: &'p str) -> Result<Self, Error> {
        let parts = Self::split(symbols, text);
        match parts.fault(symbols) {
            Some((code, message)) => Err(Error::new(code, message)),
            None => Ok(parts),
        }
    }

    fn split(symbols: &Symbols<'_>, text: &'p str) -> Self {
        let is_active = |character: char| symbols.is_active(character);
        let start = text.find(is_active).unwrap_or(0);
        let end = text
            .char_indices()
            .rfind(|(_, character)| is_active(*character))
            .map_or(text.len(), |(at, character)| at + character.len_utf8());
        let (prefix, active, suffix) = (&text[..start], &text[start..end], &text[end..]);

        let exponent_at = text[start..].find(symbols.exponent_separator);
        let (mantissa, exponent) = match exponent_at.filter(|at| *at <= active.len()) {
            // The reference implementation counts the prefix, too.
            Some(at) => {
                let before = prefix.chars().count() + text[start..start + at].chars().count();
                let (mantissa, rest) = active.split_at(byte_of(active, before));
                (mantissa, Some(&rest[byte_of(rest, 1)..]))
            }
            None => (active, None),
        };
        let (integer, fraction) = mantissa
            .split_once(symbols.decimal_separator)
            .unwrap_or((mantissa, ""));
        Parts {
            text,
            prefix,
            suffix,
            active,
            mantissa,
            integer,
            fraction,
            exponent,
        }
    }

    /// The rule of F&O 4.7.3 that it breaks: of several the last, as in the reference implementation.
    fn fault(&self, symbols: &Symbols<'_>) -> Option<(&'static str, &'static str)> {
        let is_digit = |character: char| symbols.is_digit(character);
        let optional = symbols.optional_digit;
        let has = |symbol| self.text.contains(symbol);
        let repeats = |symbol| self.text.find(symbol) != self.text.rfind(symbol);
        let grouping = symbols.grouping_separator;
        let around_point = self.text.split_once(symbols.decimal_separator);
        let has_exponent = self.exponent.is_some_and(|exponent| !exponent.is_empty());
        let rules = [
            (
                repeats(symbols.decimal_separator),
                "D3081",
                "The sub-picture must not contain more than one instance of the 'decimal-separator' character",
            ),
            (
                repeats(symbols.percent),
                "D3082",
                "The sub-picture must not contain more than one instance of the 'percent' character",
            ),
            (
                repeats(symbols.per_mille),
                "D3083",
                "The sub-picture must not contain more than one instance of the 'per-mille' character",
            ),
            (
                has(symbols.percent) && has(symbols.per_mille),
                "D3084",
                "The sub-picture must not contain both a 'percent' and a 'per-mille' character",
            ),
            (
                !self
                    .mantissa
                    .contains(|character| symbols.is_place(character)),
                "D3085",
                "The mantissa part of a sub-picture must contain at least one character that is either an 'optional digit character' or a member of the 'decimal digit family'",
            ),
            (
                self.active.contains(|character| {
                    !symbols.is_active(character) && !symbols.is_exponent_separator(character)
                }),
                "D3086",
                "The sub-picture must not contain a passive character that is preceded by an active character and that is followed by another active character",
            ),
            (
                around_point.is_some_and(|(before, behind)| {
                    before.ends_with(grouping) || behind.starts_with(grouping)
                }),
                "D3087",
                "The sub-picture must not contain a 'grouping-separator' character that appears adjacent to a 'decimal-separator' character",
            ),
            (
                around_point.is_none() && self.integer.ends_with(grouping),
                "D3088",
                "The sub-picture must not contain a 'grouping-separator' at the end of the integer part",
            ),
            (
                has(&grouping.repeat(2)),
                "D3089",
                "The sub-picture must not contain two adjacent instances of the 'grouping-separator' character",
            ),
            (
                self.integer
                    .split_once(optional)
                    .is_some_and(|(before, _)| before.contains(is_digit)),
                "D3090",
                "The integer part of the sub-picture must not contain a member of the 'decimal digit family' that is followed by an instance of the 'optional digit character'",
            ),
            (
                self.fraction
                    .rsplit_once(optional)
                    .is_some_and(|(_, behind)| behind.contains(is_digit)),
                "D3091",
                "The fractional part of the sub-picture must not contain an instance of the 'optional digit character' that is followed by a member of the 'decimal digit family'",
            ),
            (
                has_exponent && (has(symbols.percent) || has(symbols.per_mille)),
                "D3092",
                "A sub-picture that contains a 'percent' or 'per-mille' character must not contain a character treated as an 'exponent-separator'",
            ),
            (
                self.exponent
                    .is_some_and(|exponent| exponent.is_empty() || !exponent.chars().all(is_digit)),
                "D3093",
                "The exponent part of the sub-picture must comprise only of one or more characters that are members of the 'decimal digit family'",
            ),
        ];
        let broken = rules.into_iter().rfind(|(is_broken, ..)| *is_broken);
        broken.map(|(_, code, message)| (code, message))
    }
}

/// Where a text's character of this number begins.
fn byte_of(text: &str, character: usize) -> usize {
    text.char_indices()
        .nth(character)
        .map_or(text.len(), |(at, _)| at)
}
