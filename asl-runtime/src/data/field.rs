//! Fields of a state that hold a path instead of a number or a time. Reference §1.7, §8.1, §9.4, §11.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::java_text::JavaText;
use super::path::{Step, find, select};
use super::timestamp;
use crate::error::ExecutionError;

/// Wait states refuse to wait any longer.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_secs(1 << 31);

/// What a Task's `TimeoutSeconds` can say at most.
pub(super) const LONGEST_TASK_SECONDS: i64 = 99_999_999;

/// `SecondsPath` of a Wait.
///
/// # Errors
/// `States.Runtime` when it finds nothing, or anything but a number of seconds to wait.
pub fn wait_seconds(data: &Value, steps: &[Step], text: &str) -> Result<Duration, ExecutionError> {
    let value = find(data, steps).ok_or_else(|| no_input_value("SecondsPath", text))?;
    let Some(seconds) = integer(value) else {
        return Err(ExecutionError::runtime(format!(
            "The SecondsPath parameter cannot be parsed as a long value: {text} == {}",
            JavaText(value)
        )));
    };
    let Ok(unsigned) = u64::try_from(seconds) else {
        return Err(ExecutionError::runtime(format!(
            "The SecondsPath parameter references a negative value: {text} == {seconds}"
        )));
    };
    check_wait(SignedDuration::from_secs(seconds)).map(|()| Duration::from_secs(unsigned))
}

/// `TimestampPath` of a Wait.
///
/// # Errors
/// `States.Runtime` when it finds nothing, or anything but a timestamp.
pub fn wait_timestamp(
    data: &Value,
    steps: &[Step],
    text: &str,
) -> Result<Timestamp, ExecutionError> {
    let value = find(data, steps).ok_or_else(|| no_input_value("TimestampPath", text))?;
    value.as_str().and_then(timestamp::parse).ok_or_else(|| {
        ExecutionError::runtime(format!(
            "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: \
             {text} == {}",
            JavaText(value)
        ))
    })
}

/// Whether a Wait state waits that long.
///
/// # Errors
/// `States.Runtime` when it does not.
pub fn check_wait(delay: SignedDuration) -> Result<(), ExecutionError> {
    if delay > LONGEST_WAIT {
        return Err(ExecutionError::runtime("Wait state delay is too long."));
    }
    Ok(())
}

/// `TimeoutSecondsPath` or `HeartbeatSecondsPath` of a Task; `field` says which.
///
/// # Errors
/// `States.Runtime` when it finds nothing, or anything but a positive integer.
pub fn task_seconds(
    data: &Value,
    steps: &[Step],
    text: &str,
    field: &str,
) -> Result<Duration, ExecutionError> {
    let value = select(data, steps, text)?;
    let seconds = integer(value).ok_or_else(|| not_an_integer(value, text, field))?;
    match u64::try_from(seconds.min(LONGEST_TASK_SECONDS)) {
        Ok(seconds @ 1..) => Ok(Duration::from_secs(seconds)),
        _ => Err(ExecutionError::runtime(format!(
            "The {field} field must refer to a positive value: {text} == {seconds}"
        ))),
    }
}

/// `MaxConcurrencyPath` of a Map; 0 is no limit. Takes a number inside a string too.
///
/// # Errors
/// `States.Runtime` when it finds nothing, or anything but an integer that is not negative.
pub fn max_concurrency(data: &Value, steps: &[Step], text: &str) -> Result<usize, ExecutionError> {
    let limit = count(data, steps, text, "MaxConcurrencyPath")?;
    if limit < 0 {
        return Err(ExecutionError::runtime(
            "MaxConcurrency cannot be negative.",
        ));
    }
    Ok(usize::try_from(limit).unwrap_or(usize::MAX))
}

/// `ToleratedFailureCountPath` of a Map. Takes a number inside a string too.
///
/// # Errors
/// `States.Runtime` when it finds nothing, or anything but an integer that is not negative.
pub fn tolerated_failure_count(
    data: &Value,
    steps: &[Step],
    text: &str,
) -> Result<u64, ExecutionError> {
    let count = count(data, steps, text, "ToleratedFailureCountPath")?;
    u64::try_from(count)
        .map_err(|_| ExecutionError::runtime("ToleratedFailureCount cannot be negative."))
}

/// `ToleratedFailurePercentagePath` of a Map. Takes a number inside a string too.
///
/// # Errors
/// `States.Runtime` when it finds nothing, or anything but a number from 0 to 100.
pub fn tolerated_failure_percentage(
    data: &Value,
    steps: &[Step],
    text: &str,
) -> Result<f64, ExecutionError> {
    let value = select(data, steps, text)?;
    let percentage = value.as_f64().or_else(|| value.as_str()?.parse().ok());
    let Some(percentage) = percentage else {
        return Err(ExecutionError::runtime(format!(
            "The ToleratedFailurePercentagePath field refers to value \"{}\" which is not a valid float: {text}",
            JavaText(value)
        )));
    };
    if (0.0..=100.0).contains(&percentage) {
        Ok(percentage)
    } else {
        Err(ExecutionError::runtime(
            "ToleratedFailurePercentage must be between 0 and 100.",
        ))
    }
}

