//! What a bucket has: `s3:listObjectsV2`.

use futures_util::stream::{StreamExt, TryStreamExt};
use object_store::ObjectMeta;
use serde_json::{Value, json};

use super::file::File;
use super::{DataItem, Items, ReadError, ReaderConfig};
use crate::distributed::storage::Bucket;

/// What S3 says about each object.
pub(super) fn objects(bucket: &Bucket, prefix: String) -> Items {
    let objects = bucket.list(prefix);
    let items = objects.map_ok(|object| DataItem {
        key: None,
        value: description(&object),
    });
    items.map_err(ReadError::from).boxed()
}

/// The items of each object: `LOAD_AND_FLATTEN`.
pub(super) fn contents(bucket: Bucket, prefix: String, config: ReaderConfig) -> Items {
    let objects = bucket.list(prefix).map_err(ReadError::from);
    let items = objects.map_ok(move |object| {
        let file = File {
            bucket: bucket.clone(),
            key: object.location.into(),
            version: None,
        };
        super::contents(file, &config)
    });
    items.try_flatten().boxed()
}

fn description(object: &ObjectMeta) -> Value {
    // S3 has the quotes in the tag.
    let tag = object.e_tag.as_deref().unwrap_or_default();
    let tag = match tag.starts_with('"') {
        true => tag.to_owned(),
        false => format!("\"{tag}\""),
    };
    json!({
        "Etag": tag,
        "Key": object.location.as_ref(),
        "LastModified": object.last_modified.timestamp(),
        "Size": object.size,
        "StorageClass": "STANDARD",
    })
}
