//! What the runner prints.

use std::collections::BTreeMap;

use crate::case::Case;
use crate::judge::Verdict;

/// How many cases came out how.
#[derive(Clone, Debug, Default)]
pub(crate) struct Count {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
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

/// The table of groups, the cases that failed, and the sum.
pub(crate) fn print(results: &[(Case, Verdict)]) -> Count {
    let (mut total, mut groups) = (Count::default(), BTreeMap::<&str, Count>::new());
    for (case, verdict) in results {
        groups.entry(&case.group).or_default().add(verdict);
        total.add(verdict);
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
    let (passed, failed, skipped) = (total.passed, total.failed, total.skipped());
    println!("{passed} passed, {failed} failed, {skipped} skipped");
    total
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
