use serde_json::json;

use super::*;

fn inventory(format: &str) -> String {
    json!({
        "sourceBucket": "source",
        "destinationBucket": "arn:aws:s3:::bucket",
        "version": "2016-11-30",
        "fileFormat": format,
        "fileSchema": "Bucket, Key, Size",
        "files": [{ "key": "data/1.csv", "size": 1 }, { "key": "data/2.csv", "size": 2 }],
    })
    .to_string()
}

fn athena(input_type: InputType) -> ReaderConfig {
    ReaderConfig {
        manifest_type: Some(ManifestType::AthenaData),
        ..config(input_type)
    }
}

#[tokio::test]
async fn the_items_of_an_inventory_are_the_rows_of_all_its_files() {
    let storage = stored([
        ("manifest.json", &inventory("CSV")),
        ("data/1.csv", "\"source\",\"a%20b\",\"1\"\n"),
        ("data/2.csv", "\"source\",\"c\",\"2\"\n"),
    ])
    .await;
    let expected = [
        json!({ "Bucket": "source", "Key": "a%20b", "Size": "1" }),
        json!({ "Bucket": "source", "Key": "c", "Size": "2" }),
    ];
    let by_type = ReaderConfig {
        manifest_type: Some(ManifestType::S3Inventory),
        ..ReaderConfig::default()
    };
    for config in [config(InputType::Manifest), by_type] {
        let rows = Read::all(object("manifest.json", config), &storage).await;
        assert_eq!(rows.values(), expected);
    }
}

#[tokio::test]
async fn a_file_that_an_inventory_names_and_is_missing_is_an_error() {
    let storage = stored([
        ("manifest.json", &inventory("CSV")),
        ("data/1.csv", "\"source\",\"a\",\"1\"\n"),
    ])
    .await;
    let rows = Read::all(
        object("manifest.json", config(InputType::Manifest)),
        &storage,
    )
    .await;
    assert_eq!(
        rows.error.as_deref(),
        Some(
            "bucket/data/2.csv: there is no such object (named by the manifest bucket/manifest.json)"
        )
    );
    assert_eq!(rows.items.len(), 1);
}

#[tokio::test]
async fn what_is_no_inventory_is_an_error() {
    let elsewhere = inventory("CSV").replace(":::bucket", ":::elsewhere");
    for (manifest, expected) in [
        ("[1]", "bucket/m: this is no manifest of an S3 inventory: "),
        (
            "{\"files\": []",
            "bucket/m: this is no manifest of an S3 inventory: ",
        ),
        (
            &inventory("ORC"),
            "bucket/m: inventories in the format `ORC` are not supported",
        ),
        (
            &elsewhere,
            "elsewhere: there is no such bucket (named by the manifest bucket/m)",
        ),
    ] {
        let storage = stored([("m", manifest)]).await;
        let read = Read::all(object("m", config(InputType::Manifest)), &storage).await;
        let error = read.error();
        assert!(error.starts_with(expected), "{error}");
    }
}

#[tokio::test]
async fn the_items_of_an_athena_manifest_are_those_of_the_files_that_it_names() {
    let storage = stored([
        ("q-manifest.csv", "s3://bucket/q/1\ns3://other/2\n"),
        ("q/1", "{\"a\":1}\n{\"a\":2}\n"),
    ])
    .await;
    let put = storage.put("other", "2", "{\"a\":3}").await;
    put.expect("memory has room");
    let rows = Read::all(object("q-manifest.csv", athena(InputType::Jsonl)), &storage).await;
    assert_eq!(
        rows.values(),
        [json!({ "a": 1 }), json!({ "a": 2 }), json!({ "a": 3 })]
    );
}

#[tokio::test]
async fn an_athena_manifest_with_a_bad_line_is_an_error_after_the_items_before_it() {
    for (line, expected) in [
        ("s3://bucket/gone", "bucket/gone: there is no such object"),
        ("s3://gone/a", "gone: there is no such bucket"),
        ("/a/b", "`/a/b` does not read s3://bucket/key"),
    ] {
        let manifest = format!("s3://bucket/1\n{line}\n");
        let storage = stored([("m.csv", &manifest), ("1", "[1]")]).await;
        let read = Read::all(object("m.csv", athena(InputType::Json)), &storage).await;
        let expected = format!("{expected} (named by the manifest bucket/m.csv)");
        assert_eq!(read.error.as_deref(), Some(expected.as_str()));
        assert_eq!(read.values_before_error(), [1]);
    }
}
