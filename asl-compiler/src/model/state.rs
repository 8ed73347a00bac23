//! The eight state types. Reference §1.6, §8, §9, §12.

use super::{
    Assign, Catcher, Choice, Distributed, Expression, Machine, Name, Output, PathField,
    QueryLanguage, ResultPath, Retrier, Selection, Setting, StateId, Template, Transition,
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
    /// Its `QueryLanguage`, or else the definition's.
    pub language: QueryLanguage,
    /// `InputPath`; everything in JSONata.
    pub input: Selection,
    /// `OutputPath`, `Output`.
    pub output: Output,
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

    /// `Next` or `End`, where a state has it.
    #[must_use]
    pub fn transition(&self) -> Option<&Transition<T>> {
        match self {
            Body::Pass(pass) => Some(&pass.transition),
            Body::Wait(wait) => Some(&wait.transition),
            _ => self.work().map(|work| &work.transition),
        }
    }

    /// Whether it is a Map whose iterations are executions of their own.
    #[must_use]
    pub fn is_distributed(&self) -> bool {
        matches!(self, Body::Map(map) if map.distributed.is_some())
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

impl Body<StateId> {
    /// The state that `Next` names.
    #[must_use]
    pub fn next(&self) -> Option<StateId> {
        match self.transition() {
            Some(Transition::Next(id)) => Some(*id),
            _ => None,
        }
    }
}

/// What Task, Parallel and Map have in common: work that yields a result or fails.
#[derive(Clone, Debug, PartialEq)]
pub struct Work<T = Name> {
    /// `ResultSelector`.
    pub result_selector: Option<Template>,
    /// `ResultPath`; in JSONata the result replaces the input.
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
    /// `Parameters`, `Arguments`.
    pub parameters: Option<Template>,
    /// `TimeoutSeconds`, `TimeoutSecondsPath`.
    pub timeout: Option<Setting<u32>>,
    /// `HeartbeatSeconds`, `HeartbeatSecondsPath`.
    pub heartbeat: Option<Setting<u32>>,
    /// `Credentials`.
    pub credentials: Option<Template>,
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
    /// `Seconds`, `SecondsPath`.
    Seconds(Setting<u32>),
    /// `Timestamp`, `TimestampPath`; one that is given is a valid RFC 3339 time.
    Timestamp(Setting<String>),
}

/// Reference §8.3.
#[derive(Clone, Debug, PartialEq)]
pub struct Pass<T = Name> {
    /// `Result`, taken literally.
    pub result: Option<Node>,
    /// `Parameters`.
    pub parameters: Option<Template>,
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
    /// Computed.
    Expression(Box<Expression>),
}

/// Reference §12.1.
#[derive(Clone, Debug, PartialEq)]
pub struct Parallel<T = Name> {
    /// `Branches`.
    pub branches: Vec<Machine<T>>,
    /// `Parameters`, `Arguments`.
    pub parameters: Option<Template>,
    /// Result, errors and transition.
    pub work: Work<T>,
}

/// Reference §12.2.
#[derive(Clone, Debug, PartialEq)]
pub struct Map<T = Name> {
    /// What it goes over.
    pub items: Items,
    /// `ItemSelector` or the older `Parameters`.
    pub item_selector: Option<Template>,
    /// `MaxConcurrency`, `MaxConcurrencyPath`; 0 is no limit.
    pub max_concurrency: Option<Setting<u64>>,
    /// `ToleratedFailureCount`, `ToleratedFailureCountPath`, which have a meaning for a distributed Map only.
    pub tolerated_failure_count: Option<Setting<u64>>,
    /// `ToleratedFailurePercentage`, `ToleratedFailurePercentagePath`: the same.
    pub tolerated_failure_percentage: Option<Setting<f64>>,
    /// `ItemProcessor` or the older `Iterator`.
    pub processor: Machine<T>,
    /// What it has as a distributed Map; `None` for an inline one.
    pub distributed: Option<Box<Distributed>>,
    /// The key `ItemProcessor` or `Iterator`.
    pub processor_key: Span,
    /// Result, errors and transition.
    pub work: Work<T>,
}

/// What a Map goes over. Reference §12.3.
#[derive(Clone, Debug, PartialEq)]
pub enum Items {
    /// The state's effective input.
    Input,
    /// `ItemsPath`.
    Path(PathField),
    /// `Items`.
    Template(Template),
}
