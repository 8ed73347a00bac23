//! Numbers as letters, like the columns of a spreadsheet, and as Roman numerals.

/// The largest number that is written in Roman numerals: there is nothing above M, so they are as long as they are large.
pub(super) const MOST: f64 = 10_000_000.0;

const ROMAN: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// A number up to [`MOST`].
pub(super) fn roman(number: f64) -> String {
    let mut text = String::new();
    let mut rest = number.min(MOST);
    for (value, numeral) in ROMAN {
        let value = f64::from(value);
        while rest >= value {
            text.push_str(numeral);
            rest -= value;
        }
    }
    text
}

/// What capital numerals mean, NaN where others are among them. A numeral before a larger one is subtracted.
pub(super) fn read_roman(text: &str) -> f64 {
    let mut number = 0_i64;
    let mut largest = 1;
    for numeral in text.chars().rev() {
        let value = match numeral {
            'M' => 1000,
            'D' => 500,
            'C' => 100,
            'L' => 50,
            'X' => 10,
            'V' => 5,
            'I' => 1,
            _ => return f64::NAN,
        };
        if value < largest {
            number -= value;
        } else {
            largest = value;
            number += value;
        }
    }
    number as f64
}

/// A..Z, AA..ZZ, AAA and so on. There is none for zero.
pub(super) fn letters(number: f64) -> String {
    let mut letters = Vec::new();
    let mut rest = number;
    while rest > 0.0 {
        let letter = (rest - 1.0) % 26.0;
        letters.push(char::from(b'A' + letter as u8));
        rest = ((rest - 1.0) / 26.0).floor();
    }
    letters.iter().rev().collect()
}

/// What letters mean that start at `first`. Any character counts by its distance from there.
pub(super) fn read_letters(text: &str, first: char) -> f64 {
    let value = |unit| f64::from(unit) - f64::from(u32::from(first)) + 1.0;
    text.encode_utf16()
        .fold(0.0, |number, unit| number * 26.0 + value(unit))
}
