use super::*;

fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> &'static str {
    result.expect_err("an error").code()
}

fn int(number: i64, picture: &str) -> String {
    format(Item::Int(number), picture).expect("a text")
}

fn float(number: f64, picture: &str) -> String {
    format(Item::Float(number), picture).expect("a text")
}

/// Debug text tells integers from floats.
fn read(text: &str, picture: &str) -> String {
    format!("{:?}", parse(text, picture).expect("a number"))
}

#[test]
fn digits_are_padded_and_grouped() {
    assert_eq!(int(7, "000"), "007");
    assert_eq!(int(-7, "000"), "-007");
    assert_eq!(int(1_234_567, "#,##0"), "1,234,567");
    assert_eq!(int(1_234_567, "#'##0"), "1'234'567");
    assert_eq!(int(1_234_567, "##-##,##0"), "12-34,567");
    assert_eq!(int(5, "0000,"), "0005,");
}

#[test]
fn an_irregular_separator_before_a_short_number_drops_digits_as_in_the_reference_implementation() {
    assert_eq!(int(12, "#:###,##0"), ",:12");
    assert_eq!(int(12_345, "#:###,##0"), ",5");
}

#[test]
fn digits_are_of_the_family_of_the_picture() {
    assert_eq!(int(2024, "٠"), "٢٠٢٤");
    assert_eq!(int(2024, "#,##๐"), "๒,๐๒๔");
    assert_eq!(code(format(Item::Int(1), "0٠")), "D3131");
}

#[test]
fn ordinals_have_a_suffix() {
    for (number, picture, text) in [
        (1, "0;o", "1st"),
        (22, "0;o", "22nd"),
        (3, "0;o(-e)", "3rd"),
        (113, "0;o", "113th"),
        (1011, "#,##0;o", "1,011th"),
        (3, "٠;o", "٣th"),
        (3, "0;c", "3"),
    ] {
        assert_eq!(int(number, picture), text);
    }
}

#[test]
fn letters_count_like_columns() {
    assert_eq!(int(703, "A"), "AAA");
    assert_eq!(int(-28, "a"), "-ab");
    assert_eq!(int(0, "a"), "");
    assert_eq!(read("AAA", "A"), "Int(703)");
    assert_eq!(read("aB", "A"), "Int(860)");
}

#[test]
fn roman_numerals_subtract() {
    assert_eq!(int(1999, "I"), "MCMXCIX");
    assert_eq!(int(-4, "i"), "-iv");
    assert_eq!(read("mmxxvi", "i"), "Int(2026)");
    assert_eq!(read("IIX", "I"), "Int(8)");
    assert_eq!(read("mmxxvi", "I"), "Float(NaN)");
}

#[test]
fn words_are_english() {
    for (number, picture, text) in [
        (0, "w", "zero"),
        (0, "w;o", "zeroth"),
        (-45, "W", "-FORTY-FIVE"),
        (80, "Ww;o", "Eightieth"),
        (1100, "w", "one thousand, one hundred"),
        (1002, "w;o", "one thousand and second"),
        (
            1_200_300,
            "Ww",
            "One Million, Two Hundred Thousand, Three Hundred",
        ),
        (10_000_000_000_000, "w", "ten trillion"),
    ] {
        assert_eq!(int(number, picture), text);
    }
    assert_eq!(float(1e24, "w"), "one trillion trillion");
}

#[test]
fn words_are_read_in_any_case_up_to_what_is_no_number() {
    for (text, number) in [
        ("Twenty-First", "Int(21)"),
        ("nineteen hundred and one", "Int(1901)"),
        ("two million, three thousand and four", "Int(2003004)"),
        ("one and two", "Int(3)"),
        ("one, and two", "Float(NaN)"),
        ("twelve monkeys", "Float(NaN)"),
        ("", "Float(NaN)"),
    ] {
        assert_eq!(read(text, "w"), number);
    }
}

#[test]
fn digits_are_read_as_far_as_they_go() {
    for (text, picture, number) in [
        ("0042", "0", "Int(42)"),
        (" -17 apples", "0", "Int(-17)"),
        ("none", "0", "Float(NaN)"),
        ("٤٢", "٠", "Int(42)"),
        ("1,200", "#,##0", "Int(1200)"),
        ("1-2,3", "#-0,0", "Int(123)"),
        ("12nd", "0;o", "Int(12)"),
        ("é", "0;o", "Float(NaN)"),
        // Regular groups are separated by commas when they are read, whatever separates them when they are written.
        ("1.200", "#.##0", "Int(1)"),
    ] {
        assert_eq!(read(text, picture), number);
    }
}

#[test]
fn numbers_are_rounded_down() {
    assert_eq!(float(7.9, "0"), "7");
    assert_eq!(float(-7.1, "0"), "-8");
}

#[test]
fn integers_are_exact_up_to_64_bits_and_javascript_s_beyond() {
    assert_eq!(int(i64::MIN, "#,##0"), "-9,223,372,036,854,775,808");
    assert_eq!(read("9223372036854775807", "0"), "Int(9223372036854775807)");
    assert_eq!(
        read("9223372036854775808", "0"),
        "Float(9.223372036854776e18)"
    );
    assert_eq!(float(1e20, "#,##0"), "100,000,000,000,000,000,000");
    assert_eq!(float(1e21, "#,##0"), "1e,+21");
}

#[test]
fn what_cannot_be_written_is_an_error() {
    assert_eq!(code(format(Item::Int(5), "α")), "D3130");
    assert_eq!(code(format(Item::Int(5), "")), "D3130");
    assert_eq!(code(parse("5", "#")), "D3130");
    assert_eq!(code(format(Item::Float(f64::NAN), "w")), "D1001");
    assert_eq!(code(format(Item::Float(f64::INFINITY), "A")), "D1001");
    assert_eq!(code(format(Item::Int(20_000_000), "I")), "D1001");
    assert_eq!(code(format(Item::Int(5), &"0.,".repeat(60))), "");
}

#[test]
fn the_largest_numbers_have_letters_and_words() {
    assert_eq!(int(i64::MAX, "a"), "crpxnlskvljici");
    assert!(float(f64::MAX, "w").starts_with("one hundred and seventy-nine million"));
    assert!(float(f64::MAX, "A").len() > 200);
}
