//! The same over types: structs go from state to state, on both sides.

mod chain;
mod choice;
mod map;
mod registration;

use super::{Clock, Row, Side, host, keep};

pub(crate) fn rows() -> Vec<Row> {
    vec![chain::row(), registration::row(), choice::row(), map::row()]
}
