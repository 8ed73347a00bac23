//! Reading times.

use super::components::Components;
use super::markers::{self, Marker, Part, Style};
use super::matching::{self, Pattern};
use super::names;
use crate::jsonata::picture::integer::leading_integer;
use crate::jsonata::{Error, Evaluation};

/// `$toMillis` with a picture: the milliseconds since 1970, NaN where a component is no number or the time is beyond the
/// calendar. Nothing for a text that does not fit, and for a picture without markers.
///
/// # Errors
/// D313x for the picture and for what is missing in it, and when finding its parts takes too much time.
pub(crate) fn parse(ev: &Evaluation, text: &str, picture: &str) -> Result<Option<f64>, Error> {
    let parts = markers::parse(picture)?;
    let patterns: Vec<_> = parts.iter().map(Pattern::of).collect::<Result<_, _>>()?;
    let Some(found) = matching::find(ev, &patterns, text)? else {
        return Ok(None);
    };
    let mut components = None;
    for (part, text) in parts.iter().zip(found) {
        if let Part::Marker(marker) = part {
            let components = components.get_or_insert_with(Components::default);
            components.set(marker.component, marker.read(text)?);
        }
    }
    let millis = components.map(|components: Components| components.millis(ev.now()));
    millis.transpose()
}

impl Marker {
    /// The number that a text stands for that matches it. Nothing for a name that is none.
    fn read(&self, text: &str) -> Result<Option<f64>, Error> {
        match (self.component, &self.style) {
            ('Z', Style::Number(picture)) => Ok(Some(read_zone(text, picture.separator()))),
            ('z', Style::Number(picture)) => {
                Ok(Some(read_zone(&text["GMT".len()..], picture.separator())))
            }
            (_, Style::Number(picture)) => Ok(picture.read(text)?.number()),
            ('P', Style::Name(_)) => Ok(match text {
                "am" | "AM" => Some(0.0),
                "pm" | "PM" => Some(1.0),
                _ => None,
            }),
            (component, Style::Name(_)) => {
                let most = self.most.filter(|most| *most > 0).unwrap_or(usize::MAX);
                let is_it = |name: &&str| name.get(..most).unwrap_or(name) == text;
                let index = names(component).unwrap_or_default().iter().rposition(is_it);
                Ok(index.map(|index| index as f64 + 1.0))
            }
        }
    }
}

/// The minutes that a timezone is ahead. Its minutes count forwards even behind negative hours, as in the reference
/// implementation.
fn read_zone(text: &str, separator: Option<char>) -> f64 {
    let number = |text| leading_integer(text).number().unwrap_or(f64::NAN);
    let (hours, minutes) = match separator {
        Some(separator) => text.split_once(separator).unwrap_or((text, "")),
        None if text.len() <= 3 => (text, "0"),
        None => text.split_at(3),
    };
    number(hours) * 60.0 + number(minutes)
}
