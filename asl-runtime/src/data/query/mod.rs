//! Indefinite paths: those that may find several values, and those that end in a function. Reference §2.6.
//!
//! Generated code writes a path as calls, e.g. `$.items[?(@.price < 10)].name` as
//! `Nodes::at(data, items).filter(|candidate| ..).then(name).list()`. Values are borrowed up to the last call.

mod compare;
pub mod function;
mod nodes;
mod pattern;

pub use compare::{Operator, compare};
pub use nodes::{Nodes, merge};
pub use pattern::{Pattern, matches, pattern};
