//! One way to run a workflow, with its type erased.

use std::fmt::Display;
use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use serde::Serialize;
use serde::de::DeserializeOwned;
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
    future_size: Box<dyn Fn(Value) -> usize>,
}

impl Side {
    /// What it takes and yields is converted from and to JSON outside of what is measured.
    pub(crate) fn new<I, O, F, E>(clock: Clock, start: impl Fn(I) -> F + Clone + 'static) -> Self
    where
        I: DeserializeOwned,
        O: Serialize,
        F: Future<Output = Result<O, E>>,
        E: Display,
    {
        let executor = Executor::new(clock);
        let read = |input| serde_json::from_value(input).expect("the workflow takes its input");
        let run = {
            let (executor, start) = (executor.clone(), start.clone());
            move |input| match executor.run(start(read(input))) {
                Ok(output) => serde_json::to_value(output).map_err(|error| error.to_string()),
                Err(error) => Err(error.to_string()),
            }
        };
        let future_size = {
            let start = start.clone();
            move |input| size_of_val(&start(read(input)))
        };
        Side {
            run: Box::new(run),
            repeat: Box::new(move |inputs| {
                let inputs = inputs.into_iter().map(read).collect();
                let begin = Instant::now();
                one_after_the_other(&executor, &start, inputs);
                begin.elapsed()
            }),
            future_size: Box::new(future_size),
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
    pub(crate) fn future_size(&self, input: Value) -> usize {
        (self.future_size)(input)
    }
}

/// What is measured. Never inlined, because instructions are counted by its name.
#[inline(never)]
fn one_after_the_other<I, F: Future>(executor: &Executor, start: &impl Fn(I) -> F, inputs: Vec<I>) {
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
