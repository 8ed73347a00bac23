//! The host that keeps everything in memory, on tokio.

use std::pin::pin;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use futures_util::future::{Either, ready, select};
use futures_util::{FutureExt, TryFutureExt};
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::sync::Notify;
use tokio::time::Instant;
use uuid::Uuid;

use crate::context::Cx;
#[cfg(feature = "distributed")]
use crate::distributed::{ItemProcessor, MapRun, MapRunProgress, Storage, Watcher};
use crate::error::{ExecutionError, TaskError};
use crate::host::callbacks::Callbacks;
use crate::host::{Child, Host, Identify, Limits, Observer, Outputs, limit};
use crate::identity::Identity;
use crate::scope::Point;
use crate::task::{TaskContext, TaskToken};
use crate::time::{earlier, later};

/// Runs executions in memory, in the tokio task that awaits them. One host can serve any number of executions.
///
/// It waits on tokio's clock, so under a paused clock (`#[tokio::test(start_paused = true)]`) a workflow with a year of
/// `Wait` ends in milliseconds. It records nothing, and allocates nothing for a transition.
///
/// ```
/// use asl_runtime::InMemory;
///
/// let host = InMemory::new();
/// let callbacks = host.callbacks(); // completes task tokens from elsewhere
/// ```
#[derive(Debug)]
pub struct InMemory<O = ()> {
    observer: Arc<O>,
    clock: Option<Clock>,
    payload_limit: Option<usize>,
    callbacks: OnceLock<Callbacks>,
    #[cfg(feature = "distributed")]
    storage: Option<Storage>,
    #[cfg(feature = "distributed")]
    watcher: Watcher,
}

/// A clone is the same host: it has the same observer and completes the same tokens.
impl<O> Clone for InMemory<O> {
    fn clone(&self) -> Self {
        InMemory {
            observer: Arc::clone(&self.observer),
            clock: self.clock,
            payload_limit: self.payload_limit,
            callbacks: OnceLock::from(self.callbacks()),
            #[cfg(feature = "distributed")]
            storage: self.storage.clone(),
            #[cfg(feature = "distributed")]
            watcher: self.watcher.clone(),
        }
    }
}

/// The largest payload on AWS: 256 KiB of JSON text. Reference §13.
const PAYLOAD_LIMIT: usize = 262_144;

impl<O: Default> Default for InMemory<O> {
    fn default() -> Self {
        InMemory {
            observer: Arc::default(),
            clock: None,
            payload_limit: Some(PAYLOAD_LIMIT),
            callbacks: OnceLock::new(),
            #[cfg(feature = "distributed")]
            storage: None,
            #[cfg(feature = "distributed")]
            watcher: Watcher::default(),
        }
    }
}

/// A reading of a clock that goes on from there on tokio's.
#[derive(Clone, Copy, Debug)]
struct Clock {
    time: Timestamp,
    instant: Instant,
}

impl Clock {
    /// The system's time, plus what tokio's clock is ahead of the system's: nothing, unless it is paused or advanced.
    fn system() -> Timestamp {
        let (time, instant, virtual_instant) = (
            Timestamp::now(),
            std::time::Instant::now(),
            Instant::now().into_std(),
        );
        match virtual_instant.checked_duration_since(instant) {
            Some(ahead) => later(time, ahead),
            None => earlier(time, instant.duration_since(virtual_instant)),
        }
    }

    fn now(self) -> Timestamp {
        later(self.time, self.instant.elapsed())
    }
}

impl InMemory {
    /// A host without an observer, on the system's time.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl<O> InMemory<O> {
    /// Sets the clock: it is `time` now, and goes on from there on tokio's clock. For tests that need a certain date.
    #[must_use]
    pub fn starting_at(self, time: Timestamp) -> Self {
        InMemory {
            clock: Some(Clock {
                time,
                instant: Instant::now(),
            }),
            ..self
        }
    }

    /// Limits the JSON text of every task's result and every state's output to so many bytes, instead of the 262,144 that
    /// AWS allows; `None` allows any size. A larger result is a failure of its task with the error
    /// `States.DataLimitExceeded`; a larger output ends the execution with it, and nothing catches that. Reference §13.
    ///
    /// A limit costs a walk over every payload, where an execution otherwise just moves it: workflows that run the same on
    /// AWS want it, those that count nanoseconds do not.
    ///
    /// ```
    /// # use asl_runtime::InMemory;
    /// let small = InMemory::new().payload_limit(1024);
    /// let any = InMemory::new().payload_limit(None);
    /// ```
    #[must_use]
    pub fn payload_limit(self, bytes: impl Into<Option<usize>>) -> Self {
        InMemory {
            payload_limit: bytes.into(),
            ..self
        }
    }

    /// Gives distributed Maps the buckets that they read and write. Without it buckets are folders in the working directory.
    #[cfg(feature = "distributed")]
    #[must_use]
    pub fn storage(self, storage: Storage) -> Self {
        InMemory {
            storage: Some(storage),
            ..self
        }
    }

