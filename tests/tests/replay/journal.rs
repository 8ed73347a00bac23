//! A host that journals every result that it gives out, by the point at which it was asked.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Mutex;
use std::time::Duration;

use asl_runtime::{
    Child, Cx, ExecutionError, Host, Identify, Identity, Limits, Outputs, Point, TaskContext,
    TaskError, TaskToken,
};
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::world::{Crash, World, lock, stable};

/// What was given out, as JSON text.
#[derive(Default)]
struct Journal(Mutex<BTreeMap<String, String>>);

impl Journal {
    fn len(&self) -> usize {
        lock(&self.0).len()
    }

    fn keys(&self) -> Vec<String> {
        lock(&self.0).keys().cloned().collect()
    }

    fn find<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        let journal = lock(&self.0);
        Some(serde_json::from_str(journal.get(key)?).expect("what was written can be read"))
    }

    fn add(&self, key: String, result: &impl Serialize) {
        let text = serde_json::to_string(result).expect("every result can be written");
        let before = lock(&self.0).insert(key.clone(), text);
        assert_eq!(before, None, "a point is passed once: {key}");
    }
}

struct Journalling<'w> {
    world: &'w World,
    journal: &'w Journal,
    crash: &'w Crash,
}

impl Journalling<'_> {
    async fn journalled<T>(&self, what: &str, at: impl Display, make: impl Future<Output = T>) -> T
    where
        T: Serialize + DeserializeOwned,
    {
        let key = format!("{what} {at}");
        if let Some(result) = self.journal.find(&key) {
            return result;
        }
        let result = make.await;
        self.crash.room().await;
        self.journal.add(key, &result);
        result
    }
}

impl Identify for Journalling<'_> {
    fn identity(&self, machine: &'static str) -> Identity {
        Identity::new(machine, "replayed")
    }
}

impl Host for Journalling<'_> {
    type Observer = ();

    async fn now(&self, at: Point<'_>) -> Result<Timestamp, ExecutionError> {
        self.journalled("now", at, self.world.host.now(at)).await
    }

    async fn sleep(&self, at: Point<'_>, duration: Duration) -> Result<(), ExecutionError> {
        self.journalled("sleep", at, self.world.host.sleep(at, duration))
            .await
    }

    async fn sleep_until(&self, at: Point<'_>, until: Timestamp) -> Result<(), ExecutionError> {
        self.journalled("sleep", at, self.world.host.sleep_until(at, until))
            .await
    }

    async fn random(&self, at: Point<'_>) -> Result<u64, ExecutionError> {
        self.journalled("random", at, self.world.host.random(at))
            .await
    }

    async fn effect<O, F>(&self, task: &TaskContext<'_>, handler: F) -> Result<O, ExecutionError>
    where
        O: Serialize + DeserializeOwned + Send,
        F: Future<Output = Result<O, TaskError>> + Send,
    {
        self.journalled(
            "effect",
            task.point(),
            self.world.host.effect(task, handler),
        )
        .await
    }

    async fn effect_within<O, F>(
        &self,
        task: &TaskContext<'_>,
        limits: Limits,
        handler: F,
    ) -> Result<O, ExecutionError>
    where
        O: Serialize + DeserializeOwned + Send,
        F: Future<Output = Result<O, TaskError>> + Send,
    {
        self.journalled(
            "effect",
            task.point(),
            self.world.host.effect_within(task, limits, handler),
        )
        .await
    }

    async fn token(&self, at: Point<'_>) -> Result<TaskToken, ExecutionError> {
        self.journalled("token", at, self.world.host.token(at))
            .await
    }

    async fn callback<F>(
        &self,
        task: &TaskContext<'_>,
        token: &TaskToken,
        limits: Limits,
        handler: F,
    ) -> Result<Value, ExecutionError>
    where
        F: Future<Output = Result<(), TaskError>> + Send,
    {
        let submit = self.journalled("submit", task.point(), handler);
        self.journalled(
            "callback",
            task.point(),
            self.world.host.callback(task, token, limits, submit),
        )
        .await
    }

    async fn fan_out<I>(
        &self,
        cx: &Cx<'_, Self>,
        at: Point<'_>,
        children: I,
        max_concurrency: usize,
    ) -> Result<Outputs<I>, ExecutionError>
    where
        I: ExactSizeIterator<Item: Child> + Send,
    {
        // Outputs come again from the children's own entries. Which error came first does not.
        let key = format!("error {at}");
        if let Some(error) = self.journal.find(&key) {
            return Err(error);
        }
        let outputs = cx.run_children(children, max_concurrency).await;
        if let Err(error) = &outputs {
            self.crash.room().await;
            self.journal.add(key, error);
        }
        outputs
    }

    async fn within<O, F>(
        &self,
        at: Point<'_>,
        deadline: Timestamp,
        execution: F,
    ) -> Result<O, ExecutionError>
    where
        O: Send,
        F: Future<Output = Result<O, ExecutionError>> + Send,
    {
        self.world.host.within(at, deadline, execution).await
    }

    fn observer(&self) -> &() {
        &()
    }

    fn time(&self) -> Timestamp {
        self.world.host.time()
    }
}

