use serde_json::json;

use super::*;
use crate::jsonata::Binding;

const BOTH: Binding = Binding {
    focus: Some("v"),
    index: Some("i"),
    ancestors: &[],
};
const PARENT: Binding = Binding {
    focus: None,
    index: None,
    ancestors: &["%0"],
};
const NONE: Binding = Binding {
    focus: None,
    index: None,
    ancestors: &[],
};

#[test]
fn a_focus_is_bound_and_the_context_stays() {
    let ev = &Evaluation::new();
    let data = json!({ "a": [1, 2], "b": [3, 4] });
    let pairs = || {
        ev.stream(Item::from(&data))?
            .step(BOTH, |_, c| ev.name(c, "a"))?
            .step(NONE, |_, c| ev.name(c, "b"))?
            .step(NONE, |t, c| ev.array(&[t.get("v"), t.get("i"), c]))
    };
    let items = pairs().map(|stream| stream.items());
    assert_json(ev, items, json!([1, 0, 3, 1, 0, 4, 2, 1, 3, 2, 1, 4]));
}

#[test]
fn an_ancestor_is_the_context_of_its_step() {
    let ev = &Evaluation::new();
    let data = json!({ "orders": [{ "id": 1, "items": ["a", "b"] }, { "id": 2, "items": "c" }] });
    let found = || {
        let contexts = ev.steps(Item::from(&data), &["orders"])?;
        let stream = ev
            .stream(contexts)?
            .step(PARENT, |_, c| ev.name(c, "items"))?
            .filter(|t, c| ev.not_equal(ev.name(t.get("%0"), "id")?, c))?
            .step(NONE, |t, c| {
                ev.concatenate(&[c, ev.name(t.get("%0"), "id")?])
            })?;
        Ok(stream.items())
    };
    assert_json(ev, found(), json!(["a1", "b1", "c2"]));
}

#[test]
fn positions_are_counted_over_the_whole_stream() {
    let ev = &Evaluation::new();
    let data = json!([[5, 6], [7]]);
    let numbered = || {
        let stream = ev
            .stream(Item::from(&data))?
            .step(NONE, |_, c| Ok(c))?
            .sort([true], |_, c| Ok([c]))?
            .numbered("i");
        let last = stream.clone().index(-1).items().settled();
        let positions = stream.step(NONE, |t, _| Ok(t.get("i")))?;
        ev.array(&[last, positions.items()])
    };
    assert_json(ev, numbered(), json!([5, 0, 1, 2]));
}

#[test]
fn bindings_of_a_path_in_parentheses_go_on() {
    let ev = &Evaluation::new();
    let data = json!([{ "a": [1, 2] }, { "a": [3] }]);
    let found = || {
        let stream = ev
            .stream(Item::from(&data))?
            .nested(|_, c| ev.stream(c)?.step(PARENT, |_, c| ev.name(c, "a")))?
            .step(NONE, |t, _| ev.path(t.get("%0"), &["a"]))?;
        Ok(stream.items())
    };
    assert_json(ev, found(), json!([1, 2, 1, 2, 3]));
}

#[test]
fn what_a_group_has_bound_is_bound_together() {
    let ev = &Evaluation::new();
    let data = json!([{ "k": "x", "n": 1 }, { "k": "y", "n": 2 }, { "k": "x", "n": 3 }]);
    let grouped = || {
        ev.stream(Item::from(&data))?
            .step(BOTH, |_, c| Ok(c))?
            .group(
                1,
                |_, t, _| ev.path(t.get("v"), &["k"]),
                |_, t, c| ev.array(&[t.get("i"), ev.path(c, &["n"])?]),
            )
    };
    assert_json(ev, grouped(), json!({ "x": [0, 0, 1, 3], "y": [0, 2] }));
}
