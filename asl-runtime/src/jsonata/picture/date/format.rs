//! Writing times.

use std::sync::LazyLock;

use serde_json::Value;

use super::calendar::Moment;
use super::markers::{self, Marker, Part, Style};
use super::{names, no_names};
use crate::jsonata::picture::integer::{
    self, Case, Decimal, Form, Picture, leading_integer, out_of_range,
};
use crate::jsonata::{Error, Item};

/// The picture without a picture.
static ISO_8601: LazyLock<Vec<Part>> = LazyLock::new(|| {
    let picture = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]";
    markers::parse(picture).unwrap_or_default()
});

/// `$fromMillis`: so many milliseconds after 1970, as a picture has them, in a timezone such as `+0100`.
///
/// # Errors
/// D313x for the picture, D1001 for a time beyond the calendar and for what is no timezone.
pub(crate) fn format(
    millis: f64,
    picture: Option<&str>,
    timezone: Option<&str>,
) -> Result<String, Error> {
    let parsed = picture.map(markers::parse).transpose()?;
    let parts = parsed.as_ref().unwrap_or(&ISO_8601);
    let zone = timezone.map_or(Ok(Offset::default()), Offset::parse)?;
    let millis = millis + zone.millis();
    let moment = Moment::new(millis).ok_or_else(|| out_of_range(millis))?;
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Literal(literal) => text.push_str(literal),
            Part::Marker(marker) => text.push_str(&marker.format(moment, zone)?),
        }
    }
    Ok(text)
}

/// How far a timezone is from UTC.
#[derive(Clone, Copy, Debug, Default)]
struct Offset {
    hours: i64,
    minutes: i64,
}

impl Offset {
    /// Hours and minutes in one number, the hours rounded down. So `-0530` is `-0630`, as in the reference implementation.
    fn parse(timezone: &str) -> Result<Offset, Error> {
        match leading_integer(timezone) {
            Item::Int(number) => Ok(Offset {
                hours: number.div_euclid(100),
                minutes: number % 100,
            }),
            _ => {
                let message = format!("Number out of range: {}", Value::from(timezone));
                Err(Error::new("D1001", message))
            }
        }
    }

    fn millis(self) -> f64 {
        (self.hours as f64 * 60.0 + self.minutes as f64) * 60_000.0
    }

    fn number(self) -> i64 {
        self.hours.saturating_mul(100).saturating_add(self.minutes)
    }
}

impl Marker {
    fn format(&self, moment: Moment, zone: Offset) -> Result<String, Error> {
        let value = moment.component(self.component);
        match (self.component, value, &self.style) {
            ('Z' | 'z', _, Style::Number(picture)) => self.format_zone(picture, zone),
            ('P', Some(half), Style::Name(case)) => {
                let half = if half == 0 { "am" } else { "pm" };
                Ok(match case {
                    Case::Upper => half.to_uppercase(),
                    Case::Lower | Case::Title => half.to_owned(),
                })
            }
            ('C' | 'E', ..) => Ok("ISO".to_owned()),
            (_, Some(value), Style::Name(case)) => self.format_name(value, *case),
            ('Y', Some(year), Style::Number(picture)) => {
                let digits = self.most.and_then(|most| u32::try_from(most).ok());
                let century = digits.and_then(|digits| 10_i64.checked_pow(digits));
                picture.format(Item::Int(century.map_or(year, |century| year % century)))
            }
            (_, Some(value), Style::Number(picture)) => picture.format(Item::Int(value)),
            // A letter that stands for nothing, with a presentation.
            (_, None, _) => Ok("undefined".to_owned()),
        }
    }

    fn format_name(&self, value: i64, case: Case) -> Result<String, Error> {
        let names = names(self.component).ok_or_else(|| no_names(self.component))?;
        let name = usize::try_from(value - 1)
            .ok()
            .and_then(|index| names.get(index));
        let mut name = case.apply(name.unwrap_or(&""));
        name.truncate(self.most.unwrap_or(usize::MAX));
        Ok(name)
    }

    fn format_zone(&self, picture: &Picture, zone: Offset) -> Result<String, Error> {
        let written = match &picture.form {
            Form::Decimal(decimal) if decimal.separator().is_some() => {
                picture.format(Item::Int(zone.number()))?
            }
            Form::Decimal(Decimal {
                mandatory: 1 | 2, ..
            }) => {
                let hours = picture.format(Item::Int(zone.hours))?;
                match zone.minutes {
                    0 => hours,
                    minutes => hours + ":" + &integer::format(Item::Int(minutes), "00")?,
                }
            }
            Form::Decimal(Decimal {
                mandatory: 3 | 4, ..
            }) => picture.format(Item::Int(zone.number()))?,
            _ => {
                let message =
                    "The timezone integer format specifier cannot have more than four digits";
                return Err(Error::new("D3134", message));
            }
        };
        if zone.number() == 0 && self.is_zulu {
            return Ok("Z".to_owned());
        }
        let name = if self.component == 'z' { "GMT" } else { "" };
        let sign = if zone.number() < 0 { "" } else { "+" };
        Ok(format!("{name}{sign}{written}"))
    }
}
