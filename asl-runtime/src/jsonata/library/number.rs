//! Functions of numbers.

use crate::jsonata::{Error, Evaluation, Item, Native, Result, Signature, decimal, picture};

/// `$number(x)`: the number that a text or a boolean stands for.
pub static NUMBER: Native = Native {
    name: "number",
    signature: Signature::parse("<(nsb)-:n>"),
    arity: 1,
    body: |ev, arguments| match arguments {
        [Item::String(text)] => read(text).ok_or_else(|| not_a_number(ev, arguments[0])),
        [Item::Bool(value)] => Ok(Item::Int(i64::from(*value))),
        [item] => Ok(*item),
        _ => Ok(Item::Undefined),
    },
};

/// `$abs(n)`
pub static ABS: Native = Native {
    name: "abs",
    signature: Signature::parse("<n-:n>"),
    arity: 1,
    body: |_, arguments| match arguments {
        [Item::Int(number)] if *number > i64::MIN => Ok(Item::Int(number.abs())),
        _ => Ok(computed(arguments, f64::abs)),
    },
};

/// `$floor(n)`
pub static FLOOR: Native = Native {
    name: "floor",
    signature: Signature::parse("<n-:n>"),
    arity: 1,
    body: |_, arguments| match arguments {
        [Item::Int(number)] => Ok(Item::Int(*number)),
        _ => Ok(computed(arguments, f64::floor)),
    },
};

/// `$ceil(n)`
pub static CEIL: Native = Native {
    name: "ceil",
    signature: Signature::parse("<n-:n>"),
    arity: 1,
    body: |_, arguments| match arguments {
        [Item::Int(number)] => Ok(Item::Int(*number)),
        _ => Ok(computed(arguments, f64::ceil)),
    },
};

/// `$round(n, precision?)`: to so many decimal places, or powers of ten if that is negative; of two numbers, to the even one.
pub static ROUND: Native = Native {
    name: "round",
    signature: Signature::parse("<n-n?:n>"),
    arity: 2,
    body: |_, arguments| {
        let precision = arguments.get(1).and_then(|item| item.number());
        match (arguments.first(), precision) {
            (Some(Item::Int(number)), None) => Ok(Item::Int(*number)),
            _ => Ok(computed(arguments, |number| {
                round(number, precision.unwrap_or(0.0))
            })),
        }
    },
};

/// `$sqrt(n)`
pub static SQRT: Native = Native {
    name: "sqrt",
    signature: Signature::parse("<n-:n>"),
    arity: 1,
    body: |ev, arguments| match arguments {
        [item] if item.number().is_some_and(|number| number < 0.0) => {
            let shown = item.json(ev, false)?;
            let message =
                format!("The sqrt function cannot be applied to a negative number: {shown}");
            Err(Error::new("D3060", message))
        }
        _ => Ok(computed(arguments, f64::sqrt)),
    },
};

/// `$power(base, exponent)`
pub static POWER: Native = Native {
    name: "power",
    signature: Signature::parse("<n-n:n>"),
    arity: 2,
    body: |ev, arguments| match arguments {
        [base, exponent] if !base.is_undefined() => power(ev, *base, *exponent),
        _ => Ok(Item::Undefined),
    },
};

/// `$formatBase(n, radix?)`: the nearest whole number in another base, ten without one.
pub static FORMAT_BASE: Native = Native {
    name: "formatBase",
    signature: Signature::parse("<n-n?:s>"),
    arity: 2,
    body: |ev, arguments| {
        let Some(number) = arguments.first().filter(|number| !number.is_undefined()) else {
            return Ok(Item::Undefined);
        };
        let radix = arguments.get(1).and_then(|radix| radix.number());
        let radix = decimal::round(radix.unwrap_or(10.0));
        if !(2.0..=36.0).contains(&radix) {
            let shown = decimal::text(radix);
            let message = format!(
                "The radix of the formatBase function must be between 2 and 36.  It was given {shown}"
            );
            return Err(Error::new("D3100", message));
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is between 2 and 36"
        )]
        let radix = radix as u32;
        Ok(Item::String(ev.text(&in_base(*number, radix))))
    },
};

/// `$formatNumber(n, picture, options?)`
pub static FORMAT_NUMBER: Native = Native {
    name: "formatNumber",
    signature: Signature::parse("<n-so?:s>"),
    arity: 3,
    body: |ev, arguments| {
        let (number, picture) = match arguments {
            [number, Item::String(picture), ..] => (number.number(), picture),
            _ => return Ok(Item::Undefined),
        };
        let Some(number) = number else {
            return Ok(Item::Undefined);
        };
        let options = arguments.get(2).copied().unwrap_or_default();
        let text = picture::number::format(ev, number, picture, options)?;
        Ok(Item::String(ev.text(&text)))
    },
};

