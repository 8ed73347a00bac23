//! Where data comes from, what is made of it, and where it goes.

use proc_macro2::Ident;

use super::{ExpressionPlan, TailPlan, TakePlan, VariablePlan};
use crate::parse::Node;
use crate::source::Span;

/// How `input`, what `InputPath` selects, is bound.
#[derive(Debug)]
pub enum InputPlan {
    /// Nothing reads it.
    Unused,
    /// It is `raw`.
    Whole,
    /// It is `{}`.
    Nothing,
    /// It is a part of `raw` or of the context object.
    Part(Read),
}

/// From a result to the end of the state.
#[derive(Debug)]
pub struct FinishPlan {
    /// `Assign`.
    pub assign: Vec<AssignPlan>,
    /// `ResultPath`.
    pub place: PlacePlan,
    /// `OutputPath`.
    pub output: OutputPlan,
    /// The next state's variant; `None` ends the machine.
    pub next: Option<Ident>,
}

impl FinishPlan {
    /// Whether the output is the raw input as it is.
    #[must_use]
    pub fn passes_raw(&self) -> bool {
        matches!(
            (&self.place, &self.output),
            (PlacePlan::Discard, OutputPlan::Whole)
        )
    }
}

/// A variable that gets a value.
#[derive(Debug)]
pub struct AssignPlan {
    /// Which one.
    pub variable: VariablePlan,
    /// The value.
    pub value: ValuePlan,
}

/// Where a result goes.
#[derive(Debug)]
pub enum PlacePlan {
    /// It replaces `raw`.
    Replace,
    /// It is dropped; `raw` goes on.
    Discard,
    /// Into `raw`.
    Insert {
        /// Where.
        steps: Vec<Key>,
        /// As written.
        text: String,
        /// The JSON string.
        span: Span,
    },
}

/// What `OutputPath` makes of the combined value.
#[derive(Debug)]
pub enum OutputPlan {
    /// All of it.
    Whole,
    /// `{}`.
    Nothing,
    /// The part that these steps lead to, moved out of it.
    Part {
        /// Where.
        steps: Vec<Key>,
        /// As written.
        text: String,
        /// The JSON string.
        span: Span,
    },
    /// What a path that is not definite finds in it, over `output`.
    Query(Read),
    /// What a path finds in the context object or a variable.
    Elsewhere(Read),
    /// Made anew: `Output`.
    Compute(ValuePlan),
}

impl OutputPlan {
    /// Whether it asks the host for something.
    #[must_use]
    pub fn is_async(&self) -> bool {
        matches!(self, OutputPlan::Compute(value) if value.is_async())
    }
}

/// An expression that yields a JSON value of its own.
#[derive(Debug)]
pub enum ValuePlan {
    /// A constant.
    Literal(Node),
    /// All of `raw`, which nothing reads later.
    TakeRaw,
    /// A part of `raw`, which nothing reads later.
    TakePart {
        /// Where.
        steps: Vec<Key>,
        /// As written.
        text: String,
        /// The JSON string.
        span: Span,
    },
    /// A copy of what is found.
    Read(Read),
    /// What an expression yields.
    Expression(Box<ExpressionPlan>),
    /// What a plain path of JSONata yields.
    TakeMember(TakePlan),
    /// An object; keys in document order.
    Object(Vec<(String, ValuePlan)>),
    /// The same in the place of the raw input, which nothing reads any more.
    Reshape(Vec<(String, ValuePlan)>),
    /// An array.
    Array(Vec<ValuePlan>),
    /// An intrinsic call.
    Intrinsic {
        /// The runtime's function, e.g. `format`.
        function: Ident,
        /// How many random numbers it takes before its arguments.
        random: usize,
        /// Its arguments.
        arguments: Vec<ArgumentPlan>,
    },
}

/// An argument of an intrinsic call.
#[derive(Debug)]
pub enum ArgumentPlan {
    /// What stands around the `{}` of a literal template of `States.Format`.
    Pieces(Vec<String>),
    /// A string literal.
    Text(String),
    /// A looked-up value.
    Read(Read),
    /// A computed value.
    Value(ValuePlan),
}

impl ValuePlan {
    /// Whether it asks the host for something.
    #[must_use]
    pub fn is_async(&self) -> bool {
        match self {
            ValuePlan::Intrinsic {
                random, arguments, ..
            } => *random > 0
                || arguments.iter().any(
                    |argument| matches!(argument, ArgumentPlan::Value(value) if value.is_async()),
                ),
            ValuePlan::Expression(expression) => expression.is_async(),
            ValuePlan::Object(members) | ValuePlan::Reshape(members) => {
                members.iter().any(|(_, value)| value.is_async())
            }
            ValuePlan::Array(elements) => elements.iter().any(ValuePlan::is_async),
            ValuePlan::Literal(_)
            | ValuePlan::TakeRaw
            | ValuePlan::TakePart { .. }
            | ValuePlan::TakeMember(_)
            | ValuePlan::Read(_) => false,
        }
    }
}

/// A look-up.
#[derive(Clone, Debug)]
pub struct Read {
    /// What it starts from.
    pub source: Source,
    /// Where it goes from there.
    pub steps: Vec<Key>,
    /// What the rest of the path makes of that: a value of its own. `None` when the path is definite.
    pub tail: Option<TailPlan>,
    /// The path as written.
    pub text: String,
    /// How a miss is said.
    pub miss: Miss,
    /// The JSON string that the path stands in, where that is known.
    pub span: Span,
}

impl Read {
    /// The same, of a path in this JSON string.
    #[must_use]
    pub(in crate::lower) fn at(self, span: Span) -> Self {
        Read { span, ..self }
    }
}

/// What a look-up starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The state's raw input.
    Raw,
    /// What `InputPath` selects.
    Input,
    /// The result.
    Result,
    /// The Error Output that a catcher receives.
    ErrorOutput,
    /// A variable.
    Variable(Box<VariableRef>),
    /// What `OutputPath` selects from.
    Output,
    /// The value that a filter looks at.
    Candidate,
    /// A field of the context object: a variant of the runtime's `ContextField`, e.g. `ExecutionName`.
    Field(&'static str),
    /// `$$.Execution.Input`
    ExecutionInput,
    /// `$$.Task.Token`
    Token,
    /// `$$.Map.Item.Index`
    ItemIndex,
    /// `$$.Map.Item.Value`
    ItemValue,
    /// `$$`, made as a whole, with the token and the item where they exist.
    Context {
        /// In a `.waitForTaskToken` task.
        token: bool,
        /// In an `ItemSelector`.
        item: bool,
    },
    /// `$states` of JSONata, made as a whole.
    States(Box<StatesPlan>),
}

/// What `$states` holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatesPlan {
    /// `input`
    pub input: Source,
    /// `context`
    pub context: Source,
    /// `result` or `errorOutput`
    pub beside: Option<Source>,
}

/// A variable as a state sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariableRef {
    /// How far out its machine is: 0 is the state's own.
    pub level: usize,
    /// Which one of that machine.
    pub variable: VariablePlan,
}

/// Who says that a path finds nothing: each field of ASL has its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Miss {
    /// `InputPath`, `OutputPath` and the like.
    Path,
    /// A template's key, e.g. `total.$`, or `ErrorPath`.
    Template(String),
    /// A Choice rule.
    Choice,
    /// An argument of an intrinsic.
    Argument,
}

/// One step of a definite path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// `.name`
    Member(String),
    /// `[0]`
    Index(i64),
}
