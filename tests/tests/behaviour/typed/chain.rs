//! Tasks one after another.

use asl_runtime::{TaskError, asl};

use super::run;

asl! {
    mod chain = {
        "StartAt": "Length",
        "States": {
            "Length": { "Type": "Task", "Resource": "length", "Next": "Repeat" },
            "Repeat": { "Type": "Task", "Resource": "repeat", "End": true }
        }
    } {
        type Input = String;
        async fn length(text: String) -> Result<u32, TaskError>;
        async fn repeat(count: u32, cx: &TaskContext<'_>) -> Result<Vec<String>, TaskError>;
    }
}

struct Handlers;

impl chain::Tasks for Handlers {
    async fn length(&self, text: String) -> Result<u32, TaskError> {
        text.len().try_into().map_err(TaskError::from)
    }

    async fn repeat(
        &self,
        count: u32,
        cx: &asl_runtime::TaskContext<'_>,
    ) -> Result<Vec<String>, TaskError> {
        Ok((0..count).map(|_| cx.state().to_owned()).collect())
    }
}

#[tokio::test]
async fn values_go_from_task_to_task_as_they_are() {
    let output: Vec<String> = run!(chain, Handlers, "ab".to_owned()).expect("success");
    assert_eq!(output, ["Repeat", "Repeat"]);
}

#[tokio::test]
async fn states_hold_the_types() {
    let machine = chain::Machine::new(Handlers);
    let mut execution = machine.start("abc".to_owned());
    execution.step().await.expect("success");
    let state = execution.state().expect("a state");
    assert_eq!(state, &chain::State::Repeat(3));
    assert_eq!(*state.input(), 3);
    assert_eq!(
        serde_json::to_value(state).expect("JSON"),
        serde_json::json!({ "Repeat": 3 })
    );
}
