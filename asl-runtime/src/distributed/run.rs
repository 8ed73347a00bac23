//! Map runs: what a distributed Map is when its fields have been evaluated. Reference §12.4-12.6.

use std::future::ready;
use std::pin::pin;
use std::sync::Arc;

use futures_util::stream::FuturesUnordered;
use serde_json::Value;

use super::batch::Batcher;
use super::child::Origin;
use super::children::Children;
use super::feed::Feed;
use super::items::{Item, Items};
use super::progress::{MapRunProgress, Watcher};
use super::results::Results;
use super::storage::Storage;
use super::tolerance::Tolerance;
use super::writer::{ResultWriter, Transformation};
use crate::context::Cx;
use crate::error::ExecutionError;
use crate::host::{Host, Observer};
use crate::machine::Machine;

/// As many child executions as AWS runs at once.
const MOST_AT_ONCE: usize = 10_000;

/// The item processor of a distributed Map, and what makes the inputs of its executions. Generated code implements it.
pub trait ItemProcessor: Send + Sync {
    /// What child executions run.
    type Machine: Machine<Input = Value, Output = Value> + Send + 'static;

    /// A machine for a child execution.
    fn machine(&self) -> Self::Machine;

    /// `ItemSelector`: what an item becomes; without one, its value.
    fn input<H: Host>(
        &self,
        item: Item,
        cx: &mut Cx<'_, H>,
    ) -> impl Future<Output = Result<Value, ExecutionError>> + Send {
        let _ = cx;
        ready(Ok(item.value))
    }
}

/// A distributed Map that has not begun: its fields, evaluated. Generated code makes it, and a [`Host`] runs it.
#[derive(Debug)]
pub struct MapRun {
    label: &'static str,
    items: Items,
    limit: usize,
    tolerance: Tolerance,
    express: bool,
    batches: Option<Batches>,
    writer: ResultWriter,
}

/// `ItemBatcher`.
#[derive(Debug)]
struct Batches {
    max_items: Option<u64>,
    max_bytes: Option<u64>,
    input: Option<Value>,
}

impl Batches {
    /// A batch is never larger than a payload may be.
    fn within(self, payload_limit: Option<usize>) -> Batcher {
        let limit = payload_limit.map(|limit| limit as u64);
        let max_bytes = match (self.max_bytes, limit) {
            (Some(bytes), Some(limit)) => Some(bytes.min(limit)),
            (bytes, limit) => bytes.or(limit),
        };
        Batcher::new(self.max_items, max_bytes, self.input)
    }
}

impl MapRun {
    /// Over these items, at most so many at once (0: no limit).
    #[must_use]
    pub fn new(label: &'static str, items: Items, limit: usize, tolerance: Tolerance) -> Self {
        MapRun {
            label,
            items,
            limit,
            tolerance,
            express: false,
            batches: None,
            // What AWS makes of results that are the state's own.
            writer: ResultWriter {
                transformation: Transformation::Compact,
                ..ResultWriter::default()
            },
        }
    }

    /// With an `ExecutionType` of `EXPRESS`.
    #[must_use]
    pub fn express(self) -> Self {
        MapRun {
            express: true,
            ..self
        }
    }

    /// With an `ItemBatcher`.
    #[must_use]
    pub fn batched(
        self,
        max_items: Option<u64>,
        max_bytes: Option<u64>,
        input: Option<Value>,
    ) -> Self {
        let batches = Some(Batches {
            max_items,
            max_bytes,
            input,
        });
        MapRun { batches, ..self }
    }

    /// With a `ResultWriter`.
    #[must_use]
    pub fn written(self, writer: ResultWriter) -> Self {
        MapRun { writer, ..self }
    }

    /// How many items there are before anything is read.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "nobody asks")]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Runs it: reads its items from the storage, starts child executions on tokio's worker threads where the host may go
    /// there and else in this task, and writes their results. For hosts that have no better place for them.
    ///
    /// Memory does not grow with the data, except by the results that no `ResultWriter` takes. Dropping the future stops
    /// all child executions.
    ///
    /// # Errors
    /// `States.ItemReaderFailed`, `States.ResultWriterFailed`, `States.ExceedToleratedFailureThreshold`, and what
    /// `ItemSelector` and the host raise.
    pub async fn run<P: ItemProcessor, H: Host>(
        self,
        cx: &mut Cx<'_, H>,
        processor: &P,
        storage: &Storage,
        watcher: &Watcher,
    ) -> Result<Value, ExecutionError> {
        let id = (u128::from(cx.random().await?) << 64) | u128::from(cx.random().await?);
        let origin = Origin::new(cx.root.identity(), self.label, self.express, id);
        let arn = Arc::clone(&origin.arn);
        cx.observe(|observer, visit| observer.map_run_started(visit, &arn));
        let result = self.children(cx, processor, storage, watcher, origin).await;
        cx.observe(|observer, visit| observer.map_run_ended(visit, result.as_ref().map(drop)));
        result
    }

    async fn children<P: ItemProcessor, H: Host>(
        self,
        cx: &mut Cx<'_, H>,
        processor: &P,
        storage: &Storage,
        watcher: &Watcher,
        origin: Origin,
    ) -> Result<Value, ExecutionError> {
        let arn = Arc::clone(&origin.arn);
        let is_plain = self.writer.transformation == Transformation::Compact;
        let results = Results::begin(self.writer, storage, &arn).await?;
        let children = Children {
            host: cx.host,
            workers: cx.workers,
            processor,
            origin,
            limit: match self.limit {
                0 => MOST_AT_ONCE,
                limit => limit,
            },
            tolerance: self.tolerance,
            at_most: self.items.at_most(),
            describes: !is_plain || results.are_files() || !self.tolerance.is_none(),
            results,
            progress: MapRunProgress::new(arn, self.label, self.items.len() as u64),
            watcher,
            running: FuturesUnordered::new(),
            started: 0,
        };
        let limit = cx.host.payload_limit();
        let batcher = self.batches.map(|batches| batches.within(limit));
        let source = self.items.source().into();
        let items = self.items.open(storage);
        let inputs = pin!(Feed::new(items, source, batcher, processor, cx).inputs());
        children.run(inputs).await
    }
}
