//! What the reader makes of definitions, and what it reports of broken ones, by family of rules.

mod data;
mod doubts;
mod jsonata;
mod shape;
mod states;
mod values;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Body, Machine, State};
use crate::parse::parse;
use crate::source::SourceFile;
use crate::testing::{assert_reports, findings};

/// Parses and reads, for its findings.
pub(super) fn phases(source: &SourceFile, diagnostics: &mut Diagnostics) {
    if let Some(root) = parse(source, diagnostics) {
        super::read(&root, source, diagnostics);
    }
}

/// A definition whose `States` are these.
pub(super) fn machine(states: &str) -> String {
    format!(r#"{{"StartAt": "A", "States": {{{states}}}}}"#)
}

/// A definition with one state that has these fields.
pub(super) fn state(fields: &str) -> String {
    machine(&format!(r#""A": {{{fields}}}"#))
}

/// A Task that ends, with these fields on top.
pub(super) fn task(fields: &str) -> String {
    state(&format!(
        r#""Type": "Task", "Resource": "r", "End": true, {fields}"#
    ))
}

/// A Choice with this one rule.
pub(super) fn rule(rule: &str) -> String {
    state(&format!(r#""Type": "Choice", "Choices": [{rule}]"#))
}

/// Asserts what is found in each of the marked definitions.
#[track_caller]
pub(super) fn assert_table(table: &[(String, Code, &str)]) {
    for (text, code, label) in table {
        assert_reports(text, &[(*code, label)], phases);
    }
}

/// Reads a definition that breaks no rule; it may be doubtful.
#[track_caller]
pub(super) fn valid(text: &str) -> Machine {
    let source = SourceFile::new("test.asl.json", text);
    let mut diagnostics = Diagnostics::new();
    let machine = parse(&source, &mut diagnostics)
        .and_then(|root| super::read(&root, &source, &mut diagnostics));
    let mut errors = diagnostics.into_sorted();
    errors.retain(Diagnostic::is_error);
    assert_eq!(errors, [], "{text}");
    machine.expect("a machine without errors is read")
}

/// Reads a definition of one state that breaks no rule.
#[track_caller]
pub(super) fn valid_state(text: &str) -> State {
    valid(text).states.remove(0)
}

#[track_caller]
pub(super) fn valid_body(text: &str) -> Body {
    valid_state(text).body
}

/// The help of the only finding.
#[track_caller]
pub(super) fn help(text: &str) -> Option<String> {
    let found = findings(text, phases);
    assert_eq!(found.len(), 1, "{found:?}");
    found.into_iter().next().and_then(|finding| finding.help)
}
