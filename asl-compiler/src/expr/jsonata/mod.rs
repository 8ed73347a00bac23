//! JSONata expressions: text to tree. Reference §6, appendix B.

pub mod ast;
pub mod regex;
