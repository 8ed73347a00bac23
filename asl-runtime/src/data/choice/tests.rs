use serde_json::{Value, json};

use super::Ordering::{Equals, GreaterThan, GreaterThanEquals, LessThan, LessThanEquals};
use super::*;

const TIME: &str = "2012-10-09T19:00:55Z";

/// The orderings that hold between two values whose order is known.
fn holding(order: cmp::Ordering) -> [(Ordering, bool); 5] {
    [
        (Equals, order.is_eq()),
        (LessThan, order.is_lt()),
        (GreaterThan, order.is_gt()),
        (LessThanEquals, order.is_le()),
        (GreaterThanEquals, order.is_ge()),
    ]
}

#[test]
fn strings_are_ordered_by_utf_16_code_unit() {
    for (left, right, order) in [
        ("", "", cmp::Ordering::Equal),
        ("", "A", cmp::Ordering::Less),
        ("A", "AB", cmp::Ordering::Less),
        ("B", "AB", cmp::Ordering::Greater),
        ("a", "A", cmp::Ordering::Greater),
        // A surrogate pair comes before the end of the basic plane; code points order them the other way.
        ("\u{1F600}", "\u{FF21}", cmp::Ordering::Less),
        ("\u{e9}", "e\u{301}", cmp::Ordering::Greater),
    ] {
        for (ordering, expected) in holding(order) {
            assert_eq!(
                string(&json!(left), ordering, right),
                expected,
                "{left} {ordering:?} {right}"
            );
            assert_eq!(
                string_values(&json!(left), ordering, &json!(right)),
                expected
            );
        }
    }
}

#[test]
fn numbers_are_ordered_by_value() {
    for (left, right, order) in [
        (json!(0), json!(0.0), cmp::Ordering::Equal),
        (json!(-0.0), json!(0), cmp::Ordering::Equal),
        (json!(1), json!(1.1), cmp::Ordering::Less),
        (json!(-1), json!(-1.1), cmp::Ordering::Greater),
        (json!(-1), json!(u64::MAX), cmp::Ordering::Less),
        (
            json!(i64::MAX),
            json!(i64::MAX as u64 + 1),
            cmp::Ordering::Less,
        ),
        (
            json!(9_007_199_254_740_993_u64),
            json!(9_007_199_254_740_992.0),
            cmp::Ordering::Greater,
        ),
        (json!(u64::MAX), json!(1e300), cmp::Ordering::Less),
        (json!(i64::MIN), json!(-1e300), cmp::Ordering::Greater),
    ] {
        for (ordering, expected) in holding(order) {
            assert_eq!(
                numeric_values(&left, ordering, &right),
                expected,
                "{left} {ordering:?} {right}"
            );
        }
        for (ordering, expected) in holding(order.reverse()) {
            assert_eq!(
                numeric_values(&right, ordering, &left),
                expected,
                "{right} {ordering:?} {left}"
            );
        }
    }
    assert!(numeric(&json!(1.0), Equals, 1_i64));
    assert!(numeric(&json!(1), LessThan, 1.5));
    assert!(numeric(&json!(u64::MAX), GreaterThanEquals, u64::MAX));
}

#[test]
fn timestamps_are_ordered_as_instants() {
    for (left, right, order) in [
        (TIME, "2012-10-09T21:00:55.000+02:00", cmp::Ordering::Equal),
        (TIME, "2012-10-09T19:00:56Z", cmp::Ordering::Less),
        ("2012-10-09T19:00:55.0001Z", TIME, cmp::Ordering::Greater),
    ] {
        for (ordering, expected) in holding(order) {
            assert_eq!(
                timestamp(&json!(left), ordering, right),
                expected,
                "{left} {ordering:?} {right}"
            );
            assert_eq!(
                timestamp_values(&json!(left), ordering, &json!(right)),
                expected
            );
        }
    }
}

#[test]
fn a_value_of_another_type_never_compares() {
    let values = [
        json!(null),
        json!(0),
        json!(""),
        json!(true),
        json!([]),
        json!([""]),
        json!({}),
        json!({ "A": 0 }),
    ];
    for value in &values {
        for ordering in [
            Equals,
            LessThan,
            GreaterThan,
            LessThanEquals,
            GreaterThanEquals,
        ] {
            assert!(value.is_string() || !string_values(value, ordering, &json!("")));
            assert!(value.is_string() || !string_values(&json!(""), ordering, value));
            assert!(value.is_number() || !numeric_values(value, ordering, &json!(0)));
            assert!(value.is_number() || !numeric_values(&json!(0), ordering, value));
            assert!(!timestamp_values(value, ordering, &json!(TIME)));
            assert!(!timestamp_values(&json!(TIME), ordering, value));
            assert!(!timestamp(
                &json!("2023-02-24 12:15:56.832957"),
                ordering,
                TIME
            ));
        }
        assert_eq!(boolean(value, true), *value == json!(true));
        assert_eq!(boolean_values(&json!(true), value), *value == json!(true));
        assert!(!boolean_values(value, &json!(false)));
    }
}

#[test]
fn a_pattern_matches_the_whole_string() {
    for (pattern, text, expected) in [
        ("", "", true),
        ("", "a", false),
        ("*", "", true),
        ("*", "anything", true),
        ("log-*.txt", "log-.txt", true),
        ("log-*.txt", "log-2024.txt.txt", true),
        ("log-*.txt", "log-2024.txt.gz", false),
        ("log-*.txt", "xlog-.txt", false),
        ("*a*b*", "xxaxxb", true),
        ("*a*b*", "xxbxxa", false),
        ("a**b", "ab", true),
        ("*aab", "aaaab", true),
        ("*é", "caf\u{e9}", true),
        (r"\*", "*", true),
        (r"\*", "x", false),
        (r"a\\*", r"a\b", true),
        (r"a\\*", "ab", false),
        (r"C:\dir", r"C:\dir", true),
        ("a.c", "abc", false),
    ] {
        assert_eq!(
            matches(&json!(text), pattern),
            expected,
            "{text} against {pattern}"
        );
    }
    assert!(!matches(&json!(1), "*"));
}

#[test]
fn each_type_test_holds_for_its_type_only() {
    type Test = fn(Option<&Value>) -> bool;
    let tests: [Test; 6] = [
        is_present,
        is_null,
        is_boolean,
        is_numeric,
        is_string,
        is_timestamp,
    ];
    for (value, expected) in [
        (None, [false, false, false, false, false, false]),
        (Some(json!(null)), [true, true, false, false, false, false]),
        (Some(json!(false)), [true, false, true, false, false, false]),
        (Some(json!(0)), [true, false, false, true, false, false]),
        (Some(json!(1.1)), [true, false, false, true, false, false]),
        (Some(json!("0")), [true, false, false, false, true, false]),
        (Some(json!(TIME)), [true, false, false, false, true, true]),
        (
            Some(json!("2023-02-24 12:15:56")),
            [true, false, false, false, true, false],
        ),
        (Some(json!([])), [true, false, false, false, false, false]),
        (Some(json!({})), [true, false, false, false, false, false]),
    ] {
        assert_eq!(
            tests.map(|test| test(value.as_ref())),
            expected,
            "{value:?}"
        );
    }
}
