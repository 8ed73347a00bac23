//! The machine: it runs a program over a text and goes back to the last fork where it fails.

use std::ops::Range;

use super::Match;
use super::class::{fold, is_line_terminator, is_word};
use super::program::{Op, Program, slots_of};
use super::tree::{One, Place};

/// After how many steps they are paid for.
const UNPAID: usize = 1000;

/// In a slot that has no position.
const NOWHERE: usize = usize::MAX;

pub(crate) fn find<E>(
    program: &Program,
    text: &str,
    from: usize,
    spend: impl FnMut(usize) -> Result<(), E>,
) -> Result<Option<Match>, E> {
    let mut machine = Machine {
        program,
        text,
        slots: vec![NOWHERE; program.slots],
        undo: Vec::new(),
        unpaid: 0,
        spend,
    };
    let found = machine.find(from)?;
    machine.pay()?;
    Ok(found)
}

struct Machine<'m, S> {
    program: &'m Program,
    text: &'m str,
    /// Where groups and iterations began and ended.
    slots: Vec<usize>,
    /// What to do when it fails, the last first.
    undo: Vec<Undo>,
    /// Steps taken and not yet paid for.
    unpaid: usize,
    spend: S,
}

#[derive(Clone, Copy)]
enum Undo {
    /// Go on with this operation at this position.
    Retry(usize, usize),
    /// Put a position back into a slot.
    Restore(usize, usize),
}

impl<E, S: FnMut(usize) -> Result<(), E>> Machine<'_, S> {
    fn find(&mut self, from: usize) -> Result<Option<Match>, E> {
        let text = self.text;
        for start in (from..=text.len()).filter(|at| text.is_char_boundary(*at)) {
            if let Some(end) = self.run(0, start)? {
                let groups = (0..self.program.groups).map(|group| self.group(group));
                let groups = groups.collect();
                return Ok(Some(Match {
                    range: start..end,
                    groups,
                }));
            }
            if self.program.is_anchored() {
                break;
            }
        }
        Ok(None)
    }

    /// Runs the program from an operation on up to where it accepts: there it has matched. Where it fails for good, all
    /// is as it was.
    fn run(&mut self, op: usize, at: usize) -> Result<Option<usize>, E> {
        let bottom = self.undo.len();
        let mut state = Some((op, at));
        loop {
            let Some((op, at)) = state.or_else(|| self.go_back(bottom)) else {
                return Ok(None);
            };
            self.step(1)?;
            state = match &self.program.ops[op] {
                Op::Accept => return Ok(Some(at)),
                Op::One { one, backward } => self.one(one, *backward, at).map(|at| (op + 1, at)),
                Op::Place(place) => self.is_at(*place, at).then_some((op + 1, at)),
                Op::Backreference { group, backward } => self
                    .backreference(*group, *backward, at)?
                    .map(|at| (op + 1, at)),
                Op::Fork { first, second } => {
                    self.undo_by(Undo::Retry(*second, at))?;
                    Some((*first, at))
                }
                Op::Jump(target) => Some((*target, at)),
                Op::Note(slot) => {
                    self.note(*slot, at)?;
                    Some((op + 1, at))
                }
                Op::Forget(slots) => {
                    for slot in slots.clone() {
                        self.note(slot, NOWHERE)?;
                    }
                    Some((op + 1, at))
                }
                Op::Progress(slot) => (self.slots[*slot] != at).then_some((op + 1, at)),
                Op::Look { negated, end } => self.look(op + 1, at, *negated)?.then_some((*end, at)),
            };
        }
    }

    /// The last fork, with everything as it was there.
    fn go_back(&mut self, bottom: usize) -> Option<(usize, usize)> {
        while self.undo.len() > bottom {
            match self.undo.pop()? {
                Undo::Retry(op, at) => return Some((op, at)),
                Undo::Restore(slot, at) => self.slots[slot] = at,
            }
        }
        None
    }

    /// Whether a lookaround holds. What it has tried is not tried again; the groups of one that matches stay.
    fn look(&mut self, op: usize, at: usize, negated: bool) -> Result<bool, E> {
        let bottom = self.undo.len();
        let matches = self.run(op, at)?.is_some();
        if negated {
            while self.go_back(bottom).is_some() {}
        } else {
            let tried = self.undo.split_off(bottom);
            let kept = tried
                .into_iter()
                .filter(|undo| matches!(undo, Undo::Restore(..)));
            self.undo.extend(kept);
        }
        Ok(matches != negated)
    }

    fn one(&self, one: &One, backward: bool, at: usize) -> Option<usize> {
        let character = self.beside(at, backward)?;
        let folded = self.folded(character);
        let matches = match one {
            One::Literal(literal) => folded == *literal,
            One::Any => !is_line_terminator(character),
            One::Class(class) => class.contains(folded),
        };
        let length = character.len_utf8();
        matches.then_some(if backward { at - length } else { at + length })
    }

    fn is_at(&self, place: Place, at: usize) -> bool {
        let is_line_end = |character| self.program.flags.lines && is_line_terminator(character);
        match place {
            Place::Start => self.beside(at, true).is_none_or(is_line_end),
            Place::End => self.beside(at, false).is_none_or(is_line_end),
            Place::WordBoundary { negated } => {
                let [before, behind] =
                    [true, false].map(|backward| self.beside(at, backward).is_some_and(is_word));
                (before != behind) != negated
            }
        }
    }

    /// Behind the text of a group, which is nothing for one that took no part.
    fn backreference(
        &mut self,
        group: usize,
        backward: bool,
        mut at: usize,
    ) -> Result<Option<usize>, E> {
        let Some(range) = self.group(group) else {
            return Ok(Some(at));
        };
        self.step(range.len())?;
        let text = self.text;
        let mut rest = text[range].chars();
        while let Some(expected) = if backward {
            rest.next_back()
        } else {
            rest.next()
        } {
            match self.beside(at, backward) {
                Some(found) if self.folded(found) == self.folded(expected) => {
                    let length = found.len_utf8();
                    at = if backward { at - length } else { at + length };
                }
                _ => return Ok(None),
            }
        }
        Ok(Some(at))
    }

    fn group(&self, group: usize) -> Option<Range<usize>> {
        let [start, end] = slots_of(group).map(|slot| self.slots[slot]);
        (start != NOWHERE && end != NOWHERE).then_some(start..end)
    }

    /// The character before a position or behind it.
    fn beside(&self, at: usize, before: bool) -> Option<char> {
        if before {
            self.text[..at].chars().next_back()
        } else {
            self.text[at..].chars().next()
        }
    }

    fn folded(&self, character: char) -> char {
        if self.program.flags.any_case {
            fold(character)
        } else {
            character
        }
    }

    fn note(&mut self, slot: usize, at: usize) -> Result<(), E> {
        self.undo_by(Undo::Restore(slot, self.slots[slot]))?;
        self.slots[slot] = at;
        Ok(())
    }

    /// What is to be undone takes room: it is paid for, too.
    fn undo_by(&mut self, undo: Undo) -> Result<(), E> {
        self.undo.push(undo);
        self.step(1)
    }

    fn step(&mut self, steps: usize) -> Result<(), E> {
        self.unpaid += steps;
        if self.unpaid < UNPAID {
            Ok(())
        } else {
            self.pay()
        }
    }

    fn pay(&mut self) -> Result<(), E> {
        (self.spend)(std::mem::take(&mut self.unpaid))
    }
}
