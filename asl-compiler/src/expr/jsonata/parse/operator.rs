//! The operators: how strongly each binds, and what it makes of the expressions around it.

use super::Parser;
use crate::expr::jsonata::ast::{Kind, Operator};
use crate::expr::jsonata::draft::{Draft, Parts};
use crate::expr::jsonata::error::SyntaxError;
use crate::expr::jsonata::lexer::{Place, Token};
use crate::source::Span;

/// How strongly a token binds to the expression before it; 0 for what does not continue an expression.
pub(super) fn binding_power(token: &Token<'_>) -> u8 {
    let Token::Symbol(symbol) = *token else {
        return 0;
    };
    match symbol {
        "[" | "(" | "@" | "#" => 80,
        "." => 75,
        "{" => 70,
        "~>" | "^" => 40,
        "?" => 20,
        ":=" => 10,
        _ => binary(symbol).map_or(0, |(_, power)| power),
    }
}

/// The operators with an expression on either side.
fn binary(symbol: &str) -> Option<(Operator, u8)> {
    Some(match symbol {
        "*" => (Operator::Multiply, 60),
        "/" => (Operator::Divide, 60),
        "%" => (Operator::Remainder, 60),
        "+" => (Operator::Add, 50),
        "-" => (Operator::Subtract, 50),
        "&" => (Operator::Concatenate, 50),
        "=" => (Operator::Equal, 40),
        "!=" => (Operator::NotEqual, 40),
        "<" => (Operator::Less, 40),
        "<=" => (Operator::LessOrEqual, 40),
        ">" => (Operator::Greater, 40),
        ">=" => (Operator::GreaterOrEqual, 40),
        "in" => (Operator::In, 40),
        "and" => (Operator::And, 30),
        "or" => (Operator::Or, 25),
        _ => return None,
    })
}

impl Parser<'_> {
    /// Parses an operator and what belongs to it behind it.
    pub(super) fn operator(&mut self, left: Draft) -> Result<Draft, SyntaxError> {
        let power = binding_power(&self.token);
        let (token, span) = self.advance(Place::Operand)?;
        match token {
            Token::Symbol(".") => self.step(left, power),
            Token::Symbol("[") => self.filter(left, span),
            Token::Symbol("{") => self.group(left, span),
            Token::Symbol("(") => self.call(left),
            Token::Symbol("^") => self.sort(left, span),
            Token::Symbol("@") => self.focus(left, span, power),
            Token::Symbol("#") => self.index(left, power),
            Token::Symbol("?") => self.condition(left, span),
            Token::Symbol(":=") => self.bind(left, span, power),
            Token::Symbol("~>") => self.apply(left, power),
            Token::Symbol(symbol) => self.binary(left, symbol),
            _ => Ok(left),
        }
    }

    /// `left.right`
    fn step(&mut self, mut left: Draft, power: u8) -> Result<Draft, SyntaxError> {
        let right = self.expression(power)?;
        let joined = left.join(right, &mut self.ancestry);
        self.note(joined);
        Ok(left)
    }

    /// `left@$name`
    fn focus(&mut self, mut left: Draft, at: Span, power: u8) -> Result<Draft, SyntaxError> {
        let name = self.bound_variable("@", power)?;
        self.note(left.focus(name, at));
        Ok(left)
    }

    /// `left#$name`
    fn index(&mut self, mut left: Draft, power: u8) -> Result<Draft, SyntaxError> {
        left.index(self.bound_variable("#", power)?);
        Ok(left)
    }

    /// Parses the variable behind `@` or `#`.
    fn bound_variable(&mut self, symbol: &str, power: u8) -> Result<String, SyntaxError> {
        let operand = self.expression(power)?;
        operand.as_variable().map(ToOwned::to_owned).ok_or_else(|| {
            let label = format!("expected a variable behind `{symbol}`, such as `$x`");
            SyntaxError::new("S0214", operand.span(), label)
        })
    }

    /// `left + right`
    fn binary(&mut self, left: Draft, symbol: &str) -> Result<Draft, SyntaxError> {
        let start = left.span();
        let Some((operator, power)) = binary(symbol) else {
            return Ok(left);
        };
        let mut parts = Parts::default();
        let left = Box::new(parts.open(left));
        let right = Box::new(parts.open(self.expression(power)?));
        Ok(self.compound(Kind::Binary(operator, left, right), start, parts))
    }

    /// Parses what follows a minus sign. A number takes it in.
    pub(super) fn negation(&mut self, start: Span) -> Result<Draft, SyntaxError> {
        const POWER: u8 = 70;
        let mut operand = self.expression(POWER)?;
        if let Kind::Number(digits) = &mut operand.last.expr.kind
            && operand.path.is_none()
        {
            *digits = match digits.strip_prefix('-') {
                Some(positive) => positive.to_owned(),
                None => format!("-{digits}"),
            };
            operand.last.expr.span.start = start.start;
            return Ok(operand);
        }
        let mut parts = Parts::default();
        let kind = Kind::Negate(Box::new(parts.open(operand)));
        Ok(self.compound(kind, start, parts))
    }

    /// `left ? then : otherwise`
    fn condition(&mut self, condition: Draft, question: Span) -> Result<Draft, SyntaxError> {
        let start = condition.span();
        self.refuse_later_operators(start, question)?;
        let mut parts = Parts::default();
        let condition = Box::new(parts.open(condition));
        let then = Box::new(parts.open(self.expression(0)?));
        let otherwise = match self.eat(":")? {
            true => Some(Box::new(parts.open(self.expression(0)?))),
            false => None,
        };
        let kind = Kind::Condition {
            condition,
            then,
            otherwise,
        };
        Ok(self.compound(kind, start, parts))
    }

    /// `$name := value`
    fn bind(&mut self, left: Draft, at: Span, power: u8) -> Result<Draft, SyntaxError> {
        let start = left.span();
        let Some(name) = left.as_variable().map(ToOwned::to_owned) else {
            return Err(self.unbindable(&left, at));
        };
        // It groups from the right: what follows may be another one.
        let mut parts = Parts::default();
        let value = parts.open(self.expression(power - 1)?);
        Ok(self.compound(Kind::Bind(name, Box::new(value)), start, parts))
    }

    /// `left ~> right`
    fn apply(&mut self, left: Draft, power: u8) -> Result<Draft, SyntaxError> {
        let start = left.span();
        let mut parts = Parts::default();
        let left = parts.closed(left);
        let right = parts.closed(self.expression(power)?);
        let keep_array = left.keep_array || right.keep_array;
        let kind = Kind::Apply(Box::new(left), Box::new(right));
        let mut draft = self.compound(kind, start, parts);
        draft.last.expr.keep_array = keep_array;
        Ok(draft)
    }
}
