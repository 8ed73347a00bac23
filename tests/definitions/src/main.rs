//! Holds the compiler's verdicts against a corpus of definitions that others wrote: valid ones are accepted, invalid ones
//! refused for the right reason.
//!
//! A valid definition that the compiler refuses in good company is skipped, with who else refuses it.
//!
//! `cargo run --release -p definitions` reads the folder `ASL_DEFINITIONS`, or `../shared/definitions` beside the
//! repository: an `index.jsonl` and the files that it names. It prints where the verdicts disagree, and exits with 1 when
//! they do anywhere.

mod corpus;
mod dispute;
mod reasons;
mod verdict;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::verdict::Verdict;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let folder = std::env::var_os("ASL_DEFINITIONS").map_or_else(default_folder, PathBuf::from);
    if !folder.join("index.jsonl").exists() {
        println!("skipped: there is no corpus in {}", folder.display());
        println!("0 passed, 0 failed, 0 skipped");
        return Ok(ExitCode::SUCCESS);
    }
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for entry in corpus::entries(&folder)? {
        let lines = match verdict::of(&entry) {
            Verdict::Agrees => {
                passed += 1;
                continue;
            }
            Verdict::Disputed(lines) => {
                skipped += 1;
                lines
            }
            Verdict::Differs(lines) => {
                failed += 1;
                lines
            }
        };
        println!("{} ({})", entry.file, entry.origin());
        for line in lines {
            println!("    {line}");
        }
    }
    println!("{passed} passed, {failed} failed, {skipped} skipped");
    Ok(if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn default_folder() -> PathBuf {
    PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/definitions"
    ))
}
