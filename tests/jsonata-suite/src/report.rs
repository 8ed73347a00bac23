//! What the runner prints.

use std::collections::BTreeMap;
use std::fmt;

use jsonata_suite::Outcome;

use crate::case::{Case, Suite};

/// How a case came out.
pub(crate) enum Verdict {
    /// As expected: this.
    Passed(String),
    /// Not as expected, for this reason.
    Failed(String),
    /// It does not apply, for this reason.
    Skipped(&'static str),
}

impl Verdict {
    pub(crate) fn of(case: &Case, outcome: &Outcome) -> Self {
        match case.complaint(outcome) {
            None => Verdict::Passed(format!("{outcome:?}")),
            Some(complaint) => Verdict::Failed(complaint),
        }
    }

    pub(crate) fn is_failure(&self) -> bool {
        matches!(self, Verdict::Failed(_))
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Verdict::Passed(outcome) => write!(f, "passed: {outcome}"),
            Verdict::Failed(complaint) => write!(f, "failed: {complaint}"),
            Verdict::Skipped(reason) => write!(f, "skipped: {reason}"),
        }
    }
}

/// The table of groups, the cases that failed or were skipped, and the sum. Returns how many failed.
pub(crate) fn print(suite: &Suite, verdicts: &[Verdict]) -> usize {
    let mut groups = BTreeMap::<&str, [usize; 3]>::new();
    for (case, verdict) in suite.cases.iter().zip(verdicts) {
        let column = match verdict {
            Verdict::Passed(_) => 0,
            Verdict::Failed(_) => 1,
            Verdict::Skipped(_) => 2,
        };
        groups.entry(&case.group).or_default()[column] += 1;
    }
    println!(
        "{:<32}{:>8}{:>8}{:>9}",
        "group", "passed", "failed", "skipped"
    );
    for (group, [passed, failed, skipped]) in &groups {
        println!("{group:<32}{passed:>8}{failed:>8}{skipped:>9}");
    }
    println!();
    for (case, verdict) in suite.cases.iter().zip(verdicts) {
        if !matches!(verdict, Verdict::Passed(_)) {
            println!("{}: {}", case.id, shortened(&verdict.to_string()));
        }
    }
    for (id, reason) in &suite.unreadable {
        println!("{id}: skipped: {reason}");
    }
    let sum = |column: usize| groups.values().map(|counts| counts[column]).sum::<usize>();
    let (failed, skipped) = (sum(1), sum(2) + suite.unreadable.len());
    println!("\n{} passed, {failed} failed, {skipped} skipped", sum(0));
    failed
}

fn shortened(line: &str) -> String {
    const SHOWN: usize = 300;
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{} ...", &line[..end]),
        None => line.to_owned(),
    }
}
