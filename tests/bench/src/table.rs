//! What the benchmark prints.

use std::fmt;
use std::ops::RangeToInclusive;
use std::time::Duration;

/// A table of times and ratios.
pub(crate) struct Table {
    header: Vec<&'static str>,
    rows: Vec<Row>,
}

pub(crate) struct Row {
    pub(crate) name: String,
    /// A time for each contestant.
    pub(crate) times: Vec<Duration>,
    /// What is compared, the ratio, and its bound.
    pub(crate) ratios: Vec<(&'static str, f64, RangeToInclusive<f64>)>,
}

impl Table {
    pub(crate) fn new<const N: usize>(header: [&'static str; N]) -> Self {
        Table {
            header: header.to_vec(),
            rows: Vec::new(),
        }
    }

    pub(crate) fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// Whether every ratio is within its bound.
    pub(crate) fn holds(&self) -> bool {
        let mut ratios = self.rows.iter().flat_map(|row| &row.ratios);
        ratios.all(|(_, ratio, bound)| bound.contains(ratio))
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ratios = self
            .rows
            .first()
            .map(|row| row.ratios.iter().map(|(what, ..)| *what));
        let columns = self
            .header
            .iter()
            .copied()
            .chain(ratios.into_iter().flatten());
        writeln!(f, "| {} |", columns.clone().collect::<Vec<_>>().join(" | "))?;
        writeln!(f, "|---|{}", "---:|".repeat(columns.count() - 1))?;
        for row in &self.rows {
            write!(f, "| `{}` |", row.name)?;
            for time in &row.times {
                write!(f, " {} ns |", time.as_nanos())?;
            }
            for (_, ratio, bound) in &row.ratios {
                let verdict = if bound.contains(ratio) {
                    ""
                } else {
                    " (over its bound)"
                };
                write!(f, " {ratio:.3}{verdict} |")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
