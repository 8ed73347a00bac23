//! Runs the official JSONata test suite through compiled expressions.
//!
//! ```text
//! cargo run --release -p jsonata-suite                 # all of ../shared/jsonata
//! cargo run --release -p jsonata-suite -- --case ID    # one case: its code, what is expected, what comes out
//! ASL_JSONATA=folder cargo run --release -p jsonata-suite
//! ```
//!
//! It compiles the expression of every case as those of a definition are compiled, but with a context and an input
//! document, which ASL does not have; builds them in generated crates; evaluates them; and ends with
//! `N passed, N failed, N skipped`. Where the folder is absent it says so and succeeds.

mod case;
mod compile;
mod generate;
mod report;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{ExitCode, Stdio};

use jsonata_suite::{Outcome, Run};
use scratch::Scratch;

use crate::case::Suite;
use crate::generate::Function;
use crate::report::Verdict;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let chosen = match arguments.as_slice() {
        [] => None,
        [option, id] if option == "--case" => Some(id.as_str()),
        _ => return Err("usage: jsonata-suite [--case ID]".into()),
    };
    let folder = suite_folder();
    if !folder.is_dir() {
        eprintln!("skipped: there is no suite at {}", folder.display());
        return Ok(ExitCode::SUCCESS);
    }
    let mut suite = Suite::read(&folder)?;
    let Some(id) = chosen else {
        let verdicts = verdicts(&suite, &Scratch::new("jsonata-suite", "all")?)?;
        let failed = report::print(&suite, &verdicts);
        return Ok(ExitCode::from(u8::from(failed > 0)));
    };
    suite.cases.retain(|case| case.id == id);
    let case = suite.cases.first().ok_or("no case has this id")?;
    println!("{}\n{}\n", case.id, case.expr);
    if let Ok(function) = compile::function(0, case) {
        println!("{function}\n");
    }
    println!("expected: {}", case.expectation());
    let verdicts = verdicts(&suite, &Scratch::new("jsonata-suite", "part")?)?;
    println!("{}", verdicts[0]);
    Ok(ExitCode::from(u8::from(verdicts[0].is_failure())))
}

fn suite_folder() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    match std::env::var_os("ASL_JSONATA") {
        Some(folder) => folder.into(),
        None => package.join("../../../shared/jsonata"),
    }
}

/// Compiles and runs every case that applies. Verdicts are in the order of the cases.
fn verdicts(suite: &Suite, scratch: &Scratch) -> Result<Vec<Verdict>, Box<dyn Error>> {
    let mut functions: Vec<Function> = Vec::new();
    let mut settled: Vec<Option<Verdict>> = Vec::new();
    for (index, case) in suite.cases.iter().enumerate() {
        settled.push(match (case.skipped(), compile::function(index, case)) {
            (Some(reason), _) => Some(Verdict::Skipped(reason)),
            (None, Ok(function)) => {
                functions.push((index, function));
                None
            }
            (None, Err(error)) => {
                let outcome = Outcome::Error {
                    code: error.code.to_owned(),
                    message: error.label,
                };
                Some(Verdict::of(case, &outcome))
            }
        });
    }
    generate::build(scratch, &functions)?;
    let runs: Vec<Run> = functions
        .iter()
        .map(|(index, _)| suite.run(*index))
        .collect();
    let mut outcomes = scratch.run(&runs, Stdio::null())?.into_iter();
    let verdicts = settled
        .into_iter()
        .zip(&suite.cases)
        .map(|(settled, case)| {
            settled.unwrap_or_else(|| {
                let outcome = outcomes.next().unwrap_or(Outcome::Panicked);
                Verdict::of(case, &outcome)
            })
        });
    Ok(verdicts.collect())
}
