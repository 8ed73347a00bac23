//! The tables of the language: which field may stand where and in which query language; its module `rules` says what
//! it may hold. Reference §1.1, §1.6, §7, §10. A new field of ASL is a row here.

mod integrations;
mod operators;
mod rules;

use super::QueryLanguage;

pub use integrations::{INTEGRATIONS, Integration, PATTERNS};
pub use operators::{Family, OPERATORS, Operator};
pub use rules::{COUNTERPARTS, EXCLUSIVE, Exclusive, RANGES, RENAMED, WORDS};

/// `Type` of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateType {
    /// `Pass`
    Pass,
    /// `Task`
    Task,
    /// `Choice`
    Choice,
    /// `Wait`
    Wait,
    /// `Succeed`
    Succeed,
    /// `Fail`
    Fail,
    /// `Parallel`
    Parallel,
    /// `Map`
    Map,
}

impl StateType {
    /// All eight, in the order of the columns of the table.
    pub const ALL: [StateType; 8] = {
        use StateType::*;
        [Pass, Task, Choice, Wait, Succeed, Fail, Parallel, Map]
    };

    /// As it is written in `Type`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            StateType::Pass => "Pass",
            StateType::Task => "Task",
            StateType::Choice => "Choice",
            StateType::Wait => "Wait",
            StateType::Succeed => "Succeed",
            StateType::Fail => "Fail",
            StateType::Parallel => "Parallel",
            StateType::Map => "Map",
        }
    }
}

/// Whether and how an object has a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// It has not.
    Never,
    /// In JSONPath only.
    JsonPath,
    /// In JSONata only.
    Jsonata,
    /// In both query languages.
    Both,
    /// In both query languages, and it must be there.
    Required,
}

impl Use {
    /// Whether a field of this use exists in a query language.
    #[must_use]
    pub fn in_language(self, language: QueryLanguage) -> bool {
        match self {
            Use::Never => false,
            Use::JsonPath => language == QueryLanguage::JsonPath,
            Use::Jsonata => language == QueryLanguage::Jsonata,
            Use::Both | Use::Required => true,
        }
    }
}

/// Short, so that the tables stay tables.
mod short {
    use super::Use;
    pub(super) const N: Use = Use::Never;
    pub(super) const P: Use = Use::JsonPath;
    pub(super) const A: Use = Use::Jsonata;
    pub(super) const B: Use = Use::Both;
    pub(super) const R: Use = Use::Required;
}
use short::{A, B, N, P, R};

