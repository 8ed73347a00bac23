use serde_json::json;

use super::*;
use crate::distributed::reader::json::Json;

fn read(text: impl AsRef<[u8]>) -> Read {
    decode(|| Json::new(None), text)
}

fn read_at(pointer: &str, text: impl AsRef<[u8]>) -> Read {
    decode(|| Json::new(Some(pointer)), text)
}

fn entry(key: &str, value: Value) -> DataItem {
    DataItem {
        key: Some(key.to_owned()),
        value,
    }
}

#[test]
fn the_elements_of_an_array_are_items() {
    let text = r#" [1, "a, [b", {"c": [{}, [], "\"]"]}, null,true , -1.5e3,[[]] ] "#;
    let expected = [
        json!(1),
        json!("a, [b"),
        json!({ "c": [{}, [], "\"]"] }),
        json!(null),
        json!(true),
        json!(-1500.0),
        json!([[]]),
    ];
    assert_eq!(read(text).values(), expected);
    assert!(read("[]").values().is_empty());
    assert!(read("[ \n ]\n").values().is_empty());
}

#[test]
fn the_members_of_an_object_are_items_with_keys() {
    let read = read(r#"{"a": 1, "b\n\u00fc": {"c": 2}, "": []}"#);
    assert_eq!(read.error, None);
    let expected = [
        entry("a", json!(1)),
        entry("b\nü", json!({ "c": 2 })),
        entry("", json!([])),
    ];
    assert_eq!(read.items, expected);
}

#[test]
fn a_pointer_leads_to_the_items() {
    let text =
        r#"{"x": [[1], 2], "a": {"skip": "]}", "b/c": [0, {"~": {"k": 5}}, [7, 8]]}, "z": {}}"#;
    assert_eq!(read_at("/a/b~1c/2", text).values(), [7, 8]);
    assert_eq!(read_at("/x", text).values(), [json!([1]), json!(2)]);
    assert_eq!(read_at("/x/0", text).values(), [1]);
    assert_eq!(read_at("/a/b~1c/1/~0", text).items, [entry("k", json!(5))]);
    assert!(read_at("/z", text).values().is_empty());
    assert_eq!(read_at("", "[1]").values(), [1]);
}

#[test]
fn a_pointer_that_finds_nothing_is_an_error() {
    let text = r#"{"a": [1], "b": 2}"#;
    for pointer in ["/c", "/a/1", "/a/00", "/b/c", "/a/0/0"] {
        let expected = format!("bucket/key: `ItemsPointer` finds nothing at `{pointer}`");
        assert_eq!(read_at(pointer, text).error(), expected);
    }
    assert_eq!(
        read_at("a", text).error(),
        "bucket/key: `a` is no JSON Pointer, which begins with `/`"
    );
}

#[test]
fn a_member_that_occurs_twice_is_not_passed_over() {
    let read = read_at("/a", r#"{"a": [1], "a": [2]}"#);
    assert_eq!(
        read.error.as_deref(),
        Some("bucket/key, byte 16: `ItemsPointer` finds a second member of the same name here")
    );
}

#[test]
fn what_has_no_items_is_an_error_in_the_words_of_aws() {
    let words = "Attempting to map over non-iterable node.";
    for scalar in ["1", " \"a\"", "null", "true "] {
        assert_eq!(read(scalar).error(), words);
    }
    assert_eq!(read_at("/a", r#"{"a": 1}"#).error(), words);
}

#[test]
fn a_text_that_is_cut_off_is_an_error_wherever_it_is_cut() {
    let text = r#"{"skip": [1, {"x": "y"}], "a": [{"b": "c"}, 12, "\u00e9"]}"#;
    for end in 0..text.len() {
        let read = read_at("/a", &text[..end]);
        let error = read.error.expect("it is cut off");
        assert!(error.starts_with("bucket/key, byte "), "{error}");
    }
    assert_eq!(read("").error(), "bucket/key, byte 0: the file is empty");
    assert_eq!(
        read("[1, 2").error(),
        "bucket/key, byte 5: the file ends in the middle of its JSON text"
    );
}

#[test]
fn what_is_no_json_is_an_error_with_its_byte() {
    for (text, error) in [
        ("[1 2]", "byte 3: expected `,` or `]`, found `2`"),
        ("[1,]", "byte 3: expected a value, found `]`"),
        ("[,]", "byte 1: expected a value or `]`, found `,`"),
        ("[1}", "byte 2: expected `,` or `]`, found `}`"),
        ("[1] x", "byte 4: expected the end of the file, found `x`"),
        ("{1: 2}", "byte 1: expected a key or `}`, found `1`"),
        ("{\"a\" 2}", "byte 5: expected `:`, found `2`"),
        ("{\"a\": 2]", "byte 7: expected `,` or `}`, found `]`"),
        ("{\"a\": 2,}", "byte 8: expected a key, found `}`"),
        ("[nul]", "byte 3: the text ends too early"),
        ("[nulx]", "byte 4: expected ident"),
        ("[01]", "byte 2: invalid number"),
        ("[{\"a\":\n [1,\n  2}]", "byte 15: expected `,` or `]`"),
        ("[\"\\x\"]", "byte 3: invalid escape"),
        ("\u{1}", "byte 0: expected a value, found `\\x01`"),
    ] {
        assert_eq!(read(text).error(), format!("bucket/key, {error}"), "{text}");
    }
}

#[test]
fn what_is_passed_over_is_checked_too() {
    for (text, error) in [
        (r#"{"x": tru, "a": []}"#, "byte 8: the text ends too early"),
        (
            r#"{"x": [1 2], "a": []}"#,
            "byte 9: expected `,` or `]`, found `2`",
        ),
        (r#"{"x": "\q", "a": []}"#, "byte 8: invalid escape"),
        (
            r#"{"a": [], "x": }"#,
            "byte 15: expected a value, found `}`",
        ),
    ] {
        let read = read_at("/a", text);
        assert_eq!(read.error(), format!("bucket/key, {error}"), "{text}");
    }
}

#[test]
fn text_that_is_not_utf8_is_an_error() {
    let error = read(b"[\"a\", \"\xff\"]").error();
    assert_eq!(error, "bucket/key, byte 7: invalid unicode code point");
}

#[test]
fn depth_has_a_limit_and_no_stack_overflows() {
    let deep = "[".repeat(1_000_000);
    for pointer in [None, Some("/0/0/0/x")] {
        let read = decode_in_chunks(|| Json::new(pointer), [deep.as_bytes()]);
        assert!(read.error.is_some());
    }
    let passed_over = format!("{{\"x\": {deep}");
    let read = decode_in_chunks(|| Json::new(Some("/a")), [passed_over.as_bytes()]);
    assert_eq!(
        read.error(),
        "bucket/key, byte 133: recursion limit exceeded"
    );
}

#[test]
fn an_item_without_an_end_does_not_fill_the_memory() {
    let chunk = vec![b'x'; 1 << 20];
    let chunks = std::iter::once(b"[\"".as_slice()).chain(std::iter::repeat_n(&chunk[..], 9));
    let read = decode_in_chunks(|| Json::new(None), chunks);
    assert_eq!(
        read.error(),
        "bucket/key, byte 1: an item may have 8388608 bytes, and the one that begins here has more"
    );
}

/// Texts at random, and texts with a damage: what serde_json reads is read, and what it does not read is an error.
#[test]
fn it_reads_what_serde_json_reads() {
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..3_000 {
        let value = random_value(&mut random, 4);
        let mut text = match random.bool() {
            true => serde_json::to_vec(&value),
            false => serde_json::to_vec_pretty(&value),
        }
        .expect("a value has a text");
        if random.bool() {
            let at = random.usize(..text.len());
            text[at] = *random.choice(b"[]{}\",:x1 \\\xff").expect("some");
        }
        let chunk = random.usize(1..=text.len());
        let read = decode_in_chunks(|| Json::new(None), text.chunks(chunk));
        let shown = String::from_utf8_lossy(&text).into_owned();
        match serde_json::from_slice::<Value>(&text) {
            Ok(Value::Array(values)) => assert_eq!(read.values(), values, "{shown}"),
            // Of members that occur twice serde_json keeps the last.
            Ok(Value::Object(members)) => {
                assert_eq!(read.error, None, "{shown}");
                let items = read.items.into_iter();
                let read = items.map(|item| (item.key.expect("a key"), item.value));
                assert_eq!(read.collect::<serde_json::Map<_, _>>(), members, "{shown}");
            }
            _ => assert!(read.error.is_some(), "{shown}"),
        }
    }
}

fn random_value(random: &mut fastrand::Rng, depth: u32) -> Value {
    match random.u32(..if depth == 0 { 5 } else { 9 }) {
        0 => Value::Null,
        1 => random.bool().into(),
        2 => random.i32(..).into(),
        3 => (f64::from(random.i16(..)) / 8.0).into(),
        4 => {
            let alphabet: Vec<char> = "ab\"\\[]{},: \nü€😀".chars().collect();
            let length = random.usize(..6);
            let chars = (0..length).map(|_| *random.choice(&alphabet).expect("some"));
            chars.collect::<String>().into()
        }
        5 | 6 => (0..random.usize(..4))
            .map(|_| random_value(random, depth - 1))
            .collect(),
        _ => (0..random.usize(..4))
            .map(|n| (format!("k{n}"), random_value(random, depth - 1)))
            .collect(),
    }
}
