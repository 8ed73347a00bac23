//! Functions on JSON: to text, from text, merged.

use serde_json::Value;

use super::call::Result;
use super::{Arg, Call};

/// `States.StringToJson`: the value that a JSON text means; an empty text means `null`.
///
/// # Errors
/// `States.IntrinsicFailure` for anything but a string, and when it holds no JSON.
pub fn string_to_json(args: &[Arg<'_>]) -> Result<Value> {
    let call = Call::new("States.StringToJson", args);
    parse_json(call.text(0)?).map_err(|error| call.failure(error))
}

/// The value that a JSON text means; an empty text means `null`.
pub(crate) fn parse_json(text: &str) -> serde_json::Result<Value> {
    match text.trim_ascii() {
        "" => Ok(Value::Null),
        // Which serde_json would read as the float -0.0.
        "-0" => Ok(0.into()),
        text => serde_json::from_str(text),
    }
}

/// `States.JsonToString`: compact JSON.
///
/// # Errors
/// None.
pub fn json_to_string(args: &[Arg<'_>]) -> Result<Value> {
    let value = Call::new("States.JsonToString", args).arg(0)?.as_value();
    Ok(value.to_string().into())
}

/// `States.JsonMerge`: the members of both objects; where both have one, that of the second.
///
/// # Errors
/// `States.IntrinsicFailure` for anything but two objects and `false`: deep merging is not supported.
pub fn json_merge(args: &[Arg<'_>]) -> Result<Value> {
    let call = Call::new("States.JsonMerge", args);
    let (first, second) = (call.object(0)?, call.object(1)?);
    if call.boolean(2)? {
        return Err(call.failure("argument 3 must be false: deep merging is not supported"));
    }
    let mut merged = first.clone();
    merged.extend(
        second
            .iter()
            .map(|(name, value)| (name.clone(), value.clone())),
    );
    Ok(merged.into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_text_is_read_as_json() {
        for (text, value) in [
            ("", json!(null)),
            (" ", json!(null)),
            ("null", json!(null)),
            ("-0", json!(0)),
            ("1", json!(1)),
            ("1.1", json!(1.1)),
            ("true", json!(true)),
            ("\"HelloWorld\"", json!("HelloWorld")),
            ("[1, 2, \"HelloWorld\"]", json!([1, 2, "HelloWorld"])),
            (
                "{\"Arg1\": 1, \"Arg2\": []}",
                json!({ "Arg1": 1, "Arg2": [] }),
            ),
        ] {
            assert_eq!(string_to_json(&[Arg::Text(text)]), Ok(value), "{text}");
        }
    }

    #[test]
    fn a_text_that_is_no_json_is_a_failure() {
        for text in ["{", "HelloWorld", "1 2", "'a'", &"[".repeat(10_000)] {
            let error = string_to_json(&[Arg::Text(text)]).expect_err(text);
            assert!(
                error
                    .cause()
                    .is_some_and(|cause| cause.starts_with("States.StringToJson: "))
            );
        }
    }

    #[test]
    fn a_value_is_written_without_blanks() {
        for (value, text) in [
            (json!(null), "null"),
            (json!(0), "0"),
            (json!(1.1), "1.1"),
            (json!(true), "true"),
            (json!("HelloWorld"), "\"HelloWorld\""),
            (json!([1, 2, "HelloWorld"]), "[1,2,\"HelloWorld\"]"),
            (json!({ "Arg1": 1, "Arg2": [] }), "{\"Arg1\":1,\"Arg2\":[]}"),
        ] {
            assert_eq!(json_to_string(&[Arg::Borrowed(&value)]), Ok(json!(text)));
        }
    }

    #[test]
    fn the_second_object_wins_member_by_member() {
        let first = json!({ "a": { "a1": 1, "a2": 2 }, "b": 2, "d": 3 });
        let second = json!({ "a": { "a3": 1, "a4": 2 }, "c": 3, "d": 4 });
        let shallow = [
            Arg::Borrowed(&first),
            Arg::Borrowed(&second),
            Arg::Owned(json!(false)),
        ];
        let merged = json_merge(&shallow).expect("objects");
        assert_eq!(
            merged,
            json!({ "a": { "a3": 1, "a4": 2 }, "b": 2, "d": 4, "c": 3 })
        );

        let deep = [
            Arg::Borrowed(&first),
            Arg::Borrowed(&second),
            Arg::Owned(json!(true)),
        ];
        let error = json_merge(&deep).expect_err("deep");
        assert_eq!(
            error.cause(),
            Some("States.JsonMerge: argument 3 must be false: deep merging is not supported")
        );
    }
}
