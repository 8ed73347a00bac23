//! ECMAScript's regular expressions in a bounded number of steps.
//!
//! The compiler checks the regular expressions of JSONata with it, and the runtime runs them. No crate does both of what
//! they need: those with lookaround and backreferences that mean what ECMAScript says (`regress`) cannot be stopped when
//! a pattern such as `(a+)+$` backtracks forever, and those that can be stopped (`fancy-regex`) keep the groups of earlier
//! iterations, let backreferences to missing groups fail, and count some of their work only. So this is the algorithm of
//! the specification and nothing more: a parser, a program for a backtracking machine, and
//! that machine, which accounts for each of its steps.
//!
//! Flags are `i` and `m`. Characters are Unicode's rather than UTF-16's units: a text here has no half characters, so
//! that `.` matches `😀`, as it does in ECMAScript with the flag `u`. In all else that flag is off, and the leniencies
//! for old web pages (annex B) are in: `\_`, `a{`, `\07`.

mod class;
mod parse;
mod program;
mod search;
mod tree;

use std::fmt;
use std::ops::Range;

use program::Program;

/// A regular expression.
#[derive(Clone, Debug)]
pub struct Regex {
    program: Program,
}

impl Regex {
    /// Reads a pattern. `flags` may have `i`, for any case, and `m`, for lines.
    ///
    /// # Errors
    /// Where it is not ECMAScript's, or so large that no one can have meant it.
    pub fn new(pattern: &str, flags: &str) -> Result<Self, Error> {
        let flags = Flags {
            any_case: flags.contains('i'),
            lines: flags.contains('m'),
        };
        let (tree, groups) = parse::parse(pattern, flags)?;
        let program = Program::of(&tree, groups, flags).ok_or_else(|| Error {
            span: 0..pattern.len(),
            message: "this pattern repeats too much".to_owned(),
        })?;
        Ok(Regex { program })
    }

    /// The first match that begins at this byte or behind it. `spend` is told every now and then how many steps it has
    /// taken, and may put an end to it.
    ///
    /// # Errors
    /// Those of `spend`.
    pub fn find<E>(
        &self,
        text: &str,
        from: usize,
        spend: impl FnMut(usize) -> Result<(), E>,
    ) -> Result<Option<Match>, E> {
        search::find(&self.program, text, from, spend)
    }
}

#[derive(Clone, Copy, Debug)]
struct Flags {
    any_case: bool,
    lines: bool,
}

/// Where a text matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The bytes of the whole match.
    pub range: Range<usize>,
    /// The bytes of each group, in order; nothing for one that took no part.
    pub groups: Vec<Option<Range<usize>>>,
}

/// Why a pattern is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The bytes of the pattern at fault.
    pub span: Range<usize>,
    /// What is wrong with them.
    pub message: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests;
