//! Numbers in English words.

use std::collections::BTreeSet;

/// What a word stands for, and the word as cardinal and ordinal.
const WORDS: [(f64, &str, &str); 33] = [
    (0.0, "Zero", "Zeroth"),
    (1.0, "One", "First"),
    (2.0, "Two", "Second"),
    (3.0, "Three", "Third"),
    (4.0, "Four", "Fourth"),
    (5.0, "Five", "Fifth"),
    (6.0, "Six", "Sixth"),
    (7.0, "Seven", "Seventh"),
    (8.0, "Eight", "Eighth"),
    (9.0, "Nine", "Ninth"),
    (10.0, "Ten", "Tenth"),
    (11.0, "Eleven", "Eleventh"),
    (12.0, "Twelve", "Twelfth"),
    (13.0, "Thirteen", "Thirteenth"),
    (14.0, "Fourteen", "Fourteenth"),
    (15.0, "Fifteen", "Fifteenth"),
    (16.0, "Sixteen", "Sixteenth"),
    (17.0, "Seventeen", "Seventeenth"),
    (18.0, "Eighteen", "Eighteenth"),
    (19.0, "Nineteen", "Nineteenth"),
    (20.0, "Twenty", "Twentieth"),
    (30.0, "Thirty", "Thirtieth"),
    (40.0, "Forty", "Fortieth"),
    (50.0, "Fifty", "Fiftieth"),
    (60.0, "Sixty", "Sixtieth"),
    (70.0, "Seventy", "Seventieth"),
    (80.0, "Eighty", "Eightieth"),
    (90.0, "Ninety", "Ninetieth"),
    (1e2, "Hundred", "Hundredth"),
    (1e3, "Thousand", "Thousandth"),
    (1e6, "Million", "Millionth"),
    (1e9, "Billion", "Billionth"),
    (1e12, "Trillion", "Trillionth"),
];

/// The words of a finite number that is not negative, in title case.
pub(super) fn format(number: f64, is_ordinal: bool) -> String {
    let mut text = String::new();
    spell(&mut text, number, is_ordinal, false);
    text
}

/// Adds the words of a number. What `follows` the words of a larger part is set off from them.
fn spell(text: &mut String, number: f64, is_ordinal: bool, follows: bool) {
    let below = WORDS.iter().rev().find(|(value, ..)| *value <= number);
    let (value, cardinal, ordinal) = *below.unwrap_or(&WORDS[0]);
    let counted = value >= 100.0;
    let count = if counted {
        (number / value).floor()
    } else {
        1.0
    };
    let rest = number - count * value;
    match (follows, counted) {
        (true, true) => text.push_str(", "),
        (true, false) => text.push_str(" and "),
        (false, _) => {}
    }
    if counted {
        spell(text, count, false, false);
        text.push(' ');
    }
    if rest > 0.0 {
        text.push_str(cardinal);
        if !counted {
            text.push('-');
        }
        spell(text, rest, is_ordinal, counted);
    } else {
        text.push_str(if is_ordinal { ordinal } else { cardinal });
    }
}

/// What words mean, NaN where others are among them.
pub(super) fn read(text: &str) -> f64 {
    // The parts of the sum; the last is still counted up.
    let mut parts = vec![0.0];
    for word in split(text) {
        let Some(value) = value(word) else {
            return f64::NAN;
        };
        let last = parts.pop().unwrap_or(0.0);
        if value >= 100.0 {
            parts.push(last * value);
        } else if last >= 1000.0 {
            parts.extend([last, value]);
        } else {
            parts.push(last + value);
        }
    }
    parts.iter().sum()
}

fn value(word: &str) -> Option<f64> {
    let is_it = |written: &str| written.eq_ignore_ascii_case(word);
    let found = WORDS
        .iter()
        .find(|(_, one, other)| is_it(one) || is_it(other));
    found.map(|(value, ..)| *value)
}

/// The words between commas, hyphens, spaces and `and`.
fn split(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(character) = text[at..].chars().next() {
        match separator(&text[at..]) {
            0 => at += character.len_utf8(),
            length => {
                words.push(&text[start..at]);
                at += length;
                start = at;
            }
        }
    }
    words.push(&text[start..]);
    words
}

/// How long the separator is that a text begins with: 0 if it begins with none.
fn separator(text: &str) -> usize {
    let space = |text: &str| match text.chars().next() {
        Some(first) if first.is_whitespace() => first.len_utf8(),
        _ => 0,
    };
    let first = space(text);
    let and = text[first..]
        .get(..3)
        .filter(|word| word.eq_ignore_ascii_case("and"));
    if first > 0 && and.is_some() && space(&text[first + 3..]) > 0 {
        return first + 3 + space(&text[first + 3..]);
    }
    match text.as_bytes().first() {
        Some(b',') if space(&text[1..]) > 0 => 1 + space(&text[1..]),
        Some(b'-' | b'\\') => 1,
        _ => first,
    }
}

/// Where a number in words can end that begins here.
pub(crate) fn ends(text: &str) -> BTreeSet<usize> {
    let words = WORDS.iter().flat_map(|(_, one, other)| [*one, *other]);
    let pieces: Vec<&str> = words.chain(["and", "-", ",", " "]).collect();
    let is_at = |start: usize, piece: &str| {
        let here = text.as_bytes().get(start..start + piece.len());
        here.is_some_and(|here| here.eq_ignore_ascii_case(piece.as_bytes()))
    };
    let mut ends = BTreeSet::new();
    let mut starts = vec![0];
    while let Some(start) = starts.pop() {
        for piece in pieces.iter().filter(|piece| is_at(start, piece)) {
            if ends.insert(start + piece.len()) {
                starts.push(start + piece.len());
            }
        }
    }
    ends
}
