//! What becomes of a file of payments, at a smaller size, and of one that is stopped in the middle.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use asl_runtime::distributed::Storage;
use asl_runtime::{MapRunProgress, MapRunStatus, names};
use examples::million_rows::{INBOX, by_hand, generate, run};
use serde_json::{Value, json};

const ROWS: usize = 60_000;

async fn lines(storage: &Storage, key: &str) -> Vec<Value> {
    let bytes = storage.get("outbox", key).await.expect("a file");
    let text = std::str::from_utf8(&bytes).expect("text");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_row_is_in_a_file_of_results_or_of_failures() {
    let storage = Storage::memory();
    generate(&storage, ROWS).await.expect("memory");
    let last: Arc<Mutex<Option<MapRunProgress>>> = Arc::default();
    let seen = Arc::clone(&last);
    let watch =
        move |progress: &MapRunProgress| *seen.lock().expect("no panic") = Some(progress.clone());
    let output = run(storage.clone(), watch).await.expect("an output");

    let progress = last.lock().expect("no panic").clone().expect("progress");
    assert_eq!(progress.status, MapRunStatus::Succeeded);
    let counts = (
        progress.total,
        progress.succeeded,
        progress.failed,
        progress.running,
    );
    assert_eq!(counts, (60_000, 59_500, 500, 0));
    assert_eq!(progress.results_written, 60_000);

    let manifest = output["results"]["ResultWriterDetails"]["Key"]
        .as_str()
        .expect("a key");
    let manifest = storage.get("outbox", manifest).await.expect("a manifest");
    let manifest: Value = serde_json::from_slice(&manifest).expect("JSON");
    let files = |kind: &str| {
        let files = manifest["ResultFiles"][kind]
            .as_array()
            .cloned()
            .unwrap_or_default();
        files
            .into_iter()
            .filter_map(|file| file["Key"].as_str().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    let mut ids = Vec::new();
    for key in files("SUCCEEDED") {
        let id = |line: &Value| line["id"].as_str().and_then(|id| id.parse::<usize>().ok());
        ids.extend(lines(&storage, &key).await.iter().filter_map(id));
    }
    ids.sort_unstable();
    let expected: Vec<usize> = (0..ROWS)
        .filter(|row| !(30_000..30_500).contains(row))
        .collect();
    assert_eq!(ids, expected);
    let failed = lines(&storage, &files("FAILED")[0]).await;
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0]["Cause"], "payment 30000 has no amount");
    let input: Value =
        serde_json::from_str(failed[0]["Input"].as_str().expect("JSON text")).expect("JSON");
    assert_eq!(input["Items"].as_array().map(Vec::len), Some(500));
}

#[tokio::test(flavor = "multi_thread")]
async fn more_than_one_in_a_hundred_is_too_much() {
    let storage = Storage::memory();
    let rows: String = (0..10_000)
        .map(|row| format!("{row},A,{}\n", if row < 700 { "" } else { "5" }))
        .collect();
    storage
        .put(INBOX.0, INBOX.1, format!("id,account,cents\n{rows}"))
        .await
        .expect("memory");
    let error = run(storage, |_| {}).await.expect_err("ten percent");
    assert_eq!(
        error.error(),
        Some(names::EXCEED_TOLERATED_FAILURE_THRESHOLD)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_before_the_end_is_whole() {
    let storage = Storage::memory();
    generate(&storage, 400_000).await.expect("memory");
    let done = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&done);
    let watch =
        move |progress: &MapRunProgress| counter.store(progress.succeeded, Ordering::Relaxed);
    let execution = tokio::spawn(run(storage.clone(), watch));
    while done.load(Ordering::Relaxed) < 250_000 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    execution.abort();
    let _ = execution.await;
    let keys = storage.list("outbox", "").await.expect("files");
    assert!(!keys.is_empty());
    for key in keys {
        let lines = lines(&storage, &key).await;
        assert!(!lines.is_empty(), "{key}");
    }
}

#[tokio::test]
async fn by_hand_comes_to_the_same() {
    let folder = std::env::temp_dir().join(format!("million_rows-{}", std::process::id()));
    generate(&Storage::folder(&folder), ROWS)
        .await
        .expect("a file");
    let counts = by_hand::run(&folder).await.expect("counts");
    let _ = std::fs::remove_dir_all(&folder);
    assert_eq!(
        json!([counts.succeeded, counts.failed]),
        json!([59_500, 500])
    );
}
