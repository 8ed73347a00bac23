//! What is left when every decision has been made: names, types, moves, constants. The emitter writes it down.

mod choice;
mod data;
mod distributed;
mod expression;
mod query;
mod typed;

pub use choice::{ComparePlan, ConditionPlan, OperandPlan};
pub use data::{
    ArgumentPlan, AssignPlan, FinishPlan, InputPlan, Key, Miss, OutputPlan, PlacePlan, Read,
    Source, StatesPlan, ValuePlan, VariableRef,
};
pub use distributed::{BatcherPlan, MapRunPlan, ReaderPlan, WriterPlan};
pub use expression::{ExpressionPlan, Fit, SettingPlan, TakePlan};
pub use query::{ComputePlan, FilterOperand, FilterPlan, QueryStep, TailPlan};
pub use typed::{Asked, Bindings, Index, KnownType, MachineTypes, Type, Types, members};

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};

use crate::model::{ExecutionType, Retrier};
use crate::signature::Signature;
use crate::source::{SourceFile, Span, Spanned};

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
    /// Whether child executions share the handlers with it: in definitions with a distributed Map.
    pub shares_tasks: bool,
    /// Whether the total of all variables must be watched: without it no execution can come to its limit.
    pub many_variables: bool,
    /// The types that flow in it.
    pub types: Types,
    /// How far its machine may be seen.
    pub visibility: TokenStream,
    /// The definition, for messages of rustc about its types.
    pub source: SourceFile,
}

/// One method of `Tasks`.
#[derive(Debug)]
pub struct TaskPlan {
    /// E.g. `charge_card`.
    pub method: Ident,
    /// Whether it receives a token (`.waitForTaskToken`).
    pub callback: bool,
    /// Its types; without them it takes and yields JSON.
    pub signature: Option<Signature>,
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
    /// The variables that its states assign, in document order.
    pub variables: Vec<VariablePlan>,
    /// The variables around it that are read in it.
    pub outer: Access,
    /// The branches and item processors of its states.
    pub children: Vec<ChildPlan>,
    /// What its executions are, if it is the item processor of a distributed Map.
    pub execution_type: Option<ExecutionType>,
    /// The types of what flows in it.
    pub types: MachineTypes,
}

/// A variable: a field of `Variables`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariablePlan {
    /// As in the definition, e.g. `orderTotal`.
    pub name: String,
    /// E.g. `order_total`.
    pub field: Ident,
}

/// The variables that are read in a place, by how far out their machine is: 0 is the machine at hand.
pub type Access = BTreeSet<usize>;

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
    /// The variables that it reads, itself or in machines inside of it.
    pub reads: Access,
    /// Whether it assigns variables.
    pub assigns: bool,
    /// What the transition function does.
    pub body: BodyPlan,
    /// Its name in the definition.
    pub span: Span,
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
        /// Conditions and where they lead.
        rules: Vec<(ConditionPlan, WayPlan)>,
        /// Where none leads.
        default: Option<WayPlan>,
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

/// One way out of a Choice.
#[derive(Debug)]
pub struct WayPlan {
    /// `Assign`.
    pub assign: Vec<AssignPlan>,
    /// `Output`; the output of all ways when absent.
    pub output: Option<ValuePlan>,
    /// The variant that it leads to.
    pub next: Ident,
}

impl BodyPlan {
    /// Whether the transition function waits for anything.
    #[must_use]
    pub fn is_async(&self) -> bool {
        let asks_host = |value: &Option<ValuePlan>| value.as_ref().is_some_and(ValuePlan::is_async);
        let assigns = |assign: &[AssignPlan]| assign.iter().any(|one| one.value.is_async());
        match self {
            BodyPlan::Pass { result, finish, .. } => {
                asks_host(result) || assigns(&finish.assign) || finish.output.is_async()
            }
            BodyPlan::Fail { error, cause } => asks_host(error) || asks_host(cause),
            BodyPlan::Choice { rules, default, .. } => {
                let mut conditions = rules.iter().map(|(condition, _)| condition);
                let mut ways = rules.iter().map(|(_, way)| way).chain(default);
                conditions.any(ConditionPlan::is_async)
                    || ways.any(|way| assigns(&way.assign) || asks_host(&way.output))
            }
            BodyPlan::Wait { .. } | BodyPlan::Work(_) => true,
        }
    }

