//! How AWS shows a value inside a text: as Java's `toString` does. Reference §4.1 (Format), §11.

use std::fmt;

use serde_json::Value;

/// Displays a string as it is, an object as `{a=1, b=[]}`, an array as `[1, 2]`, and anything else as JSON.
pub(crate) struct JavaText<'a>(pub(crate) &'a Value);

impl fmt::Display for JavaText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::String(text) => f.write_str(text),
            Value::Array(items) => {
                f.write_str("[")?;
                for (position, item) in items.iter().enumerate() {
                    write!(f, "{}{}", separator(position), JavaText(item))?;
                }
                f.write_str("]")
            }
            Value::Object(members) => {
                f.write_str("{")?;
                for (position, (name, value)) in members.iter().enumerate() {
                    write!(f, "{}{name}={}", separator(position), JavaText(value))?;
                }
                f.write_str("}")
            }
            scalar => write!(f, "{scalar}"),
        }
    }
}

fn separator(position: usize) -> &'static str {
    if position == 0 { "" } else { ", " }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_shown_as_java_shows_them() {
        for (value, shown) in [
            (json!(null), "null"),
            (json!(true), "true"),
            (json!(1), "1"),
            (json!(1.1), "1.1"),
            (json!(" a \"b\""), " a \"b\""),
            (json!([]), "[]"),
            (json!([1, "a", [null]]), "[1, a, [null]]"),
            (json!({}), "{}"),
            (
                json!({ "Arg1": 1, "Arg2": [], "Arg3": { "a": "b" } }),
                "{Arg1=1, Arg2=[], Arg3={a=b}}",
            ),
        ] {
            assert_eq!(JavaText(&value).to_string(), shown);
        }
    }
}
