//! What texts are parsed to, and which are refused.

mod bounds;
mod grammar;
mod mistakes;
mod paths;
