//! The generated crates: batches of definitions, and the driver that links them.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::process::Stdio;

use conformance::scenario::{Observed, Scenario};
use scratch::Scratch;

use crate::signatures;

/// Definitions in one crate: few enough that no crate takes long, many enough that linking does not.
const BATCH: usize = 40;

/// What rustc said to the code generated from definitions, by their index.
pub(crate) type Refused = BTreeMap<usize, String>;

/// Builds the driver for these definitions, whose machines have types if `typed`. Those that rustc refuses are left out.
pub(crate) fn build(
    scratch: &Scratch,
    definitions: &[String],
    typed: bool,
) -> Result<Refused, Box<dyn Error>> {
    let mut refused = Refused::new();
    loop {
        let lines = write(scratch, definitions, typed, &refused)?;
        let Err(messages) = scratch.build()? else {
            return Ok(refused);
        };
        let found = lines.iter().filter_map(|(place, index)| {
            // There are warnings too.
            let is_here = |line: &&str| line.starts_with(place) && line.contains(": error");
            let message = messages.lines().find(is_here)?;
            let (_column, error) = message[place.len()..].split_once(": ")?;
            Some((*index, error.to_owned()))
        });
        let before = refused.len();
        refused.extend(found);
        if refused.len() == before {
            return Err(messages.into());
        }
    }
}

/// Runs the driver: what it saw of each scenario, up to one that it did not survive.
pub(crate) fn run(
    scratch: &Scratch,
    scenarios: &[Scenario],
) -> Result<Vec<Observed>, Box<dyn Error>> {
    scratch.run(scenarios, Stdio::inherit())
}

/// Writes the workspace. Returns how rustc's messages about a definition begin, and the definition's index.
fn write(
    scratch: &Scratch,
    definitions: &[String],
    typed: bool,
    refused: &Refused,
) -> Result<Vec<(String, usize)>, Box<dyn Error>> {
    let batches = definitions.len().div_ceil(BATCH);
    let mut places = Vec::new();
    for batch in 0..batches {
        let range = batch * BATCH..definitions.len().min((batch + 1) * BATCH);
        let kept: Vec<usize> = range.filter(|index| !refused.contains_key(index)).collect();
        let files: Vec<_> = kept
            .iter()
            .map(|index| (format!("d{index}.asl.json"), definitions[*index].as_str()))
            .collect();
        let signatures = |index: usize| match typed {
            true => signatures::of(&definitions[index]),
            false => String::new(),
        };
        scratch.write_batch(batch, &batch_source(&kept, signatures), &files)?;
        let name = scratch.batch(batch);
        for (line, index) in kept.iter().enumerate() {
            // The modules come first, then the table; both in this order, a line each.
            places.push((format!("{name}/lib.rs:{}:", line + 1), *index));
            let entry = kept.len() + line + 2;
            places.push((format!("{name}/lib.rs:{entry}:"), *index));
        }
    }
    scratch.write_driver(&driver_source(scratch, batches), batches)?;
    Ok(places)
}

/// One line a definition, so that the line of an error tells which.
fn batch_source(definitions: &[usize], signatures: impl Fn(usize) -> String) -> String {
    let mut source = String::new();
    for index in definitions {
        let end = match signatures(*index) {
            signatures if signatures.is_empty() => ";".to_owned(),
            signatures => format!(" {{ {signatures} }}"),
        };
        let _ = writeln!(
            source,
            "asl_runtime::asl! {{ pub mod d{index} = \"d{index}.asl.json\"{end} }}"
        );
    }
    source += "pub const MACHINES: &[conformance::drive::Entry] = &[\n";
    for index in definitions {
        let _ = writeln!(
            source,
            "(\"d{index}\", |scenario| conformance::drive::run(scenario, d{index}::Machine::new)),"
        );
    }
    source
        + "];\n#[allow(unused_imports)]\npub use {asl_runtime::TaskError, conformance::passed::Passed};\n"
}

fn driver_source(scratch: &Scratch, batches: usize) -> String {
    let machines: String = (0..batches)
        .map(|batch| format!("{}::MACHINES, ", scratch.batch(batch)))
        .collect();
    format!(
        "fn main() -> std::process::ExitCode {{\n    conformance::drive::main(&[{machines}])\n}}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_definition_has_a_line_of_its_own_in_both_lists() {
        let source = batch_source(&[3, 7], |_| String::new());
        let lines: Vec<&str> = source.lines().collect();
        for (line, module) in [(0, "d3"), (1, "d7"), (3, "d3"), (4, "d7")] {
            assert!(lines[line].contains(module), "{}", lines[line]);
        }
    }
}
