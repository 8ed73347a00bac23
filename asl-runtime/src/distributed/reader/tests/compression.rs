use async_compression::futures::bufread::{GzipEncoder, ZstdEncoder};
use futures_util::io::{AsyncRead, AsyncReadExt, Cursor};

use super::*;

async fn bytes(mut encoder: impl AsyncRead + Unpin) -> Vec<u8> {
    let mut bytes = Vec::new();
    let read = encoder.read_to_end(&mut bytes).await;
    read.expect("memory can be read");
    bytes
}

async fn gzip(text: &str) -> Vec<u8> {
    bytes(GzipEncoder::new(Cursor::new(text))).await
}

async fn zstd(text: &str) -> Vec<u8> {
    bytes(ZstdEncoder::new(Cursor::new(text))).await
}

async fn read(content: Vec<u8>) -> Read {
    let storage = Storage::memory();
    let put = storage.put("bucket", "rows.jsonl", content).await;
    put.expect("memory has room");
    Read::all(object("rows.jsonl", config(InputType::Jsonl)), &storage).await
}

fn lines() -> String {
    (0..20_000).map(|n| format!("{n}\n")).collect()
}

#[tokio::test]
async fn gzip_and_zstd_are_decompressed_whatever_the_key_says() {
    for content in [gzip(&lines()).await, zstd(&lines()).await] {
        let rows = read(content).await.values();
        assert!(rows.into_iter().eq((0..20_000).map(Value::from)));
    }
}

#[tokio::test]
async fn several_members_one_after_another_are_one_file() {
    let gzip = [gzip("1\n").await, gzip("2\n").await].concat();
    assert_eq!(read(gzip).await.values(), [1, 2]);
    let zstd = [zstd("1\n").await, zstd("2\n").await].concat();
    assert_eq!(read(zstd).await.values(), [1, 2]);
}

#[tokio::test]
async fn a_file_that_is_cut_off_is_an_error_and_what_came_before_is_read() {
    for content in [gzip(&lines()).await, zstd(&lines()).await] {
        for end in [4, 12, content.len() / 2, content.len() - 1] {
            let read = read(content[..end].to_vec()).await;
            let error = read.error.expect("it is cut off");
            assert!(error.starts_with("bucket/rows.jsonl, byte "), "{error}");
            assert!(error.contains("cannot be read any further"), "{error}");
        }
    }
}

#[tokio::test]
async fn damage_is_an_error_and_never_a_panic() {
    let mut random = fastrand::Rng::with_seed(3);
    let gzip = gzip(&lines()).await;
    for _ in 0..50 {
        let mut content = gzip.clone();
        // Not in the header, where a changed time stamp harms nothing.
        let at = random.usize(10..content.len());
        content[at] ^= 1 << random.u32(..8);
        assert!(read(content).await.error.is_some(), "at {at}");
    }
}
