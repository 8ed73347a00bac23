//! A finding as text: the file's line with carets below, in rustc's own look.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Severity};
use crate::source::{SourceFile, Span};

/// The text of a finding, without colour, for `compile_error!`. Rustc puts `error: ` before its first line.
///
/// ```text
/// [ASL0012] a transition names a state that does not exist
///   --> machines/order.asl.json:14:15
///    |
/// 14 |       "Next": "ShipOder",
///    |               ^^^^^^^^^^ no state has this name; did you mean `ShipOrder`?
/// ```
#[must_use]
pub fn render(diagnostic: &Diagnostic, source: &SourceFile) -> String {
    frame(
        diagnostic,
        source,
        Level::ERROR.no_name(),
        &Renderer::plain(),
    )
}

/// The text of a finding as a compiler prints it: with its severity before it, and with escape codes for colour.
#[must_use]
pub fn render_report(diagnostic: &Diagnostic, source: &SourceFile) -> String {
    let level = match diagnostic.code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    frame(diagnostic, source, level, &Renderer::styled())
}

fn frame(
    diagnostic: &Diagnostic,
    source: &SourceFile,
    level: Level<'_>,
    renderer: &Renderer,
) -> String {
    let title = format!("[{}] {}", diagnostic.code.id(), diagnostic.code.title());
    let primary = Mark {
        kind: AnnotationKind::Primary,
        span: diagnostic.span,
        label: &diagnostic.label,
    };
    let related = diagnostic.related.as_ref().map(|(span, label)| Mark {
        kind: AnnotationKind::Context,
        span: *span,
        label,
    });
    let mut group = Group::with_title(level.primary_title(title));
    group = match related {
        Some(related) if are_far_apart(primary.span, related.span, source) => {
            let group = show(group, &[primary], source);
            show(group, &[related], source)
        }
        Some(related) => show(group, &[primary, related], source),
        None => show(group, &[primary], source),
    };
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    renderer.render(&[group])
}

/// A place with what is said of it.
struct Mark<'a> {
    kind: AnnotationKind,
    span: Span,
    label: &'a str,
}

/// Adds the lines that the marks stand on, the first of which is what the place above the lines says.
fn show<'a>(group: Group<'a>, marks: &[Mark<'a>], source: &'a SourceFile) -> Group<'a> {
    let window = Window::around(marks, source);
    let annotations = marks.iter().map(|mark| {
        let place = window.within(mark.span);
        mark.kind.span(place).label(mark.label)
    });
    let snippet = Snippet::source(window.text)
        .line_start(window.line)
        .annotations(annotations);
    match marks {
        // The column of a line that is cut would be counted from the cut.
        [first, ..] if window.is_cut => {
            let (line, column) = source.line_column(first.span.start);
            let origin = Origin::path(source.name()).line(line).char_column(column);
            group.element(origin).element(snippet)
        }
        _ => group.element(snippet.path(source.name())),
    }
}

/// The lines of a text that a frame shows. To look for them in the whole of a large definition would take long, and so
/// would showing the whole of a long line, such as the only one of a minified definition.
struct Window<'a> {
    text: &'a str,
    /// The offset of the text in the whole.
    start: usize,
    /// The number of its first line.
    line: usize,
    /// Whether its first line does not begin here.
    is_cut: bool,
}

