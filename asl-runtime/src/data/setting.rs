//! Fields of a state that JSONata computes and that want more than a type. Reference §6.2, §8.1, §9.4.
//!
//! Their `…Path` forms are in [`field`](super::field).

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::field::{LONGEST_TASK_SECONDS, check_wait};
use super::timestamp;
use crate::error::ExecutionError;

type Checked<T> = Result<T, ExecutionError>;

/// `Seconds` of a Wait.
///
/// # Errors
/// `States.QueryEvaluationError` for a negative number, `States.Runtime` for one too large.
pub fn wait_seconds(seconds: i64) -> Checked<Duration> {
    let unsigned = u64::try_from(seconds).map_err(|_| negative("Seconds"))?;
    check_wait(SignedDuration::from_secs(seconds)).map(|()| Duration::from_secs(unsigned))
}

/// `Timestamp` of a Wait.
///
/// # Errors
/// `States.QueryEvaluationError` for a text that is no timestamp.
pub fn wait_timestamp(text: String) -> Checked<Timestamp> {
    timestamp::parse(&text).ok_or_else(|| {
        let cause = format!(
            "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: {text}"
        );
        ExecutionError::query_evaluation(cause, Some("Timestamp"))
    })
}

/// `TimeoutSeconds` or `HeartbeatSeconds` of a Task; `field` says which.
///
/// # Errors
/// `States.QueryEvaluationError` for a number that is not positive.
pub fn task_seconds(seconds: i64, field: &str) -> Checked<Duration> {
    match u64::try_from(seconds.min(LONGEST_TASK_SECONDS)) {
        Ok(seconds @ 1..) => Ok(Duration::from_secs(seconds)),
        _ => Err(not_positive(seconds, field)),
    }
}

/// `MaxConcurrency` of a Map; 0 is no limit.
///
/// # Errors
/// `States.QueryEvaluationError` for a negative number.
pub fn max_concurrency(limit: i64) -> Checked<usize> {
    match limit {
        0.. => Ok(usize::try_from(limit).unwrap_or(usize::MAX)),
        _ => Err(negative("MaxConcurrency")),
    }
}

/// `ToleratedFailureCount` of a Map.
///
/// # Errors
/// `States.QueryEvaluationError` for a negative number.
pub fn tolerated_failure_count(count: i64) -> Checked<u64> {
    u64::try_from(count).map_err(|_| negative("ToleratedFailureCount"))
}

/// `ToleratedFailurePercentage` of a Map.
///
/// # Errors
/// `States.QueryEvaluationError` for a number that is no percentage.
pub fn tolerated_failure_percentage(percentage: f64) -> Checked<f64> {
    if (0.0..=100.0).contains(&percentage) {
        return Ok(percentage);
    }
    let field = "ToleratedFailurePercentage";
    let cause = format!("{field} must be between 0 and 100.");
    Err(ExecutionError::query_evaluation(cause, Some(field)))
}

/// `MaxItems` of an `ItemReader`, which says itself what is wrong with a negative number.
///
/// # Errors
/// None.
pub fn max_items(count: i64) -> Checked<i64> {
    Ok(count)
}

/// `MaxItemsPerBatch` of an `ItemBatcher`.
///
/// # Errors
/// `States.QueryEvaluationError` for a number that is not positive.
pub fn max_items_per_batch(count: i64) -> Checked<u64> {
    positive(count, "MaxItemsPerBatch")
}

/// `MaxInputBytesPerBatch` of an `ItemBatcher`.
///
/// # Errors
/// `States.QueryEvaluationError` for a number that is not positive.
pub fn max_input_bytes_per_batch(count: i64) -> Checked<u64> {
    positive(count, "MaxInputBytesPerBatch")
}

fn positive(count: i64, field: &str) -> Checked<u64> {
    match u64::try_from(count) {
        Ok(count @ 1..) => Ok(count),
        _ => Err(not_positive(count, field)),
    }
}

fn not_positive(number: i64, field: &str) -> ExecutionError {
    let cause = format!("The {field} field must be positive, but was: {number}");
    ExecutionError::query_evaluation(cause, Some(field))
}

fn negative(field: &str) -> ExecutionError {
    ExecutionError::query_evaluation(format!("{field} cannot be negative."), Some(field))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::names;

    #[track_caller]
    fn assert_cause<T: std::fmt::Debug>(found: Checked<T>, cause: &str) {
        let error = found.expect_err(cause);
        let name = Some(names::QUERY_EVALUATION_ERROR);
        assert_eq!((error.error(), error.cause()), (name, Some(cause)));
    }

    #[test]
    fn numbers_are_in_the_range_of_their_field() {
        assert_eq!(wait_seconds(0), Ok(Duration::ZERO));
        assert_cause(wait_seconds(-1), "Seconds cannot be negative.");
        let too_long = wait_seconds(i64::MAX).expect_err("too long");
        assert_eq!(too_long.cause(), Some("Wait state delay is too long."));
        assert_eq!(
            task_seconds(1, "TimeoutSeconds"),
            Ok(Duration::from_secs(1))
        );
        assert_eq!(
            task_seconds(i64::MAX, "TimeoutSeconds"),
            Ok(Duration::from_secs(99_999_999))
        );
        assert_cause(
            task_seconds(0, "HeartbeatSeconds"),
            "The HeartbeatSeconds field must be positive, but was: 0",
        );
        assert_eq!(max_concurrency(0), Ok(0));
        assert_cause(max_concurrency(-1), "MaxConcurrency cannot be negative.");
        assert_cause(
            tolerated_failure_count(-1),
            "ToleratedFailureCount cannot be negative.",
        );
        assert_eq!(tolerated_failure_percentage(100.0), Ok(100.0));
        assert_eq!(tolerated_failure_count(3), Ok(3));
        assert_eq!(max_items(-1), Ok(-1));
        assert_eq!(max_items_per_batch(1), Ok(1));
        assert_cause(
            max_input_bytes_per_batch(0),
            "The MaxInputBytesPerBatch field must be positive, but was: 0",
        );
        for wrong in [-0.1, 100.1, f64::NAN] {
            let cause = "ToleratedFailurePercentage must be between 0 and 100.";
            assert_cause(tolerated_failure_percentage(wrong), cause);
        }
    }

    #[test]
    fn a_time_to_wait_for_is_a_timestamp() {
        assert!(wait_timestamp("2025-01-01T00:00:00Z".to_owned()).is_ok());
        assert_cause(
            wait_timestamp("2016-13-05T21:29:29Z".to_owned()),
            "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: \
             2016-13-05T21:29:29Z",
        );
    }
}
