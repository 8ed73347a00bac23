//! What goes wrong in reading.

use std::fmt;

use crate::distributed::storage::StorageError;

/// Why items could not be read, and where: `States.ItemReaderFailed`. Its `Display` text is the cause: AWS's own words where
/// they are known, else the object, the line or byte, and the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    message: String,
}

impl ReadError {
    /// What is wrong with the reader rather than with what it reads.
    pub(super) fn new(message: impl Into<String>) -> Self {
        ReadError {
            message: message.into(),
        }
    }

    /// What is wrong at a place.
    pub(super) fn at(place: impl fmt::Display, reason: impl fmt::Display) -> Self {
        Self::new(format!("{place}: {reason}"))
    }

    /// Of an object that a manifest names.
    pub(super) fn named_by(mut self, manifest: &str) -> Self {
        self.message += &format!(" (named by the manifest {manifest})");
        self
    }
}

impl From<StorageError> for ReadError {
    fn from(error: StorageError) -> Self {
        Self::new(error.to_string())
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ReadError {}

/// What is wrong in a file, as its decoder says it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// In AWS's words, which name no place.
    Worded(&'static str),
    /// In a line, counted from 1.
    Line(u64, String),
    /// At a byte of the content after decompression, counted from 0.
    Byte(u64, String),
    /// With the whole file.
    File(String),
}

impl Fault {
    pub(super) fn in_file(self, file: &str) -> ReadError {
        match self {
            Fault::Worded(words) => ReadError::new(words),
            Fault::Line(line, reason) => ReadError::at(format_args!("{file}, line {line}"), reason),
            Fault::Byte(byte, reason) => ReadError::at(format_args!("{file}, byte {byte}"), reason),
            Fault::File(reason) => ReadError::at(file, reason),
        }
    }
}

/// What serde_json says of a text, without the place, and the place as the bytes before it.
pub(super) fn json_fault(text: &[u8], error: &serde_json::Error) -> (u64, String) {
    let (line, column) = (error.line(), error.column());
    let lines_before = text.split_inclusive(|byte| *byte == b'\n');
    let before: usize = lines_before
        .take(line.saturating_sub(1))
        .map(<[u8]>::len)
        .sum();
    let message = error.to_string();
    let place = format!(" at line {line} column {column}");
    let reason = match error.is_eof() {
        true => "the text ends too early",
        false => message.strip_suffix(&place).unwrap_or(&message),
    };
    let reason = reason.to_owned();
    ((before + column.saturating_sub(1)) as u64, reason)
}
