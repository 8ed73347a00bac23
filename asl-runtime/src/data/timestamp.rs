//! Timestamps in the profile that Choice and Wait share. Reference §8.2.

use jiff::civil::{Date, DateTime, Time, datetime};
use jiff::{SignedDuration, Timestamp};

const EPOCH: DateTime = datetime(1970, 1, 1, 0, 0, 0, 0);

/// The time that a text means, if it fits the profile. The last hours of the year 9999, beyond [`Timestamp::MAX`],
/// become that.
#[must_use]
pub fn parse(text: &str) -> Option<Timestamp> {
    let instant = instant(text)?;
    let nearest = if instant.is_negative() {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    Some(Timestamp::from_duration(instant).unwrap_or(nearest))
}

/// The time since 1970 that a text means, if it fits the profile.
pub(super) fn instant(text: &str) -> Option<SignedDuration> {
    let &[
        y1,
        y2,
        y3,
        y4,
        b'-',
        n1,
        n2,
        b'-',
        d1,
        d2,
        b'T',
        h1,
        h2,
        b':',
        m1,
        m2,
        b':',
        s1,
        s2,
        ref rest @ ..,
    ] = text.as_bytes()
    else {
        return None;
    };
    let year = i16::from(two_digits(y1, y2)?) * 100 + i16::from(two_digits(y3, y4)?);
    let (nanosecond, rest) = fraction(rest)?;
    let date = Date::new(year, two_digits(n1, n2)?, two_digits(d1, d2)?).ok()?;
    let time = Time::new(
        two_digits(h1, h2)?,
        two_digits(m1, m2)?,
        two_digits(s1, s2)?,
        nanosecond,
    )
    .ok()?;
    Some(DateTime::from_parts(date, time).duration_since(EPOCH) - offset(rest)?)
}

fn two_digits(tens: u8, ones: u8) -> Option<i8> {
    let both = tens.is_ascii_digit() && ones.is_ascii_digit();
    both.then(|| ((tens - b'0') * 10 + (ones - b'0')).cast_signed())
}

/// The nanoseconds of a fraction, if there is one, and what follows it. Digits past the ninth are dropped.
fn fraction(text: &[u8]) -> Option<(i32, &[u8])> {
    let Some(text) = text.strip_prefix(b".") else {
        return Some((0, text));
    };
    let length = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = text.split_at(length);
    let digit = |position| {
        digits
            .get(position)
            .map_or(0, |byte| i32::from(byte - b'0'))
    };
    let nanoseconds = (0..9).fold(0, |sum, position| sum * 10 + digit(position));
    (length > 0).then_some((nanoseconds, rest))
}

fn offset(text: &[u8]) -> Option<SignedDuration> {
    let (sign, digits) = match text {
        b"Z" => return Some(SignedDuration::ZERO),
        [b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] => (-1, digits),
        _ => return None,
    };
    let &[h1, h2, b':', m1, m2] = digits else {
        return None;
    };
    let (hours, minutes) = (
        i64::from(two_digits(h1, h2)?),
        i64::from(two_digits(m1, m2)?),
    );
    (hours < 24 && minutes < 60).then(|| SignedDuration::from_mins(sign * (hours * 60 + minutes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_in_the_profile_are_instants() {
        for (text, same) in [
            ("2016-03-14T01:59:00Z", "2016-03-14T01:59:00Z"),
            ("2016-03-14T01:59:00.00Z", "2016-03-14T01:59:00Z"),
            (
                "2016-03-14T01:59:00.243167252Z",
                "2016-03-14T01:59:00.243167252Z",
            ),
            (
                "2016-03-14T01:59:00.2431672529999Z",
                "2016-03-14T01:59:00.243167252Z",
            ),
            ("2016-03-14T01:59:00-05:30", "2016-03-14T07:29:00Z"),
            ("2016-03-01T00:30:00+01:00", "2016-02-29T23:30:00Z"),
            ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z"),
        ] {
            assert_eq!(parse(text), same.parse().ok(), "{text}");
        }
    }

    #[test]
    fn texts_outside_of_the_profile_are_none() {
        for text in [
            "",
            " ",
            "2016-03-14",
            "2016-03-14 01:59:00Z",
            "2016-03-14t01:59:00Z",
            "2016-03-14T01:59:00z",
            "2016-03-14T01:59:00",
            "2016-03-14T01:59Z",
            "2016-03-14T01:59:00.Z",
            "2016-03-14T01:59:00,5Z",
            "2016-03-14T01:59:00+0100",
            "2016-03-14T01:59:00+24:00",
            "2016-03-14T01:59:00Z ",
            "2016-13-14T01:59:00Z",
            "2015-02-29T01:59:00Z",
            "2016-03-14T24:00:00Z",
            "2016-03-14T25:59:00Z",
            "2016-03-14T01:60:00Z",
            "2016-03-14T23:59:60Z",
            "14-03-2016T01:59:00Z",
            "+016-03-14T01:59:00Z",
            "2016-03-14T01:59:0é",
        ] {
            assert_eq!(instant(text), None, "{text}");
        }
    }

    #[test]
    fn the_ends_of_the_calendar_are_valid() {
        assert_eq!(parse("9999-12-31T23:59:59Z"), Some(Timestamp::MAX));
        assert!(instant("9999-12-31T23:59:59Z") < instant("9999-12-31T23:59:59.5Z"));
        assert!(instant("0000-01-01T00:00:00+23:59") < instant("0000-01-01T00:00:00Z"));
    }
}
