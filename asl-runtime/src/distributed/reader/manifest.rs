//! Manifests: files that name the files with the items.

use futures_util::stream::{self, StreamExt, TryStreamExt};
use serde::Deserialize;
use serde_json::Value;

use super::csv::Csv;
use super::file::File;
use super::{CsvConfig, CsvHeader, Delimiter, Items, ReadError, ReaderConfig, failed};
use crate::distributed::storage::{Access, Storage};

/// The largest manifest of an inventory that is read.
const MAX_MANIFEST_BYTES: u64 = 64 << 20;

/// The `manifest.json` of an S3 inventory.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Inventory {
    /// An ARN.
    destination_bucket: Option<String>,
    file_format: String,
    /// For CSV the columns, such as `Bucket, Key, Size`.
    file_schema: String,
    files: Vec<InventoryFile>,
}

#[derive(Deserialize)]
struct InventoryFile {
    key: String,
}

/// The objects that an S3 inventory lists: the rows of all its files.
pub(super) fn inventory(storage: Storage, manifest: File) -> Items {
    super::once_read(async move {
        let place = manifest.place();
        let inventory = read_inventory(&manifest).await?;
        let files = files_of(&inventory, &storage, &manifest)?;
        let config = inventory_config(&inventory, &place)?;
        let rows = stream::iter(files)
            .flat_map(move |file| super::contents(file, &config))
            .map_err(move |error| error.named_by(&place));
        Ok(rows.boxed())
    })
}

async fn read_inventory(manifest: &File) -> Result<Inventory, ReadError> {
    let object = manifest.bucket.get(&manifest.key, manifest.version.clone());
    let object = object.await?;
    let size = object.meta.size;
    if size > MAX_MANIFEST_BYTES {
        let reason =
            format!("a manifest may have {MAX_MANIFEST_BYTES} bytes, and this one has {size}");
        return Err(ReadError::at(manifest.place(), reason));
    }
    let content = object.bytes().await;
    let content = content.map_err(|error| manifest.bucket.error(&manifest.key, &error))?;
    serde_json::from_slice(&content).map_err(|error| {
        let reason = format!("this is no manifest of an S3 inventory: {error}");
        ReadError::at(manifest.place(), reason)
    })
}

fn files_of(
    inventory: &Inventory,
    storage: &Storage,
    manifest: &File,
) -> Result<Vec<File>, ReadError> {
    let bucket = match &inventory.destination_bucket {
        None => manifest.bucket.clone(),
        Some(arn) => {
            let name = arn.rsplit(':').next().unwrap_or(arn);
            let bucket = storage.bucket(name, Access::Read);
            bucket.map_err(|error| ReadError::from(error).named_by(&manifest.place()))?
        }
    };
    let file = |named: &InventoryFile| File {
        bucket: bucket.clone(),
        key: named.key.clone(),
        version: None,
    };
    Ok(inventory.files.iter().map(file).collect())
}

/// How the files of an inventory are read.
fn inventory_config(inventory: &Inventory, place: &str) -> Result<ReaderConfig, ReadError> {
    let input_type = match inventory.file_format.to_ascii_uppercase().as_str() {
        "CSV" => super::InputType::Csv,
        "PARQUET" => super::InputType::Parquet,
        other => {
            let reason = format!("inventories in the format `{other}` are not supported");
            return Err(ReadError::at(place, reason));
        }
    };
    let columns = inventory.file_schema.split(',');
    let columns = columns.map(|column| column.trim().to_owned());
    Ok(ReaderConfig {
        input_type: Some(input_type),
        csv: CsvConfig {
            delimiter: Delimiter::Comma,
            header: CsvHeader::Given(columns.collect()),
        },
        ..ReaderConfig::default()
    })
}

/// The items of the files that a manifest of Athena names, a line for each: `s3://bucket/key`.
pub(super) fn athena(storage: Storage, manifest: File, config: ReaderConfig) -> Items {
    let place = manifest.place();
    let lines = CsvConfig {
        delimiter: Delimiter::Comma,
        header: CsvHeader::Given(vec![LINE.to_owned()]),
    };
    let lines = match Csv::new(&lines) {
        Ok(decoder) => manifest.items(decoder),
        Err(fault) => return failed(fault.in_file(&place)),
    };
    let items = lines.map_ok(move |line| {
        let named = named_file(&storage, &line.value[LINE]);
        let place = place.clone();
        match named {
            Ok(file) => super::contents(file, &config),
            Err(error) => failed(error),
        }
        .map_err(move |error| error.named_by(&place))
    });
    items.try_flatten().boxed()
}

/// The only column of a manifest of Athena.
const LINE: &str = "file";

fn named_file(storage: &Storage, line: &Value) -> Result<File, ReadError> {
    let uri = line.as_str().unwrap_or_default().trim();
    let parts = uri
        .strip_prefix("s3://")
        .and_then(|path| path.split_once('/'));
    let Some((bucket, key)) = parts else {
        return Err(ReadError::new(format!(
            "`{uri}` does not read s3://bucket/key"
        )));
    };
    Ok(File {
        bucket: storage.bucket(bucket, Access::Read)?,
        key: key.to_owned(),
        version: None,
    })
}
