//! A user is created and welcomed by mail; each of the two tasks can fail in its own way.

use std::collections::BTreeMap;

use asl_runtime::{TaskContext, TaskError, TaskResult, asl};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::Mutex;

asl! {
    /// `CreateUser`, `SendWelcomeEmail`, and a `Fail` state for each.
    pub mod registration = "workflows/user_registration.asl.json";
}

/// Who wants to register: the workflow's input.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NewUser {
    /// What to call them.
    pub name: String,
    /// Where to reach them, and what tells them from other users.
    pub email: String,
}

/// A user who has been created.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct User {
    id: usize,
    name: String,
    email: String,
}

/// The user database and the mail server behind the handlers.
#[derive(Debug, Default)]
pub struct Accounts {
    /// By mail address.
    users: Mutex<BTreeMap<String, User>>,
}

impl registration::Tasks for Accounts {
    async fn create_user(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        let NewUser { name, email } = NewUser::deserialize(input)
            .map_err(|error| TaskError::new("InvalidUser", error.to_string()))?;
        let mut users = self.users.lock().await;
        if users.contains_key(&email) {
            return Err(TaskError::new(
                "UserExists",
                format!("{email} is registered already"),
            ));
        }
        let id = users.len() + 1;
        let user = User { id, name, email };
        users.insert(user.email.clone(), user.clone());
        Ok(serde_json::to_value(user)?)
    }

    async fn send_welcome_email(&self, input: Value, _: &TaskContext<'_>) -> TaskResult {
        let user: User = serde_json::from_value(input)?;
        // The top-level domain in which no mail is ever delivered.
        if user.email.ends_with(".invalid") {
            return Err(TaskError::new(
                "MailboxUnavailable",
                format!("nobody takes mail for {}", user.email),
            ));
        }
        Ok(json!({ "to": user.email, "subject": format!("Welcome, {}!", user.name) }))
    }
}
