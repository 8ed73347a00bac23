use serde_json::json;

use super::*;
use crate::jsonata::Array;

#[test]
fn names_lead_through_objects_and_every_element_of_arrays() {
    let ev = &Evaluation::new();
    let data = json!({ "a": [{ "b": { "c": 1 } }, { "b": [{ "c": 2 }, { "c": [3, 4] }] }, 5, { "b": 6 }] });
    let data = Item::from(&data);
    assert_json(ev, ev.path(data, &["a", "b", "c"]), json!([1, 2, 3, 4]));
    assert_nothing(ev, ev.path(data, &["a", "x", "c"]));
    assert_nothing(ev, ev.path(Item::Int(1), &["a"]));
    assert_nothing(ev, ev.path(Item::Undefined, &["a"]));
}

#[test]
fn a_single_result_is_no_array_but_a_single_array_stays_one() {
    let ev = &Evaluation::new();
    let data = json!({ "a": [{ "b": 1 }], "c": { "d": [2] }, "e": [{ "f": [3] }] });
    let data = Item::from(&data);
    assert_json(ev, ev.path(data, &["a", "b"]), json!(1));
    assert_json(ev, ev.path(data, &["c", "d"]), json!([2]));
    assert_json(ev, ev.path(data, &["e", "f"]), json!([3]));
}

#[test]
fn brackets_keep_a_single_result_in_an_array() {
    let ev = &Evaluation::new();
    let data = json!({ "a": [{ "b": 1 }], "c": [] });
    let data = Item::from(&data);
    let last = |base, name| ev.last(base, |c| ev.name(c, name));
    let single = last(ev.steps(data, &["a"]).unwrap_or_default(), "b");
    assert_json(ev, single.map(|item| item.kept_path(ev)), json!([1]));
    let nothing = last(data, "x");
    assert_nothing(ev, nothing.map(|item| item.kept_path(ev)));
    // What is no sequence does not become one.
    assert_json(ev, Ok(Item::Int(1).kept()), json!(1));
    let sequence = Item::Array(Array::sequence(&[Item::Int(1)]));
    assert_json(ev, Ok(sequence.kept()), json!([1]));
    assert_json(ev, Ok(sequence.settled()), json!(1));
}

#[test]
fn steps_flatten_what_they_find_but_for_constructors() {
    let ev = &Evaluation::new();
    let data = json!([{ "a": [1, 2] }, { "a": 3 }, {}]);
    let data = Item::from(&data);
    let found = ev.last(data, |c| ev.name(c, "a"));
    assert_json(ev, found, json!([1, 2, 3]));
    let pair = |c| Ok(ev.array(&[ev.name(c, "a")?, Item::Int(0)])?.constructed());
    assert_json(ev, ev.last(data, pair), json!([[1, 2, 0], [3, 0], [0]]));
    // Constructors are contexts themselves.
    let found = ev.step(data, pair);
    let found = found.and_then(|pairs| ev.last(pairs, |c| Ok(ev.index(c, 0))));
    assert_json(ev, found, json!([1, 3, 0]));
}

#[test]
fn a_path_goes_nowhere_from_an_empty_constructor() {
    let ev = &Evaluation::new();
    let behind = |base| ev.behind(base, |base| ev.path(base, &["a"]));
    let empty = Item::Array(Array::items(&[])).constructed();
    assert_json(ev, behind(empty), json!([]));
    let data = json!([{ "a": 1 }]);
    assert_json(ev, behind(Item::from(&data)), json!(1));
    assert_nothing(ev, behind(Item::from(&data[0])));
    let characters = ev.behind(Item::String("aé"), |base| ev.last(base, Ok));
    assert_json(ev, characters, json!(["a", "é"]));
    // Others are just empty.
    assert_nothing(ev, ev.path(empty, &["a", "b"]));
}

