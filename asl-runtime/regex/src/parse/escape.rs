//! What stands behind a backslash, and the members of classes.

use super::Parser;
use crate::Error;
use crate::class::{Class, DIGITS, SPACE, WORD, all_but};
use crate::tree::{Node, One, Place};

/// A member of a class: a character, or a set such as `\d`.
pub(super) enum Member {
    /// It may be half of one, which no text has.
    Character(u32),
    Set(Vec<(u32, u32)>),
}

impl Member {
    pub(super) fn single(&self) -> Option<u32> {
        match self {
            Member::Character(character) => Some(*character),
            Member::Set(_) => None,
        }
    }

    pub(super) fn ranges(self) -> Vec<(u32, u32)> {
        match self {
            Member::Character(character) => vec![(character, character)],
            Member::Set(ranges) => ranges,
        }
    }
}

impl Parser<'_> {
    /// Outside of a class, behind the backslash.
    pub(super) fn escape(&mut self, start: usize) -> Result<Node, Error> {
        if self.eat("b") {
            return Ok(Node::Place(Place::WordBoundary { negated: false }));
        }
        if self.eat("B") {
            return Ok(Node::Place(Place::WordBoundary { negated: true }));
        }
        if self.groups.have_names() && self.eat("k<") {
            return self.named_backreference(start);
        }
        if let Some(group) = self.backreference() {
            return Ok(Node::Backreference(group));
        }
        let member = self.escaped(start)?;
        Ok(match member.single().and_then(char::from_u32) {
            Some(character) => self.literal(character),
            None => Node::One(One::Class(Class::new(
                member.ranges(),
                false,
                self.flags.any_case,
            ))),
        })
    }

    /// A character of a class that begins at `class`, or a set.
    pub(super) fn class_member(&mut self, class: usize) -> Result<Member, Error> {
        let start = self.at;
        match self.bump() {
            Some('\\') if self.eat("b") => Ok(Member::Character(0x08)),
            Some('\\') => self.escaped(start),
            Some(character) => Ok(Member::Character(u32::from(character))),
            None => {
                self.at = class;
                Err(self.error(class, "this `[` is not closed"))
            }
        }
    }

    /// `\2`, if there are so many groups.
    fn backreference(&mut self) -> Option<usize> {
        let rest = self.rest();
        let digits = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let number: usize = rest[..digits].parse().ok()?;
        let exists = !rest.starts_with('0') && number <= self.groups.count();
        exists.then(|| {
            self.at += digits;
            number - 1
        })
    }

    /// `\k<name>`, behind its `<`.
    fn named_backreference(&mut self, start: usize) -> Result<Node, Error> {
        let Some((name, _)) = self.rest().split_once('>') else {
            return Err(self.error(start, "this name is not closed"));
        };
        self.at += name.len() + 1;
        match self.groups.named(name) {
            Some(group) => Ok(Node::Backreference(group)),
            None => Err(self.error(start, format!("no group has the name `{name}`"))),
        }
    }

    /// What means the same in a class and outside.
    fn escaped(&mut self, start: usize) -> Result<Member, Error> {
        let Some(letter) = self.bump() else {
            return Err(self.error(start, "nothing is here to be escaped"));
        };
        if letter == 'k' && self.groups.have_names() {
            return Err(self.error(start, "`\\k` names a group, as in `\\k<name>`"));
        }
        Ok(match letter {
            'd' => Member::Set(DIGITS.to_vec()),
            'D' => Member::Set(all_but(DIGITS)),
            's' => Member::Set(SPACE.to_vec()),
            'S' => Member::Set(all_but(SPACE)),
            'w' => Member::Set(WORD.to_vec()),
            'W' => Member::Set(all_but(WORD)),
            'f' => Member::Character(0x0C),
            'n' => Member::Character(0x0A),
            'r' => Member::Character(0x0D),
            't' => Member::Character(0x09),
            'v' => Member::Character(0x0B),
            '0'..='7' => Member::Character(self.octal(letter)),
            'c' => Member::Character(self.control()),
            'x' => Member::Character(self.hex(2).unwrap_or(u32::from('x'))),
            'u' => Member::Character(self.unicode()),
            other => Member::Character(u32::from(other)),
        })
    }

    /// `\07`: up to three digits, as long as it fits a byte.
    fn octal(&mut self, first: char) -> u32 {
        let mut number = first.to_digit(8).unwrap_or(0);
        for _ in 0..2 {
            match self.peek().and_then(|next| next.to_digit(8)) {
                Some(digit) if number * 8 + digit <= 0xFF => {
                    number = number * 8 + digit;
                    self.bump();
                }
                _ => break,
            }
        }
        number
    }

    /// `\cJ`. Without a letter the backslash means itself.
    fn control(&mut self) -> u32 {
        match self.peek().filter(char::is_ascii_alphabetic) {
            Some(letter) => {
                self.bump();
                u32::from(letter) % 32
            }
            None => {
                self.at -= 1;
                u32::from('\\')
            }
        }
    }

    /// `\u0041`. Two halves make one character.
    fn unicode(&mut self) -> u32 {
        let Some(unit) = self.hex(4) else {
            return u32::from('u');
        };
        let behind = self.at;
        if (0xD800..0xDC00).contains(&unit) && self.eat("\\u") {
            match self.hex(4) {
                Some(low @ 0xDC00..0xE000) => {
                    return 0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
                }
                _ => self.at = behind,
            }
        }
        unit
    }

    /// So many hexadecimal digits, if they are there.
    fn hex(&mut self, count: usize) -> Option<u32> {
        let digits = self.rest().get(..count)?;
        let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let number = is_hex.then(|| u32::from_str_radix(digits, 16).ok())??;
        self.at += count;
        Some(number)
    }
}
