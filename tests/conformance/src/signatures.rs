//! Signatures for definitions that come without: every machine and every handler takes and yields `Passed`.

use std::fmt::Write;

use asl_compiler::diag::Diagnostics;
use asl_compiler::signature::Signatures;
use asl_compiler::source::SourceFile;
use asl_compiler::{check, lower, model, parse};

/// The signatures of a definition's tasks, as `asl!` takes them; empty for a definition that has none.
pub(crate) fn of(definition: &str) -> String {
    let source = SourceFile::new("the definition", definition);
    let mut diagnostics = Diagnostics::new();
    let plan = parse::parse(&source, &mut diagnostics)
        .and_then(|tree| model::read(&tree, &source, &mut diagnostics))
        .and_then(|machine| check::check(machine, &mut diagnostics))
        .map(|checked| lower::lower(&checked, "definition", &source, &Signatures::default()));
    let tasks = plan.map(|plan| plan.tasks).unwrap_or_default();
    let mut signatures = String::new();
    for task in &tasks {
        let method = &task.method;
        let _ = match task.callback {
            true => write!(
                signatures,
                " async fn {method}(input: Passed, token: TaskToken, cx: &TaskContext<'_>) -> Result<(), TaskError>;"
            ),
            false => write!(
                signatures,
                " async fn {method}(input: Passed, cx: &TaskContext<'_>) -> Result<Passed, TaskError>;"
            ),
        };
    }
    match tasks.is_empty() {
        true => signatures,
        false => format!("type Input = Passed;{signatures}"),
    }
}
