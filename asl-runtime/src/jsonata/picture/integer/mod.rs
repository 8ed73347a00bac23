//! Integers as a picture writes them: `001`, `#,##0`, `1;o` for ordinals, `A` for letters, `I` for Roman numerals, `w` for
//! words.

mod case;
mod decimal;
mod numerals;
#[cfg(test)]
mod tests;
mod words;

use serde_json::Value;

pub(super) use case::Case;
pub(super) use decimal::Decimal;
pub(super) use words::ends as ends_of_words;

use crate::jsonata::{Error, Item};

/// `$formatInteger`: a number, rounded down.
///
/// # Errors
/// D3130 and D3131 for the picture, D1001 for a number that cannot be written so.
pub(crate) fn format(number: Item<'_>, picture: &str) -> Result<String, Error> {
    Picture::parse(picture)?.format(number)
}

/// `$parseInteger`: NaN where the text is no number of the picture's.
///
/// # Errors
/// D3130 and D3131 for the picture.
pub(crate) fn parse<'a>(text: &str, picture: &str) -> Result<Item<'a>, Error> {
    Picture::parse(picture)?.read(text)
}

/// A picture, taken apart.
#[derive(Debug)]
pub(super) struct Picture {
    pub(super) form: Form,
    /// Writes first, second, third rather than one, two, three.
    pub(super) is_ordinal: bool,
}

#[derive(Debug)]
pub(super) enum Form {
    /// `A`, `a`
    Letters(Case),
    /// `I`, `i`
    Roman(Case),
    /// `W`, `w`, `Ww`
    Words(Case),
    /// `#,##0`
    Decimal(Decimal),
    /// Anything else, which stands for a sequence that starts with it.
    Sequence(String),
}

impl Picture {
    pub(super) fn parse(picture: &str) -> Result<Picture, Error> {
        let (form, modifier) = picture.rsplit_once(';').unwrap_or((picture, ""));
        Ok(Picture {
            form: Form::parse(form)?,
            is_ordinal: modifier.starts_with('o'),
        })
    }

    pub(super) fn format(&self, number: Item<'_>) -> Result<String, Error> {
        let number = match number {
            Item::Float(number) => Item::from_f64(number.floor()),
            number => number,
        };
        let value = number.number().unwrap_or(f64::NAN);
        let size = value.abs();
        if !size.is_finite() {
            return Err(out_of_range(value));
        }
        let text = match &self.form {
            Form::Letters(case) => case.apply(&numerals::letters(size)),
            Form::Roman(_) if size > numerals::MOST => return Err(out_of_range(value)),
            Form::Roman(case) => case.apply(&numerals::roman(size)),
            Form::Words(case) => case.apply(&words::format(size, self.is_ordinal)),
            Form::Decimal(decimal) => decimal.format(&digits(number), self.is_ordinal),
            Form::Sequence(token) => return Err(no_sequence(token)),
        };
        let sign = if value < 0.0 { "-" } else { "" };
        Ok(format!("{sign}{text}"))
    }

    pub(super) fn read<'a>(&self, text: &str) -> Result<Item<'a>, Error> {
        Ok(match &self.form {
            Form::Letters(case) => {
                let first = if *case == Case::Upper { 'A' } else { 'a' };
                Item::from_f64(numerals::read_letters(text, first))
            }
            Form::Roman(Case::Upper) => Item::from_f64(numerals::read_roman(text)),
            Form::Roman(_) => Item::from_f64(numerals::read_roman(&text.to_uppercase())),
            Form::Words(_) => Item::from_f64(words::read(text)),
            Form::Decimal(decimal) => decimal.read(text, self.is_ordinal),
            Form::Sequence(token) => return Err(no_sequence(token)),
        })
    }

    /// What regularly separates its digits.
    pub(super) fn separator(&self) -> Option<char> {
        match &self.form {
            Form::Decimal(decimal) => decimal.separator(),
            _ => None,
        }
    }
}

impl Form {
    fn parse(form: &str) -> Result<Form, Error> {
        Ok(match form {
            "A" => Form::Letters(Case::Upper),
            "a" => Form::Letters(Case::Lower),
            "I" => Form::Roman(Case::Upper),
            "i" => Form::Roman(Case::Lower),
            "W" => Form::Words(Case::Upper),
            "w" => Form::Words(Case::Lower),
            "Ww" => Form::Words(Case::Title),
            _ => match Decimal::parse(form)? {
                Some(decimal) => Form::Decimal(decimal),
                None => Form::Sequence(form.to_owned()),
            },
        })
    }
}

/// D3130: a sequence that is none of those that there are.
pub(super) fn no_sequence(token: &str) -> Error {
    let token = Value::from(token);
    let message = format!(
        "Formatting or parsing an integer as a sequence starting with {token} is not supported by this implementation"
    );
    Error::new("D3130", message)
}

/// A picture that would take too much time or memory.
pub(super) fn too_large() -> Error {
    Error::new("", "The picture string is too large")
}

/// D1001: a number that cannot be written.
pub(super) fn out_of_range(number: f64) -> Error {
    let sign = if number < 0.0 { "-" } else { "" };
    let digits = digits(Item::Float(number));
    Error::new("D1001", format!("Number out of range: {sign}{digits}"))
}

/// The digits of a whole number without its sign, as JavaScript writes them.
fn digits(number: Item<'_>) -> String {
    match number {
        Item::Int(number) => number.unsigned_abs().to_string(),
        number => match number.number().unwrap_or(f64::NAN).abs() {
            size if size.is_infinite() => "Infinity".to_owned(),
            size => crate::jsonata::decimal::text(size),
        },
    }
}

/// JavaScript's `parseInt`: the integer that a text begins with, NaN where there is none.
pub(super) fn leading_integer<'a>(text: &str) -> Item<'a> {
    let text = text.trim_start();
    let sign = usize::from(text.starts_with(['+', '-']));
    let digits = text.bytes().skip(sign).take_while(u8::is_ascii_digit);
    let number = &text[..sign + digits.count()];
    match number.parse() {
        Ok(int) => Item::Int(int),
        Err(_) => Item::Float(number.parse().unwrap_or(f64::NAN)),
    }
}
