//! One way to run a workflow, with its type erased.

use std::fmt::Display;
use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::runtime::{Builder, Runtime};

/// What a workflow needs to run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clock {
    /// Nothing: it is polled until it is ready.
    None,
    /// Tokio's, which jumps to the next timer whenever nothing is left to do.
    Paused,
}

pub(crate) struct Side {
    run: Box<dyn Fn(Value) -> Result<Value, String>>,
    repeat: Box<dyn Fn(Vec<Value>) -> Duration>,
    future_size: usize,
}

impl Side {
    pub(crate) fn new<F, E>(clock: Clock, start: impl Fn(Value) -> F + Clone + 'static) -> Self
    where
        F: Future<Output = Result<Value, E>>,
        E: Display,
    {
        let executor = Executor::new(clock);
        let future_size = size_of_val(&start(Value::Null));
        let run = {
            let (executor, start) = (executor.clone(), start.clone());
            move |input| {
                let result = executor.run(start(input));
                result.map_err(|error| error.to_string())
            }
        };
        Side {
            run: Box::new(run),
            repeat: Box::new(move |inputs| {
                let begin = Instant::now();
                one_after_the_other(&executor, &start, inputs);
                begin.elapsed()
            }),
            future_size,
        }
    }

    /// Its result.
    pub(crate) fn run(&self, input: Value) -> Result<Value, String> {
        (self.run)(input)
    }

    /// How long it takes with all these inputs.
    pub(crate) fn repeat(&self, inputs: Vec<Value>) -> Duration {
        (self.repeat)(inputs)
    }

    /// The size of its future.
    pub(crate) fn future_size(&self) -> usize {
        self.future_size
    }
}

/// What is measured. Never inlined, because instructions are counted by its name.
#[inline(never)]
fn one_after_the_other<F: Future>(
    executor: &Executor,
    start: &impl Fn(Value) -> F,
    inputs: Vec<Value>,
) {
    match executor {
        Executor::Polling => {
            for input in inputs {
                drop(black_box(poll_to_end(start(input))));
            }
        }
        Executor::Tokio(runtime) => runtime.block_on(async {
            for input in inputs {
                drop(black_box(start(input).await));
            }
        }),
    }
}

#[derive(Clone)]
enum Executor {
    Polling,
    Tokio(std::rc::Rc<Runtime>),
}

impl Executor {
    fn new(clock: Clock) -> Self {
        match clock {
            Clock::None => Executor::Polling,
            Clock::Paused => Executor::Tokio(std::rc::Rc::new(paused())),
        }
    }

    fn run<F: Future>(&self, future: F) -> F::Output {
        match self {
            Executor::Polling => poll_to_end(future),
            Executor::Tokio(runtime) => runtime.block_on(future),
        }
    }
}

/// A runtime of one thread whose clock jumps.
pub(crate) fn paused() -> Runtime {
    Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("a runtime of one thread needs no more than memory")
}

/// For futures that are always ready again at once.
fn poll_to_end<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return output;
        }
    }
}
