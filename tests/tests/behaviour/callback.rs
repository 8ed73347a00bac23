//! Tasks that wait for a token. Reference §9.5.

use asl_runtime::{
    CallbackError, Callbacks, InMemory, TaskContext, TaskError, TaskToken, asl, names,
};
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::Instant;

use crate::support::seconds;

asl! {
    mod approval = {
        "StartAt": "Ask",
        "States": {
            "Ask": {
                "Type": "Task", "Resource": "ask.waitForTaskToken",
                "TimeoutSeconds": 100, "HeartbeatSeconds": 30,
                "Parameters": { "question.$": "$.question", "token.$": "$$.Task.Token" },
                "Retry": [{ "ErrorEquals": ["Later"], "IntervalSeconds": 10, "MaxAttempts": 1 }],
                "Catch": [
                    { "ErrorEquals": ["States.HeartbeatTimeout"], "ResultPath": "$.silent", "Next": "Done" },
                    { "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Done" }
                ],
                "ResultPath": "$.answer", "Next": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    };
}

/// Hands the tokens to the test.
struct Mail(UnboundedSender<TaskToken>);

impl approval::Tasks for Mail {
    async fn ask(
        &self,
        input: Value,
        token: TaskToken,
        cx: &TaskContext<'_>,
    ) -> Result<(), TaskError> {
        assert_eq!(input, json!({ "question": "ok?", "token": token.as_str() }));
        assert_eq!(cx.resource(), "ask.waitForTaskToken");
        self.0.send(token)?;
        Ok(())
    }
}

type Machine = approval::Machine<Mail, InMemory>;

fn machine() -> (Machine, Callbacks, UnboundedReceiver<TaskToken>) {
    let (sender, tokens) = unbounded_channel();
    let machine = approval::Machine::new(Mail(sender));
    let callbacks = machine.host().callbacks();
    (machine, callbacks, tokens)
}

fn input() -> Value {
    json!({ "question": "ok?" })
}

/// Runs the machine beside somebody who deals with its tokens; its output, and the seconds that it took.
async fn run(machine: &Machine, other: impl Future) -> (Value, u64) {
    let start = Instant::now();
    let (output, _) = tokio::join!(
        async {
            let output = machine.run(input()).await.expect("everything is caught");
            (output, start.elapsed().as_secs())
        },
        other
    );
    output
}

#[tokio::test(start_paused = true)]
async fn the_output_of_a_callback_is_the_result_of_the_task() {
    let (machine, callbacks, mut tokens) = machine();
    let outcome = run(&machine, async {
        let token = tokens.recv().await.expect("a token");
        seconds(7).await;
        assert_eq!(callbacks.succeed(&token, json!({ "yes": true })), Ok(()));
    });
    assert_eq!(
        outcome.await,
        (json!({ "question": "ok?", "answer": { "yes": true } }), 7)
    );
}

#[tokio::test(start_paused = true)]
async fn a_failure_may_lack_its_name_and_cause() {
    for (failure, error) in [
        (
            TaskError::new("No", "never"),
            json!({ "Error": "No", "Cause": "never" }),
        ),
        (
            TaskError::from_parts(Some("No".to_owned()), None),
            json!({ "Error": "No", "Cause": null }),
        ),
        (
            TaskError::from_parts(None, Some("why".to_owned())),
            json!({ "Error": null, "Cause": "why" }),
        ),
        (
            TaskError::from_parts(None, None),
            json!({ "Error": null, "Cause": null }),
        ),
    ] {
        let (machine, callbacks, mut tokens) = machine();
        let (output, _) = run(&machine, async {
            let token = tokens.recv().await.expect("a token");
            assert_eq!(callbacks.fail(&token, failure), Ok(()));
        })
        .await;
        assert_eq!(output, json!({ "question": "ok?", "error": error }));
    }
}

#[tokio::test(start_paused = true)]
async fn silence_is_a_heartbeat_timeout() {
    let (machine, callbacks, mut tokens) = machine();
    let outcome = run(&machine, async { seconds(200).await });
    assert_eq!(
        outcome.await,
        (
            json!({ "question": "ok?", "silent": { "Error": names::TIMEOUT, "Cause": "" } }),
            30
        )
    );
    let token = tokens.recv().await.expect("a token");
    assert_eq!(
        callbacks.succeed(&token, json!(1)),
        Err(CallbackError),
        "too late"
    );
}

#[tokio::test(start_paused = true)]
async fn heartbeats_keep_a_task_alive_until_its_timeout() {
    let (machine, callbacks, mut tokens) = machine();
    let outcome = run(&machine, async {
        let token = tokens.recv().await.expect("a token");
        for _ in 0..4 {
            seconds(24).await;
            assert_eq!(callbacks.heartbeat(&token), Ok(()));
        }
        seconds(24).await;
        assert_eq!(callbacks.heartbeat(&token), Err(CallbackError));
        assert_eq!(
            callbacks.fail(&token, TaskError::new("No", "")),
            Err(CallbackError)
        );
    });
    assert_eq!(
        outcome.await,
        (
            json!({ "question": "ok?", "error": { "Error": names::TIMEOUT, "Cause": "" } }),
            100
        )
    );
}

#[tokio::test(start_paused = true)]
async fn a_token_can_be_completed_once() {
    let (machine, callbacks, mut tokens) = machine();
    run(&machine, async {
        let token = tokens.recv().await.expect("a token");
        assert_eq!(callbacks.succeed(&token, json!(1)), Ok(()));
        assert_eq!(callbacks.succeed(&token, json!(2)), Err(CallbackError));
        assert_eq!(callbacks.heartbeat(&token), Err(CallbackError));
        seconds(1).await;
        assert_eq!(
            callbacks.fail(&token, TaskError::new("No", "")),
            Err(CallbackError)
        );
    })
    .await;
}

#[tokio::test]
async fn an_unknown_token_is_refused() {
    let (_, callbacks, _) = machine();
    let unknown = TaskToken::new("made up");
    assert_eq!(callbacks.succeed(&unknown, json!(1)), Err(CallbackError));
    assert_eq!(
        callbacks.fail(&unknown, TaskError::new("No", "")),
        Err(CallbackError)
    );
    assert_eq!(callbacks.heartbeat(&unknown), Err(CallbackError));
}

#[tokio::test(start_paused = true)]
async fn every_attempt_has_its_own_token() {
    let (machine, callbacks, mut tokens) = machine();
    let (output, after) = run(&machine, async {
        let first = tokens.recv().await.expect("a token");
        assert_eq!(callbacks.fail(&first, TaskError::new("Later", "")), Ok(()));
        let second = tokens.recv().await.expect("another token");
        assert_ne!(first, second);
        assert_eq!(callbacks.succeed(&first, json!("old")), Err(CallbackError));
        assert_eq!(callbacks.succeed(&second, json!("new")), Ok(()));
    })
    .await;
    assert_eq!((&output["answer"], after), (&json!("new"), 10));
}

#[tokio::test(start_paused = true)]
async fn a_stopped_execution_forgets_its_token() {
    let (machine, callbacks, mut tokens) = machine();
    tokio::select! {
        _ = machine.run(input()) => unreachable!("nobody answers"),
        () = seconds(5) => {}
    }
    let token = tokens.recv().await.expect("a token");
    assert_eq!(callbacks.succeed(&token, json!(1)), Err(CallbackError));
}

#[tokio::test]
async fn tokens_survive_as_text() {
    let (machine, callbacks, mut tokens) = machine();
    run(&machine, async {
        let text = tokens.recv().await.expect("a token").to_string();
        assert!(!text.is_empty() && text.len() <= 1024);
        assert_eq!(callbacks.succeed(&TaskToken::new(text), json!(1)), Ok(()));
    })
    .await;
}

asl! {
    mod strict = {
        "StartAt": "Ask",
        "States": { "Ask": { "Type": "Task", "Resource": "ask.waitForTaskToken", "HeartbeatSeconds": 10, "End": true } }
    };
}

/// Completes its own token before it returns, or fails, or takes its time, as the input says.
struct Direct(Callbacks);

impl strict::Tasks for Direct {
    async fn ask(
        &self,
        input: Value,
        token: TaskToken,
        cx: &TaskContext<'_>,
    ) -> Result<(), TaskError> {
        match input.as_str() {
            Some("answer") => self.0.succeed(&token, json!("at once"))?,
            Some("beat") => {
                for _ in 0..3 {
                    seconds(8).await;
                    cx.heartbeat();
                }
                self.0.succeed(&token, json!("in the end"))?;
            }
            Some("fail") => return Err(TaskError::new("NoPaper", "the printer is empty")),
            _ => {}
        }
        Ok(())
    }
}

/// A machine whose handlers know the callbacks of its host.
fn strict_machine() -> strict::Machine<Direct> {
    let host = InMemory::new();
    strict::Machine::new(Direct(host.callbacks())).on(host)
}

#[tokio::test]
async fn a_token_may_be_completed_before_the_handler_returns() {
    assert_eq!(
        strict_machine().run(json!("answer")).await,
        Ok(json!("at once"))
    );
}

#[tokio::test]
async fn a_handler_that_fails_fails_the_task() {
    let error = strict_machine()
        .run(json!("fail"))
        .await
        .expect_err("it fails");
    assert_eq!(
        (error.error(), error.cause()),
        (Some("NoPaper"), Some("the printer is empty"))
    );
}

#[tokio::test(start_paused = true)]
async fn the_handler_of_a_callback_can_beat_too() {
    assert_eq!(
        strict_machine().run(json!("beat")).await,
        Ok(json!("in the end"))
    );
}

#[tokio::test(start_paused = true)]
async fn a_token_that_nobody_has_waits_for_the_timeout() {
    let start = Instant::now();
    let error = strict_machine()
        .run(json!(null))
        .await
        .expect_err("nobody answers");
    assert_eq!(
        (error.error(), start.elapsed().as_secs()),
        (Some(names::TIMEOUT), 10)
    );
}
