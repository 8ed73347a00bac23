use serde_json::{Value, json};

use super::super::testing::{assert_calls, assert_nothing_of_nothing, call};
use super::*;
use crate::jsonata::{Limits, Regex};

/// A run that soon has used up all that it may.
fn limited() -> Evaluation {
    Evaluation::new().within(Limits {
        steps: 1_000_000,
        bytes: 1 << 20,
        ..Limits::DEFAULT
    })
}

/// What a function makes of a text, a regular expression and more arguments.
fn matched(
    native: &'static Native,
    text: &str,
    (pattern, flags): (&str, &str),
    more: Value,
) -> std::result::Result<Value, &'static str> {
    let regex = Regex::new(pattern, flags);
    let ev = limited();
    let mut arguments = vec![Item::String(text), Item::from(&regex)];
    arguments.extend(more.as_array().into_iter().flatten().map(Item::from));
    let result = ev.native(native, &arguments, Item::Undefined);
    let json = result.and_then(|item| match item {
        Item::Undefined => Ok("null"),
        item => item.json(&ev, false),
    });
    let json = json.map_err(|error| error.code())?;
    Ok(serde_json::from_str(json).expect("it is JSON"))
}

#[test]
fn nothing_has_no_matches() {
    assert_nothing_of_nothing(&[&CONTAINS, &SPLIT]);
    let regex = Regex::new("a", "");
    let ev = &Evaluation::new();
    let arguments = [Item::Undefined, Item::from(&regex)];
    let found = ev.native(&MATCH, &arguments, Item::Undefined);
    assert!(matches!(found, Ok(Item::Undefined)), "{found:?}");
}

#[test]
fn matches_have_their_text_place_and_groups() {
    let single = |found: &Value| match found {
        Value::Array(all) => all.clone(),
        one => vec![one.clone()],
    };
    let find = |pattern, more| matched(&MATCH, "é😀ab-aB", pattern, more);
    let first = json!({"match": "ab", "index": 3, "groups": ["b", null]});
    let second = json!({"match": "aB", "index": 6, "groups": ["B", null]});
    let pattern = ("a(b)|(x)", "i");
    assert_eq!(find(pattern, json!([])), Ok(json!([first, second])));
    let limited = find(pattern, json!([1])).expect("a match");
    assert_eq!(single(&limited), [first]);
    assert_eq!(find(pattern, json!([-1])), Err("D3040"));
    for nothing in [find(pattern, json!([0])), find(("x", ""), json!([]))] {
        assert!(matches!(nothing, Ok(Value::Null)) || nothing == Ok(json!([])));
    }
}

#[test]
fn text_contains_a_text_or_a_match() {
    assert_calls(
        &CONTAINS,
        &[
            (json!(["abc", "bc"]), json!(true)),
            (json!(["abc", "cb"]), json!(false)),
            (json!(["abc", ""]), json!(true)),
        ],
    );
    assert_eq!(
        matched(&CONTAINS, "abc", ("B", "i"), json!([])),
        Ok(json!(true))
    );
    assert_eq!(
        matched(&CONTAINS, "abc", ("^b", ""), json!([])),
        Ok(json!(false))
    );
}

#[test]
fn texts_are_replaced_as_they_are() {
    assert_calls(
        &REPLACE,
        &[
            (json!(["a.b.c", ".", "$0"]), json!("a$0b$0c")),
            (json!(["a.b.c", ".", "-", 1]), json!("a-b.c")),
            (json!(["a.b.c", ".", "-", 0]), json!("a.b.c")),
            (json!(["aaa", "aa", "b"]), json!("ba")),
        ],
    );
    assert_eq!(call(&REPLACE, json!(["a", "", "b"])), Err("D3010"));
    assert_eq!(call(&REPLACE, json!(["a", "b", "c", -1])), Err("D3011"));
}

#[test]
fn matches_are_replaced_by_a_template() {
    for (pattern, template, expected) in [
        ("(J)(o)", "$2$1", "oJhn Smith"),
        ("(J)(o)", "[$0|$1|$3|$$1|$x|$", "[Jo|J||$1|$x|$hn Smith"),
        ("Jo", "$1.", ".hn Smith"),
        ("(J)(o)(h)(n)( )(S)(m)(i)(t)(h)", "$10-$11-$1", "h-J1-J"),
        ("(x)?J", "<$1>", "<>ohn Smith"),
    ] {
        let found = matched(&REPLACE, "John Smith", (pattern, ""), json!([template, 1]));
        assert_eq!(found, Ok(json!(expected)), "{pattern} by {template}");
    }
    let every = matched(&REPLACE, "a1b22", (r"\d", ""), json!(["<$0>"]));
    assert_eq!(every, Ok(json!("a<1>b<2><2>")));
}