/// A number of the first argument's number, if there is one.
fn computed<'a>(arguments: &[Item<'a>], compute: impl FnOnce(f64) -> f64) -> Item<'a> {
    let number = arguments.first().and_then(|item| item.number());
    number.map_or(Item::Undefined, |number| Item::from_f64(compute(number)))
}

pub(in crate::jsonata) fn round(number: f64, precision: f64) -> f64 {
    if precision == 0.0 {
        return decimal::round(number);
    }
    let rounded = decimal::round(decimal::shift(number, precision));
    decimal::shift(rounded, -precision) + 0.0
}

fn power<'a>(ev: &'a Evaluation, base: Item<'a>, exponent: Item<'a>) -> Result<'a> {
    if let (Item::Int(base), Item::Int(exponent)) = (base, exponent)
        && let Ok(exponent) = u32::try_from(exponent)
        && let Some(power) = base.checked_pow(exponent)
    {
        return Ok(Item::Int(power));
    }
    let power = match (base.number(), exponent.number()) {
        (Some(base), Some(exponent)) => base.powf(exponent),
        _ => f64::NAN,
    };
    if power.is_finite() {
        return Ok(Item::from_f64(power));
    }
    let (base, exponent) = (base.json(ev, false)?, exponent.json(ev, false)?);
    let message = format!(
        "The power function has resulted in a value that cannot be represented as a JSON number: base={base}, exponent={exponent}"
    );
    Err(Error::new("D3061", message))
}

/// The number that a text stands for: as JSON writes it, or `0x`, `0o` and `0b`.
fn read<'a>(text: &str) -> Option<Item<'a>> {
    let radix = match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => return read_decimal(text),
    };
    let digits = &text[2..];
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    let number = i64::from_str_radix(digits, radix).map(Item::Int);
    Some(number.unwrap_or_else(|_| {
        let digits = digits.chars().filter_map(|digit| digit.to_digit(radix));
        Item::from_f64(digits.fold(0.0, |number, digit| {
            number * f64::from(radix) + f64::from(digit)
        }))
    }))
}

fn read_decimal<'a>(text: &str) -> Option<Item<'a>> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (
            mantissa,
            exponent.strip_prefix(['-', '+']).unwrap_or(exponent),
        ),
        None => (unsigned, "0"),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    if ![whole, fraction, exponent].into_iter().all(is_digits) {
        return None;
    }
    if let Ok(number) = text.parse() {
        return Some(Item::Int(number));
    }
    let number: f64 = text.parse().ok()?;
    number.is_finite().then(|| Item::from_f64(number))
}

fn not_a_number<'a>(ev: &'a Evaluation, item: Item<'a>) -> Error {
    match item.json(ev, false) {
        Ok(shown) => Error::new(
            "D3030",
            format!("Unable to cast value to a number: {shown}"),
        ),
        Err(error) => error,
    }
}

/// A number's digits in a base, the nearest whole number's.
fn in_base(number: Item<'_>, radix: u32) -> String {
    let rounded = match number {
        Item::Float(number) => Item::from_f64(decimal::round(number)),
        whole => whole,
    };
    match rounded {
        Item::Int(number) => {
            let sign = if number < 0 { "-" } else { "" };
            format!("{sign}{}", digits(number.unsigned_abs(), radix))
        }
        Item::Float(number) if radix != 10 && number.is_finite() => {
            let sign = if number < 0.0 { "-" } else { "" };
            format!("{sign}{}", digits_of_large(number.abs(), radix))
        }
        other => decimal::text(other.number().unwrap_or(f64::NAN)),
    }
}

fn digits(mut number: u64, radix: u32) -> String {
    let mut reversed = Vec::new();
    loop {
        let digit = (number % u64::from(radix)) as u32;
        reversed.extend(char::from_digit(digit, radix));
        number /= u64::from(radix);
        if number == 0 {
            break reversed.iter().rev().collect();
        }
    }
}

