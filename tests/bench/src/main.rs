//! Compiled workflows and expressions against the same written by hand, in one run.
//!
//! `cargo run --release -p bench` prints a table for each subject: the median time of a call of each contestant, taken in
//! turn, and their ratios. Machines are noisy and the times are this machine's; the ratios are what to look at.
//!
//! | argument | |
//! |---|---|
//! | `--check` | exits with 1 when a ratio is over a bound that has been reached before |
//! | `--instructions` | counts instructions, with valgrind, instead of time; with `--check` it exits with 1 when a count is off the committed one by more than 3 % |
//! | `--bless` | with `--instructions`: makes the counts the committed ones |
//! | `--build` | builds machines of 10, 100 and 1,000 states, and measures nothing else |
//! | `--only ROW` | only this workflow |
//! | `--side ours` or `hand`, `--times N` | with `--only`: runs that side so often and measures nothing, for a profiler |

mod arguments;
mod bounds;
mod build_cost;
mod committed;
mod instructions;
mod jsonata;
mod measure;
mod table;
mod workflows;

use std::process::ExitCode;

use arguments::Arguments;
use committed::Committed;
use table::Table;
use workflows::Row;

fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(mistake) => {
            eprintln!("{mistake}");
            return ExitCode::FAILURE;
        }
    };
    if arguments.build {
        return match build_cost::compare() {
            Ok(table) => {
                println!("{table}");
                ExitCode::SUCCESS
            }
            Err(problem) => {
                eprintln!("{problem}");
                ExitCode::FAILURE
            }
        };
    }
    let tables = run(&arguments);
    if arguments.check && !tables.iter().all(Table::holds) {
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn run(arguments: &Arguments) -> Vec<Table> {
    let mut rows = [workflows::rows(), workflows::typed::rows()];
    if let Some(only) = &arguments.only {
        for rows in &mut rows {
            rows.retain(|row| row.name == only);
        }
    }
    if let Some((side, times)) = arguments.profile {
        for row in rows.iter().flatten() {
            row.repeat(side, times);
        }
        return Vec::new();
    }
    let [json, typed] = &rows;
    if arguments.instructions {
        return count(json, typed, arguments.bless);
    }
    let workflows = print([
        workflows::compare("Workflow", json),
        workflows::compare("Typed workflow", typed),
    ]);
    if arguments.only.is_some() {
        return workflows;
    }
    let rest = print([
        workflows::waiting::compare(),
        workflows::limit::compare(),
        jsonata::compare(),
    ]);
    workflows.into_iter().chain(rest).collect()
}

fn count(json: &[Row], typed: &[Row], bless: bool) -> Vec<Table> {
    if !instructions::can_be_counted() {
        eprintln!("no instructions were counted: valgrind is not installed");
        return Vec::new();
    }
    let committed = Committed::read().unwrap_or_default();
    if !committed.hold_here() {
        eprintln!("the committed counts are of another rustc and hold nothing here");
    }
    let mut new = Committed::new();
    let tables = print([
        instructions::compare("Instructions", json, &committed, &mut new),
        instructions::compare("Instructions, typed", typed, &committed, &mut new),
    ]);
    if bless && let Err(problem) = new.write() {
        eprintln!("the counts were not written: {problem}");
    }
    tables
}

fn print<const N: usize>(tables: [Table; N]) -> Vec<Table> {
    for table in &tables {
        println!("{table}");
    }
    tables.into()
}
