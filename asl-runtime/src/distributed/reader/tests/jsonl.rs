use serde_json::json;

use super::*;
use crate::distributed::reader::jsonl::Jsonl;

fn read(text: impl AsRef<[u8]>) -> Read {
    decode(|| Ok(Jsonl::default()), text)
}

#[test]
fn each_line_is_an_item() {
    let text = "{\"a\": 1}\r\n[2, \"ü\"]\n\n  \t\nnull";
    assert_eq!(
        read(text).values(),
        [json!({ "a": 1 }), json!([2, "ü"]), json!(null)]
    );
    assert!(read("").values().is_empty());
}

#[test]
fn a_line_that_is_no_json_is_named() {
    let read = read("{\"a\":1}\n\n{\"a\":1,}\n2\n");
    assert_eq!(
        read.error.as_deref(),
        Some("bucket/key, line 3: trailing comma at byte 7 of the line")
    );
    assert_eq!(read.values_before_error(), [json!({ "a": 1 })]);
}

#[test]
fn a_last_line_that_is_cut_off_is_an_error() {
    assert_eq!(
        read("1\n{\"a\":").error(),
        "bucket/key, line 2: the text ends too early at byte 4 of the line"
    );
}

#[test]
fn text_that_is_not_utf8_is_an_error() {
    let error = read(b"1\n\"\xff\"\n").error();
    assert_eq!(
        error,
        "bucket/key, line 2: invalid unicode code point at byte 1 of the line"
    );
}

#[test]
fn a_line_without_an_end_does_not_fill_the_memory() {
    let chunk = vec![b'1'; 1 << 20];
    let chunks = std::iter::repeat_n(chunk.as_slice(), 9);
    let read = decode_in_chunks(|| Ok(Jsonl::default()), chunks);
    assert_eq!(
        read.error(),
        "bucket/key, line 1: an item may have 8388608 bytes, and this line has more"
    );
}
