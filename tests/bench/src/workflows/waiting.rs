//! Many executions that wait at the same time.

use std::time::{Duration, Instant};

use asl_runtime::asl;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{host, keep, side};

asl! {
    mod waiting = "workflows/waiting.asl.json";
}

#[derive(Debug)]
struct Handlers;

impl waiting::Tasks for Handlers {}

const EXECUTIONS: u32 = 100_000;

/// Starts them, lets them wait for an hour of virtual time, and sees them end.
pub(crate) fn report() {
    let machine = keep(waiting::Machine::new(Handlers).on(host()));
    let (bytes, time) = waiting(|number| async move { machine.run(number).await.is_ok() });
    let future = size_of_val(&machine.run(json!(null)));
    let (by_hand, _) = waiting(|number| async move {
        tokio::time::sleep(Duration::from_secs(3600)).await;
        number.is_number()
    });
    println!(
        "{EXECUTIONS} executions in a Wait of an hour end after {time:.1?}; each takes {bytes} bytes, of which its \
         future {future}; by hand {by_hand} bytes"
    );
}

/// The bytes that each takes while it waits, and how long all take together.
fn waiting<F>(execution: impl Fn(Value) -> F) -> (i64, Duration)
where
    F: Future<Output = bool> + Send + 'static,
{
    let runtime = side::paused();
    let mut running = JoinSet::new();
    let begin = Instant::now();
    let memory = allocation_counter::measure(|| {
        runtime.block_on(async {
            for number in 0..EXECUTIONS {
                running.spawn(execution(json!(number)));
            }
            // The clock moves when nothing is left to do: when all of them wait.
            tokio::time::sleep(Duration::from_secs(1)).await;
        });
    });
    let ended = runtime.block_on(running.join_all());
    assert!(ended.into_iter().all(|ended| ended), "an execution failed");
    (
        memory.bytes_current / i64::from(EXECUTIONS),
        begin.elapsed(),
    )
}