/// JavaScript writes zeros for the digits that a number's 53 bits do not tell.
fn digits_of_large(mut number: f64, radix: u32) -> String {
    let mut zeros = 0;
    while number >= 9_007_199_254_740_992.0 {
        number /= f64::from(radix);
        zeros += 1;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is positive and fits"
    )]
    let told = digits(number as u64, radix);
    told + &"0".repeat(zeros)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::{assert_calls, assert_nothing_of_nothing, call};
    use super::*;

    #[test]
    fn nothing_has_no_number() {
        assert_nothing_of_nothing(&[
            &NUMBER,
            &ABS,
            &FLOOR,
            &CEIL,
            &ROUND,
            &SQRT,
            &POWER,
            &FORMAT_BASE,
            &FORMAT_NUMBER,
        ]);
    }

    #[test]
    fn texts_and_booleans_stand_for_numbers() {
        assert_calls(
            &NUMBER,
            &[
                (json!(["-1.5e1"]), json!(-15)),
                (json!(["007"]), json!(7)),
                (
                    json!(["9007199254740993"]),
                    json!(9_007_199_254_740_993_i64),
                ),
                (json!(["1e-3"]), json!(0.001)),
                (json!(["0xfF"]), json!(255)),
                (json!(["0O17"]), json!(15)),
                (json!(["0b101"]), json!(5)),
                (
                    json!(["0x10000000000000000"]),
                    json!(18_446_744_073_709_600_000.0),
                ),
                (json!([true]), json!(1)),
                (json!([false]), json!(0)),
                (json!([2.5]), json!(2.5)),
            ],
        );
        for text in [
            "", "-", "1.", ".5", "+1", "1e", "1e400", " 1", "0x", "0b2", "0x+1", "Infinity", "1_0",
        ] {
            assert_eq!(call(&NUMBER, json!([text])), Err("D3030"), "{text}");
        }
    }

    #[test]
    fn whole_numbers_stay_whole() {
        assert_calls(
            &ABS,
            &[
                (
                    json!([-9_007_199_254_740_993_i64]),
                    json!(9_007_199_254_740_993_i64),
                ),
                (json!([i64::MIN]), json!(9_223_372_036_854_780_000_u64)),
                (json!([-0.5]), json!(0.5)),
            ],
        );
        assert_calls(
            &FLOOR,
            &[
                (json!([-1.5]), json!(-2)),
                (json!([i64::MAX]), json!(i64::MAX)),
            ],
        );
        assert_calls(
            &CEIL,
            &[(json!([-0.5]), json!(0)), (json!([1.2]), json!(2))],
        );
        assert_calls(
            &SQRT,
            &[
                (json!([9]), json!(3)),
                (json!([3]), json!(1.732_050_807_568_88)),
            ],
        );
        assert_eq!(call(&SQRT, json!([-1])), Err("D3060"));
    }

    #[test]
    fn a_half_is_rounded_to_the_even_side_in_decimals() {
        assert_calls(
            &ROUND,
            &[
                (json!([0.5]), json!(0)),
                (json!([1.5]), json!(2)),
                (json!([-2.5]), json!(-2)),
                (json!([4.525, 2]), json!(4.52)),
                (json!([1.005, 2]), json!(1)),
                (json!([125, -1]), json!(120)),
                (json!([99.5, -3]), json!(0)),
                (json!([1e300, 2]), json!(1e300)),
                (
                    json!([9_007_199_254_740_993_i64]),
                    json!(9_007_199_254_740_993_i64),
                ),
            ],
        );
    }

    #[test]
    fn powers_are_exact_while_they_fit() {
        assert_calls(
            &POWER,
            &[
                (json!([3, 39]), json!(4_052_555_153_018_976_267_i64)),
                (json!([2, -1]), json!(0.5)),
                (json!([10, 20]), json!(1e20)),
                (json!([4, 0.5]), json!(2)),
            ],
        );
        for arguments in [json!([10, 400]), json!([-8, 0.5]), json!([0, -1])] {
            assert_eq!(call(&POWER, arguments), Err("D3061"));
        }
    }

    #[test]
    fn bases_reach_from_2_to_36() {
        assert_calls(
            &FORMAT_BASE,
            &[
                (json!([100, 2]), json!("1100100")),
                (json!([-35.5, 36]), json!("-10")),
                (json!([12.6]), json!("13")),
                (json!([i64::MIN, 16]), json!("-8000000000000000")),
                (json!([1e21]), json!("1e+21")),
                (
                    json!([1_180_591_620_717_411_303_424.0, 16]),
                    json!("400000000000000000"),
                ),
                (json!([10, 2.4]), json!("1010")),
            ],
        );
        assert_eq!(call(&FORMAT_BASE, json!([1, 37])), Err("D3100"));
        assert_eq!(call(&FORMAT_BASE, json!([1, 1.5])), Ok(json!("1")));
        assert_eq!(call(&FORMAT_BASE, json!([1, 1])), Err("D3100"));
    }
}
