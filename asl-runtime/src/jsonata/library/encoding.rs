//! Functions that encode text: base64 and URLs.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::string::read;
use crate::jsonata::{Error, Evaluation, Item, Native, Result, Signature};

/// `$base64encode(s)`: of text in Latin-1.
pub static BASE64ENCODE: Native = Native {
    name: "base64encode",
    signature: Signature::parse("<s-:s>"),
    arity: 1,
    body: |ev, arguments| {
        changed(ev, arguments, |text| {
            Ok(BASE64.encode(low_bytes(text).collect::<Vec<_>>()))
        })
    },
};

/// `$base64decode(s)`: text in Latin-1. What is not base64 is skipped; `=` ends it.
pub static BASE64DECODE: Native = Native {
    name: "base64decode",
    signature: Signature::parse("<s-:s>"),
    arity: 1,
    body: |ev, arguments| changed(ev, arguments, |text| Ok(base64_decode(text))),
};

/// `$encodeUrl(s)`: escapes what cannot stand in a URL.
pub static ENCODE_URL: Native = Native {
    name: "encodeUrl",
    signature: Signature::parse("<s-:s>"),
    arity: 1,
    body: |ev, arguments| {
        changed(ev, arguments, |text| {
            Ok(escape(text, |byte| {
                UNRESERVED.contains(&byte) || RESERVED.contains(&byte)
            }))
        })
    },
};

/// `$encodeUrlComponent(s)`: escapes what cannot stand in a part of a URL.
pub static ENCODE_URL_COMPONENT: Native = Native {
    name: "encodeUrlComponent",
    signature: Signature::parse("<s-:s>"),
    arity: 1,
    body: |ev, arguments| {
        changed(ev, arguments, |text| {
            Ok(escape(text, |byte| UNRESERVED.contains(&byte)))
        })
    },
};

/// `$decodeUrl(s)`: replaces escapes, except those of characters that mean something in a URL.
pub static DECODE_URL: Native = Native {
    name: "decodeUrl",
    signature: Signature::parse("<s-:s>"),
    arity: 1,
    body: |ev, arguments| {
        changed(ev, arguments, |text| {
            unescape(text, |byte| RESERVED.contains(&byte))
                .ok_or_else(|| malformed("decodeUrl", text))
        })
    },
};

/// `$decodeUrlComponent(s)`: replaces escapes.
pub static DECODE_URL_COMPONENT: Native = Native {
    name: "decodeUrlComponent",
    signature: Signature::parse("<s-:s>"),
    arity: 1,
    body: |ev, arguments| {
        changed(ev, arguments, |text| {
            unescape(text, |_| false).ok_or_else(|| malformed("decodeUrlComponent", text))
        })
    },
};

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// What ECMAScript never escapes, besides letters and digits.
const UNRESERVED: &[u8] = b"-_.!~*'()";

/// What ECMAScript does not escape where a whole URL is meant.
const RESERVED: &[u8] = b";/?:@&=+$,#";

fn changed<'a>(
    ev: &'a Evaluation,
    arguments: &[Item<'a>],
    change: impl FnOnce(&str) -> std::result::Result<String, Error>,
) -> Result<'a> {
    let [Item::String(text)] = arguments else {
        return Ok(Item::Undefined);
    };
    read(ev, text)?;
    Ok(Item::String(ev.text(&change(text)?)))
}

fn base64_decode(text: &str) -> String {
    let mut digits: Vec<_> = low_bytes(text)
        .take_while(|byte| *byte != b'=')
        .filter_map(|byte| match byte {
            // The alphabet of URLs is as good.
            b'-' => Some(b'+'),
            b'_' => Some(b'/'),
            b'+' | b'/' => Some(byte),
            _ => byte.is_ascii_alphanumeric().then_some(byte),
        })
        .collect();
    if digits.len() % 4 == 1 {
        digits.pop();
    }
    let bytes = BASE64.decode(digits).unwrap_or_default();
    bytes.into_iter().map(char::from).collect()
}

