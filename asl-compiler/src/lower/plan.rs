//! What is left when every decision has been made: names, types, moves, constants. The emitter writes it down.

mod query;

pub use query::{ComputePlan, FilterOperand, FilterPlan, QueryStep, TailPlan};

use proc_macro2::Ident;

use crate::model::{Ordering, Retrier, TypeTest};
use crate::parse::Node;

/// A whole definition.
#[derive(Debug)]
pub struct Plan {
    /// The definition itself.
    pub machine: MachinePlan,
    /// The methods of `Tasks`, in document order over all nesting levels.
    pub tasks: Vec<TaskPlan>,
    /// What the definition reads of the context object.
    pub reads: Reads,
    /// `TimeoutSeconds` of the execution.
    pub timeout_seconds: Option<u32>,
}

/// One method of `Tasks`.
#[derive(Debug)]
pub struct TaskPlan {
    /// E.g. `charge_card`.
    pub method: Ident,
    /// Whether it receives a token (`.waitForTaskToken`).
    pub callback: bool,
    /// Markdown.
    pub docs: String,
}

/// The parts of the context object that cost something to keep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// `$$.Execution.Input`
    pub input: bool,
    /// `$$.Execution.StartTime`
    pub start_time: bool,
    /// `$$.State.EnteredTime`
    pub entered_time: bool,
}

/// The definition, a branch or an item processor.
#[derive(Debug)]
pub struct MachinePlan {
    /// E.g. `order_processing`, `LookUp/0`, `ProcessAll`.
    pub name: String,
    /// Markdown for the module.
    pub docs: String,
    /// The variant of the first state, e.g. `ValidateOrder`.
    pub start: Ident,
    /// In document order.
    pub states: Vec<StatePlan>,
    /// The branches and item processors of its states.
    pub children: Vec<ChildPlan>,
}

/// A machine inside a machine.
#[derive(Debug)]
pub struct ChildPlan {
    /// E.g. `process_all`, `look_up_0`.
    pub module: Ident,
    /// What it holds.
    pub machine: MachinePlan,
}

/// One state: a variant of `State` and a transition function.
#[derive(Debug)]
pub struct StatePlan {
    /// As in the definition, e.g. `Ship Order`.
    pub name: String,
    /// The variant of the runtime's `StateKind`, e.g. `Task`.
    pub kind: &'static str,
    /// E.g. `ShipOrder`.
    pub variant: Ident,
    /// E.g. `ship_order`.
    pub function: Ident,
    /// Markdown.
    pub docs: String,
    /// What the transition function does.
    pub body: BodyPlan,
}

/// The body of a transition function. It starts with the state's raw input in `raw`.
#[derive(Debug)]
pub enum BodyPlan {
    /// Pass and Succeed.
    Pass {
        /// Binds `input`.
        input: InputPlan,
        /// Yields the result; `None` when it is dropped and nothing can fail in making it.
        result: Option<ValuePlan>,
        /// Makes the output of it.
        finish: FinishPlan,
    },
    /// Fail.
    Fail {
        /// The error name.
        error: Option<ValuePlan>,
        /// The cause.
        cause: Option<ValuePlan>,
    },
    /// Choice.
    Choice {
        /// Binds `input`.
        input: InputPlan,
        /// Conditions and the variants that they lead to.
        rules: Vec<(ConditionPlan, Ident)>,
        /// The variant when none holds.
        default: Option<Ident>,
        /// What `InputPath` selects, as a value of its own.
        result: ValuePlan,
        /// `OutputPath`.
        output: OutputPlan,
    },
    /// Wait.
    Wait {
        /// Binds `input`.
        input: InputPlan,
        /// Until when.
        until: UntilPlan,
        /// What `InputPath` selects, as a value of its own.
        result: ValuePlan,
        /// Makes the output of it.
        finish: FinishPlan,
    },
    /// Task, Parallel, Map.
    Work(Box<WorkPlan>),
}

impl BodyPlan {
    /// Whether the transition function waits for anything.
    #[must_use]
    pub fn is_async(&self) -> bool {
        let asks_host = |value: &Option<ValuePlan>| value.as_ref().is_some_and(ValuePlan::is_async);
        match self {
            BodyPlan::Pass { result, .. } => asks_host(result),
            BodyPlan::Fail { error, cause } => asks_host(error) || asks_host(cause),
            BodyPlan::Choice { .. } => false,
            BodyPlan::Wait { .. } | BodyPlan::Work(_) => true,
        }
    }
}

/// A state that calls something which may fail.
#[derive(Debug)]
pub struct WorkPlan {
    /// Binds `input`.
    pub input: InputPlan,
    /// Yields `result`.
    pub call: CallPlan,
    /// Replaces `result`.
    pub selector: Option<ValuePlan>,
    /// Makes the output of `result`.
    pub finish: FinishPlan,
    /// `Retry`.
    pub retry: Vec<Retrier>,
    /// `Catch`.
    pub catch: Vec<CatchPlan>,
    /// Whether `raw` must outlive a failed attempt.
    pub keeps_raw: bool,
}

