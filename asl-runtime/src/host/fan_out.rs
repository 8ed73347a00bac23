//! Children side by side in the task of their parent.

use std::pin::Pin;

use futures_util::future::poll_immediate;
use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};

use crate::context::Cx;
use crate::error::ExecutionError;
use crate::host::{Child, Host, Outputs};

/// Runs children in this task, at most `max_concurrency` at once (0: no limit). Results come in the children's order,
/// whatever order they end in. The first error drops the children that still run; those that wait never start.
pub(crate) async fn in_this_task<I, H: Host>(
    cx: &Cx<'_, H>,
    children: I,
    max_concurrency: usize,
) -> Result<Outputs<I>, ExecutionError>
where
    I: ExactSizeIterator<Item: Child> + Send,
{
    if max_concurrency == 1 || children.len() <= 1 {
        return one_by_one(cx, children).await;
    }
    let mut outputs = Vec::new();
    outputs.resize_with(children.len(), || None);
    let mut waiting = children.enumerate();
    let mut running = FuturesUnordered::new();
    let room = if max_concurrency == 0 {
        usize::MAX
    } else {
        max_concurrency
    };
    // The place of a child that has ended is the next one's: those that wait for nothing all share one.
    let mut place = None;
    loop {
        while running.len() < room {
            let Some((index, child)) = waiting.next() else {
                break;
            };
            let mut child = put(&mut place, cx.run_child(child));
            match poll_immediate(&mut child).await {
                Some(output) => {
                    outputs[index] = Some(output?);
                    place = Some(child);
                }
                None => running.push(child.map(move |output| (index, output))),
            }
        }
        match running.next().await {
            Some((index, output)) => outputs[index] = Some(output?),
            // All have ended. Collected so, the outputs stay in their allocation.
            None => {
                return Ok(outputs
                    .into_iter()
                    .collect::<Option<_>>()
                    .unwrap_or_default());
            }
        }
    }
}

fn put<F>(place: &mut Option<Pin<Box<F>>>, future: F) -> Pin<Box<F>> {
    match place.take() {
        Some(mut place) => {
            place.set(future);
            place
        }
        None => Box::pin(future),
    }
}

async fn one_by_one<I, H: Host>(cx: &Cx<'_, H>, children: I) -> Result<Outputs<I>, ExecutionError>
where
    I: ExactSizeIterator<Item: Child> + Send,
{
    let mut outputs = Vec::with_capacity(children.len());
    for child in children {
        outputs.push(cx.run_child(child).await?);
    }
    Ok(outputs)
}