/// The fields of states, a column for each of [`StateType::ALL`]. That one of `Next` and `End` must be there, and
/// the like, is in [`EXCLUSIVE`].
#[rustfmt::skip]
const STATE_FIELDS: &[(&str, [Use; 8])] = &[
    //                                Pass Task Choice Wait Succeed Fail Parallel Map
    ("Type",                           [R,  R,  R,     R,   R,      R,   R,       R]),
    ("Comment",                        [B,  B,  B,     B,   B,      B,   B,       B]),
    ("QueryLanguage",                  [B,  B,  B,     B,   B,      B,   B,       B]),
    ("Next",                           [B,  B,  N,     B,   N,      N,   B,       B]),
    ("End",                            [B,  B,  N,     B,   N,      N,   B,       B]),
    ("InputPath",                      [P,  P,  P,     P,   P,      N,   P,       P]),
    ("OutputPath",                     [P,  P,  P,     P,   P,      N,   P,       P]),
    ("Parameters",                     [P,  P,  N,     N,   N,      N,   P,       P]),
    ("Result",                         [P,  N,  N,     N,   N,      N,   N,       N]),
    ("ResultSelector",                 [N,  P,  N,     N,   N,      N,   P,       P]),
    ("ResultPath",                     [P,  P,  N,     N,   N,      N,   P,       P]),
    ("Arguments",                      [N,  A,  N,     N,   N,      N,   A,       N]),
    ("Output",                         [A,  A,  A,     A,   A,      N,   A,       A]),
    ("Assign",                         [B,  B,  B,     B,   N,      N,   B,       B]),
    ("Retry",                          [N,  B,  N,     N,   N,      N,   B,       B]),
    ("Catch",                          [N,  B,  N,     N,   N,      N,   B,       B]),
    ("Resource",                       [N,  R,  N,     N,   N,      N,   N,       N]),
    ("TimeoutSeconds",                 [N,  B,  N,     N,   N,      N,   N,       N]),
    ("TimeoutSecondsPath",             [N,  P,  N,     N,   N,      N,   N,       N]),
    ("HeartbeatSeconds",               [N,  B,  N,     N,   N,      N,   N,       N]),
    ("HeartbeatSecondsPath",           [N,  P,  N,     N,   N,      N,   N,       N]),
    ("Credentials",                    [N,  B,  N,     N,   N,      N,   N,       N]),
    ("Choices",                        [N,  N,  R,     N,   N,      N,   N,       N]),
    ("Default",                        [N,  N,  B,     N,   N,      N,   N,       N]),
    ("Seconds",                        [N,  N,  N,     B,   N,      N,   N,       N]),
    ("SecondsPath",                    [N,  N,  N,     P,   N,      N,   N,       N]),
    ("Timestamp",                      [N,  N,  N,     B,   N,      N,   N,       N]),
    ("TimestampPath",                  [N,  N,  N,     P,   N,      N,   N,       N]),
    ("Error",                          [N,  N,  N,     N,   N,      B,   N,       N]),
    ("ErrorPath",                      [N,  N,  N,     N,   N,      P,   N,       N]),
    ("Cause",                          [N,  N,  N,     N,   N,      B,   N,       N]),
    ("CausePath",                      [N,  N,  N,     N,   N,      P,   N,       N]),
    ("Branches",                       [N,  N,  N,     N,   N,      N,   R,       N]),
    ("ItemProcessor",                  [N,  N,  N,     N,   N,      N,   N,       B]),
    ("Iterator",                       [N,  N,  N,     N,   N,      N,   N,       B]),
    ("Items",                          [N,  N,  N,     N,   N,      N,   N,       A]),
    ("ItemsPath",                      [N,  N,  N,     N,   N,      N,   N,       P]),
    ("ItemSelector",                   [N,  N,  N,     N,   N,      N,   N,       B]),
    ("ItemReader",                     [N,  N,  N,     N,   N,      N,   N,       B]),
    ("ItemBatcher",                    [N,  N,  N,     N,   N,      N,   N,       B]),
    ("ResultWriter",                   [N,  N,  N,     N,   N,      N,   N,       B]),
    ("Label",                          [N,  N,  N,     N,   N,      N,   N,       B]),
    ("MaxConcurrency",                 [N,  N,  N,     N,   N,      N,   N,       B]),
    ("MaxConcurrencyPath",             [N,  N,  N,     N,   N,      N,   N,       P]),
    ("ToleratedFailureCount",          [N,  N,  N,     N,   N,      N,   N,       B]),
    ("ToleratedFailureCountPath",      [N,  N,  N,     N,   N,      N,   N,       P]),
    ("ToleratedFailurePercentage",     [N,  N,  N,     N,   N,      N,   N,       B]),
    ("ToleratedFailurePercentagePath", [N,  N,  N,     N,   N,      N,   N,       P]),
];

type Fields = &'static [(&'static str, Use)];

