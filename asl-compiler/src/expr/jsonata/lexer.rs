//! Text to tokens.

use super::error::SyntaxError;
use super::literal;
use crate::expr::cursor::Cursor;
use crate::source::Span;

/// The smallest part of an expression that means something.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// An operator or a bracket; also `and`, `or` and `in`.
    Symbol(&'static str),
    /// `name` or `` `any name` ``.
    Name(&'a str),
    /// `$name`, without its dollar.
    Variable(&'a str),
    String(String),
    Number(&'a str),
    Bool(bool),
    Null,
    Regex {
        pattern: &'a str,
        flags: &'a str,
    },
    /// Behind the last one.
    End,
}

/// What may come next, which decides what a `/` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A `/` begins a regular expression.
    Operand,
    /// A `/` divides.
    Operator,
}

/// The longer ones first.
const SYMBOLS: [&str; 31] = [
    "..", ":=", "!=", ">=", "<=", "**", "~>", ".", "[", "]", "{", "}", "(", ")", ",", "@", "#",
    ";", ":", "?", "+", "-", "*", "/", "%", "|", "=", "<", ">", "^", "&",
];

/// Every name ends before one of these. They are the characters that symbols begin with.
const STOPS: &str = ".[]{}(),@#;:?+-*/%|=<>^&!~";

/// Cuts an expression's text into tokens, one at a time, because the parser alone knows what a `/` is.
pub(super) struct Lexer<'a> {
    cursor: Cursor<'a>,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Lexer {
            cursor: Cursor::new(text),
        }
    }

    /// Reads the next token.
    pub(super) fn next(&mut self, place: Place) -> Result<(Token<'a>, Span), SyntaxError> {
        self.skip_blanks()?;
        let start = self.cursor.at();
        let token = self.token(place)?;
        Ok((token, self.cursor.span_since(start)))
    }

    /// Moves behind white space and comments.
    fn skip_blanks(&mut self) -> Result<(), SyntaxError> {
        loop {
            self.cursor.take_while(is_blank);
            let start = self.cursor.at();
            if !self.cursor.eat("/*") {
                return Ok(());
            }
            let open = self.cursor.span_since(start);
            literal::take_until(&mut self.cursor, "*/")
                .ok_or_else(|| SyntaxError::new("S0106", open, "this comment is never closed"))?;
        }
    }

    fn token(&mut self, place: Place) -> Result<Token<'a>, SyntaxError> {
        let cursor = &mut self.cursor;
        let Some(next) = cursor.peek() else {
            return Ok(Token::End);
        };
        if next == '/' && place == Place::Operand {
            return literal::regex(cursor).map(|(pattern, flags)| Token::Regex { pattern, flags });
        }
        if let Some(symbol) = SYMBOLS.into_iter().find(|symbol| cursor.eat(symbol)) {
            return Ok(Token::Symbol(symbol));
        }
        match next {
            '"' | '\'' => literal::string(cursor).map(Token::String),
            '`' => literal::quoted_name(cursor).map(Token::Name),
            '0'..='9' => literal::number(cursor).map(Token::Number),
            '!' | '~' => Err(no_operator(cursor)),
            _ => Ok(word(cursor)),
        }
    }
}

fn word<'a>(cursor: &mut Cursor<'a>) -> Token<'a> {
    let word = cursor.take_while(|c| !is_blank(c) && !STOPS.contains(c));
    if let Some(name) = word.strip_prefix('$') {
        return Token::Variable(name);
    }
    match word {
        "and" => Token::Symbol("and"),
        "or" => Token::Symbol("or"),
        "in" => Token::Symbol("in"),
        "true" => Token::Bool(true),
        "false" => Token::Bool(false),
        "null" => Token::Null,
        name => Token::Name(name),
    }
}

/// The error that `!` or `~` stands alone.
fn no_operator(cursor: &Cursor<'_>) -> SyntaxError {
    let label = "this is no operator";
    let error = SyntaxError::new("S0204", cursor.here(), label);
    match cursor.rest().starts_with('!') {
        true => error.help("write `$not(...)`, or `!=` for what is not equal"),
        false => error.help("write `~>` to apply a function"),
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}')
}
