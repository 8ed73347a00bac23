//! Checks of a definition against the types of its data, made while rustc evaluates constants.
//!
//! Each takes `at`, the place in the definition, with which its message begins: `order.asl.json:12:19: state "IsLarge",
//! Variable "$.totl"`. What is refused is what can never go well: that an optional field may be missing when the time comes is no
//! mistake of the definition.

mod compare;
mod describe;
mod field;
mod fits;
mod misfit;
mod nearest;
mod path;
mod raises;
mod text;

pub use compare::comparable;
pub use field::{assignable, elements, field};
pub use fits::fits;
pub use path::{members, path};
pub use raises::raises;