/// The bytes that JavaScript takes a text for. There are more characters than that: the rest of them is lost.
fn low_bytes(text: &str) -> impl Iterator<Item = u8> {
    text.encode_utf16().map(|unit| unit.to_le_bytes()[0])
}

fn escape(text: &str, stays: impl Fn(u8) -> bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || stays(byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

/// `None` when an escape is incomplete, or the bytes are not UTF-8.
fn unescape(text: &str, stays: impl Fn(u8) -> bool) -> Option<String> {
    let mut parts = text.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let digits = part
            .get(..2)
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
        let byte = u8::from_str_radix(digits, 16).ok()?;
        if stays(byte) {
            bytes.push(b'%');
            bytes.extend(part.bytes());
        } else {
            bytes.push(byte);
            bytes.extend(part.bytes().skip(2));
        }
    }
    String::from_utf8(bytes).ok()
}

fn malformed(function: &str, text: &str) -> Error {
    let shown = serde_json::Value::from(text);
    Error::new(
        "D3140",
        format!("Malformed URL passed to ${function}(): {shown}"),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::{assert_calls, assert_nothing_of_nothing, call};
    use super::*;

    #[test]
    fn nothing_is_not_encoded() {
        assert_nothing_of_nothing(&[
            &BASE64ENCODE,
            &BASE64DECODE,
            &ENCODE_URL,
            &ENCODE_URL_COMPONENT,
            &DECODE_URL,
            &DECODE_URL_COMPONENT,
        ]);
    }

    #[test]
    fn base64_is_of_latin_1() {
        assert_calls(
            &BASE64ENCODE,
            &[
                (json!(["myuser:mypass"]), json!("bXl1c2VyOm15cGFzcw==")),
                (json!(["é"]), json!("6Q==")),
                (json!([""]), json!("")),
            ],
        );
        assert_calls(
            &BASE64DECODE,
            &[
                (json!(["bXl1c2VyOm15cGFzcw=="]), json!("myuser:mypass")),
                (json!(["6Q"]), json!("é")),
            ],
        );
    }

    #[test]
    fn what_is_not_base64_is_skipped() {
        assert_calls(
            &BASE64DECODE,
            &[
                (json!(["Y W\nJ*j"]), json!("abc")),
                (json!(["YW-_"]), json!("ao\u{bf}")),
                (json!(["YQ==YQ=="]), json!("a")),
                (json!(["YWJjZ"]), json!("abc")),
                (json!(["YR"]), json!("a")),
            ],
        );
    }

    #[test]
    fn urls_keep_what_means_something_in_them_and_their_parts_do_not() {
        let url = "https://a.b/c?d=é &e='x'#f%";
        let encoded = "https://a.b/c?d=%C3%A9%20&e='x'#f%25";
        assert_calls(&ENCODE_URL, &[(json!([url]), json!(encoded))]);
        assert_calls(&DECODE_URL, &[(json!([encoded]), json!(url))]);
        let encoded = "https%3A%2F%2Fa.b%2Fc%3Fd%3D%C3%A9%20%26e%3D'x'%23f%25";
        assert_calls(&ENCODE_URL_COMPONENT, &[(json!([url]), json!(encoded))]);
        assert_calls(&DECODE_URL_COMPONENT, &[(json!([encoded]), json!(url))]);
        assert_calls(&DECODE_URL, &[(json!(["%3f%41%2F"]), json!("%3fA%2F"))]);
    }

    #[test]
    fn malformed_escapes_are_refused() {
        for text in [
            "%",
            "%4",
            "%zz",
            "%+1",
            "%C3",
            "%C3x",
            "%ff",
            "%ED%A0%80",
            "%é",
        ] {
            assert_eq!(call(&DECODE_URL, json!([text])), Err("D3140"), "{text}");
            assert_eq!(
                call(&DECODE_URL_COMPONENT, json!([text])),
                Err("D3140"),
                "{text}"
            );
        }
    }
}
