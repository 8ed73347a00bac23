//! The error types of tasks.

use std::convert::Infallible;
use std::fmt::{Debug, Display};

use crate::error::{ExecutionError, TaskError};

/// An error of a task that says by which names `Retry` and `Catch` may choose it. [Derived](derive@crate::TaskFailure) for error types of
/// your own, with or without `thiserror`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no error of a task",
    label = "not a `TaskFailure`",
    note = "an error of your own becomes one with `#[derive(asl_runtime::TaskFailure)]`; `TaskError` takes every other"
)]
pub trait TaskFailure: Debug {
    /// The names that it can have.
    const NAMES: Names;

    /// Its name, and a cause for people.
    fn into_task_error(self) -> TaskError;
}

/// The names that an error type can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Any: they are not known while compiling.
    Any,
    /// This one.
    One(&'static str),
    /// All of these together.
    All(&'static [Names]),
}

impl TaskFailure for TaskError {
    const NAMES: Names = Names::Any;

    #[inline]
    fn into_task_error(self) -> TaskError {
        self
    }
}

impl TaskFailure for ExecutionError {
    const NAMES: Names = Names::Any;

    fn into_task_error(self) -> TaskError {
        self.into()
    }
}

impl TaskFailure for Infallible {
    const NAMES: Names = Names::All(&[]);

    #[inline]
    fn into_task_error(self) -> TaskError {
        match self {}
    }
}

/// An error whose text is its cause. Method resolution finds the text of [`ByDisplay`] first.
#[doc(hidden)]
pub struct Cause<'a, E>(pub &'a E);

/// The cause of an error with a text for people.
#[doc(hidden)]
pub trait ByDisplay {
    /// That text.
    fn text(&self) -> String;
}

impl<E: Display> ByDisplay for Cause<'_, E> {
    fn text(&self) -> String {
        self.0.to_string()
    }
}

/// The cause of any other error, which is `Debug`.
#[doc(hidden)]
pub trait ByDebug {
    /// Its text for programmers.
    fn text(&self) -> String;
}

impl<E: TaskFailure> ByDebug for &Cause<'_, E> {
    fn text(&self) -> String {
        format!("{:?}", self.0)
    }
}
