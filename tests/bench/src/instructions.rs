//! How many instructions a workflow takes, counted by valgrind: unlike times, the counts repeat.

use std::process::Command;

use crate::table::{Cell, Table};
use crate::workflows::{Measure, Row, Who};

/// Over `Value` and over types.
pub(crate) const BOUNDS: [f64; 2] = [1.15, 1.10];

/// How often each side runs. The first runs are dearer: literals are made in them.
const TIMES: u32 = 20;

/// `bound`: a compiled workflow takes at most so many times the instructions of the one by hand.
pub(crate) fn compare(subject: &'static str, rows: &[Row], bound: f64) -> Table {
    let mut table = Table::new([subject, "by hand", "compiled", "compiled / by hand"]);
    for row in rows {
        match (count(row, Who::Hand), count(row, Who::Ours)) {
            (Ok(hand), Ok(ours)) => {
                #[expect(clippy::cast_precision_loss, reason = "a ratio for people")]
                let ratio = ours as f64 / hand as f64;
                let is_open = row.open.contains(&Measure::Instructions);
                table.push(
                    row.name,
                    [
                        Cell::text(hand),
                        Cell::text(ours),
                        Cell::ratio(ratio, bound, is_open),
                    ],
                );
            }
            (Err(problem), _) | (_, Err(problem)) => {
                eprintln!("{}: skipped: {problem}", row.name);
            }
        }
    }
    table
}

/// The instructions of one run: what further runs take more than the first ones.
fn count(row: &Row, who: Who) -> Result<u64, String> {
    let few = collect(row, who, TIMES)?;
    let many = collect(row, who, 2 * TIMES)?;
    Ok((many - few) / u64::from(TIMES))
}

fn collect(row: &Row, who: Who, times: u32) -> Result<u64, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        // Inputs are made before, and not counted.
        .arg("--toggle-collect=*one_after_the_other*")
        .arg(program)
        .args(["--only", row.name, "--side", who.word()])
        .args(["--times", &times.to_string()])
        .output()
        .map_err(|error| format!("valgrind does not run: {error}"))?;
    let report = String::from_utf8_lossy(&output.stderr);
    let count = report.lines().find_map(|line| {
        let (_, count) = line.split_once("Collected :")?;
        count.trim().parse().ok()
    });
    count.ok_or_else(|| format!("valgrind says: {report}"))
}
