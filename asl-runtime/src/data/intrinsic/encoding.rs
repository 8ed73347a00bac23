//! Base64 and hashes.

use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use md5::Md5;
use serde_json::Value;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::call::Result;
use super::{Arg, Call};

/// Reads what Java reads: padding may be left out.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// `States.Base64Encode`.
///
/// # Errors
/// `States.IntrinsicFailure` for anything but a string of at most 10,000 characters.
pub fn base64_encode(args: &[Arg<'_>]) -> Result<Value> {
    let call = Call::new("States.Base64Encode", args);
    let text = call.text(0)?;
    call.check_length(0, text)?;
    Ok(BASE64.encode(text).into())
}

/// `States.Base64Decode`.
///
/// # Errors
/// `States.IntrinsicFailure` for anything but a string of at most 10,000 characters that encodes UTF-8 text.
pub fn base64_decode(args: &[Arg<'_>]) -> Result<Value> {
    let call = Call::new("States.Base64Decode", args);
    let text = call.text(0)?;
    call.check_length(0, text)?;
    let bytes = BASE64.decode(text).map_err(|error| call.failure(error))?;
    String::from_utf8(bytes)
        .map(Value::from)
        .map_err(|error| call.failure(error))
}

/// `States.Hash`: of a string, or of the JSON text of anything else.
///
/// # Errors
/// `States.IntrinsicFailure` for more than 10,000 characters or an unknown algorithm.
pub fn hash(args: &[Arg<'_>]) -> Result<Value> {
    let call = Call::new("States.Hash", args);
    let data = call.arg(0)?;
    let text = data
        .as_str()
        .map_or_else(|| Cow::Owned(data.as_value().to_string()), Cow::Borrowed);
    call.check_length(0, &text)?;
    let algorithm = call.text(1)?;
    let digest = digest(&text, algorithm);
    digest.map(Value::from).ok_or_else(|| {
        call.failure(format_args!(
            "argument 2 must be {HASH_ALGORITHMS}, but is `{algorithm}`"
        ))
    })
}

/// What [`digest`] knows, for messages.
pub(crate) const HASH_ALGORITHMS: &str = "MD5, SHA-1, SHA-256, SHA-384 or SHA-512";

/// The hash of a text in hexadecimal digits, if there is such an algorithm.
pub(crate) fn digest(text: &str, algorithm: &str) -> Option<String> {
    let digest = match algorithm {
        "MD5" => hex::<Md5>,
        "SHA-1" => hex::<Sha1>,
        "SHA-256" => hex::<Sha256>,
        "SHA-384" => hex::<Sha384>,
        "SHA-512" => hex::<Sha512>,
        _ => return None,
    };
    Some(digest(text))
}

fn hex<D: Digest>(text: &str) -> String {
    D::digest(text)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn base64_goes_both_ways() {
        for (plain, encoded) in [
            ("", ""),
            ("Data to encode", "RGF0YSB0byBlbmNvZGU="),
            ("é\u{1F600}?", "w6nwn5iAPw=="),
        ] {
            assert_eq!(base64_encode(&[Arg::Text(plain)]), Ok(json!(encoded)));
            assert_eq!(base64_decode(&[Arg::Text(encoded)]), Ok(json!(plain)));
            assert_eq!(
                base64_decode(&[Arg::Text(encoded.trim_end_matches('='))]),
                Ok(json!(plain))
            );
        }
    }

    #[test]
    fn what_is_not_base64_or_not_text_is_a_failure() {
        for text in ["!", "a", "/w==", "AA AA"] {
            let error = base64_decode(&[Arg::Text(text)]).expect_err(text);
            assert!(
                error
                    .cause()
                    .is_some_and(|cause| cause.starts_with("States.Base64Decode: ")),
                "{error}"
            );
        }
    }

    #[test]
    fn long_texts_are_refused() {
        let text = "a".repeat(10_001);
        for function in [base64_encode, base64_decode, hash] {
            let error = function(&[Arg::Text(&text), Arg::Text("MD5")]).expect_err("too long");
            assert!(error.cause().is_some_and(|cause| {
                cause.ends_with("argument 1 is longer than 10000 characters")
            }));
        }
    }

    #[test]
    fn hashes_are_lower_case_hexadecimal() {
        for (algorithm, digest) in [
            ("MD5", "812f45842bc6d66ee14572ce20db8e86"),
            ("SHA-1", "aaff4a450a104cd177d28d18d74485e8cae074b7"),
            (
                "SHA-256",
                "b4a697a057313163aee33cd8d40c66e9f0f177e00cac2de32475ffff6169c3e3",
            ),
            (
                "SHA-384",
                "d28a7d5cf25a74f11a50a18452b75e04bb3d70c9dd0510d6123aa008c756511b87525bdc835ebb27e1fb9e9374a15562",
            ),
        ] {
            assert_eq!(
                hash(&[Arg::Text("input data"), Arg::Text(algorithm)]),
                Ok(json!(digest))
            );
        }
        let sha512 = hash(&[Arg::Text("input data"), Arg::Text("SHA-512")]).expect("known");
        let sha512 = sha512.as_str().expect("text");
        assert!(sha512.starts_with("6ce4adb3") && sha512.ends_with("3aac4") && sha512.len() == 128);
    }

    #[test]
    fn anything_but_a_string_is_hashed_as_json() {
        let of = |data| hash(&[data, Arg::Text("SHA-256")]);
        assert_eq!(
            of(Arg::Owned(json!({ "a": [1, "b"] }))),
            of(Arg::Text(r#"{"a":[1,"b"]}"#))
        );
        assert_eq!(of(Arg::Owned(json!("a"))), of(Arg::Text("a")));
    }

    #[test]
    fn an_unknown_algorithm_is_a_failure() {
        let error = hash(&[Arg::Text(""), Arg::Text("sha-1")]).expect_err("unknown");
        assert_eq!(
            error.cause(),
            Some(
                "States.Hash: argument 2 must be MD5, SHA-1, SHA-256, SHA-384 or SHA-512, but is `sha-1`"
            )
        );
    }
}
