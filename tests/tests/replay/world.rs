//! What stands outside of the execution and does not crash with it: services, callers of callbacks, the clock.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::future::pending;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use asl_runtime::{
    Dynamic, ExecutionError, Handler, Host, InMemory, TaskContext, TaskError, TaskRequest,
    TaskResult, TaskToken, asl,
};
use serde_json::{Value, json};
use tokio::sync::Notify;

asl! {
    pub(crate) mod definition = "machines/replay.asl.json";
}

/// Outlives every life of the execution.
pub(crate) struct World {
    pub(crate) host: InMemory,
    tokens: Mutex<Vec<TaskToken>>,
    /// The calls that handlers have had, by idempotency key.
    calls: Mutex<BTreeMap<String, Call>>,
}

/// A call of a handler, which a crash can repeat.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) state: &'static str,
    input: Value,
    is_top: bool,
    /// Whether its input was the same whenever it was made.
    pub(crate) is_steady: bool,
    /// In which lives it was made.
    pub(crate) lives: Vec<usize>,
    /// How many calls of this state came before.
    earlier: usize,
}

impl World {
    pub(crate) fn new() -> Self {
        let before_noon = "2025-01-01T11:58:00Z".parse().expect("a time");
        World {
            host: InMemory::new().starting_at(before_noon),
            tokens: Mutex::default(),
            calls: Mutex::default(),
        }
    }

    pub(crate) fn calls(&self) -> BTreeMap<String, Call> {
        lock(&self.calls).clone()
    }

    /// The keys of the calls at the top level. No branch can outrun another there, so that a crash changes nothing.
    pub(crate) fn top_keys(&self) -> Vec<String> {
        let calls = self.calls().into_iter();
        calls
            .filter(|(_, call)| call.is_top)
            .map(|(key, _)| key)
            .collect()
    }

    /// One life of the execution on a host, until it ends or the host crashes.
    pub(crate) async fn live<H: Host>(
        &self,
        life: usize,
        host: H,
        crash: &Crash,
    ) -> Option<Result<Value, ExecutionError>> {
        let machine = definition::Machine::new(Dynamic(Services { world: self, life })).on(host);
        tokio::select! {
            biased;
            () = crash.0.notified() => None,
            outcome = machine.run(json!({ "round": 1, "items": [1, 20, 3, 40] })) => Some(outcome),
            never = self.answer_tokens() => match never {},
        }
    }

    /// Completes every token that anybody was given, again and again: nobody knows which answers got lost.
    async fn answer_tokens(&self) -> Infallible {
        loop {
            tokio::time::sleep(Duration::from_secs(7)).await;
            for token in lock(&self.tokens).iter() {
                // Most have been completed.
                let _ = self.host.callbacks().succeed(token, json!("approved"));
            }
        }
    }

    fn record(&self, life: usize, request: &TaskRequest, cx: &TaskContext<'_>) -> Call {
        let mut calls = lock(&self.calls);
        let earlier = calls
            .values()
            .filter(|call| call.state == request.state)
            .count();
        let call = calls.entry(cx.idempotency_key()).or_insert_with(|| Call {
            state: request.state,
            input: request.input.clone(),
            is_top: cx.scope().is_top(),
            is_steady: true,
            lives: Vec::new(),
            earlier,
        });
        assert_eq!(
            call.state,
            request.state,
            "a key belongs to one place: {}",
            cx.idempotency_key()
        );
        assert_ne!(
            call.lives.last(),
            Some(&life),
            "a key belongs to one call: {}",
            cx.idempotency_key()
        );
        call.is_steady &= call.input == request.input;
        call.lives.push(life);
        call.clone()
    }
}

/// The handlers of one life.
struct Services<'w> {
    world: &'w World,
    life: usize,
}

impl Handler for Services<'_> {
    async fn handle(&self, request: TaskRequest, cx: &TaskContext<'_>) -> TaskResult {
        let call = self.world.record(self.life, &request, cx);
        let seconds = |seconds| tokio::time::sleep(Duration::from_secs(seconds));
        let failure = |name| Err(TaskError::new(name, "as always"));
        match request.state {
            "Open" => Ok(request.input),
            "Flaky" if cx.retry_count() < 2 => failure("Flaky"),
            "Broken" => failure("Broken"),
            "Quick" | "Quick Again" => {
                seconds(1).await;
                Ok(request.input)
            }
            "Work" => {
                let item = request.input["item"].as_u64().unwrap_or_default();
                seconds(item % 7).await;
                if item == 3 && cx.retry_count() == 0 {
                    failure("Flaky")
                } else {
                    Ok(json!(item + 1))
                }
            }
            "Ask" => {
                lock(&self.world.tokens).extend(request.token);
                Ok(json!(null))
            }
            "Shaky" => {
                seconds(4).await;
                // The first call of every round fails, and fails again when it is repeated.
                if call.earlier.is_multiple_of(2) {
                    failure("Shaky")
                } else {
                    Ok(json!("stands"))
                }
            }
            "Close" => pending().await,
            state => Ok(json!(state)),
        }
    }
}

/// Where a host crashes: at the next entry when it has so many.
pub(crate) struct Crash(Notify, AtomicUsize);

impl Crash {
    pub(crate) fn after(entries: usize) -> Self {
        Crash(Notify::new(), AtomicUsize::new(entries))
    }

    pub(crate) fn never() -> Self {
        Self::after(usize::MAX)
    }

    /// Goes on when there is room for one more entry, and else never.
    pub(crate) async fn room(&self) {
        let taken = self
            .1
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |room| {
                room.checked_sub(1)
            });
        if taken.is_err() {
            self.0.notify_one();
            pending().await
        }
    }
}

/// Without what is random or a time.
pub(crate) fn stable(outcome: &Result<Value, ExecutionError>) -> Value {
    let mut output = outcome.clone().expect("the execution ends well");
    for volatile in ["id", "dice", "started", "entered"] {
        assert!(
            !output["opened"][volatile].take().is_null(),
            "{volatile} is given"
        );
    }
    output
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex
        .lock()
        .expect("nothing panics while it holds the lock")
}