    /// Calls `watch` whenever a distributed Map comes further: a child execution begins or ends, or the map run itself
    /// ends. It is called in the Map's own task, so a slow one slows the Map.
    ///
    /// ```
    /// use asl_runtime::InMemory;
    ///
    /// let host = InMemory::new().on_progress(|map_run| {
    ///     let done = map_run.succeeded + map_run.failed;
    ///     println!("{done} of {} items, {} failed", map_run.total, map_run.failed);
    /// });
    /// ```
    #[cfg(feature = "distributed")]
    #[must_use]
    pub fn on_progress(self, watch: impl Fn(&MapRunProgress) + Send + Sync + 'static) -> Self {
        InMemory {
            watcher: Watcher::new(watch),
            ..self
        }
    }

    /// Has every execution watched.
    pub fn observed_by<P: Observer>(self, observer: P) -> InMemory<P> {
        InMemory {
            observer: Arc::new(observer),
            clock: self.clock,
            payload_limit: self.payload_limit,
            callbacks: self.callbacks,
            #[cfg(feature = "distributed")]
            storage: self.storage,
            #[cfg(feature = "distributed")]
            watcher: self.watcher,
        }
    }

    /// Who watches.
    pub fn observer(&self) -> &O {
        &self.observer
    }

    /// Completes the task tokens that this host's executions wait for.
    #[must_use]
    pub fn callbacks(&self) -> Callbacks {
        self.callbacks.get_or_init(Callbacks::default).clone()
    }
}

impl<O: Observer> Identify for InMemory<O> {
    fn identity(&self, machine: &'static str) -> Identity {
        Identity::new(machine, Uuid::new_v4().to_string())
    }
}

impl<W: Observer> Host for InMemory<W> {
    type Observer = W;

    const CHECKPOINTS: bool = false;
    const EFFECTS: bool = false;

    async fn now(&self, _: Point<'_>) -> Result<Timestamp, ExecutionError> {
        Ok(self.time())
    }

    fn sleep(
        &self,
        _: Point<'_>,
        duration: Duration,
    ) -> impl Future<Output = Result<(), ExecutionError>> + Send {
        tokio::time::sleep(duration).map(Ok)
    }

    async fn sleep_until(&self, _: Point<'_>, until: Timestamp) -> Result<(), ExecutionError> {
        if let Ok(ahead) = Duration::try_from(until.duration_since(self.time())) {
            tokio::time::sleep(ahead).await;
        }
        Ok(())
    }

    async fn random(&self, _: Point<'_>) -> Result<u64, ExecutionError> {
        Ok(fastrand::u64(..))
    }

    fn effect<O, F>(
        &self,
        _: &TaskContext<'_>,
        handler: F,
    ) -> impl Future<Output = Result<O, ExecutionError>> + Send
    where
        O: Serialize + DeserializeOwned + Send,
        F: Future<Output = Result<O, TaskError>> + Send,
    {
        handler.map_err(ExecutionError::from)
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
        limit::within(limits, task.pulse(), async {
            handler.await.map_err(ExecutionError::from)
        })
        .await
    }

    async fn token(&self, _: Point<'_>) -> Result<TaskToken, ExecutionError> {
        Ok(TaskToken::new(Uuid::new_v4().to_string()))
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
        let mut ticket = self.callbacks().expect(token);
        let pulse = Arc::clone(&ticket.pulse);
        limit::within(limits, &pulse, async {
            submit(handler, task.pulse(), &pulse).await?;
            Ok(ticket.completed().await?)
        })
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

    #[cfg(feature = "distributed")]
    async fn map_run<P: ItemProcessor>(
        &self,
        cx: &mut Cx<'_, Self>,
        _: Point<'_>,
        run: MapRun,
        processor: &P,
    ) -> Result<Value, ExecutionError> {
        let storage = self.storage.clone();
        let storage = storage.unwrap_or_else(|| Storage::folder("."));
        run.run(cx, processor, &storage, &self.watcher).await
    }

    fn within<T, F>(
        &self,
        _: Point<'_>,
        deadline: Timestamp,
        execution: F,
    ) -> impl Future<Output = Result<T, ExecutionError>> + Send
    where
        T: Send,
        F: Future<Output = Result<T, ExecutionError>> + Send,
    {
        let left = Duration::try_from(deadline.duration_since(self.time())).unwrap_or_default();
        // Between two steps the time can run out with nobody waiting.
        if left.is_zero() {
            return Either::Left(ready(Err(ExecutionError::execution_timeout())));
        }
        let ended = tokio::time::timeout(left, execution);
        Either::Right(ended.map(|result| match result {
            Ok(result) => result,
            Err(_) => Err(ExecutionError::execution_timeout()),
        }))
    }

    fn payload_limit(&self) -> Option<usize> {
        self.payload_limit
    }

    fn observer(&self) -> &W {
        &self.observer
    }

    fn time(&self) -> Timestamp {
        self.clock.map_or_else(Clock::system, Clock::now)
    }
}

/// Runs the handler of a callback. Its own heartbeats count as much as those of the token.
async fn submit(
    handler: impl Future<Output = Result<(), TaskError>>,
    pulse: &Notify,
    token_pulse: &Notify,
) -> Result<(), TaskError> {
    let relay = async {
        loop {
            pulse.notified().await;
            token_pulse.notify_one();
        }
    };
    match select(pin!(handler), pin!(relay)).await {
        Either::Left((submitted, _)) => submitted,
        Either::Right((never, _)) => never,
    }
}
