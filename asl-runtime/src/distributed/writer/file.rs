//! Files of results, one after another.

use serde::Serialize;

use super::{OutputType, WriteError};
use crate::distributed::storage::Bucket;

/// How large a file becomes. It is held in memory until it is written.
const FULL_BYTES: usize = 8 << 20;

/// The files of one status: `SUCCEEDED_0.json`, `SUCCEEDED_1.json` and so on.
#[derive(Debug)]
pub(super) struct ResultFiles {
    status: &'static str,
    output_type: OutputType,
    /// The file that is not yet written.
    text: Vec<u8>,
    written: Vec<Written>,
}

/// A file as the manifest lists it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Written {
    key: String,
    size: usize,
}

impl ResultFiles {
    pub(super) fn new(status: &'static str, output_type: OutputType) -> Self {
        ResultFiles {
            status,
            output_type,
            text: Vec::new(),
            written: Vec::new(),
        }
    }

    /// Adds an element.
    pub(super) fn push(&mut self, element: &impl Serialize) -> Result<(), WriteError> {
        if self.output_type == OutputType::Json {
            let separator = if self.text.is_empty() { b'[' } else { b',' };
            self.text.push(separator);
        }
        serde_json::to_writer(&mut self.text, element)?;
        if self.output_type == OutputType::Jsonl {
            self.text.push(b'\n');
        }
        Ok(())
    }

    pub(super) fn is_full(&self) -> bool {
        self.text.len() >= FULL_BYTES
    }

    /// Writes the file, unless it has nothing.
    pub(super) async fn flush(&mut self, bucket: &Bucket, folder: &str) -> Result<(), WriteError> {
        if self.text.is_empty() {
            return Ok(());
        }
        let extension = match self.output_type {
            OutputType::Json => "json",
            OutputType::Jsonl => "jsonl",
        };
        if self.output_type == OutputType::Json {
            self.text.push(b']');
        }
        let text = std::mem::take(&mut self.text);
        let size = text.len();
        let number = self.written.len();
        let key = format!("{folder}/{}_{number}.{extension}", self.status);
        bucket.put(&key, text.into()).await?;
        self.written.push(Written { key, size });
        Ok(())
    }

    pub(super) fn written(&self) -> &[Written] {
        &self.written
    }
}
