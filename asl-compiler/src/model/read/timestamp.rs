//! Literal timestamps. Reference §8.2.

use super::Reader;
use crate::parse::Node;
use crate::source::Spanned;

impl Reader<'_> {
    pub(super) fn as_timestamp(&mut self, node: &Node) -> Option<Spanned<String>> {
        let text = self.as_string(node)?;
        if is_timestamp(&text.value) {
            return Some(text);
        }
        self.out_of_range(
            node,
            "not an RFC 3339 timestamp such as `2024-08-18T17:33:00Z`",
        )
    }
}

/// `YYYY-MM-DDTHH:MM:SS`, a fraction of any length, and `Z` or an offset; a time that exists.
fn is_timestamp(text: &str) -> bool {
    let Some((seconds, rest)) = text.split_at_checked("YYYY-MM-DDTHH:MM:SS".len()) else {
        return false;
    };
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => rest,
    };
    let dangling_point = rest
        .strip_prefix('.')
        .is_some_and(|fraction| fraction.len() == zone.len());
    !dangling_point
        && has_shape(seconds, "0000-00-00T00:00:00")
        && (zone == "Z" || has_shape(zone, "+00:00") || has_shape(zone, "-00:00"))
        && format!("{seconds}{zone}")
            .parse::<jiff::Timestamp>()
            .is_ok()
}

/// Whether a text is the shape with any digits for its zeros.
fn has_shape(text: &str, shape: &str) -> bool {
    let fits = |(byte, shape): (u8, u8)| match shape {
        b'0' => byte.is_ascii_digit(),
        _ => byte == shape,
    };
    text.len() == shape.len() && text.bytes().zip(shape.bytes()).all(fits)
}

#[cfg(test)]
mod tests {
    use super::is_timestamp;

    #[test]
    fn a_timestamp_has_date_time_and_zone() {
        let valid = [
            "2016-03-14T01:59:00Z",
            "2016-03-14T01:59:00.0Z",
            "2016-03-14T01:59:00.123456789123Z",
            "2016-03-14T01:59:00+05:30",
            "2016-03-14T01:59:00.5-11:00",
            "2024-02-29T00:00:00Z",
        ];
        let invalid = [
            "",
            "2016-03-14",
            "2016-03-14 01:59:00Z",
            "2016-03-14t01:59:00Z",
            "2016-03-14T01:59:00z",
            "2016-03-14T01:59:00",
            "2016-03-14T01:59:00.Z",
            "2016-03-14T01:59Z",
            "2016-03-14T01:59:00+0530",
            "2016-13-14T01:59:00Z",
            "2016-03-14T25:00:00Z",
            "2023-02-29T00:00:00Z",
            "14-03-2016T01:59:00Z",
            "+016-03-14T01:59:00Z",
            "2016-03-14T01:59:00Zé",
            "2016-03-14T01:59:0éZ",
            "{% $now() %}",
        ];
        for text in valid {
            assert!(is_timestamp(text), "{text}");
        }
        for text in invalid {
            assert!(!is_timestamp(text), "{text}");
        }
    }
}
