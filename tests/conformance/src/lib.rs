//! What the runner shares with the driver that it generates: scenarios, their replay, and the rules of comparison.

pub mod compare;
pub mod drive;
mod pair;
pub mod passed;
mod replay;
pub mod scenario;
