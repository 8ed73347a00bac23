//! What is wrong with a definition, and how it is said.

pub mod catalogue;
mod codes;
mod render;
mod suggest;

pub use codes::{Code, Severity};
pub use render::{render, render_report};
pub use suggest::nearest;

use crate::source::Span;

/// One finding: a code from the catalogue, its place, and what is wrong there.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// Which rule is broken.
    pub code: Code,
    /// The exact key, value or character.
    pub span: Span,
    /// What is wrong at that place, in ASL's terms. One line, no full stop.
    pub label: String,
    /// How to mend it, where that can be said.
    pub help: Option<String>,
    /// Another place that explains this one, such as the first of two equal keys.
    pub related: Option<(Span, String)>,
}

impl Diagnostic {
    /// A finding without help.
    pub fn new(code: Code, span: Span, label: impl Into<String>) -> Self {
        Diagnostic {
            code,
            span,
            label: label.into(),
            help: None,
            related: None,
        }
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Points at a second place.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related = Some((span, label.into()));
        self
    }

    /// Whether the definition cannot be compiled.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.code.severity() == Severity::Error
    }
}

/// Collects findings, so that one build shows all of them.
#[derive(Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    errors: usize,
}

impl Diagnostics {
    /// Nothing found yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.errors += usize::from(diagnostic.is_error());
        self.found.push(diagnostic);
    }

    /// Whether an error is among the findings.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// How many of the findings are errors.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// All findings, ordered by place; equal ones once.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.found
            .sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));
        self.found.dedup();
        self.found
    }
}
