//! ISO 8601, what `$toMillis` reads without a picture.

use super::calendar::{MILLIS_A_DAY, first_day};

/// The milliseconds since 1970 of a text such as `2018`, `2018-02-01` or `2018-02-01T09:42:13.123+01:00`; without a timezone it
/// is UTC. NaN for one that looks like a time but is none, such as month 13; nothing for any other.
pub(crate) fn parse(text: &str) -> Option<f64> {
    let mut rest = Rest(text.as_bytes());
    let year = rest.number(4, 9999)?;
    let month = if rest.eat(b'-') {
        rest.number(2, 39)?
    } else {
        1
    };
    let day = if rest.eat(b'-') {
        rest.number(2, 39)?
    } else {
        1
    };
    let time = if rest.eat(b'T') {
        Some(rest.time()?)
    } else {
        None
    };
    let fraction = if rest.eat(b'.') {
        Some(rest.fraction()?)
    } else {
        None
    };
    let offset = if rest.eat(b'Z') { None } else { rest.offset()? };
    if !rest.0.is_empty() {
        return None;
    }
    let millis = time.unwrap_or(0) + fraction.unwrap_or(0);
    let offset_of_time = offset.unwrap_or(0);
    // A day ends with 24:00.
    let is_real = (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && millis <= MILLIS_A_DAY
        && offset_of_time.abs() < MILLIS_A_DAY
        && (time.is_some() || fraction.is_none() && offset.is_none());
    if !is_real {
        return Some(f64::NAN);
    }
    // The last days of a short month are the first ones of the next.
    let days = first_day(year, month - 1) + day - 1;
    Some((days * MILLIS_A_DAY + millis - offset_of_time) as f64)
}

/// What is still to be read.
struct Rest<'t>(&'t [u8]);

impl Rest<'_> {
    fn eat(&mut self, byte: u8) -> bool {
        let rest = self.0.strip_prefix(&[byte]);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// A number of so many digits.
    fn number(&mut self, digits: usize, most: i64) -> Option<i64> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        let number = number.iter().try_fold(0, |number, digit| {
            digit
                .is_ascii_digit()
                .then(|| number * 10 + i64::from(digit - b'0'))
        })?;
        (number <= most).then_some(number)
    }

    /// `09:42:13`, in milliseconds.
    fn time(&mut self) -> Option<i64> {
        let hours = self.number(2, 29)?;
        let minutes = self.eat(b':').then(|| self.number(2, 59))??;
        let seconds = self.eat(b':').then(|| self.number(2, 59))??;
        Some(((hours * 60 + minutes) * 60 + seconds) * 1000)
    }

    /// The digits of a fraction, in milliseconds. Those past the third are dropped.
    fn fraction(&mut self) -> Option<i64> {
        let count = self
            .0
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let (digits, rest) = self.0.split_at(count);
        self.0 = rest;
        let digit = |place: usize| digits.get(place).map_or(0, |digit| i64::from(digit - b'0'));
        (count > 0).then(|| digit(0) * 100 + digit(1) * 10 + digit(2))
    }

    /// `+01:00` or `+0100` in milliseconds, if there is one.
    fn offset(&mut self) -> Option<Option<i64>> {
        let sign = match self.0.first() {
            Some(b'+') => 1,
            Some(b'-') => -1,
            _ => return Some(None),
        };
        self.0 = &self.0[1..];
        let hours = self.number(2, 29)?;
        self.eat(b':');
        let minutes = self.number(2, 59)?;
        Some(Some(sign * (hours * 60 + minutes) * 60_000))
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn what_is_not_there_is_the_least() {
        for (text, time) in [
            ("2024", "2024-01-01T00:00:00Z"),
            ("2024-02", "2024-02-01T00:00:00Z"),
            ("2024-02-29", "2024-02-29T00:00:00Z"),
            ("2024-02-29Z", "2024-02-29T00:00:00Z"),
            ("2024T10:20:30", "2024-01-01T10:20:30Z"),
            ("2024-02-29T10:20:30", "2024-02-29T10:20:30Z"),
            ("2024-02-29T10:20:30.5Z", "2024-02-29T10:20:30.5Z"),
            ("2024-02-29T10:20:30.123987Z", "2024-02-29T10:20:30.123Z"),
            ("2024-02-29T10:20:30+01:30", "2024-02-29T08:50:30Z"),
            ("2024-02-29T10:20:30-0130", "2024-02-29T11:50:30Z"),
            ("2023-02-29T24:00:00Z", "2023-03-02T00:00:00Z"),
            ("0050-01-01", "0050-01-01T00:00:00Z"),
        ] {
            let time: Timestamp = time.parse().expect("a time");
            assert_eq!(parse(text), Some(time.as_millisecond() as f64), "{text}");
        }
    }

    #[test]
    fn what_looks_like_a_time_but_is_none_is_nan() {
        for text in [
            "2024-13",
            "2024-00-01",
            "2024-01-32",
            "2024-01-01T24:00:01Z",
            "2024-01-01T25:00:00",
            "2024-01-01T00:00:00+24:00",
            "2024-01-01+01:00",
            "2024-01-01.5",
        ] {
            assert!(parse(text).is_some_and(f64::is_nan), "{text}");
        }
    }

    #[test]
    fn anything_else_is_nothing() {
        for text in [
            "",
            "24",
            "20240101",
            "2024-1-1",
            "2024-01-01 00:00:00Z",
            "2024-01-01T00:00Z",
            "2024-01-01T00:00:00.Z",
            "2024-01-01T00:60:00Z",
            "2024-01-01T00:00:00z",
            "2024-01-01T00:00:00+1",
            "2024-01-01Z ",
            "２０２４",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
