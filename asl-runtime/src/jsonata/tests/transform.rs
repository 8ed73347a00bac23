use serde_json::json;

use super::*;
use crate::jsonata::Object;

#[test]
fn a_transform_changes_a_copy() {
    let ev = &Evaluation::new();
    let data = json!({ "a": [{ "x": 1, "y": 2 }, { "x": 3 }], "b": 4 });
    let function = ev.transform(
        |item| ev.copied(item),
        |c| ev.path(c, &["a"]),
        |c| {
            Ok(ev.object(&[
                ("sum", ev.add(ev.name(c, "x")?, Item::Int(1))?),
                ("x", Item::Null),
            ]))
        },
        |_| Ok(Item::String("y")),
    );
    let changed = ev.apply(function, &[Item::from(&data)], Item::Undefined);
    let expected = json!({ "a": [{ "x": null, "sum": 2 }, { "x": null, "sum": 4 }], "b": 4 });
    assert_json(ev, changed, expected);
    assert_nothing(ev, ev.apply(function, &[Item::Undefined], Item::Undefined));
    assert_fails(
        ev,
        ev.apply(function, &[Item::Int(1)], Item::Undefined),
        "T0410",
    );
}

#[test]
fn updates_are_objects_and_deletions_names() {
    let ev = &Evaluation::new();
    let data = json!({ "a": 1 });
    let (one, none) = (json!(1), json!([]));
    for (update, delete, expected) in [
        (Item::from(&one), Item::Undefined, Outcome::Fails("T2011")),
        (Item::Undefined, Item::from(&one), Outcome::Fails("T2012")),
        (
            Item::Undefined,
            Item::from(&none),
            Outcome::Json(data.clone()),
        ),
    ] {
        let function = ev.transform(
            |item| ev.copied(item),
            Ok,
            move |_| Ok(update),
            move |_| Ok(delete),
        );
        let changed = ev.apply(function, &[Item::from(&data)], Item::Undefined);
        assert_eq!(outcome(ev, changed), expected);
    }
}

#[test]
fn an_object_may_become_a_part_of_itself() {
    let ev = &Evaluation::new();
    let data = json!({ "a": 1 });
    let copy = ev.copied(Item::from(&data)).unwrap_or_default();
    let Item::Object(Object::Made(made)) = copy else {
        panic!("a copy is an object of its own")
    };
    made.replace(ev.keep(&[("self", copy)]));
    assert_fails(ev, Ok(copy), "");
    assert_fails(ev, ev.descendants(copy), "");
    assert_fails(ev, ev.copied(copy), "");
}

#[test]
fn a_clone_of_the_expressions_own_must_be_a_function() {
    let ev = &Evaluation::new();
    assert_fails(ev, ev.copied_by(Item::Int(1), Item::Null), "T2013");
    let clone = ev.lambda(None, Item::Undefined, |[_]| {
        Ok(ev.object(&[("b", Item::Int(2))]))
    });
    assert_json(ev, ev.copied_by(clone, Item::Null), json!({ "b": 2 }));
}
