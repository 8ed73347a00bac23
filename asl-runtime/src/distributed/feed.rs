//! From items to the inputs of child executions: `ItemSelector`, then `ItemBatcher`. Reference §12.2.

use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream, Stream};
use serde_json::Value;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::batch::{BatchError, Batcher};
use super::items::Item;
use super::reader::{DataItem, ReadError};
use super::run::ItemProcessor;
use crate::context::Cx;
use crate::error::{ExecutionError, names};
use crate::host::Host;
use crate::payload;

/// How many child executions may wait for a thread. What runs further ahead takes memory and saves no time.
const AHEAD: usize = 64;

/// What a child execution is to start with.
pub(super) struct ChildInput {
    pub(super) value: Value,
    /// How many items it holds.
    pub(super) items: u64,
    /// Given back once the child runs.
    pub(super) ahead: Option<OwnedSemaphorePermit>,
}

/// Makes the inputs of child executions.
pub(super) struct Feed<'f, 'a, P, H> {
    items: BoxStream<'static, Result<DataItem, ReadError>>,
    source: Arc<str>,
    /// How many items have come.
    count: usize,
    processor: &'f P,
    cx: &'f mut Cx<'a, H>,
    batcher: Option<Batcher>,
    ahead: Arc<Semaphore>,
}

impl<'f, 'a, P: ItemProcessor, H: Host> Feed<'f, 'a, P, H> {
    pub(super) fn new(
        items: BoxStream<'static, Result<DataItem, ReadError>>,
        source: Arc<str>,
        batcher: Option<Batcher>,
        processor: &'f P,
        cx: &'f mut Cx<'a, H>,
    ) -> Self {
        Feed {
            items,
            source,
            count: 0,
            processor,
            cx,
            batcher,
            ahead: Arc::new(Semaphore::new(AHEAD)),
        }
    }

    /// The inputs, one after another. An error is the last that comes; after the end there is nothing, however often one
    /// asks.
    pub(super) fn inputs(self) -> impl Stream<Item = Result<ChildInput, ExecutionError>> + Send {
        stream::unfold(Some(self), |feed| async {
            let mut feed = feed?;
            match feed.next().await {
                Ok(Some(input)) => Some((Ok(input), Some(feed))),
                Ok(None) => None,
                Err(error) => Some((Err(error), None)),
            }
        })
        .fuse()
    }

    async fn next(&mut self) -> Result<Option<ChildInput>, ExecutionError> {
        let ahead = Arc::clone(&self.ahead).acquire_owned().await.ok();
        let input = |value, items| ChildInput {
            value,
            items,
            ahead,
        };
        while let Some(item) = self.items.next().await {
            let item = item.map_err(unreadable)?;
            let value = self.selected(item).await?;
            let Some(batcher) = &mut self.batcher else {
                self.check_size(&value)?;
                return Ok(Some(input(value, 1)));
            };
            if let Some(batch) = batcher.push(value).map_err(too_large)? {
                let items = size(&batch);
                return Ok(Some(input(batch, items)));
            }
        }
        let last = self.batcher.take().and_then(Batcher::finish);
        Ok(last.map(|batch| {
            let items = size(&batch);
            input(batch, items)
        }))
    }

    /// A batch is always as small as a payload must be.
    fn check_size(&self, input: &Value) -> Result<(), ExecutionError> {
        match self.cx.host.payload_limit() {
            Some(limit) if !payload::fits(input, limit) => {
                let state = self.cx.state.name;
                let cause = format!(
                    "The input of a child execution of the state '{state}' exceeds the maximum number of bytes service limit."
                );
                Err(ExecutionError::new(names::DATA_LIMIT_EXCEEDED, cause))
            }
            _ => Ok(()),
        }
    }

    async fn selected(&mut self, item: DataItem) -> Result<Value, ExecutionError> {
        let item = Item {
            index: self.count,
            value: item.value,
            key: item.key,
            source: Arc::clone(&self.source),
        };
        self.count += 1;
        self.processor.input(item, self.cx).await
    }
}

/// How many items a batch has.
fn size(batch: &Value) -> u64 {
    batch["Items"]
        .as_array()
        .map_or(0, |items| items.len() as u64)
}

fn unreadable(error: ReadError) -> ExecutionError {
    ExecutionError::new(names::ITEM_READER_FAILED, error.to_string())
}

fn too_large(error: BatchError) -> ExecutionError {
    ExecutionError::new(names::DATA_LIMIT_EXCEEDED, error.to_string())
}
