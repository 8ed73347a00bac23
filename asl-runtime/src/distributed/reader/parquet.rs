//! Parquet: an object for each row, a row group at a time.

mod group;

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use parquet::errors::Result as ParquetResult;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use parquet::record::reader::RowIter;

use self::group::RowGroup;
use super::file::File;
use super::{DataItem, Items, ReadError};

/// AWS's limits, which keep memory in bounds. Reference §12.5.
const MAX_FOOTER_BYTES: u64 = 5 << 20;
const MAX_ROW_GROUP_BYTES: u64 = 256 << 20;

/// How many rows are decoded at once.
const ROWS: usize = 256;

/// The rows of a file, read as they are asked for.
pub(super) fn items(file: File) -> Items {
    super::once_read(async move {
        let metadata = read_metadata(&file).await?;
        let groups = RowGroup::all(&metadata);
        // Rows that a damaged footer forgets would be lost without a word.
        let mut counts = groups.iter().map(RowGroup::row_count);
        let rows = counts.try_fold(0_i64, i64::checked_add);
        if rows != Some(metadata.file_metadata().num_rows()) {
            let reason = "the footer is damaged: its counts of rows differ";
            return Err(ReadError::at(file.place(), reason));
        }
        let groups = stream::iter(groups.into_iter().enumerate());
        let rows = groups.then(move |(index, group)| {
            let file = file.clone();
            async move { read_rows(&file, index, group).await }
        });
        Ok(rows.try_flatten().boxed())
    })
}

async fn read_metadata(file: &File) -> Result<ParquetMetaData, ReadError> {
    const TAIL_BYTES: u64 = 8;
    let invalid = |reason: &str| ReadError::at(file.place(), reason);
    let size = {
        let object = file.bucket.get(&file.key, file.version.clone());
        object.await?.meta.size
    };
    let tail_start = size.checked_sub(TAIL_BYTES);
    let tail_start = tail_start.ok_or_else(|| invalid("the file is too short for Parquet"))?;
    let tail = read(file, tail_start..size).await?;
    let [a, b, c, d, b'P', b'A', b'R', b'1'] = tail[..] else {
        return Err(invalid("the file does not end as Parquet, with `PAR1`"));
    };
    let length = u64::from(u32::from_le_bytes([a, b, c, d]));
    let start = tail_start.checked_sub(length);
    let Some(start) = start.filter(|_| length <= MAX_FOOTER_BYTES) else {
        let reason = format!("the file cannot have a footer of {length} bytes");
        return Err(invalid(&reason));
    };
    let footer = read(file, start..tail_start).await?;
    guarded(|| ParquetMetaDataReader::decode_metadata(&footer))
        .map_err(|reason| invalid(&format!("the footer is damaged: {reason}")))
}

/// The rows of a row group.
async fn read_rows(file: &File, index: usize, group: RowGroup) -> Result<Items, ReadError> {
    let place = format!("{}, row group {index}", file.place());
    let range = group
        .range()
        .filter(|range| range.end - range.start <= MAX_ROW_GROUP_BYTES);
    let Some(range) = range else {
        let reason = format!("it is damaged or has more than {MAX_ROW_GROUP_BYTES} bytes");
        return Err(ReadError::at(place, reason));
    };
    let left = group.row_count();
    let bytes = read(file, range.clone()).await?;
    let reader = group.reader(range.start, bytes);
    let rows = Rows {
        rows: RowIter::from_file_into(Box::new(reader)),
        place,
        left,
    };
    let batches = stream::unfold(Some(rows), |rows| async {
        let (batch, rest) = rows?.next_batch();
        Some((stream::iter(batch), rest))
    });
    Ok(batches.flatten().boxed())
}

struct Rows {
    rows: RowIter<'static>,
    place: String,
    /// How many rows the metadata promise yet.
    left: i64,
}

impl Rows {
    fn next_batch(mut self) -> (Vec<Result<DataItem, ReadError>>, Option<Self>) {
        let mut batch = Vec::new();
        while batch.len() < ROWS && self.left > 0 {
            match self.next_row() {
                Ok(item) => batch.push(Ok(item)),
                Err(reason) => {
                    batch.push(Err(ReadError::at(&self.place, reason)));
                    return (batch, None);
                }
            }
            self.left -= 1;
        }
        let rest = (self.left > 0).then_some(self);
        (batch, rest)
    }

    fn next_row(&mut self) -> Result<DataItem, String> {
        let rows = &mut self.rows;
        let left = self.left;
        let row = guarded(|| rows.next().transpose())
            .map_err(|reason| format!("the data is damaged: {reason}"))?;
        match row {
            Some(row) => Ok(DataItem {
                key: None,
                value: row.to_json_value(),
            }),
            None => Err(format!("{left} of its rows are missing")),
        }
    }
}

async fn read(file: &File, range: Range<u64>) -> Result<Bytes, ReadError> {
    let read = file
        .bucket
        .get_range(&file.key, file.version.clone(), range);
    Ok(read.await?)
}

/// Decodes. What decodes Parquet panics at some data that is damaged.
fn guarded<T>(decode: impl FnOnce() -> ParquetResult<T>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(decode)) {
        Ok(Ok(decoded)) => Ok(decoded),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("it cannot be decoded".to_owned()),
    }
}
