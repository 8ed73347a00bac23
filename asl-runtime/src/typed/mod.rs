//! Types of the user's own that flow through a workflow: what is known of their JSON while compiling, and how a path
//! becomes a field access.
//!
//! A type is [`Data`] by its derive. Generated code then asks three things of it. What its JSON looks like is a [`Shape`],
//! a constant; the functions of [`check`] walk it while rustc evaluates constants, and panic there with a message that begins
//! with a place in the definition. Where a key leads is [`At`]: the index of the field is itself such a constant, so
//! that a path into nowhere is that one error, and a path into a field is a field access. What a leaf is for a comparison
//! is a [`Scalar`].

mod at;
mod calls;
pub mod check;
mod convert;
mod data;
mod error_output;
mod failed;
mod failure;
mod flow;
mod implementations;
mod opaque;
mod scalar;
mod shape;
#[cfg(test)]
mod tests;

pub use at::{At, BY_KEY, Elements, Index, get, get_mut, take};
pub use calls::{call_dynamic, submit_dynamic};
pub use convert::{convert, from_json, insert, into_json};
pub use data::Data;
pub use error_output::ErrorOutput;
pub use failed::{Catch, Failed, failed};
pub use failure::{ByDebug, ByDisplay, Cause, Names, TaskFailure};
pub use flow::{
    NOWHERE, argument, choice_operand, fits, get_mut_then, get_then, input_items, items, left,
    member, member_items, member_of_json, moved, put, put_anew, replace, select, take_then,
    template_value, to_json,
};
pub use opaque::{JsonSerializer, Tag, by_key, elements_of_json, written};
pub use scalar::Scalar;
pub use shape::{Field, Full, Ground, Level, Object, Shape, Shaped, Written, shape};
