//! A JSON file: the elements of an array or the members of an object, wherever in it they are.
//!
//! The file is never held whole. Its structure down to the items is followed here; each item, key and scalar is cut out and
//! parsed by serde_json.

mod extent;

use serde::de::{Deserialize, IgnoredAny};

use self::extent::Extent;
use super::error::{Fault, json_fault};
use super::file::Decoder;
use super::{DataItem, MAX_ITEM_BYTES};

pub(super) struct Json {
    /// The keys and indices on the way to the items.
    pointer: Vec<String>,
    /// The arrays and objects around the place that has been reached.
    around: Vec<Container>,
    expected: Expected,
    piece: Option<Piece>,
    found: bool,
    /// How much lies before the chunk.
    offset: u64,
}

/// An array or object that has begun.
struct Container {
    is_object: bool,
    /// How it relates to the pointer.
    place: Place,
    /// How many elements or members have ended.
    count: u64,
    /// The key of the member that has begun.
    key: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The pointer leads into it.
    OnTheWay,
    /// It holds the items.
    Items,
    Elsewhere,
}

#[derive(Clone, Copy)]
enum Expected {
    Value,
    ValueOrEnd,
    Key,
    KeyOrEnd,
    Colon,
    CommaOrEnd,
    EndOfFile,
}

/// A text that is cut out, and parsed when it has ended.
struct Piece {
    role: Role,
    extent: Extent,
    /// What earlier chunks had of it.
    text: Vec<u8>,
    start: u64,
}

#[derive(Clone, Copy)]
enum Role {
    Key,
    Scalar,
    Item,
}

/// As deep as serde_json goes.
const MAX_DEPTH: usize = 128;

impl Json {
    /// # Errors
    /// An `ItemsPointer` that is no JSON Pointer.
    pub(super) fn new(items_pointer: Option<&str>) -> Result<Self, Fault> {
        let pointer = items_pointer.unwrap_or_default();
        let mut tokens = pointer.split('/');
        if tokens.next() != Some("") {
            let reason = format!("`{pointer}` is no JSON Pointer, which begins with `/`");
            return Err(Fault::File(reason));
        }
        let unescaped = tokens.map(|token| token.replace("~1", "/").replace("~0", "~"));
        Ok(Json {
            pointer: unescaped.collect(),
            around: Vec::new(),
            expected: Expected::Value,
            piece: None,
            found: false,
            offset: 0,
        })
    }