impl<'a> Window<'a> {
    /// From the line of the first mark to that of the last one, in whichever order they stand.
    fn around(marks: &[Mark<'_>], source: &'a SourceFile) -> Self {
        /// So much of a line on either side of the marks is more than ever fits on the screen.
        const SIDE: usize = 400;
        let whole = source.text();
        let at = |offset: u32| whole.floor_char_boundary(offset as usize);
        let spans = || marks.iter().map(|mark| mark.span);
        let first = at(spans().map(|span| span.start).min().unwrap_or_default());
        let last = at(spans().map(|span| span.end).max().unwrap_or_default()).max(first);

        let left = whole.ceil_char_boundary(first.saturating_sub(SIDE));
        let right = whole.floor_char_boundary(last.saturating_add(SIDE));
        let line_start = whole[left..first].rfind('\n').map(|at| left + at + 1);
        let line_end = whole[last..right].find('\n').map(|at| last + at);
        let start = line_start.unwrap_or(left);
        Window {
            text: &whole[start..line_end.unwrap_or(right)],
            start,
            line: source.line_column(Span::new(first, first).start).0,
            is_cut: line_start.is_none() && left > 0,
        }
    }

    /// A span of the whole text as a range that this one surely has.
    fn within(&self, span: Span) -> Range<usize> {
        let place = |offset: u32| (offset as usize).saturating_sub(self.start);
        let start = self.text.floor_char_boundary(place(span.start));
        start..self.text.ceil_char_boundary(place(span.end)).max(start)
    }
}

/// Whether what stands between two marks is too much to be read on one screen or, on one line, beside each other.
fn are_far_apart(one: Span, other: Span, source: &SourceFile) -> bool {
    const SCREEN: u32 = 4000;
    const LINE: usize = 100;
    if one.start.abs_diff(other.start) > SCREEN {
        return true;
    }
    let (one, other) = (
        source.line_column(one.start),
        source.line_column(other.start),
    );
    one.0 == other.0 && one.1.abs_diff(other.1) > LINE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;

    fn missing_target(source: &SourceFile) -> Diagnostic {
        let at = source.text().find("\"ShipOder\"").expect("present");
        let label = "no state has this name; did you mean `ShipOrder`?";
        Diagnostic::new(Code::MissingTarget, Span::new(at, at + 10), label)
    }

    #[test]
    fn a_finding_shows_path_line_and_caret() {
        let text = format!("{}      \"Next\": \"ShipOder\",\n}}", "\n".repeat(13));
        let source = SourceFile::new("machines/order.asl.json", text);
        let expected = r#"
[ASL0012] a transition names a state that does not exist
  --> machines/order.asl.json:14:15
   |
14 |       "Next": "ShipOder",
   |               ^^^^^^^^^^ no state has this name; did you mean `ShipOrder`?"#;
        assert_eq!(
            render(&missing_target(&source), &source),
            expected.trim_start()
        );
    }

    #[test]
    fn help_and_a_related_place_are_shown_too() {
        let source = SourceFile::new("a.json", "{\n  \"é\": 1,\n\n\n\n  \"é\": 2\n}");
        let finding = Diagnostic::new(Code::DuplicateKey, Span::new(18, 22), "again")
            .related(Span::new(4, 8), "first here")
            .help("keep one of them");
        let expected = r#"
[ASL0002] an object has the same key twice
 --> a.json:6:3
  |
2 |   "é": 1,
  |   --- first here
...
6 |   "é": 2
  |   ^^^ again
  |
  = help: keep one of them"#;
        assert_eq!(render(&finding, &source), expected.trim_start());
    }

    #[test]
    fn a_long_line_is_cut_around_the_places() {
        let filler = "\"key\":\"value\",".repeat(1000);
        let text = format!("{{{filler}\"Next\":\"ShipOder\",{filler}}}");
        let source = SourceFile::new("a.json", text);
        let finding = missing_target(&source).related(Span::new(1, 6), "first here");
        let text = render(&finding, &source);
        assert!(text.contains(" --> a.json:1:14009\n"), "{text}");
        assert!(text.contains("\"Next\":\"ShipOder\""), "{text}");
        assert!(text.contains("- first here"), "{text}");
        assert!(
            text.lines().all(|line| line.chars().count() < 200),
            "{text}"
        );
    }

    #[test]
    fn a_place_outside_of_the_text_is_shown_at_its_end() {
        for text in ["", "{", "{\n", "é"] {
            let source = SourceFile::new("a.json", text);
            for span in [
                Span::new(0, 0),
                Span::new(1, 1),
                Span::new(7, 9),
                Span::new(9, 2),
            ] {
                let text = render(&Diagnostic::new(Code::NotJson, span, "here"), &source);
                assert!(text.contains("^ here"), "{text}");
            }
        }
    }
}