async fn live(
    world: &World,
    life: usize,
    journal: &Journal,
    crash: &Crash,
) -> Option<Result<Value, ExecutionError>> {
    world
        .live(
            life,
            Journalling {
                world,
                journal,
                crash,
            },
            crash,
        )
        .await
}

/// What an execution that never crashes comes to, and its calls at the top level.
async fn undisturbed() -> (Value, Vec<String>) {
    let (world, journal) = (World::new(), Journal::default());
    let outcome = live(&world, 0, &journal, &Crash::never())
        .await
        .expect("no crash");
    (stable(&outcome), world.top_keys())
}

/// Of the calls of the last life: none was journalled before it, and all had the inputs of their first time.
fn assert_only_lost_calls_are_repeated(world: &World, journalled: &[String], life: usize) {
    for (key, call) in world.calls() {
        let point = key
            .strip_prefix(
                Identity::new("definition", "replayed")
                    .execution_id
                    .as_str(),
            )
            .and_then(|key| key.strip_prefix(':'));
        let point = point.expect("a key begins with the execution");
        let was_journalled =
            |what: &str| journalled.binary_search(&format!("{what} {point}")).is_ok();
        assert!(call.is_steady, "{key} had two inputs");
        if call.lives.contains(&life) {
            assert!(
                !was_journalled("effect") && !was_journalled("submit"),
                "{key} ran again"
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_journal_replays_to_the_same_result_from_every_position() {
    let (expected, keys) = undisturbed().await;
    let mut position = 0;
    loop {
        let (world, journal) = (World::new(), Journal::default());
        // Jitter moves things about, so that the number of entries is known only when there is no crash any more.
        let crashed = live(&world, 0, &journal, &Crash::after(position)).await;
        if crashed.is_some() {
            break;
        }
        let journalled = journal.keys();
        assert_eq!(journalled.len(), position);

        let outcome = live(&world, 1, &journal, &Crash::never())
            .await
            .expect("no crash");
        assert_eq!(stable(&outcome), expected, "after a crash at {position}");
        assert_eq!(world.top_keys(), keys, "after a crash at {position}");
        assert_only_lost_calls_are_repeated(&world, &journalled, 1);

        let journalled = journal.keys();
        let replayed = live(&world, 2, &journal, &Crash::after(0))
            .await
            .expect("everything is in the journal");
        assert_eq!(replayed, outcome, "to the last random number");
        assert_only_lost_calls_are_repeated(&world, &journalled, 2);
        position += 1;
    }
    eprintln!("crashed at {position} positions of the journal");
    assert!(position > 150, "the definition asks for much: {position}");
}

#[tokio::test(start_paused = true)]
async fn a_journal_that_crashes_after_every_entry_still_ends() {
    let (expected, keys) = undisturbed().await;
    let (world, journal) = (World::new(), Journal::default());
    for life in 0..1000 {
        let journalled = journal.keys();
        let outcome = live(&world, life, &journal, &Crash::after(1)).await;
        assert_only_lost_calls_are_repeated(&world, &journalled, life);
        if let Some(outcome) = outcome {
            eprintln!("ended in life {life}");
            assert_eq!(stable(&outcome), expected);
            assert_eq!(world.top_keys(), keys);
            return;
        }
        assert_eq!(journal.len(), life + 1, "every life gets one step further");
    }
    panic!("it never ended");
}
