//! The functions of JSONata 2.0.6, and those that AWS adds. Reference §6.5, appendix B.4.
//!
//! Each is a [`Native`] under its name in capitals: `$substringBefore` is [`SUBSTRING_BEFORE`].
//!
//! [`Native`]: super::Native

mod aggregate;
mod array;
mod aws;
mod date;
mod distinct;
mod encoding;
mod general;
mod higher_order;
mod merge;
mod number;
mod object;
mod pattern;
mod string;
#[cfg(test)]
mod testing;

pub use aggregate::*;
pub use array::*;
pub use aws::*;
pub use date::*;
pub use distinct::*;
pub use encoding::*;
pub use general::*;
pub use higher_order::*;
pub use merge::*;
pub use number::*;
pub use object::*;
pub use pattern::*;
pub use string::*;
