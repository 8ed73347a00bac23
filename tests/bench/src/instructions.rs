//! How many instructions a workflow takes, counted by valgrind: unlike times, the counts repeat.

use std::process::Command;

use crate::bounds;
use crate::committed::Committed;
use crate::table::{Cell, Table};
use crate::workflows::{Row, Who};

/// How often each side runs. The first runs are dearer: literals are made in them.
const TIMES: u32 = 20;

/// Whether there is a valgrind to count with.
pub(crate) fn can_be_counted() -> bool {
    let version = Command::new("valgrind").arg("--version").output();
    version.is_ok_and(|output| output.status.success())
}

/// Counts, and notes the counts of the compiled workflows in `new`.
pub(crate) fn compare(
    subject: &'static str,
    rows: &[Row],
    committed: &Committed,
    new: &mut Committed,
) -> Table {
    let mut table = Table::new([
        subject,
        "by hand",
        "compiled",
        "compiled / by hand",
        "since committed",
    ]);
    for row in rows {
        match (count(row, Who::Hand), count(row, Who::Ours)) {
            (Ok(hand), Ok(ours)) => {
                #[expect(clippy::cast_precision_loss, reason = "a ratio for people")]
                let ratio = ours as f64 / hand as f64;
                table.push(
                    row.name,
                    [
                        Cell::text(hand),
                        Cell::text(ours),
                        Cell::ratio(ratio, bounds::of(row.name).instructions),
                        committed.compare(row.name, ours),
                    ],
                );
                new.note(row.name, ours);
            }
            (Err(problem), _) | (_, Err(problem)) => {
                table.push(row.name, [Cell::held(problem, false)]);
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
