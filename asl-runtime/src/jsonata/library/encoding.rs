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
