//! The tokens with an inside: strings, numbers, regular expressions, quoted names.

use super::error::SyntaxError;
use crate::expr::cursor::Cursor;
use crate::source::Span;

/// Moves behind the next `end`, and gives what stands before it; stays if there is none.
pub(super) fn take_until<'a>(cursor: &mut Cursor<'a>, end: &str) -> Option<&'a str> {
    let (text, _) = cursor.rest().split_once(end)?;
    (cursor.eat(text) && cursor.eat(end)).then_some(text)
}

/// Reads a name in backticks.
pub(super) fn quoted_name<'a>(cursor: &mut Cursor<'a>) -> Result<&'a str, SyntaxError> {
    let open = cursor.here();
    cursor.bump();
    take_until(cursor, "`")
        .ok_or_else(|| SyntaxError::new("S0105", open, "this backtick is never closed"))
}

/// Reads a number as JSON writes it, without a sign.
pub(super) fn number<'a>(cursor: &mut Cursor<'a>) -> Result<&'a str, SyntaxError> {
    let start = cursor.at();
    if !cursor.eat("0") {
        digits(cursor);
    }
    let rest = cursor.rest();
    if rest.starts_with('.') && begins_with_digit(&rest[1..]) {
        cursor.bump();
        digits(cursor);
    }
    let rest = cursor.rest();
    if let Some(exponent) = rest.strip_prefix(['e', 'E'])
        && begins_with_digit(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
    {
        cursor.bump();
        cursor.take_while(|c| matches!(c, '+' | '-'));
        digits(cursor);
    }
    let text = cursor.text_since(start);
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(text),
        _ => Err(SyntaxError::new(
            "S0102",
            cursor.span_since(start),
            "this number is too large",
        )),
    }
}

fn digits(cursor: &mut Cursor<'_>) {
    cursor.take_while(|c| c.is_ascii_digit());
}

fn begins_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// Reads a string in either kind of quotes.
pub(super) fn string(cursor: &mut Cursor<'_>) -> Result<String, SyntaxError> {
    let open = cursor.here();
    let quote = cursor.bump();
    let mut text = String::new();
    loop {
        let start = cursor.at();
        match cursor.bump() {
            next if next == quote => return Ok(text),
            Some('\\') => text.push(escape(cursor, start)?),
            Some(c) => text.push(c),
            None => {
                return Err(SyntaxError::new(
                    "S0101",
                    open,
                    "this quote is never closed",
                ));
            }
        }
    }
}

/// Reads what follows the backslash at `start`.
fn escape(cursor: &mut Cursor<'_>, start: usize) -> Result<char, SyntaxError> {
    Ok(match cursor.bump() {
        Some(c @ ('"' | '\\' | '/')) => c,
        Some('b') => '\u{8}',
        Some('f') => '\u{c}',
        Some('n') => '\n',
        Some('r') => '\r',
        Some('t') => '\t',
        Some('u') => return unicode_escape(cursor, start),
        Some('\'') => {
            let label = r"`\'` is no escape sequence";
            return Err(SyntaxError::new("S0103", cursor.span_since(start), label)
                .help("put a text with an apostrophe into double quotes"));
        }
        Some(c) => {
            let label = format!(r"`\{c}` is no escape sequence");
            return Err(SyntaxError::new("S0103", cursor.span_since(start), label)
                .help(r"a backslash is written `\\`"));
        }
        None => {
            let label = "this backslash escapes nothing";
            return Err(SyntaxError::new("S0101", cursor.span_since(start), label));
        }
    })
}

/// Reads the digits of `\u`, and its other half if it is the first half of a surrogate pair.
fn unicode_escape(cursor: &mut Cursor<'_>, start: usize) -> Result<char, SyntaxError> {
    let Some(unit) = hex_unit(cursor) else {
        let label = r"`\u` must be followed by 4 hexadecimal digits";
        return Err(SyntaxError::new("S0104", cursor.span_since(start), label));
    };
    if let Some(c) = char::from_u32(unit) {
        return Ok(c);
    }
    let pair = cursor
        .eat("\\u")
        .then(|| hex_unit(cursor))
        .flatten()
        .and_then(|low| join_surrogates(unit, low));
    pair.ok_or_else(|| {
        let label = "this is half a surrogate pair, and no character";
        SyntaxError::new("S0104", Span::new(start, start + 6), label)
    })
}

fn hex_unit(cursor: &mut Cursor<'_>) -> Option<u32> {
    let digits = cursor.rest().get(..4)?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let unit = is_hex.then(|| u32::from_str_radix(digits, 16).ok())??;
    cursor.eat(digits).then_some(unit)
}

fn join_surrogates(high: u32, low: u32) -> Option<char> {
    let is_pair = (0xD800..0xDC00).contains(&high) && (0xDC00..0xE000).contains(&low);
    is_pair
        .then(|| char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00)))
        .flatten()
}

/// Reads a regular expression: the pattern between the slashes, and the flags. A slash in brackets of any kind does not
/// end it, nor does an escaped one.
pub(super) fn regex<'a>(cursor: &mut Cursor<'a>) -> Result<(&'a str, &'a str), SyntaxError> {
    let open = cursor.here();
    cursor.bump();
    let start = cursor.at();
    let (mut depth, mut backslashes) = (0_i64, 0_usize);
    let mut passed_slash = false;
    loop {
        let at = cursor.at();
        match cursor.bump() {
            None => {
                let label = "this `/` begins a regular expression that never ends";
                let help = match passed_slash {
                    false => "to divide, put what stands before the `/` into parentheses",
                    true => {
                        "no `/` ends it while a bracket in it is open; a bracket itself is written `\\(`"
                    }
                };
                return Err(SyntaxError::new("S0302", open, label).help(help));
            }
            Some('/') if depth == 0 && backslashes.is_multiple_of(2) => {
                let pattern = &cursor.text_since(start)[..at - start];
                if pattern.is_empty() {
                    let label = "a regular expression cannot be empty";
                    return Err(SyntaxError::new(
                        "S0301",
                        cursor.span_since(start - 1),
                        label,
                    ));
                }
                return Ok((pattern, cursor.take_while(|c| matches!(c, 'i' | 'm'))));
            }
            Some('/') => passed_slash |= depth > 0,
            // Only the character before counts here, as in the reference implementation.
            Some('(' | '[' | '{') if backslashes == 0 => depth += 1,
            Some(')' | ']' | '}') if backslashes == 0 => depth -= 1,
            Some('\\') => {
                backslashes += 1;
                continue;
            }
            Some(_) => {}
        }
        backslashes = 0;
    }
}
