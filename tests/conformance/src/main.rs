//! Runs the definitions of a folder of recorded cases, and compares what happens with what AWS recorded.
//!
//! ```text
//! cargo run --release -p conformance                    # all cases of ../shared/conformance/cases
//! cargo run --release -p conformance -- --group choice  # one group
//! cargo run --release -p conformance -- --case ID       # one case, with everything that differs
//! cargo run --release -p conformance -- --typed          # once more with types, those that have tasks
//! ASL_CONFORMANCE=folder cargo run --release -p conformance
//! ```
//!
//! It compiles every definition by `asl!` in generated crates, runs it against the recorded results of its tasks in
//! virtual time, and ends with `N passed, N failed, N history differs, N skipped`. In the third column are executions
//! right in all but their history, where the recording is such that it cannot be ours; they do not make the run fail.
//! Any other difference does. Where the folder is absent it says so and succeeds.

mod case;
mod event;
mod generate;
mod history;
mod judge;
mod prepare;
mod report;
mod signatures;
mod test_state;

use std::collections::HashMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use conformance::scenario::Scenario;
use scratch::Scratch;

use crate::case::Case;
use crate::judge::{Verdict, judge};
use crate::prepare::{Prepared, prepare};

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Which cases to run.
enum Selection {
    All,
    Group(String),
    Case(String),
    /// Those that have tasks, whose handlers then take and yield a type, as the machines do.
    Typed,
}

impl Selection {
    fn of_arguments() -> Result<Self, Box<dyn Error>> {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            [] => Ok(Selection::All),
            ["--typed"] => Ok(Selection::Typed),
            ["--group", name] => Ok(Selection::Group(name.to_owned())),
            ["--case", id] => Ok(Selection::Case(id.to_owned())),
            _ => Err("usage: conformance [--group NAME | --case ID | --typed]".into()),
        }
    }

    fn takes(&self, case: &Case) -> bool {
        match self {
            Selection::All => true,
            Selection::Typed => !signatures::of(&case.definition_text()).is_empty(),
            Selection::Group(name) => case.group == *name,
            Selection::Case(id) => case.id == *id,
        }
    }

    fn is_typed(&self) -> bool {
        matches!(self, Selection::Typed)
    }

    /// Part of the cases has a scratch workspace of its own, so that the whole stays built.
    fn scratch(&self) -> &'static str {
        match self {
            Selection::All => "all",
            Selection::Typed => "typed",
            Selection::Group(_) | Selection::Case(_) => "part",
        }
    }
}

fn run() -> Result<ExitCode, Box<dyn Error>> {
    let selection = Selection::of_arguments()?;
    let folder = cases_folder();
    if !folder.is_dir() {
        eprintln!(
            "skipped: there are no recorded cases at {}",
            folder.display()
        );
        return Ok(ExitCode::SUCCESS);
    }
    let mut cases = case::read(&folder)?;
    cases.retain(|case| selection.takes(case));
    if cases.is_empty() {
        return Err("no case has this name".into());
    }
    let scratch = Scratch::new("conformance", selection.scratch())?;
    let results = verdicts(cases, &scratch, selection.is_typed())?;
    match (&selection, results.as_slice()) {
        (Selection::Case(_), [(case, verdict)]) => report::print_case(case, verdict),
        _ => report::print(&results),
    }
    let failed = report::print_sum(&results);
    Ok(ExitCode::from(u8::from(failed > 0)))
}

fn cases_folder() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    match std::env::var_os("ASL_CONFORMANCE") {
        Some(folder) => folder.into(),
        None => package.join("../../../shared/conformance/cases"),
    }
}

/// Compiles and runs what has to be compiled and run, and judges everything.
fn verdicts(
    cases: Vec<Case>,
    scratch: &Scratch,
    typed: bool,
) -> Result<Vec<(Case, Verdict)>, Box<dyn Error>> {
    let prepared: Vec<Prepared> = cases.iter().map(prepare).collect();
    let mut definitions = Definitions::default();
    let mut scenarios: Vec<Scenario> = Vec::new();
    let mut work = Vec::new();
    for prepared in prepared {
        work.push(match prepared {
            Prepared::Settled(verdict) => Work::Settled(verdict),
            Prepared::Build(definition) => Work::Build(definitions.index(definition)),
            Prepared::Run(definition, scenario) => {
                let index = definitions.index(definition);
                scenarios.push(Scenario {
                    machine: format!("d{index}"),
                    ..*scenario
                });
                Work::Run(index)
            }
        });
    }
    let refused = generate::build(scratch, &definitions.texts, typed)?;
    let left_out: Vec<String> = refused.keys().map(|index| format!("d{index}")).collect();
    scenarios.retain(|scenario| !left_out.contains(&scenario.machine));
    let mut observed = generate::run(scratch, &scenarios)?.into_iter();
    let judged = cases.into_iter().zip(work).map(|(case, work)| {
        let verdict = match work {
            Work::Settled(verdict) => verdict,
            Work::Build(index) | Work::Run(index) if refused.contains_key(&index) => {
                Verdict::Failed(vec![format!("rustc: {}", refused[&index])])
            }
            Work::Build(_) => Verdict::Passed,
            Work::Run(_) => match observed.next() {
                Some(observed) => judge(&case, &observed),
                None => Verdict::Failed(vec!["the driver ended before it came to it".to_owned()]),
            },
        };
        (case, verdict)
    });
    Ok(judged.collect())
}

/// What is left to do with a case; definitions by their index.
enum Work {
    Settled(Verdict),
    Build(usize),
    Run(usize),
}

/// Definitions, each once.
#[derive(Default)]
struct Definitions {
    texts: Vec<String>,
    indices: HashMap<String, usize>,
}

impl Definitions {
    fn index(&mut self, text: String) -> usize {
        *self.indices.entry(text).or_insert_with_key(|text| {
            self.texts.push(text.clone());
            self.texts.len() - 1
        })
    }
}
