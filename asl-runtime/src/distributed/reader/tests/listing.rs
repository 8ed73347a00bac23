use serde_json::json;

use super::*;

fn listing(prefix: &str, config: ReaderConfig) -> ItemReader {
    ItemReader {
        source: Source::Listing {
            bucket: "bucket".to_owned(),
            prefix: prefix.to_owned(),
        },
        config,
    }
}

fn flattened(input_type: InputType) -> ReaderConfig {
    ReaderConfig {
        load_and_flatten: true,
        ..config(input_type)
    }
}

#[tokio::test]
async fn an_object_is_described_as_s3_does() {
    let storage = stored([("a/one.txt", "1"), ("b", "22")]).await;
    let read = Read::all(listing("", ReaderConfig::default()), &storage).await;
    let objects = read.values();
    assert_eq!(objects.len(), 2);
    assert_eq!(objects[0]["Key"], "a/one.txt");
    assert_eq!(objects[0]["Size"], 1);
    assert_eq!(objects[0]["StorageClass"], "STANDARD");
    assert!(objects[0]["LastModified"].as_i64() > Some(1_600_000_000));
    let tag = objects[0]["Etag"].as_str().unwrap_or_default();
    assert!(
        tag.len() > 2 && tag.starts_with('"') && tag.ends_with('"'),
        "{tag}"
    );
    assert_eq!(objects[1]["Key"], "b");
}

#[tokio::test]
async fn the_contents_of_all_objects_are_put_together() {
    let storage = stored([
        ("in/1.csv", "a\n1\n2\n"),
        ("in/2.csv", "b\n3\n"),
        ("out/3.csv", "c\n4\n"),
    ])
    .await;
    let rows = Read::all(listing("in/", flattened(InputType::Csv)), &storage).await;
    let expected = [
        json!({ "a": "1" }),
        json!({ "a": "2" }),
        json!({ "b": "3" }),
    ];
    assert_eq!(rows.values(), expected);

    let limited = ReaderConfig {
        max_items: Some(2),
        ..flattened(InputType::Csv)
    };
    let rows = Read::all(listing("in/", limited), &storage).await;
    assert_eq!(rows.values(), expected[..2]);
}

#[tokio::test]
async fn an_error_names_the_object_in_which_it_is() {
    let storage = stored([
        ("in/1.json", "[1]"),
        ("in/2.json", "[2"),
        ("in/3.json", "[3]"),
    ])
    .await;
    let rows = Read::all(listing("in/", flattened(InputType::Json)), &storage).await;
    assert_eq!(
        rows.error.as_deref(),
        Some("bucket/in/2.json, byte 2: the file ends in the middle of its JSON text")
    );
    assert_eq!(rows.values_before_error(), [1]);
}

#[tokio::test]
async fn a_bucket_that_is_not_there_is_an_error_and_an_empty_one_is_not() {
    let storage = stored([("a", "1")]).await;
    let none = Read::all(listing("b", ReaderConfig::default()), &storage).await;
    assert!(none.values().is_empty());
    let read = Read::all(listing("", ReaderConfig::default()), &Storage::memory()).await;
    assert_eq!(read.error(), "bucket: there is no such bucket");
}
