//! What stands in parentheses.

use super::{MOST_NESTED, Parser};
use crate::Error;
use crate::tree::Node;

/// The groups of a pattern: what an escape such as `\2` means depends on all of them.
pub(super) struct Groups<'p> {
    /// Each group's name, if it has one, in order.
    names: Vec<Option<&'p str>>,
}

impl<'p> Groups<'p> {
    /// Looks for them in a pattern.
    pub(super) fn scan(pattern: &'p str) -> Result<Self, Error> {
        let mut names = Vec::new();
        let mut in_class = false;
        let mut characters = pattern.char_indices();
        while let Some((at, character)) = characters.next() {
            match character {
                '\\' => {
                    characters.next();
                }
                '[' => in_class = true,
                ']' => in_class = false,
                '(' if !in_class => {
                    let inside = &pattern[at + 1..];
                    match name_of(inside) {
                        Some(name) => {
                            let start = at + 1 + "?<".len();
                            check_name(name, start, &names)?;
                            names.push(Some(name));
                        }
                        None if !inside.starts_with('?') => names.push(None),
                        None => {}
                    }
                }
                _ => {}
            }
        }
        Ok(Groups { names })
    }

    pub(super) fn count(&self) -> usize {
        self.names.len()
    }

    pub(super) fn have_names(&self) -> bool {
        self.names.iter().any(Option::is_some)
    }

    /// The group with a name.
    pub(super) fn named(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| *other == Some(name))
    }
}

/// The name in `?<name>a)`.
fn name_of(inside: &str) -> Option<&str> {
    let name = inside.strip_prefix("?<")?;
    if name.starts_with(['=', '!']) {
        return None;
    }
    // Without an end it is no name.
    Some(name.split_once('>').map_or("", |(name, _)| name))
}

fn check_name(name: &str, start: usize, others: &[Option<&str>]) -> Result<(), Error> {
    let is_start = |first: char| first.is_alphabetic() || matches!(first, '$' | '_');
    let is_name =
        name.starts_with(is_start) && name.chars().all(|next| is_start(next) || next.is_numeric());
    let message = if !is_name {
        "this is no name of a group"
    } else if others.contains(&Some(name)) {
        "another group has this name"
    } else {
        return Ok(());
    };
    let span = start..start + name.len();
    Err(Error {
        span,
        message: message.to_owned(),
    })
}

impl Parser<'_> {
    /// `(a)`, `(?:a)`, `(?<name>a)`, `(?=a)`, behind its `(`.
    pub(super) fn group(&mut self, start: usize) -> Result<Node, Error> {
        if self.nested == MOST_NESTED {
            return Err(self.error(start, "groups stand too deep in each other here"));
        }
        self.nested += 1;
        let node = if self.eat("?:") {
            self.inside(start)?
        } else if let Some((behind, negated)) = self.look() {
            let body = Box::new(self.inside(start)?);
            Node::Look {
                behind,
                negated,
                body,
            }
        } else {
            match name_of(self.rest()) {
                Some(name) => self.at += "?<>".len() + name.len(),
                None if self.eat("?") => {
                    return Err(self.error(start, "groups of this kind do not exist"));
                }
                None => {}
            }
            let number = self.opened;
            self.opened += 1;
            Node::Group(number, Box::new(self.inside(start)?))
        };
        self.nested -= 1;
        Ok(node)
    }

    /// Whether a lookaround looks behind, and whether it is negated.
    fn look(&mut self) -> Option<(bool, bool)> {
        let kinds = [
            ("?=", (false, false)),
            ("?!", (false, true)),
            ("?<=", (true, false)),
            ("?<!", (true, true)),
        ];
        kinds
            .into_iter()
            .find_map(|(sign, kind)| self.eat(sign).then_some(kind))
    }

    fn inside(&mut self, start: usize) -> Result<Node, Error> {
        let inside = self.choice()?;
        if self.eat(")") {
            Ok(inside)
        } else {
            self.at = start;
            Err(self.error(start, "this `(` is not closed"))
        }
    }
}
