//! What the default limit of payloads costs: the chain on a host as it comes, next to the chain on a host without a limit.

use asl_runtime::InMemory;
use serde_json::json;

use super::{chain, host, uncounted};
use crate::measure::medians;
use crate::table::{Cell, Table};

pub(crate) fn compare() -> Table {
    let input = [json!({ "id": 7 })];
    let [without, with] = [host(), InMemory::new()].map(chain::compiled);
    let times = medians([
        &mut uncounted(&without, &input),
        &mut uncounted(&with, &input),
    ]);
    let [fast, slow] = times.map(|time| time.as_secs_f64());
    let mut table = Table::new([
        "Limit of payloads",
        "none",
        "256 KiB, the default",
        "default / none",
    ]);
    let ratio = Cell::text(format_args!("{:.3}", slow / fast));
    let [fast, slow] = times.map(Cell::time);
    table.push("chain", [fast, slow, ratio]);
    table
}