/// `MaxItemsPath` of an `ItemReader`. Takes a number inside a string too; the reader says what is wrong with a negative
/// one.
///
/// # Errors
/// `States.Runtime` when it finds nothing, or anything but an integer.
pub fn max_items(data: &Value, steps: &[Step], text: &str) -> Result<i64, ExecutionError> {
    count(data, steps, text, "MaxItemsPath")
}

/// `MaxItemsPerBatchPath` of an `ItemBatcher`. Takes a number inside a string too.
///
/// # Errors
/// `States.Runtime` when it finds nothing, or anything but a positive integer.
pub fn max_items_per_batch(
    data: &Value,
    steps: &[Step],
    text: &str,
) -> Result<u64, ExecutionError> {
    positive_count(data, steps, text, "MaxItemsPerBatch")
}

/// `MaxInputBytesPerBatchPath` of an `ItemBatcher`. Takes a number inside a string too.
///
/// # Errors
/// `States.Runtime` when it finds nothing, or anything but a positive integer.
pub fn max_input_bytes_per_batch(
    data: &Value,
    steps: &[Step],
    text: &str,
) -> Result<u64, ExecutionError> {
    positive_count(data, steps, text, "MaxInputBytesPerBatch")
}

fn positive_count(
    data: &Value,
    steps: &[Step],
    text: &str,
    field: &str,
) -> Result<u64, ExecutionError> {
    let count = count(data, steps, text, &format!("{field}Path"))?;
    match u64::try_from(count) {
        Ok(count @ 1..) => Ok(count),
        _ => Err(ExecutionError::runtime(format!(
            "{field} must be positive."
        ))),
    }
}

/// An integer, which may stand in a string.
fn count(data: &Value, steps: &[Step], text: &str, field: &str) -> Result<i64, ExecutionError> {
    let value = select(data, steps, text)?;
    integer(value)
        .or_else(|| value.as_str()?.parse().ok())
        .ok_or_else(|| not_an_integer(value, text, field))
}

/// The value of a number without a fraction, however it is written.
fn integer(value: &Value) -> Option<i64> {
    let whole = |number: f64| (number.fract() == 0.0).then_some(number as i64);
    value.as_i64().or_else(|| value.as_f64().and_then(whole))
}

fn no_input_value(field: &str, text: &str) -> ExecutionError {
    ExecutionError::runtime(format!(
        "The {field} parameter does not reference an input value: {text}"
    ))
}

