//! Compiled workflows and expressions against the same written by hand, in one run.
//!
//! `cargo run --release -p bench` prints a table for each subject: the median time of a call of each contestant, taken in
//! turn, and their ratios. Machines are noisy and the times are this machine's; the ratios are what to look at.
//!
//! | argument | |
//! |---|---|
//! | `--check` | exits with 1 when a ratio is over a bound that has been reached before |
//! | `--instructions` | counts instructions, with valgrind, instead of time |
//! | `--build` | builds machines of 10, 100 and 1,000 states, and measures nothing else |
//! | `--only ROW` | only this workflow |
//! | `--side ours` or `hand`, `--times N` | with `--only`: runs that side so often and measures nothing, for a profiler |

mod arguments;
mod build_cost;
mod instructions;
mod jsonata;
mod measure;
mod table;
mod workflows;

use std::process::ExitCode;

use arguments::Arguments;
use table::Table;

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
        let [json_bound, typed_bound] = instructions::BOUNDS;
        return print([
            instructions::compare("Instructions", json, json_bound),
            instructions::compare("Instructions, typed", typed, typed_bound),
        ]);
    }
    let workflows = print([
        workflows::compare("Workflow", json),
        workflows::compare("Typed workflow", typed),
    ]);
    if arguments.only.is_some() {
        return workflows;
    }
    let rest = print([workflows::limit::compare(), jsonata::compare()]);
    workflows::waiting::report();
    workflows.into_iter().chain(rest).collect()
}

fn print<const N: usize>(tables: [Table; N]) -> Vec<Table> {
    for table in &tables {
        println!("{table}");
    }
    tables.into()
}
