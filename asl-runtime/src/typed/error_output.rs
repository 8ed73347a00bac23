//! The Error Output of a catcher, as a type.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{At, Data, Field, Level, Object, Scalar, Shape, Shaped};
use crate::data::path::Step as Key;
use crate::error::{ExecutionError, TaskError};

/// What a catcher receives: the name and the cause of an error. Reference §10.4.
///
/// A type whose values pass through a state with a `Catch` and a `ResultPath` such as `$.error` has a field for it:
/// `error: Option<ErrorOutput>`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ErrorOutput {
    /// `Error`
    pub error: Option<Cow<'static, str>>,
    /// `Cause`
    pub cause: Option<String>,
}

impl From<ExecutionError> for ErrorOutput {
    fn from(error: ExecutionError) -> Self {
        let (error, cause) = error.into_output();
        ErrorOutput { error, cause }
    }
}

impl From<TaskError> for ErrorOutput {
    fn from(TaskError { error, cause }: TaskError) -> Self {
        ErrorOutput { error, cause }
    }
}

impl ErrorOutput {
    /// The same as JSON.
    #[must_use]
    pub fn to_output(&self) -> Value {
        json!({ "Error": self.error, "Cause": self.cause })
    }
}

impl Data for ErrorOutput {
    #[inline]
    fn scalar(&self) -> Scalar<'_> {
        Scalar::Other
    }
}

impl<D> Shaped<Level<D>> for ErrorOutput {
    const SHAPE: &'static Shape = &Shape::Object(&Object::new(
        Some("ErrorOutput"),
        &[
            Field::new("Error", &Shape::Optional(&Shape::String)),
            Field::new("Cause", &Shape::Optional(&Shape::String)),
        ],
    ));
}

impl At<0> for ErrorOutput {
    type Field = Option<Cow<'static, str>>;

    #[inline]
    fn get(&self, _: Key) -> Option<Cow<'_, Self::Field>> {
        Some(Cow::Borrowed(&self.error))
    }

    #[inline]
    fn get_mut(&mut self, _: Key) -> Option<&mut Self::Field> {
        Some(&mut self.error)
    }

    #[inline]
    fn take(self, _: Key) -> Option<Self::Field> {
        Some(self.error)
    }
}

impl At<1> for ErrorOutput {
    type Field = Option<String>;

    #[inline]
    fn get(&self, _: Key) -> Option<Cow<'_, Self::Field>> {
        Some(Cow::Borrowed(&self.cause))
    }

    #[inline]
    fn get_mut(&mut self, _: Key) -> Option<&mut Self::Field> {
        Some(&mut self.cause)
    }

    #[inline]
    fn take(self, _: Key) -> Option<Self::Field> {
        Some(self.cause)
    }
}