const DEFINITION: Fields = &[
    ("Comment", B),
    ("QueryLanguage", B),
    ("StartAt", R),
    ("States", R),
    ("TimeoutSeconds", B),
    ("Version", B),
];
const BRANCH: Fields = &[("Comment", B), ("StartAt", R), ("States", R)];
const PROCESSOR: Fields = &[
    ("Comment", B),
    ("ProcessorConfig", B),
    ("StartAt", R),
    ("States", R),
];
const PROCESSOR_CONFIG: Fields = &[("ExecutionType", B), ("Mode", B)];
const ITEM_READER: Fields = &[
    ("Arguments", A),
    ("Parameters", P),
    ("ReaderConfig", B),
    ("Resource", R),
];
const READER_ARGUMENTS: Fields = &[
    ("Bucket", B),
    ("Bucket.$", P),
    ("ExpectedBucketOwner", B),
    ("ExpectedBucketOwner.$", P),
    ("Key", B),
    ("Key.$", P),
    ("Prefix", B),
    ("Prefix.$", P),
    ("VersionId", B),
    ("VersionId.$", P),
];
const READER_CONFIG: Fields = &[
    ("CSVDelimiter", B),
    ("CSVHeaderLocation", B),
    ("CSVHeaders", B),
    ("InputType", B),
    ("ItemsPointer", B),
    ("ManifestType", B),
    ("MaxItems", B),
    ("MaxItemsPath", P),
    ("Transformation", B),
];
const ITEM_BATCHER: Fields = &[
    ("BatchInput", B),
    ("MaxInputBytesPerBatch", B),
    ("MaxInputBytesPerBatchPath", P),
    ("MaxItemsPerBatch", B),
    ("MaxItemsPerBatchPath", P),
];
const RESULT_WRITER: Fields = &[
    ("Arguments", A),
    ("Parameters", P),
    ("Resource", B),
    ("WriterConfig", B),
];
const WRITER_ARGUMENTS: Fields = &[
    ("Bucket", B),
    ("Bucket.$", P),
    ("ExpectedBucketOwner", B),
    ("ExpectedBucketOwner.$", P),
    ("Prefix", B),
    ("Prefix.$", P),
];
const WRITER_CONFIG: Fields = &[("OutputType", R), ("Transformation", B)];
const RETRIER: Fields = &[
    ("BackoffRate", B),
    ("Comment", B),
    ("ErrorEquals", R),
    ("IntervalSeconds", B),
    ("JitterStrategy", B),
    ("MaxAttempts", B),
    ("MaxDelaySeconds", B),
];
const CATCHER: Fields = &[
    ("Assign", B),
    ("Comment", B),
    ("ErrorEquals", R),
    ("Next", R),
    ("Output", A),
    ("ResultPath", P),
];
/// Beside these a rule has the [`OPERATORS`].
const RULE: Fields = &[
    ("And", P),
    ("Assign", B),
    ("Comment", B),
    ("Condition", A),
    ("Next", R),
    ("Not", P),
    ("Or", P),
    ("Output", A),
    ("Variable", P),
];
const NESTED_RULE: Fields = &[
    ("And", P),
    ("Comment", B),
    ("Not", P),
    ("Or", P),
    ("Variable", P),
];

/// A kind of object whose fields the language fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Object {
    /// The definition itself.
    Definition,
    /// A member of `States`.
    State(StateType),
    /// An element of `Branches`.
    Branch,
    /// `ItemProcessor`, `Iterator`.
    Processor,
    /// `ProcessorConfig`.
    ProcessorConfig,
    /// `ItemReader`.
    ItemReader,
    /// `Parameters` or `Arguments` of an `ItemReader`.
    ReaderArguments,
    /// `ReaderConfig`.
    ReaderConfig,
    /// `ItemBatcher`.
    ItemBatcher,
    /// `ResultWriter`.
    ResultWriter,
    /// `Parameters` or `Arguments` of a `ResultWriter`.
    WriterArguments,
    /// `WriterConfig`.
    WriterConfig,
    /// An element of `Retry`.
    Retrier,
    /// An element of `Catch`.
    Catcher,
    /// An element of `Choices`.
    Rule,
    /// A rule inside of `And`, `Or`, `Not`.
    NestedRule,
}

impl Object {
    /// Its fields in both query languages.
    #[must_use]
    pub fn fields(self) -> Vec<(&'static str, Use)> {
        let with_operators = |fields: Fields| {
            let operators = OPERATORS.iter().map(|operator| (operator.name, P));
            fields.iter().copied().chain(operators).collect()
        };
        match self {
            Object::Definition => DEFINITION.to_vec(),
            Object::State(of) => STATE_FIELDS
                .iter()
                .map(|&(name, uses)| (name, uses[of as usize]))
                .filter(|&(_, how)| how != Use::Never)
                .collect(),
            Object::Branch => BRANCH.to_vec(),
            Object::Processor => PROCESSOR.to_vec(),
            Object::ProcessorConfig => PROCESSOR_CONFIG.to_vec(),
            Object::ItemReader => ITEM_READER.to_vec(),
            Object::ReaderArguments => READER_ARGUMENTS.to_vec(),
            Object::ReaderConfig => READER_CONFIG.to_vec(),
            Object::ItemBatcher => ITEM_BATCHER.to_vec(),
            Object::ResultWriter => RESULT_WRITER.to_vec(),
            Object::WriterArguments => WRITER_ARGUMENTS.to_vec(),
            Object::WriterConfig => WRITER_CONFIG.to_vec(),
            Object::Retrier => RETRIER.to_vec(),
            Object::Catcher => CATCHER.to_vec(),
            Object::Rule => with_operators(RULE),
            Object::NestedRule => with_operators(NESTED_RULE),
        }
    }

