//! One row group, as a file of its own for parquet's record reader.

use std::ops::Range;
use std::sync::Arc;

use bytes::{Buf, Bytes, buf::Reader};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataBuilder, RowGroupMetaData};
use parquet::file::properties::ReaderProperties;
use parquet::file::reader::{ChunkReader, FileReader, Length, RowGroupReader};
use parquet::file::serialized_reader::SerializedRowGroupReader;
use parquet::record::reader::RowIter;
use parquet::schema::types::Type;

/// What the footer says about a row group.
pub(super) struct RowGroup {
    /// Of a file with this group only.
    metadata: ParquetMetaData,
}

impl RowGroup {
    /// The row groups of a file.
    pub(super) fn all(metadata: &ParquetMetaData) -> Vec<Self> {
        let alone = |group: &RowGroupMetaData| {
            let file = ParquetMetaDataBuilder::new(metadata.file_metadata().clone());
            RowGroup {
                metadata: file.add_row_group(group.clone()).build(),
            }
        };
        metadata.row_groups().iter().map(alone).collect()
    }

    fn group(&self) -> &RowGroupMetaData {
        self.metadata.row_group(0)
    }

    pub(super) fn row_count(&self) -> i64 {
        self.group().num_rows()
    }

    /// Where its columns are in the file; `None` when the footer makes no sense.
    pub(super) fn range(&self) -> Option<Range<u64>> {
        let mut whole: Option<Range<u64>> = None;
        for column in self.group().columns() {
            let start = column.dictionary_page_offset();
            let start = u64::try_from(start.unwrap_or(column.data_page_offset())).ok()?;
            let end = start.checked_add(u64::try_from(column.compressed_size()).ok()?)?;
            whole = Some(match whole {
                None => start..end,
                Some(whole) => whole.start.min(start)..whole.end.max(end),
            });
        }
        whole
    }

    /// Reads it from its bytes, which begin at `start` in the file.
    pub(super) fn reader(self, start: u64, bytes: Bytes) -> impl FileReader + 'static {
        GroupReader {
            metadata: self.metadata,
            bytes: Arc::new(Part { start, bytes }),
        }
    }
}

struct GroupReader {
    metadata: ParquetMetaData,
    bytes: Arc<Part>,
}

impl FileReader for GroupReader {
    fn metadata(&self) -> &ParquetMetaData {
        &self.metadata
    }

    fn num_row_groups(&self) -> usize {
        1
    }

    fn get_row_group(&self, index: usize) -> ParquetResult<Box<dyn RowGroupReader + '_>> {
        let reader = SerializedRowGroupReader::new(
            self.bytes.clone(),
            self.metadata.row_group(index),
            self.metadata.page_index_for_row_group(index),
            Arc::new(ReaderProperties::builder().build()),
        );
        Ok(Box::new(reader?))
    }

    fn get_row_iter(&self, projection: Option<Type>) -> ParquetResult<RowIter<'_>> {
        RowIter::from_file(projection, self)
    }
}

/// A part of a file, addressed as the whole is.
struct Part {
    start: u64,
    bytes: Bytes,
}

impl Part {
    fn from(&self, start: u64) -> ParquetResult<Bytes> {
        let start = start.checked_sub(self.start);
        let start = start.and_then(|start| usize::try_from(start).ok());
        match start.filter(|start| *start <= self.bytes.len()) {
            Some(start) => Ok(self.bytes.slice(start..)),
            None => Err(outside()),
        }
    }
}

fn outside() -> ParquetError {
    ParquetError::EOF("a page lies outside of its row group".to_owned())
}

impl Length for Part {
    fn len(&self) -> u64 {
        self.start + self.bytes.len() as u64
    }
}

impl ChunkReader for Part {
    type T = Reader<Bytes>;

    fn get_read(&self, start: u64) -> ParquetResult<Self::T> {
        Ok(self.from(start)?.reader())
    }

    fn get_bytes(&self, start: u64, length: usize) -> ParquetResult<Bytes> {
        let bytes = self.from(start)?;
        match length <= bytes.len() {
            true => Ok(bytes.slice(..length)),
            false => Err(outside()),
        }
    }
}
