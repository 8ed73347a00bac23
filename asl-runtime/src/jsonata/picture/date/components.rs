//! The components of a time that a text has given, and the time that they make up.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::calendar::{MILLIS_A_DAY, Moment, utc};
use crate::jsonata::Error;

/// Numbers by the letter of their component.
#[derive(Debug, Default)]
pub(super) struct Components(BTreeMap<char, f64>);

impl Components {
    pub(super) fn set(&mut self, component: char, value: Option<f64>) {
        match value {
            Some(value) => self.0.insert(component, value),
            None => self.0.remove(&component),
        };
    }

    fn get(&self, component: char) -> f64 {
        self.0.get(&component).copied().unwrap_or(0.0)
    }

    /// Zero is as good as nothing, as in the reference implementation.
    fn is_given(&self, component: char) -> bool {
        let value = self.get(component);
        value != 0.0 && !value.is_nan()
    }

    /// Whether some are given of `all`, and none but these.
    fn are(&self, these: &str, all: &str) -> bool {
        let mut given = all
            .chars()
            .filter(|component| self.is_given(*component))
            .peekable();
        given.peek().is_some() && given.all(|component| these.contains(component))
    }

    /// The milliseconds since 1970.
    ///
    /// # Errors
    /// D3136 when a component is missing between others, or for a week.
    pub(super) fn millis(mut self, now: Timestamp) -> Result<f64, Error> {
        const DATE: &str = "YXMxWwdD";
        const TIME: &str = "PHhmsf";
        if self.are("Xxw", DATE) || self.are("XW", DATE) {
            return Err(incomplete());
        }
        let is_day_of_year = !self.are("YMD", DATE) && self.are("Yd", DATE);
        let is_half_day = !self.are("Hmsf", TIME) && self.are("Phmsf", TIME);
        let date = if is_day_of_year { "YD" } else { "YMD" };
        let time = if is_half_day { "Phmsf" } else { "Hmsf" };
        self.complete(date.chars().chain(time.chars()), now)?;

        let (month, day) = if is_day_of_year {
            self.day_of_year()
        } else {
            ((self.get('M') - 1.0).max(0.0), self.get('D'))
        };
        let hour = if is_half_day {
            self.hour_of_half_day()
        } else {
            self.get('H')
        };
        let minutes = hour * 60.0 + self.get('m');
        let millis = minutes * 60_000.0 + self.get('s') * 1000.0 + self.get('f');
        let zone = ['Z', 'z'].into_iter().find(|zone| self.is_given(*zone));
        let ahead = zone.map_or(0.0, |zone| self.get(zone));
        Ok(utc(self.get('Y'), month, day, millis) - ahead * 60_000.0)
    }

    /// Fills in what is not there of some components, the largest first: those above the first that is there are of now,
    /// those below the last are the least that there are.
    fn complete(
        &mut self,
        components: impl Iterator<Item = char>,
        now: Timestamp,
    ) -> Result<(), Error> {
        let now = Moment::new(now.as_millisecond() as f64);
        let (mut has_begun, mut has_ended) = (false, false);
        for component in components {
            if self.0.contains_key(&component) {
                has_begun = true;
                if has_ended {
                    return Err(incomplete());
                }
                continue;
            }
            has_ended = has_begun;
            let value = match component {
                'M' | 'D' if has_begun => 1,
                _ if has_begun => 0,
                // Without it the hours are those of the morning, even in the afternoon.
                'P' => 0,
                _ => now.and_then(|now| now.component(component)).unwrap_or(0),
            };
            self.0.insert(component, value as f64);
        }
        Ok(())
    }

    /// The month and the day of month of a day of the year. It stays in its year, even if that has no such day.
    fn day_of_year(&self) -> (f64, f64) {
        let days = self.get('d') - 1.0;
        let start = utc(self.get('Y'), 0.0, 1.0, 0.0);
        Moment::new(start + days * MILLIS_A_DAY as f64).map_or((f64::NAN, f64::NAN), |moment| {
            (moment.month as f64, moment.day_of_month as f64)
        })
    }

    fn hour_of_half_day(&self) -> f64 {
        let hour = self.get('h');
        let hour = if hour == 12.0 { 0.0 } else { hour };
        hour + 12.0 * self.get('P')
    }
}

fn incomplete() -> Error {
    let message =
        "The date/time picture string is missing specifiers required to parse the timestamp";
    Error::new("D3136", message)
}
