//! One bucket: its objects by their keys, and which there are.

use std::cmp::Reverse;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::{self, BoxStream, StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{GetOptions, GetResult, ObjectMeta, ObjectStore, ObjectStoreExt};

use super::StorageError;

/// A bucket of a [`Storage`](super::Storage).
#[derive(Clone, Debug)]
pub(in crate::distributed) struct Bucket {
    name: Arc<str>,
    store: Arc<dyn ObjectStore>,
    /// Whether the store lists keys in order, as S3 does and a file system does not.
    sorted: bool,
}

impl Bucket {
    pub(super) fn sorted(name: &str, store: Arc<dyn ObjectStore>) -> Self {
        Bucket {
            name: name.into(),
            store,
            sorted: true,
        }
    }

    pub(super) fn unsorted(name: &str, store: Arc<dyn ObjectStore>) -> Self {
        Bucket {
            sorted: false,
            ..Self::sorted(name, store)
        }
    }

    pub(in crate::distributed) fn name(&self) -> &str {
        &self.name
    }

    /// Writes an object, whole or not at all.
    pub(in crate::distributed) async fn put(
        &self,
        key: &str,
        content: Bytes,
    ) -> Result<(), StorageError> {
        let put = self.store.put(&self.path(key)?, content.into()).await;
        put.map(|_| ()).map_err(|error| self.error(key, &error))
    }

    /// Opens an object. Its content has yet to be read.
    pub(in crate::distributed) async fn get(
        &self,
        key: &str,
        version: Option<String>,
    ) -> Result<GetResult, StorageError> {
        let options = GetOptions {
            version,
            ..GetOptions::default()
        };
        let got = self.store.get_opts(&self.path(key)?, options).await;
        got.map_err(|error| self.error(key, &error))
    }

    /// Reads a part of an object.
    #[cfg(feature = "distributed-parquet")]
    pub(in crate::distributed) async fn get_range(
        &self,
        key: &str,
        version: Option<String>,
        range: std::ops::Range<u64>,
    ) -> Result<Bytes, StorageError> {
        let options = GetOptions {
            version,
            range: Some(range.into()),
            ..GetOptions::default()
        };
        let path = self.path(key)?;
        let read = async { self.store.get_opts(&path, options).await?.bytes().await };
        read.await.map_err(|error| self.error(key, &error))
    }

    /// The objects whose keys begin with `prefix`, in the order of their keys. A prefix may end anywhere, as in S3 and not as in
    /// object_store, where it ends with a segment.
    pub(in crate::distributed) fn list(
        &self,
        prefix: String,
    ) -> BoxStream<'static, Result<ObjectMeta, StorageError>> {
        let folder = match prefix.rfind('/').map(|end| self.path(&prefix[..end])) {
            None => None,
            Some(Ok(folder)) => Some(folder),
            Some(Err(error)) => return stream::iter([Err(error)]).boxed(),
        };
        let objects = if self.sorted {
            self.store.list(folder.as_ref())
        } else {
            list_in_order(self.store.clone(), folder)
        };
        let (bucket, place) = (self.clone(), prefix.clone());
        objects
            .map_err(move |error| bucket.error(&place, &error))
            .try_filter(move |object| {
                let found = object.location.as_ref().starts_with(&prefix);
                std::future::ready(found)
            })
            .boxed()
    }

    /// What happened at a key.
    pub(in crate::distributed) fn error(
        &self,
        key: &str,
        error: &object_store::Error,
    ) -> StorageError {
        let place = format!("{}/{key}", self.name);
        let text = error.to_string();
        match error {
            // S3 tells a missing bucket from a missing object in its answer only.
            _ if text.contains("<Code>NoSuchBucket</Code>") => {
                StorageError::new(&self.name, "there is no such bucket")
            }
            object_store::Error::NotFound { .. } => {
                StorageError::new(place, "there is no such object")
            }
            _ => StorageError::new(place, text),
        }
    }

    /// The path of a key. object_store has no empty segments, and no way up.
    fn path(&self, key: &str) -> Result<Path, StorageError> {
        match Path::parse(key) {
            Ok(path) if !key.is_empty() && path.as_ref() == key => Ok(path),
            _ => {
                let place = format!("{}/{key}", self.name);
                Err(StorageError::new(place, "this is no object's key"))
            }
        }
    }
}

/// The objects of a folder and those below, in the order of their keys, for a store that lists them in any order. Holds
/// one folder of each level.
fn list_in_order(
    store: Arc<dyn ObjectStore>,
    folder: Option<Path>,
) -> BoxStream<'static, object_store::Result<ObjectMeta>> {
    // What is yet to come, the next at the end.
    let coming = vec![Entry::Folder(folder.unwrap_or_default())];
    let objects = stream::try_unfold((store, coming), |(store, mut coming)| async {
        loop {
            match coming.pop() {
                None => return Ok(None),
                Some(Entry::Object(object)) => return Ok(Some((object, (store, coming)))),
                Some(Entry::Folder(path)) => coming.extend(entries(&*store, &path).await?),
            }
        }
    });
    objects.boxed()
}

enum Entry {
    Object(ObjectMeta),
    Folder(Path),
}

/// What a folder has, the last key first.
async fn entries(store: &dyn ObjectStore, folder: &Path) -> object_store::Result<Vec<Entry>> {
    let listed = store.list_with_delimiter(Some(folder)).await?;
    let objects = listed.objects.into_iter().map(Entry::Object);
    let folders = listed.common_prefixes.into_iter().map(Entry::Folder);
    let mut entries: Vec<Entry> = objects.chain(folders).collect();
    entries.sort_by_cached_key(|entry| Reverse(entry.key()));
    Ok(entries)
}

impl Entry {
    /// What the keys in it begin with.
    fn key(&self) -> String {
        match self {
            Entry::Object(object) => object.location.to_string(),
            Entry::Folder(path) => format!("{path}/"),
        }
    }
}
