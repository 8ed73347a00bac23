//! Signatures of functions, such as `<s-n?:b>`.

use super::error::SyntaxError;
use crate::expr::cursor::Cursor;
use crate::source::Span;

/// The letters of types: string, number, Boolean, null, array, object, function, JSON, anything.
const TYPES: &str = "snblaofjx";

/// A function of more parameters than these has no signature.
const MOST_PARAMETERS: usize = 12;

/// A code and a label.
type Fault = (&'static str, String);

/// Refuses a signature that says nothing; `span` is its place. (The reference implementation skips what it does not
/// know, and the function then refuses its arguments.)
pub(super) fn check(signature: &str, span: Span) -> Result<(), SyntaxError> {
    parameters(signature).map_err(|(code, label)| {
        SyntaxError::new(code, span, label).help(
            "such as `<s-n?:b>`: a string or the context, perhaps a number; it gives a Boolean",
        )
    })
}

fn parameters(signature: &str) -> Result<(), Fault> {
    let mut cursor = Cursor::new(signature);
    cursor.eat("<");
    let mut count = 0;
    while !matches!(cursor.peek(), None | Some(':' | '>')) {
        parameter(&mut cursor)?;
        count += 1;
    }
    match count <= MOST_PARAMETERS {
        true => Ok(()),
        false => fault(
            "S0401",
            format!("a signature has {MOST_PARAMETERS} parameters at most"),
        ),
    }
}

/// `s`, `(sn)` or `a<s>`, and whether it may be missing or repeated.
fn parameter(cursor: &mut Cursor<'_>) -> Result<(), Fault> {
    match cursor.bump() {
        Some('(') => choice(cursor)?,
        Some(symbol) if TYPES.contains(symbol) => element_type(symbol, cursor)?,
        Some(symbol) => return fault("S0401", format!("`{symbol}` is not the letter of a type")),
        None => {}
    }
    let _modified = ["-?", "?-", "-", "?", "+"]
        .iter()
        .any(|modifier| cursor.eat(modifier));
    Ok(())
}

/// Reads the types that one argument may have, up to their closing parenthesis.
fn choice(cursor: &mut Cursor<'_>) -> Result<(), Fault> {
    let types = cursor.take_while(|c| c != ')');
    if types.contains('<') {
        return fault(
            "S0402",
            "types with parameters cannot stand in parentheses".to_owned(),
        );
    }
    if let Some(symbol) = types.chars().find(|&c| !TYPES.contains(c)) {
        return fault("S0401", format!("`{symbol}` is not the letter of a type"));
    }
    match cursor.eat(")") && !types.is_empty() {
        true => Ok(()),
        false => fault("S0401", "expected the letters of types and `)`".to_owned()),
    }
}

/// Reads the type of an array's elements or of a function, up to its closing bracket, if there is one.
fn element_type(of: char, cursor: &mut Cursor<'_>) -> Result<(), Fault> {
    if !cursor.eat("<") {
        return Ok(());
    }
    if !matches!(of, 'a' | 'f') {
        let label = "only arrays and functions have a type in angle brackets".to_owned();
        return fault("S0401", label);
    }
    if !cursor.peek().is_some_and(|c| TYPES.contains(c)) {
        return fault(
            "S0401",
            "expected the letter of a type behind `<`".to_owned(),
        );
    }
    let mut depth = 1;
    while depth > 0 {
        match cursor.bump() {
            Some('<') => depth += 1,
            Some('>') => depth -= 1,
            Some(_) => {}
            None => return fault("S0401", "this angle bracket is never closed".to_owned()),
        }
    }
    Ok(())
}

fn fault<T>(code: &'static str, label: String) -> Result<T, Fault> {
    Err((code, label))
}