#[test]
fn matches_are_replaced_by_what_a_function_makes_of_them() {
    let regex = Regex::new("a(.)", "");
    let ev = &Evaluation::new();
    let described = ev.lambda(None, Item::Undefined, |arguments: [Item<'_>; 1]| {
        let json = arguments[0].json(ev, false)?;
        Ok(Item::String(json))
    });
    let arguments = [Item::String("éaxe"), Item::from(&regex), described];
    let replaced = ev
        .native(&REPLACE, &arguments, Item::Undefined)
        .expect("a text");
    let object = r#"{"match":"ax","start":1,"end":3,"groups":["x"],"next":""}"#;
    assert_eq!(replaced.text(ev), Ok(&*format!("é{object}e")));

    let number = ev.lambda(None, Item::Undefined, |[_]| Ok(Item::Int(1)));
    for pattern in [Item::from(&regex), Item::String("a")] {
        let arguments = [Item::String("ab"), pattern, number];
        let error = ev
            .native(&REPLACE, &arguments, Item::Undefined)
            .expect_err("no text");
        assert_eq!(error.code(), "D3012");
    }
}

#[test]
fn text_is_split_at_texts_and_matches() {
    assert_calls(
        &SPLIT,
        &[
            (json!(["a,b,,", ","]), json!(["a", "b", "", ""])),
            (json!(["a,b,c", ",", 2]), json!(["a", "b"])),
            (json!(["é😀a", ""]), json!(["é", "😀", "a"])),
            (json!(["", ","]), json!([""])),
            (json!(["", ""]), json!([])),
            (json!(["a,b", ",", 0]), json!([])),
            (json!(["a,b,c", ",", 1.5]), json!(["a"])),
        ],
    );
    assert_eq!(call(&SPLIT, json!(["a", ",", -1])), Err("D3020"));
    let split = |more| matched(&SPLIT, "a1b22c", (r"\d+", ""), more);
    assert_eq!(split(json!([])), Ok(json!(["a", "b", "c"])));
    assert_eq!(split(json!([2])), Ok(json!(["a", "b"])));
    assert_eq!(split(json!([1.5])), Ok(json!(["a", "b"])));
    assert_eq!(split(json!([0])), Ok(json!([])));
}

#[test]
fn a_pattern_that_matches_nothing_again_and_again_is_refused() {
    for native in [&MATCH, &SPLIT] {
        assert_eq!(matched(native, "abc", ("x*", ""), json!([1])), Err("D1004"));
    }
    assert_eq!(
        matched(&REPLACE, "", ("x*", ""), json!(["-"])),
        Ok(json!("-"))
    );
}

#[test]
fn a_pattern_that_takes_too_long_is_an_error() {
    let text = "a".repeat(100_000) + "!";
    for pattern in ["(a+)+$", r"(.*)*\1b", "(?=(a|a)*b)"] {
        assert_eq!(
            matched(&CONTAINS, &text, (pattern, ""), json!([])),
            Err(""),
            "{pattern}"
        );
    }
}

#[test]
fn replacements_use_up_memory() {
    let (text, long) = ("a".repeat(10_000), "b".repeat(10_000));
    assert_eq!(matched(&REPLACE, &text, ("a", ""), json!([long])), Err(""));
    let ev = limited();
    let arguments = [Item::String(&text), Item::String("a"), Item::String(&long)];
    let replaced = ev.native(&REPLACE, &arguments, Item::Undefined);
    assert_eq!(replaced.map_err(|error| error.code()).err(), Some(""));
}

#[test]
fn any_function_that_returns_matches_will_do() {
    let ev = &Evaluation::new();
    let object = |start: i64, end, next| {
        let members = [
            ("match", Item::String("é")),
            ("start", Item::Int(start)),
            ("end", Item::Int(end)),
            ("groups", Item::Array(Array::items(&[]))),
            ("next", next),
        ];
        Item::Object(Object::Made(ev.made(Made::new(ev.keep(&members)))))
    };
    let none = ev.lambda(None, Item::Undefined, |[]| Ok(Item::Undefined));
    let second = ev.lambda(None, Item::Undefined, move |[]| Ok(object(4, 5, none)));
    let first = ev.lambda(None, Item::Undefined, move |[_]| Ok(object(1, 2, second)));
    let json = |native, more: Option<&'static str>| {
        let mut arguments = vec![Item::String("aé😀éb"), first];
        arguments.extend(more.map(Item::String));
        let found = ev.native(native, &arguments, Item::Undefined);
        found
            .and_then(|found| found.json(ev, false))
            .map_err(|error| error.to_string())
    };
    assert_eq!(json(&CONTAINS, None), Ok("true"));
    assert_eq!(json(&SPLIT, None), Ok(r#"["a","😀","b"]"#));
    assert_eq!(json(&REPLACE, Some("-$0")), Ok(r#""a-é😀-éb""#));
    let matches = r#"[{"match":"é","index":1,"groups":[]},{"match":"é","index":4,"groups":[]}]"#;
    assert_eq!(json(&MATCH, None), Ok(matches));
}

#[test]
fn what_a_function_returns_has_to_be_a_match() {
    let ev = &Evaluation::new();
    let wrong = ev.lambda(None, Item::Undefined, |[_]| Ok(Item::Int(1)));
    for (native, more) in [
        (&MATCH, None),
        (&SPLIT, None),
        (&REPLACE, Some(Item::String(""))),
    ] {
        let arguments: Vec<_> = [Item::String("a"), wrong].into_iter().chain(more).collect();
        let error = ev
            .native(native, &arguments, Item::Undefined)
            .expect_err("no match");
        assert_eq!(error.code(), "T1010");
    }
    assert_eq!(call(&CONTAINS, json!(["a", null])), Err("T0410"));
}