fn not_an_integer(value: &Value, text: &str, field: &str) -> ExecutionError {
    ExecutionError::runtime(format!(
        "The {field} field refers to value \"{}\" which is not a valid integer: {text}",
        JavaText(value)
    ))
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use serde_json::json;

    use super::*;
    use crate::error::names;

    const STEPS: &[Step] = &[Step::Member("v")];

    #[track_caller]
    fn assert_cause<T: Debug>(found: Result<T, ExecutionError>, cause: &str) {
        let error = found.expect_err(cause);
        assert_eq!(
            (error.error(), error.cause()),
            (Some(names::RUNTIME), Some(cause))
        );
    }

    #[test]
    fn seconds_to_wait_are_whole_and_not_negative() {
        for (value, seconds) in [
            (json!(0), 0),
            (json!(1), 1),
            (json!(2.0), 2),
            (json!(1_u64 << 31), 1 << 31),
        ] {
            let found = wait_seconds(&json!({ "v": value }), STEPS, "$.v");
            assert_eq!(found, Ok(Duration::from_secs(seconds)));
        }
        for (value, cause) in [
            (
                json!(-1),
                "The SecondsPath parameter references a negative value: $.v == -1",
            ),
            (
                json!(1.5),
                "The SecondsPath parameter cannot be parsed as a long value: $.v == 1.5",
            ),
            (
                json!(-1.5),
                "The SecondsPath parameter cannot be parsed as a long value: $.v == -1.5",
            ),
            (
                json!("1"),
                "The SecondsPath parameter cannot be parsed as a long value: $.v == 1",
            ),
            (
                json!(null),
                "The SecondsPath parameter cannot be parsed as a long value: $.v == null",
            ),
            (json!((1_u64 << 31) + 1), "Wait state delay is too long."),
            (json!(u64::MAX), "Wait state delay is too long."),
        ] {
            assert_cause(wait_seconds(&json!({ "v": value }), STEPS, "$.v"), cause);
        }
        assert_cause(
            wait_seconds(&json!({}), STEPS, "$.v"),
            "The SecondsPath parameter does not reference an input value: $.v",
        );
    }

    #[test]
    fn a_time_to_wait_for_is_a_timestamp() {
        let data = json!({ "v": "2025-01-01T00:00:00.00Z" });
        let found = wait_timestamp(&data, STEPS, "$.v");
        assert_eq!(found.ok(), "2025-01-01T00:00:00Z".parse().ok());
        let invalid = "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time \
                       format string: $.v == ";
        for (value, shown) in [
            (json!("2016-12-05 21:29:29Z"), "2016-12-05 21:29:29Z"),
            (json!("2025-01-01T00:00:00"), "2025-01-01T00:00:00"),
            (json!(5), "5"),
        ] {
            assert_cause(
                wait_timestamp(&json!({ "v": value }), STEPS, "$.v"),
                &format!("{invalid}{shown}"),
            );
        }
        assert_cause(
            wait_timestamp(&json!({}), STEPS, "$.v"),
            "The TimestampPath parameter does not reference an input value: $.v",
        );
    }

    #[test]
    fn seconds_of_a_task_are_positive_and_capped() {
        for (value, seconds) in [
            (json!(1), 1),
            (json!(120.0), 120),
            (json!(1e18), 99_999_999),
        ] {
            let found = task_seconds(&json!({ "v": value }), STEPS, "$.v", "TimeoutSecondsPath");
            assert_eq!(found, Ok(Duration::from_secs(seconds)));
        }
        for (value, cause) in [
            (
                json!(0),
                "The TimeoutSecondsPath field must refer to a positive value: $.v == 0",
            ),
            (
                json!(-5),
                "The TimeoutSecondsPath field must refer to a positive value: $.v == -5",
            ),
            (
                json!("5"),
                r#"The TimeoutSecondsPath field refers to value "5" which is not a valid integer: $.v"#,
            ),
        ] {
            assert_cause(
                task_seconds(&json!({ "v": value }), STEPS, "$.v", "TimeoutSecondsPath"),
                cause,
            );
        }
        assert_cause(
            task_seconds(&json!({}), STEPS, "$.v", "TimeoutSecondsPath"),
            "Invalid path '$.v' : No results for path: $['v']",
        );
    }

    #[test]
    fn what_a_map_tolerates_is_a_count_or_a_percentage() {
        let (count, percentage) = (tolerated_failure_count, tolerated_failure_percentage);
        for (value, number) in [(json!(0), 0), (json!("5"), 5), (json!(100), 100)] {
            assert_eq!(count(&json!({ "v": value }), STEPS, "$.v"), Ok(number));
            let data = json!({ "v": value });
            assert_eq!(percentage(&data, STEPS, "$.v"), Ok(number as f64));
        }
        assert_eq!(percentage(&json!({ "v": 1.1 }), STEPS, "$.v"), Ok(1.1));
        for (value, shown) in [(json!("NoNumber"), "NoNumber"), (json!({}), "{}")] {
            let data = json!({ "v": value });
            assert_cause(
                count(&data, STEPS, "$.v"),
                &format!(
                    "The ToleratedFailureCountPath field refers to value \"{shown}\" which is not a valid integer: $.v"
                ),
            );
            assert_cause(
                percentage(&data, STEPS, "$.v"),
                &format!(
                    "The ToleratedFailurePercentagePath field refers to value \"{shown}\" which is not a valid float: $.v"
                ),
            );
        }
        assert_cause(
            count(&json!({ "v": -1 }), STEPS, "$.v"),
            "ToleratedFailureCount cannot be negative.",
        );
        for wrong in [json!(-1.1), json!(100.1)] {
            assert_cause(
                percentage(&json!({ "v": wrong }), STEPS, "$.v"),
                "ToleratedFailurePercentage must be between 0 and 100.",
            );
        }
    }

    #[test]
    fn batches_hold_something_and_a_reader_may_be_asked_for_nonsense() {
        let data = |value: Value| json!({ "v": value });
        assert_eq!(max_items(&data(json!("-1")), STEPS, "$.v"), Ok(-1));
        assert_cause(
            max_items(&data(json!(1.5)), STEPS, "$.v"),
            "The MaxItemsPath field refers to value \"1.5\" which is not a valid integer: $.v",
        );
        assert_eq!(max_items_per_batch(&data(json!(2)), STEPS, "$.v"), Ok(2));
        assert_cause(
            max_items_per_batch(&data(json!(0)), STEPS, "$.v"),
            "MaxItemsPerBatch must be positive.",
        );
        assert_cause(
            max_input_bytes_per_batch(&data(json!("x")), STEPS, "$.v"),
            "The MaxInputBytesPerBatchPath field refers to value \"x\" which is not a valid integer: $.v",
        );
    }

    #[test]
    fn a_limit_of_iterations_may_stand_in_a_string() {
        for (value, limit) in [(json!(0), 0), (json!(5), 5), (json!("15000"), 15000)] {
            assert_eq!(
                max_concurrency(&json!({ "v": value }), STEPS, "$.v"),
                Ok(limit)
            );
        }
        for (value, shown) in [
            (json!("NoNumber"), "NoNumber"),
            (json!({}), "{}"),
            (json!(1.5), "1.5"),
        ] {
            assert_cause(
                max_concurrency(&json!({ "v": value }), STEPS, "$.v"),
                &format!(
                    "The MaxConcurrencyPath field refers to value \"{shown}\" which is not a valid integer: $.v"
                ),
            );
        }
        assert_cause(
            max_concurrency(&json!({ "v": -1 }), STEPS, "$.v"),
            "MaxConcurrency cannot be negative.",
        );
    }
}
