//! Functions on strings.

use std::cmp::Ordering;
use std::fmt::Write as _;

use serde_json::Value;

use super::call::Result;
use super::{Arg, Call};
use crate::data::java_text::JavaText;

/// `States.Format` with a template that is known only now: its `{}` filled in, in order. A backslash means nothing in
/// it.
///
/// # Errors
/// `States.IntrinsicFailure` when the template is no string, or the number of `{}` is not that of the values.
pub fn format(args: &[Arg<'_>]) -> Result<Value> {
    let call = Call::new("States.Format", args);
    let pieces: Vec<&str> = call.text(0)?.split("{}").collect();
    let values = args.get(1..).unwrap_or_default();
    match (pieces.len() - 1).cmp(&values.len()) {
        Ordering::Greater => Err(call.failure("there are more `{}` than values")),
        Ordering::Less => Err(call.failure("there are fewer `{}` than values")),
        Ordering::Equal => Ok(format_pieces(&pieces, values)),
    }
}

/// `States.Format` with a literal template, which was cut at its `{}` and freed of its escapes when the definition was
/// compiled: a value goes between each two pieces.
#[must_use]
pub fn format_pieces(pieces: &[&str], values: &[Arg<'_>]) -> Value {
    let (first, rest) = pieces.split_first().unwrap_or((&"", &[]));
    let mut filled = String::from(*first);
    for (value, piece) in values.iter().zip(rest) {
        push(&mut filled, value);
        filled.push_str(piece);
    }
    filled.into()
}

fn push(filled: &mut String, arg: &Arg<'_>) {
    match arg.as_str() {
        Some(text) => filled.push_str(text),
        // Writing to a string cannot fail.
        None => drop(write!(filled, "{}", JavaText(&arg.as_value()))),
    }
}

/// `States.StringSplit`: the pieces between delimiters, each character of the second string being one. There are no
/// empty pieces.
///
/// # Errors
/// `States.IntrinsicFailure` for anything but two strings.
pub fn string_split(args: &[Arg<'_>]) -> Result<Value> {
    let call = Call::new("States.StringSplit", args);
    let (text, delimiters) = (call.text(0)?, call.text(1)?);
    Ok(text
        .split(|found| delimiters.contains(found))
        .filter(|piece| !piece.is_empty())
        .collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_fill_the_places_of_a_template() {
        for (value, filled) in [
            (json!(""), "A ."),
            (json!(" "), "A  ."),
            (json!("HelloWorld"), "A HelloWorld."),
            (json!("{}"), "A {}."),
            (json!(null), "A null."),
            (json!(1), "A 1."),
            (json!(1.1), "A 1.1."),
            (json!(true), "A true."),
            (
                json!("{\"Arg1\": 1, \"Arg2\": []}"),
                "A {\"Arg1\": 1, \"Arg2\": []}.",
            ),
            (json!({ "Arg1": 1, "Arg2": [] }), "A {Arg1=1, Arg2=[]}."),
            (json!([1, "a"]), "A [1, a]."),
        ] {
            assert_eq!(
                format(&[Arg::Text("A {}."), Arg::Borrowed(&value)]),
                Ok(json!(filled))
            );
        }
        let two = [Arg::Text("{}{}é"), Arg::Text("a"), Arg::Owned(json!(2))];
        assert_eq!(format(&two), Ok(json!("a2é")));
    }

    #[test]
    fn a_backslash_means_nothing_in_a_template_from_data() {
        let template = json!(r"\{} {} {x \} \a } \");
        assert_eq!(
            format(&[Arg::Borrowed(&template), Arg::Text("v"), Arg::Text("w")]),
            Ok(json!(r"\v w {x \} \a } \"))
        );
    }

    #[test]
    fn values_go_between_pieces() {
        let values = [Arg::Text("{}"), Arg::Owned(json!([1, null]))];
        assert_eq!(
            format_pieces(&["C:\\", " {} ", "."], &values),
            json!(r"C:\{} {} [1, null].")
        );
        assert_eq!(format_pieces(&["alone"], &[]), json!("alone"));
    }

    #[test]
    fn there_is_one_value_for_each_place() {
        for (args, cause) in [
            (
                &[Arg::Text("{} {}"), Arg::Text("a")][..],
                "States.Format: there are more `{}` than values",
            ),
            (
                &[Arg::Text("{}"), Arg::Text("a"), Arg::Text("b")],
                "States.Format: there are fewer `{}` than values",
            ),
            (
                &[Arg::Owned(json!(1))],
                "States.Format: argument 1 must be a string, but is a number",
            ),
            (&[], "States.Format: argument 1 is missing"),
        ] {
            assert_eq!(format(args).expect_err(cause).cause(), Some(cause));
        }
    }

    #[test]
    fn every_delimiter_splits_and_nothing_is_left_empty() {
        for (text, delimiters, pieces) in [
            ("1,2,3,4,5", ",", json!(["1", "2", "3", "4", "5"])),
            (",,,,", ",", json!([])),
            (" ", ",", json!([" "])),
            (" , ", ",", json!([" ", " "])),
            (", , ,", ",", json!([" ", " "])),
            (
                "This.is+a,test=string",
                ".+,=",
                json!(["This", "is", "a", "test", "string"]),
            ),
            (
                "split on T and \nnew line",
                "T\n",
                json!(["split on ", " and ", "new line"]),
            ),
            ("Hello\nWorld", "\n", json!(["Hello", "World"])),
            ("a\n,,,\nb", ",", json!(["a\n", "\nb"])),
            ("", ",", json!([])),
            ("a,b", "", json!(["a,b"])),
            ("aébéc", "é", json!(["a", "b", "c"])),
        ] {
            assert_eq!(
                string_split(&[Arg::Text(text), Arg::Text(delimiters)]),
                Ok(pieces)
            );
        }
    }
}