    /// What messages call it, e.g. `a Task state`.
    #[must_use]
    pub fn title(self) -> String {
        match self {
            Object::Definition => "a definition".to_owned(),
            Object::State(of) => format!("a {} state", of.name()),
            Object::Branch => "a branch".to_owned(),
            Object::Processor => "an item processor".to_owned(),
            Object::ProcessorConfig => "`ProcessorConfig`".to_owned(),
            Object::ItemReader => "`ItemReader`".to_owned(),
            Object::ReaderArguments => "what an `ItemReader` reads".to_owned(),
            Object::ReaderConfig => "`ReaderConfig`".to_owned(),
            Object::ItemBatcher => "`ItemBatcher`".to_owned(),
            Object::ResultWriter => "`ResultWriter`".to_owned(),
            Object::WriterArguments => "where a `ResultWriter` writes".to_owned(),
            Object::WriterConfig => "`WriterConfig`".to_owned(),
            Object::Retrier => "a retrier".to_owned(),
            Object::Catcher => "a catcher".to_owned(),
            Object::Rule => "a Choice rule".to_owned(),
            Object::NestedRule => "a nested Choice rule".to_owned(),
        }
    }
}

/// The types of state that have a field of this name.
#[must_use]
pub fn states_with(name: &str) -> Vec<StateType> {
    let row = STATE_FIELDS.iter().find(|(field, _)| *field == name);
    let has = |of: &StateType| row.is_some_and(|(_, uses)| uses[*of as usize] != Use::Never);
    StateType::ALL.into_iter().filter(has).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const ALL: [Object; 23] = {
        use Object::*;
        let [a, b, c, d, e, f, g, h] = StateType::ALL;
        [
            Definition,
            State(a),
            State(b),
            State(c),
            State(d),
            State(e),
            State(f),
            State(g),
            State(h),
            Branch,
            Processor,
            ProcessorConfig,
            ItemReader,
            ReaderArguments,
            ReaderConfig,
            ItemBatcher,
            ResultWriter,
            WriterArguments,
            WriterConfig,
            Retrier,
            Catcher,
            Rule,
            NestedRule,
        ]
    };

    #[test]
    fn the_columns_are_in_the_order_of_the_types() {
        for (column, of) in StateType::ALL.into_iter().enumerate() {
            assert_eq!(of as usize, column, "{of:?}");
        }
        assert_eq!(states_with("Resource"), [StateType::Task]);
        assert_eq!(states_with("Branches"), [StateType::Parallel]);
        assert_eq!(states_with("ItemProcessor"), [StateType::Map]);
        assert_eq!(states_with("Nonsense"), []);
    }

    #[test]
    fn no_object_has_a_field_twice() {
        for object in ALL {
            let fields = object.fields();
            let names: BTreeSet<_> = fields.iter().map(|(name, _)| name).collect();
            assert_eq!(names.len(), fields.len(), "{object:?}");
        }
    }

    #[test]
    fn every_name_in_a_rule_is_a_field() {
        let known: BTreeSet<_> = ALL
            .into_iter()
            .flat_map(Object::fields)
            .map(|(name, _)| name)
            .collect();
        let ranges = RANGES.iter().map(|(name, _)| *name);
        let words = WORDS.iter().map(|(name, _)| *name);
        let counterparts = COUNTERPARTS.iter().map(|(name, _)| *name);
        for name in ranges.chain(words).chain(counterparts) {
            assert!(known.contains(name), "{name}");
        }
        for (object, old, new) in RENAMED {
            let fields = object.fields();
            for name in [old, new] {
                assert!(fields.iter().any(|(field, _)| field == name), "{name}");
            }
        }
        for rule in EXCLUSIVE {
            let fields = rule.object.fields();
            let is_field = |name: &&str| fields.iter().any(|(field, _)| field == name);
            assert!(rule.fields.iter().all(is_field), "{rule:?}");
        }
    }

    #[test]
    fn there_are_39_operators() {
        assert_eq!(OPERATORS.len(), 39);
    }
}
