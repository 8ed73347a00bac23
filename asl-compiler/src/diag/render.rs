//! A finding as text: the file's line with carets below, in rustc's own look.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

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
    let related = diagnostic.related.as_ref();
    let window = Window::around(diagnostic.span, related.map(|(span, _)| *span), source);
    let mark = |kind: AnnotationKind, span: Span| kind.span(window.within(span));
    let snippet = || {
        Snippet::source(window.text)
            .line_start(window.line)
            .path(source.name())
    };

    let primary = mark(AnnotationKind::Primary, diagnostic.span).label(&diagnostic.label);
    let mut here = snippet().annotation(primary);
    let mut elsewhere = None;
    if let Some((span, label)) = related {
        let related = mark(AnnotationKind::Context, *span).label(label);
        if far_apart_on_one_line(diagnostic.span, *span, source) {
            elsewhere = Some(snippet().annotation(related));
        } else {
            here = here.annotation(related);
        }
    }
    let mut group = level.primary_title(title).element(here);
    if let Some(elsewhere) = elsewhere {
        group = group.element(elsewhere);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    renderer.render(&[group])
}

/// The lines of a text that a frame shows: looking for them in the whole of a large definition would take long.
struct Window<'a> {
    text: &'a str,
    /// The offset of the text in the whole.
    start: usize,
    /// The number of its first line.
    line: usize,
}

impl<'a> Window<'a> {
    /// The whole lines from one place to the other, in whichever order they stand.
    fn around(one: Span, other: Option<Span>, source: &'a SourceFile) -> Self {
        let whole = source.text();
        let other = other.unwrap_or(one);
        let at = |offset: u32| whole.floor_char_boundary(offset as usize);
        let (first, last) = (at(one.start.min(other.start)), at(one.end.max(other.end)));
        let start = whole[..first].rfind('\n').map_or(0, |newline| newline + 1);
        let end = whole[last.max(first)..]
            .find('\n')
            .map_or(whole.len(), |newline| last.max(first) + newline);
        Window {
            text: &whole[start..end],
            start,
            line: source.line_column(Span::new(first, first).start).0,
        }
    }

    /// A span of the whole text as a range that this one surely has.
    fn within(&self, span: Span) -> std::ops::Range<usize> {
        let place = |offset: u32| (offset as usize).saturating_sub(self.start);
        let start = self.text.floor_char_boundary(place(span.start));
        start..self.text.ceil_char_boundary(place(span.end)).max(start)
    }
}

/// Whether two marks would force a line too long to read onto the screen, as in a minified definition.
fn far_apart_on_one_line(one: Span, other: Span, source: &SourceFile) -> bool {
    const READABLE: usize = 100;
    let (one, other) = (
        source.line_column(one.start),
        source.line_column(other.start),
    );
    one.0 == other.0 && one.1.abs_diff(other.1) > READABLE
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
