//! Functions on strings.

use std::fmt::Write as _;

use serde_json::Value;

use super::call::Result;
use super::{Arg, Call};
use crate::data::java_text::JavaText;

/// `States.Format`: a template with its `{}` filled in, in order. A literal template says `\{` and `\}` for braces; in
/// one that comes from data a backslash means nothing.
///
/// # Errors
/// `States.IntrinsicFailure` when the template is no string, or the number of `{}` is not that of the values.
pub fn format(args: &[Arg<'_>]) -> Result<Value> {
    let call = Call::new("States.Format", args);
    let mut rest = call.text(0)?;
    let literal = matches!(call.arg(0)?, Arg::Text(_));
    let mut values = args.iter().skip(1);
    let mut filled = String::with_capacity(rest.len());
    while let Some(special) = rest.find(['{', '\\']) {
        let (plain, behind) = rest.split_at(special);
        filled.push_str(plain);
        let taken = match behind.as_bytes() {
            [b'{', b'}', ..] => {
                let value = values
                    .next()
                    .ok_or_else(|| call.failure("there are more `{}` than values"))?;
                push(&mut filled, value);
                2
            }
            [b'\\', b'{' | b'}', ..] if literal => {
                filled.push_str(&behind[1..2]);
                2
            }
            _ => {
                filled.push_str(&behind[..1]);
                1
            }
        };
        rest = &behind[taken..];
    }
    if values.next().is_some() {
        return Err(call.failure("there are fewer `{}` than values"));
    }
    filled.push_str(rest);
    Ok(filled.into())
}

/// `States.Format` with a literal template that was cut at its `{}` when the definition was compiled: a value goes
/// between each two pieces. Unlike the one text that [`format`] takes, pieces can end with a backslash.
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
    fn only_a_literal_template_escapes_braces() {
        let template = r"\{} {} {x \} \a } \";
        let from_data = json!(template);
        let of = |template| format(&[template, Arg::Text("v")]).map_err(|error| error.to_string());
        assert_eq!(of(Arg::Text(template)), Ok(json!(r"{} v {x } \a } \")));
        assert_eq!(
            format(&[Arg::Borrowed(&from_data), Arg::Text("v"), Arg::Text("w")]),
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
