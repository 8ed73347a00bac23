//! What the runner prints.

use std::collections::BTreeMap;

use crate::case::Case;
use crate::judge::Verdict;

/// How many cases came out how.
#[derive(Clone, Debug, Default)]
struct Count {
    passed: usize,
    failed: usize,
    skipped: BTreeMap<String, usize>,
}

impl Count {
    fn add(&mut self, verdict: &Verdict) {
        match verdict {
            Verdict::Passed => self.passed += 1,
            Verdict::Failed(_) => self.failed += 1,
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
        "{:<20}{:>8}{:>8}{:>8}",
        "group", "passed", "failed", "skipped"
    );
    for (group, count) in groups {
        let skipped = count.skipped();
        println!(
            "{group:<20}{:>8}{:>8}{skipped:>8}",
            count.passed, count.failed
        );
        for (reason, cases) in &count.skipped {
            println!("{:>44}{cases:>4} {reason}", "");
        }
    }
    println!();
    for (case, verdict) in results {
        if let Verdict::Failed(lines) = verdict {
            println!("failed: {}", case.id);
            for line in lines.iter().take(3) {
                println!("    {}", shortened(line));
            }
        }
    }
}

/// The last line. Returns how many cases failed.
pub(crate) fn print_sum(results: &[(Case, Verdict)]) -> usize {
    let mut sum = Count::default();
    for (_, verdict) in results {
        sum.add(verdict);
    }
    let (passed, failed, skipped) = (sum.passed, sum.failed, sum.skipped());
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
        Verdict::Failed(lines) => {
            println!("failed:");
            for line in lines {
                println!("    {line}");
            }
        }
    }
}

fn shortened(line: &str) -> String {
    const SHOWN: usize = 400;
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{} ...", &line[..end]),
        None => line.to_owned(),
    }
}
