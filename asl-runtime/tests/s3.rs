//! Storage, readers and result files against a real S3 server: moto's, which `pip install 'moto[server]'` installs. It is looked
//! for in `ASL_MOTO_SERVER` or else in `PATH`; where it is missing, the test says so and passes.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use asl_runtime::distributed::{
    ChildResult, ChildStatus, CsvConfig, DataItem, Destination, InputType, ItemReader,
    ManifestType, OutputType, ReadError, ReaderConfig, ResultWriter, Source, Storage,
    Transformation,
};
use asl_runtime::{Value, json};
use futures_util::TryStreamExt;
use object_store::aws::AmazonS3Builder;

/// A server that ends with the test.
struct Moto {
    process: Child,
    port: u16,
}

impl Moto {
    /// `None` where it is not installed.
    fn start() -> Option<Self> {
        let program = std::env::var_os("ASL_MOTO_SERVER").unwrap_or_else(|| "moto_server".into());
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = free.local_addr().expect("an address").port();
        drop(free);
        let process = Command::new(program)
            .args(["-H", "127.0.0.1", "-p", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut moto = Moto { process, port };
        for _ in 0..600 {
            std::thread::sleep(Duration::from_millis(100));
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(moto);
            }
            if let Ok(Some(status)) = moto.process.try_wait() {
                // What a shim ends with that has no program behind it.
                assert_eq!(status.code(), Some(127), "moto_server ended");
                return None;
            }
        }
        panic!("moto_server does not answer");
    }

    /// What object_store has no call for.
    fn put(&self, path: &str, body: &str) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it is up");
        let length = body.len();
        write!(
            stream,
            "PUT /{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .expect("it takes requests");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }

    fn builder(&self) -> AmazonS3Builder {
        AmazonS3Builder::new()
            .with_endpoint(format!("http://127.0.0.1:{}", self.port))
            .with_allow_http(true)
            .with_region("us-east-1")
            .with_access_key_id("test")
            .with_secret_access_key("test")
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn object(key: &str, version_id: Option<String>) -> Source {
    Source::Object {
        bucket: "data".to_owned(),
        key: key.to_owned(),
        version_id,
    }
}

fn listing(prefix: &str) -> Source {
    Source::Listing {
        bucket: "data".to_owned(),
        prefix: prefix.to_owned(),
    }
}

fn config(input_type: InputType) -> ReaderConfig {
    ReaderConfig {
        input_type: Some(input_type),
        ..ReaderConfig::default()
    }
}

async fn read(
    storage: &Storage,
    source: Source,
    config: ReaderConfig,
) -> Result<Vec<Value>, ReadError> {
    let items = ItemReader { source, config }.open(storage);
    let value = |item: DataItem| item.value;
    items.map_ok(value).try_collect().await
}

#[tokio::test]
async fn s3_is_read_and_written() {
    let Some(moto) = Moto::start() else {
        println!("skipped: moto_server is not installed (pip install 'moto[server]')");
        return;
    };
    moto.put("data", "");
    let storage = Storage::s3(moto.builder());
    objects_are_read(&storage).await;
    listings_have_pages_and_an_order(&storage).await;
    manifests_name_objects(&storage).await;
    what_is_missing_is_named(&storage).await;
    results_are_written(&storage).await;
    versions_are_told_apart(&moto, &storage).await;
}

async fn put(storage: &Storage, key: &str, text: impl Into<String>) {
    let put = storage.put("data", key, text.into()).await;
    put.expect("S3 takes it");
}

async fn objects_are_read(storage: &Storage) {
    let rows: String = (0..50_000).map(|n| format!("{n},name {n}\n")).collect();
    put(storage, "a b/ü%20+.csv", format!("id,name\n{rows}")).await;
    let rows = read(
        storage,
        object("a b/ü%20+.csv", None),
        config(InputType::Csv),
    )
    .await;
    let expected = (0..50_000).map(|n| json!({ "id": n.to_string(), "name": format!("name {n}") }));
    assert!(rows.expect("rows").into_iter().eq(expected));
}

async fn listings_have_pages_and_an_order(storage: &Storage) {
    let keys: Vec<String> = (0..1_100).map(|n| format!("many/{n:04}.json")).collect();
    for key in &keys {
        put(storage, key, format!("[\"{key}\"]")).await;
    }
    let objects = read(storage, listing("many/"), ReaderConfig::default()).await;
    let objects = objects.expect("a listing");
    assert!(objects.iter().map(|object| &object["Key"]).eq(&keys));
    assert!(
        objects[0]["Etag"]
            .as_str()
            .is_some_and(|tag| tag.starts_with('"'))
    );
    let flatten = ReaderConfig {
        load_and_flatten: true,
        ..config(InputType::Json)
    };
    let items = read(storage, listing("many/000"), flatten).await;
    assert_eq!(items.expect("items"), keys[..10]);
}

async fn manifests_name_objects(storage: &Storage) {
    put(
        storage,
        "m.csv",
        "s3://data/many/0001.json\ns3://data/many/gone.json\n",
    )
    .await;
    let athena = ReaderConfig {
        manifest_type: Some(ManifestType::AthenaData),
        csv: CsvConfig::default(),
        ..config(InputType::Json)
    };
    let error = read(storage, object("m.csv", None), athena).await;
    assert_eq!(
        error.expect_err("one is missing").to_string(),
        "data/many/gone.json: there is no such object (named by the manifest data/m.csv)"
    );
}

async fn what_is_missing_is_named(storage: &Storage) {
    let error = read(storage, object("gone", None), config(InputType::Json)).await;
    let error = error.expect_err("no object").to_string();
    assert_eq!(error, "data/gone: there is no such object");

    let elsewhere = |source| read(storage, source, config(InputType::Json));
    let error = elsewhere(Source::Object {
        bucket: "nowhere".to_owned(),
        key: "a".to_owned(),
        version_id: None,
    });
    let error = error.await.expect_err("no bucket").to_string();
    assert_eq!(error, "nowhere: there is no such bucket");

    let error = elsewhere(Source::Listing {
        bucket: "nowhere".to_owned(),
        prefix: String::new(),
    });
    let error = error.await.expect_err("no bucket").to_string();
    assert_eq!(error, "nowhere: there is no such bucket");
}

async fn results_are_written(storage: &Storage) {
    let writer = ResultWriter {
        destination: Some(Destination {
            bucket: "data".to_owned(),
            prefix: "results".to_owned(),
        }),
        output_type: OutputType::Jsonl,
        transformation: Transformation::Compact,
    };
    let begun = writer
        .begin(storage, "arn:aws:states:::mapRun:m/l:id")
        .await;
    let mut running = begun.expect("a bucket").expect("a destination");
    for number in 0..3 {
        let result = ChildResult {
            execution_arn: String::new(),
            name: String::new(),
            state_machine_arn: String::new(),
            status: ChildStatus::Succeeded,
            input: "{}".to_owned(),
            output: Some(json!({ "n": number })),
            error: None,
            cause: None,
            start: None,
            stop: None,
        };
        running.write(result).await.expect("room");
    }
    let exported = running.finish().await.expect("S3 takes it");
    let manifest = storage.get(&exported.bucket, &exported.key).await;
    let manifest: Value = serde_json::from_slice(&manifest.expect("it is there")).expect("JSON");
    let file = &manifest["ResultFiles"]["SUCCEEDED"][0];
    assert_eq!(
        file,
        &json!({ "Key": "results/id/SUCCEEDED_0.jsonl", "Size": 24 })
    );
    let results = read(
        storage,
        object("results/id/SUCCEEDED_0.jsonl", None),
        config(InputType::Jsonl),
    );
    assert_eq!(results.await.expect("results").len(), 3);
}

async fn versions_are_told_apart(moto: &Moto, storage: &Storage) {
    moto.put(
        "data?versioning",
        "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Status>Enabled</Status></VersioningConfiguration>",
    );
    put(storage, "versioned.json", "[1]").await;
    put(storage, "versioned.json", "[2]").await;
    let latest = read(
        storage,
        object("versioned.json", None),
        config(InputType::Json),
    )
    .await;
    assert_eq!(latest.expect("an object"), [2]);
    let unknown = object("versioned.json", Some("no-such-version".to_owned()));
    let error = read(storage, unknown, config(InputType::Json)).await;
    assert!(error.is_err());
}