    /// From the result to the end of the state, where the state has one.
    #[must_use]
    pub fn finish(&self) -> Option<&FinishPlan> {
        match self {
            BodyPlan::Pass { finish, .. } | BodyPlan::Wait { finish, .. } => Some(finish),
            BodyPlan::Work(work) => Some(&work.finish),
            BodyPlan::Fail { .. } | BodyPlan::Choice { .. } => None,
        }
    }

    /// Whether its success ends the machine.
    #[must_use]
    pub fn is_end(&self) -> bool {
        match self {
            BodyPlan::Pass { finish, .. } | BodyPlan::Wait { finish, .. } => finish.next.is_none(),
            BodyPlan::Work(plan) => plan.finish.next.is_none(),
            BodyPlan::Fail { .. } | BodyPlan::Choice { .. } => false,
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
}

/// One catcher.
#[derive(Debug)]
pub struct CatchPlan {
    /// `ErrorEquals`.
    pub error_equals: Vec<Spanned<String>>,
    /// `Assign`.
    pub assign: Vec<AssignPlan>,
    /// Where the Error Output goes in `raw`.
    pub place: PlacePlan,
    /// `Output`, which stands for both.
    pub output: Option<ValuePlan>,
    /// The variant that it leads to.
    pub next: Ident,
}

/// What a Task, Parallel or Map state calls.
#[expect(clippy::large_enum_variant, reason = "most calls are tasks")]
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
        timeout: Option<SettingPlan<u32>>,
        /// `HeartbeatSeconds`.
        heartbeat: Option<SettingPlan<u32>>,
        /// `Credentials`.
        credentials: Option<ValuePlan>,
        /// Whether a token ends it.
        callback: bool,
        /// Its types; without them it takes and yields JSON.
        signature: Option<Signature>,
    },
    /// Branches.
    Parallel {
        /// The type of a branch that has not started, e.g. `LookUpBranch`.
        child: Ident,
        /// The effective input.
        argument: ValuePlan,
        /// The branches.
        branches: Vec<InnerPlan>,
        /// The variables that they read, seen from this state.
        reads: Access,
    },
    /// Iterations.
    Map {
        /// The type of an iteration that has not started, e.g. `ProcessAllItem`.
        child: Ident,
        /// What it goes over.
        items: ItemsPlan,
        /// The input of an iteration, over `input` and `item`; the item itself when absent.
        selector: Option<ValuePlan>,
        /// How many at once; 0 is no limit.
        max_concurrency: SettingPlan<usize>,
        /// What it tolerates, if that is not known to be right: the runtime's check, e.g. `tolerated_failure_count`, and the
        /// value.
        tolerances: Vec<(&'static str, SettingPlan<()>)>,
        /// The item processor.
        processor: InnerPlan,
        /// The variables that it and the selector read, seen from this state.
        reads: Access,
    },
    /// Child executions.
    MapRun(Box<MapRunPlan>),
}

/// What a Map goes over.
#[derive(Debug)]
pub enum ItemsPlan {
    /// What `ItemsPath` finds; the path is for messages.
    Path(ValuePlan, String),
    /// The state's input, in JSONata.
    Input(ValuePlan),
    /// What an expression yields.
    Expression(Box<ExpressionPlan>),
    /// What a plain path of JSONata yields.
    Take(TakePlan),
    /// An array.
    Array(ValuePlan),
}

/// A machine inside of a state.
#[derive(Debug)]
pub struct InnerPlan {
    /// E.g. `look_up_0`.
    pub module: Ident,
    /// The variables around it that it is given, as in [`MachinePlan::outer`].
    pub outer: Access,
}

/// When a Wait ends.
#[derive(Debug)]
pub enum UntilPlan {
    /// After so many seconds.
    Seconds(SettingPlan<u32>),
    /// At a time: seconds since the epoch, and nanoseconds.
    Timestamp(SettingPlan<(i64, i32)>),
}
