//! What compiled JSONata expressions call. Reference §6, appendix B.
//!
//! An expression is evaluated within an [`Evaluation`], which owns whatever it makes on the way. Its values are
//! [`Item`]s: they are copied like references, borrow the data that the expression reads, and become a [`Value`] once,
//! at the end.
//!
//! [`Value`]: serde_json::Value

mod decimal;
mod error;
mod evaluation;
mod function;
mod item;
pub mod library;
mod matches;
mod picture;
mod regex;
mod sequence;
mod signature;
mod text;

pub use error::Error;
pub use evaluation::{Evaluation, Limits};
pub use function::{Function, Lambda, Native, TailCall};
pub use item::{Array, Item, Made, Object};
pub use regex::Regex;
pub use sequence::Sequence;
pub use signature::Signature;

/// What an expression yields.
pub type Result<'a> = std::result::Result<Item<'a>, Error>;
