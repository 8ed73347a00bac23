//! Calls, and functions of the expression's own.

use super::Parser;
use crate::expr::jsonata::ast::{Call, Kind, Lambda};
use crate::expr::jsonata::draft::{Draft, Parts};
use crate::expr::jsonata::error::SyntaxError;
use crate::expr::jsonata::lexer::{Place, Token};
use crate::expr::jsonata::{signature, tail_call};
use crate::source::Span;

/// An argument that is left open by `?` has no draft.
type Arguments = Vec<(Option<Draft>, Span)>;

impl Parser<'_> {
    /// Parses what follows the opening parenthesis of a call, of a partial application or of a function's parameters.
    pub(super) fn call(&mut self, left: Draft) -> Result<Draft, SyntaxError> {
        let arguments = self.arguments()?;
        if matches!(left.as_name(), Some("function" | "λ")) {
            return self.lambda(left.span(), &arguments);
        }
        let start = left.span();
        let is_partial = arguments.iter().any(|(argument, _)| argument.is_none());
        let mut parts = Parts::default();
        let procedure = Box::new(parts.closed(left));
        let arguments = arguments
            .into_iter()
            .map(|(argument, _)| argument.map(|argument| parts.open(argument)));
        let kind = match is_partial {
            true => Kind::Partial {
                arguments: arguments.collect(),
                procedure,
            },
            false => Kind::Call(Call {
                arguments: arguments.flatten().collect(),
                procedure,
                is_tail: false,
            }),
        };
        Ok(self.compound(kind, start, parts))
    }

    fn arguments(&mut self) -> Result<Arguments, SyntaxError> {
        let mut arguments = Vec::new();
        if !self.is_next(")") {
            loop {
                let span = self.span;
                arguments.push(match self.eat("?")? {
                    true => (None, span),
                    false => (Some(self.expression(0)?), self.span_from(span)),
                });
                if !self.eat(",")? {
                    break;
                }
            }
        }
        self.expect_either(",", ")", Place::Operator)?;
        Ok(arguments)
    }

    /// Parses what follows the parameters of a function.
    fn lambda(&mut self, start: Span, parameters: &Arguments) -> Result<Draft, SyntaxError> {
        let mut names = Vec::new();
        for (parameter, span) in parameters {
            match parameter.as_ref().and_then(Draft::as_variable) {
                Some(name) => names.push(name.to_owned()),
                None => {
                    let label = "a parameter must be a variable, such as `$x`";
                    return Err(SyntaxError::new("S0208", *span, label));
                }
            }
        }
        let signature = self.signature()?;
        self.expect("{", Place::Operand)?;
        let mut parts = Parts::default();
        let mut body = parts.closed(self.expression(0)?);
        self.expect("}", Place::Operand)?;
        tail_call::mark(&mut body);
        let lambda = Lambda {
            parameters: names,
            signature,
            body,
        };
        Ok(self.compound(Kind::Lambda(Box::new(lambda)), start, parts))
    }

    /// Parses `<nn:n>`, if it comes next.
    fn signature(&mut self) -> Result<Option<String>, SyntaxError> {
        if !self.is_next("<") {
            return Ok(None);
        }
        let start = self.span;
        let mut text = "<".to_owned();
        let mut depth = 1;
        while depth > 0 && !self.is_next("{") && self.token != Token::End {
            self.advance(Place::Operand)?;
            match self.token {
                Token::Symbol("<") => depth += 1,
                Token::Symbol(">") => depth -= 1,
                _ => {}
            }
            text.push_str(&self.text[self.span.range()]);
        }
        self.expect(">", Place::Operand)?;
        signature::check(&text, self.span_from(start))?;
        Ok(Some(text))
    }
}
