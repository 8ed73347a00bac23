//! The text of items: what `$string`, `&` and messages write.

use std::fmt::Write as _;

use bumpalo::collections::String;

use super::{Array, Error, Evaluation, Item, Object, decimal};

impl<'a> Item<'a> {
    /// Its text: a string as it is, nothing for undefined and functions, JSON for all else.
    ///
    /// # Errors
    /// D3001 for a number that is infinite or none, D1001 for one inside, and the limits on depth, time and memory.
    pub(super) fn text(self, ev: &'a Evaluation) -> Result<&'a str, Error> {
        match self {
            Item::String(text) => Ok(text),
            Item::Undefined | Item::Function(_) => Ok(""),
            Item::Float(number) if !number.is_finite() => {
                let message = "Attempting to invoke string function on Infinity or NaN";
                Err(Error::new("D3001", message))
            }
            item => item.json(ev, false),
        }
    }

    /// What messages show of it: its JSON text.
    pub(super) fn shown(self, ev: &'a Evaluation) -> &'a str {
        self.json(ev, false).unwrap_or("...")
    }

    /// Its JSON text, as JavaScript writes it; with every member and element on a line of its own if it is `pretty`.
    ///
    /// # Errors
    /// D1001 for an infinite number, and the limits on depth, time and memory.
    pub(super) fn json(self, ev: &'a Evaluation, pretty: bool) -> Result<&'a str, Error> {
        let mut json = Json {
            ev,
            text: String::new_in(ev.arena()),
            pretty,
            depth: 0,
        };
        json.item(self)?;
        Ok(json.text.into_bump_str())
    }
}

/// A JSON text in the making.
struct Json<'a> {
    ev: &'a Evaluation,
    text: String<'a>,
    pretty: bool,
    depth: usize,
}

impl<'a> Json<'a> {
    fn item(&mut self, item: Item<'a>) -> Result<(), Error> {
        self.ev.spend(1)?;
        match item {
            Item::Undefined | Item::Null => self.text.push_str("null"),
            Item::Bool(value) => self.text.push_str(if value { "true" } else { "false" }),
            Item::Int(number) => self.push(number),
            Item::Float(number) => self.number(number)?,
            Item::String(text) => self.string(text),
            Item::Function(_) => self.text.push_str("\"\""),
            Item::Array(array) => self.array(array)?,
            Item::Object(object) => self.object(object)?,
        }
        Ok(())
    }

    fn number(&mut self, number: f64) -> Result<(), Error> {
        if number.is_infinite() {
            let message = format!("Number out of range: {}", decimal::text(number));
            return Err(Error::new("D1001", message));
        }
        // Rounding up the largest ones leaves no number, either.
        match decimal::to_15_digits(number) {
            rounded if rounded.is_finite() => self.push(decimal::text(rounded)),
            _ => self.text.push_str("null"),
        }
        Ok(())
    }

    fn string(&mut self, text: &str) {
        // Serialising a text cannot fail.
        if let Ok(quoted) = serde_json::to_string(text) {
            self.text.push_str(&quoted);
        }
    }

    fn array(&mut self, array: Array<'a>) -> Result<(), Error> {
        self.enclosed(['[', ']'], |json| {
            for (index, element) in array.iter().enumerate() {
                json.separate(index == 0);
                json.item(element)?;
            }
            Ok(array.is_empty())
        })
    }

    fn object(&mut self, object: Object<'a>) -> Result<(), Error> {
        self.enclosed(['{', '}'], |json| {
            let mut is_empty = true;
            for (key, item) in object.iter().filter(|(_, item)| !item.is_undefined()) {
                json.separate(is_empty);
                json.string(key);
                json.text.push_str(if json.pretty { ": " } else { ":" });
                json.item(item)?;
                is_empty = false;
            }
            Ok(is_empty)
        })
    }

    /// Writes brackets and, by `inside`, what is in them. It says whether that is nothing.
    fn enclosed(
        &mut self,
        [open, close]: [char; 2],
        inside: impl FnOnce(&mut Self) -> Result<bool, Error>,
    ) -> Result<(), Error> {
        self.text.push(open);
        self.depth += 1;
        let is_empty = self.ev.inside(|| inside(self))?;
        self.depth -= 1;
        if !is_empty {
            self.new_line();
        }
        self.text.push(close);
        Ok(())
    }

    fn separate(&mut self, is_first: bool) {
        if !is_first {
            self.text.push(',');
        }
        self.new_line();
    }

    fn new_line(&mut self) {
        if self.pretty {
            self.text.push('\n');
            for _ in 0..self.depth {
                self.text.push_str("  ");
            }
        }
    }

    fn push(&mut self, part: impl std::fmt::Display) {
        // Writing into a text cannot fail.
        let _ = write!(self.text, "{part}");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::Made;
    use super::super::library::LENGTH;
    use super::*;
    use crate::jsonata::{Function, Limits};

    fn text(value: &Value) -> std::string::String {
        let ev = Evaluation::new();
        Item::from(value)
            .text(&ev)
            .expect("it has a text")
            .to_owned()
    }

    #[test]
    fn text_stays_as_it_is_and_all_else_is_json() {
        for (value, expected) in [
            (json!("a\"b"), "a\"b"),
            (json!(null), "null"),
            (json!(true), "true"),
            (json!(9_007_199_254_740_993_i64), "9007199254740993"),
            (json!(1e21), "1e+21"),
            (json!(0.1 + 0.2), "0.3"),
            (json!([]), "[]"),
            (
                json!([1, [], {}, "é\u{1f}\n\u{2028}"]),
                "[1,[],{},\"é\\u001f\\n\u{2028}\"]",
            ),
            (json!({"a": {"b": [1.5, "x"]}}), r#"{"a":{"b":[1.5,"x"]}}"#),
        ] {
            assert_eq!(text(&value), expected);
        }
    }

    #[test]
    fn pretty_text_has_lines_and_two_blanks_a_level() {
        let value = json!({"a": [1, {"b": null}], "c": [], "d": {}});
        let ev = Evaluation::new();
        let expected = "{\n  \"a\": [\n    1,\n    {\n      \"b\": null\n    }\n  ],\n  \"c\": [],\n  \"d\": {}\n}";
        assert_eq!(Item::from(&value).json(&ev, true), Ok(expected));
    }

    #[test]
    fn functions_are_empty_text_and_what_is_undefined_is_left_out_of_objects() {
        let ev = Evaluation::new();
        let function = Item::Function(Function::Native(&LENGTH));
        assert_eq!(function.text(&ev), Ok(""));
        assert_eq!(Item::Undefined.text(&ev), Ok(""));

        let elements = [Item::Undefined, function];
        let members = [
            ("a", Item::Undefined),
            ("b", Item::Array(Array::items(&elements))),
        ];
        let object = ev.made(Made::new(ev.keep(&members)));
        let object = Item::Object(Object::Made(object));
        assert_eq!(object.text(&ev), Ok(r#"{"b":[null,""]}"#));
    }

    #[test]
    fn numbers_that_json_does_not_have_are_refused() {
        let ev = Evaluation::new();
        let refused = Item::Float(f64::NAN)
            .text(&ev)
            .map_err(|error| error.code());
        assert_eq!(refused, Err("D3001"));
        let inside = [Item::Float(f64::INFINITY)];
        let inside = Item::Array(Array::items(&inside));
        assert_eq!(inside.text(&ev).map_err(|error| error.code()), Err("D1001"));
    }

    #[test]
    fn deep_nesting_is_refused_and_repeated_parts_use_up_memory() {
        let ev = Evaluation::new().within(Limits {
            bytes: 1 << 20,
            ..Limits::DEFAULT
        });
        let mut item = Item::String("0123456789");
        for _ in 0..90 {
            item = Item::Array(Array::items(ev.keep(&[item, item])));
        }
        let error = item.text(&ev).expect_err("2^90 elements");
        assert!(error.message().contains("limit exceeded"), "{error}");

        let ev = Evaluation::new();
        let mut item = Item::Null;
        for _ in 0..1000 {
            item = Item::Array(Array::items(ev.keep(&[item])));
        }
        let error = item.text(&ev).expect_err("1000 levels");
        assert!(error.message().starts_with("Stack overflow"), "{error}");
    }
}
