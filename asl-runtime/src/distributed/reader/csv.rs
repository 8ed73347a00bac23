//! CSV: an object of strings for each row.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use serde_json::{Map, Value};

use super::error::Fault;
use super::file::Decoder;
use super::{CsvConfig, CsvHeader, DataItem, Delimiter, MAX_ITEM_BYTES};

pub(super) struct Csv {
    reader: Reader,
    /// The names of the columns; `None` before the first row has told them.
    header: Option<Vec<String>>,
    row: Row,
    /// The line in which the row begins, counted from 1.
    line: u64,
    /// The last line ended in a carriage return, whose line feed is yet to come and to be counted.
    after_return: bool,
}

/// The row that is being read.
struct Row {
    /// The text of its fields, one after another.
    text: Vec<u8>,
    text_length: usize,
    /// Where its fields end in the text.
    ends: Vec<usize>,
    field_count: usize,
}

impl Csv {
    /// # Errors
    /// A given header with a name that occurs twice.
    pub(super) fn new(config: &CsvConfig) -> Result<Self, Fault> {
        let header = match &config.header {
            CsvHeader::FirstRow => None,
            CsvHeader::Given(names) => Some(distinct(names.clone())?),
        };
        let delimiter = match config.delimiter {
            Delimiter::Comma => b',',
            Delimiter::Pipe => b'|',
            Delimiter::Semicolon => b';',
            Delimiter::Space => b' ',
            Delimiter::Tab => b'\t',
        };
        Ok(Csv {
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            header,
            row: Row {
                text: vec![0; 1024],
                text_length: 0,
                ends: vec![0; 32],
                field_count: 0,
            },
            line: 1,
            after_return: false,
        })
    }

    /// Reads on in the row. Returns what happened, and how much of the input is done.
    fn read(&mut self, input: &[u8]) -> Result<(ReadRecordResult, usize), Fault> {
        let row = &mut self.row;
        let (result, read, written, ended) = self.reader.read_record(
            input,
            &mut row.text[row.text_length..],
            &mut row.ends[row.field_count..],
        );
        row.text_length += written;
        row.field_count += ended;
        match result {
            ReadRecordResult::OutputFull if row.text.len() >= MAX_ITEM_BYTES => {
                let reason = format!(
                    "an item may have {MAX_ITEM_BYTES} bytes, and the row that begins here has more"
                );
                return Err(Fault::Line(self.line, reason));
            }
            ReadRecordResult::OutputFull => row.text.resize(row.text.len() * 2, 0),
            ReadRecordResult::OutputEndsFull => row.ends.resize(row.ends.len() * 2, 0),
            ReadRecordResult::InputEmpty | ReadRecordResult::Record | ReadRecordResult::End => {}
        }
        Ok((result, read))
    }

    /// Takes the row that has been read whole: an item, or the header.
    fn take_row(&mut self, items: &mut Vec<DataItem>) -> Result<(), Fault> {
        let fields = self.row.fields();
        let fields = fields
            .ok_or_else(|| Fault::Line(self.line, "the text is not valid UTF-8".to_owned()))?;
        match &self.header {
            Some(names) => items.push(item(names, fields)),
            None => self.header = Some(distinct(fields.map(str::to_owned).collect())?),
        }
        (self.row.text_length, self.row.field_count) = (0, 0);
        self.line = self.reader.line();
        Ok(())
    }
}

impl Decoder for Csv {
    fn decode(&mut self, mut chunk: &[u8], items: &mut Vec<DataItem>) -> Result<(), Fault> {
        while let Some(first) = chunk.first() {
            if std::mem::take(&mut self.after_return) && *first == b'\n' {
                self.line += 1;
            }
            let (result, read) = self.read(chunk)?;
            if result == ReadRecordResult::Record {
                self.take_row(items)?;
                self.after_return = chunk[..read].ends_with(b"\r");
            }
            chunk = &chunk[read..];
        }
        Ok(())
    }

    fn finish(&mut self, items: &mut Vec<DataItem>) -> Result<(), Fault> {
        let before = self.row.text_length;
        // A line feed ends the last row, unless a quote is open: then it is part of the field.
        loop {
            match self.read(b"\n")? {
                (ReadRecordResult::Record, _) => return self.take_row(items),
                // The row had no room. Now it has.
                (_, 0) => {}
                _ => break,
            }
        }
        if self.row.text_length > before {
            let reason = "a quote in the row that begins here is never closed";
            return Err(Fault::Line(self.line, reason.to_owned()));
        }
        Ok(())
    }
}

impl Row {
    /// The fields; `None` unless they are UTF-8, each of them.
    fn fields(&self) -> Option<impl Iterator<Item = &str>> {
        let text = str::from_utf8(&self.text[..self.text_length]).ok()?;
        let ends = &self.ends[..self.field_count];
        let starts = std::iter::once(&0).chain(ends);
        let ranges = starts.zip(ends).map(|(start, end)| *start..*end);
        // A character must not lie across the end of a field.
        let whole = ends.iter().all(|end| text.is_char_boundary(*end));
        whole.then(|| ranges.map(|range| text.get(range).unwrap_or_default()))
    }
}

/// A row as an object. Missing columns are empty, superfluous ones are dropped.
fn item<'a>(names: &[String], fields: impl Iterator<Item = &'a str>) -> DataItem {
    let fields = fields.chain(std::iter::repeat(""));
    let members = names
        .iter()
        .zip(fields)
        .map(|(name, field)| (name.clone(), Value::from(field)));
    DataItem {
        key: None,
        value: Value::Object(Map::from_iter(members)),
    }
}

fn distinct(names: Vec<String>) -> Result<Vec<String>, Fault> {
    let mut sorted: Vec<&String> = names.iter().collect();
    sorted.sort_unstable();
    match sorted.windows(2).any(|pair| pair[0] == pair[1]) {
        true => Err(Fault::Worded("CSV headers cannot contain duplicates.")),
        false => Ok(names),
    }
}
