//! A future against its timeout and its heartbeat, on tokio's clock.

use std::pin::pin;

use futures_util::future::{Either, select};
use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

use crate::error::ExecutionError;
use crate::host::Limits;

/// Runs `work` until it ends or a limit does. Whatever is ready first wins; `work` wins a tie.
pub(super) async fn within<O>(
    limits: Limits,
    pulse: &Notify,
    work: impl Future<Output = Result<O, ExecutionError>>,
) -> Result<O, ExecutionError> {
    let mut work = pin!(work);
    let deadline = limits.timeout.map(|timeout| Instant::now() + timeout);
    loop {
        let silence = limits.heartbeat.map(|heartbeat| Instant::now() + heartbeat);
        let (until, error): (_, fn() -> ExecutionError) = match (deadline, silence) {
            (None, None) => return work.await,
            (Some(deadline), None) => (deadline, ExecutionError::timeout),
            (Some(deadline), Some(silence)) if deadline <= silence => {
                (deadline, ExecutionError::timeout)
            }
            (_, Some(silence)) => (silence, ExecutionError::heartbeat_timeout),
        };
        match timeout_at(until, select(work.as_mut(), pin!(pulse.notified()))).await {
            Ok(Either::Left((result, _))) => return result,
            Ok(Either::Right(_)) => {}
            Err(_) => return Err(error()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const LIMITS: Limits = Limits {
        timeout: Some(Duration::from_secs(10)),
        heartbeat: Some(Duration::from_secs(3)),
    };

    async fn seconds(work: impl AsyncFn(&Notify)) -> (u64, Option<ExecutionError>) {
        let start = Instant::now();
        let pulse = Notify::new();
        let result = within(LIMITS, &pulse, async {
            work(&pulse).await;
            Ok(())
        });
        let error = result.await.err();
        (start.elapsed().as_secs(), error)
    }

    #[tokio::test(start_paused = true)]
    async fn silence_is_a_missed_heartbeat() {
        let (after, error) = seconds(async |_| std::future::pending().await).await;
        assert_eq!(
            (after, error),
            (3, Some(ExecutionError::heartbeat_timeout()))
        );
    }

    #[tokio::test(start_paused = true)]
    async fn heartbeats_do_not_move_the_timeout() {
        let (after, error) = seconds(async |pulse| {
            loop {
                tokio::time::sleep(Duration::from_secs(2)).await;
                pulse.notify_one();
            }
        })
        .await;
        assert_eq!((after, error), (10, Some(ExecutionError::timeout())));
    }

    #[tokio::test(start_paused = true)]
    async fn work_that_ends_in_time_is_not_disturbed() {
        assert_eq!(
            seconds(async |_| tokio::time::sleep(Duration::from_secs(2)).await).await,
            (2, None)
        );
    }
}
