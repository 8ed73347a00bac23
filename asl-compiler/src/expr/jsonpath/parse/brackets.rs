//! What stands in brackets: `[3]`, `['a']`, `[1:2]`, `[*]`.

use super::filter::parse_filter;
use crate::expr::ExprError;
use crate::expr::cursor::Cursor;
use crate::expr::jsonpath::Step;
use crate::source::{Span, Spanned};

pub(super) fn parse_brackets(cursor: &mut Cursor<'_>) -> Result<Spanned<Step>, ExprError> {
    let start = cursor.at();
    cursor.expect("[", "`[`")?;
    parse_brackets_from(cursor, start)
}

/// Reads what follows a `[` that stands at `start`.
pub(super) fn parse_brackets_from(
    cursor: &mut Cursor<'_>,
    start: usize,
) -> Result<Spanned<Step>, ExprError> {
    cursor.skip_blanks();
    let step = match cursor.peek() {
        Some('*') => {
            cursor.bump();
            Step::Wildcard
        }
        Some('\'' | '"') => parse_names(cursor)?,
        Some('?') => Step::Filter(Box::new(parse_filter(cursor)?)),
        Some('-' | ':' | '0'..='9') => parse_numbers(cursor)?,
        Some('(') => {
            return Err(
                ExprError::new(cursor.here(), "AWS has no script expressions")
                    .help("`[-1]` is the last element"),
            );
        }
        Some(c) if c.is_alphabetic() || c == '_' => {
            let word = cursor.at();
            let name = cursor.take_while(|c| c.is_alphanumeric() || c == '_');
            return Err(
                ExprError::new(cursor.span_since(word), "a name in brackets needs quotes")
                    .help(format!("write `['{name}']`")),
            );
        }
        _ => return Err(cursor.expected("an index, a quoted name, `*` or a filter")),
    };
    cursor.skip_blanks();
    cursor.expect("]", "`]`")?;
    Ok(Spanned::new(step, cursor.span_since(start)))
}

fn parse_names(cursor: &mut Cursor<'_>) -> Result<Step, ExprError> {
    let first = parse_quoted(cursor)?;
    let mut names = vec![first];
    while next_in_list(cursor) {
        names.push(parse_quoted(cursor)?);
    }
    Ok(match names.len() {
        1 => Step::Member(names.swap_remove(0)),
        _ => Step::Members(names),
    })
}

/// Moves behind a comma and the blanks around it.
fn next_in_list(cursor: &mut Cursor<'_>) -> bool {
    cursor.skip_blanks();
    let more = cursor.eat(",");
    if more {
        cursor.skip_blanks();
    }
    more
}

/// Reads a string in quotes of either kind. A backslash escapes the quote and itself; before anything else it is a
/// character like others, as AWS has been seen to do.
pub(super) fn parse_quoted(cursor: &mut Cursor<'_>) -> Result<String, ExprError> {
    let start = cursor.at();
    let quote = match cursor.peek() {
        Some(quote @ ('\'' | '"')) => quote,
        _ => return Err(cursor.expected("a name in quotes")),
    };
    cursor.bump();
    let mut text = String::new();
    while let Some(c) = cursor.bump() {
        match cursor.peek() {
            _ if c == quote => return Ok(text),
            Some(escaped) if c == '\\' && (escaped == quote || escaped == '\\') => {
                cursor.bump();
                text.push(escaped);
            }
            _ => text.push(c),
        }
    }
    let label = "this quote is never closed";
    Err(ExprError::new(Span::new(start, start + 1), label))
}

/// Reads `3`, `0,2`, `1:3`, `:3` or `1:`.
fn parse_numbers(cursor: &mut Cursor<'_>) -> Result<Step, ExprError> {
    let first = match cursor.peek() {
        Some(':') => None,
        _ => Some(parse_integer(cursor)?),
    };
    cursor.skip_blanks();
    let Some(first) = first.filter(|_| cursor.peek() != Some(':')) else {
        return parse_slice(cursor, first);
    };
    let mut indices = vec![first];
    while next_in_list(cursor) {
        indices.push(parse_integer(cursor)?);
    }
    Ok(match indices[..] {
        [index] => Step::Index(index),
        _ => Step::Indices(indices),
    })
}

fn parse_slice(cursor: &mut Cursor<'_>, from: Option<i64>) -> Result<Step, ExprError> {
    cursor.expect(":", "`:`")?;
    cursor.skip_blanks();
    let to = match cursor.peek() {
        Some('-' | '0'..='9') => Some(parse_integer(cursor)?),
        _ => None,
    };
    cursor.skip_blanks();
    match cursor.peek() {
        Some(':') => Err(ExprError::new(cursor.here(), "a slice has no step")
            .help("write `[from:to]`; every element between them is taken")),
        _ if from.or(to).is_none() => Err(cursor.expected("an index on one side of the `:`")),
        _ => Ok(Step::Slice(from, to)),
    }
}

fn parse_integer(cursor: &mut Cursor<'_>) -> Result<i64, ExprError> {
    let start = cursor.at();
    cursor.eat("-");
    if cursor.take_while(|c| c.is_ascii_digit()).is_empty() {
        return Err(cursor.expected("an index"));
    }
    let too_large = |_| ExprError::new(cursor.span_since(start), "this index is too large");
    cursor.text_since(start).parse().map_err(too_large)
}

#[cfg(test)]
mod tests {
    use crate::expr::jsonpath::parse;
    use crate::expr::tests::assert_refuses;

    #[test]
    fn what_is_wrong_in_brackets_is_marked() {
        let range = "write `[from:to]`; every element between them is taken";
        for (marked, label, help) in [
            ("$[0>>><<<", "expected `]`", ""),
            ("$['a' >>>'<<<b']", "expected `]`", ""),
            ("$[0>>>.<<<5]", "expected `]`", ""),
            (
                "$[>>>]<<<",
                "expected an index, a quoted name, `*` or a filter",
                "",
            ),
            (
                "$[>>>name<<<]",
                "a name in brackets needs quotes",
                "write `['name']`",
            ),
            ("$['a', >>>0<<<]", "expected a name in quotes", ""),
            ("$[>>>'<<<a]", "this quote is never closed", ""),
            ("$[->>>]<<<", "expected an index", ""),
            ("$[0,>>>]<<<", "expected an index", ""),
            ("$[:>>>]<<<", "expected an index on one side of the `:`", ""),
            ("$[0:4>>>:<<<2]", "a slice has no step", range),
            (
                "$[>>>99999999999999999999<<<]",
                "this index is too large",
                "",
            ),
            (
                "$[>>>(<<<@.length-1)]",
                "AWS has no script expressions",
                "`[-1]` is the last element",
            ),
        ] {
            assert_refuses(parse, marked, label, help);
        }
    }
}
