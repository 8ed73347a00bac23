//! The types of std, serde_json and jiff.

mod collection;
mod json;
mod leaf;
mod pointer;
mod tuple;
