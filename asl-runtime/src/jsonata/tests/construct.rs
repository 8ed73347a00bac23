use serde_json::json;

use super::*;
use crate::jsonata::Array;

#[test]
fn arrays_among_elements_give_theirs_unless_they_stand_alone() {
    let ev = &Evaluation::new();
    let pair = json!([1, 2]);
    let pair = Item::from(&pair);
    let array = ev.array(&[pair, Item::Undefined, Item::Null, pair.alone(ev)]);
    assert_json(ev, array, json!([1, 2, null, [1, 2]]));
    assert_json(ev, ev.array(&[Item::Undefined]), json!([]));
    assert_json(ev, ev.array(&[pair]), json!([1, 2]));
}

#[test]
fn members_that_are_undefined_are_left_out() {
    let ev = &Evaluation::new();
    let object = ev.object(&[
        ("a", Item::Int(1)),
        ("b", Item::Undefined),
        ("c", Item::Null),
    ]);
    assert_json(ev, Ok(object), json!({ "a": 1, "c": null }));
}

#[test]
fn items_of_one_group_are_the_context_of_its_value() {
    let ev = &Evaluation::new();
    let data = json!([{ "k": "a", "v": 1 }, { "k": "b", "v": 2 }, { "k": "a", "v": [3, 4] }, {}]);
    let data = Item::from(&data);
    let key = |_, c| ev.path(c, &["k"]);
    let group = ev.group(data, 1, key, |_, c| ev.path(c, &["v"]));
    assert_json(ev, group, json!({ "a": [1, 3, 4], "b": 2 }));
    let same = |pair, _| Ok(Item::String(["x", "x"][pair]));
    assert_fails(ev, ev.group(data, 2, same, |_, c| Ok(c)), "D1009");
    assert_fails(
        ev,
        ev.group(data, 1, |_, _| Ok(Item::Int(1)), |_, c| Ok(c)),
        "T1003",
    );
}

#[test]
fn a_group_of_nothing_is_evaluated_once() {
    let ev = &Evaluation::new();
    let empty = Item::Array(Array::items(&[]));
    for input in [Item::Undefined, empty] {
        let key = |_, _| Ok(Item::String("k"));
        let group = ev.group(input, 1, key, |_, c: Item<'_>| {
            Ok(Item::Bool(c.is_undefined()))
        });
        assert_json(ev, group, json!({ "k": true }));
    }
}

#[test]
fn what_is_grouped_under_a_known_key_is_one_array() {
    let ev = &Evaluation::new();
    for (input, expected) in [
        (json!(1), json!(1)),
        (json!([1]), json!(1)),
        (json!([[1, 2], 3]), json!([1, 2, 3])),
    ] {
        assert_json(ev, ev.together(Item::from(&input)), expected);
    }
}

#[test]
fn anything_but_nothing_has_a_text_to_concatenate() {
    let ev = &Evaluation::new();
    let object = json!({ "a": [1.5, null] });
    let parts = [
        Item::String("é"),
        Item::Undefined,
        Item::Int(-7),
        Item::from(&object),
    ];
    assert_json(ev, ev.concatenate(&parts), json!("é-7{\"a\":[1.5,null]}"));
    assert_fails(ev, ev.concatenate(&[Item::Float(f64::NAN)]), "D3001");
}
