//! Text to [`Expr`]: operator precedence parsing after Pratt, as in the reference implementation.

mod bracketed;
mod function;
mod mistake;
mod operator;

use super::ancestry::Ancestry;
use super::ast::{Expr, Kind};
use super::draft::{Draft, Parts};
use super::error::SyntaxError;
use super::lexer::{Lexer, Place, Token};
use crate::source::Span;
use operator::binding_power;

/// How many levels of tree an expression may have, since whoever walks the tree recurses. AWS evaluates 100 at most.
const MAX_HEIGHT: usize = 256;

/// How many expressions may be open, one in the other. The parser itself needs more stack for these.
const MAX_NESTING: usize = 128;

/// Parses an expression.
///
/// # Errors
/// The first thing that does not fit, with its place.
pub fn parse(text: &str) -> Result<Expr, SyntaxError> {
    let mut parser = Parser::new(text)?;
    let draft = parser.expression(0)?;
    parser.expect_end()?;
    parser.ancestry.expect_resolved(&draft)?;
    Ok(draft.finish())
}

struct Parser<'a> {
    text: &'a str,
    lexer: Lexer<'a>,
    /// The next token, not yet consumed.
    token: Token<'a>,
    /// Where it stands.
    span: Span,
    /// Where the token before it ends.
    end: u32,
    /// How many expressions are open.
    nesting: usize,
    /// The text ended where an operand was expected.
    lacks_operand: bool,
    /// The first operator that does not go with its operands.
    misjoined: Option<SyntaxError>,
    ancestry: Ancestry,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Result<Self, SyntaxError> {
        let mut lexer = Lexer::new(text);
        let (token, span) = lexer.next(Place::Operand)?;
        Ok(Parser {
            text,
            lexer,
            token,
            span,
            end: 0,
            nesting: 0,
            lacks_operand: false,
            misjoined: None,
            ancestry: Ancestry::default(),
        })
    }

    /// Parses operands and operators, up to an operator that does not bind more strongly than `power`.
    fn expression(&mut self, power: u8) -> Result<Draft, SyntaxError> {
        if self.nesting == MAX_NESTING {
            return Err(self.too_deep(MAX_NESTING));
        }
        self.nesting += 1;
        let mut left = self.operand()?;
        while left.height <= MAX_HEIGHT && binding_power(&self.token) > power {
            left = self.operator(left)?;
            left.extend_to(self.end);
        }
        if left.height > MAX_HEIGHT {
            return Err(self.too_deep(MAX_HEIGHT));
        }
        self.nesting -= 1;
        Ok(left)
    }

    /// Parses what can begin an expression.
    fn operand(&mut self) -> Result<Draft, SyntaxError> {
        // No regular expression can stand directly behind a token that begins an expression, not even behind a bracket.
        let (token, span) = self.advance(Place::Operator)?;
        let kind = match token {
            Token::Name(name) | Token::Symbol(name @ ("and" | "or" | "in")) => {
                return Ok(Draft::name(name, span));
            }
            Token::Variable("") => Kind::Context,
            Token::Variable("$") => Kind::Root,
            Token::Variable(name) => Kind::Variable(name.to_owned()),
            Token::String(text) => Kind::String(text),
            Token::Number(digits) => Kind::Number(digits.to_owned()),
            Token::Bool(value) => Kind::Bool(value),
            Token::Null => Kind::Null,
            Token::Regex { pattern, flags } => Kind::Regex {
                pattern: pattern.to_owned(),
                flags: flags.to_owned(),
            },
            Token::Symbol("*") => Kind::Wildcard,
            Token::Symbol("**") => Kind::Descendants,
            Token::Symbol("%") => Kind::Parent(self.ancestry.label(span)?),
            Token::Symbol("-") => return self.negation(span),
            Token::Symbol("(") => return self.block(span),
            Token::Symbol("[") => return self.array(span),
            Token::Symbol("{") => return self.object(span),
            Token::Symbol("|") => return self.transform(span),
            Token::Symbol(symbol) => return Err(self.misplaced(symbol, span)),
            Token::End => {
                // An open bracket is the greater mistake. It is found next, unless there is none.
                self.lacks_operand = true;
                Kind::Wildcard
            }
        };
        Ok(Draft::new(kind, span))
    }

    /// Consumes the next token, and reads the one behind it.
    fn advance(&mut self, place: Place) -> Result<(Token<'a>, Span), SyntaxError> {
        let (token, span) = self.lexer.next(place)?;
        let token = std::mem::replace(&mut self.token, token);
        let span = std::mem::replace(&mut self.span, span);
        self.end = span.end;
        Ok((token, span))
    }

    /// Keeps what is wrong with a path. It is told when all of the text has the form of an expression.
    fn note(&mut self, outcome: Result<(), SyntaxError>) {
        if let Err(error) = outcome {
            self.misjoined.get_or_insert(error);
        }
    }

    fn is_next(&self, symbol: &str) -> bool {
        matches!(self.token, Token::Symbol(next) if next == symbol)
    }

    /// Consumes `symbol` if it comes next.
    fn eat(&mut self, symbol: &str) -> Result<bool, SyntaxError> {
        let found = self.is_next(symbol);
        if found {
            self.advance(Place::Operand)?;
        }
        Ok(found)
    }

    /// Consumes `symbol`, or says that it is missing. Behind it comes what `place` says.
    fn expect(&mut self, symbol: &str, place: Place) -> Result<(), SyntaxError> {
        if self.is_next(symbol) {
            self.advance(place)?;
            return Ok(());
        }
        Err(self.missing(symbol, &format!("`{symbol}`")))
    }

    /// As [`Self::expect`], where a `separator` and more could come too.
    fn expect_either(
        &mut self,
        separator: &str,
        symbol: &str,
        place: Place,
    ) -> Result<(), SyntaxError> {
        if self.is_next(symbol) {
            return self.expect(symbol, place);
        }
        Err(self.missing(symbol, &format!("`{separator}` or `{symbol}`")))
    }

    /// The place from `start` to the end of the last consumed token.
    fn span_from(&self, start: Span) -> Span {
        Span {
            start: start.start,
            end: self.end,
        }
    }

    /// Finishes an expression of parts, which began at `start`.
    fn compound(&self, kind: Kind, start: Span, parts: Parts) -> Draft {
        parts.into_draft(kind, self.span_from(start))
    }
}
