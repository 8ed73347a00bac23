//! Where a distributed Map reads its items and writes its results: buckets by name.

mod bucket;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_util::TryStreamExt;
use object_store::ObjectStore;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;

pub(super) use bucket::Bucket;

/// Why a bucket or an object could not be read or written: what and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorageError {
    message: String,
}

impl StorageError {
    fn new(place: impl fmt::Display, reason: impl fmt::Display) -> Self {
        StorageError {
            message: format!("{place}: {reason}"),
        }
    }
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for StorageError {}

/// Buckets by name: folders, or buckets of a cloud, or memory. Clones are cheap and see the same buckets.
///
/// ```
/// # async fn example() -> Result<(), asl_runtime::distributed::StorageError> {
/// use asl_runtime::distributed::Storage;
///
/// let storage = Storage::memory();
/// storage.put("inbox", "rows.csv", "id,name\n1,Ada\n").await?;
/// assert_eq!(storage.list("inbox", "").await?, ["rows.csv"]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Storage {
    kind: Kind,
    /// Buckets of their own, and the ones that `kind` has opened.
    open: Arc<Mutex<HashMap<String, Arc<dyn ObjectStore>>>>,
}

/// Finds the store of a bucket.
type Opener = dyn Fn(&str) -> object_store::Result<Arc<dyn ObjectStore>> + Send + Sync;

#[derive(Clone)]
enum Kind {
    Folder(Arc<Path>),
    Memory,
    Each(Arc<Opener>),
}

/// What a bucket is opened for. Folders and memory make a bucket that is written to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    Write,
}

impl Storage {
    /// Buckets are the folders inside `path`, and objects the files in them. A bucket that is written to is made.
    pub fn folder(path: impl Into<PathBuf>) -> Self {
        Self::of(Kind::Folder(path.into().into()))
    }

    /// Buckets in memory. A bucket that is written to is made.
    #[must_use]
    pub fn memory() -> Self {
        Self::of(Kind::Memory)
    }

    /// Buckets that `open` finds by their names, each when it is first used.
    pub fn each<F>(open: F) -> Self
    where
        F: Fn(&str) -> object_store::Result<Arc<dyn ObjectStore>> + Send + Sync + 'static,
    {
        Self::of(Kind::Each(Arc::new(open)))
    }

    /// Buckets of Amazon S3, or of what speaks its language. The builder says everything but the bucket's name.
    #[cfg(feature = "distributed-s3")]
    #[must_use]
    pub fn s3(builder: object_store::aws::AmazonS3Builder) -> Self {
        Self::each(move |bucket| Ok(Arc::new(builder.clone().with_bucket_name(bucket).build()?)))
    }

    /// Buckets of Google Cloud Storage. The builder says everything but the bucket's name.
    #[cfg(feature = "distributed-gcs")]
    #[must_use]
    pub fn gcs(builder: object_store::gcp::GoogleCloudStorageBuilder) -> Self {
        Self::each(move |bucket| Ok(Arc::new(builder.clone().with_bucket_name(bucket).build()?)))
    }

    /// Containers of Azure Blob Storage. The builder says everything but the container's name.
    #[cfg(feature = "distributed-azure")]
    #[must_use]
    pub fn azure(builder: object_store::azure::MicrosoftAzureBuilder) -> Self {
        Self::each(move |name| Ok(Arc::new(builder.clone().with_container_name(name).build()?)))
    }

    fn of(kind: Kind) -> Self {
        Storage {
            kind,
            open: Arc::default(),
        }
    }

    /// With a bucket that lies in a store of its own. Clones made before see it too.
    #[must_use]
    pub fn with(self, bucket: impl Into<String>, store: Arc<dyn ObjectStore>) -> Self {
        self.opened().insert(bucket.into(), store);
        self
    }

    /// Writes an object, whole or not at all.
    ///
    /// # Errors
    /// What the store says, with the place.
    pub async fn put(
        &self,
        bucket: &str,
        key: &str,
        content: impl Into<Bytes>,
    ) -> Result<(), StorageError> {
        let bucket = self.bucket(bucket, Access::Write)?;
        bucket.put(key, content.into()).await
    }

    /// Reads an object.
    ///
    /// # Errors
    /// A bucket or an object that is not there, and what the store says, with the place.
    pub async fn get(&self, bucket: &str, key: &str) -> Result<Bytes, StorageError> {
        let bucket = self.bucket(bucket, Access::Read)?;
        let object = bucket.get(key, None).await?;
        let read = object.bytes().await;
        read.map_err(|error| bucket.error(key, &error))
    }

    /// The keys of a bucket that begin with `prefix`, in order.
    ///
    /// # Errors
    /// A bucket that is not there, and what the store says, with the place.
    pub async fn list(&self, bucket: &str, prefix: &str) -> Result<Vec<String>, StorageError> {
        let bucket = self.bucket(bucket, Access::Read)?;
        let objects = bucket.list(prefix.to_owned());
        objects
            .map_ok(|object| object.location.into())
            .try_collect()
            .await
    }

    /// The bucket of a name.
    pub(super) fn bucket(&self, name: &str, access: Access) -> Result<Bucket, StorageError> {
        let opened = self.opened().get(name).cloned();
        let store = match opened {
            Some(store) => store,
            None => match &self.kind {
                // What a folder has may change under our eyes: it is looked up each time.
                Kind::Folder(path) => return folder_bucket(path, name, access),
                kind => self.open(kind, name, access)?,
            },
        };
        Ok(Bucket::sorted(name, store))
    }

    fn open(
        &self,
        kind: &Kind,
        name: &str,
        access: Access,
    ) -> Result<Arc<dyn ObjectStore>, StorageError> {
        let store = match kind {
            Kind::Each(open) => open(name).map_err(|error| StorageError::new(name, error))?,
            _ if access == Access::Write => Arc::new(InMemory::new()),
            _ => return Err(StorageError::new(name, "there is no such bucket")),
        };
        // Another thread may have been faster.
        let mut opened = self.opened();
        Ok(opened.entry(name.to_owned()).or_insert(store).clone())
    }

    fn opened(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<dyn ObjectStore>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn folder_bucket(root: &Path, name: &str, access: Access) -> Result<Bucket, StorageError> {
    let error = |reason: &dyn fmt::Display| StorageError::new(name, reason);
    // A name must not lead out of the folder.
    if matches!(name, "" | "." | "..") || name.contains(['/', '\\', '\0']) {
        return Err(error(&"this is no bucket's name"));
    }
    let path = root.join(name);
    if access == Access::Write {
        std::fs::create_dir_all(&path).map_err(|cause| error(&cause))?;
    } else if !path.is_dir() {
        let reason = format!("there is no such bucket in `{}`", root.display());
        return Err(error(&reason));
    }
    let store = LocalFileSystem::new_with_prefix(path).map_err(|cause| error(&cause))?;
    Ok(Bucket::unsorted(name, Arc::new(store)))
}

impl fmt::Debug for Storage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Folder(path) => f.debug_tuple("Storage::folder").field(path).finish(),
            Kind::Memory => f.write_str("Storage::memory"),
            Kind::Each(_) => f.write_str("Storage::each"),
        }
    }
}
