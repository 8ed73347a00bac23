use std::sync::Arc;

use ::parquet::basic::{Compression, ZstdLevel};
use ::parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::parser::parse_message_type;
use serde_json::json;

use super::*;

/// A file of so many row groups with so many rows each; every third name is null.
fn file(groups: i64, rows: i64, compression: Compression) -> Vec<u8> {
    let schema = "message rows { required int64 id; optional binary name (utf8); }";
    let schema = parse_message_type(schema).expect("a schema");
    let properties = WriterProperties::builder().set_compression(compression);
    let properties = Arc::new(properties.build());
    let mut writer =
        SerializedFileWriter::new(Vec::new(), Arc::new(schema), properties).expect("a writer");
    for group in 0..groups {
        let ids: Vec<i64> = (group * rows..(group + 1) * rows).collect();
        let levels: Vec<i16> = ids.iter().map(|id| i16::from(id % 3 != 0)).collect();
        let named = ids.iter().filter(|id| **id % 3 != 0);
        let names: Vec<ByteArray> = named
            .map(|id| ByteArray::from(format!("name {id}").as_str()))
            .collect();
        let mut columns = writer.next_row_group().expect("a row group");
        let mut column = columns.next_column().expect("columns").expect("id");
        column
            .typed::<Int64Type>()
            .write_batch(&ids, None, None)
            .expect("ids");
        column.close().expect("id");
        let mut column = columns.next_column().expect("columns").expect("name");
        column
            .typed::<ByteArrayType>()
            .write_batch(&names, Some(&levels), None)
            .expect("names");
        column.close().expect("name");
        columns.close().expect("a row group");
    }
    writer.into_inner().expect("a footer")
}

async fn read(content: Vec<u8>) -> Read {
    let storage = Storage::memory();
    let put = storage.put("bucket", "rows.parquet", content).await;
    put.expect("memory has room");
    Read::all(object("rows.parquet", config(InputType::Parquet)), &storage).await
}

fn row(id: i64) -> Value {
    let name = (id % 3 != 0).then(|| format!("name {id}"));
    json!({ "id": id, "name": name })
}

#[tokio::test]
async fn the_rows_of_all_row_groups_are_items() {
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::LZ4_RAW,
        Compression::GZIP(Default::default()),
        Compression::ZSTD(ZstdLevel::default()),
    ] {
        let rows = read(file(3, 1000, compression)).await.values();
        assert!(rows.into_iter().eq((0..3000).map(row)), "{compression}");
    }
    assert!(
        read(file(0, 0, Compression::SNAPPY))
            .await
            .values()
            .is_empty()
    );
}

#[tokio::test]
async fn what_is_no_parquet_is_an_error() {
    for (content, error) in [
        ("", "the file is too short for Parquet"),
        (
            "id,name\n1,a\n",
            "the file does not end as Parquet, with `PAR1`",
        ),
        (
            "PAR1\u{7f}\u{7f}\u{7f}\u{7f}PAR1",
            "the file cannot have a footer of 2139062143 bytes",
        ),
        ("PAR1xxxx\u{4}\0\0\0PAR1", "the footer is damaged: "),
    ] {
        let read = read(content.into()).await.error();
        let expected = format!("bucket/rows.parquet: {error}");
        assert!(read.starts_with(&expected), "{read}");
    }
}

#[tokio::test]
async fn a_file_that_is_cut_off_is_an_error() {
    let whole = file(2, 100, Compression::SNAPPY);
    for end in 0..whole.len() {
        assert!(
            read(whole[..end].to_vec()).await.error.is_some(),
            "at {end}"
        );
    }
}

/// Parquet has no checksums that are always there: damage may change values, but it neither panics nor loses rows
/// without an error.
#[tokio::test]
async fn damage_neither_panics_nor_loses_rows_silently() {
    let whole = file(2, 100, Compression::SNAPPY);
    let mut random = fastrand::Rng::with_seed(5);
    for _ in 0..2_000 {
        let mut content = whole.clone();
        let at = random.usize(..content.len());
        content[at] ^= 1 << random.u32(..8);
        let read = read(content).await;
        if read.error.is_none() {
            assert_eq!(read.items.len(), 200, "at {at}");
        }
    }
}