/// One catcher.
#[derive(Debug)]
pub struct CatchPlan {
    /// `ErrorEquals`.
    pub error_equals: Vec<String>,
    /// Where the Error Output goes in `raw`.
    pub place: PlacePlan,
    /// The variant that it leads to.
    pub next: Ident,
}

/// What a Task, Parallel or Map state calls.
#[derive(Debug)]
pub enum CallPlan {
    /// A handler.
    Task {
        /// E.g. `charge_card`.
        method: Ident,
        /// `Resource`.
        resource: String,
        /// The effective input.
        argument: ValuePlan,
        /// `TimeoutSeconds`.
        timeout: Option<SecondsPlan>,
        /// `HeartbeatSeconds`.
        heartbeat: Option<SecondsPlan>,
        /// `Credentials`.
        credentials: Option<ValuePlan>,
        /// Whether a token ends it.
        callback: bool,
    },
    /// Branches.
    Parallel {
        /// The type of a branch that has not started, e.g. `LookUpBranch`.
        child: Ident,
        /// The effective input.
        argument: ValuePlan,
        /// The modules of the branches.
        modules: Vec<Ident>,
    },
    /// Iterations.
    Map {
        /// The type of an iteration that has not started, e.g. `ProcessAllItem`.
        child: Ident,
        /// What it goes over.
        items: ValuePlan,
        /// `ItemsPath`, for messages.
        items_path: String,
        /// The input of an iteration, over `input` and `item`; the item itself when absent.
        selector: Option<ValuePlan>,
        /// How many at once; 0 is no limit.
        max_concurrency: ConcurrencyPlan,
        /// The module of the item processor.
        module: Ident,
    },
}

/// `MaxConcurrency`.
#[derive(Debug)]
pub enum ConcurrencyPlan {
    /// Known.
    Literal(usize),
    /// Looked up.
    Path(Read),
}

/// `TimeoutSeconds` or `HeartbeatSeconds`.
#[derive(Debug)]
pub enum SecondsPlan {
    /// Known.
    Literal(u32),
    /// Looked up; the name of the field is for messages.
    Path(Read, &'static str),
}

/// When a Wait ends.
#[derive(Debug)]
pub enum UntilPlan {
    /// After so many seconds.
    Seconds(u32),
    /// After the seconds found there.
    SecondsPath(Read),
    /// At a time: seconds since the epoch, and nanoseconds.
    Timestamp(i64, i32),
    /// At the time found there.
    TimestampPath(Read),
}

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
    /// `ResultPath`.
    pub place: PlacePlan,
    /// `OutputPath`.
    pub output: OutputPlan,
    /// The next state's variant; `None` ends the machine.
    pub next: Option<Ident>,
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
    },
    /// What a path that is not definite finds in it, over `output`.
    Query(Read),
    /// Something of the context object.
    Context(Read),
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
    },
    /// A copy of what is found.
    Read(Read),
    /// An object; keys in document order.
    Object(Vec<(String, ValuePlan)>),
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
            ValuePlan::Object(members) => members.iter().any(|(_, value)| value.is_async()),
            ValuePlan::Array(elements) => elements.iter().any(ValuePlan::is_async),
            ValuePlan::Literal(_)
            | ValuePlan::TakeRaw
            | ValuePlan::TakePart { .. }
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
}

/// What a look-up starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The state's raw input.
    Raw,
    /// What `InputPath` selects.
    Input,
    /// The result.
    Result,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// `.name`
    Member(String),
    /// `[0]`
    Index(i64),
}

/// A Choice rule's condition.
#[derive(Debug)]
pub enum ConditionPlan {
    /// `And`
    All(Vec<ConditionPlan>),
    /// `Or`
    Any(Vec<ConditionPlan>),
    /// `Not`
    Not(Box<ConditionPlan>),
    /// A type test that a missing value fails, or `IsPresent`.
    Is {
        /// What is tested.
        variable: Read,
        /// The test.
        test: TypeTest,
        /// The answer wanted.
        wanted: bool,
    },
    /// A comparison.
    Compare {
        /// The left side.
        variable: Read,
        /// The right side.
        with: ComparePlan,
    },
}

/// A comparison's operator and right side.
#[derive(Debug)]
pub enum ComparePlan {
    /// Strings.
    String(Ordering, OperandPlan<String>),
    /// Numbers; a literal as it is written.
    Numeric(Ordering, OperandPlan<String>),
    /// Times.
    Timestamp(Ordering, OperandPlan<String>),
    /// Booleans.
    Boolean(OperandPlan<bool>),
    /// `StringMatches`.
    Matches(String),
}

/// A comparison's right side.
#[derive(Debug)]
pub enum OperandPlan<L> {
    /// Given.
    Literal(L),
    /// Looked up.
    Read(Read),
}
