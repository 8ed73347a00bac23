//! What stands between brackets.

use super::Parser;
use crate::expr::jsonata::ast::{Expr, Kind, Operator, Term};
use crate::expr::jsonata::draft::{Draft, Parts};
use crate::expr::jsonata::error::SyntaxError;
use crate::expr::jsonata::lexer::Place;
use crate::source::Span;

/// Behind an opening bracket.
impl Parser<'_> {
    /// `(a; b)`
    pub(super) fn block(&mut self, start: Span) -> Result<Draft, SyntaxError> {
        let mut parts = Parts::default();
        let mut expressions = Vec::new();
        while !self.is_next(")") {
            expressions.push(parts.open(self.expression(0)?));
            if !self.eat(";")? {
                break;
            }
        }
        self.expect_either(";", ")", Place::Operator)?;
        Ok(self.compound(Kind::Block(expressions), start, parts))
    }

    /// `[a, b..c]`
    pub(super) fn array(&mut self, start: Span) -> Result<Draft, SyntaxError> {
        let mut parts = Parts::default();
        let mut elements = Vec::new();
        if !self.is_next("]") {
            loop {
                let element = self.element()?;
                elements.push(parts.open(element));
                if !self.eat(",")? {
                    break;
                }
            }
        }
        self.expect_either(",", "]", Place::Operator)?;
        let kind = Kind::Array {
            elements,
            is_constructor: false,
        };
        Ok(self.compound(kind, start, parts))
    }

    /// `a`, or `a..b`, which is nowhere else an operator.
    fn element(&mut self) -> Result<Draft, SyntaxError> {
        let first = self.expression(0)?;
        if !self.eat("..")? {
            return Ok(first);
        }
        let start = first.span();
        let mut parts = Parts::default();
        let first = Box::new(parts.open(first));
        let last = Box::new(parts.open(self.expression(0)?));
        let kind = Kind::Binary(Operator::Range, first, last);
        Ok(self.compound(kind, start, parts))
    }

    /// `{k: v}`
    pub(super) fn object(&mut self, start: Span) -> Result<Draft, SyntaxError> {
        let mut parts = Parts::default();
        let pairs = self.pairs(|part| parts.open(part))?;
        Ok(self.compound(Kind::Object(pairs), start, parts))
    }

    /// `left{k: v}`
    pub(super) fn group(&mut self, mut left: Draft, start: Span) -> Result<Draft, SyntaxError> {
        let mut parts = Parts::default();
        let pairs = self.pairs(|part| parts.closed(part))?;
        self.note(left.group(pairs, &parts, self.span_from(start)));
        Ok(left)
    }

    fn pairs(
        &mut self,
        mut take: impl FnMut(Draft) -> Expr,
    ) -> Result<Vec<(Expr, Expr)>, SyntaxError> {
        let mut pairs = Vec::new();
        if !self.is_next("}") {
            loop {
                let key = take(self.expression(0)?);
                self.expect(":", Place::Operand)?;
                pairs.push((key, take(self.expression(0)?)));
                if !self.eat(",")? {
                    break;
                }
            }
        }
        self.expect_either(",", "}", Place::Operator)?;
        Ok(pairs)
    }

    /// `left[predicate]` or `left[]`
    pub(super) fn filter(&mut self, mut left: Draft, bracket: Span) -> Result<Draft, SyntaxError> {
        if self.eat("]")? {
            left.keep_array();
            return Ok(left);
        }
        let predicate = self.expression(0)?;
        self.expect("]", Place::Operator)?;
        let filtered = left.filter(predicate, bracket, &mut self.ancestry);
        self.note(filtered);
        Ok(left)
    }

    /// `left^(<a, >b)`
    pub(super) fn sort(&mut self, mut left: Draft, start: Span) -> Result<Draft, SyntaxError> {
        self.expect("(", Place::Operand)?;
        let mut parts = Parts::default();
        let mut terms = Vec::new();
        loop {
            let descending = self.eat(">")?;
            if !descending {
                self.eat("<")?;
            }
            let expr = parts.open(self.expression(0)?);
            terms.push(Term { descending, expr });
            if !self.eat(",")? {
                break;
            }
        }
        self.expect_either(",", ")", Place::Operand)?;
        let span = self.span_from(start);
        let sorted = left.sort(terms, parts, span, &mut self.ancestry);
        self.note(sorted);
        Ok(left)
    }

    /// `|pattern|update, delete|`
    pub(super) fn transform(&mut self, start: Span) -> Result<Draft, SyntaxError> {
        let mut parts = Parts::default();
        let pattern = Box::new(parts.closed(self.expression(0)?));
        self.expect("|", Place::Operand)?;
        let update = Box::new(parts.closed(self.expression(0)?));
        let delete = match self.eat(",")? {
            true => Some(Box::new(parts.closed(self.expression(0)?))),
            false => None,
        };
        self.expect("|", Place::Operand)?;
        let kind = Kind::Transform {
            pattern,
            update,
            delete,
        };
        Ok(self.compound(kind, start, parts))
    }
}
