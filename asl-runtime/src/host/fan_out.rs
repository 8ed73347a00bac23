//! Children side by side in the task of their parent.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use futures_util::future::{Either, poll_immediate};
use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};

use crate::context::Cx;
use crate::error::ExecutionError;
use crate::host::{Child, Host, Outputs};

/// Runs children in this task, at most `max_concurrency` at once (0: no limit). Results come in the children's order,
/// whatever order they end in. The first error drops the children that still run; those that wait never start.
pub(crate) async fn in_this_task<I, H: Host>(
    cx: &Cx<'_, H>,
    mut children: I,
    max_concurrency: usize,
) -> Result<Outputs<I>, ExecutionError>
where
    I: ExactSizeIterator<Item: Child> + Send,
{
    let count = children.len();
    let mut outputs = Vec::with_capacity(count);
    // Children that wait for nothing take turns in one place; so do those that run one by one.
    let mut place = pin!(None);
    let first = loop {
        let Some(child) = children.next() else {
            return Ok(outputs);
        };
        place.set(Some(cx.run_child(child)));
        let Some(mut child) = place.as_mut().as_pin_mut() else {
            continue;
        };
        let is_ready = poll_fn(|cx| {
            Poll::Ready(match child.as_mut().poll(cx) {
                Poll::Ready(Ok(output)) => {
                    outputs.push(output);
                    Ok(true)
                }
                Poll::Ready(Err(error)) => Err(error),
                Poll::Pending => Ok(false),
            })
        });
        if is_ready.await? {
            continue;
        }
        if max_concurrency != 1 && children.len() > 0 {
            break outputs.len();
        }
        outputs.push(child.await?);
    };
    let mut outputs: Vec<_> = outputs.into_iter().map(Some).collect();
    outputs.resize_with(count, || None);
    let numbered =
        |index, child: Either<_, _>| FutureExt::map(child, move |output| (index, output));
    let mut running = FuturesUnordered::new();
    if let Some(child) = place.as_pin_mut() {
        running.push(numbered(first, Either::Left(child)));
    }
    let mut waiting = children.zip(first + 1..);
    let room = match max_concurrency {
        0 => usize::MAX,
        limit => limit,
    };
    loop {
        while running.len() < room {
            let Some((child, index)) = waiting.next() else {
                break;
            };
            let mut child = Box::pin(cx.run_child(child));
            match poll_immediate(&mut child).await {
                Some(output) => outputs[index] = Some(output?),
                None => running.push(numbered(index, Either::Right(child))),
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
