//! Random numbers and identifiers, made from random bits that the host supplies.

use serde_json::Value;
use uuid::{Builder, Uuid};

use super::call::Result;
use super::{Arg, Call};

/// `States.MathRandom`: a number from the first, included, to the second, excluded. With a seed the random bits do not
/// matter: the same seed makes the same number.
///
/// # Errors
/// `States.IntrinsicFailure` for anything but numbers, and when there is nothing between them.
pub fn math_random(random: u64, args: &[Arg<'_>]) -> Result<Value> {
    let call = Call::new("States.MathRandom", args);
    let (start, end) = (call.integer(0)?, call.integer(1)?);
    let seed = if args.len() > 2 {
        Some(call.integer(2)?)
    } else {
        None
    };
    if start >= end {
        return Err(call.failure(format_args!(
            "the start, {start}, must be less than the end, {end}"
        )));
    }
    let bits = seed.map_or(random, |seed| mix(seed.cast_unsigned()));
    Ok(start
        .saturating_add_unsigned(scale(bits, end.abs_diff(start)))
        .into())
}

/// Random bits as a number below a bound.
fn scale(bits: u64, bound: u64) -> u64 {
    ((u128::from(bits) * u128::from(bound)) >> 64) as u64
}

/// Spreads a seed over all bits: the finalizer of SplitMix64.
fn mix(seed: u64) -> u64 {
    let mut bits = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

/// `States.UUID`: a version 4 UUID.
#[must_use]
pub fn uuid(random: [u64; 2]) -> Value {
    random_uuid(random).to_string().into()
}

/// A version 4 UUID.
pub(crate) fn random_uuid(random: [u64; 2]) -> Uuid {
    let bytes = Uuid::from_u64_pair(random[0], random[1]).into_bytes();
    Builder::from_random_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn between(random: u64, args: &[Value]) -> Result<Value> {
        let args: Vec<_> = args.iter().map(Arg::Borrowed).collect();
        math_random(random, &args)
    }

    #[test]
    fn a_number_lies_between_the_start_and_the_end() {
        for (start, end, lowest, highest) in [
            (json!(9999), json!(99999), 9999, 99998),
            (json!(-99999), json!(-9999), -99999, -10000),
            (json!(12.5), json!(44.51), 13, 44),
            (json!(0), json!(1), 0, 0),
            (json!(i64::MIN), json!(i64::MAX), i64::MIN, i64::MAX - 1),
        ] {
            let args = [start, end];
            assert_eq!(between(0, &args), Ok(json!(lowest)));
            assert_eq!(between(u64::MAX, &args), Ok(json!(highest)));
        }
        let error = between(0, &[json!(1), json!(0.6)]).expect_err("nothing between");
        assert_eq!(
            error.cause(),
            Some("States.MathRandom: the start, 1, must be less than the end, 1")
        );
    }

    #[test]
    fn the_same_seed_makes_the_same_number() {
        let seeded = |random, seed| between(random, &[json!(0), json!(1_000_000), json!(seed)]);
        assert_eq!(seeded(1, 3), seeded(2, 3));
        assert_ne!(seeded(1, 3), seeded(1, 4));
        assert_ne!(seeded(1, 3), seeded(1, -3));
    }

    #[test]
    fn a_uuid_is_random_but_for_version_and_variant() {
        assert_eq!(uuid([0, 0]), json!("00000000-0000-4000-8000-000000000000"));
        assert_eq!(
            uuid([u64::MAX, u64::MAX]),
            json!("ffffffff-ffff-4fff-bfff-ffffffffffff")
        );
    }
}
