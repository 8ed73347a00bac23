//! From one type to another, where no native form leads.

use std::any::Any;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::data::Data;
use crate::data::path::{self, Step as Key};
use crate::error::ExecutionError;

/// A value as another type: itself where both are the same, or where one is the other's `Option`; else once through serde.
///
/// # Errors
/// `States.Runtime` with what serde says.
#[inline]
pub fn convert<A, B>(value: A) -> Result<B, ExecutionError>
where
    A: Data + 'static,
    B: DeserializeOwned + 'static,
{
    let mut value = Some(value);
    if let Some(same) = moved(&mut value) {
        return Ok(same);
    }
    let mut optional = Some(value);
    if let Some(same) = moved(&mut optional) {
        return Ok(same);
    }
    through_json(optional.flatten())
}

/// Apart, so that where the types are the same nothing of it is in the way.
#[inline(never)]
fn through_json<A, B>(value: Option<A>) -> Result<B, ExecutionError>
where
    A: Data + 'static,
    B: DeserializeOwned + 'static,
{
    let json = value.map_or(Ok(Value::Null), into_json)?;
    from_json(json)
}

/// A value as JSON.
///
/// # Errors
/// `States.Runtime` with what serde says.
#[inline]
pub fn into_json<A: Data + 'static>(value: A) -> Result<Value, ExecutionError> {
    let mut value = Some(value);
    if let Some(json) = moved(&mut value) {
        return Ok(json);
    }
    write(&value)
}

#[inline(never)]
fn write<A: Data>(value: &Option<A>) -> Result<Value, ExecutionError> {
    serde_json::to_value(value).map_err(|error| {
        let name = name::<A>();
        ExecutionError::runtime(format!("`{name}` cannot be written as JSON: {error}"))
    })
}

/// JSON as a value.
///
/// # Errors
/// `States.Runtime` with what serde says.
#[inline]
pub fn from_json<B: DeserializeOwned + 'static>(json: Value) -> Result<B, ExecutionError> {
    let mut json = Some(json);
    if let Some(value) = moved(&mut json) {
        return Ok(value);
    }
    read(json.unwrap_or_default())
}

#[inline(never)]
fn read<B: DeserializeOwned>(json: Value) -> Result<B, ExecutionError> {
    serde_json::from_value(json).map_err(|error| {
        let name = name::<B>();
        ExecutionError::runtime(format!("The data is not what `{name}` takes: {error}"))
    })
}

/// Puts a result where `ResultPath` says, in JSON: for a path that [`At::get_mut`](super::At::get_mut) does not lead along, such as
/// one through an object that is not there yet.
///
/// # Errors
/// `States.ResultPathMatchFailure` when the path does not fit what is there, `States.Runtime` when the type does not take
/// what comes of it.
pub fn insert<A: Data + DeserializeOwned + 'static>(
    into: A,
    steps: &[Key],
    text: &str,
    result: Value,
) -> Result<A, ExecutionError> {
    let mut json = into_json(into)?;
    path::insert(&mut json, steps, text, result)?;
    from_json(json)
}

/// The value, moved out if the types are the same, which is decided while compiling.
#[inline]
fn moved<A: 'static, B: 'static>(value: &mut Option<A>) -> Option<B> {
    let value: &mut dyn Any = value;
    value.downcast_mut::<Option<B>>().and_then(Option::take)
}

/// A type's name without paths, such as `Vec<Order>`.
fn name<T>() -> String {
    let is_between = |c: char| !(c.is_alphanumeric() || c == '_' || c == ':');
    std::any::type_name::<T>()
        .split_inclusive(is_between)
        .filter_map(|part| part.rsplit("::").next())
        .collect()
}
