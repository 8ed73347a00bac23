//! Workflows: compiled, and by hand. The payloads are `serde_json::Value` on both sides, and the handlers are the same.
//!
//! A file for each comparison, with the hand-written workflow in it: ordinary `async fn`s that clone nothing without need.

mod chain;
mod choice;
mod counting;
pub(crate) mod limit;
mod map;
mod parallel;
mod recovery;
mod shaping;
mod side;
pub(crate) mod typed;
mod variables;
pub(crate) mod waiting;

use std::time::Duration;

use asl_runtime::InMemory;
use serde_json::Value;

use crate::bounds;
use crate::measure::medians;
use crate::table::{Cell, Table};
pub(crate) use side::{Clock, Side};

/// A workflow with the two ways to do its work.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    inputs: Vec<Value>,
    ours: Side,
    hand: Side,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    Ours,
    Hand,
}

impl Who {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Who::Ours => "ours",
            Who::Hand => "hand",
        }
    }
}

impl Row {
    fn side(&self, who: Who) -> &Side {
        match who {
            Who::Ours => &self.ours,
            Who::Hand => &self.hand,
        }
    }

    /// Has one side do its work so often.
    pub(crate) fn repeat(&self, who: Who, times: u32) {
        let inputs = repeated(&self.inputs, times);
        allocation_counter::opt_out(|| {
            self.side(who).repeat(inputs);
        });
    }
}

pub(crate) fn rows() -> Vec<Row> {
    vec![
        chain::row(),
        recovery::row(),
        choice::row(),
        shaping::row(),
        parallel::row(),
        map::row(),
        counting::row(),
        variables::row(),
    ]
}

pub(crate) fn compare(subject: &'static str, rows: &[Row]) -> Table {
    let mut table = Table::new([
        subject,
        "by hand",
        "compiled",
        "compiled / by hand",
        "allocations by hand",
        "compiled",
        "compiled / by hand",
        "future by hand",
        "compiled",
    ]);
    for row in rows {
        table.push(row.name, cells(row));
    }
    table
}

fn cells(row: &Row) -> Vec<Cell> {
    let [hand, ours] = [&row.hand, &row.ours];
    for input in &row.inputs {
        let [by_hand, compiled] = [hand, ours].map(|side| side.run(input.clone()));
        assert_eq!(compiled, by_hand, "{}: the results differ", row.name);
    }
    let times = medians([
        &mut uncounted(hand, &row.inputs),
        &mut uncounted(ours, &row.inputs),
    ]);
    let allocations = [hand, ours].map(|side| {
        let inputs = row.inputs.clone();
        allocation_counter::measure(|| {
            side.repeat(inputs);
        })
    });
    let future_size = |side: &Side| {
        Cell::text(format_args!(
            "{} B",
            side.future_size(row.inputs[0].clone())
        ))
    };
    let [by_hand, compiled] = times.map(|time| time.as_secs_f64());
    #[expect(clippy::cast_precision_loss, reason = "a ratio for people")]
    let [few, many] = allocations.map(|counted| counted.count_total.max(1) as f64);
    let [hand_allocations, our_allocations] = allocations.map(|counted| {
        Cell::text(format_args!(
            "{} ({} B)",
            counted.count_total, counted.bytes_total
        ))
    });
    let [hand_time, our_time] = times.map(Cell::time);
    vec![
        hand_time,
        our_time,
        // Times do not repeat well enough to be held against anything: instructions are.
        Cell::text(format_args!("{:.2}", compiled / by_hand)),
        hand_allocations,
        our_allocations,
        Cell::ratio(many / few, bounds::of(row.name).allocations),
        future_size(hand),
        future_size(ours),
    ]
}

/// A side that runs with these inputs, its allocations uncounted: counting them takes time.
fn uncounted(side: &Side, inputs: &[Value]) -> impl FnMut(u32) -> Duration {
    |times| {
        let inputs = repeated(inputs, times);
        let mut time = Duration::ZERO;
        allocation_counter::opt_out(|| time = side.repeat(inputs));
        time
    }
}

fn repeated(inputs: &[Value], times: u32) -> Vec<Value> {
    (0..times).flat_map(|_| inputs.iter().cloned()).collect()
}

/// A host that does no more than the workflows by hand do: by default one measures every payload against the limit of AWS.
fn host() -> InMemory {
    InMemory::new().payload_limit(None)
}

/// Machines live as long as the comparison.
fn keep<M>(machine: M) -> &'static M {
    Box::leak(Box::new(machine))
}
