//! Text to tree. ECMAScript, "Patterns", with annex B.

mod escape;
mod group;

use std::ops::Range;

use super::class::{Class, fold};
use super::tree::{Node, One, Place};
use super::{Error, Flags};
use group::Groups;

/// How deep groups may stand in each other; no real pattern comes near.
const MOST_NESTED: usize = 100;

/// The tree of a pattern, and how many groups it has.
pub(crate) fn parse(pattern: &str, flags: Flags) -> Result<(Node, usize), Error> {
    let mut parser = Parser {
        pattern,
        at: 0,
        flags,
        groups: Groups::scan(pattern)?,
        opened: 0,
        nested: 0,
    };
    let tree = parser.choice()?;
    if parser.peek().is_some() {
        return Err(parser.error(parser.at, "this `)` closes nothing"));
    }
    Ok((tree, parser.opened))
}

struct Parser<'p> {
    pattern: &'p str,
    at: usize,
    flags: Flags,
    /// Those of the whole pattern.
    groups: Groups<'p>,
    /// How many groups have begun.
    opened: usize,
    /// How many groups have begun and not ended.
    nested: usize,
}

/// How often a part may occur, one behind the other.
struct Quantifier {
    least: u32,
    most: Option<u32>,
    greedy: bool,
}

impl<'p> Parser<'p> {
    /// `a|b`
    fn choice(&mut self) -> Result<Node, Error> {
        let first = self.sequence()?;
        if self.peek() != Some('|') {
            return Ok(first);
        }
        let mut arms = vec![first];
        while self.eat("|") {
            arms.push(self.sequence()?);
        }
        Ok(Node::Choice(arms))
    }

    fn sequence(&mut self) -> Result<Node, Error> {
        let mut parts = Vec::new();
        while self.peek().is_some_and(|next| !matches!(next, '|' | ')')) {
            parts.push(self.term()?);
        }
        Ok(Node::Sequence(parts))
    }

    /// A part with its quantifier.
    fn term(&mut self) -> Result<Node, Error> {
        let (start, opened) = (self.at, self.opened);
        let body = self.part()?;
        let behind = self.at;
        let Some(Quantifier {
            least,
            most,
            greedy,
        }) = self.quantifier()?
        else {
            return Ok(body);
        };
        if matches!(body, Node::Place(_) | Node::Look { behind: true, .. }) {
            let place = &self.pattern[start..behind];
            return Err(self.error(behind, format!("`{place}` cannot be repeated")));
        }
        Ok(Node::Repeat {
            body: Box::new(body),
            least,
            most,
            greedy,
            groups: opened..self.opened,
        })
    }

    fn part(&mut self) -> Result<Node, Error> {
        let start = self.at;
        if self.braces(self.at).is_some() {
            return Err(self.error(start, "nothing is here to be repeated"));
        }
        Ok(match self.bump() {
            Some('^') => Node::Place(Place::Start),
            Some('$') => Node::Place(Place::End),
            Some('.') => Node::One(One::Any),
            Some('(') => self.group(start)?,
            Some('[') => Node::One(One::Class(self.class(start)?)),
            Some('\\') => self.escape(start)?,
            Some('*' | '+' | '?') => {
                return Err(self.error(start, "nothing is here to be repeated"));
            }
            Some(literal) => self.literal(literal),
            None => Node::Sequence(Vec::new()),
        })
    }

    fn literal(&self, literal: char) -> Node {
        let literal = if self.flags.any_case {
            fold(literal)
        } else {
            literal
        };
        Node::One(One::Literal(literal))
    }

    /// `*`, `+?`, `{2,3}`
    fn quantifier(&mut self) -> Result<Option<Quantifier>, Error> {
        let start = self.at;
        let (least, most) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            _ => match self.braces(start) {
                Some((least, most, end)) => {
                    self.at = end;
                    (least, most)
                }
                None => return Ok(None),
            },
        };
        if self.at == start {
            self.bump();
        }
        if most.is_some_and(|most| most < least) {
            return Err(self.error(start, "the least number comes first"));
        }
        let greedy = !self.eat("?");
        Ok(Some(Quantifier {
            least,
            most,
            greedy,
        }))
    }

    /// `{2}`, `{2,}` or `{2,3}`, and where it ends. Other braces mean themselves.
    fn braces(&self, at: usize) -> Option<(u32, Option<u32>, usize)> {
        let inside = self.pattern[at..].strip_prefix('{')?;
        let (inside, _) = inside.split_once('}')?;
        let number = |digits: &str| {
            let is_number =
                !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
            is_number.then(|| digits.parse().unwrap_or(u32::MAX))
        };
        let (least, most) = match inside.split_once(',') {
            None => (number(inside)?, Some(number(inside)?)),
            Some((least, "")) => (number(least)?, None),
            Some((least, most)) => (number(least)?, Some(number(most)?)),
        };
        Some((least, most, at + inside.len() + 2))
    }

    /// `[^a-z]`, behind its `[`.
    fn class(&mut self, start: usize) -> Result<Class, Error> {
        let negated = self.eat("^");
        let mut ranges = Vec::new();
        while !self.eat("]") {
            let from = self.at;
            let first = self.class_member(start)?;
            let is_range = self.rest().starts_with('-') && !self.rest().starts_with("-]");
            if !is_range {
                ranges.extend(first.ranges());
                continue;
            }
            self.bump();
            let last = self.class_member(start)?;
            match (first.single(), last.single()) {
                (Some(first), Some(last)) if first <= last => ranges.push((first, last)),
                (Some(_), Some(_)) => {
                    return Err(self.error(from, "this range ends before it begins"));
                }
                // The dash means itself beside a set.
                _ => {
                    ranges.extend(first.ranges().into_iter().chain(last.ranges()));
                    ranges.push((u32::from('-'), u32::from('-')));
                }
            }
        }
        Ok(Class::new(ranges, negated, self.flags.any_case))
    }

    fn rest(&self) -> &'p str {
        &self.pattern[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn eat(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    /// About the text between a place and the next character, or that character.
    fn error(&self, start: usize, message: impl Into<String>) -> Error {
        let end = self.at.max(
            start
                + self.pattern[start..]
                    .chars()
                    .next()
                    .map_or(0, char::len_utf8),
        );
        let span: Range<usize> = start..end;
        Error {
            span,
            message: message.into(),
        }
    }
}
