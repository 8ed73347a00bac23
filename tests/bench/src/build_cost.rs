//! What machines of many states cost to build: their expansion, and rustc in debug and in release.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{fs, io};

use serde_json::{Value, json};

use crate::table::{Cell, Table};

const SIZES: [usize; 3] = [10, 100, 1000];

/// Builds a package of its own for each size, in the target folder; nothing else should run meanwhile.
pub(crate) fn compare() -> io::Result<Table> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/build-cost");
    let mut table = Table::new(["States", "check alone", "debug", "release", "binary"]);
    // The dependencies, and whatever else is only built once.
    write(&folder, 1)?;
    for profile in ["check", "build", "release"] {
        build(&folder, profile)?;
    }
    for states in SIZES {
        write(&folder, states)?;
        let mut cells = Vec::new();
        for profile in ["check", "build", "release"] {
            let time = build(&folder, profile)?;
            cells.push(Cell::text(format_args!("{:.1} s", time.as_secs_f64())));
        }
        let binary = fs::metadata(folder.join("target/release/build-cost"))?.len();
        cells.push(Cell::text(format_args!("{} KiB", binary / 1024)));
        table.push(states.to_string(), cells);
    }
    Ok(table)
}

fn build(folder: &Path, profile: &str) -> io::Result<Duration> {
    let mut command = Command::new("cargo");
    command.current_dir(folder).env("CARGO_INCREMENTAL", "0");
    match profile {
        "release" => command.args(["build", "--release"]),
        _ => command.arg(profile),
    };
    let begin = Instant::now();
    let output = command
        .args(["--quiet", "--target-dir", "target"])
        .output()?;
    if !output.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&output.stderr)));
    }
    Ok(begin.elapsed())
}

fn write(folder: &Path, states: usize) -> io::Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    let runtime = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../asl-runtime");
    let manifest = format!(
        "[package]\nname = \"build-cost\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
         asl-runtime = {{ path = {runtime:?} }}\nserde_json = \"1\"\n\
         tokio = {{ version = \"1\", features = [\"rt\"] }}\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(
        folder.join("machine.asl.json"),
        definition(states).to_string(),
    )?;
    fs::write(folder.join("src/main.rs"), MAIN)
}

/// It runs the machine, or else rustc would leave its code out.
const MAIN: &str = r#"
asl_runtime::asl! {
    mod machine = "machine.asl.json";
}

struct Echo;

impl asl_runtime::Handler for Echo {
    async fn handle(
        &self,
        request: asl_runtime::TaskRequest,
        _: &asl_runtime::TaskContext<'_>,
    ) -> asl_runtime::TaskResult {
        Ok(request.input)
    }
}

fn main() {
    let machine = machine::Machine::new(asl_runtime::Dynamic(Echo));
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    println!("{:?}", runtime.block_on(machine.run(serde_json::json!({ "n": 1 }))).is_ok());
}
"#;

/// A chain of Task, Choice and Pass states in turn.
fn definition(states: usize) -> Value {
    let state = |index: usize| {
        let next = format!("State{}", index + 1);
        match index % 3 {
            0 => json!({
                "Type": "Task", "Resource": "work", "Parameters": { "n.$": "$.n" }, "ResultPath": "$.result",
                "Retry": [{ "ErrorEquals": ["Busy"], "MaxAttempts": 2 }],
                "Catch": [{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "End" }],
                "Next": next
            }),
            1 => json!({
                "Type": "Choice",
                "Choices": [{ "Variable": "$.n", "NumericLessThan": index, "Next": next }],
                "Default": "End"
            }),
            _ => json!({
                "Type": "Pass", "Parameters": { "n.$": "States.MathAdd($.n, 1)" }, "Next": next
            }),
        }
    };
    let mut all: serde_json::Map<String, Value> = (0..states)
        .map(|index| (format!("State{index}"), state(index)))
        .collect();
    all.insert(
        format!("State{states}"),
        json!({ "Type": "Pass", "Next": "End" }),
    );
    all.insert("End".to_owned(), json!({ "Type": "Succeed" }));
    json!({ "StartAt": "State0", "States": all })
}
