//! Shapes and accesses against what serde really does.

mod agreement;
mod compatibility;
mod conversion;
mod failures;
mod generate;
mod messages;
mod types;
