//! Capital and small letters.

/// How the letters of a word are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// `WORD`
    Upper,
    /// `word`
    Lower,
    /// `Word`
    Title,
}

impl Case {
    /// Writes words so that are in title case already.
    pub(crate) fn apply(self, words: &str) -> String {
        match self {
            Case::Upper => words.to_uppercase(),
            Case::Lower => words.to_lowercase(),
            Case::Title => words.to_owned(),
        }
    }
}
