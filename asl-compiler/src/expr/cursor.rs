//! A place in an expression's text, and the small moves that the parsers of paths and calls share.

use super::ExprError;
use crate::source::Span;

/// How deep conditions, sub-paths and arguments of one path may stand in each other; no real path comes near.
const MAX_DEPTH: usize = 32;

/// A place in an expression's text.
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Cursor {
            text,
            at: 0,
            depth: 0,
        }
    }

    /// The offset of the next character.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The text between an earlier place and this one.
    pub(super) fn text_since(&self, start: usize) -> &'a str {
        &self.text[start..self.at]
    }

    pub(super) fn span_since(&self, start: usize) -> Span {
        Span::new(start, self.at)
    }

    /// The next character's span; without width at the end of the text.
    pub(super) fn here(&self) -> Span {
        Span::new(self.at, self.at + self.peek().map_or(0, char::len_utf8))
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Moves behind `token` if it comes next.
    pub(super) fn eat(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    pub(super) fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    pub(super) fn skip_blanks(&mut self) {
        self.take_while(char::is_whitespace);
    }

    /// Moves behind `token`, or says that it is missing here.
    pub(super) fn expect(&mut self, token: &str, wanted: &str) -> Result<(), ExprError> {
        if self.eat(token) {
            Ok(())
        } else {
            Err(self.expected(wanted))
        }
    }

    /// The error that something else stands here.
    pub(super) fn expected(&self, wanted: &str) -> ExprError {
        ExprError::new(self.here(), format!("expected {wanted}"))
    }

    /// Runs a parser that may come back to itself, but not so often that the stack runs out.
    pub(super) fn deeper<T>(
        &mut self,
        parse: impl FnOnce(&mut Self) -> Result<T, ExprError>,
    ) -> Result<T, ExprError> {
        if self.depth == MAX_DEPTH {
            return Err(ExprError::new(self.here(), "this is nested too deeply"));
        }
        self.depth += 1;
        let parsed = parse(self);
        self.depth -= 1;
        parsed
    }
}
