//! Readers, each with its format; what they have in common is here.

mod compression;
mod csv;
mod json;
mod jsonl;
mod listing;
mod manifest;
#[cfg(feature = "distributed-parquet")]
mod parquet;

use futures_util::StreamExt;
use serde_json::{Value, json};

use super::error::Fault;
use super::file::Decoder;
use super::*;

const PLACE: &str = "bucket/key";

/// The items of a text and how it ends, however the text is cut into chunks.
fn decode<D: Decoder>(new: impl Fn() -> Result<D, Fault>, text: impl AsRef<[u8]>) -> Read {
    let text = text.as_ref();
    let whole = decode_in_chunks(&new, [text]);
    for size in 1..text.len().min(9) {
        assert_eq!(decode_in_chunks(&new, text.chunks(size)), whole);
    }
    for cut in 0..text.len() {
        let (start, end) = text.split_at(cut);
        assert_eq!(decode_in_chunks(&new, [start, end]), whole, "cut at {cut}");
    }
    whole
}

fn decode_in_chunks<'a, D: Decoder>(
    new: impl Fn() -> Result<D, Fault>,
    chunks: impl IntoIterator<Item = &'a [u8]>,
) -> Read {
    let mut items = Vec::new();
    let read = || {
        let mut decoder = new()?;
        for chunk in chunks {
            decoder.decode(chunk, &mut items)?;
        }
        decoder.finish(&mut items)
    };
    let error = read().err();
    Read {
        error: error.map(|fault| fault.in_file(PLACE).to_string()),
        items,
    }
}

/// What was read, and the error in which it ended.
#[derive(Debug, PartialEq)]
struct Read {
    items: Vec<DataItem>,
    error: Option<String>,
}

impl Read {
    async fn all(reader: ItemReader, storage: &Storage) -> Self {
        let mut read = Read {
            items: Vec::new(),
            error: None,
        };
        let mut items = reader.open(storage);
        while let Some(item) = items.next().await {
            assert_eq!(read.error, None, "something after an error");
            match item {
                Ok(item) => read.items.push(item),
                Err(error) => read.error = Some(error.to_string()),
            }
        }
        read
    }

    #[track_caller]
    fn values(self) -> Vec<Value> {
        assert_eq!(self.error, None);
        self.values_before_error()
    }

    fn values_before_error(self) -> Vec<Value> {
        self.items.into_iter().map(|item| item.value).collect()
    }

    #[track_caller]
    fn error(self) -> String {
        self.error.expect("an error")
    }
}

fn object(key: &str, config: ReaderConfig) -> ItemReader {
    ItemReader {
        source: Source::Object {
            bucket: "bucket".to_owned(),
            key: key.to_owned(),
            version_id: None,
        },
        config,
    }
}

fn config(input_type: InputType) -> ReaderConfig {
    ReaderConfig {
        input_type: Some(input_type),
        ..ReaderConfig::default()
    }
}

async fn stored<const N: usize>(objects: [(&str, &str); N]) -> Storage {
    let storage = Storage::memory();
    for (key, text) in objects {
        let put = storage.put("bucket", key, text.to_owned()).await;
        put.expect("memory has room");
    }
    storage
}

#[tokio::test]
async fn max_items_ends_the_reading() {
    let storage = stored([("rows.jsonl", "1\n2\n3\nnot JSON")]).await;
    let max_items = |max_items| {
        let config = ReaderConfig {
            max_items,
            ..config(InputType::Jsonl)
        };
        Read::all(object("rows.jsonl", config), &storage)
    };
    assert_eq!(max_items(Some(2)).await.values(), [1, 2]);
    // What comes after the last item is never looked at.
    assert_eq!(max_items(Some(3)).await.values(), [1, 2, 3]);
    for all in [Some(4), Some(0), None] {
        let read = max_items(all).await;
        assert!(read.error.is_some());
        assert_eq!(read.values_before_error(), [1, 2, 3]);
    }
    let negative = max_items(Some(-1)).await.error();
    assert_eq!(negative, "field MaxItems must be positive");
}

#[tokio::test]
async fn what_is_not_there_is_named() {
    let storage = stored([("here.json", "[1]")]).await;
    let read = Read::all(object("gone.json", config(InputType::Json)), &storage).await;
    assert_eq!(read.error(), "bucket/gone.json: there is no such object");

    let elsewhere = Storage::memory();
    let read = Read::all(object("here.json", config(InputType::Json)), &elsewhere).await;
    assert_eq!(read.error(), "bucket: there is no such bucket");

    let read = Read::all(object("../here.json", config(InputType::Json)), &storage).await;
    assert_eq!(read.error(), "bucket/../here.json: this is no object's key");

    let read = Read::all(object("here.json", ReaderConfig::default()), &storage).await;
    assert_eq!(read.error(), "bucket/here.json: `InputType` is missing");
}

#[tokio::test]
async fn a_byte_order_mark_is_skipped() {
    let storage = stored([("a.csv", "\u{feff}id\n1\n"), ("a.json", "\u{feff}[1]")]).await;
    let rows = Read::all(object("a.csv", config(InputType::Csv)), &storage).await;
    assert_eq!(rows.values(), [json!({ "id": "1" })]);
    let rows = Read::all(object("a.json", config(InputType::Json)), &storage).await;
    assert_eq!(rows.values(), [1]);
}

#[tokio::test]
async fn files_of_a_folder_are_read_in_many_chunks() {
    let folder = std::env::temp_dir().join(format!("asl-{}", uuid::Uuid::new_v4()));
    let storage = Storage::folder(&folder);
    let lines: String = (0..50_000).map(|n| format!("{{\"n\":{n}}}\n")).collect();
    let put = storage.put("bucket", "deep/rows.jsonl", lines).await;
    put.expect("the disk has room");
    let rows = Read::all(
        object("deep/rows.jsonl", config(InputType::Jsonl)),
        &storage,
    )
    .await;
    let numbers = rows.values().into_iter().map(|row| row["n"].clone());
    assert!(numbers.eq((0..50_000).map(Value::from)));
    std::fs::remove_dir_all(folder).expect("it was made");
}

#[tokio::test]
async fn a_file_that_shrinks_while_it_is_read_is_an_error_and_no_endless_loop() {
    let folder = std::env::temp_dir().join(format!("asl-{}", uuid::Uuid::new_v4()));
    let storage = Storage::folder(&folder);
    let lines = "1\n".repeat(2 << 20);
    let put = storage.put("bucket", "rows.jsonl", lines).await;
    put.expect("the disk has room");
    let mut items = object("rows.jsonl", config(InputType::Jsonl)).open(&storage);
    assert!(items.next().await.is_some_and(|item| item.is_ok()));
    let file = std::fs::OpenOptions::new();
    let file = { file }.write(true).open(folder.join("bucket/rows.jsonl"));
    file.and_then(|file| file.set_len(2 << 20))
        .expect("it is ours");

    let rest = tokio::time::timeout(std::time::Duration::from_secs(60), async {
        let mut last = None;
        while let Some(item) = items.next().await {
            last = item.err();
        }
        last
    });
    let error = rest.await.expect("it ends").expect("it is cut off");
    assert_eq!(
        error.to_string(),
        "bucket/rows.jsonl, byte 2097152: cannot be read any further: the file had 4194304 bytes and has 2097152"
    );
    std::fs::remove_dir_all(folder).expect("it was made");
}
