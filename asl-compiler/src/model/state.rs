//! The eight state types. Reference §1.6, §8, §9, §12.

use super::{
    Assign, Catcher, Choice, Machine, Name, PathField, Payload, ResultPath, Retrier, Selection,
    Template, Transition,
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
    /// `Assign`.
    pub assign: Assign,
    /// The variables that it reads, at their places.
    pub reads: Vec<Spanned<String>>,
    /// What its `Type` says it does.
    pub body: Body<T>,
}

impl<T> State<T> {
    /// What it can assign, however it is left.
    pub fn assigns(&self) -> impl Iterator<Item = &Assign> {
        let catchers = self.catchers().iter().map(|catcher| &catcher.assign);
        self.own_assigns().chain(catchers)
    }

    /// What it can assign when it is left as it should be: its own `Assign` and those of its rules.
    pub fn own_assigns(&self) -> impl Iterator<Item = &Assign> {
        let rules = match &self.body {
            Body::Choice(choice) => choice.rules.as_slice(),
            _ => &[],
        };
        std::iter::once(&self.assign).chain(rules.iter().map(|rule| &rule.assign))
    }

    /// Its `Catch`.
    #[must_use]
    pub fn catchers(&self) -> &[Catcher<T>] {
        self.body.work().map_or(&[], |work| &work.catch)
    }
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
    /// What Task, Parallel and Map have in common.
    #[must_use]
    pub fn work(&self) -> Option<&Work<T>> {
        match self {
            Body::Task(task) => Some(&task.work),
            Body::Parallel(parallel) => Some(&parallel.work),
            Body::Map(map) => Some(&map.work),
            _ => None,
        }
    }

    /// The branches of a Parallel, the processor of a Map.
    #[must_use]
    pub fn machines(&self) -> &[Machine<T>] {
        match self {
            Body::Parallel(parallel) => &parallel.branches,
            Body::Map(map) => std::slice::from_ref(&map.processor),
            _ => &[],
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
