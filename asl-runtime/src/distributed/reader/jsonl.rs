//! JSON Lines: an item in each line.

use super::error::{Fault, json_fault};
use super::file::Decoder;
use super::{DataItem, MAX_ITEM_BYTES};

#[derive(Debug, Default)]
pub(super) struct Jsonl {
    /// The start of a line whose end is yet to come.
    line: Vec<u8>,
    /// Lines that have ended.
    lines: u64,
}

impl Decoder for Jsonl {
    fn decode(&mut self, mut chunk: &[u8], items: &mut Vec<DataItem>) -> Result<(), Fault> {
        while let Some(end) = chunk.iter().position(|byte| *byte == b'\n') {
            if self.line.is_empty() {
                self.item(&chunk[..end], items)?;
            } else {
                self.extend(&chunk[..end])?;
                self.whole_line(items)?;
            }
            self.lines += 1;
            chunk = &chunk[end + 1..];
        }
        self.extend(chunk)
    }

    fn finish(&mut self, items: &mut Vec<DataItem>) -> Result<(), Fault> {
        self.whole_line(items)
    }
}

impl Jsonl {
    fn extend(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        if self.line.len() + bytes.len() > MAX_ITEM_BYTES {
            let reason = format!("an item may have {MAX_ITEM_BYTES} bytes, and this line has more");
            return Err(Fault::Line(self.lines + 1, reason));
        }
        self.line.extend_from_slice(bytes);
        Ok(())
    }

    fn whole_line(&mut self, items: &mut Vec<DataItem>) -> Result<(), Fault> {
        let line = std::mem::take(&mut self.line);
        self.item(&line, items)?;
        // The next line takes its memory over.
        self.line = line;
        self.line.clear();
        Ok(())
    }

    /// The item of a line; an empty line has none.
    fn item(&self, line: &[u8], items: &mut Vec<DataItem>) -> Result<(), Fault> {
        if line.iter().all(u8::is_ascii_whitespace) {
            return Ok(());
        }
        let value = serde_json::from_slice(line).map_err(|error| {
            let (before, reason) = json_fault(line, &error);
            Fault::Line(
                self.lines + 1,
                format!("{reason} at byte {before} of the line"),
            )
        })?;
        items.push(DataItem { key: None, value });
        Ok(())
    }
}
