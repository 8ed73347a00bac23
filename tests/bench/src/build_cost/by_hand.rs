//! The same machine as one would write it: an enum of states, a function for each, and a loop.

use std::fmt::Write;

/// A program that does what the machine of so many states does.
pub(super) fn program(states: usize) -> String {
    let mut program = PRELUDE.to_owned();
    let mut variants = String::new();
    let mut arms = String::new();
    for index in 0..states {
        let next = index + 1;
        let _ = match index % 3 {
            0 => writeln!(program, "{}", task(index, next)),
            1 => writeln!(program, "{}", choice(index, next)),
            _ => writeln!(program, "{}", pass(index, next)),
        };
        let wait = if index % 3 == 0 { ".await" } else { "" };
        let tasks = if index % 3 == 0 { "tasks, " } else { "" };
        let _ = writeln!(variants, "State{index}(Value),");
        let _ = writeln!(
            arms,
            "State::State{index}(data) => state{index}({tasks}data){wait}?,"
        );
    }
    let _ = write!(
        program,
        "enum State {{ {variants} State{states}(Value), End(Value) }}\n\n\
         async fn run(tasks: &impl Tasks, input: Value) -> Result<Value, TaskError> {{\n\
         let mut state = State::State0(input);\nloop {{ state = match state {{\n{arms}\
         State::State{states}(data) => State::End(data),\nState::End(data) => return Ok(data),\n}}; }} }}\n"
    );
    program
}

fn task(index: usize, next: usize) -> String {
    format!(
        r#"async fn state{index}(tasks: &impl Tasks, mut data: Value) -> Result<State, TaskError> {{
    let mut attempt = 0;
    loop {{
        let request = object([("n", get(&data, "n")?.clone())]);
        match tasks.work("State{index}", request).await {{
            Ok(result) => {{
                data["result"] = result;
                return Ok(State::State{next}(data));
            }}
            Err(error) if error.error() == Some("Busy") && attempt < 2 => {{
                tokio::time::sleep(Duration::from_secs(1 << attempt)).await;
                attempt += 1;
            }}
            Err(error) => {{
                data["error"] = json!({{ "Error": error.error(), "Cause": error.cause() }});
                return Ok(State::End(data));
            }}
        }}
    }}
}}
"#
    )
}

fn choice(index: usize, next: usize) -> String {
    format!(
        r#"fn state{index}(data: Value) -> Result<State, TaskError> {{
    match get(&data, "n")?.as_f64() {{
        Some(n) if n < {index}.0 => Ok(State::State{next}(data)),
        _ => Ok(State::End(data)),
    }}
}}
"#
    )
}

fn pass(index: usize, next: usize) -> String {
    format!(
        r#"fn state{index}(data: Value) -> Result<State, TaskError> {{
    let n = get(&data, "n")?.as_i64().ok_or_else(|| TaskError::new("States.IntrinsicFailure", "n is no number"))?;
    Ok(State::State{next}(object([("n", Value::from(n + 1))])))
}}
"#
    )
}

const PRELUDE: &str = r#"
use asl_runtime::TaskError;
use serde_json::{Map, Value, json};
use std::time::Duration;

trait Tasks {
    async fn work(&self, state: &str, request: Value) -> Result<Value, TaskError>;
}

struct Echo;

impl Tasks for Echo {
    async fn work(&self, _: &str, request: Value) -> Result<Value, TaskError> {
        Ok(request)
    }
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    println!("{:?}", runtime.block_on(run(&Echo, json!({ "n": 1 }))).is_ok());
}

fn get<'v>(data: &'v Value, key: &str) -> Result<&'v Value, TaskError> {
    data.get(key).ok_or_else(|| TaskError::new("States.Runtime", format!("there is no {key}")))
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let mut object = Map::with_capacity(N);
    for (key, value) in members {
        object.insert(key.to_owned(), value);
    }
    Value::Object(object)
}

"#;
