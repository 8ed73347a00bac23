//! The catalogue: one entry a rule, with its number, its title and whether it stops the build.

/// Whether a finding stops the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The definition cannot be compiled.
    Error,
    /// The definition is legal, but surely not what was meant.
    Warning,
}

macro_rules! catalogue {
    ($($(#[doc = $doc:literal])+ $variant:ident = $id:literal, $severity:ident, $title:literal;)+) => {
        /// A rule of the language that a definition can break.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code, in the order of their numbers.
            pub const ALL: &'static [Code] = &[$(Code::$variant),+];

            /// Its stable number, e.g. `ASL0012`.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Code::$variant => $id,)+ }
            }

            /// What it is about, a sentence or two.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$variant => concat!($($doc),+).trim_ascii_start(),)+ }
            }

            /// The rule that is broken, as a sentence without a full stop.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Code::$variant => $title,)+ }
            }

            /// Whether it stops the build.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)+ }
            }
        }
    };
}

catalogue! {
    /// The text is not JSON.
    NotJson = "ASL0001", Error, "the definition is not valid JSON";
    /// One object has the same key twice.
    DuplicateKey = "ASL0002", Error, "an object has the same key twice";
    /// A field that must be there is not, or none of several of which one is needed.
    MissingField = "ASL0003", Error, "a required field is missing";
    /// A field that this state or object does not have.
    UnknownField = "ASL0004", Error, "a field does not belong here";
    /// A value of the wrong JSON type.
    WrongType = "ASL0005", Error, "a value has the wrong type";
    /// A number or string outside of what the field accepts.
    OutOfRange = "ASL0006", Error, "a value is not one that the field accepts";
    /// Fields that exclude each other.
    Exclusive = "ASL0007", Error, "fields exclude each other";
    /// `Type` is none of the eight.
    UnknownType = "ASL0008", Error, "`Type` is not a state type";
    /// A part of the language for which a feature of the crate `asl-runtime` must be turned on.
    FeatureOff = "ASL0009", Error, "a feature of the runtime is not turned on";
    /// A state name is empty, too long, or used twice in the machine.
    StateName = "ASL0010", Error, "a state name is not usable";
    /// A transition to a state that does not exist in its scope.
    MissingTarget = "ASL0012", Error, "a transition names a state that does not exist";
    /// A state that no transition leads to.
    Unreachable = "ASL0013", Error, "a state cannot be reached";
    /// No state in which the machine could end.
    NoTerminal = "ASL0014", Error, "the machine can never end";
    /// Neither `Next` nor `End`, both, or where there must be none.
    Transition = "ASL0015", Error, "a state needs exactly one of `Next` and `\"End\": true`";
    /// A path that does not parse or is not of the kind that the field takes.
    Path = "ASL0016", Error, "a path is not valid";
    /// An intrinsic call that does not parse, has an unknown function or wrong arguments.
    Intrinsic = "ASL0017", Error, "an intrinsic function call is not valid";
    /// A payload template with a `.$` key that is not an expression, or two keys that become one.
    Template = "ASL0018", Error, "a payload template is not valid";
    /// A Choice rule without the right parts.
    ChoiceRule = "ASL0019", Error, "a Choice rule is not valid";
    /// A retrier or catcher that breaks a rule of `ErrorEquals`.
    ErrorEquals = "ASL0020", Error, "`ErrorEquals` is not valid";
    /// A variable's name is not one, or is that of a variable around it.
    VariableName = "ASL0021", Error, "a variable name is not usable";
    /// A variable that no state in reach assigns.
    UnknownVariable = "ASL0022", Error, "a variable is read that nothing assigns";
    /// A JSONata expression that does not parse, or asks for something that does not exist where it stands.
    Jsonata = "ASL0023", Error, "a JSONata expression is not valid";
    /// What an Express workflow cannot do, in a definition that is checked as one.
    Express = "ASL0024", Error, "an Express workflow cannot do this";
    /// A Choice whose rules may all fail.
    NoDefault = "ASL0101", Warning, "a Choice has no `Default`";
    /// A retrier or catcher for an error that never gets there.
    NeverMatches = "ASL0102", Warning, "an error in `ErrorEquals` can never match";
    /// A name like those that ASL defines, which it does not define.
    UnknownError = "ASL0103", Warning, "an error name begins with `States.` but is not predefined";
    /// Pass and Choice states that go round forever.
    EndlessLoop = "ASL0104", Warning, "a loop never ends";
    /// A variable is read where no way through the states leads past an assignment.
    UnassignedVariable = "ASL0105", Warning, "a variable surely has no value where it is read";
    /// A text that would be an expression without the blanks around it.
    BlankExpression = "ASL0106", Warning, "a text looks like an expression and is none";
    /// A field that a newer one has replaced.
    Deprecated = "ASL0107", Warning, "a field has a newer name";
    /// A field whose value is never used, because of another field.
    NoEffect = "ASL0108", Warning, "a field has no effect";
    /// A text in a template that reads like a path, a call or an expression where nothing is evaluated.
    NotEvaluated = "ASL0109", Warning, "a text is not evaluated";
    /// A task of AWS waits for its token, which nothing passes on.
    TokenNotPassed = "ASL0110", Warning, "a task waits for a token that it does not pass on";
    /// Credentials of a handler's own, which AWS does not take.
    Credentials = "ASL0111", Warning, "AWS takes only a `RoleArn` in `Credentials`";
    /// An expression that fails whenever it is evaluated.
    AlwaysFails = "ASL0112", Warning, "an expression always fails";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_unique_and_ascend() {
        assert!(Code::ALL.windows(2).all(|pair| pair[0].id() < pair[1].id()));
    }
}
