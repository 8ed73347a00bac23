//! Under which codes the compiler reports what the corpus holds against an invalid definition.

use asl_compiler::diag::Code;

/// The rules of the corpus. One is often broken in a way that belongs to another rule here: a state without any
/// transition is also a machine without an end, and a field that must be there must not be null either.
const RULES: &[(&str, &[Code])] = &[
    (
        "choice-rule-shape",
        &[
            Code::ChoiceRule,
            Code::MissingField,
            Code::UnknownField,
            Code::WrongType,
        ],
    ),
    (
        "credentials-role-arn",
        &[Code::MissingField, Code::WrongType],
    ),
    (
        "field-not-allowed-for-type",
        &[Code::UnknownField, Code::Transition],
    ),
    ("fields-of-the-other-query-language", &[Code::UnknownField]),
    (
        "intrinsic-unknown-or-malformed",
        &[Code::Intrinsic, Code::Template, Code::Path],
    ),
    (
        "map-processor-config",
        // The only one of this rule has two fields that exclude each other.
        &[Code::MissingField, Code::OutOfRange, Code::Exclusive],
    ),
    ("mutually-exclusive-fields", &[Code::Exclusive]),
    ("next-and-end", &[Code::Transition]),
    (
        "no-terminal-state",
        &[Code::NoTerminal, Code::Transition, Code::WrongType],
    ),
    // Also that of two fields for one number there must be one.
    (
        "number-range",
        &[Code::OutOfRange, Code::WrongType, Code::Exclusive],
    ),
    ("payload-template-name-conflict", &[Code::Template]),
    ("payload-template-path", &[Code::Template, Code::Path]),
    ("query-language-downgrade", &[Code::OutOfRange]),
    (
        "query-language-value",
        &[Code::OutOfRange, Code::UnknownField],
    ),
    ("reference-path", &[Code::Path]),
    (
        "required-field",
        &[
            Code::MissingField,
            Code::OutOfRange,
            Code::Transition,
            Code::ErrorEquals,
            Code::ChoiceRule,
            Code::WrongType,
        ],
    ),
    ("resource-not-an-arn", &[Code::OutOfRange]),
    ("state-name-unique", &[Code::StateName]),
    ("transition-target-missing", &[Code::MissingTarget]),
    ("unreachable-state", &[Code::Unreachable]),
    // Of two fields for one value, one is for the other query language.
    (
        "value-type",
        &[Code::WrongType, Code::OutOfRange, Code::UnknownField],
    ),
];

/// What the sources of the corpus say, by words that stand in it. An entry names one rule, but its source often gives
/// several reasons, each of which is right.
const WORDS: &[(&str, &[Code])] = &[
    (
        "does not have required field",
        &[Code::MissingField, Code::Transition, Code::ChoiceRule],
    ),
    (
        "is a required property",
        &[Code::MissingField, Code::Transition, Code::ChoiceRule],
    ),
    (
        "has forbidden field",
        &[Code::Transition, Code::ChoiceRule, Code::UnknownField],
    ),
    ("not allowed in", &[Code::UnknownField]),
    (
        "properties are not allowed",
        &[Code::UnknownField, Code::Transition],
    ),
    ("Field is not supported", &[Code::UnknownField]),
    ("only have one comparison operator", &[Code::ChoiceRule]),
    ("may have only one of", &[Code::Exclusive]),
    ("should be non-null", &[Code::WrongType]),
    ("but should be", &[Code::WrongType]),
    (
        "not one of the allowed values",
        &[Code::OutOfRange, Code::UnknownType],
    ),
    (
        "non-empty required",
        &[Code::OutOfRange, Code::ErrorEquals, Code::ChoiceRule],
    ),
    ("allowed floor is", &[Code::OutOfRange]),
    ("allowed minimum is", &[Code::OutOfRange]),
    ("should be a Reference Path", &[Code::Path]),
    (
        "must be the name of an existing state",
        &[Code::MissingTarget],
    ),
    ("No state found named", &[Code::MissingTarget]),
    ("No transition found to state", &[Code::Unreachable]),
    ("cannot be reached", &[Code::Unreachable]),
];

/// Whether a code is one for what the corpus holds against a definition. A rule that is new here is not held against
/// the compiler.
pub(crate) fn explains(code: Code, rule: &str, reason: &str) -> bool {
    let by_rule = RULES.iter().find(|(name, _)| *name == rule);
    let is_said = |(words, _): &&(&str, &[Code])| reason.contains(words);
    by_rule.is_none_or(|(_, codes)| codes.contains(&code))
        || WORDS
            .iter()
            .filter(is_said)
            .any(|(_, codes)| codes.contains(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_counts_and_so_does_every_reason() {
        let reason =
            r#"x has forbidden field "Next"; No state found named "y", referenced at x.Next"#;
        let rule = "transition-target-missing";
        assert!(explains(Code::MissingTarget, rule, ""));
        assert!(!explains(Code::Transition, rule, ""));
        assert!(explains(Code::Transition, rule, reason));
        assert!(!explains(Code::Jsonata, rule, reason));
        assert!(explains(Code::Jsonata, "a-new-rule", ""));
    }
}
