//! JSONata expressions: text to tree. Reference §6, appendix B.
//!
//! The language is that of version 2.0.6, the one that AWS documents, as its reference implementation reads it.

mod ancestry;
pub mod ast;
mod draft;
mod error;
mod lexer;
mod literal;
mod parse;
mod signature;
mod tail_call;

pub use error::SyntaxError;
pub use parse::parse;
