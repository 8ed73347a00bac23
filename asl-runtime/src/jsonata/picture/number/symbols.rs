//! The characters of pictures.

use crate::jsonata::{Error, Item};

/// The decimal format of a picture. F&O 4.7.2.
pub(super) struct Symbols<'a> {
    pub(super) decimal_separator: &'a str,
    pub(super) grouping_separator: &'a str,
    pub(super) exponent_separator: &'a str,
    pub(super) infinity: &'a str,
    pub(super) minus_sign: &'a str,
    pub(super) nan: &'a str,
    pub(super) percent: &'a str,
    pub(super) per_mille: &'a str,
    zero_digit: &'a str,
    pub(super) optional_digit: &'a str,
    pub(super) pattern_separator: &'a str,
}

impl<'a> Symbols<'a> {
    /// The usual ones, but for those that `options` has.
    pub(super) fn new(options: Item<'a>) -> Result<Self, Error> {
        let mut symbols = Symbols {
            decimal_separator: ".",
            grouping_separator: ",",
            exponent_separator: "e",
            infinity: "Infinity",
            minus_sign: "-",
            nan: "NaN",
            percent: "%",
            per_mille: "\u{2030}",
            zero_digit: "0",
            optional_digit: "#",
            pattern_separator: ";",
        };
        let Item::Object(options) = options else {
            return Ok(symbols);
        };
        for (name, option) in options.iter() {
            let symbol = match name {
                "decimal-separator" => &mut symbols.decimal_separator,
                "grouping-separator" => &mut symbols.grouping_separator,
                "exponent-separator" => &mut symbols.exponent_separator,
                "infinity" => &mut symbols.infinity,
                "minus-sign" => &mut symbols.minus_sign,
                "NaN" => &mut symbols.nan,
                "percent" => &mut symbols.percent,
                "per-mille" => &mut symbols.per_mille,
                "zero-digit" => &mut symbols.zero_digit,
                "digit" => &mut symbols.optional_digit,
                "pattern-separator" => &mut symbols.pattern_separator,
                _ => continue,
            };
            let Item::String(option) = option else {
                let message =
                    "Argument 3 of function \"formatNumber\" does not match function signature";
                return Err(Error::new("T0410", message));
            };
            *symbol = option;
        }
        Ok(symbols)
    }

    /// The digit that stands for one of `0` to `9`.
    pub(super) fn digit(&self, digit: char) -> char {
        let value = digit.to_digit(10).unwrap_or(0);
        char::from_u32(self.zero() + value).unwrap_or(digit)
    }

    /// Whether it is a member of the decimal digit family.
    pub(super) fn is_digit(&self, character: char) -> bool {
        (self.zero()..self.zero() + 10).contains(&u32::from(character))
    }

    /// Whether it stands for a digit, one that is always written or not.
    pub(super) fn is_place(&self, character: char) -> bool {
        self.is_digit(character) || is(self.optional_digit, character)
    }

    /// Whether it is part of the number that a picture describes, rather than of the text around it. An exponent
    /// separator is, between others.
    pub(super) fn is_active(&self, character: char) -> bool {
        self.is_place(character)
            || is(self.decimal_separator, character)
            || is(self.grouping_separator, character)
            || is(self.pattern_separator, character)
    }

    pub(super) fn is_exponent_separator(&self, character: char) -> bool {
        is(self.exponent_separator, character)
    }

    fn zero(&self) -> u32 {
        self.zero_digit
            .chars()
            .next()
            .map_or(u32::from('0'), u32::from)
    }
}

fn is(symbol: &str, character: char) -> bool {
    symbol.strip_prefix(character) == Some("")
}
