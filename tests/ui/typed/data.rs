//! Types that cannot flow.

use asl_runtime::Data;
use serde::{Deserialize, Serialize};

struct Foreign;

/// A field whose type is not `Data`.
#[derive(Clone, Serialize, Deserialize, Data)]
struct Order {
    total: f64,
    #[serde(skip)]
    skipped: (),
    due: std::time::Duration,
}

/// Without serde.
#[derive(Data)]
struct Bare {
    total: f64,
}

/// What serde refuses is told by serde alone.
#[derive(Clone, Serialize, Deserialize, Data)]
#[serde(rename_all = "camelcase")]
struct Refused {
    total: f64,
}

/// An attribute that does not exist.
#[derive(Clone, Serialize, Deserialize, Data)]
struct Typo {
    #[asl(opaqe)]
    total: f64,
}

#[derive(Clone, Serialize, Deserialize, Data)]
#[asl(rename = "Order")]
struct Renamed {
    total: f64,
}

fn flows(_: impl Data) {}

fn main() {
    flows(Foreign);
}
