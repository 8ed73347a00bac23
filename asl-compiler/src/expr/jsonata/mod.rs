//! JSONata expressions: text to tree. Reference §6, appendix B.
//!
//! The language is that of version 2.0.6, the one that AWS documents, as its reference implementation reads it.

mod ancestry;
pub mod ast;
pub mod doubt;
mod draft;
mod error;
mod lexer;
pub mod library;
mod literal;
mod parse;
mod path;
pub mod plain;
pub mod regex;
pub mod restrict;
pub mod scope;
mod signature;
mod tail_call;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod walk;

pub use error::SyntaxError;
pub use parse::parse;
