//! A task with a Catch, half of whose calls fail.

use std::hint::black_box;

use asl_runtime::{Data, ErrorOutput, TaskFailure, asl};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Clock, Row, Side, host, keep};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) struct Registration {
    mail: String,
    name: String,
    user: Option<User>,
    failure: Option<ErrorOutput>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Data)]
pub(super) struct User {
    id: u64,
    mail: String,
}

#[derive(Debug, TaskFailure)]
pub(super) enum CreateError {
    #[asl(cause = "{0} is taken")]
    MailTaken(String),
}

#[derive(Clone, Copy, Debug, TaskFailure)]
pub(super) enum MailError {
    #[expect(dead_code, reason = "no task of the benchmark fails so")]
    #[asl(cause = "nobody answers")]
    Unreachable,
}

asl! {
    mod registration = "workflows/typed/registration.asl.json" {
        type Input = Registration;
        async fn create_user(registration: Registration) -> Result<User, CreateError>;
        async fn send_welcome_mail(user: Option<User>) -> Result<(), MailError>;
    }
}

pub(super) fn row() -> Row {
    let machine = keep(registration::Machine::new(Handlers).on(host()));
    let registration =
        |mail: &str| json!({ "mail": mail, "name": "Ada Lovelace", "user": null, "failure": null });
    Row {
        name: "typed registration",
        inputs: vec![
            registration("ada@example.org"),
            registration("taken@example.org"),
        ],
        ours: Side::new(Clock::None, |registration| machine.run(registration)),
        hand: Side::new(Clock::None, by_hand),
    }
}

#[derive(Debug)]
struct Handlers;

async fn create_user(registration: Registration) -> Result<User, CreateError> {
    let mail = registration.mail;
    if mail.starts_with("taken") {
        return Err(CreateError::MailTaken(mail));
    }
    black_box(Ok(User { id: 7, mail }))
}

async fn send_welcome_mail(user: Option<User>) -> Result<(), MailError> {
    black_box(user);
    Ok(())
}

impl registration::Tasks for Handlers {
    async fn create_user(&self, registration: Registration) -> Result<User, CreateError> {
        create_user(registration).await
    }

    async fn send_welcome_mail(&self, user: Option<User>) -> Result<(), MailError> {
        send_welcome_mail(user).await
    }
}

async fn by_hand(registration: Registration) -> Result<Registration, String> {
    run(&Handlers, registration)
        .await
        .map_err(|error| format!("{error:?}"))
}

async fn run(
    tasks: &impl registration::Tasks,
    mut registration: Registration,
) -> Result<Registration, MailError> {
    match tasks.create_user(registration.clone()).await {
        Ok(user) => registration.user = Some(user),
        Err(CreateError::MailTaken(mail)) => {
            registration.failure = Some(ErrorOutput {
                error: Some("MailTaken".into()),
                cause: Some(format!("{mail} is taken")),
            });
            return Ok(registration);
        }
    }
    tasks.send_welcome_mail(registration.user.clone()).await?;
    Ok(registration)
}
