//! Numbers as JavaScript writes them, and moves of their decimal point.

/// The shortest text that reads as the number again: `Number.prototype.toString`.
pub(super) fn text(number: f64) -> String {
    let size = number.abs();
    if number == 0.0 {
        "0".to_owned()
    } else if size.is_infinite() {
        if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned()
    } else if size >= 1e21 {
        format!("{number:e}").replace('e', "e+")
    } else if size < 1e-6 {
        format!("{number:e}")
    } else {
        number.to_string()
    }
}

/// The number of 15 significant digits that is nearest; of two, the larger: `Number(number.toPrecision(15))`.
pub(super) fn to_15_digits(number: f64) -> f64 {
    // More digits than two neighbouring numbers share, so that what is dropped shows on which side of the half it lies.
    let exact = format!("{:.60e}", number.abs());
    let Some((mantissa, exponent)) = exact.split_once('e') else {
        return number;
    };
    let digits = mantissa.replace('.', "");
    let (kept, dropped) = digits.split_at(15);
    let (Ok(kept), Ok(exponent)) = (kept.parse::<u64>(), exponent.parse::<i32>()) else {
        return number;
    };
    let rounded = kept + u64::from(dropped >= "5");
    let nearest: Result<f64, _> = format!("{rounded}e{}", exponent - 14).parse();
    nearest.map_or(number, |nearest| nearest.copysign(number))
}

/// The number with its decimal point moved to the right by so many places; NaN for what are no places. It is moved in the
/// text, because multiplying by a power of ten is not exact.
pub(super) fn shift(number: f64, places: f64) -> f64 {
    // Not the standard library's text, which differs from JavaScript's where two are equally short and near.
    let text = serde_json::Number::from_f64(number).map(|number| number.to_string());
    let text = text.unwrap_or_default();
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent = exponent.parse().unwrap_or(0.0) + places;
    // JavaScript cannot read an exponent that it writes with another.
    if exponent.fract() != 0.0 || exponent.abs() >= 1e21 {
        return f64::NAN;
    }
    format!("{mantissa}e{exponent}").parse().unwrap_or(f64::NAN)
}

/// The nearest whole number; of two, the even one.
pub(super) fn round(number: f64) -> f64 {
    number.round_ties_even() + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_javascript_does() {
        for (number, expected) in [
            (0.0, "0"),
            (-0.0, "0"),
            (-1.5, "-1.5"),
            (1e20, "100000000000000000000"),
            (1e21, "1e+21"),
            (-1.25e300, "-1.25e+300"),
            (1e-6, "0.000001"),
            (1.5e-7, "1.5e-7"),
            (5e-324, "5e-324"),
            (0.1 + 0.2, "0.30000000000000004"),
            (f64::NEG_INFINITY, "-Infinity"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(text(number), expected);
        }
    }

    #[test]
    fn fifteen_digits_are_kept_and_a_half_goes_up() {
        for (number, expected) in [
            (0.1 + 0.2, 0.3),
            (22.0 / 7.0, 3.142_857_142_857_14),
            (100_000_000_000_000.5, 100_000_000_000_001.0),
            (-12_345_678_901_234.25, -12_345_678_901_234.3),
            (9.999_999_999_999_999, 10.0),
            (0.0, 0.0),
        ] {
            assert!(
                to_15_digits(number).total_cmp(&expected).is_eq(),
                "{number}"
            );
        }
    }

    #[test]
    fn the_point_moves_exactly() {
        assert_eq!(shift(1.005, 2.0), 100.5);
        assert_eq!(shift(27_622_813_635_389.313, 3.0), 27_622_813_635_389_312.0);
        assert_eq!(shift(-4525.0, -2.0), -45.25);
        assert_eq!(shift(1e300, 300.0), f64::INFINITY);
        assert!(shift(1.0, 0.5).is_nan());
    }

    #[test]
    fn a_half_goes_to_the_even_neighbour() {
        for (number, expected) in [
            (0.5, 0.0),
            (1.5, 2.0),
            (-0.5, 0.0),
            (-1.5, -2.0),
            (2.4, 2.0),
        ] {
            assert!(round(number).total_cmp(&expected).is_eq(), "{number}");
        }
    }
}
