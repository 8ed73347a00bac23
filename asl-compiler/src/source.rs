//! The text being compiled: positions, spans, and the way from an offset inside a JSON string to the file.

use std::io;
use std::ops::Range;
use std::path::Path;
use std::string::FromUtf8Error;

/// A range of bytes in a [`SourceFile`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// The span of the bytes `start..end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span {
            start: clamp(start),
            end: clamp(end),
        }
    }

    /// The same range as `usize`, to slice text with.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and the place in the file that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it stands. For a JSON string the quotes are included.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Pairs a value with its place.
    #[must_use]
    pub fn new(value: T, span: Span) -> Self {
        Spanned { value, span }
    }

    /// Changes the value, keeps the place.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned {
            value: change(self.value),
            span: self.span,
        }
    }
}

/// A definition's text under the name that messages show.
#[derive(Clone, Debug)]
pub struct SourceFile {
    name: String,
    text: String,
    line_starts: Vec<u32>,
}

impl SourceFile {
    /// A text and the name to show for it, usually its path relative to the crate.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let line_starts = std::iter::once(0)
            .chain(
                text.bytes()
                    .enumerate()
                    .filter(|&(_, byte)| byte == b'\n')
                    .map(|(at, _)| Span::new(at + 1, at + 1).start),
            )
            .collect();
        SourceFile {
            name: name.into(),
            text,
            line_starts,
        }
    }

    /// Reads a definition from a file, under a name to show for it.
    ///
    /// # Errors
    /// When it cannot be read or is not UTF-8.
    pub fn read(path: &Path, name: impl Into<String>) -> io::Result<Self> {
        match String::from_utf8(std::fs::read(path)?) {
            Ok(text) => Ok(SourceFile::new(name, text)),
            Err(error) => Err(io::Error::new(io::ErrorKind::InvalidData, encoding(&error))),
        }
    }

    /// The name that messages show.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of an offset, both counted from 1; a column is a character.
    #[must_use]
    pub fn line_column(&self, offset: u32) -> (usize, usize) {
        let line = self
            .line_starts
            .partition_point(|&start| start <= offset)
            .max(1);
        let start = self.line_starts[line - 1] as usize;
        let column = self
            .text
            .get(start..offset as usize)
            .map_or(0, |before| before.chars().count());
        (line, column + 1)
    }

    /// A field of a state, as messages of rustc name it: `order.asl.json:12:19: state "IsLarge", Variable "$.totl"`. The
    /// name of the field is the key before the value; without a value the place is that of the state's name.
    #[must_use]
    pub fn describe(&self, state: &Spanned<&str>, value: Option<Span>) -> String {
        let mut place = self.name.clone();
        // A definition between Rust tokens is one line, of which the user knows nothing.
        if self.line_starts.len() > 1 {
            let (line, column) = self.line_column(value.unwrap_or(state.span).start);
            place += &format!(":{line}:{column}");
        }
        place += &format!(": state {:?}", state.value);
        if let Some(value) = value
            && let Some(text) = self.text.get(value.range())
        {
            let key = self.key_before(value.start).map(|key| format!("{key} "));
            place += &format!(", {}{text}", key.unwrap_or_default());
        }
        place
    }

    /// The key of the member whose value begins at an offset.
    fn key_before(&self, offset: u32) -> Option<&str> {
        let mut before = self.text.get(..offset as usize)?.trim_end();
        if before.ends_with(['[', ',']) {
            // One of several strings in an array.
            let (outside, inside) = before.rsplit_once('[')?;
            if inside.contains(['{', '}', ']']) {
                return None;
            }
            before = outside.trim_end();
        }
        let key = before.strip_suffix(':')?.trim_end().strip_suffix('"')?;
        key.rsplit('"').next()
    }

    /// The place in the file of `inner`, a range of bytes in the decoded value of the JSON string that stands at
    /// `string`. Walks the literal, so that an escape such as `\u00e9` counts as the character that it makes.
    #[must_use]
    pub fn within_string(&self, string: Span, inner: Span) -> Span {
        let Some(literal) = self
            .text
            .get(string.range())
            .and_then(|raw| raw.strip_prefix('"'))
        else {
            return string;
        };
        let body = string.start as usize + 1;
        let (mut start, mut end) = (None, None);
        let (mut decoded, mut raw) = (0usize, 0usize);
        while raw < literal.len() {
            if decoded >= inner.start as usize {
                start.get_or_insert(raw);
            }
            if decoded >= inner.end as usize {
                end.get_or_insert(raw);
                break;
            }
            let (raw_length, decoded_length) = unit_length(&literal[raw..]);
            raw += raw_length;
            decoded += decoded_length;
        }
        let start = start.unwrap_or(literal.len().saturating_sub(1));
        // A range of no width, such as "here something is missing", still gets one caret.
        let end = end
            .unwrap_or(literal.len().saturating_sub(1))
            .max(start + 1);
        Span::new(body + start, body + end)
    }
}

