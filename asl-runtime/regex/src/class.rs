//! Sets of characters.

use std::sync::Arc;

/// A set of characters: `[a-z]`, `\w`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Class {
    /// In order, without overlap.
    ranges: Arc<[(u32, u32)]>,
    negated: bool,
}

pub(crate) const DIGITS: &[(u32, u32)] = &[(0x30, 0x39)];

pub(crate) const WORD: &[(u32, u32)] = &[(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)];

/// `WhiteSpace` and `LineTerminator`.
pub(crate) const SPACE: &[(u32, u32)] = &[
    (0x09, 0x0D),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
];

const LAST: u32 = char::MAX as u32;

/// The last character that has another case, as far as ECMAScript without the flag `u` is concerned.
const LAST_WITH_CASE: u32 = 0xFFFF;

impl Class {
    /// The characters in these ranges, or all others. With `any_case`, [folded](fold) ones are looked for.
    pub(crate) fn new(mut ranges: Vec<(u32, u32)>, negated: bool, any_case: bool) -> Self {
        if any_case {
            add_folded(&mut ranges);
        }
        ranges.sort_unstable();
        ranges.dedup_by(|next, last| {
            let overlaps = next.0 <= last.1.saturating_add(1);
            if overlaps {
                last.1 = last.1.max(next.1);
            }
            overlaps
        });
        Class {
            ranges: ranges.into(),
            negated,
        }
    }

    pub(crate) fn contains(&self, character: char) -> bool {
        let character = u32::from(character);
        let behind = self
            .ranges
            .partition_point(|(first, _)| *first <= character);
        let found = behind > 0 && character <= self.ranges[behind - 1].1;
        found != self.negated
    }
}

/// All characters but those of a table above.
pub(crate) fn all_but(ranges: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut gaps = Vec::with_capacity(ranges.len() + 1);
    let mut next = 0;
    for &(first, last) in ranges {
        gaps.push((next, first - 1));
        next = last + 1;
    }
    gaps.push((next, LAST));
    gaps
}

fn add_folded(ranges: &mut Vec<(u32, u32)>) {
    for index in 0..ranges.len() {
        let (first, last) = ranges[index];
        for character in (first..=last.min(LAST_WITH_CASE)).filter_map(char::from_u32) {
            let folded = fold(character);
            if folded != character {
                ranges.push((u32::from(folded), u32::from(folded)));
            }
        }
    }
}

/// What all cases of a character have in common: `Canonicalize`.
pub(crate) fn fold(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_uppercase();
    }
    let mut upper = character.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(upper), None)
            if !upper.is_ascii()
                && u32::from(character).max(u32::from(upper)) <= LAST_WITH_CASE =>
        {
            upper
        }
        _ => character,
    }
}

pub(crate) fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

pub(crate) fn is_line_terminator(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_has_its_ranges_and_a_negated_one_all_else() {
        let ranges = || vec![(0x63, 0x65), (0x61, 0x63), (0x78, 0x78)];
        let class = Class::new(ranges(), false, false);
        let found: String = ('a'..='z').filter(|c| class.contains(*c)).collect();
        assert_eq!(found, "abcdex");
        let class = Class::new(ranges(), true, false);
        let found: String = ('a'..='g').filter(|c| class.contains(*c)).collect();
        assert_eq!(found, "fg");
        assert!(!Class::default().contains('a'));
    }

    #[test]
    fn what_a_table_lacks_is_all_but_it() {
        let class = Class::new(all_but(SPACE), false, false);
        assert!(!class.contains(' ') && !class.contains('\u{FEFF}'));
        assert!(class.contains('a') && class.contains('\0') && class.contains(char::MAX));
    }

    #[test]
    fn cases_fold_where_one_character_becomes_one_outside_of_ascii() {
        for (character, folded) in [
            ('a', 'A'),
            ('é', 'É'),
            ('ς', 'Σ'),
            ('µ', 'Μ'),
            ('ß', 'ß'),
            ('ſ', 'ſ'),
            ('\u{212A}', '\u{212A}'),
            ('𐐨', '𐐨'),
        ] {
            assert_eq!(fold(character), folded, "{character}");
        }
    }
}
