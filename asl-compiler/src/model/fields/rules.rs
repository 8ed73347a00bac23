//! What the fields may hold, by their names, and which of them go together. Reference §1.7.

use std::ops::RangeInclusive;

use super::{Object, StateType};
use crate::model::{Delimiter, InputType, ManifestType, OutputType};

/// Fields of which an object may have only one.
#[derive(Clone, Copy, Debug)]
pub struct Exclusive {
    /// Whose fields they are.
    pub object: Object,
    /// The fields.
    pub fields: &'static [&'static str],
    /// Whether one of them must be there.
    pub one_needed: bool,
}

const fn exclusive(of: StateType, one_needed: bool, fields: &'static [&'static str]) -> Exclusive {
    Exclusive {
        object: Object::State(of),
        fields,
        one_needed,
    }
}

/// The mutual exclusions without `Next` and `End`, where also the value counts.
pub const EXCLUSIVE: &[Exclusive] = &[
    exclusive(
        StateType::Task,
        false,
        &["TimeoutSeconds", "TimeoutSecondsPath"],
    ),
    exclusive(
        StateType::Task,
        false,
        &["HeartbeatSeconds", "HeartbeatSecondsPath"],
    ),
    exclusive(
        StateType::Wait,
        true,
        &["Seconds", "SecondsPath", "Timestamp", "TimestampPath"],
    ),
    exclusive(StateType::Fail, false, &["Error", "ErrorPath"]),
    exclusive(StateType::Fail, false, &["Cause", "CausePath"]),
    exclusive(StateType::Map, true, &["ItemProcessor", "Iterator"]),
    exclusive(StateType::Map, false, &["ItemSelector", "Parameters"]),
    exclusive(
        StateType::Map,
        false,
        &["MaxConcurrency", "MaxConcurrencyPath"],
    ),
    exclusive(
        StateType::Map,
        false,
        &["ToleratedFailureCount", "ToleratedFailureCountPath"],
    ),
    exclusive(
        StateType::Map,
        false,
        &[
            "ToleratedFailurePercentage",
            "ToleratedFailurePercentagePath",
        ],
    ),
    Exclusive {
        object: Object::ReaderConfig,
        fields: &["MaxItems", "MaxItemsPath"],
        one_needed: false,
    },
    Exclusive {
        object: Object::ItemBatcher,
        fields: &["MaxItemsPerBatch", "MaxItemsPerBatchPath"],
        one_needed: false,
    },
    Exclusive {
        object: Object::ItemBatcher,
        fields: &["MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"],
        one_needed: false,
    },
];

/// What each field with a whole number accepts; the same name means the same everywhere.
pub const RANGES: &[(&str, RangeInclusive<u64>)] = &[
    ("HeartbeatSeconds", 1..=99_999_999),
    ("IntervalSeconds", 1..=99_999_999),
    ("MaxAttempts", 0..=99_999_999),
    ("MaxConcurrency", 0..=u64::MAX),
    ("MaxDelaySeconds", 1..=31_622_399),
    ("MaxInputBytesPerBatch", 1..=262_144),
    ("MaxItems", 0..=u64::MAX),
    ("MaxItemsPerBatch", 1..=u64::MAX),
    ("Seconds", 0..=99_999_999),
    ("TimeoutSeconds", 1..=99_999_999),
    ("ToleratedFailureCount", 0..=u64::MAX),
];

/// What does in the other query language what a field does in its own. Those that only add `Path` to the name of a field
/// of both are left out.
pub const COUNTERPARTS: &[(&str, &str)] = &[
    ("Arguments", "`Parameters` shapes the input in JSONPath"),
    (
        "Condition",
        "a rule of JSONPath has a `Variable` and an operator",
    ),
    ("InputPath", "expressions find the input in `$states.input`"),
    ("Items", "`ItemsPath` finds the items in JSONPath"),
    ("ItemsPath", "`Items` makes the items in JSONata"),
    (
        "Output",
        "`ResultSelector`, `ResultPath` and `OutputPath` shape the output in JSONPath",
    ),
    ("OutputPath", "`Output` makes the output in JSONata"),
    (
        "Parameters",
        "JSONata has `Arguments` for a Task or Parallel, `ItemSelector` for a Map and `Output` for a Pass",
    ),
    ("Result", "`Output` makes the output in JSONata"),
    (
        "ResultPath",
        "`Output` makes the output in JSONata, of `$states.input` and what came of the state",
    ),
    (
        "ResultSelector",
        "`Output` makes the output in JSONata, of `$states.result`",
    ),
    ("Bucket.$", "`Bucket` can be an expression in JSONata"),
    (
        "ExpectedBucketOwner.$",
        "`ExpectedBucketOwner` can be an expression in JSONata",
    ),
    ("Key.$", "`Key` can be an expression in JSONata"),
    ("Prefix.$", "`Prefix` can be an expression in JSONata"),
    ("VersionId.$", "`VersionId` can be an expression in JSONata"),
];

/// Fields that have a newer name: whose they are, the old name, the new one.
pub const RENAMED: &[(Object, &str, &str)] = &[
    (Object::State(StateType::Map), "Iterator", "ItemProcessor"),
    (Object::State(StateType::Map), "Parameters", "ItemSelector"),
];

/// What each field with a fixed set of texts accepts.
pub const WORDS: &[(&str, &[&str])] = &[
    ("CSVDelimiter", Delimiter::WORDS),
    ("CSVHeaderLocation", &["FIRST_ROW", "GIVEN"]),
    ("ExecutionType", &["STANDARD", "EXPRESS"]),
    ("InputType", InputType::WORDS),
    ("JitterStrategy", &["NONE", "FULL"]),
    ("ManifestType", ManifestType::WORDS),
    ("Mode", &["INLINE", "DISTRIBUTED"]),
    ("OutputType", OutputType::WORDS),
    ("QueryLanguage", &["JSONPath", "JSONata"]),
    ("Version", &["1.0"]),
];
