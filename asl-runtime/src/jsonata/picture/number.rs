//! Pictures of numbers, such as `#,##0.00`: XPath's `fn:format-number`, in the way of JSONata's reference implementation.
//!
//! What is read here as a place in JavaScript, including one before the beginning, is meant as there: `#,##,##0` puts its
//! separators into a short number where the reference implementation does. "F&O" is _XPath Functions and Operators 3.1_.

mod layout;
mod parts;
mod symbols;

use layout::Layout;
use parts::Parts;
use symbols::Symbols;

use crate::jsonata::library::round;
use crate::jsonata::{Error, Evaluation, Item};

/// Writes a number as a picture says. `options` is an object of symbols that differ, such as `decimal-separator`.
///
/// # Errors
/// D3080 to D3093 for what is no picture.
pub(in crate::jsonata) fn format(
    ev: &Evaluation,
    number: f64,
    picture: &str,
    options: Item<'_>,
) -> Result<String, Error> {
    let symbols = Symbols::new(options)?;
    let pictures: Vec<_> = picture.split(symbols.pattern_separator).collect();
    if pictures.len() > 2 {
        let message = "The picture string must only contain a maximum of two sub-pictures";
        return Err(Error::new("D3080", message));
    }
    let parts = pictures
        .iter()
        .map(|picture| Parts::read(&symbols, picture));
    let parts = parts.collect::<Result<Vec<_>, _>>()?;
    let (parts, sign) = match &parts[..] {
        [only] if number < 0.0 => (only, symbols.minus_sign),
        [_, negative] if number < 0.0 => (negative, ""),
        [positive, ..] => (positive, ""),
        [] => return Ok(String::new()),
    };
    let layout = Layout::of(ev, &symbols, parts)?;
    let text = write(ev, number.abs() * layout.factor, &layout, &symbols)?;
    Ok([sign, parts.prefix, &text, parts.suffix].concat())
}

/// F&O 4.7.5, without the sign, the prefix and the suffix.
fn write(
    ev: &Evaluation,
    number: f64,
    layout: &Layout,
    symbols: &Symbols<'_>,
) -> Result<String, Error> {
    if number.is_nan() {
        return Ok(symbols.nan.to_owned());
    }
    if number.is_infinite() {
        return Ok(symbols.infinity.to_owned());
    }
    let Some(size) = layout.exponent_size else {
        return mantissa(ev, number, layout, symbols);
    };
    let (number, exponent) = scale(number, layout.scaling);
    let mantissa = mantissa(ev, number, layout, symbols)?;
    let sign = if exponent < 0 { symbols.minus_sign } else { "" };
    let digits = exponent.unsigned_abs().to_string();
    let digits = zeros(size, &digits) + &digits;
    let digits: String = digits.chars().map(|digit| symbols.digit(digit)).collect();
    Ok([&mantissa, symbols.exponent_separator, sign, &digits].concat())
}

/// The number with so many digits before its point, and the power of ten that it lacks then.
fn scale(mut number: f64, digits: i32) -> (f64, i32) {
    let (least, most) = (10_f64.powi(digits - 1), 10_f64.powi(digits));
    let mut exponent = 0;
    while number < least && number > 0.0 {
        number *= 10.0;
        exponent -= 1;
    }
    while number > most {
        number /= 10.0;
        exponent += 1;
    }
    (number, exponent)
}

fn mantissa(
    ev: &Evaluation,
    number: f64,
    layout: &Layout,
    symbols: &Symbols<'_>,
) -> Result<String, Error> {
    let mut text = Text::new(number, layout, symbols);
    let digits = text.point;
    for (already, position) in layout.integer_grouping(digits).into_iter().enumerate() {
        ev.spend(text.characters.len())?;
        text.insert(digits + already, position, symbols.grouping_separator);
    }
    let fraction = text.point + 1;
    for position in &layout.fraction_grouping {
        ev.spend(text.characters.len())?;
        text.insert(fraction + position, 0, symbols.grouping_separator);
    }
    if !layout.has_point || text.point + 1 == text.characters.len() {
        text.characters.pop();
    }
    Ok(text.characters.into_iter().collect())
}

/// A number's text in the making.
struct Text {
    characters: Vec<char>,
    /// Where its decimal separator stands.
    point: usize,
}

impl Text {
    /// The digits of a number, rounded, and the decimal separator.
    fn new(number: f64, layout: &Layout, symbols: &Symbols<'_>) -> Self {
        let places = layout.most_fraction_digits;
        let rounded = round(number, f64::from(places));
        // The largest numbers have no place to round.
        let rounded = if rounded.is_finite() { rounded } else { number };
        let digits = format!("{rounded:.0$}", usize::from(places));
        let (integer, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        let integer = integer.trim_start_matches('0');
        let integer = zeros(layout.least_integer_digits, integer) + integer;
        let fraction = fraction.trim_end_matches('0');
        let fraction = fraction.to_owned() + &zeros(layout.least_fraction_digits, fraction);

        let mut characters: Vec<_> = integer.chars().map(|digit| symbols.digit(digit)).collect();
        characters.extend(symbols.decimal_separator.chars());
        characters.extend(fraction.chars().map(|digit| symbols.digit(digit)));
        Text {
            characters,
            point: integer.len(),
        }
    }

    /// Puts a separator so many characters before a place. A place before the beginning counts from the end, as in
    /// JavaScript's `slice`.
    fn insert(&mut self, place: usize, before: usize, separator: &str) {
        let end = self.characters.len();
        let place = match place.checked_sub(before) {
            Some(place) => place.min(end),
            None => end.saturating_sub(before - place),
        };
        self.characters.splice(place..place, separator.chars());
        if place <= self.point {
            self.point += separator.chars().count();
        }
    }
}

/// The zeros that some digits lack.
fn zeros(least: usize, digits: &str) -> String {
    "0".repeat(least.saturating_sub(digits.len()))
}

#[cfg(test)]
mod tests;
