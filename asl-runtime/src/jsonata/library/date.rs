//! Functions of time: `$now`, `$millis`, `$fromMillis`, `$toMillis`, and those of integers in words.

use serde_json::Value;

use crate::jsonata::picture::{date, integer};
use crate::jsonata::{Error, Evaluation, Item, Native, Result, Signature};

/// `$now([picture[, timezone]])`: when this evaluation began, as [`FROM_MILLIS`] writes it.
pub static NOW: Native = Native {
    name: "now",
    signature: Signature::parse("<s?s?:s>"),
    arity: 2,
    body: |ev, arguments| format_time(ev, Item::Int(ev.now().as_millisecond()), arguments),
};

/// `$millis()`: when this evaluation began, in milliseconds since 1970.
pub static MILLIS: Native = Native {
    name: "millis",
    signature: Signature::parse("<:n>"),
    arity: 0,
    body: |ev, _| Ok(Item::Int(ev.now().as_millisecond())),
};

/// `$fromMillis(millis[, picture[, timezone]])`: a time as a picture has it, or as ISO 8601.
pub static FROM_MILLIS: Native = Native {
    name: "fromMillis",
    signature: Signature::parse("<n-s?s?:s>"),
    arity: 3,
    body: |ev, arguments| match arguments.split_first() {
        Some((millis, rest)) => format_time(ev, *millis, rest),
        None => Ok(Item::Undefined),
    },
};

/// `$toMillis(text[, picture])`: the milliseconds since 1970 of a time as a picture has it, or as ISO 8601.
pub static TO_MILLIS: Native = Native {
    name: "toMillis",
    signature: Signature::parse("<s-s?:n>"),
    arity: 2,
    body: |ev, arguments| {
        let Some(timestamp) = text(arguments, 0) else {
            return Ok(Item::Undefined);
        };
        let Some(picture) = text(arguments, 1) else {
            let millis = date::parse_iso(timestamp).ok_or_else(|| no_iso_8601(timestamp))?;
            return Ok(Item::from_f64(millis));
        };
        ev.spend(picture.len())?;
        let millis = date::parse(ev, timestamp, picture)?;
        Ok(millis.map_or(Item::Undefined, Item::from_f64))
    },
};

/// `$formatInteger(number, picture)`: a number in digits, letters, Roman numerals or words.
pub static FORMAT_INTEGER: Native = Native {
    name: "formatInteger",
    signature: Signature::parse("<n-s:s>"),
    arity: 2,
    body: |ev, arguments| {
        let number = arguments.first().copied().unwrap_or_default();
        if number.is_undefined() {
            return Ok(Item::Undefined);
        }
        let picture = text(arguments, 1).unwrap_or("");
        ev.spend(picture.len())?;
        Ok(Item::String(ev.text(&integer::format(number, picture)?)))
    },
};

/// `$parseInteger(text, picture)`: what [`FORMAT_INTEGER`] has written.
pub static PARSE_INTEGER: Native = Native {
    name: "parseInteger",
    signature: Signature::parse("<s-s:n>"),
    arity: 2,
    body: |ev, arguments| {
        let Some(number) = text(arguments, 0) else {
            return Ok(Item::Undefined);
        };
        let picture = text(arguments, 1).unwrap_or("");
        ev.spend(number.len() + picture.len())?;
        integer::parse(number, picture)
    },
};

/// Writes a time with the picture and the timezone that may be given.
fn format_time<'a>(ev: &'a Evaluation, millis: Item<'a>, options: &[Item<'a>]) -> Result<'a> {
    let Some(millis) = millis.number() else {
        return Ok(Item::Undefined);
    };
    let picture = text(options, 0);
    ev.spend(picture.map_or(0, str::len))?;
    let written = date::format(millis, picture, text(options, 1))?;
    Ok(Item::String(ev.text(&written)))
}

/// An argument that is a text, if it is there.
fn text<'a>(arguments: &[Item<'a>], index: usize) -> Option<&'a str> {
    match arguments.get(index) {
        Some(Item::String(text)) => Some(text),
        _ => None,
    }
}

/// D3110
fn no_iso_8601(text: &str) -> Error {
    let text = Value::from(text);
    let message = format!(
        "The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given {text}"
    );
    Error::new("D3110", message)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use serde_json::json;

    use super::*;

    /// What a function yields at 2023-11-14T22:14:14.321Z. Null stands for nothing.
    fn call(native: &'static Native, arguments: &Value) -> String {
        let now = Timestamp::from_millisecond(1_700_000_054_321).expect("a time");
        let ev = Evaluation::new().at(now);
        let arguments = arguments.as_array().expect("an array").iter();
        let arguments: Vec<Item<'_>> = arguments
            .map(|argument| match argument {
                Value::Null => Item::Undefined,
                argument => argument.into(),
            })
            .collect();
        match ev.native(native, &arguments, Item::Undefined) {
            Ok(Item::String(text)) => text.to_owned(),
            Ok(item) => format!("{item:?}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn now_is_when_the_evaluation_began() {
        assert_eq!(call(&MILLIS, &json!([])), "Int(1700000054321)");
        assert_eq!(call(&NOW, &json!([])), "2023-11-14T22:14:14.321Z");
        let there = json!([null, "+0900"]);
        assert_eq!(call(&NOW, &there), "2023-11-15T07:14:14.321+09:00");
        assert_eq!(call(&NOW, &json!(["[h] [PN]", "-0200"])), "8 PM");
    }

    #[test]
    fn times_are_written_and_read() {
        let time = json!([1_709_164_800_000_i64]);
        assert_eq!(call(&FROM_MILLIS, &time), "2024-02-29T00:00:00.000Z");
        let time = json!(["2024-02-29T00:00:00.000Z"]);
        assert_eq!(call(&TO_MILLIS, &time), "Int(1709164800000)");
        let time = json!([1_709_164_800_000_i64, "[D] [MNn]"]);
        assert_eq!(call(&FROM_MILLIS, &time), "29 February");
        let time = json!(["29 February", "[D] [MNn]"]);
        assert_eq!(call(&TO_MILLIS, &time), "Int(1677628800000)");
        assert_eq!(call(&TO_MILLIS, &json!(["February", "[Y]"])), "Undefined");
    }

    #[test]
    fn integers_are_written_and_read() {
        let number = json!([1_000_000, "#,##0"]);
        assert_eq!(call(&FORMAT_INTEGER, &number), "1,000,000");
        let number = json!(["one million", "w"]);
        assert_eq!(call(&PARSE_INTEGER, &number), "Int(1000000)");
    }

    #[test]
    fn nothing_stays_nothing() {
        for native in [&FROM_MILLIS, &TO_MILLIS, &FORMAT_INTEGER, &PARSE_INTEGER] {
            assert_eq!(call(native, &json!([null, "[Y]"])), "Undefined");
        }
    }

    #[test]
    fn messages_show_what_they_are_about() {
        assert_eq!(
            call(&TO_MILLIS, &json!(["to\"day"])),
            "D3110: The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given \"to\\\"day\""
        );
        assert_eq!(
            call(&FORMAT_INTEGER, &json!([5, "α"])),
            "D3130: Formatting or parsing an integer as a sequence starting with \"α\" is not supported by this implementation"
        );
        assert_eq!(
            call(&FROM_MILLIS, &json!([1e16])),
            "D1001: Number out of range: 10000000000000000"
        );
        assert_eq!(
            call(&FROM_MILLIS, &json!([0, null, "UTC"])),
            "D1001: Number out of range: \"UTC\""
        );
    }
}
