//! Whether the compiler says of a definition what the corpus says.

use asl_compiler::check;
use asl_compiler::diag::{Code, Diagnostic};
use asl_compiler::source::SourceFile;

use crate::corpus::{Entry, Expected};

/// The codes under which the compiler reports that a rule of the corpus is broken.
const RULES: &[(&str, &[Code])] = &[
    (
        "choice-rule-shape",
        &[Code::ChoiceRule, Code::MissingField, Code::UnknownField],
    ),
    ("credentials-role-arn", &[Code::MissingField]),
    ("field-not-allowed-for-type", &[Code::UnknownField]),
    ("fields-of-the-other-query-language", &[Code::UnknownField]),
    (
        "intrinsic-unknown-or-malformed",
        &[Code::Intrinsic, Code::Template],
    ),
    (
        "map-processor-config",
        &[Code::MissingField, Code::OutOfRange],
    ),
    ("mutually-exclusive-fields", &[Code::Exclusive]),
    ("next-and-end", &[Code::Transition]),
    ("no-terminal-state", &[Code::NoTerminal]),
    ("number-range", &[Code::OutOfRange, Code::WrongType]),
    ("payload-template-name-conflict", &[Code::Template]),
    ("payload-template-path", &[Code::Template, Code::Path]),
    ("query-language-downgrade", &[Code::OutOfRange]),
    ("query-language-value", &[Code::OutOfRange]),
    ("reference-path", &[Code::Path]),
    (
        "required-field",
        &[Code::MissingField, Code::OutOfRange, Code::Transition],
    ),
    ("resource-not-an-arn", &[Code::OutOfRange]),
    ("state-name-unique", &[Code::StateName]),
    ("transition-target-missing", &[Code::MissingTarget]),
    ("unreachable-state", &[Code::Unreachable]),
    ("value-type", &[Code::WrongType, Code::OutOfRange]),
];

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Agrees,
    /// With what each side says, a line each.
    Differs(Vec<String>),
}

pub(crate) fn of(entry: &Entry) -> Verdict {
    let source = SourceFile::new(&entry.file, &entry.text);
    let mut found = check(&source);
    found.retain(Diagnostic::is_error);
    let says = |finding: &Diagnostic| {
        let (line, column) = source.line_column(finding.span.start);
        format!("[{}] {line}:{column}: {}", finding.code.id(), finding.label)
    };
    match entry.expected {
        _ if entry.contested => Verdict::Agrees,
        Expected::Valid if found.is_empty() => Verdict::Agrees,
        Expected::Valid => Verdict::Differs(found.iter().map(says).collect()),
        Expected::Invalid => {
            let rule = entry.rule.as_deref().unwrap_or_default();
            if found.iter().any(|finding| explains(finding.code, rule)) {
                return Verdict::Agrees;
            }
            let reason = entry.reason.as_deref().unwrap_or_default();
            let expected = format!("invalid by the rule `{rule}`: {reason}");
            Verdict::Differs(
                std::iter::once(expected)
                    .chain(found.iter().map(says))
                    .collect(),
            )
        }
    }
}

/// Whether a code is one for this rule. A rule that is new here is not held against it.
fn explains(code: Code, rule: &str) -> bool {
    match RULES.iter().find(|(name, _)| *name == rule) {
        Some((_, codes)) => codes.contains(&code),
        None => true,
    }
}
