//! What generated code does with values of the user's types, besides field access: what it says when a path finds nothing,
//! and how it puts one value into another.

use std::borrow::Cow;
use std::vec::IntoIter;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{At, Data, Elements, convert, from_json, get, get_mut, insert, into_json, take};
use crate::data::missing;
use crate::data::path::Step as Key;
use crate::error::ExecutionError;
use crate::machine::StateId;
use crate::payload;
use crate::{jsonata, map};

pub use std::mem::replace;

/// The name of a state that has been left.
pub const NOWHERE: &StateId = StateId::NONE;

/// A state that has been left cannot be run. The driver never asks for it.
///
/// # Errors
/// `States.Runtime`, always.
#[cold]
pub fn left<T>() -> Result<T, ExecutionError> {
    Err(ExecutionError::runtime("the state has been left already"))
}

/// Whether a value is so many bytes of JSON text at most.
#[must_use]
pub fn fits(value: &impl Data, bytes: usize) -> bool {
    payload::holds(value, bytes)
}

/// A value as JSON, which lives on.
///
/// # Errors
/// `States.Runtime` with what serde says.
#[inline]
pub fn to_json<T: Data + 'static>(value: &T) -> Result<Value, ExecutionError> {
    into_json(value.clone())
}

/// [`get`] from what a step before has led to.
#[inline]
pub fn get_then<const INDEX: usize, T: At<INDEX>>(
    found: Option<Cow<'_, T>>,
    key: Key,
) -> Option<Cow<'_, T::Field>> {
    match found? {
        Cow::Borrowed(value) => get::<INDEX, T>(value, key),
        Cow::Owned(value) => take::<INDEX, T>(value, key).map(Cow::Owned),
    }
}

/// [`get_mut`] from what a step before has led to.
#[inline]
pub fn get_mut_then<const INDEX: usize, T: At<INDEX>>(
    found: Option<&mut T>,
    key: Key,
) -> Option<&mut T::Field> {
    get_mut::<INDEX, T>(found?, key)
}

/// [`take`] from what a step before has led to.
#[inline]
pub fn take_then<const INDEX: usize, T: At<INDEX>>(found: Option<T>, key: Key) -> Option<T::Field> {
    take::<INDEX, T>(found?, key)
}

/// What `InputPath`, `OutputPath` and the like have found.
///
/// # Errors
/// `States.Runtime` when the path finds nothing.
#[inline]
pub fn select<T>(
    found: Option<T>,
    data: &impl Data,
    steps: &[Key],
    text: &str,
) -> Result<T, ExecutionError> {
    found.ok_or_else(|| missing::selection(&data.as_json(), steps, text))
}

/// What a key of a payload template has found.
///
/// # Errors
/// `States.Runtime` when the path finds nothing.
#[inline]
pub fn template_value<T>(
    found: Option<T>,
    data: &impl Data,
    text: &str,
    field: &str,
) -> Result<T, ExecutionError> {
    found.ok_or_else(|| missing::template_value(&data.as_json(), text, field))
}

/// What `Variable` or a `…Path` operator of a Choice has found.
///
/// # Errors
/// `States.Runtime` when the path finds nothing.
#[inline]
pub fn choice_operand<T>(found: Option<T>, text: &str) -> Result<T, ExecutionError> {
    found.ok_or_else(|| missing::choice_operand(text))
}

/// What an argument of an intrinsic function has found.
///
/// # Errors
/// `States.Runtime` when the path finds nothing.
#[inline]
pub fn argument<T>(
    found: Option<T>,
    data: &impl Data,
    steps: &[Key],
    text: &str,
) -> Result<T, ExecutionError> {
    found.ok_or_else(|| missing::argument(&data.as_json(), steps, text))
}

/// What a plain path of JSONata has found. Where types do not lead along it, JSON may: there an array stands for its elements.
///
/// # Errors
/// `States.QueryEvaluationError` when it finds nothing.
#[inline]
pub fn member<'v, F: Data + DeserializeOwned + 'static>(
    found: Option<Cow<'v, F>>,
    data: &impl Data,
    names: &[&str],
    expression: &str,
    field: &str,
) -> Result<Cow<'v, F>, ExecutionError> {
    match found {
        Some(found) => Ok(found),
        None => member_of_json(data, names, expression, field).map(Cow::Owned),
    }
}

/// What a plain path of JSONata finds in JSON.
///
/// # Errors
/// `States.QueryEvaluationError` when it finds nothing, `States.Runtime` when that is something else than it should be.
#[cold]
pub fn member_of_json<F: DeserializeOwned + 'static>(
    data: &impl Data,
    names: &[&str],
    expression: &str,
    field: &str,
) -> Result<F, ExecutionError> {
    let data = data.as_json().into_owned();
    from_json(jsonata::take(data, names, expression, field)?)
}

/// What is moved out of a value in which it has been found.
///
/// # Errors
/// `States.Runtime` when a type gives a part for reading only.
#[inline]
pub fn moved<T>(taken: Option<T>) -> Result<T, ExecutionError> {
    taken.ok_or_else(|| ExecutionError::runtime("a part of the data cannot be moved"))
}

/// The elements that a Map goes over.
///
/// # Errors
/// `States.Runtime` for anything but an array; `path` is the `ItemsPath`.
#[inline]
pub fn items<const INDEX: usize, T: Elements<INDEX> + Data>(
    from: T,
    path: &str,
) -> Result<IntoIter<T::Element>, ExecutionError> {
    elements(from, |other| map::no_array(other, path))
}

/// The same in JSONata, of the state's input.
///
/// # Errors
/// `States.QueryEvaluationError` for anything but an array.
#[inline]
pub fn input_items<const INDEX: usize, T: Elements<INDEX> + Data>(
    from: T,
) -> Result<IntoIter<T::Element>, ExecutionError> {
    elements(from, map::no_input_array)
}

/// The same of a plain path.
///
/// # Errors
/// `States.QueryEvaluationError` for anything but an array.
#[inline]
pub fn member_items<const INDEX: usize, T: Elements<INDEX> + Data>(
    from: T,
    expression: &str,
    field: &str,
) -> Result<IntoIter<T::Element>, ExecutionError> {
    elements(from, |other| jsonata::no_array(other, expression, field))
}

#[inline]
fn elements<const INDEX: usize, T: Elements<INDEX> + Data>(
    from: T,
    otherwise: impl FnOnce(&Value) -> ExecutionError,
) -> Result<IntoIter<T::Element>, ExecutionError> {
    if from.elements().is_none() {
        return Err(otherwise(&from.as_json()));
    }
    Ok(from.into_elements().unwrap_or_default().into_iter())
}

/// Puts a result where `ResultPath` says: as it is where the place takes it so, else once through serde.
///
/// # Errors
/// `States.Runtime` where it takes something else.
#[inline]
pub fn put<V, F>(place: &mut F, value: V) -> Result<(), ExecutionError>
where
    V: Data + 'static,
    F: DeserializeOwned + 'static,
{
    *place = convert(value)?;
    Ok(())
}

/// The same where there is no such place yet, by way of JSON.
///
/// # Errors
/// `States.ResultPathMatchFailure` when there cannot be one, `States.Runtime` when the type does not take it.
#[cold]
pub fn put_anew<V, R>(
    raw: &mut R,
    steps: &[Key],
    text: &str,
    value: V,
) -> Result<(), ExecutionError>
where
    V: Data + 'static,
    R: Data + DeserializeOwned + 'static,
{
    *raw = insert(raw.clone(), steps, text, into_json(value)?)?;
    Ok(())
}
