use serde_json::json;

use super::*;

const MAP_RUN: &str = "arn:aws:states:us-east-1:123456789012:mapRun:shop/rows:run-1";

fn child(number: u32, status: ChildStatus) -> ChildResult {
    let succeeded = status == ChildStatus::Succeeded;
    let failed = !succeeded && status != ChildStatus::Pending;
    let time = |text: &str| text.parse().expect("a time");
    ChildResult {
        execution_arn: format!(
            "arn:aws:states:us-east-1:123456789012:execution:shop/rows:{number}"
        ),
        name: number.to_string(),
        state_machine_arn: "arn:aws:states:us-east-1:123456789012:stateMachine:shop/rows"
            .to_owned(),
        status,
        input: json!({ "n": number }).to_string(),
        output: succeeded.then(|| json!([number, { "é": "\"" }])),
        error: failed.then(|| "Boom".to_owned()),
        cause: failed.then(|| "it broke".to_owned()),
        start: (succeeded || failed).then(|| time("2025-01-01T00:00:00Z")),
        stop: (succeeded || failed).then(|| time("2025-01-01T00:00:01.5Z")),
    }
}

fn writer(output_type: OutputType, transformation: Transformation) -> ResultWriter {
    ResultWriter {
        destination: Some(Destination {
            bucket: "out".to_owned(),
            prefix: "jobs/".to_owned(),
        }),
        output_type,
        transformation,
    }
}

async fn export(writer: &ResultWriter, results: &[ChildResult]) -> Storage {
    let storage = Storage::memory();
    let begun = writer.begin(&storage, MAP_RUN).await.expect("a bucket");
    let mut running = begun.expect("a destination");
    for result in results {
        running.write(result.clone()).await.expect("room");
    }
    let exported = running.finish().await.expect("room");
    assert_eq!(exported.bucket, "out");
    assert!(exported.key.ends_with("run-1/manifest.json"));
    storage
}

async fn text(storage: &Storage, key: &str) -> String {
    let content = storage.get("out", key).await.expect("it was written");
    String::from_utf8(content.into()).expect("UTF-8")
}

async fn json(storage: &Storage, key: &str) -> Value {
    serde_json::from_str(&text(storage, key).await).expect("JSON")
}

const ALL: [ChildStatus; 5] = [
    ChildStatus::Succeeded,
    ChildStatus::Failed,
    ChildStatus::TimedOut,
    ChildStatus::Aborted,
    ChildStatus::Pending,
];

fn one_of_each() -> Vec<ChildResult> {
    let numbered = (1..).zip(ALL);
    numbered
        .map(|(number, status)| child(number, status))
        .collect()
}

#[tokio::test]
async fn executions_are_described_in_files_by_their_status() {
    let writer = writer(OutputType::Json, Transformation::None);
    let storage = export(&writer, &one_of_each()).await;
    assert_eq!(
        text(&storage, "jobs/run-1/SUCCEEDED_0.json").await,
        r#"[{"ExecutionArn":"arn:aws:states:us-east-1:123456789012:execution:shop/rows:1","Input":"{\"n\":1}","InputDetails":{"Included":true},"Name":"1","Output":"[1,{\"é\":\"\\\"\"}]","OutputDetails":{"Included":true},"RedriveCount":0,"RedriveStatus":"NOT_REDRIVABLE","RedriveStatusReason":"Execution is SUCCEEDED and cannot be redriven","StartDate":"2025-01-01T00:00:00.000Z","StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:shop/rows","Status":"SUCCEEDED","StopDate":"2025-01-01T00:00:01.500Z"}]"#
    );
    let failed = json(&storage, "jobs/run-1/FAILED_0.json").await;
    let statuses: Vec<&Value> = failed
        .as_array()
        .into_iter()
        .flatten()
        .map(|child| &child["Status"])
        .collect();
    assert_eq!(statuses, ["FAILED", "TIMED_OUT", "ABORTED"]);
    assert_eq!(failed[0]["Error"], "Boom");
    assert_eq!(failed[0]["Cause"], "it broke");
    assert_eq!(
        json(&storage, "jobs/run-1/PENDING_0.json").await,
        json!([{ "Input": "{\"n\":5}", "InputDetails": { "Included": true }, "Status": "PENDING" }])
    );
}

