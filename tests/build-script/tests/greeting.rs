//! The module that the build script wrote runs.

use asl_runtime::{TaskContext, TaskResult, Value, json};
use tests_build_script::greeting::{Machine, Tasks};

struct Directory;

impl Tasks for Directory {
    async fn look_up_name(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        Ok(json!(format!("user {}", input["id"])))
    }
}

#[tokio::test]
async fn a_module_written_by_a_build_script_runs() {
    let output = Machine::new(Directory).run(json!({ "id": 7 })).await;
    assert_eq!(output, Ok(json!({ "greeting": "Hello, user 7!" })));
}
