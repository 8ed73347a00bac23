//! `asl check`.

use std::path::PathBuf;

use asl_compiler::diag::{Diagnostic, Severity, render_report};
use asl_compiler::source::{SourceFile, Span};
use clap::ValueEnum;
use serde_json::{Value, json};

use crate::{Status, read};

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Format {
    /// For people, with the lines concerned; in colour on a terminal.
    #[default]
    Human,
    /// For programs: one JSON object a finding, a line each.
    Json,
}

pub(crate) fn run(
    files: &[PathBuf],
    checker: impl Fn(&SourceFile) -> Vec<Diagnostic>,
    format: Format,
    allowed: &[String],
) -> Status {
    let mut worst = Status::Fine;
    for file in files {
        let Some(source) = read(file) else {
            worst = Status::Unusable;
            continue;
        };
        let mut found = checker(&source);
        found.retain(|finding| {
            finding.is_error() || !allowed.iter().any(|code| code == finding.code.id())
        });
        if found.iter().any(Diagnostic::is_error) {
            worst = worst.max(Status::Errors);
        }
        for finding in &found {
            match format {
                Format::Human => anstream::eprintln!("{}\n", render_report(finding, &source)),
                Format::Json => anstream::println!("{}", to_json(finding, &source)),
            }
        }
    }
    worst
}

/// `{"file", "code", "severity", "title", "label", "help"?, "start", "end", "related"?}`; a place is
/// `{"line", "column", "offset"}`: lines and columns, which are characters, count from 1, offsets are bytes from 0.
fn to_json(finding: &Diagnostic, source: &SourceFile) -> Value {
    let mut json = json!({
        "file": source.name(),
        "code": finding.code.id(),
        "severity": match finding.code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "title": finding.code.title(),
        "label": finding.label,
    });
    places(&mut json, finding.span, source);
    if let Some(help) = &finding.help {
        json["help"] = json!(help);
    }
    if let Some((span, label)) = &finding.related {
        let mut related = json!({ "label": label });
        places(&mut related, *span, source);
        json["related"] = related;
    }
    json
}

fn places(json: &mut Value, span: Span, source: &SourceFile) {
    let place = |offset| {
        let (line, column) = source.line_column(offset);
        json!({ "line": line, "column": column, "offset": offset })
    };
    json["start"] = place(span.start);
    json["end"] = place(span.end);
}
