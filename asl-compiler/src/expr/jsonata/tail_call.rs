//! Calls that are the last thing a function does.

use super::ast::{Expr, Kind};

/// Marks the calls whose result is the result of a function with this body.
///
/// Only a call with nothing behind it is one. (The reference implementation marks those with a grouping or `[]` too,
/// and then loses what stands behind the call.)
pub(super) fn mark(body: &mut Expr) {
    if !body.predicates.is_empty() || body.group.is_some() || body.keep_array {
        return;
    }
    match &mut body.kind {
        Kind::Call(call) => call.is_tail = true,
        Kind::Block(parts) => {
            if let Some(last) = parts.last_mut() {
                mark(last);
            }
        }
        Kind::Condition {
            then, otherwise, ..
        } => {
            mark(then);
            if let Some(otherwise) = otherwise {
                mark(otherwise);
            }
        }
        _ => {}
    }
}
