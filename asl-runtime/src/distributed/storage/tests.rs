use std::sync::Arc;

use object_store::memory::InMemory;

use super::*;

/// A folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("asl-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir(&path).expect("a new folder");
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn put(storage: &Storage, keys: &[&str]) {
    for key in keys {
        let put = storage.put("bucket", key, key.as_bytes().to_vec()).await;
        put.expect("there is room");
    }
}

#[tokio::test]
async fn what_was_put_is_got_from_folders_and_memory_alike() {
    let folder = Folder::new();
    for storage in [Storage::folder(&folder.0), Storage::memory()] {
        put(&storage, &["a b/ü%20#.csv"]).await;
        let got = storage.get("bucket", "a b/ü%20#.csv").await;
        assert_eq!(got.as_deref(), Ok("a b/ü%20#.csv".as_bytes()));

        let gone = storage.get("bucket", "gone").await;
        let gone = gone.expect_err("it was never put").to_string();
        assert_eq!(gone, "bucket/gone: there is no such object");

        let none = storage
            .get("none", "a")
            .await
            .expect_err("it was never put");
        assert!(
            none.to_string()
                .starts_with("none: there is no such bucket")
        );
    }
    assert!(folder.0.join("bucket").join("a b").is_dir());
    assert!(!folder.0.join("none").exists());
}

#[tokio::test]
async fn keys_are_listed_in_the_order_of_s3() {
    let keys = ["a-", "a.txt", "a/b", "a/b.c", "a/b/c", "a/c", "ab", "z/y/x"];
    let folder = Folder::new();
    for storage in [Storage::folder(&folder.0), Storage::memory()] {
        put(
            &storage,
            &["z/y/x", "a/b/c", "a.txt", "a/c", "ab", "a/b.c", "a-"],
        )
        .await;
        let all: Vec<&str> = keys.into_iter().filter(|key| *key != "a/b").collect();
        assert_eq!(storage.list("bucket", "").await, Ok(strings(&all)));
        // A prefix ends anywhere.
        for prefix in ["a", "a/", "a/b", "a/b/", "z/y/x", "z/y/xx", "gone/", "ab/"] {
            let found: Vec<&str> = all
                .iter()
                .copied()
                .filter(|key| key.starts_with(prefix))
                .collect();
            assert_eq!(
                storage.list("bucket", prefix).await,
                Ok(strings(&found)),
                "{prefix}"
            );
        }
    }
}

fn strings(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

#[tokio::test]
async fn nothing_outside_of_the_folder_is_reached() {
    let folder = Folder::new();
    std::fs::write(folder.0.join("secret"), "secret").expect("a file");
    let inner = folder.0.join("inner");
    let storage = Storage::folder(&inner);
    put(&storage, &["a"]).await;
    for bucket in ["..", ".", "", "../inner/bucket", "bucket/..", "a\\b", "\0"] {
        let error = storage.get(bucket, "a").await.expect_err(bucket);
        assert!(
            error.to_string().ends_with("this is no bucket's name"),
            "{error}"
        );
        assert!(storage.put(bucket, "a", "").await.is_err());
    }
    for key in [
        "../../secret",
        "a/../../../secret",
        "/a",
        "a/",
        "a//b",
        "",
        ".",
        "./a",
    ] {
        let error = storage.get("bucket", key).await.expect_err(key);
        assert!(
            error.to_string().ends_with("this is no object's key"),
            "{error}"
        );
        assert!(storage.put("bucket", key, "").await.is_err());
    }
}

#[tokio::test]
async fn a_bucket_can_lie_in_a_store_of_its_own() {
    let own = Arc::new(InMemory::new());
    let storage = Storage::memory().with("own", own.clone());
    storage.put("own", "a", "1").await.expect("memory has room");
    let elsewhere = Storage::memory().with("alias", own);
    assert_eq!(
        elsewhere.get("alias", "a").await.as_deref(),
        Ok(b"1".as_slice())
    );
}

#[tokio::test]
async fn each_bucket_is_opened_once_by_its_name() {
    let storage = Storage::each(|bucket| match bucket {
        "open" => Ok(Arc::new(InMemory::new())),
        _ => Err(object_store::Error::NotImplemented {
            operation: "opening".to_owned(),
            implementer: bucket.to_owned(),
        }),
    });
    storage
        .put("open", "a", "1")
        .await
        .expect("memory has room");
    let clone = storage.clone();
    assert_eq!(clone.get("open", "a").await.as_deref(), Ok(b"1".as_slice()));
    let error = storage.get("shut", "a").await.expect_err("not opened");
    assert_eq!(
        error.to_string(),
        "shut: Operation opening not yet implemented by shut."
    );
}

#[tokio::test]
async fn a_folder_is_no_object() {
    let folder = Folder::new();
    let storage = Storage::folder(&folder.0);
    put(&storage, &["a/b"]).await;
    let error = storage.get("bucket", "a").await.expect_err("a folder");
    assert!(error.to_string().starts_with("bucket/a: "), "{error}");
}

#[tokio::test]
async fn folders_may_lie_deep() {
    let folder = Folder::new();
    let storage = Storage::folder(&folder.0);
    let key = "d/".repeat(200) + "key";
    put(&storage, &[&key]).await;
    assert_eq!(storage.list("bucket", "").await, Ok(vec![key]));
}
