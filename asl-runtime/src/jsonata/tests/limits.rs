use serde_json::json;

use super::*;
use crate::jsonata::{Array, Limits};

/// Far deeper than any stack.
const DEEP: usize = 200_000;

/// Soon exhausted.
fn bounded() -> Evaluation {
    Evaluation::new().within(Limits {
        steps: 1_000_000,
        bytes: 16 << 20,
        ..Limits::DEFAULT
    })
}

fn message<'a>(ev: &'a Evaluation, result: Result<'a>) -> String {
    let unfit = result
        .map_err(Unfit::Failed)
        .and_then(|item| item.to_value(ev))
        .expect_err("it is too much");
    match unfit {
        Unfit::Failed(error) => error.to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn recursion_ends_at_the_depth_of_aws() {
    let ev = &Evaluation::new();
    let own = ev.slot();
    let endless = ev.lambda(None, Item::Undefined, move |[n]| {
        let rest = ev.apply(own.get().unwrap_or_default(), &[n], Item::Undefined)?;
        ev.add(n, rest)
    });
    own.bind(endless);
    let message = message(ev, ev.apply(endless, &[Item::Int(1)], Item::Undefined));
    assert!(message.ends_with("Depth=101 max=100"), "{message}");
}

#[test]
fn recursion_ends_before_a_small_stack_does() {
    let limits = Limits {
        stack: 64 << 10,
        depth: u32::MAX,
        ..Limits::DEFAULT
    };
    let ev = &Evaluation::new().within(limits);
    let own = ev.slot();
    let endless = ev.lambda(None, Item::Undefined, move |[]| {
        let rest = ev.apply(own.get().unwrap_or_default(), &[], Item::Undefined)?;
        ev.negate(rest)
    });
    own.bind(endless);
    let message = message(ev, ev.apply(endless, &[], Item::Undefined));
    assert!(message.starts_with("Stack overflow error"), "{message}");
}

#[test]
fn functions_made_of_functions_are_as_deep_as_their_calls() {
    let ev = &Evaluation::new();
    let mut function = ev.lambda(None, Item::Undefined, |[n]| Ok(n));
    for _ in 0..DEEP / 100 {
        function = ev.partial(&[None], function).unwrap_or_default();
    }
    let message = message(ev, ev.apply(function, &[Item::Int(1)], Item::Undefined));
    assert!(message.starts_with("Stack overflow error"), "{message}");
}

#[test]
fn a_tail_call_without_end_runs_out_of_time_or_memory() {
    let ev = &bounded();
    let own = ev.slot();
    let endless = ev.lambda(None, Item::Undefined, move |[]| {
        Ok(ev.tail_call(own.get().unwrap_or_default(), &[], Item::Undefined))
    });
    own.bind(endless);
    let message = message(ev, ev.apply(endless, &[], Item::Undefined));
    assert!(message.ends_with("limit exceeded"), "{message}");
}

#[test]
fn data_that_nests_deep_is_looked_through_without_a_stack() {
    let ev = &Evaluation::new();
    let deep = nested(ev, DEEP);
    assert_eq!(deep.is_true(ev), Ok(false));
    assert_eq!(deep.equals(ev, nested(ev, DEEP)), Ok(true));
    assert_nothing(ev, ev.path(deep, &["a"]));
    assert_nothing(ev, ev.descendants(deep).map(Item::settled));
    assert_json(ev, ev.wildcard(deep), json!([]));
}

#[test]
fn data_that_nests_deep_is_no_result() {
    let ev = &Evaluation::new();
    assert!(outcome(ev, Ok(nested(ev, 250))) != Outcome::Nothing);
    for result in [
        Ok(nested(ev, DEEP)),
        ev.concatenate(&[nested(ev, DEEP)]),
        ev.copied(nested(ev, DEEP)),
    ] {
        let message = message(ev, result);
        let expected = "Stack overflow error: data nests more than 300 levels deep";
        assert_eq!(message, expected);
    }
}

#[test]
fn parts_used_many_times_count_every_time() {
    let ev = &bounded();
    let mut doubled = Item::String("0123456789");
    for _ in 0..60 {
        doubled = Item::Array(Array::items(ev.keep(&[doubled, doubled])));
    }
    assert!(message(ev, Ok(doubled)).ends_with("limit exceeded"));
    let large = json!(vec![0; 100_000]);
    let ev = &bounded();
    let large = Item::Array(Array::items(ev.keep(&[Item::from(&large); 100])));
    assert!(message(ev, Ok(large)).ends_with("memory limit exceeded"));
}

#[test]
fn what_grows_without_end_runs_out_of_memory() {
    let ev = &Evaluation::new();
    let mut text = Ok(Item::String("xy"));
    let mut array = ev.range(Item::Int(1), Item::Int(2));
    for _ in 0..60 {
        text = text.and_then(|text| ev.concatenate(&[text, text]));
        array = array.and_then(|array| array.append(ev, array));
    }
    assert!(message(ev, text).ends_with("memory limit exceeded"));
    assert!(message(ev, array).ends_with("memory limit exceeded"));
    let range = ev.range(Item::Int(1), Item::Int(10_000_000));
    assert!(message(ev, range).ends_with("memory limit exceeded"));
}

#[test]
fn a_comparison_of_everything_with_everything_runs_out_of_time() {
    let ev = &bounded();
    let many = ev
        .range(Item::Int(1), Item::Int(10_000))
        .unwrap_or_default();
    let found = ev.filter(many, |c| ev.is_in(c, ev.filter(many, |d| ev.equal(c, d))?));
    assert!(message(ev, found).ends_with("limit exceeded"));
}
