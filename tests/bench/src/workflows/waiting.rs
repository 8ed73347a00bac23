//! Many executions that wait at the same time.

use std::time::{Duration, Instant};

use asl_runtime::asl;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{host, keep, side};
use crate::table::{Cell, Table};

asl! {
    mod waiting = "workflows/waiting.asl.json";
}

#[derive(Debug)]
struct Handlers;

impl waiting::Tasks for Handlers {}

const EXECUTIONS: u32 = 100_000;

/// How many bytes a waiting execution may take beyond what it takes by hand.
const BEYOND_HAND: i64 = 1024;

/// Starts them, lets them wait for an hour of virtual time, and sees them end.
pub(crate) fn compare() -> Table {
    let machine = keep(waiting::Machine::new(Handlers).on(host()));
    let ours = waiting(|number| async move { machine.run(number).await.is_ok() });
    let hand = waiting(|number| async move {
        tokio::time::sleep(Duration::from_secs(3600)).await;
        number.is_number()
    });
    let mut table = Table::new([
        "100,000 executions in a Wait",
        "bytes of each",
        "of which its future",
        "all start, wait an hour of virtual time, and end in",
    ]);
    let cells = |waiting: &Waiting, holds| {
        [
            Cell::held(waiting.bytes, holds),
            Cell::text(waiting.future),
            Cell::text(format_args!("{:.0?}", waiting.time)),
        ]
    };
    table.push("by hand", cells(&hand, true));
    table.push(
        "compiled",
        cells(&ours, ours.bytes - hand.bytes <= BEYOND_HAND),
    );
    table
}

struct Waiting {
    bytes: i64,
    future: usize,
    time: Duration,
}

/// What each takes while it waits, and how long all take together.
fn waiting<F>(execution: impl Fn(Value) -> F) -> Waiting
where
    F: Future<Output = bool> + Send + 'static,
{
    let future = size_of_val(&execution(json!(0)));
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
    Waiting {
        bytes: memory.bytes_current / i64::from(EXECUTIONS),
        future,
        time: begin.elapsed(),
    }
}
