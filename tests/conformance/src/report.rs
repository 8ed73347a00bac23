//! What the runner prints.

use std::collections::BTreeMap;

use crate::case::Case;
use crate::judge::Verdict;

/// How many cases came out how.
#[derive(Clone, Debug, Default)]
struct Count {
    passed: usize,
    failed: usize,
    history_differs: usize,
    skipped: BTreeMap<String, usize>,
}

impl Count {
    fn add(&mut self, verdict: &Verdict) {
        match verdict {
            Verdict::Passed => self.passed += 1,
            Verdict::Failed(_) => self.failed += 1,
            Verdict::HistoryDiffers { .. } => self.history_differs += 1,
            Verdict::Skipped(reason) => *self.skipped.entry(reason.clone()).or_default() += 1,
        }
    }

    fn skipped(&self) -> usize {
        self.skipped.values().sum()
    }
}

/// The table of groups, and the cases that failed.
pub(crate) fn print(results: &[(Case, Verdict)]) {
    let mut groups = BTreeMap::<&str, Count>::new();
    for (case, verdict) in results {
        groups.entry(&case.group).or_default().add(verdict);
    }
    println!(
        "{:<20}{:>8}{:>8}{:>17}{:>9}",
        "group", "passed", "failed", "history differs", "skipped"
    );
    for (group, count) in groups {
        let skipped = count.skipped();
        println!(
            "{group:<20}{:>8}{:>8}{:>17}{skipped:>9}",
            count.passed, count.failed, count.history_differs
        );
        for (reason, cases) in &count.skipped {
            println!("{:>56}{cases:>6} {reason}", "");
        }
    }
    println!();
    for (case, verdict) in results {
        let lines = match verdict {
            Verdict::Failed(lines) => {
                println!("failed: {}", case.id);
                lines
            }
            Verdict::HistoryDiffers { reason, lines } => {
                println!("history differs: {} ({reason})", case.id);
                lines
            }
            Verdict::Passed | Verdict::Skipped(_) => continue,
        };
        for line in lines.iter().take(3) {
            println!("    {}", shortened(line));
        }
    }
}

/// The last line. A case whose history alone differs counts as neither passed nor failed. Returns how many cases failed.
pub(crate) fn print_sum(results: &[(Case, Verdict)]) -> usize {
    let mut sum = Count::default();
    for (_, verdict) in results {
        sum.add(verdict);
    }
    let (passed, failed) = (sum.passed, sum.failed);
    let skipped = sum.skipped() + sum.history_differs;
    println!("{passed} passed, {failed} failed, {skipped} skipped");
    failed
}

/// Everything about one case.
pub(crate) fn print_case(case: &Case, verdict: &Verdict) {
    println!("{} ({})", case.id, case.group);
    println!("definition: {}", case.definition_text());
    println!("input: {:#}", case.input);
    match verdict {
        Verdict::Passed => println!("passed"),
        Verdict::Skipped(reason) => println!("skipped: {reason}"),
        Verdict::Failed(lines) => print_lines("failed", lines),
        Verdict::HistoryDiffers { reason, lines } => {
            print_lines(&format!("history differs: {reason}"), lines);
        }
    }
}

fn print_lines(title: &str, lines: &[String]) {
    println!("{title}:");
    for line in lines {
        println!("    {line}");
    }
}

fn shortened(line: &str) -> String {
    const SHOWN: usize = 400;
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{} ...", &line[..end]),
        None => line.to_owned(),
    }
}
