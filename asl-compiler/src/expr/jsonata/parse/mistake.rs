//! What to say of text that is no expression.

use super::Parser;
use crate::expr::jsonata::draft::Draft;
use crate::expr::jsonata::error::SyntaxError;
use crate::expr::jsonata::lexer::Token;
use crate::source::Span;

impl Parser<'_> {
    /// The error that `symbol` stands where an operand is expected.
    pub(super) fn misplaced(&self, symbol: &str, span: Span) -> SyntaxError {
        if let Some(error) = self.foreign_operator(symbol, span) {
            return error;
        }
        let error = SyntaxError::new("S0211", span, format!("expected a value, not `{symbol}`"));
        match symbol {
            "+" => error.help("a number has no plus sign"),
            "/" => error.help(
                "a regular expression cannot stand directly behind an opening bracket; \
                 bind it first: `($pattern := /a+/; ...)`",
            ),
            _ => error,
        }
    }

    /// The error that `symbol` and the one before it make an operator of another language.
    fn foreign_operator(&self, symbol: &str, span: Span) -> Option<SyntaxError> {
        let (operator, help) = match symbol {
            "=" => ("==", "equality is a single `=`"),
            "&" => ("&&", "write `and`"),
            ">" => ("=>", "a function is written `function($x) { ... }`"),
            _ => return None,
        };
        let end = span.end as usize;
        let written = Span::new(end.checked_sub(operator.len())?, end);
        let is_written = self.text.get(written.range()) == Some(operator);
        is_written.then(|| {
            let label = format!("there is no operator `{operator}`");
            SyntaxError::new("S0211", written, label).help(help)
        })
    }

    /// Refuses `??` and `?:`. The `?` is at `question`, behind an operand that begins at `start`.
    pub(super) fn refuse_later_operators(
        &self,
        start: Span,
        question: Span,
    ) -> Result<(), SyntaxError> {
        /// A longer operand is not repeated in a message.
        const READABLE: usize = 40;
        let operand = self.text[start.start as usize..question.start as usize].trim_end();
        let operand = match operand.len() <= READABLE {
            true => operand,
            false => "a",
        };
        let instead = match self.token {
            Token::Symbol("?") => format!("`$exists({operand}) ? {operand} : ...`"),
            Token::Symbol(":") => format!("`{operand} ? {operand} : ...`"),
            _ => return Ok(()),
        };
        if question.end != self.span.start {
            return Ok(());
        }
        let span = Span {
            end: self.span.end,
            ..question
        };
        let operator = &self.text[span.range()];
        let label = format!(
            "`{operator}` belongs to a later version of JSONata than the one that AWS documents, 2.0.6"
        );
        Err(SyntaxError::new("S0211", span, label).help(format!("write {instead}")))
    }

    /// The error that `symbol` does not come next; `wanted` says what might.
    pub(super) fn missing(&self, symbol: &str, wanted: &str) -> SyntaxError {
        if self.token != Token::End {
            let error = SyntaxError::new("S0202", self.span, format!("expected {wanted}"));
            return self.with_help_for_stray(error);
        }
        match self.lacks_operand {
            true => self.lacking_operand("S0203"),
            false => {
                let label = format!("expected `{symbol}` before the end of the expression");
                SyntaxError::new("S0203", self.span, label)
            }
        }
    }

    /// Refuses what follows a complete expression, and then an expression whose parts do not go together.
    pub(super) fn expect_end(&mut self) -> Result<(), SyntaxError> {
        let label = match self.token {
            Token::End => match self.misjoined.take() {
                Some(error) => return Err(error),
                None if self.lacks_operand => return Err(self.lacking_operand("S0207")),
                None => return Ok(()),
            },
            Token::Symbol(")" | "]" | "}") => "this bracket was never opened",
            _ => "expected an operator or the end of the expression",
        };
        let error = SyntaxError::new("S0201", self.span, label);
        Err(match self.token {
            Token::Symbol(";") => error.help("put expressions in a row into parentheses: `(a; b)`"),
            Token::Symbol(",") => {
                error.help("put the elements of an array into brackets: `[a, b]`")
            }
            _ => self.with_help_for_stray(error),
        })
    }

    /// Says what to write instead of the next token, when it looks like an operator but is none.
    fn with_help_for_stray(&self, error: SyntaxError) -> SyntaxError {
        match self.token {
            Token::Symbol("|") => error.help("write `or` for one or the other, `&` to join texts"),
            Token::Symbol("**") => error.help("a power is written `$power(base, exponent)`"),
            Token::Symbol("..") => error.help("a range stands in brackets: `[1..3]`"),
            _ => error,
        }
    }

    fn lacking_operand(&self, code: &'static str) -> SyntaxError {
        let label = match self.text.trim().is_empty() {
            true => "there is no expression here",
            false => "expected a value before the end of the expression",
        };
        SyntaxError::new(code, self.span, label)
    }

    /// The error that the `:=` at `operator` stands behind something else than a variable.
    pub(super) fn unbindable(&self, left: &Draft, operator: Span) -> SyntaxError {
        let start = left.span().start as usize;
        let written = self.text[start..operator.start as usize].trim_end();
        let span = Span::new(start, start + written.len());
        let error = SyntaxError::new("S0212", span, "only a variable can be bound");
        match left.as_name() {
            Some(name) => error.help(format!("write `${name}`")),
            None => error,
        }
    }

    /// The error that there are more than `most` levels. The code is that of the reference implementation's guard.
    pub(super) fn too_deep(&self, most: usize) -> SyntaxError {
        let label = format!("an expression may be nested {most} levels deep only");
        SyntaxError::new("U1001", self.span, label)
            .help("bind parts of it to variables: `($a := ...; $b := ...; $a & $b)`")
    }
}
