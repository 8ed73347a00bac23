//! Functions that AWS adds: `$partition`, `$range`, `$hash`, `$random` with a seed, `$uuid`, `$parse`. Reference §6.5.
//!
//! They yield nothing where an argument is missing.

use crate::data::intrinsic;
use crate::jsonata::{Array, Error, Evaluation, Item, Native, Result, Signature};

/// How many elements `$range` makes at most.
const LONGEST_RANGE: usize = 360_145;

/// `$partition(array, size)`: the array in pieces of a size; the last may be shorter.
pub static PARTITION: Native = Native {
    name: "partition",
    signature: Signature::parse("<a?n?:a>"),
    arity: 2,
    body: |ev, arguments| {
        let [Item::Array(array), size, ..] = *arguments else {
            return Ok(Item::Undefined);
        };
        let size = truncated(size).and_then(|size| usize::try_from(size).ok());
        let Some(size @ 1..) = size.filter(|_| !array.is_empty()) else {
            return Ok(Item::Undefined);
        };
        ev.claim::<[Item<'_>; 2]>(array.len())?;
        let pieces = ev.items(array.iter()).chunks(size);
        let pieces = pieces.map(|piece| Item::Array(Array::items(piece)));
        Ok(Item::Array(Array::items(ev.items(pieces))))
    },
};

/// `$range(first, last, step)`: numbers from the first to the last, both included. A single one is no array.
pub static RANGE: Native = Native {
    name: "range",
    signature: Signature::parse("<n?n?n?:a>"),
    arity: 3,
    body: |ev, arguments| {
        let bound = |index: usize| truncated(arguments.get(index).copied().unwrap_or_default());
        let (Some(first), Some(last), Some(step)) = (bound(0), bound(1), bound(2)) else {
            return Ok(Item::Undefined);
        };
        let numbers = intrinsic::range(first, last, step);
        // One more than there may be, to see whether there are more.
        let numbers: Vec<_> = numbers.take(LONGEST_RANGE + 1).map(Item::Int).collect();
        if numbers.len() > LONGEST_RANGE {
            let message = "Expression evaluation memory limit exceeded";
            return Err(Error::new("", message));
        }
        ev.claim::<Item<'_>>(numbers.len())?;
        Ok(Item::Array(Array::sequence(ev.keep(&numbers))))
    },
};

/// `$hash(text, algorithm)`: in hexadecimal digits.
pub static HASH: Native = Native {
    name: "hash",
    signature: Signature::parse("<s?s?:s>"),
    arity: 2,
    body: |ev, arguments| {
        let [Item::String(text), Item::String(algorithm), ..] = *arguments else {
            return Ok(Item::Undefined);
        };
        ev.spend(text.len())?;
        match intrinsic::digest(text, algorithm) {
            Some(digest) => Ok(Item::String(ev.text(&digest))),
            None => {
                let known = intrinsic::HASH_ALGORITHMS;
                let message = format!(
                    "Argument 2 of function \"hash\" must be {known}, but is {algorithm:?}"
                );
                Err(Error::new("", message))
            }
        }
    },
};

/// `$random([seed])`: a number from 0, included, to 1, excluded. The same seed makes the same number.
pub static RANDOM: Native = Native {
    name: "random",
    signature: Signature::parse("<n?:n>"),
    arity: 1,
    body: |ev, arguments| {
        let bits = match arguments.first() {
            Some(Item::Int(seed)) => seeded(seed.cast_unsigned()),
            Some(Item::Float(seed)) => seeded(seed.to_bits()),
            _ => ev.random(),
        };
        Ok(Item::from_f64(fraction(bits)))
    },
};

/// `$uuid()`: a random UUID, of version 4.
pub static UUID: Native = Native {
    name: "uuid",
    signature: Signature::parse("<:s>"),
    arity: 0,
    body: |ev, _| {
        let uuid = intrinsic::random_uuid([ev.random(), ev.random()]);
        Ok(Item::String(ev.text(&uuid.to_string())))
    },
};

/// `$parse(text)`: the value that a JSON text means.
pub static PARSE: Native = Native {
    name: "parse",
    signature: Signature::parse("<s?:x>"),
    arity: 1,
    body: |ev, arguments| match arguments.first() {
        Some(Item::String(text)) => parse(ev, text),
        _ => Ok(Item::Undefined),
    },
};

fn parse<'a>(ev: &'a Evaluation, text: &str) -> Result<'a> {
    // No element takes less than two characters.
    ev.claim::<Item<'_>>(text.len() / 2)?;
    match intrinsic::parse_json(text) {
        Ok(value) => Ok(ev.adopt(value)),
        Err(error) => {
            let message = format!("Argument 1 of function \"parse\" is not valid JSON: {error}");
            Err(Error::new("", message))
        }
    }
}

/// Without its fraction.
#[expect(clippy::cast_possible_truncation, reason = "the nearest that there is")]
fn truncated(number: Item<'_>) -> Option<i64> {
    match number {
        Item::Int(number) => Some(number),
        Item::Float(number) => Some(number as i64),
        _ => None,
    }
}

fn seeded(seed: u64) -> u64 {
    Evaluation::new().seeded(seed).random()
}

