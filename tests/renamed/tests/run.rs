//! The machine runs and its position can be stored.

use serde_json::json;
use tests_renamed::{Dynamic, from_fn, greeting};

#[tokio::test]
async fn a_machine_runs_when_the_runtime_has_another_name() {
    let machine = greeting::Machine::new(Dynamic(from_fn(|task| async move { Ok(task.input) })));
    let output = machine.run(json!({ "others": [1, 2] })).await;
    assert_eq!(output, Ok(json!(["hello", "hello"])));
}

#[derive(Clone, serde::Serialize, serde::Deserialize, my_asl::Data)]
#[asl(crate = "::my_asl")]
struct Order {
    total: f64,
}

#[derive(Debug, my_asl::TaskFailure)]
#[asl(crate = "my_asl")]
enum Rejected {
    CreditTooLow,
}

#[test]
fn types_flow_when_the_runtime_has_another_name() {
    let order = Order { total: 5.0 };
    assert_eq!(*my_asl::Data::as_json(&order), json!({ "total": 5.0 }));
    let error = my_asl::TaskFailure::into_task_error(Rejected::CreditTooLow);
    assert_eq!(error.error(), Some("CreditTooLow"));
}

#[test]
fn a_position_can_be_stored_when_the_runtime_has_another_name() {
    let state = greeting::State::GreetAll(json!(1));
    let text = serde_json::to_string(&state).expect("JSON");
    assert_eq!(text, r#"{"GreetAll":1}"#);
    assert_eq!(
        serde_json::from_str::<greeting::State>(&text).ok(),
        Some(state)
    );
}
