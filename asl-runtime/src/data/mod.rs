//! What generated code does with JSON: look-ups, comparisons, intrinsic functions. Pure functions over
//! [`serde_json::Value`]; whatever depends on the world, such as a random number, comes in as an argument.

pub mod choice;
pub mod field;
pub mod intrinsic;
mod java_text;
pub(crate) mod missing;
pub mod path;
pub mod query;
pub mod setting;
pub mod timestamp;
