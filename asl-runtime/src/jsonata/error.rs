//! Why an evaluation fails.

use std::fmt;

/// An error of JSONata: its code, such as `T2001`, and what went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
// Behind a box, because it stands in the result of every operation and is almost never made.
pub struct Error(Box<Fault>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Fault {
    code: &'static str,
    message: String,
}

impl Error {
    /// An error with a code of the reference implementation.
    #[cold]
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Error(Box::new(Fault {
            code,
            message: message.into(),
        }))
    }

    /// Its code, such as `T2001`. Empty for what AWS adds without one: the limits on depth, time and memory.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.0.code
    }

    /// What went wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code() {
            "" => f.write_str(self.message()),
            code => write!(f, "{code}: {}", self.message()),
        }
    }
}

impl std::error::Error for Error {}
