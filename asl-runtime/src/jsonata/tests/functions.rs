use serde_json::json;

use super::*;
use crate::jsonata::{Error, Signature, library};

#[test]
fn missing_arguments_are_undefined_and_surplus_ones_are_lost() {
    let ev = &Evaluation::new();
    let second = ev.lambda(None, Item::Undefined, |[_, second]| Ok(second));
    let [one, two, three] = [1, 2, 3].map(Item::Int);
    assert_nothing(ev, ev.apply(second, &[one], Item::Undefined));
    let surplus = ev.apply(second, &[one, two, three], Item::Undefined);
    assert_json(ev, surplus, json!(2));
    assert_fails(ev, ev.apply(Item::Int(1), &[], Item::Undefined), "T1006");
}

#[test]
fn a_signature_puts_the_context_in_for_a_missing_argument() {
    static SIGNATURE: Signature = Signature::parse("<n-n:n>");
    let ev = &Evaluation::new();
    let context = Item::Int(40);
    let add = ev.lambda(Some(&SIGNATURE), context, |[one, other]| ev.add(one, other));
    let (one, two) = (Item::Int(1), Item::Int(2));
    assert_json(ev, ev.apply(add, &[two], Item::Undefined), json!(42));
    assert_json(ev, ev.apply(add, &[one, two], Item::Undefined), json!(3));
    let text = Item::String("1");
    assert_fails(ev, ev.apply(add, &[text], Item::Undefined), "T0410");
}

#[test]
fn a_name_that_is_called_without_its_dollar_is_told_so() {
    let ev = &Evaluation::new();
    let error = ev.misnamed(Item::Undefined, "T1005", "sum");
    let message = error.map_err(|error| error.to_string()).err();
    let expected = "T1005: Attempted to invoke a non-function. Did you mean $sum?";
    assert_eq!(message.as_deref(), Some(expected));
    assert_json(ev, ev.misnamed(Item::Int(1), "T1005", "sum"), json!(1));
}

#[test]
fn a_partial_application_waits_for_what_is_missing() {
    let ev = &Evaluation::new();
    let subtract = ev.lambda(None, Item::Undefined, |[one, other]| {
        ev.subtract(one, other)
    });
    let given = [None, Some(Item::Int(1)), Some(Item::Int(9))];
    let decrement = ev.partial(&given, subtract).unwrap_or_default();
    assert_json(
        ev,
        ev.apply(decrement, &[Item::Int(5)], Item::Undefined),
        json!(4),
    );
    let native = library::SUBSTRING.item();
    let first = ev.partial(&[None, Some(Item::Int(0)), Some(Item::Int(1))], native);
    let first = first.unwrap_or_default();
    assert_json(
        ev,
        ev.apply(first, &[Item::String("abc")], Item::Undefined),
        json!("a"),
    );
    assert_fails(ev, ev.partial(&[None], Item::Null), "T1008");
}

#[test]
fn two_functions_make_one_and_a_value_is_applied() {
    let ev = &Evaluation::new();
    let increment = ev.lambda(None, Item::Undefined, |[n]| ev.add(n, Item::Int(1)));
    let double = ev.lambda(None, Item::Undefined, |[n]| ev.multiply(n, Item::Int(2)));
    let both = ev.pipe(increment, double).unwrap_or_default();
    assert_json(ev, ev.pipe(Item::Int(3), both), json!(8));
    assert_fails(ev, ev.pipe(Item::Int(3), Item::Int(4)), "T2006");
}

#[test]
fn a_tail_call_does_not_grow_the_stack() {
    let ev = &Evaluation::new();
    let own = ev.slot();
    let count_down = ev.lambda(None, Item::Undefined, move |[n]| {
        if n.is_true(ev)? {
            let rest = ev.subtract(n, Item::Int(1))?;
            let own = own.get().unwrap_or_default();
            Ok(ev.tail_call(own, &[rest], Item::Undefined))
        } else {
            Ok(Item::String("done"))
        }
    });
    own.bind(count_down);
    assert_json(
        ev,
        ev.apply(count_down, &[Item::Int(5_000)], Item::Undefined),
        json!("done"),
    );
}

#[test]
fn a_function_is_no_json_anywhere() {
    let ev = &Evaluation::new();
    let function = library::SUM.item();
    assert_eq!(outcome(ev, Ok(function)), Outcome::Function);
    assert_eq!(
        outcome(ev, Ok(ev.object(&[("f", function)]))),
        Outcome::Function
    );
    assert_eq!(outcome(ev, ev.array(&[function])), Outcome::Function);
    assert_eq!(
        outcome(ev, Err(Error::new("D3137", "x"))),
        Outcome::Fails("D3137")
    );
}

#[test]
fn a_slot_is_empty_until_it_is_bound() {
    let ev = &Evaluation::new();
    let slot = ev.slot();
    assert!(slot.get().is_none());
    assert_json(ev, Ok(slot.bind(Item::Int(1))), json!(1));
    slot.bind(Item::Int(2));
    assert_json(ev, Ok(slot.get().unwrap_or_default()), json!(2));
}
