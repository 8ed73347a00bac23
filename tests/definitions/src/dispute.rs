//! When the corpus calls a definition valid that the compiler refuses, and who else does.
//!
//! `valid` means there what the definition's source says or, where it says nothing, what validators agree on. Both can
//! be wrong about a tool's test material: it breaks rules that its own tool does not check.

use asl_compiler::diag::{Code, Diagnostic};

use crate::corpus::{Class, Entry};

/// Rules that none of the validators behind the corpus checks: what an expression in JSONata refers to, how a variable
/// is called, and whether anything assigns it. That they agree says nothing about these.
const UNSEEN: &[Code] = &[Code::Jsonata, Code::VariableName, Code::UnknownVariable];

/// AWS's own validator.
const OF_AWS: &str = "aws-language-service";
/// Validators that know the language, the last one as it was before JSONata, and do not know one another.
const OTHERS: &[&str] = &["asl-validator", "cfn-lint", "localstack", "statelint"];

/// Why it is not for this corpus to say that the compiler is wrong to refuse a definition, if that is so.
pub(crate) fn why(entry: &Entry, found: &[Diagnostic]) -> Option<String> {
    let text = |finding: &Diagnostic| entry.text.get(finding.span.range()).unwrap_or_default();
    if found
        .iter()
        .all(|finding| is_placeholder(text(finding), &entry.substitutions))
    {
        return Some("valid, but these are placeholders of whoever collected it".to_owned());
    }
    if entry.class != Class::Fixture {
        return None;
    }
    if found.iter().all(|finding| UNSEEN.contains(&finding.code)) {
        return Some("valid, but no validator behind the corpus looks at this".to_owned());
    }
    let refuses = |validator: &&str| entry.refused_by(validator);
    let others: Vec<_> = OTHERS.iter().copied().filter(refuses).collect();
    if entry.refused_by(OF_AWS) {
        Some(format!("valid, but {OF_AWS} refuses it too"))
    } else if others.len() > 1 {
        Some(format!("valid, but {} refuse it too", others.join(" and ")))
    } else {
        None
    }
}

/// Whether a name was put in place of a part of a template: the index says `json.dumps_prompt` of `dumps_prompt`.
fn is_placeholder(name: &str, substitutions: &[String]) -> bool {
    substitutions
        .iter()
        .any(|full| full.rsplit('.').next() == Some(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_goes_by_the_last_part_of_its_name() {
        let substitutions = ["json.dumps_prompt".to_owned(), "table".to_owned()];
        assert!(is_placeholder("dumps_prompt", &substitutions));
        assert!(is_placeholder("table", &substitutions));
        assert!(!is_placeholder("prompt", &substitutions));
        assert!(!is_placeholder("", &[]));
    }
}
