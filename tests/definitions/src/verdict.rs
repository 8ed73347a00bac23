//! Whether the compiler says of a definition what the corpus says.

use asl_compiler::check;
use asl_compiler::diag::Diagnostic;
use asl_compiler::source::SourceFile;

use crate::corpus::{Entry, Expected};
use crate::dispute;
use crate::reasons;

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Agrees,
    /// It refuses what the corpus calls valid, and is not alone in that: with why, and what it says, a line each.
    Disputed(Vec<String>),
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
    let with_findings = |why: String| {
        std::iter::once(why)
            .chain(found.iter().map(says))
            .collect::<Vec<_>>()
    };
    match entry.expected {
        _ if entry.contested => Verdict::Agrees,
        Expected::Valid if found.is_empty() => Verdict::Agrees,
        Expected::Valid => match dispute::why(entry, &found) {
            Some(why) => Verdict::Disputed(with_findings(why)),
            None => Verdict::Differs(with_findings("valid".to_owned())),
        },
        Expected::Invalid => {
            let rule = entry.rule.as_deref().unwrap_or_default();
            let reason = entry.reason.as_deref().unwrap_or_default();
            if found
                .iter()
                .any(|finding| reasons::explains(finding.code, rule, reason))
            {
                return Verdict::Agrees;
            }
            Verdict::Differs(with_findings(format!(
                "invalid by the rule `{rule}`: {reason}"
            )))
        }
    }
}
