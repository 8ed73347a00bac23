//! What machines of many states cost to build: their expansion, and rustc in debug and in release.

mod by_hand;
mod package;

use std::io;
use std::time::{Duration, Instant};

use asl_compiler::signature::Signatures;
use asl_compiler::source::SourceFile;
use asl_compiler::{Options, compile};
use serde_json::{Value, json};

use crate::table::{Cell, Table};
use package::{Built, Package};

const SIZES: [usize; 3] = [10, 100, 1000];

/// Builds a package of its own for each size, in the target folder; nothing else should run meanwhile.
pub(crate) fn compare() -> io::Result<Table> {
    let mut table = Table::new([
        "States",
        "expansion",
        "lines a state",
        "check",
        "debug",
        "release",
        "memory",
        "binary",
        "release by hand",
        "release / by hand",
    ]);
    let ours = Package::new("build-cost", COMPILED)?;
    let hand = Package::new("build-cost-by-hand", "")?;
    for states in SIZES {
        let definition = definition(states);
        let (expansion, lines) = expand(&definition)?;
        ours.write("machine.asl.json", &definition.to_string())?;
        let check = ours.build("check")?;
        let debug = ours.build("build")?;
        let release = ours.build("release")?;
        hand.write("src/main.rs", &by_hand::program(states))?;
        hand.build("check")?;
        let by_hand = hand.build("release")?;
        #[expect(clippy::cast_precision_loss, reason = "for people")]
        let lines = lines as f64 / states as f64;
        let ratio = release.time.as_secs_f64() / by_hand.time.as_secs_f64();
        table.push(
            states.to_string(),
            [
                Cell::text(format_args!("{} ms", expansion.as_millis())),
                Cell::text(format_args!("{lines:.1}")),
                seconds(&check),
                seconds(&debug),
                seconds(&release),
                memory(&release),
                Cell::text(format_args!("{} KiB", ours.binary()? / 1024)),
                seconds(&by_hand),
                Cell::text(format_args!("{ratio:.2}")),
            ],
        );
    }
    Ok(table)
}

fn seconds(built: &Built) -> Cell {
    Cell::text(format_args!("{:.1} s", built.time.as_secs_f64()))
}

fn memory(built: &Built) -> Cell {
    match built.kibibytes {
        Some(kibibytes) => Cell::text(format_args!("{} MiB", kibibytes / 1024)),
        None => Cell::text("not measured: there is no /usr/bin/time"),
    }
}

/// How long the compiler takes, without rustc, and how many lines it emits.
fn expand(definition: &Value) -> io::Result<(Duration, usize)> {
    let source = SourceFile::new("machine.asl.json", definition.to_string());
    let options = Options {
        name: "machine".to_owned(),
        runtime: quote::quote!(::asl_runtime),
        distributed: false,
        signatures: Signatures::default(),
    };
    let begin = Instant::now();
    let compiled = compile(&source, &options);
    let time = begin.elapsed();
    let file = syn::parse2(compiled.items).map_err(io::Error::other)?;
    Ok((time, prettyplease::unparse(&file).lines().count()))
}

/// It runs the machine, or else rustc would leave its code out.
const COMPILED: &str = r#"
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
