use serde_json::json;

use super::*;
use crate::distributed::reader::csv::Csv;

fn read(text: impl AsRef<[u8]>) -> Read {
    read_with(CsvConfig::default(), text)
}

fn read_with(config: CsvConfig, text: impl AsRef<[u8]>) -> Read {
    decode(|| Csv::new(&config), text)
}

fn given(names: &[&str]) -> CsvConfig {
    CsvConfig {
        header: CsvHeader::Given(names.iter().map(|name| (*name).to_owned()).collect()),
        ..CsvConfig::default()
    }
}

#[test]
fn the_first_row_names_the_columns() {
    let rows = read("id,name\n1,Ada\n2,\"Grace \"\"H\"\"\n of the, Navy\"\n").values();
    let expected = [
        json!({ "id": "1", "name": "Ada" }),
        json!({ "id": "2", "name": "Grace \"H\"\n of the, Navy" }),
    ];
    assert_eq!(rows, expected);
    assert!(read("").values().is_empty());
    assert!(read("id,name").values().is_empty());
}

#[test]
fn a_given_header_makes_the_first_row_an_item() {
    let rows = read_with(given(&["a", "b"]), "1,2\n3,4").values();
    assert_eq!(
        rows,
        [json!({ "a": "1", "b": "2" }), json!({ "a": "3", "b": "4" })]
    );
}

#[test]
fn short_rows_are_padded_and_long_ones_cut() {
    let rows = read("a,b,c\n1\n1,2,3,4\n,,,\n   \n\n").values();
    let expected = [
        json!({ "a": "1", "b": "", "c": "" }),
        json!({ "a": "1", "b": "2", "c": "3" }),
        json!({ "a": "", "b": "", "c": "" }),
        json!({ "a": "   ", "b": "", "c": "" }),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn every_delimiter_separates() {
    for (delimiter, byte) in [
        (Delimiter::Comma, ','),
        (Delimiter::Pipe, '|'),
        (Delimiter::Semicolon, ';'),
        (Delimiter::Space, ' '),
        (Delimiter::Tab, '\t'),
    ] {
        let config = CsvConfig {
            delimiter,
            ..CsvConfig::default()
        };
        let rows = read_with(config, format!("a{byte}b\n1{byte}\"2{byte}\"")).values();
        assert_eq!(rows, [json!({ "a": "1", "b": format!("2{byte}") })]);
    }
}

#[test]
fn lines_may_end_as_on_any_system() {
    for end in ["\n", "\r\n", "\r"] {
        let rows = read(format!("a{end}1{end}\"2\"{end}")).values();
        assert_eq!(rows, [json!({ "a": "1" }), json!({ "a": "2" })]);
    }
}

#[test]
fn a_name_that_occurs_twice_is_an_error_in_the_words_of_aws() {
    let words = "CSV headers cannot contain duplicates.";
    assert_eq!(read("a,b,a\n1,2,3\n").error(), words);
    assert_eq!(read_with(given(&["x", "x"]), "1,2").error(), words);
}

#[test]
fn a_quote_that_is_never_closed_is_an_error_with_its_line() {
    for end in ["\n", "\r\n"] {
        let read = read(format!("a,b{end}1,2{end}3,\"4{end}5,6{end}"));
        assert_eq!(
            read.error.as_deref(),
            Some("bucket/key, line 3: a quote in the row that begins here is never closed")
        );
        assert_eq!(read.values_before_error(), [json!({ "a": "1", "b": "2" })]);
    }
    assert!(read("a\n\"").error.is_some());
    assert_eq!(read("a\n\"1\"").values(), [json!({ "a": "1" })]);
    assert_eq!(read("a\n\"\"\"\"").values(), [json!({ "a": "\"" })]);
}

#[test]
fn text_that_is_not_utf8_is_an_error_with_its_line() {
    let read = read(b"a,b\n1,\"2\n3\"\n\xff,2\n");
    assert_eq!(
        read.error.as_deref(),
        Some("bucket/key, line 4: the text is not valid UTF-8")
    );
    assert_eq!(read.items.len(), 1);
    // Half a character in a field, the other half in the next.
    assert!(super::csv::read(b"a,b\n\xc3,\xbc\n").error.is_some());
}

#[test]
fn wide_rows_and_long_fields_have_room() {
    let names: Vec<String> = (0..300).map(|n| format!("column{n}")).collect();
    let long = "x".repeat(100_000);
    let text = format!(
        "{}\n{}\n",
        names.join(","),
        vec!["y"; 299].join(",") + "," + &long
    );
    let rows = decode_in_chunks(
        || Csv::new(&CsvConfig::default()),
        text.as_bytes().chunks(777),
    );
    let rows = rows.values();
    assert_eq!(rows[0]["column0"], "y");
    assert_eq!(rows[0]["column299"], long.as_str());
}

#[test]
fn a_row_without_an_end_does_not_fill_the_memory() {
    let chunk = vec![b'x'; 1 << 20];
    let chunks = std::iter::once(b"a\n\"".as_slice()).chain(std::iter::repeat_n(&chunk[..], 20));
    let read = decode_in_chunks(|| Csv::new(&CsvConfig::default()), chunks);
    assert_eq!(
        read.error(),
        "bucket/key, line 2: an item may have 8388608 bytes, and the row that begins here has more"
    );
}
