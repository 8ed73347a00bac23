use serde_json::json;

use super::*;
use crate::jsonata::Array;

#[test]
fn whole_numbers_are_exact_as_long_as_they_fit() {
    let ev = &Evaluation::new();
    let (big, one) = (Item::Int(9_007_199_254_740_993), Item::Int(1));
    assert_json(ev, ev.add(big, one), json!(9_007_199_254_740_994_i64));
    assert_json(ev, ev.multiply(Item::Int(i64::MAX), one), json!(i64::MAX));
    assert_json(
        ev,
        ev.add(Item::Int(i64::MAX), one),
        json!(9_223_372_036_854_775_808.0),
    );
    assert_json(ev, ev.divide(Item::Int(4), Item::Int(2)), json!(2));
    assert_json(ev, ev.divide(Item::Int(1), Item::Int(4)), json!(0.25));
    assert_json(
        ev,
        ev.divide(Item::Int(i64::MIN), Item::Int(-1)),
        json!(9.223372036854776e18),
    );
    assert_json(ev, ev.remainder(Item::Int(-7), Item::Int(3)), json!(-1));
    assert_json(
        ev,
        ev.negate(Item::Int(i64::MIN)),
        json!(9.223372036854776e18),
    );
}

#[test]
fn floats_that_are_whole_become_whole_numbers() {
    let ev = &Evaluation::new();
    let half = Item::Float(0.5);
    assert_json(ev, ev.add(half, half), json!(1));
    assert_json(ev, ev.multiply(Item::Float(-0.5), Item::Int(0)), json!(0));
    assert_json(ev, ev.remainder(Item::Float(5.5), Item::Int(2)), json!(1.5));
}

#[test]
fn numbers_that_json_does_not_have_become_strings_and_no_operands() {
    let ev = &Evaluation::new();
    let infinite = ev.divide(Item::Int(1), Item::Int(0));
    assert_json(ev, infinite.clone(), json!("Infinity"));
    assert_json(
        ev,
        ev.divide(Item::Int(-1), Item::Int(0)),
        json!("-Infinity"),
    );
    assert_json(ev, ev.divide(Item::Int(0), Item::Int(0)), json!("NaN"));
    let infinite = infinite.unwrap_or_default();
    assert_fails(ev, ev.add(infinite, Item::Int(1)), "D1001");
    assert_fails(ev, ev.negate(infinite), "D1001");
    assert_fails(ev, ev.add(Item::Float(f64::NAN), Item::Int(1)), "T2001");
}

#[test]
fn operands_that_are_no_numbers_are_refused_even_beside_nothing() {
    let ev = &Evaluation::new();
    assert_nothing(ev, ev.add(Item::Undefined, Item::Int(1)));
    assert_fails(ev, ev.add(Item::String("1"), Item::Undefined), "T2001");
    assert_fails(ev, ev.add(Item::Undefined, Item::Null), "T2002");
    assert_nothing(ev, ev.negate(Item::Undefined));
    assert_fails(ev, ev.negate(Item::String("1")), "D1002");
}

#[test]
fn a_range_holds_both_ends() {
    let ev = &Evaluation::new();
    let range = |first, last| ev.range(first, last);
    assert_json(ev, range(Item::Int(-1), Item::Int(2)), json!([-1, 0, 1, 2]));
    let last = Item::Int(i64::MAX);
    assert_json(ev, range(last, last), json!([i64::MAX]));
    assert_nothing(ev, range(Item::Int(2), Item::Int(1)));
    assert_nothing(ev, range(Item::Int(2), Item::Undefined));
    assert_fails(ev, range(Item::Float(0.5), Item::Undefined), "T2003");
    assert_fails(ev, range(Item::Undefined, Item::String("3")), "T2004");
    assert_fails(ev, range(Item::Int(i64::MIN), Item::Int(i64::MAX)), "D2014");
}

#[test]
fn comparisons_take_two_numbers_or_two_strings() {
    let ev = &Evaluation::new();
    let (one, text) = (Item::Int(1), Item::String("a"));
    assert_json(ev, ev.less(one, Item::Float(1.5)), json!(true));
    assert_json(ev, ev.greater_or_equal(one, one), json!(true));
    assert_json(ev, ev.less_or_equal(text, Item::String("b")), json!(true));
    assert_json(ev, ev.greater(Item::Float(f64::NAN), one), json!(false));
    assert_nothing(ev, ev.less(one, Item::Undefined));
    assert_fails(ev, ev.less(one, text), "T2009");
    assert_fails(ev, ev.less(Item::Null, Item::Undefined), "T2010");
}

#[test]
fn strings_compare_by_utf_16_units() {
    let ev = &Evaluation::new();
    let (beyond, private) = (Item::String("\u{10000}"), Item::String("\u{e000}"));
    assert_json(ev, ev.less(beyond, private), json!(true));
}

#[test]
fn equality_is_deep_and_does_not_mind_the_order_of_members() {
    let ev = &Evaluation::new();
    let one = json!({ "a": [1, { "b": null }], "c": 1.0 });
    let same = json!({ "c": 1, "a": [1, { "b": null }] });
    let other = json!({ "c": 1, "a": [1, { "b": false }] });
    let of = |value| Item::from(value);
    assert_json(ev, ev.equal(of(&one), of(&same)), json!(true));
    assert_json(ev, ev.equal(of(&one), of(&other)), json!(false));
    assert_json(ev, ev.not_equal(of(&one), of(&other)), json!(true));
    // Nothing is neither equal to anything nor different from it.
    assert_json(ev, ev.equal(Item::Undefined, Item::Undefined), json!(false));
    assert_json(ev, ev.not_equal(of(&one), Item::Undefined), json!(false));
}

#[test]
fn membership_asks_for_the_same_scalar() {
    let ev = &Evaluation::new();
    let array = json!([1, "a", [2]]);
    let array = Item::from(&array);
    assert_json(ev, ev.is_in(Item::Float(1.0), array), json!(true));
    assert_json(
        ev,
        ev.is_in(Item::String("a"), Item::String("a")),
        json!(true),
    );
    let two = json!([2]);
    assert_json(ev, ev.is_in(Item::from(&two), array), json!(false));
    assert_json(ev, ev.is_in(Item::Undefined, array), json!(false));
}

#[test]
fn an_array_is_true_if_anything_in_it_is() {
    let ev = &Evaluation::new();
    for (value, expected) in [
        (json!([]), false),
        (json!([0, "", null, [[false, {}]]]), false),
        (json!([0, [[], ["x"]]]), true),
        (json!({ "a": false }), true),
    ] {
        assert_eq!(Item::from(&value).is_true(ev), Ok(expected), "{value}");
    }
    assert_eq!(Item::Undefined.truth(ev), Ok(None));
    assert_eq!(Item::Array(Array::items(&[])).truth(ev), Ok(Some(false)));
}