#[tokio::test]
async fn the_manifest_lists_the_files_with_their_sizes() {
    let writer = writer(OutputType::Json, Transformation::None);
    let storage = export(&writer, &[child(1, ChildStatus::Failed)]).await;
    let size = text(&storage, "jobs/run-1/FAILED_0.json").await.len();
    assert_eq!(
        text(&storage, "jobs/run-1/manifest.json").await,
        format!(
            r#"{{"DestinationBucket":"out","MapRunArn":"{MAP_RUN}","ResultFiles":{{"FAILED":[{{"Key":"jobs/run-1/FAILED_0.json","Size":{size}}}],"PENDING":[],"SUCCEEDED":[]}}}}"#
        )
    );
}

#[tokio::test]
async fn outputs_are_compacted_and_flattened_and_failures_described() {
    let results = [
        child(1, ChildStatus::Succeeded),
        ChildResult {
            output: Some(json!("x")),
            ..child(2, ChildStatus::Succeeded)
        },
        child(3, ChildStatus::Failed),
    ];
    let compact = "[[1,{\"é\":\"\\\"\"}],\"x\"]";
    let flat = "[1,{\"é\":\"\\\"\"},\"x\"]";
    for (transformation, expected) in [
        (Transformation::Compact, compact),
        (Transformation::Flatten, flat),
    ] {
        let writer = writer(OutputType::Json, transformation);
        let storage = export(&writer, &results).await;
        assert_eq!(
            text(&storage, "jobs/run-1/SUCCEEDED_0.json").await,
            expected
        );
        let failed = json(&storage, "jobs/run-1/FAILED_0.json").await;
        assert_eq!(failed[0]["Error"], "Boom");

        let collected = writer.collect(results.to_vec());
        let (last, outputs) = collected
            .as_array()
            .and_then(|all| all.split_last())
            .expect("some");
        assert_eq!(last, &failed[0]);
        assert_eq!(
            serde_json::to_string(outputs).ok().as_deref(),
            Some(expected)
        );
    }
}

#[tokio::test]
async fn json_lines_have_a_result_each() {
    let writer = writer(OutputType::Jsonl, Transformation::Compact);
    let results = [1, 2].map(|number| ChildResult {
        output: Some(json!({ "n": number })),
        ..child(number, ChildStatus::Succeeded)
    });
    let storage = export(&writer, &results).await;
    assert_eq!(
        text(&storage, "jobs/run-1/SUCCEEDED_0.jsonl").await,
        "{\"n\":1}\n{\"n\":2}\n"
    );
}

#[tokio::test]
async fn what_was_written_before_a_kill_is_whole() {
    let storage = Storage::memory();
    let writer = writer(OutputType::Json, Transformation::Compact);
    let begun = writer.begin(&storage, MAP_RUN).await.expect("a bucket");
    let mut running = begun.expect("a destination");
    let megabyte = Value::from("x".repeat(1 << 20));
    for number in 0..20 {
        let result = ChildResult {
            output: Some(megabyte.clone()),
            ..child(number, ChildStatus::Succeeded)
        };
        running.write(result).await.expect("room");
    }
    drop(running);
    let keys = storage.list("out", "").await.expect("a bucket");
    let expected = ["jobs/run-1/SUCCEEDED_0.json", "jobs/run-1/SUCCEEDED_1.json"];
    assert_eq!(keys, expected);
    for key in expected {
        let results = json(&storage, key).await;
        assert_eq!(results.as_array().map(Vec::len), Some(8));
    }
}

#[tokio::test]
async fn the_folder_is_named_after_the_map_run() {
    for (prefix, key) in [
        ("", "run-1/manifest.json"),
        ("a/b", "a/b/run-1/manifest.json"),
        ("a/b/", "a/b/run-1/manifest.json"),
    ] {
        let mut writer = writer(OutputType::Json, Transformation::None);
        writer.destination = writer.destination.map(|destination| Destination {
            prefix: prefix.to_owned(),
            ..destination
        });
        let storage = export(&writer, &[]).await;
        assert_eq!(storage.list("out", "").await, Ok(vec![key.to_owned()]));
    }
    let nowhere = ResultWriter::default();
    let begun = nowhere.begin(&Storage::memory(), MAP_RUN).await;
    assert!(begun.expect("nothing to fail").is_none());
}

#[tokio::test]
async fn a_bucket_that_cannot_be_written_to_is_an_error() {
    let mut writer = writer(OutputType::Json, Transformation::None);
    writer.destination = writer.destination.map(|destination| Destination {
        bucket: "..".to_owned(),
        ..destination
    });
    let begun = writer.begin(&Storage::folder("."), MAP_RUN).await;
    let error = begun.expect_err("no bucket");
    assert_eq!(error.to_string(), "..: this is no bucket's name");
}