/// Random bits as a number from 0 to 1: as many of them as `f64` has digits.
#[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
fn fraction(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::testing::{apply, assert_each, assert_fails, assert_nothing, outcome};
    use super::*;

    #[test]
    fn the_last_partition_may_be_short() {
        assert_each(
            &PARTITION,
            &[
                (json!([[0], 1]), json!([[0]])),
                (json!([[0, 1, 2], 2]), json!([[0, 1], [2]])),
                (json!([[0, 1, 2], 1.9]), json!([[0], [1], [2]])),
                (json!([[0, [1]], i64::MAX]), json!([[0, [1]]])),
            ],
        );
        let nothing = [
            json!([[], 1]),
            json!([[1], 0]),
            json!([[1], -1]),
            json!([[1]]),
            json!([]),
        ];
        assert_nothing(&PARTITION, &nothing);
    }

    #[test]
    fn a_range_includes_both_ends() {
        assert_each(
            &RANGE,
            &[
                (json!([1, 9, 2]), json!([1, 3, 5, 7, 9])),
                (json!([1, 9, 9]), json!(1)),
                (json!([3, 1, -1]), json!([3, 2, 1])),
                (json!([-1.7, 2, 1]), json!([-1, 0, 1, 2])),
                (
                    json!([i64::MIN, i64::MAX, i64::MAX]),
                    json!([i64::MIN, -1, i64::MAX - 1]),
                ),
            ],
        );
        let nothing = [
            json!([1, 9]),
            json!([1, 9, -1]),
            json!([9, 1, 1]),
            json!([1, 9, 0.5]),
            json!([]),
        ];
        assert_nothing(&RANGE, &nothing);
    }

    #[test]
    fn a_range_has_an_end() {
        assert_fails(
            &RANGE,
            &[
                (json!([1, 360_146, 1]), ""),
                (json!([i64::MIN, i64::MAX, 1]), ""),
            ],
        );
        let ev = &Evaluation::new();
        let range = ev.native(&RANGE, &[1, 360_145, 1].map(Item::Int), Item::Undefined);
        assert!(matches!(range, Ok(Item::Array(array)) if array.len() == 360_145));
    }

    #[test]
    fn a_hash_is_of_a_text() {
        assert_each(
            &HASH,
            &[
                (
                    json!(["input data", "SHA-1"]),
                    json!("aaff4a450a104cd177d28d18d74485e8cae074b7"),
                ),
                (
                    json!(["", "MD5"]),
                    json!("d41d8cd98f00b204e9800998ecf8427e"),
                ),
            ],
        );
        assert_nothing(&HASH, &[json!(["a"]), json!([])]);
        assert_fails(
            &HASH,
            &[(json!(["a", "sha-1"]), ""), (json!([1, "MD5"]), "T0410")],
        );
    }

    #[test]
    fn a_random_number_lies_between_0_and_1() {
        assert_eq!(fraction(0), 0.0);
        assert_eq!(fraction(u64::MAX), 1.0 - f64::EPSILON / 2.0);
    }

    #[test]
    fn the_same_seed_makes_the_same_number() {
        let draw = |evaluation, arguments: Value| {
            let ev = &Evaluation::new().seeded(evaluation);
            outcome(ev, apply(ev, &RANDOM, &arguments))
        };
        for seed in [json!(5), json!(0.5)] {
            assert_eq!(draw(1, json!([seed])), draw(2, json!([seed])));
        }
        assert_ne!(draw(1, json!([5])), draw(1, json!([6])));
        assert_ne!(draw(1, json!([])), draw(2, json!([])));
        assert_eq!(draw(1, json!([])), draw(1, json!([])));
    }

    #[test]
    fn uuids_differ() {
        let ev = &Evaluation::new().seeded(1);
        let uuid = || outcome(ev, ev.native(&UUID, &[], Item::Undefined));
        let (one, other) = (uuid(), uuid());
        assert_ne!(one, other);
        let one = one.expect("a text").unwrap_or_default();
        assert_eq!(
            one.as_str().map(|text| (text.len(), &text[14..15])),
            Some((36, "4"))
        );
    }

    #[test]
    fn a_text_is_read_as_json() {
        for (text, value) in [
            ("-0", json!(0)),
            ("1", json!(1)),
            ("1.1", json!(1.1)),
            ("\"HelloWorld\"", json!("HelloWorld")),
            ("[1, 2, \"HelloWorld\"]", json!([1, 2, "HelloWorld"])),
            (
                r#"{"a": {"b": [true, null]}, "c": "\n"}"#,
                json!({ "a": { "b": [true, null] }, "c": "\n" }),
            ),
        ] {
            assert_each(&PARSE, &[(json!([text]), value)]);
        }
        let ev = &Evaluation::new();
        let nothing = ev.native(&PARSE, &[Item::Undefined], Item::Undefined);
        assert_eq!(outcome(ev, nothing), Ok(None));
    }

    #[test]
    fn a_text_that_is_no_json_is_a_failure() {
        for text in ["{", "HelloWorld", "1 2", &"[".repeat(10_000)] {
            assert_fails(&PARSE, &[(json!([text]), "")]);
        }
        assert_fails(&PARSE, &[(json!([Value::Null]), "T0410")]);
    }
}
