//! What the benchmark prints.

use std::fmt;
use std::time::Duration;

use crate::bounds::Bound;

/// A table of measurements. Some of them have a bound.
pub(crate) struct Table {
    header: Vec<&'static str>,
    rows: Vec<(String, Vec<Cell>)>,
}

pub(crate) struct Cell {
    text: String,
    verdict: Verdict,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Within,
    /// Over what is to be reached.
    Open,
    /// Over what has been reached.
    Broken,
}

impl Cell {
    pub(crate) fn text(text: impl fmt::Display) -> Self {
        Cell {
            text: text.to_string(),
            verdict: Verdict::Within,
        }
    }

    pub(crate) fn time(time: Duration) -> Self {
        Cell::text(format_args!("{} ns", time.as_nanos()))
    }

    /// A ratio that has a bound.
    pub(crate) fn ratio(ratio: f64, bound: Bound) -> Self {
        Cell {
            text: format!("{ratio:.3}"),
            verdict: match ratio {
                ratio if ratio > bound.reached => Verdict::Broken,
                ratio if ratio > bound.goal => Verdict::Open,
                _ => Verdict::Within,
            },
        }
    }

    /// What holds or does not.
    pub(crate) fn held(text: impl fmt::Display, holds: bool) -> Self {
        Cell {
            verdict: match holds {
                true => Verdict::Within,
                false => Verdict::Broken,
            },
            ..Cell::text(text)
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        f.write_str(match self.verdict {
            Verdict::Within => "",
            Verdict::Open => " (over its goal)",
            Verdict::Broken => " (OVER ITS BOUND)",
        })
    }
}

impl Table {
    pub(crate) fn new(header: impl Into<Vec<&'static str>>) -> Self {
        Table {
            header: header.into(),
            rows: Vec::new(),
        }
    }

    pub(crate) fn push(&mut self, name: impl Into<String>, cells: impl Into<Vec<Cell>>) {
        self.rows.push((name.into(), cells.into()));
    }

    /// Whether every bound holds that is held at all.
    pub(crate) fn holds(&self) -> bool {
        let mut cells = self.rows.iter().flat_map(|(_, cells)| cells);
        cells.all(|cell| cell.verdict != Verdict::Broken)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| {} |", self.header.join(" | "))?;
        writeln!(f, "|---|{}", "---:|".repeat(self.header.len() - 1))?;
        for (name, cells) in &self.rows {
            write!(f, "| {name} |")?;
            for cell in cells {
                write!(f, " {cell} |")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
