//! What the generated programs of the suite are made of: they evaluate compiled expressions, and say what came out.

use std::io::{BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use asl_runtime::jsonata::{self, Evaluation, Item, Limits, Unfit};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// A compiled expression: it gets the input document and the variables that are bound beforehand.
pub type Compiled = for<'a> fn(&'a Evaluation, Item<'a>, &'a Value) -> jsonata::Result<'a>;

/// A run of an expression.
#[derive(Debug, Deserialize, Serialize)]
pub struct Run {
    /// Which expression.
    pub case: usize,
    /// The input document, unless there is none.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub input: Option<Value>,
    /// The variables.
    pub bindings: Value,
    /// How deep functions may call each other.
    pub depth: u32,
}

/// For a member that may be missing, but is there when it is `null`.
///
/// # Errors
/// Those of the reader.
pub fn present<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(from).map(Some)
}

/// What came out.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
pub enum Outcome {
    /// A value.
    Value(Value),
    /// Nothing.
    Undefined,
    /// A function.
    Function,
    /// An error of this code.
    Error {
        /// E.g. `T2001`.
        code: String,
        /// What it says.
        message: String,
    },
    /// The evaluation came to no end of its own.
    Panicked,
}

/// Reads runs from standard input, a line of JSON each, and writes their outcomes likewise.
///
/// # Errors
/// Those of input and output.
pub fn serve(expressions: &[(usize, Compiled)]) -> std::io::Result<()> {
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let run: Run = serde_json::from_str(&line?)?;
        let found = expressions.iter().find(|(case, _)| *case == run.case);
        let outcome = found.map_or(Outcome::Panicked, |(_, expression)| {
            on_large_stack(|| evaluate(*expression, &run))
        });
        writeln!(output, "{}", serde_json::to_string(&outcome)?)?;
    }
    Ok(())
}

/// The suite calls functions deeper than definitions may.
const STACK: usize = 256 << 20;

fn on_large_stack(run: impl FnOnce() -> Outcome + Send) -> Outcome {
    thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(STACK);
        match builder.spawn_scoped(scope, run).map(|thread| thread.join()) {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) | Err(_) => Outcome::Panicked,
        }
    })
}

fn evaluate(expression: Compiled, run: &Run) -> Outcome {
    let limits = Limits {
        depth: run.depth,
        bytes: 4 << 30,
        stack: STACK / 2,
        ..Limits::DEFAULT
    };
    let ev = Evaluation::new().within(limits).seeded(1);
    let input = run.input.as_ref().map(Item::from).unwrap_or_default();
    let result = catch_unwind(AssertUnwindSafe(|| {
        expression(&ev, input, &run.bindings).map(|item| item.to_value(&ev))
    }));
    match result {
        Ok(Ok(Ok(value))) => Outcome::Value(value),
        Ok(Ok(Err(Unfit::Undefined))) => Outcome::Undefined,
        Ok(Ok(Err(Unfit::Function))) => Outcome::Function,
        Ok(Err(error) | Ok(Err(Unfit::Failed(error)))) => Outcome::Error {
            code: error.code().to_owned(),
            message: error.message().to_owned(),
        },
        Err(_) => Outcome::Panicked,
    }
}
