//! Plain paths into data that nothing reads any more: their results are moved, not copied.

use serde_json::Value;

use super::{Evaluation, Item, array, value};
use crate::error::ExecutionError;

/// What `$states.input.a.b` and the like yield, moved out of the data that the path begins at.
///
/// # Errors
/// As [`value`].
pub fn take(
    mut data: Value,
    names: &[&str],
    expression: &str,
    field: &str,
) -> Result<Value, ExecutionError> {
    let found = names.iter().try_fold(&mut data, |data, name| match data {
        Value::Object(members) => members.get_mut(*name),
        // An array stands for its elements.
        _ => None,
    });
    if let Some(found) = found {
        return Ok(found.take());
    }
    let ev = &Evaluation::new();
    value(ev, ev.path(Item::from(&data), names), expression, field)
}

/// The same for `Items`, which must be an array.
///
/// # Errors
/// As [`array`].
pub fn take_array(
    data: Value,
    names: &[&str],
    expression: &str,
    field: &str,
) -> Result<Vec<Value>, ExecutionError> {
    match take(data, names, expression, field)? {
        Value::Array(elements) => Ok(elements),
        other => {
            let ev = &Evaluation::new();
            array(ev, Ok(Item::from(&other)), expression, field)
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn moving_yields_what_evaluating_yields() {
        let data = json!({
            "a": { "b": [5], "c": null, "d": [] }, "list": [{ "x": 1 }, { "y": 2 }, { "x": [3, 4] }], "n": 1
        });
        for names in [
            &[][..],
            &["a"],
            &["a", "b"],
            &["a", "c"],
            &["a", "d"],
            &["a", "c", "e"],
            &["list", "x"],
            &["list", "z"],
            &["n", "x"],
            &["missing"],
        ] {
            let ev = &Evaluation::new();
            let evaluated = value(ev, ev.path(Item::from(&data), names), "e", "f");
            assert_eq!(take(data.clone(), names, "e", "f"), evaluated, "{names:?}");
        }
    }
}
