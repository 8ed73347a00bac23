use serde_json::{Value, json};

use super::*;

fn written(number: f64, picture: &str, options: &Value) -> Result<String, &'static str> {
    let ev = Evaluation::new();
    format(&ev, number, picture, Item::from(options)).map_err(|error| error.code())
}

#[track_caller]
fn assert_written(cases: &[(f64, &str, &str)]) {
    for (number, picture, expected) in cases {
        let found = written(*number, picture, &json!({}));
        assert_eq!(found.as_deref(), Ok(*expected), "{number} as {picture}");
    }
}

#[test]
fn digits_are_filled_up_and_rounded_to_the_even_side() {
    assert_written(&[
        (12_345.6, "#,###.00", "12,345.60"),
        (123.9, "9999", "0124"),
        (0.5, "#", "0"),
        (0.125, "0.00", "0.12"),
        (0.0, "#.#", ".0"),
        (0.0, "#", "0"),
        (2.0, "000.000", "002.000"),
        (1.5, "0.00##", "1.50"),
        (7.0, "'no' 0.# pieces", "'no' 7 pieces"),
    ]);
}

#[test]
fn separators_repeat_where_they_are_regular() {
    assert_written(&[
        (12_345_678.9, "9,999.99", "12,345,678.90"),
        (1e20, "#,######", "100,000000,000000,000000"),
        (123_412_345_678.9, "9,9,99.99", "123412345,6,78.90"),
        (1_234.567_89, "9,999.999,999", "1,234.567,890"),
        (12.0, "#,##0", "12"),
    ]);
}

#[test]
fn separators_that_a_number_is_too_short_for_are_those_of_the_reference_implementation() {
    assert_written(&[
        (5.25, "#,##,###0.00", ",5.,25"),
        (1.5, "0.##,#", "1.5,"),
        (123_456_789.123, "0,000.0,00,0", "123,456,789.1,230"),
    ]);
}

#[test]
fn negative_numbers_have_a_sign_or_a_picture_of_their_own() {
    assert_written(&[
        (-6.0, "000", "-006"),
        (-6.5, "$0.00", "-$6.50"),
        (-6.0, "0;(0)", "(6)"),
        (6.0, "0;(0)", "6"),
        (-0.0, "0;(0)", "0"),
    ]);
}

#[test]
fn percent_and_per_mille_multiply() {
    assert_written(&[(0.14, "01%", "14%"), (0.4857, "###.###‰", "485.7‰")]);
}

#[test]
fn exponents_scale_the_mantissa() {
    assert_written(&[
        (1_234.567_8, "00.000e0", "12.346e2"),
        (1_234.567_8, "00.000e000", "12.346e002"),
        (0.234, "#.00e0", "0.23e0"),
        (0.123, "#.e9", "0.1e0"),
        (0.234, ".00e0", ".23e0"),
        (0.0, "0.0e0", "0.0e0"),
        (-0.042, "0.0e0", "-4.2e-2"),
        (12.5, "€00.0e00", "€12.5e0"),
    ]);
}

#[test]
fn options_replace_symbols() {
    for (number, picture, options, expected) in [
        (
            1_234.5,
            "#.##0,00",
            json!({"decimal-separator": ",", "grouping-separator": "."}),
            "1.234,50",
        ),
        (
            1_234.567_8,
            "①①.①①①e①",
            json!({"zero-digit": "⑟"}),
            "①②.③④⑥e②",
        ),
        (2.0, "AAA.AAA", json!({"zero-digit": "A"}), "AAC.AAA"),
        (0.14, "###pm", json!({"per-mille": "pm"}), "140pm"),
        (
            -1.5,
            "@0|(0)",
            json!({"digit": "@", "pattern-separator": "|"}),
            "(2)",
        ),
        (-1.0, "0", json!({"minus-sign": "minus "}), "minus 1"),
        (
            10.0,
            "0E0",
            json!({"exponent-separator": "E", "else": 1}),
            "10E0",
        ),
    ] {
        assert_eq!(
            written(number, picture, &options).as_deref(),
            Ok(expected),
            "{picture}"
        );
    }
    assert_eq!(written(1.0, "0", &json!({"zero-digit": 0})), Err("T0410"));
}

#[test]
fn the_last_rule_that_a_picture_breaks_is_told() {
    for (picture, code) in [
        ("#;#;#", "D3080"),
        ("#.0.0", "D3081"),
        ("#0%%", "D3082"),
        ("#0‰‰", "D3083"),
        ("#0%‰", "D3084"),
        (".e0", "D3085"),
        ("", "D3085"),
        ("0+.e0", "D3086"),
        ("abc", "D3086"),
        ("0,.e0", "D3087"),
        ("0,", "D3088"),
        ("0,,0", "D3089"),
        ("0#.e0", "D3090"),
        ("#0.#0e0", "D3091"),
        ("#0.0e0%", "D3092"),
        ("#0.0e0,0", "D3093"),
        ("0e", "D3093"),
        ("0;€0.0e0", "D3093"),
    ] {
        assert_eq!(written(20.0, picture, &json!({})), Err(code), "{picture}");
    }
}

#[test]
fn no_number_and_no_picture_is_too_large() {
    assert_written(&[
        (f64::INFINITY, "0.0", "Infinity"),
        (f64::NEG_INFINITY, "(0)", "-(Infinity)"),
        (f64::NAN, "0", "NaN"),
        (1e21, "#,##0", "1,000,000,000,000,000,000,000"),
    ]);
    assert!(written(f64::MAX, "0.00e000", &json!({})).is_ok());
    let zeros = "0".repeat(100_000);
    assert_eq!(
        written(1.0, &zeros, &json!({})).map(|text| text.len()),
        Ok(100_000)
    );
    assert!(written(1.0, &format!("{zeros}e{zeros}"), &json!({})).is_ok());
    assert!(written(1.0, &format!("0.{zeros}"), &json!({})).is_err());
    assert!(written(1.0, &"0,".repeat(100_000), &json!({})).is_err());
    assert!(written(1.0, &format!("{zeros},0"), &json!({})).is_err());
}
