//! Child executions side by side, until the items are at their end or too many of them have failed. Reference §12.6.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, Stream};
use serde_json::Value;

use super::child::{ChildExecution, Origin};
use super::feed::ChildInput;
use super::progress::{MapRunProgress, MapRunStatus, Watcher};
use super::results::{Description, Ended, Results};
use super::run::ItemProcessor;
use super::tolerance::Tolerance;
use super::writer::ChildStatus;
use crate::error::{ExecutionError, names};
use crate::execution::{TRANSITIONS_AT_ONCE, give_way};
use crate::host::{Host, Workers};

type Outcome = Result<Value, ExecutionError>;

/// The child executions of a map run.
pub(super) struct Children<'r, 'h, P, H> {
    pub(super) host: &'h H,
    pub(super) workers: Workers<H>,
    pub(super) processor: &'r P,
    pub(super) origin: Origin,
    /// How many at once.
    pub(super) limit: usize,
    pub(super) tolerance: Tolerance,
    /// More items than these there are not, as far as that is known.
    pub(super) at_most: Option<u64>,
    /// Whether results say more of a child execution than its output.
    pub(super) describes: bool,
    pub(super) results: Results,
    pub(super) progress: MapRunProgress,
    pub(super) watcher: &'r Watcher,
    pub(super) running: FuturesUnordered<Running<'h>>,
    pub(super) started: usize,
}

/// A child execution that has begun.
pub(super) struct Running<'h> {
    /// Until it has ended.
    child: Option<Child>,
    outcome: BoxFuture<'h, Outcome>,
}

/// What is known of a child execution.
pub(super) struct Child {
    index: usize,
    items: u64,
    /// In a box, because most have none.
    description: Option<Box<Description>>,
}

impl Future for Running<'_> {
    type Output = (Option<Child>, Outcome);

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let outcome = self.outcome.as_mut().poll(cx);
        outcome.map(|outcome| (self.child.take(), outcome))
    }
}

/// What happens next to a map run.
enum Happening {
    /// A child execution has ended.
    Ended(Option<Child>, Outcome),
    /// There is an input for another one, or there are no more.
    Input(Option<Result<ChildInput, ExecutionError>>),
    /// Nothing any more.
    Nothing,
}

impl<P: ItemProcessor, H: Host> Children<'_, '_, P, H> {
    /// Runs them all, and returns the result of the Map.
    pub(super) async fn run(
        mut self,
        mut inputs: Pin<&mut (impl Stream<Item = Result<ChildInput, ExecutionError>> + Send)>,
    ) -> Outcome {
        let result = match self.run_all(inputs.as_mut()).await {
            Ok(()) => self.results.finish(&self.origin.arn).await,
            Err(error) => {
                self.abort(inputs).await;
                // What went wrong first is what the Map says.
                let _ = self.results.finish(&self.origin.arn).await;
                Err(error)
            }
        };
        self.progress.status = match &result {
            Ok(_) => MapRunStatus::Succeeded,
            Err(_) => MapRunStatus::Failed,
        };
        self.watcher.tell(&self.progress);
        result
    }

    async fn run_all(
        &mut self,
        mut inputs: Pin<&mut (impl Stream<Item = Result<ChildInput, ExecutionError>> + Send)>,
    ) -> Result<(), ExecutionError> {
        let mut has_more = true;
        let mut at_once = 0;
        loop {
            match self.next(inputs.as_mut(), has_more).await {
                Happening::Ended(child, outcome) => self.end(child, outcome).await?,
                Happening::Input(Some(input)) => self.start(input?),
                Happening::Input(None) => {
                    has_more = false;
                    self.at_most = Some(self.progress.total);
                    self.check_tolerance()?;
                }
                Happening::Nothing => return Ok(()),
            }
            // Children that wait for nothing must not keep the thread.
            at_once += 1;
            if at_once == TRANSITIONS_AT_ONCE {
                at_once = 0;
                give_way().await;
            }
        }
    }

