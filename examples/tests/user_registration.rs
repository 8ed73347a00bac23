//! Every ending of a registration.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use asl_runtime::{Dynamic, InMemory, Observer, Visit, from_fn};
use examples::user_registration::{Accounts, registration};
use serde_json::{Value, json};

/// Notes the names of the states that are entered.
#[derive(Default)]
struct Entered(Mutex<Vec<&'static str>>);

impl Observer for Entered {
    fn entered(&self, visit: Visit<'_>, _: &Value) {
        self.0.lock().expect("no panic").push(visit.state);
    }
}

/// Registers all users with the same accounts; asserts the ending and the states of the last one.
async fn assert_ending(users: &[Value], expected: Result<Value, (&str, &str)>, states: &[&str]) {
    let entered = Arc::new(Entered::default());
    let machine = registration::Machine::new(Accounts::default())
        .on(InMemory::new().observed_by(Arc::clone(&entered)));
    let mut outcome = Ok(Value::Null);
    for user in users {
        entered.0.lock().expect("no panic").clear();
        outcome = machine.run(user.clone()).await;
    }
    let outcome = outcome.as_ref().map_err(|error| {
        (
            error.error().unwrap_or_default(),
            error.cause().unwrap_or_default(),
        )
    });
    assert_eq!(outcome, expected.as_ref().map_err(|error| *error));
    assert_eq!(*entered.0.lock().expect("no panic"), states);
}

#[tokio::test]
async fn a_new_user_is_registered() {
    assert_ending(
        &[json!({ "name": "Ada", "email": "ada@example.org" })],
        Ok(json!({
            "name": "Ada",
            "email": "ada@example.org",
            "user": { "id": 1, "name": "Ada", "email": "ada@example.org" },
            "mail": { "to": "ada@example.org", "subject": "Welcome, Ada!" },
        })),
        &["CreateUser", "SendWelcomeEmail", "Registered"],
    )
    .await;
}

#[tokio::test]
async fn a_known_user_ends_in_create_user_error() {
    let ada = json!({ "name": "Ada", "email": "ada@example.org" });
    assert_ending(
        &[ada.clone(), ada],
        Err((
            "CreateUserError",
            "UserExists: ada@example.org is registered already",
        )),
        &["CreateUser", "CreateUserError"],
    )
    .await;
}

#[tokio::test]
async fn a_mail_that_bounces_ends_in_send_email_error() {
    assert_ending(
        &[json!({ "name": "Linus", "email": "linus@example.invalid" })],
        Err((
            "SendEmailError",
            "user 1 has no welcome mail. MailboxUnavailable: nobody takes mail for linus@example.invalid",
        )),
        &["CreateUser", "SendWelcomeEmail", "SendEmailError"],
    )
    .await;
}

#[tokio::test]
async fn an_incomplete_user_ends_in_create_user_error() {
    assert_ending(
        &[json!({ "name": "Ada" })],
        Err(("CreateUserError", "InvalidUser: missing field `email`")),
        &["CreateUser", "CreateUserError"],
    )
    .await;
}

#[tokio::test]
async fn an_input_that_cannot_take_the_failure_ends_in_an_error_of_asl() {
    let machine = registration::Machine::new(Accounts::default());
    let outcome = machine.run(json!("ada")).await;
    let error = outcome.expect_err("a text has no members");
    assert_eq!(error.error(), Some("States.ResultPathMatchFailure"));
    assert_eq!(error.state(), Some("CreateUser"));
}

#[tokio::test(start_paused = true)]
async fn a_timeout_is_not_a_task_that_failed() {
    let start = tokio::time::Instant::now();
    let handlers = from_fn(async |task| match task.state {
        "CreateUser" => Ok(json!({ "id": 1 })),
        _ => std::future::pending().await,
    });
    let machine = registration::Machine::new(Dynamic(handlers));
    let error = machine
        .run(json!({}))
        .await
        .expect_err("the mail takes too long");
    assert_eq!(error.error(), Some("States.Timeout"));
    assert_eq!(error.state(), Some("SendWelcomeEmail"));
    assert_eq!(start.elapsed(), Duration::from_secs(60));
}
