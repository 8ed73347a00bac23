//! Messages that are built while constants are evaluated.

use std::str;

/// A text under construction.
pub(super) struct Text {
    bytes: [u8; Text::CAPACITY],
    length: usize,
}

impl Text {
    const CAPACITY: usize = 2048;

    /// The beginning of every message: the place in the definition.
    pub(super) const fn at(place: &str) -> Self {
        let text = Text {
            bytes: [0; Text::CAPACITY],
            length: 0,
        };
        text.and(place).and(": ")
    }

    /// More text. What does not fit any more is left out.
    pub(super) const fn and(mut self, more: &str) -> Self {
        let more = more.as_bytes();
        if more.len() > Text::CAPACITY - self.length {
            return self;
        }
        let mut i = 0;
        while i < more.len() {
            self.bytes[self.length] = more[i];
            self.length += 1;
            i += 1;
        }
        self
    }

    /// A name as code.
    pub(super) const fn and_code(self, name: &str) -> Self {
        self.and("`").and(name).and("`")
    }

    /// A number.
    pub(super) const fn and_number(mut self, number: i64) -> Self {
        if number < 0 {
            self = self.and("-");
        }
        let magnitude = number.unsigned_abs();
        if magnitude > 9 {
            self = self.and_number((magnitude / 10) as i64);
        }
        const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
        self.and(DIGITS[(magnitude % 10) as usize])
    }

    /// An index as a path has it.
    pub(super) const fn and_index(self, index: i64) -> Self {
        self.and("[").and_number(index).and("]")
    }

    /// Raises it as an error of rustc.
    #[track_caller]
    pub(super) const fn raise(&self) -> ! {
        match str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => panic!("{}", text),
            Err(_) => panic!("a message that is no UTF-8"),
        }
    }
}

/// Whether two texts are the same.
pub(super) const fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    left.len() == right.len() && starts_with(left, right)
}

/// Whether a text begins with another.
pub(super) const fn begins(text: &str, beginning: &str) -> bool {
    starts_with(text.as_bytes(), beginning.as_bytes())
}

const fn starts_with(text: &[u8], beginning: &[u8]) -> bool {
    if beginning.len() > text.len() {
        return false;
    }
    let mut i = 0;
    while i < beginning.len() {
        if text[i] != beginning[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// Whether a text is one of these.
pub(super) const fn contains(texts: &[&str], text: &str) -> bool {
    let mut i = 0;
    while i < texts.len() {
        if same(texts[i], text) {
            return true;
        }
        i += 1;
    }
    false
}
