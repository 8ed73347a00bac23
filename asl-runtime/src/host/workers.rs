//! Where child executions of distributed Maps run.

#[cfg(feature = "distributed")]
pub(crate) use on::Workers;

#[cfg(not(feature = "distributed"))]
pub(crate) use off::Workers;

#[cfg(feature = "distributed")]
mod on {
    use std::panic::resume_unwind;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use futures_util::FutureExt;
    use futures_util::future::BoxFuture;
    use serde_json::Value;
    use tokio::runtime::Handle;
    use tokio::sync::OwnedSemaphorePermit;
    use tokio::task::JoinHandle;

    use crate::distributed::AnyChild;
    use crate::error::ExecutionError;
    use crate::host::Host;

    type Outcome = Result<Value, ExecutionError>;

    /// Starts a child execution on a worker thread.
    type Spawn<H> = fn(&H, Box<dyn AnyChild<H>>, Option<OwnedSemaphorePermit>) -> Task;

    /// Whether child executions may leave the task of their parent. Only where it is known that the host lives as long as
    /// they do, which most code cannot know of a host of any type.
    pub(crate) struct Workers<H>(Option<Spawn<H>>);

    impl<H> Clone for Workers<H> {
        fn clone(&self) -> Self {
            *self
        }
    }

    impl<H> Copy for Workers<H> {}

    impl<H> Workers<H> {
        /// They run in the task of their parent.
        pub(crate) const NONE: Self = Workers(None);
    }

    impl<H: Host + Clone + 'static> Workers<H> {
        /// They run on tokio's worker threads.
        pub(crate) const TOKIO: Self = Workers(Some(spawn));
    }

    impl<H: Host> Workers<H> {
        /// Starts a child execution, which gives back its place in the queue once it runs. Dropping the future stops it.
        pub(crate) fn start<'h>(
            self,
            host: &'h H,
            child: Box<dyn AnyChild<H>>,
            ahead: Option<OwnedSemaphorePermit>,
        ) -> BoxFuture<'h, Outcome> {
            match self.0 {
                Some(spawn) if Handle::try_current().is_ok() => spawn(host, child, ahead).boxed(),
                _ => Box::pin(async move {
                    drop(ahead);
                    child.run(host, self).await
                }),
            }
        }
    }

    fn spawn<H: Host + Clone + 'static>(
        host: &H,
        child: Box<dyn AnyChild<H>>,
        ahead: Option<OwnedSemaphorePermit>,
    ) -> Task {
        let host = host.clone();
        Task(tokio::spawn(async move {
            drop(ahead);
            child.run(&host, Workers::TOKIO).await
        }))
    }

    /// A task that ends with its handle.
    struct Task(JoinHandle<Outcome>);

    impl Drop for Task {
        fn drop(&mut self) {
            self.0.abort();
        }
    }

    impl Future for Task {
        type Output = Outcome;

        fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Outcome> {
            self.0.poll_unpin(cx).map(|joined| match joined {
                Ok(outcome) => outcome,
                Err(error) => match error.try_into_panic() {
                    // A handler's panic is its parent's too, as in one task.
                    Ok(panic) => resume_unwind(panic),
                    Err(_) => Err(ExecutionError::runtime("the tokio runtime was shut down")),
                },
            })
        }
    }
}

#[cfg(not(feature = "distributed"))]
mod off {
    use std::marker::PhantomData;

    /// Nowhere: there are none.
    pub(crate) struct Workers<H>(PhantomData<fn(H)>);

    impl<H> Clone for Workers<H> {
        fn clone(&self) -> Self {
            *self
        }
    }

    impl<H> Copy for Workers<H> {}

    impl<H> Workers<H> {
        pub(crate) const NONE: Self = Workers(PhantomData);
    }
}
