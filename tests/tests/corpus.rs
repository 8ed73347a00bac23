//! Definitions that others wrote, read from `../shared/definitions` where it is present: valid ones compile or name
//! what is not supported, invalid ones are refused, and nothing panics.

use std::path::{Path, PathBuf};

use asl_compiler::diag::{Code, Diagnostic};
use asl_compiler::signature::Signatures;
use asl_compiler::source::SourceFile;
use asl_compiler::{Options, compile};
use serde_json::Value;

/// Definitions that are listed as valid and that this compiler refuses, and why.
const REFUSED: &[(&str, &str)] = &[
    ("3137c16f6f40", "`Branches` is empty, which AWS refuses"),
    ("48a919727dc5", "a variable called `states`"),
    (
        "5b17698d71c4",
        "an expression that was cut out of a program: `json-dumps_...`",
    ),
    (
        "69caf5b4ce0a",
        "the template of a test: `{% __EXPRESSION__ %}`",
    ),
    (
        "754196a7de9f",
        "a Choice rule with `And`, `Or` and `Not` at once",
    ),
    (
        "83e980ad37ab",
        "a state in JSONPath in a definition in JSONata",
    ),
    ("98f077938384", "a variable called `top-level`"),
    ("9e6402a3abc5", "two states of the same name"),
    (
        "a54bbd5d2792",
        "`$states.result` in a state that has no result",
    ),
    (
        "abf25b5bf81d",
        "`States.Format` with no commas between its arguments",
    ),
    (
        "beb153945ebe",
        "a `Resource` that is an object of a template",
    ),
    ("d04694709112", "a variable that nothing assigns"),
    ("ec51de7c9428", "a `Next` that names no state"),
];

/// Definitions that are listed as invalid and that this compiler takes, and why.
const TAKEN: &[(&str, &str)] = &[(
    "5499b37b1233",
    "a `Resource` that is no ARN: any text can name a handler",
)];

fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/definitions");
    if !folder.is_dir() {
        eprintln!("skipped: {} is absent", folder.display());
        return None;
    }
    Some(folder)
}

/// What the compiler says to each definition that is listed as `expected`: its id, and the codes with their labels.
fn verdicts(folder: &Path, expected: &str) -> Vec<(String, Vec<(Code, String)>)> {
    let index = std::fs::read_to_string(folder.join("index.jsonl")).expect("an index");
    let lines = index
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("a line of JSON"));
    let text = |line: &Value, key: &str| line[key].as_str().unwrap_or_default().to_owned();
    lines
        .filter(|line| line["expected"] == expected)
        .map(|line| {
            let source =
                std::fs::read_to_string(folder.join(text(&line, "file"))).expect("a definition");
            let options = Options {
                name: "machine".to_owned(),
                runtime: "::asl_runtime".parse().expect("a path"),
                distributed: true,
                signatures: Signatures::default(),
            };
            let compiled = compile(&SourceFile::new("machine.asl.json", source), &options);
            let found = compiled
                .diagnostics
                .into_iter()
                .filter(Diagnostic::is_error)
                .map(|finding| (finding.code, finding.label));
            (text(&line, "id"), found.collect())
        })
        .collect()
}

#[test]
fn valid_definitions_compile() {
    let Some(folder) = corpus() else { return };
    let verdicts = verdicts(&folder, "valid");
    let mut refused: Vec<&str> = verdicts
        .iter()
        .filter(|(_, found)| !found.is_empty())
        .map(|(id, _)| id.as_str())
        .collect();
    refused.sort_unstable();
    eprintln!(
        "{} of {} compile",
        verdicts.len() - refused.len(),
        verdicts.len()
    );
    assert_eq!(
        refused,
        REFUSED.iter().map(|(id, _)| *id).collect::<Vec<_>>()
    );
}

#[test]
fn invalid_definitions_are_refused() {
    let Some(folder) = corpus() else { return };
    let verdicts = verdicts(&folder, "invalid");
    let taken: Vec<&str> = verdicts
        .iter()
        .filter(|(_, found)| found.is_empty())
        .map(|(id, _)| id.as_str())
        .collect();
    eprintln!(
        "{} of {} are refused",
        verdicts.len() - taken.len(),
        verdicts.len()
    );
    assert_eq!(taken, TAKEN.iter().map(|(id, _)| *id).collect::<Vec<_>>());
}
