//! Items that are read, and results that are written.

use asl_runtime::distributed::Storage;
use asl_runtime::{ExecutionError, InMemory, names};
use serde_json::{Value, json};

use super::map;
use crate::support::{Call, failure};

/// Storage with this object in the bucket `in`.
async fn with(key: &str, content: &'static str) -> Storage {
    let storage = Storage::memory();
    storage.put("in", key, content).await.expect("memory");
    storage
}

async fn json_at(storage: &Storage, bucket: &str, key: &str) -> Value {
    let bytes = storage.get(bucket, key).await.expect("an object");
    serde_json::from_slice(&bytes).expect("JSON")
}

/// The states of a child that hands on its input.
macro_rules! read {
    ($storage:expr, $input:expr, { $($fields:tt)* }) => {{
        let machine = map!({ $($fields)* }, { "T": { "Type": "Pass", "End": true } });
        machine.on(InMemory::new().storage($storage)).run($input).await
    }};
}

#[tokio::test]
async fn rows_of_a_csv_file_by_the_names_in_its_first_row() {
    let storage = with("rows.csv", "id,name\n1,\"Ada, L.\"\n2,Grace\n").await;
    let output = read!(storage, json!({ "file": "rows.csv", "most": 5 }), {
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject",
            "Parameters": { "Bucket": "in", "Key.$": "$.file" },
            "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW", "MaxItemsPath": "$.most" }
        },
        "ItemSelector": { "row.$": "$$.Map.Item.Value", "from.$": "$$.Map.Item.Source" },
    });
    assert_eq!(
        output,
        Ok(json!([
            { "row": { "id": "1", "name": "Ada, L." }, "from": "S3://in/rows.csv" },
            { "row": { "id": "2", "name": "Grace" }, "from": "S3://in/rows.csv" }
        ]))
    );
}

#[tokio::test]
async fn rows_by_given_names_and_another_delimiter() {
    let storage = with("rows.csv", "1|a\n2|b\n3|c\n").await;
    let output = read!(storage, json!({}), {
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject",
            "Parameters": { "Bucket": "in", "Key": "rows.csv" },
            "ReaderConfig": {
                "InputType": "CSV", "CSVDelimiter": "PIPE", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["n", "letter"],
                "MaxItems": 2
            }
        },
    });
    assert_eq!(
        output,
        Ok(json!([{ "n": "1", "letter": "a" }, { "n": "2", "letter": "b" }]))
    );
}

#[tokio::test]
async fn a_part_of_a_json_file() {
    let storage = with("data.json", r#"{"data": {"items": [1, 2]}}"#).await;
    let output = read!(storage, json!({}), {
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject",
            "Parameters": { "Bucket": "in", "Key": "data.json" },
            "ReaderConfig": { "InputType": "JSON", "ItemsPointer": "/data/items" }
        },
    });
    assert_eq!(output, Ok(json!([1, 2])));
}

#[tokio::test]
async fn the_objects_of_a_bucket_and_what_they_hold() {
    let storage = with("a.jsonl", "1\n2\n").await;
    storage.put("in", "b.jsonl", "3\n").await.expect("memory");
    let listed = read!(storage.clone(), json!({}), {
        "ItemReader": { "Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": { "Bucket": "in" } },
        "ItemSelector": { "key.$": "$$.Map.Item.Value.Key" },
    });
    assert_eq!(
        listed,
        Ok(json!([{ "key": "a.jsonl" }, { "key": "b.jsonl" }]))
    );
    let loaded = read!(storage, json!({}), {
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": { "Bucket": "in" },
            "ReaderConfig": { "Transformation": "LOAD_AND_FLATTEN", "InputType": "JSONL" }
        },
    });
    assert_eq!(loaded, Ok(json!([1, 2, 3])));
}

#[tokio::test]
async fn batches_are_no_larger_than_a_payload() {
    let items: Vec<Value> = (0..10).map(|_| json!("x".repeat(30))).collect();
    let machine = map!(
        { "ItemBatcher": { "MaxItemsPerBatch": 100 }, "ResultSelector": { "count.$": "States.ArrayLength($)" }, },
        { "T": { "Type": "Pass", "Result": 1, "End": true } }
    );
    let machine = machine.on(InMemory::new().payload_limit(140));
    assert_eq!(machine.run(json!(items)).await, Ok(json!({ "count": 4 })));
}

