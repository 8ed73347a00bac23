//! For tests: JSON in which `>>>` and `<<<` stand around the places that findings should have.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceFile, Span};

/// The text without its marks, and the marked places in order.
pub(crate) fn unmark(marked: &str) -> (String, Vec<Span>) {
    let (mut text, mut spans) = (String::new(), Vec::new());
    let mut parts = marked.split(">>>");
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (inside, behind) = part.split_once("<<<").expect("every >>> has its <<<");
        spans.push(Span::new(text.len(), text.len() + inside.len()));
        text.push_str(inside);
        text.push_str(behind);
    }
    (text, spans)
}

/// What `phases` find in a text, ordered by place.
pub(crate) fn findings(
    text: &str,
    phases: impl FnOnce(&SourceFile, &mut Diagnostics),
) -> Vec<Diagnostic> {
    let mut diagnostics = Diagnostics::new();
    phases(&SourceFile::new("test.asl.json", text), &mut diagnostics);
    diagnostics.into_sorted()
}

/// Asserts that `phases` find exactly the `expected`, code and label, at the marked places in order.
#[track_caller]
pub(crate) fn assert_reports(
    marked: &str,
    expected: &[(Code, &str)],
    phases: impl FnOnce(&SourceFile, &mut Diagnostics),
) {
    let (text, spans) = unmark(marked);
    assert_eq!(
        spans.len(),
        expected.len(),
        "as many marks as findings are expected"
    );
    let expected: Vec<_> = expected
        .iter()
        .zip(&spans)
        .map(|(&(code, label), span)| (code, &text[span.range()], *span, label.to_owned()))
        .collect();
    let found = findings(&text, phases);
    let found: Vec<_> = found
        .into_iter()
        .map(|finding| {
            (
                finding.code,
                &text[finding.span.range()],
                finding.span,
                finding.label,
            )
        })
        .collect();
    assert_eq!(found, expected, "in {marked}");
}
