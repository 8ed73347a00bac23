//! What compiled JSONata expressions call. Reference §6, appendix B.
//!
//! An expression is evaluated within an [`Evaluation`], which owns whatever it makes on the way. Its values are
//! [`Item`]s: they are copied like references, borrow the data that the expression reads, and become a [`Value`] once,
//! at the end.
//!
//! [`Value`]: serde_json::Value

mod arithmetic;
mod compare;
mod construct;
mod decimal;
mod error;
mod evaluation;
mod filter;
mod function;
mod item;
mod json;
pub mod library;
mod matches;
mod output;
mod path;
mod picture;
mod query;
mod regex;
mod sequence;
mod signature;
mod sort;
mod stream;
mod take;
#[cfg(test)]
mod tests;
mod text;
mod transform;
mod variable;
mod wildcard;

pub use error::Error;
pub use evaluation::{Evaluation, Limits};
pub use function::{Function, Lambda, Native, TailCall};
pub use item::{Array, Item, Made, Object};
pub use output::Unfit;
pub(crate) use query::no_array;
pub use query::{array, boolean, integer, number, object, string, value};
pub use regex::Regex;
pub use sequence::{Leaves, Sequence};
pub use signature::Signature;
pub use stream::{Binding, Stream, Tuple};
pub use take::{take, take_array};
pub use variable::Slot;

/// What an expression yields.
pub type Result<'a> = std::result::Result<Item<'a>, Error>;
