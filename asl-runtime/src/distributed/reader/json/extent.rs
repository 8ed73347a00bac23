//! Where a JSON value ends.

/// Looks for the end of one value in a text that comes in chunks and begins with the value. Whether the value is
/// valid is not asked.
#[derive(Debug, Default)]
pub(super) struct Extent {
    /// How many arrays and objects are open.
    depth: u64,
    in_string: bool,
    /// The last byte was a backslash in a string.
    is_escaped: bool,
    /// The value is a number or a word, which ends before what cannot be part of it.
    is_bare: bool,
}

impl Extent {
    /// The length of the value's last part, when the value ends in this chunk.
    pub(super) fn end(&mut self, chunk: &[u8]) -> Option<usize> {
        for (at, byte) in chunk.iter().enumerate() {
            if self.in_string {
                if self.string_ends(*byte) && self.depth == 0 {
                    return Some(at + 1);
                }
                continue;
            }
            match byte {
                b'{' | b'}' | b'[' | b']' | b'"' | b',' | b':' | b' ' | b'\t' | b'\n' | b'\r'
                    if self.is_bare =>
                {
                    return Some(at);
                }
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ if self.depth == 0 => self.is_bare = true,
                _ => {}
            }
        }
        None
    }

    fn string_ends(&mut self, byte: u8) -> bool {
        match byte {
            _ if self.is_escaped => self.is_escaped = false,
            b'\\' => self.is_escaped = true,
            b'"' => self.in_string = false,
            _ => {}
        }
        !self.in_string
    }
}
