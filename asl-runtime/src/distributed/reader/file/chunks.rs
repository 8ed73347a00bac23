//! The bytes of an object as the store sends them.

use std::fs::File;
use std::io::{self, Read};

use bytes::Bytes;
use futures_util::stream::{self, BoxStream, StreamExt, TryStreamExt};
use object_store::{GetResult, GetResultPayload};
use tokio::runtime::Handle;

/// How much of a file is read at once. Each time is a trip to another thread, which object_store makes for every 8 KiB.
const FILE_CHUNK_BYTES: u64 = 256 * 1024;

/// The content of an object.
pub(super) fn of(object: GetResult) -> BoxStream<'static, io::Result<Bytes>> {
    match object.payload {
        GetResultPayload::File(file, _) => of_file(file, object.meta.size),
        GetResultPayload::Stream(chunks) => chunks.map_err(io::Error::other).boxed(),
    }
}

/// The content of a file of so many bytes. One that loses some of them in the meantime is an error: object_store's own stream
/// then never ends.
fn of_file(file: File, size: u64) -> BoxStream<'static, io::Result<Bytes>> {
    let chunks = stream::try_unfold((file, 0), move |(file, before)| async move {
        if before == size {
            return Ok(None);
        }
        let length = FILE_CHUNK_BYTES.min(size - before);
        let (chunk, file) = read(file, length).await?;
        let read = before + chunk.len() as u64;
        if chunk.is_empty() {
            let reason = format!("the file had {size} bytes and has {read}");
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, reason));
        }
        Ok(Some((chunk, (file, read))))
    });
    chunks.boxed()
}

async fn read(mut file: File, length: u64) -> io::Result<(Bytes, File)> {
    let read = move || {
        let mut chunk = Vec::new();
        (&mut file).take(length).read_to_end(&mut chunk)?;
        Ok((chunk.into(), file))
    };
    match Handle::try_current() {
        Ok(runtime) => runtime.spawn_blocking(read).await?,
        Err(_) => read(),
    }
}