#[test]
fn a_first_step_is_evaluated_even_in_no_context() {
    let ev = &Evaluation::new();
    let found = ev.last(ev.contexts(Item::Undefined), |_| Ok(Item::Int(1)));
    assert_json(ev, found, json!(1));
    assert_nothing(ev, ev.last(Item::Undefined, |_| Ok(Item::Int(1))));
}

#[test]
fn an_index_counts_from_either_end() {
    let ev = &Evaluation::new();
    let data = json!([1, 2, [3, 4]]);
    let data = Item::from(&data);
    let index = |index| Ok(ev.index(data, index).settled());
    assert_json(ev, index(1), json!(2));
    assert_json(ev, index(-1), json!([3, 4]));
    assert_nothing(ev, index(3));
    assert_nothing(ev, index(i64::MIN));
    assert_json(ev, Ok(ev.index(Item::Int(7), -1)), json!(7));
}

#[test]
fn a_filter_takes_what_is_true_or_named_by_position() {
    let ev = &Evaluation::new();
    let data = json!([1, 2, 3, 4]);
    let data = Item::from(&data);
    let large = ev.filter(data, |c| ev.greater(c, Item::Int(2)));
    assert_json(ev, large.map(Item::settled), json!([3, 4]));
    let last = ev.filter(data, |_| Ok(Item::Float(-0.5)));
    assert_json(ev, last.map(Item::settled), json!(4));
    let positions = json!([0, 2, 2]);
    let positions = ev.filter(data, |_| Ok(Item::from(&positions)));
    assert_json(ev, positions.map(Item::settled), json!([1, 3, 3]));
    let mixed = json!([0, "x"]);
    let mixed = ev.filter(data, |_| Ok(Item::from(&mixed)));
    assert_json(ev, mixed.map(Item::settled), json!([1, 2, 3, 4]));
    let failing = ev.filter(Item::Undefined, |c| ev.add(c, Item::Null));
    assert_fails(ev, failing, "T2002");
    assert_fails(
        ev,
        ev.filter(data, |_| Ok(Item::Float(f64::INFINITY))),
        "D1001",
    );
}

#[test]
fn a_wildcard_flattens_arrays_to_their_depth() {
    let ev = &Evaluation::new();
    let data = json!({ "a": 1, "b": [2, [3, [4]]], "c": { "d": 5 } });
    let data = Item::from(&data);
    assert_json(ev, ev.wildcard(data), json!([1, 2, 3, 4, { "d": 5 }]));
    let single = json!({ "a": { "b": 1 } });
    let single = ev.wildcard(Item::from(&single));
    assert_json(ev, single.map(Item::settled), json!({ "b": 1 }));
    assert_nothing(ev, ev.wildcard(Item::Int(1)).map(Item::settled));
}

#[test]
fn descendants_come_before_what_is_inside_of_them() {
    let ev = &Evaluation::new();
    let data = json!({ "a": [{ "b": 1 }, 2], "c": 3 });
    let found = ev.descendants(Item::from(&data));
    let expected = json!([data, { "b": 1 }, 1, 2, 3]);
    assert_json(ev, found, expected);
}

#[test]
fn sorting_is_stable_and_what_is_missing_comes_last() {
    let ev = &Evaluation::new();
    let data =
        json!([{ "k": 2, "n": "a" }, { "n": "b" }, { "k": 1, "n": "c" }, { "k": 2, "n": "d" }]);
    let data = Item::from(&data);
    for (descending, expected) in [(false, ["c", "a", "d", "b"]), (true, ["a", "d", "c", "b"])] {
        let sorted = ev.sort(data, [descending], |c| Ok([ev.name(c, "k")?]));
        let names = sorted.and_then(|sorted| ev.path(sorted, &["n"]));
        assert_json(ev, names, json!(expected));
    }
    let mixed = json!([1, "a"]);
    assert_fails(
        ev,
        ev.sort(Item::from(&mixed), [false], |c| Ok([c])),
        "T2007",
    );
    let bad = json!([true, false]);
    assert_fails(ev, ev.sort(Item::from(&bad), [false], |c| Ok([c])), "T2008");
}
