//! What the checks say, here at run time. That rustc shows it is seen in the tests of what users see.

use std::panic::catch_unwind;

use super::types::*;
use crate::__private::Key;
use crate::TaskFailure;
use crate::typed::{Field, Names, Object, Shape, check, shape};

/// Of a check that refuses.
fn message(check: impl FnOnce() + std::panic::UnwindSafe) -> String {
    let panic = catch_unwind(check).expect_err("it refuses");
    panic
        .downcast::<String>()
        .map_or_else(|_| "no text".to_owned(), |text| *text)
}

const AT: &str = "order.asl.json:12:19: state \"A\"";

#[track_caller]
fn field(shape: &'static Shape, key: Key, expected: &str) {
    let text = message(|| {
        let _ = check::field(shape, key, AT);
    });
    assert_eq!(text, format!("{AT}: {expected}"));
}

#[test]
fn a_key_that_is_not_there_is_told_with_those_that_are() {
    let all = "it has: orderId, total, items, customer, notes, created-at, status, type";
    let order = shape::<Order>();
    field(
        order,
        Key::Member("totl"),
        &format!("`Order` has no field `totl`; {all}\nhelp: did you mean `total`?"),
    );
    field(
        order,
        Key::Member("order_id"),
        &format!("`Order` has no field `order_id`; {all}\nhelp: did you mean `orderId`?"),
    );
    field(
        order,
        Key::Member("zzz"),
        &format!("`Order` has no field `zzz`; {all}"),
    );
    field(
        shape::<Option<Box<Item>>>(),
        Key::Member("SECRET"),
        "`Item` has no field `SECRET`; it has: UNIT-PRICE, QUANTITY, ITEM-NAME, COMPUTED",
    );
    field(
        shape::<Address>(),
        Key::Member("CODE"),
        "`Address` has no field `CODE`; it has: STREET, ZIP, code\nhelp: did you mean `code`?",
    );
    field(
        shape::<Empty>(),
        Key::Member("a"),
        "`Empty` has no field `a`: it is empty",
    );
    field(
        order,
        Key::Index(0),
        "`Order` has no element [0]: it is no array",
    );
}

#[test]
fn what_has_no_parts_is_told_as_what_it_is() {
    field(
        shape::<f64>(),
        Key::Member("a"),
        "a number has no field `a`",
    );
    field(
        shape::<Option<Status>>(),
        Key::Member("a"),
        "a string has no field `a`",
    );
    field(
        shape::<Vec<Order>>(),
        Key::Member("total"),
        "an array of `Order` has no field `total`",
    );
    field(
        shape::<Pair>(),
        Key::Index(2),
        "there is no element [2]: the array has 2",
    );
    field(
        shape::<Pair>(),
        Key::Index(-3),
        "there is no element [-3]: the array has 2",
    );
}

#[test]
fn a_comparison_that_can_never_hold_is_refused() {
    let compare = |shape: &'static Shape, operator: &'static str, operand| {
        message(move || check::comparable(shape, operator, operand, "$.a", AT))
    };
    let table = [
        (shape::<String>(), "NumericGreaterThan", "a string"),
        (shape::<Option<bool>>(), "StringEquals", "a boolean"),
        (shape::<u8>(), "TimestampEquals", "an integer"),
        (shape::<jiff::Timestamp>(), "NumericLessThanPath", "a time"),
        (shape::<Vec<u8>>(), "BooleanEquals", "an array"),
        (shape::<Order>(), "StringMatches", "`Order`"),
        (shape::<()>(), "StringEquals", "null"),
    ];
    for (shape, operator, what) in table {
        let expected = format!("{AT}: {operator} can never hold for `$.a`, which is {what}");
        assert_eq!(compare(shape, operator, None), expected);
    }
    let expected = format!(
        "{AT}: StringEquals \"payd\" can never hold for `$.a`, which is one of: new, paid, OUT, lost\nhelp: did you mean `paid`?"
    );
    assert_eq!(
        compare(shape::<Status>(), "StringEquals", Some("payd")),
        expected
    );
}

#[test]
fn a_comparison_that_may_hold_is_not_refused() {
    for (shape, operator, operand) in [
        (shape::<f32>(), "NumericGreaterThanPath", None),
        (shape::<Option<u64>>(), "NumericEquals", None),
        (shape::<String>(), "TimestampLessThan", None),
        (shape::<jiff::Timestamp>(), "StringMatches", None),
        (shape::<Status>(), "StringEquals", Some("OUT")),
        (shape::<Status>(), "StringLessThan", Some("m")),
        (shape::<String>(), "IsNumeric", None),
        (shape::<Converted>(), "BooleanEquals", None),
    ] {
        check::comparable(shape, operator, operand, "$.a", AT);
    }
}

static TEMPLATE: Shape = Shape::Object(&Object::new(
    None,
    &[
        Field::new("STREET", &Shape::Float),
        Field::new("zip", &Shape::Integer),
    ],
));

static HOUSE: Shape = Shape::Object(&Object::new(
    Some("House"),
    &[
        Field::new("addresses", &Shape::Array(&TEMPLATE)),
        Field::new("text", &Shape::String),
    ],
));

static VISIT: Shape = Shape::Object(&Object::new(
    Some("Visit"),
    &[Field {
        read: &["addresses"],
        required: true,
        ..Field::new("addresses", &Shape::Array(&ADDRESS))
    }],
));