#[tokio::test]
async fn results_go_into_files_that_a_manifest_lists() {
    let storage = Storage::memory();
    let machine = map!(
        async |call: Call| if call.input == 2 { failure("Broken") } else { Ok(call.input) },
        {
            "Label": "rows", "ToleratedFailureCount": 1, "ItemsPath": "$.items", "ResultPath": "$.run",
            "ResultWriter": {
                "Resource": "arn:aws:states:::s3:putObject", "Parameters": { "Bucket.$": "$.bucket", "Prefix": "res" },
                "WriterConfig": { "OutputType": "JSON", "Transformation": "COMPACT" }
            },
        },
        { "T": { "Type": "Task", "Resource": "t", "End": true } }
    );
    let machine = machine.on(InMemory::new().storage(storage.clone()));
    let input = json!({ "items": [1, 2, 3], "bucket": "out" });
    let output = machine.run(input).await.expect("an output");
    let (arn, details) = (
        &output["run"]["MapRunArn"],
        &output["run"]["ResultWriterDetails"],
    );
    let id = arn
        .as_str()
        .and_then(|arn| arn.rsplit(':').next())
        .expect("an ARN");
    assert_eq!(
        details,
        &json!({ "Bucket": "out", "Key": format!("res/{id}/manifest.json") })
    );
    let manifest = json_at(&storage, "out", &format!("res/{id}/manifest.json")).await;
    assert_eq!(&manifest["MapRunArn"], arn);
    let file = |kind: &str| {
        manifest["ResultFiles"][kind][0]["Key"]
            .as_str()
            .expect("a file")
            .to_owned()
    };
    let mut succeeded = json_at(&storage, "out", &file("SUCCEEDED")).await;
    succeeded
        .as_array_mut()
        .expect("an array")
        .sort_by_key(Value::as_u64);
    assert_eq!(succeeded, json!([1, 3]));
    let failed = json_at(&storage, "out", &file("FAILED")).await;
    assert_eq!(
        (&failed[0]["Error"], &failed[0]["Input"]),
        (&json!("Broken"), &json!("2"))
    );
}

#[tokio::test]
async fn a_failed_map_run_leaves_files_of_all_its_items() {
    let storage = Storage::memory();
    let machine = map!(
        async |call: Call| if call.input == 2 { failure("Broken") } else { Ok(call.input) },
        {
            "MaxConcurrency": 1,
            "ResultWriter": {
                "Resource": "arn:aws:states:::s3:putObject", "Parameters": { "Bucket": "out" }
            },
        },
        { "T": { "Type": "Task", "Resource": "t", "End": true } }
    );
    let machine = machine.on(InMemory::new().storage(storage.clone()));
    let error = machine
        .run(json!([1, 2, 3, 4]))
        .await
        .expect_err("a failure");
    assert_eq!(
        error.error(),
        Some(names::EXCEED_TOLERATED_FAILURE_THRESHOLD)
    );
    let keys = storage.list("out", "").await.expect("files");
    let mut inputs = Vec::new();
    for kind in ["SUCCEEDED", "FAILED", "PENDING"] {
        let key = keys
            .iter()
            .find(|key| key.contains(kind))
            .expect("a file of each kind");
        let results = json_at(&storage, "out", key).await;
        inputs.extend(
            results
                .as_array()
                .into_iter()
                .flatten()
                .map(|result| result["Input"].clone()),
        );
    }
    assert_eq!(inputs, ["1", "2", "3", "4"]);
}

#[tokio::test]
async fn a_writer_without_a_bucket_shapes_the_states_result() {
    let flat = map!(
        { "ResultWriter": { "WriterConfig": { "OutputType": "JSON", "Transformation": "FLATTEN" } }, },
        { "T": { "Type": "Pass", "End": true } }
    );
    assert_eq!(
        flat.run(json!([[1, 2], [3], 4])).await,
        Ok(json!([1, 2, 3, 4]))
    );
    let described = map!(
        { "ResultWriter": { "WriterConfig": { "OutputType": "JSON", "Transformation": "NONE" } }, },
        { "T": { "Type": "Pass", "End": true } }
    );
    let output = described.run(json!([7])).await.expect("an output");
    assert_eq!(
        (&output[0]["Status"], &output[0]["Output"]),
        (&json!("SUCCEEDED"), &json!("7"))
    );
}

#[tokio::test]
async fn arguments_that_name_no_object_are_errors() {
    let missing: Result<Value, ExecutionError> = read!(Storage::memory(), json!({ "key": 1 }), {
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject",
            "Parameters": { "Bucket": "in", "Key.$": "$.key" },
            "ReaderConfig": { "InputType": "JSON" }
        },
    });
    let error = missing.expect_err("no key");
    assert_eq!(
        error.cause(),
        Some("The field 'Key' must be a string, but was: 1")
    );
}
