//! Children side by side in the task of their parent.

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;

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
    loop {
        while running.len() < room {
            let Some((index, child)) = waiting.next() else {
                break;
            };
            running.push(async move { (index, cx.run_child(child).await) });
        }
        match running.next().await {
            Some((index, output)) => outputs[index] = Some(output?),
            None => return Ok(outputs.into_iter().flatten().collect()),
        }
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
