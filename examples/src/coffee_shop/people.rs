//! Customers and baristas: they know nothing of the workflow but the token that they were given.

use std::time::Duration;

use asl_runtime::{Callbacks, TaskError, TaskToken};
use serde_json::json;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::task::JoinSet;
use tokio::time::sleep;

/// What a task asks of someone.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) order_id: usize,
    pub(super) token: TaskToken,
}

/// What someone does when asked.
#[derive(Clone, Copy, Debug)]
pub enum Reaction {
    /// Gives this answer after a while.
    Answers(Duration, &'static str),
    /// Calls the order off after a while: an error name and a cause.
    Cancels(Duration, &'static str, &'static str),
}

/// Has each request answered by the reaction that its order has. An answer that comes too late is refused, and there
/// is nothing else to do about it.
pub(super) async fn people(
    mut requests: UnboundedReceiver<Request>,
    reactions: Vec<Reaction>,
    callbacks: Callbacks,
) {
    let mut busy = JoinSet::new();
    while let Some(Request { order_id, token }) = requests.recv().await {
        let Some(reaction) = reactions.get(order_id).copied() else {
            continue;
        };
        let callbacks = callbacks.clone();
        busy.spawn(async move {
            let _too_late = match reaction {
                Reaction::Answers(after, answer) => {
                    sleep(after).await;
                    callbacks.succeed(&token, json!(answer))
                }
                Reaction::Cancels(after, error, cause) => {
                    sleep(after).await;
                    callbacks.fail(&token, TaskError::new(error, cause))
                }
            };
        });
    }
}
