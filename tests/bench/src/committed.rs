//! The instruction counts that are committed, for whom a change makes slower without meaning to.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use crate::table::Cell;

/// Counts may be so much higher, or lower, than the committed ones.
const TOLERANCE: f64 = 0.03;

/// Counts of compiled workflows, and the compiler that they hold for.
#[derive(Default)]
pub(crate) struct Committed {
    rustc: String,
    counts: Vec<(String, u64)>,
}

impl Committed {
    /// None yet.
    pub(crate) fn new() -> Self {
        Committed {
            rustc: rustc(),
            counts: Vec::new(),
        }
    }

    /// Those of the file.
    pub(crate) fn read() -> io::Result<Self> {
        let text = fs::read_to_string(path())?;
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let rustc = lines.next().unwrap_or_default().to_owned();
        let counts = lines.filter_map(|line| {
            let (name, count) = line.rsplit_once(' ')?;
            Some((name.to_owned(), count.parse().ok()?))
        });
        let counts = counts.collect();
        Ok(Committed { rustc, counts })
    }

    /// Whether they were made with the compiler that is in use: another one makes other code.
    pub(crate) fn hold_here(&self) -> bool {
        self.rustc == rustc()
    }

    pub(crate) fn note(&mut self, name: &str, count: u64) {
        self.counts.push((name.to_owned(), count));
    }

    /// How a count has changed.
    #[expect(clippy::cast_precision_loss, reason = "a ratio for people")]
    pub(crate) fn compare(&self, name: &str, count: u64) -> Cell {
        let before = self.counts.iter().find(|(other, _)| other == name);
        let Some((_, before)) = before else {
            return Cell::held("not committed", !self.hold_here());
        };
        let change = count as f64 / *before as f64 - 1.0;
        let holds = change.abs() <= TOLERANCE || !self.hold_here();
        Cell::held(format_args!("{:+.1} %", change * 100.0), holds)
    }

    /// Makes them the committed ones.
    pub(crate) fn write(&self) -> io::Result<()> {
        let mut text = String::from(
            "# Instructions of each compiled workflow, by `cargo run --release -p bench -- --instructions --bless`.\n",
        );
        text += &self.rustc;
        text.push('\n');
        for (name, count) in &self.counts {
            let _ = writeln!(text, "{name} {count}");
        }
        fs::write(path(), text)
    }
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("instructions.txt")
}

fn rustc() -> String {
    let output = Command::new("rustc").arg("--version").output();
    output.map_or_else(
        |_| "no rustc".to_owned(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}
