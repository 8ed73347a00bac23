//! The content of an object: read in chunks, decompressed, and decoded into items.

mod chunks;

use std::io;

use async_compression::futures::bufread::{GzipDecoder, ZstdDecoder};
use futures_util::io::{AsyncRead, AsyncReadExt, Cursor};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use object_store::GetResult;

use super::error::Fault;
use super::{DataItem, Items, ReadError};
use crate::distributed::storage::Bucket;

/// Turns the bytes of a file into items, however they are cut into chunks.
pub(super) trait Decoder: Send + 'static {
    /// Takes the next bytes. Items that came before a fault are in `items`.
    fn decode(&mut self, chunk: &[u8], items: &mut Vec<DataItem>) -> Result<(), Fault>;

    /// Takes note that there are no more.
    fn finish(&mut self, items: &mut Vec<DataItem>) -> Result<(), Fault>;
}

/// An object that holds items.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) bucket: Bucket,
    pub(super) key: String,
    pub(super) version: Option<String>,
}

impl File {
    /// Where it is, for people.
    pub(super) fn place(&self) -> String {
        format!("{}/{}", self.bucket.name(), self.key)
    }

    /// Its items, read as they are asked for.
    pub(super) fn items(self, decoder: impl Decoder) -> Items {
        let reading = Reading {
            place: self.place(),
            content: Content::Closed(self),
            decoder,
            offset: 0,
        };
        let chunks = stream::unfold(reading, |mut reading| async {
            let items = reading.next_items().await?;
            Some((stream::iter(items), reading))
        });
        chunks.flatten().boxed()
    }
}

struct Reading<D> {
    place: String,
    content: Content,
    decoder: D,
    /// How much has been read, after decompression.
    offset: u64,
}

enum Content {
    Closed(File),
    Open(Source),
    Done,
}

struct Source {
    reader: Box<dyn AsyncRead + Send + Unpin>,
    buffer: Vec<u8>,
}

impl<D: Decoder> Reading<D> {
    /// The items of the next chunk, and the error that ended it; `None` at the end.
    async fn next_items(&mut self) -> Option<Vec<Result<DataItem, ReadError>>> {
        let mut items = Vec::new();
        let step = match std::mem::replace(&mut self.content, Content::Done) {
            Content::Closed(file) => self.open(file, &mut items).await,
            Content::Open(source) => self.read(source, &mut items).await,
            Content::Done => return None,
        };
        let mut results: Vec<_> = items.into_iter().map(Ok).collect();
        results.extend(step.err().map(Err));
        Some(results)
    }

    async fn open(&mut self, file: File, items: &mut Vec<DataItem>) -> Result<(), ReadError> {
        const BYTE_ORDER_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];
        let object = file.bucket.get(&file.key, file.version).await?;
        let mut reader = decompressed(object)
            .await
            .map_err(|error| self.unreadable(&error))?;
        let mut start = [0; BYTE_ORDER_MARK.len()];
        let length = fill(&mut *reader, &mut start)
            .await
            .map_err(|error| self.unreadable(&error))?;
        if start != BYTE_ORDER_MARK {
            self.decode(&start[..length], items)?;
        }
        self.content = Content::Open(Source {
            reader,
            buffer: vec![0; CHUNK_BYTES],
        });
        Ok(())
    }

    async fn read(
        &mut self,
        mut source: Source,
        items: &mut Vec<DataItem>,
    ) -> Result<(), ReadError> {
        let read = source.reader.read(&mut source.buffer).await;
        let length = read.map_err(|error| self.unreadable(&error))?;
        if length == 0 {
            let finish = self.decoder.finish(items);
            return finish.map_err(|fault| fault.in_file(&self.place));
        }
        self.decode(&source.buffer[..length], items)?;
        self.content = Content::Open(source);
        Ok(())
    }

    fn decode(&mut self, chunk: &[u8], items: &mut Vec<DataItem>) -> Result<(), ReadError> {
        self.offset += chunk.len() as u64;
        let decode = self.decoder.decode(chunk, items);
        decode.map_err(|fault| fault.in_file(&self.place))
    }

    /// The object ends too early, or is not compressed as it says.
    fn unreadable(&self, error: &io::Error) -> ReadError {
        let reason = format!("cannot be read any further: {error}");
        Fault::Byte(self.offset, reason).in_file(&self.place)
    }
}

/// How much is decoded at once.
const CHUNK_BYTES: usize = 64 * 1024;

/// The content, decompressed when it is gzip or zstd. Its first bytes tell: no text begins like either.
async fn decompressed(object: GetResult) -> io::Result<Box<dyn AsyncRead + Send + Unpin>> {
    let mut raw = chunks::of(object).into_async_read();
    let mut magic = [0; 4];
    let length = fill(&mut raw, &mut magic).await?;
    let content = Cursor::new(magic).take(length as u64).chain(raw);
    Ok(match magic {
        [0x1f, 0x8b, ..] => {
            let mut gzip = GzipDecoder::new(content);
            gzip.multiple_members(true);
            Box::new(gzip)
        }
        [0x28, 0xb5, 0x2f, 0xfd] => {
            let mut zstd = ZstdDecoder::new(content);
            zstd.multiple_members(true);
            Box::new(zstd)
        }
        _ => Box::new(content),
    })
}

/// Reads until the buffer is full or the content ends.
async fn fill(
    reader: &mut (impl AsyncRead + Unpin + ?Sized),
    buffer: &mut [u8],
) -> io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match reader.read(&mut buffer[length..]).await? {
            0 => break,
            read => length += read,
        }
    }
    Ok(length)
}