/// What is wrong with bytes that are not UTF-8.
fn encoding(error: &FromUtf8Error) -> String {
    let bytes = error.as_bytes();
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return "the file is in UTF-16; save it as UTF-8, the encoding of JSON".to_owned();
    }
    let before = &bytes[..error.utf8_error().valid_up_to()];
    let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
    format!(
        "line {line} has a character that is not in UTF-8, the encoding of JSON; save the file as UTF-8"
    )
}

/// How many bytes the first character of a JSON string's body takes in the file, and how many once decoded.
fn unit_length(raw: &str) -> (usize, usize) {
    let mut chars = raw.chars();
    match chars.next() {
        Some('\\') => match chars.next() {
            Some('u') => match surrogate_pair(raw) {
                true => (12, 4),
                false => (
                    6,
                    raw.get(2..6)
                        .and_then(decode_unit)
                        .map_or(1, char::len_utf8),
                ),
            },
            escaped => (1 + escaped.map_or(0, char::len_utf8), 1),
        },
        Some(plain) => (plain.len_utf8(), plain.len_utf8()),
        None => (1, 1),
    }
}

fn decode_unit(hex: &str) -> Option<char> {
    u32::from_str_radix(hex, 16).ok().and_then(char::from_u32)
}

fn surrogate_pair(raw: &str) -> bool {
    let unit = |at: usize| {
        raw.get(at..at + 4)
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
    };
    raw.get(6..8) == Some("\\u")
        && unit(2).is_some_and(|high| (0xD800..0xDC00).contains(&high))
        && unit(8).is_some_and(|low| (0xDC00..0xE000).contains(&low))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_and_columns_are_characters() {
        let file = SourceFile::new("a.json", "{\n  \"é\": 1\n}");
        assert_eq!(file.line_column(0), (1, 1));
        assert_eq!(file.line_column(2), (2, 1));
        let one = u32::try_from(file.text().find('1').expect("present")).expect("small");
        assert_eq!(file.line_column(one), (2, 8));
    }

    #[test]
    fn a_text_in_another_encoding_is_called_by_its_name() {
        let says =
            |bytes: &[u8]| encoding(&String::from_utf8(bytes.to_vec()).expect_err("no UTF-8"));
        assert!(says(b"\xff\xfe{\0").starts_with("the file is in UTF-16"));
        assert!(says(b"{\n  \"Gr\xfc\xdfe\"").starts_with("line 2 has a character"));
    }

    #[test]
    fn a_field_is_named_by_the_key_before_its_value() {
        let text = "{\n  \"Is\": {\n    \"Variable\" : \"$.totl\", \"E\": [\"A\"]\n  }\n}";
        let file = SourceFile::new("a.json", text);
        let span = |part: &str| {
            let at = text.find(part).expect("present");
            Span::new(at, at + part.len())
        };
        let state = Spanned::new("Is", span("\"Is\""));
        for (value, described) in [
            (
                Some("\"$.totl\""),
                "a.json:3:18: state \"Is\", Variable \"$.totl\"",
            ),
            (Some("\"A\""), "a.json:3:34: state \"Is\", E \"A\""),
            (None, "a.json:2:3: state \"Is\""),
        ] {
            assert_eq!(file.describe(&state, value.map(span)), described);
        }
    }

    #[track_caller]
    fn assert_within(json: &str, needle: &str, shown: &str) {
        let file = SourceFile::new("a.json", json);
        let decoded: String = serde_json::from_str(json).expect("a JSON string");
        let at = decoded.find(needle).expect("the needle occurs");
        let span = file.within_string(Span::new(0, json.len()), Span::new(at, at + needle.len()));
        assert_eq!(&json[span.range()], shown);
    }

    #[test]
    fn a_place_inside_a_string_is_found_through_escapes() {
        assert_within(r#""$.a.totl""#, "totl", "totl");
        assert_within(r#""$['Test\\\"\"Name'].x""#, "x", "x");
        assert_within(r#""\u00e9\ud83d\ude00 then""#, "then", "then");
        assert_within(r#""\u00e9\ud83d\ude00 then""#, "\u{1F600}", r"\ud83d\ude00");
    }

    #[test]
    fn a_place_at_the_end_of_a_string_is_its_closing_quote() {
        let file = SourceFile::new("a.json", "\"$.\"");
        let span = file.within_string(Span::new(0, 4), Span::new(2, 2));
        assert_eq!(span, Span::new(3, 4));
    }
}
