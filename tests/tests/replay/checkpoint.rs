//! A host that stores where each scope stands, and goes on from there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::time::Duration;

use asl_runtime::{
    Child, Cx, ExecutionError, Host, Identify, Identity, Limits, MachineState, Outputs, Point,
    Position, Progress, Scope, TaskContext, TaskError, TaskToken,
};
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::world::{Crash, World, lock, stable};

#[derive(Default)]
struct Store {
    /// The last position of each scope, as JSON text, by the scope's id.
    positions: Mutex<BTreeMap<String, String>>,
    /// The handlers' calls that have ended, by the scope's id and the idempotency key.
    ended: Mutex<BTreeSet<(String, String)>>,
    /// Those that a later checkpoint of their scope, or of one around it, has settled: they must never be made again.
    settled: Mutex<BTreeSet<String>>,
}

impl Store {
    fn settle(&self, scope: &str) {
        let is_inside = |other: &str| {
            other
                .strip_prefix(scope)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
        };
        let mut ended = lock(&self.ended);
        let (settled, open) = std::mem::take(&mut *ended)
            .into_iter()
            .partition::<BTreeSet<_>, _>(|(other, _)| is_inside(other));
        *ended = open;
        lock(&self.settled).extend(settled.into_iter().map(|(_, key)| key));
    }
}

struct Storing<'w> {
    world: &'w World,
    store: &'w Store,
    crash: &'w Crash,
}

impl Storing<'_> {
    async fn call<O>(&self, task: &TaskContext<'_>, call: impl Future<Output = O>) -> O {
        let key = task.idempotency_key();
        assert!(
            !lock(&self.store.settled).contains(&key),
            "{key} was settled and is made again"
        );
        let result = call.await;
        lock(&self.store.ended).insert((task.scope().id().to_string(), key));
        result
    }
}

impl Identify for Storing<'_> {
    fn identity(&self, machine: &'static str) -> Identity {
        Identity::new(machine, "resumed")
    }
}

impl Host for Storing<'_> {
    type Observer = ();

    async fn now(&self, at: Point<'_>) -> Result<Timestamp, ExecutionError> {
        self.world.host.now(at).await
    }

    async fn sleep(&self, at: Point<'_>, duration: Duration) -> Result<(), ExecutionError> {
        self.world.host.sleep(at, duration).await
    }

    async fn sleep_until(&self, at: Point<'_>, until: Timestamp) -> Result<(), ExecutionError> {
        self.world.host.sleep_until(at, until).await
    }

    async fn random(&self, at: Point<'_>) -> Result<u64, ExecutionError> {
        self.world.host.random(at).await
    }

    async fn effect<O, F>(&self, task: &TaskContext<'_>, handler: F) -> Result<O, ExecutionError>
    where
        O: Serialize + DeserializeOwned + Send,
        F: Future<Output = Result<O, TaskError>> + Send,
    {
        self.call(task, self.world.host.effect(task, handler)).await
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
        self.call(task, self.world.host.effect_within(task, limits, handler))
            .await
    }

    async fn token(&self, at: Point<'_>) -> Result<TaskToken, ExecutionError> {
        self.world.host.token(at).await
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
        self.call(task, self.world.host.callback(task, token, limits, handler))
            .await
    }

    async fn fan_out<I>(
        &self,
        cx: &Cx<'_, Self>,
        _: Point<'_>,
        children: I,
        max_concurrency: usize,
    ) -> Result<Outputs<I>, ExecutionError>
    where
        I: ExactSizeIterator<Item: Child> + Send,
    {
        cx.run_children(children, max_concurrency).await
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

    async fn restore<S: MachineState>(
        &self,
        scope: &Scope<'_>,
    ) -> Result<Option<Position<S>>, ExecutionError> {
        let positions = lock(&self.store.positions);
        Ok(positions
            .get(&scope.id().to_string())
            .map(|text| serde_json::from_str(text).expect("what was written can be read")))
    }

    async fn checkpoint<S: MachineState>(
        &self,
        scope: &Scope<'_>,
        state: &S,
        variables: &S::Variables,
        progress: &Progress,
    ) -> Result<(), ExecutionError> {
        let scope = scope.id().to_string();
        let position = Position {
            state: state.clone(),
            variables: variables.clone(),
            progress: progress.clone(),
        };
        let text = serde_json::to_string(&position).expect("every position can be written");
        if lock(&self.store.positions).get(&scope) == Some(&text) {
            return Ok(()); // It was taken up from there.
        }
        self.crash.room().await;
        self.store.settle(&scope);
        lock(&self.store.positions).insert(scope, text);
        Ok(())
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
    store: &Store,
    crash: &Crash,
) -> Option<Result<Value, ExecutionError>> {
    world
        .live(
            life,
            Storing {
                world,
                store,
                crash,
            },
            crash,
        )
        .await
}

/// What an execution that never crashes comes to, and its calls at the top level.
async fn undisturbed() -> (Value, Vec<String>) {
    let (world, store) = (World::new(), Store::default());
    let outcome = live(&world, 0, &store, &Crash::never())
        .await
        .expect("no crash");
    (stable(&outcome), world.top_keys())
}

#[tokio::test(start_paused = true)]
async fn an_execution_goes_on_from_every_checkpoint() {
    let (expected, keys) = undisturbed().await;
    let mut position = 0;
    loop {
        let (world, store) = (World::new(), Store::default());
        let crashed = live(&world, 0, &store, &Crash::after(position)).await;
        if crashed.is_some() {
            break;
        }
        let outcome = live(&world, 1, &store, &Crash::never())
            .await
            .expect("no crash");
        assert_eq!(stable(&outcome), expected, "after a crash at {position}");
        assert_eq!(world.top_keys(), keys, "after a crash at {position}");
        position += 1;
    }
    eprintln!("crashed at {position} checkpoints");
    assert!(
        position > 50,
        "the definition has many transitions: {position}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_crash_after_every_checkpoint_loses_nothing() {
    let (expected, keys) = undisturbed().await;
    let (world, store) = (World::new(), Store::default());
    for life in 0..1000 {
        if let Some(outcome) = live(&world, life, &store, &Crash::after(1)).await {
            eprintln!("ended in life {life}");
            assert_eq!(stable(&outcome), expected);
            assert_eq!(world.top_keys(), keys);
            return;
        }
    }
    panic!("it never ended");
}

#[tokio::test(start_paused = true)]
async fn the_start_and_the_deadline_of_an_execution_survive() {
    let (world, store) = (World::new(), Store::default());
    assert!(live(&world, 0, &store, &Crash::after(5)).await.is_none());
    let position = |store: &Store| -> Value {
        serde_json::from_str(&lock(&store.positions)[""]).expect("a position")
    };
    let before = position(&store);
    tokio::time::sleep(Duration::from_secs(1000)).await;
    live(&world, 1, &store, &Crash::never())
        .await
        .expect("no crash")
        .expect("it ends well");
    let after = position(&store);
    for kept in ["started", "deadline"] {
        assert!(before["progress"][kept].is_string());
        assert_eq!(after["progress"][kept], before["progress"][kept]);
    }
}