static ADDRESS: Shape = *shape::<Address>();

#[test]
fn data_that_never_fits_is_told_by_its_first_difference() {
    let fit = |from: &'static Shape, to: &'static Shape| message(move || check::fits(from, to, AT));
    let table = [
        (
            &TEMPLATE,
            shape::<Address>(),
            "an object does not fit `Address`: `STREET` is a number and has to be a string",
        ),
        (
            shape::<Empty>(),
            shape::<Address>(),
            "`Empty` does not fit `Address`: `STREET` is missing",
        ),
        (
            &HOUSE,
            &VISIT,
            "`House` does not fit `Visit`: `addresses[].STREET` is a number and has to be a string",
        ),
        (
            shape::<Country>(),
            shape::<Newtype>(),
            "`Country` does not fit `Address`: `STREET` is missing; there is: code",
        ),
        (
            shape::<Order>(),
            shape::<String>(),
            "`Order` does not fit a string",
        ),
        (
            shape::<Vec<String>>(),
            shape::<Order>(),
            "an array does not fit `Order`",
        ),
        (
            shape::<Option<f64>>(),
            shape::<Option<u8>>(),
            "a number does not fit an integer",
        ),
        (
            shape::<Vec<()>>(),
            shape::<Vec<bool>>(),
            "an array does not fit an array: `[]` is null and has to be a boolean",
        ),
        (
            shape::<(u8, u8)>(),
            shape::<(u8, u8, u8)>(),
            "an array of 2 does not fit an array of 3",
        ),
        (shape::<External>(), shape::<External>(), ""),
    ];
    for (from, to, expected) in table {
        if expected.is_empty() {
            check::fits(from, to, AT);
        } else {
            assert_eq!(fit(from, to), format!("{AT}: {expected}"));
        }
    }
}

#[test]
fn a_result_that_never_fits_its_field_is_refused() {
    let assign = |shape: &'static Shape, name: &'static str, from: &'static Shape| {
        message(move || {
            let _ = check::assignable(shape, Key::Member(name), from, AT);
        })
    };
    let order = shape::<Order>();
    assert_eq!(
        assign(order, "total", shape::<String>()),
        format!(
            "{AT}: the result does not fit the field `total`: it is a string and has to be a number"
        )
    );
    assert_eq!(
        assign(order, "customer", shape::<Country>()),
        format!(
            "{AT}: the result does not fit the field `customer`: `name` is missing; there is: code"
        )
    );
    assert!(assign(order, "receipt", shape::<String>()).contains("`Order` has no field `receipt`"));
    assert_eq!(
        check::assignable(order, Key::Member("total"), shape::<u8>(), AT),
        1
    );
    assert_eq!(
        check::assignable(order, Key::Member("customer"), &Shape::Unknown, AT),
        3
    );
}

#[test]
fn a_map_goes_over_arrays_only() {
    let refused = message(|| {
        let _ = check::elements(shape::<Order>(), AT);
    });
    assert_eq!(refused, format!("{AT}: `Order` is no array"));
    let _ = check::elements(shape::<Option<Vec<u8>>>(), AT);
    let _ = check::elements(shape::<Untagged>(), AT);
}

#[derive(Debug, TaskFailure)]
#[allow(dead_code)]
enum Rejected {
    CreditTooLow,
    #[asl(name = "Order.OutOfStock")]
    OutOfStock,
    #[asl(transparent)]
    Inner(Inner),
}

#[derive(Debug, TaskFailure)]
enum Inner {
    #[allow(dead_code)]
    Fraud,
}

#[test]
fn a_name_that_a_task_never_raises_is_refused() {
    let refused = |name: &'static str| message(move || check::raises(&Rejected::NAMES, name, AT));
    let all = "its errors are: CreditTooLow, Order.OutOfStock, Fraud";
    for (name, help) in [
        ("CreditToLow", "\nhelp: did you mean `CreditTooLow`?"),
        (
            "Order.OutofStok",
            "\nhelp: did you mean `Order.OutOfStock`?",
        ),
        ("Timeout", ""),
    ] {
        assert_eq!(
            refused(name),
            format!("{AT}: the task never fails with `{name}`; {all}{help}")
        );
    }
    let never = message(|| check::raises(&Names::All(&[]), "A", AT));
    assert_eq!(
        never,
        format!("{AT}: the task never fails with `A`: it has no errors")
    );
}

#[test]
fn names_of_the_language_and_of_other_services_pass() {
    for name in [
        "States.ALL",
        "States.Timeout",
        "Lambda.Unknown",
        "Fraud",
        "Order.OutOfStock",
    ] {
        check::raises(&Rejected::NAMES, name, AT);
    }
    check::raises(&Names::Any, "Whatever", AT);
}

#[test]
fn a_long_message_is_cut() {
    static LONG: [&str; 100] = ["a name that is rather long, as names go"; 100];
    static SHAPE: Shape = Shape::OneOf {
        written: &LONG,
        read: &[],
    };
    let text = message(|| check::comparable(&SHAPE, "StringEquals", Some("b"), "$.a", AT));
    assert!(text.ends_with(", …"), "{text}");
    let place = "x".repeat(5_000);
    let text = message(move || check::raises(&Rejected::NAMES, "CreditToLow", &place));
    assert!(text.contains("CreditTooLow"), "{text}");
}
