//! Shapes and accesses against what serde really does.

mod agreement;
mod conversion;
mod failures;
mod generate;
mod messages;
mod types;
