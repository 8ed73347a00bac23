//! What the machine does: a tree, made into a list of operations.

use std::ops::Range;

use super::Flags;
use super::tree::{Node, One, Place};

/// An operation. The machine goes on with the next one where nothing else is said.
#[derive(Clone, Debug)]
pub(crate) enum Op {
    /// Steps over a character.
    One { one: One, backward: bool },
    /// Goes on if the place is right.
    Place(Place),
    /// Steps over the text of a group, if there is one.
    Backreference { group: usize, backward: bool },
    /// Goes on at `first`, and at `second` if that fails.
    Fork { first: usize, second: usize },
    /// Goes on elsewhere.
    Jump(usize),
    /// Notes the position in a slot.
    Note(usize),
    /// Forgets what is noted in slots.
    Forget(Range<usize>),
    /// Fails where nothing has been consumed since the position in a slot.
    Progress(usize),
    /// Runs what follows, up to `Accept`, to see whether it fails; then goes on at `end` from where it was.
    Look { negated: bool, end: usize },
    /// Has matched.
    Accept,
}

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    pub(crate) ops: Vec<Op>,
    /// How many groups there are.
    pub(crate) groups: usize,
    /// How many slots: two for each group, and those that repetitions need.
    pub(crate) slots: usize,
    pub(crate) flags: Flags,
}

/// More operations than any reasonable pattern has.
const MOST_OPS: usize = 50_000;

impl Program {
    /// The program of a pattern with so many groups; nothing if it is too large.
    pub(crate) fn of(tree: &Node, groups: usize, flags: Flags) -> Option<Self> {
        let mut program = Program {
            ops: Vec::new(),
            groups,
            slots: 2 * groups,
            flags,
        };
        program.emit(tree, false)?;
        program.push(Op::Accept)?;
        Some(program)
    }

    /// Whether it can match at the beginning of a text only.
    pub(crate) fn is_anchored(&self) -> bool {
        !self.flags.lines && matches!(self.ops.first(), Some(Op::Place(Place::Start)))
    }

    /// Adds the operations of a node, nothing if that is too much. Where they go `backward`, they match the text before a
    /// position, last part first.
    fn emit(&mut self, node: &Node, backward: bool) -> Option<()> {
        match node {
            Node::One(one) => {
                let one = one.clone();
                self.push(Op::One { one, backward })?;
            }
            Node::Place(place) => {
                self.push(Op::Place(*place))?;
            }
            Node::Backreference(group) => {
                let group = *group;
                self.push(Op::Backreference { group, backward })?;
            }
            Node::Group(group, body) => {
                let [start, end] = slots_of(*group);
                self.push(Op::Note(if backward { end } else { start }))?;
                self.emit(body, backward)?;
                self.push(Op::Note(if backward { start } else { end }))?;
            }
            Node::Look {
                behind,
                negated,
                body,
            } => {
                let look = self.push(Op::Accept)?;
                self.emit(body, *behind)?;
                let end = self.push(Op::Accept)? + 1;
                self.ops[look] = Op::Look {
                    negated: *negated,
                    end,
                };
            }
            Node::Sequence(parts) if backward => {
                parts
                    .iter()
                    .rev()
                    .try_for_each(|part| self.emit(part, backward))?;
            }
            Node::Sequence(parts) => {
                parts
                    .iter()
                    .try_for_each(|part| self.emit(part, backward))?;
            }
            Node::Choice(arms) => self.emit_choice(arms, backward)?,
            Node::Repeat { .. } => self.emit_repeat(node, backward)?,
        }
        Some(())
    }

    fn emit_choice(&mut self, arms: &[Node], backward: bool) -> Option<()> {
        let Some((last, others)) = arms.split_last() else {
            return Some(());
        };
        let mut jumps = Vec::with_capacity(others.len());
        for arm in others {
            let fork = self.push(Op::Accept)?;
            self.emit(arm, backward)?;
            jumps.push(self.push(Op::Accept)?);
            self.ops[fork] = Op::Fork {
                first: fork + 1,
                second: self.ops.len(),
            };
        }
        self.emit(last, backward)?;
        for jump in jumps {
            self.ops[jump] = Op::Jump(self.ops.len());
        }
        Some(())
    }

    /// A repetition: what has to be there one behind the other, then what may be.
    fn emit_repeat(&mut self, repeat: &Node, backward: bool) -> Option<()> {
        let Node::Repeat {
            body,
            least,
            most,
            greedy,
            groups,
        } = repeat
        else {
            return Some(());
        };
        let progress = body.may_be_empty().then(|| {
            self.slots += 1;
            self.slots - 1
        });
        let iteration = |program: &mut Self, progress: Option<usize>| {
            if !groups.is_empty() {
                program.push(Op::Forget(2 * groups.start..2 * groups.end))?;
            }
            if let Some(slot) = progress {
                program.push(Op::Note(slot))?;
            }
            program.emit(body, backward)?;
            if let Some(slot) = progress {
                program.push(Op::Progress(slot))?;
            }
            Some(())
        };
        for _ in 0..*least {
            let start = self.ops.len();
            iteration(self, None)?;
            if self.ops.len() == start {
                break;
            }
        }
        let mut forks = Vec::new();
        for _ in 0..most.map_or(1, |most| most - least) {
            forks.push(self.push(Op::Accept)?);
            iteration(self, progress)?;
        }
        if most.is_none() {
            self.push(Op::Jump(forks[0]))?;
        }
        let end = self.ops.len();
        for fork in forks {
            self.ops[fork] = match greedy {
                true => Op::Fork {
                    first: fork + 1,
                    second: end,
                },
                false => Op::Fork {
                    first: end,
                    second: fork + 1,
                },
            };
        }
        Some(())
    }

    /// Where the operation stands.
    fn push(&mut self, op: Op) -> Option<usize> {
        self.ops.push(op);
        (self.ops.len() < MOST_OPS).then_some(self.ops.len() - 1)
    }
}

/// Where the ends of a group are noted. Groups are counted from 0.
pub(crate) fn slots_of(group: usize) -> [usize; 2] {
    [2 * group, 2 * group + 1]
}
