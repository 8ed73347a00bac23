//! Arithmetic on points in time that stops at the ends of the calendar.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// `by` after `time`.
pub(crate) fn later(time: Timestamp, by: Duration) -> Timestamp {
    SignedDuration::try_from(by)
        .and_then(|by| time.checked_add(by))
        .unwrap_or(Timestamp::MAX)
}

/// `by` before `time`.
pub(crate) fn earlier(time: Timestamp, by: Duration) -> Timestamp {
    SignedDuration::try_from(by)
        .and_then(|by| time.checked_sub(by))
        .unwrap_or(Timestamp::MIN)
}
