//! The eight state types. Reference §1.6, §8, §9, §12.

use super::{
    Catcher, Choice, Machine, Name, PathField, Payload, ResultPath, Retrier, Selection, Template,
    Transition,
};
use crate::expr::intrinsic;
use crate::parse::Node;
use crate::source::{Span, Spanned};

/// One member of `States`.
#[derive(Clone, Debug, PartialEq)]
pub struct State<T = Name> {
    /// The key; its span includes the quotes.
    pub name: Spanned<String>,
    /// `Comment`.
    pub comment: Option<String>,
    /// `InputPath`.
    pub input: Selection,
    /// `OutputPath`.
    pub output: Selection,
    /// What its `Type` says it does.
    pub body: Body<T>,
}

/// What a state does, by its `Type`.
#[derive(Clone, Debug, PartialEq)]
pub enum Body<T = Name> {
    /// Calls a handler.
    Task(Box<Task<T>>),
    /// Takes the first transition whose rule holds.
    Choice(Choice<T>),
    /// Waits.
    Wait(Wait<T>),
    /// Shapes data.
    Pass(Pass<T>),
    /// Ends its machine well.
    Succeed,
    /// Ends its machine with an error.
    Fail(Fail),
    /// Runs branches side by side.
    Parallel(Box<Parallel<T>>),
    /// Runs a machine for each item.
    Map(Box<Map<T>>),
}

impl<T> Body<T> {
    /// The `Type`, e.g. `Task`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Body::Task(_) => "Task",
            Body::Choice(_) => "Choice",
            Body::Wait(_) => "Wait",
            Body::Pass(_) => "Pass",
            Body::Succeed => "Succeed",
            Body::Fail(_) => "Fail",
            Body::Parallel(_) => "Parallel",
            Body::Map(_) => "Map",
        }
    }
}

/// What Task, Parallel and Map have in common: work that yields a result or fails.
#[derive(Clone, Debug, PartialEq)]
pub struct Work<T = Name> {
    /// `ResultSelector`.
    pub result_selector: Option<Payload>,
    /// `ResultPath`.
    pub result_path: ResultPath,
    /// `Retry`.
    pub retry: Vec<Retrier>,
    /// `Catch`.
    pub catch: Vec<Catcher<T>>,
    /// `Next` or `End`.
    pub transition: Transition<T>,
}

/// Reference §9.
#[derive(Clone, Debug, PartialEq)]
pub struct Task<T = Name> {
    /// `Resource`.
    pub resource: Spanned<String>,
    /// `Parameters`.
    pub parameters: Option<Payload>,
    /// `TimeoutSeconds`, `TimeoutSecondsPath`.
    pub timeout: Option<Seconds>,
    /// `HeartbeatSeconds`, `HeartbeatSecondsPath`.
    pub heartbeat: Option<Seconds>,
    /// `Credentials`.
    pub credentials: Option<Payload>,
    /// Result, errors and transition.
    pub work: Work<T>,
}

impl<T> Task<T> {
    /// Whether the task ends by an outside callback with its token (`.waitForTaskToken`). Reference §9.5.
    #[must_use]
    pub fn waits_for_token(&self) -> bool {
        self.resource.value.ends_with(".waitForTaskToken")
    }
}

/// A positive number of seconds, given or looked up in the state's input.
#[derive(Clone, Debug, PartialEq)]
pub enum Seconds {
    /// Given.
    Literal(Spanned<u32>),
    /// Looked up.
    Path(PathField),
}

/// Reference §8.1.
#[derive(Clone, Debug, PartialEq)]
pub struct Wait<T = Name> {
    /// How long.
    pub until: Until,
    /// `Next` or `End`.
    pub transition: Transition<T>,
}

/// When a Wait ends.
#[derive(Clone, Debug, PartialEq)]
pub enum Until {
    /// `Seconds`.
    Seconds(u32),
    /// `SecondsPath`.
    SecondsPath(PathField),
    /// `Timestamp`, a valid RFC 3339 time.
    Timestamp(String),
    /// `TimestampPath`.
    TimestampPath(PathField),
}

/// Reference §8.3.
#[derive(Clone, Debug, PartialEq)]
pub struct Pass<T = Name> {
    /// `Result`, taken literally.
    pub result: Option<Node>,
    /// `Parameters`.
    pub parameters: Option<Payload>,
    /// `ResultPath`.
    pub result_path: ResultPath,
    /// `Next` or `End`.
    pub transition: Transition<T>,
}

/// Reference §8.5.
#[derive(Clone, Debug, PartialEq)]
pub struct Fail {
    /// `Error`, `ErrorPath`.
    pub error: Option<FailText>,
    /// `Cause`, `CausePath`.
    pub cause: Option<FailText>,
}

/// The error name or the cause of a Fail.
#[derive(Clone, Debug, PartialEq)]
pub enum FailText {
    /// Given.
    Literal(String),
    /// Looked up in the state's input.
    Path(PathField),
    /// Computed by an intrinsic that yields a string.
    Intrinsic(Spanned<intrinsic::Call>),
}

/// Reference §12.1.
#[derive(Clone, Debug, PartialEq)]
pub struct Parallel<T = Name> {
    /// `Branches`.
    pub branches: Vec<Machine<T>>,
    /// `Parameters`.
    pub parameters: Option<Payload>,
    /// Result, errors and transition.
    pub work: Work<T>,
}

/// Reference §12.2, inline mode.
#[derive(Clone, Debug, PartialEq)]
pub struct Map<T = Name> {
    /// `ItemsPath`; absent means `$`.
    pub items: Option<PathField>,
    /// `ItemSelector` or the older `Parameters`.
    pub item_selector: Option<Template>,
    /// `MaxConcurrency`, `MaxConcurrencyPath`.
    pub max_concurrency: MaxConcurrency,
    /// `ItemProcessor` or the older `Iterator`.
    pub processor: Machine<T>,
    /// The key `ItemProcessor` or `Iterator`.
    pub processor_key: Span,
    /// Result, errors and transition.
    pub work: Work<T>,
}

/// How many iterations may run at once.
#[derive(Clone, Debug, PartialEq)]
pub enum MaxConcurrency {
    /// Given; 0 is no limit.
    Literal(u64),
    /// Looked up in the state's input.
    Path(PathField),
}
