//! Compiled workflows and expressions against the same written by hand, in one run.
//!
//! `cargo run --release -p bench` prints a table for each subject: the median time of a call of each contestant, taken in
//! turn, and their ratios. With `-- --check` it exits with 1 when a ratio is over its bound. Machines are noisy and the
//! times are this machine's; the ratios are what to look at.

mod jsonata;
mod measure;
mod table;

use std::process::ExitCode;

fn main() -> ExitCode {
    let is_check = std::env::args().any(|argument| argument == "--check");
    let table = jsonata::compare();
    println!("{table}");
    if is_check && !table.holds() {
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
