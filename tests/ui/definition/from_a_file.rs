//! Mistakes in files, and nothing else: not from the handlers, not from the use of the machines.

use asl_runtime::{Dynamic, TaskContext, TaskResult, asl, from_fn};
use serde_json::Value;

asl! {
    mod order = "workflows/order.asl.json";
    mod no_json = "workflows/no_json.asl.json";
    mod missing = "workflows/missing.asl.json";
}

use missing::Machine as Missing;
use order::{Machine, State, Tasks};

struct Shop;

impl Tasks for Shop {
    async fn charge(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        Ok(input)
    }

    async fn pack(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        Ok(input)
    }
}

async fn run() {
    let machine = Machine::new(Shop);
    let _ = machine.run(Value::Null).await;
    let mut execution = machine.start(Value::Null);
    if let Some(State::Route(_)) = execution.state() {
        let _ = execution.step().await;
    }
}

fn main() {
    let tasks = || Dynamic(from_fn(|task| async move { Ok(task.input) }));
    let _ = Missing::new(tasks()).run(Value::Null);
    let _ = no_json::Machine::new(tasks()).run(Value::Null);
    let _ = run();
}