    /// Takes a byte that is no white space. When it begins a piece, it is the piece's.
    fn step(&mut self, byte: u8, at: u64) -> Result<(), Fault> {
        use Expected::{Colon, CommaOrEnd, Key, KeyOrEnd, Value, ValueOrEnd};
        let in_object = self.around.last().is_some_and(|around| around.is_object);
        match (self.expected, byte) {
            (Value | ValueOrEnd, b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => {
                self.begin_value(byte, at)?;
            }
            (Key | KeyOrEnd, b'"') => self.begin_piece(Role::Key, at),
            (Colon, b':') => self.expected = Value,
            (CommaOrEnd, b',') if in_object => self.expected = Key,
            (CommaOrEnd, b',') => self.expected = Value,
            (ValueOrEnd, b']') | (KeyOrEnd, b'}') => self.end_container(),
            (CommaOrEnd, b']') if !in_object => self.end_container(),
            (CommaOrEnd, b'}') if in_object => self.end_container(),
            (expected, _) => {
                let (expected, found) = (expected.describe(in_object), byte.escape_ascii());
                return Err(Fault::Byte(
                    at,
                    format!("expected {expected}, found `{found}`"),
                ));
            }
        }
        Ok(())
    }

    fn begin_value(&mut self, byte: u8, at: u64) -> Result<(), Fault> {
        let place = self.place_of_value();
        let is_container = matches!(byte, b'{' | b'[');
        match self.around.last().map(|around| around.place) {
            Some(Place::Items) => self.begin_piece(Role::Item, at),
            _ if place == Place::Items && !is_container => {
                return Err(Fault::Worded("Attempting to map over non-iterable node."));
            }
            _ if place == Place::Items && self.found => {
                let reason = "`ItemsPointer` finds a second member of the same name here";
                return Err(Fault::Byte(at, reason.to_owned()));
            }
            _ if !is_container => self.begin_piece(Role::Scalar, at),
            _ if self.around.len() == MAX_DEPTH => {
                return Err(Fault::Byte(at, "recursion limit exceeded".to_owned()));
            }
            _ => self.begin_container(byte == b'{', place),
        }
        Ok(())
    }

    /// Where the value that begins stands on the pointer's way.
    fn place_of_value(&self) -> Place {
        let depth = self.around.len();
        let is_next = match self.around.last() {
            None => true,
            Some(around) if around.place == Place::OnTheWay => {
                let token = self.pointer.get(depth - 1);
                token.is_some_and(|token| around.is_at(token))
            }
            Some(_) => false,
        };
        match is_next {
            true if depth == self.pointer.len() => Place::Items,
            true => Place::OnTheWay,
            false => Place::Elsewhere,
        }
    }

    fn begin_container(&mut self, is_object: bool, place: Place) {
        self.found |= place == Place::Items;
        self.expected = match is_object {
            true => Expected::KeyOrEnd,
            false => Expected::ValueOrEnd,
        };
        self.around.push(Container {
            is_object,
            place,
            count: 0,
            key: None,
        });
    }

    fn end_container(&mut self) {
        self.around.pop();
        self.end_value();
    }

    fn end_value(&mut self) {
        self.expected = match self.around.last_mut() {
            None => Expected::EndOfFile,
            Some(around) => {
                around.count += 1;
                Expected::CommaOrEnd
            }
        };
    }

    fn begin_piece(&mut self, role: Role, start: u64) {
        self.piece = Some(Piece {
            role,
            extent: Extent::default(),
            text: Vec::new(),
            start,
        });
    }

    /// Takes a piece whose last bytes are these.
    fn end_piece(
        &mut self,
        mut piece: Piece,
        last: &[u8],
        items: &mut Vec<DataItem>,
    ) -> Result<(), Fault> {
        let text = match piece.text.is_empty() {
            true => last,
            false => {
                piece.extend(last)?;
                &piece.text
            }
        };
        match piece.role {
            Role::Key => {
                let key = parse(text, piece.start)?;
                if let Some(around) = self.around.last_mut() {
                    around.key = Some(key);
                }
                self.expected = Expected::Colon;
            }
            Role::Scalar => {
                parse::<IgnoredAny>(text, piece.start)?;
                self.end_value();
            }
            Role::Item => {
                let value = parse(text, piece.start)?;
                let key = self.around.last_mut().and_then(|around| around.key.take());
                items.push(DataItem { key, value });
                self.end_value();
            }
        }
        Ok(())
    }
}

impl Decoder for Json {
    fn decode(&mut self, chunk: &[u8], items: &mut Vec<DataItem>) -> Result<(), Fault> {
        let mut at = 0;
        while at < chunk.len() {
            if let Some(mut piece) = self.piece.take() {
                let rest = &chunk[at..];
                let Some(length) = piece.extent.end(rest) else {
                    piece.extend(rest)?;
                    self.piece = Some(piece);
                    break;
                };
                self.end_piece(piece, &rest[..length], items)?;
                at += length;
            } else if matches!(chunk[at], b' ' | b'\t' | b'\n' | b'\r') {
                at += 1;
            } else {
                self.step(chunk[at], self.offset + at as u64)?;
                at += usize::from(self.piece.is_none());
            }
        }
        self.offset += chunk.len() as u64;
        Ok(())
    }

    fn finish(&mut self, _: &mut Vec<DataItem>) -> Result<(), Fault> {
        if !matches!(self.expected, Expected::EndOfFile) {
            let reason = match self.offset {
                0 => "the file is empty",
                _ => "the file ends in the middle of its JSON text",
            };
            return Err(Fault::Byte(self.offset, reason.to_owned()));
        }
        if !self.found {
            let pointer = self.pointer.iter().map(|token| format!("/{token}"));
            let pointer: String = pointer.collect();
            let reason = format!("`ItemsPointer` finds nothing at `{pointer}`");
            return Err(Fault::File(reason));
        }
        Ok(())
    }
}

impl Container {
    /// Whether the value that begins in it has this key or index.
    fn is_at(&self, token: &str) -> bool {
        match &self.key {
            Some(key) => key == token,
            None => token == self.count.to_string(),
        }
    }
}

impl Piece {
    fn extend(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        if self.text.len() + bytes.len() > MAX_ITEM_BYTES {
            let reason = format!(
                "an item may have {MAX_ITEM_BYTES} bytes, and the one that begins here has more"
            );
            return Err(Fault::Byte(self.start, reason));
        }
        self.text.extend_from_slice(bytes);
        Ok(())
    }
}

impl Expected {
    fn describe(self, in_object: bool) -> &'static str {
        match self {
            Expected::Value => "a value",
            Expected::ValueOrEnd => "a value or `]`",
            Expected::Key => "a key",
            Expected::KeyOrEnd => "a key or `}`",
            Expected::Colon => "`:`",
            Expected::CommaOrEnd if in_object => "`,` or `}`",
            Expected::CommaOrEnd => "`,` or `]`",
            Expected::EndOfFile => "the end of the file",
        }
    }
}

fn parse<'de, T: Deserialize<'de>>(text: &'de [u8], start: u64) -> Result<T, Fault> {
    serde_json::from_slice(text).map_err(|error| {
        let (before, reason) = json_fault(text, &error);
        Fault::Byte(start + before, reason)
    })
}