    async fn next(
        &mut self,
        mut inputs: Pin<&mut (impl Stream<Item = Result<ChildInput, ExecutionError>> + Send)>,
        has_more: bool,
    ) -> Happening {
        let has_room = self.running.len() < self.limit;
        poll_fn(|cx| {
            match self.running.poll_next_unpin(cx) {
                Poll::Ready(Some((child, outcome))) => {
                    return Poll::Ready(Happening::Ended(child, outcome));
                }
                Poll::Ready(None) if !has_more => return Poll::Ready(Happening::Nothing),
                Poll::Ready(None) | Poll::Pending => {}
            }
            if !has_more || !has_room {
                return Poll::Pending;
            }
            inputs.as_mut().poll_next(cx).map(Happening::Input)
        })
        .await
    }

    fn start(&mut self, input: ChildInput) {
        let index = self.started;
        self.started += 1;
        let identity = self.origin.child(index);
        let description = self.describes.then(|| {
            Box::new(Description {
                identity: identity.clone(),
                input: input.value.to_string(),
                start: Some(self.host.time()),
            })
        });
        let child = Box::new(ChildExecution {
            machine: self.processor.machine(),
            identity,
            input: input.value,
        });
        self.running.push(Running {
            child: Some(Child {
                index,
                items: input.items,
                description,
            }),
            outcome: self.workers.start(self.host, child, input.ahead),
        });
        self.progress.start(input.items);
        self.watcher.tell(&self.progress);
    }

    async fn end(&mut self, child: Option<Child>, outcome: Outcome) -> Result<(), ExecutionError> {
        let Some(Child {
            index,
            items,
            description,
        }) = child
        else {
            return Ok(());
        };
        let status = match &outcome {
            Ok(_) => ChildStatus::Succeeded,
            Err(error) if error.is_execution_timeout() => ChildStatus::TimedOut,
            Err(_) => ChildStatus::Failed,
        };
        self.progress.end(items, status);
        match (description, outcome) {
            (Some(description), outcome) => {
                let stop = self.host.time();
                let ended = Ended {
                    status,
                    outcome,
                    stop,
                };
                self.add(index, items, description, Some(ended)).await?;
            }
            (None, Ok(output)) => self.results.add_output(index, output),
            (None, Err(_)) => {}
        }
        self.watcher.tell(&self.progress);
        self.check_tolerance()
    }

    async fn add(
        &mut self,
        index: usize,
        items: u64,
        description: Box<Description>,
        ended: Option<Ended>,
    ) -> Result<(), ExecutionError> {
        self.results.add(index, description.result(ended)).await?;
        if self.results.are_files() {
            self.progress.results_written += items;
        }
        Ok(())
    }

    fn check_tolerance(&self) -> Result<(), ExecutionError> {
        let failed = self.progress.unsuccessful();
        if self.tolerance.is_exceeded(failed, self.at_most) {
            let cause = "The specified tolerated failure threshold was exceeded";
            return Err(ExecutionError::new(
                names::EXCEED_TOLERATED_FAILURE_THRESHOLD,
                cause,
            ));
        }
        Ok(())
    }

    /// Stops what runs. Files say of each child execution that it was stopped or never began.
    async fn abort(
        &mut self,
        mut inputs: Pin<&mut (impl Stream<Item = Result<ChildInput, ExecutionError>> + Send)>,
    ) {
        for Running { child, outcome } in std::mem::take(&mut self.running) {
            drop(outcome);
            let Some(child) = child else { continue };
            self.progress.end(child.items, ChildStatus::Aborted);
            if let Some(description) = child.description
                && self
                    .add(child.index, child.items, description, None)
                    .await
                    .is_err()
            {
                return;
            }
        }
        while self.results.are_files()
            && let Some(Ok(input)) = inputs.next().await
        {
            let description = Description {
                identity: self.origin.child(self.started),
                input: input.value.to_string(),
                start: None,
            };
            let result = description.result(None);
            if self.results.add(self.started, result).await.is_err() {
                return;
            }
            self.started += 1;
            self.progress.wait(input.items);
        }
    }
}
