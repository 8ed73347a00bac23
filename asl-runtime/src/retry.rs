//! Retry and Catch: which retrier or catcher takes an error, and how long to wait. Reference §10.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::error::ExecutionError;

/// One element of `Retry`, defaults filled in. Reference §10.1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Retrier {
    /// `ErrorEquals`.
    pub error_equals: &'static [&'static str],
    /// `IntervalSeconds`.
    pub interval_seconds: u32,
    /// `MaxAttempts`; 0 never retries.
    pub max_attempts: u32,
    /// `BackoffRate`.
    pub backoff_rate: f64,
    /// `MaxDelaySeconds`.
    pub max_delay_seconds: Option<u32>,
    /// `JitterStrategy` is `FULL`.
    pub full_jitter: bool,
}

impl Retrier {
    /// The delay before the retry that follows `retries` earlier ones of this retrier, without jitter.
    #[must_use]
    pub fn delay(&self, retries: u32) -> Duration {
        // Longer than any execution lives, short enough for every clock.
        const LONGEST: f64 = 99_999_999.0;
        let exponent = i32::try_from(retries).unwrap_or(i32::MAX);
        let seconds = f64::from(self.interval_seconds) * self.backoff_rate.powi(exponent);
        let cap = self.max_delay_seconds.map_or(LONGEST, f64::from);
        Duration::from_secs_f64(seconds.min(cap).max(0.0))
    }
}

/// What `Retry` says about an error.
#[derive(Clone, Debug, PartialEq)]
pub enum Retry {
    /// The state runs again, after a delay that has been noted.
    Again,
    /// No retrier takes the error: `Catch` decides.
    No(ExecutionError),
}

/// How often each retrier of the state at hand has fired. Cleared when the state is left. Reference §10.2.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retries(Vec<u32>);

impl Retries {
    /// `$$.State.RetryCount`: all retries of this visit.
    #[must_use]
    #[inline]
    pub fn total(&self) -> u32 {
        self.0
            .iter()
            .fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// Counts a retry of the retrier with this index, and says how many it had before.
    fn count(&mut self, index: usize) -> u32 {
        if self.0.len() <= index {
            self.0.resize(index + 1, 0);
        }
        let before = self.0[index];
        self.0[index] = before.saturating_add(1);
        before
    }

    fn of(&self, index: usize) -> u32 {
        self.0.get(index).copied().unwrap_or(0)
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

/// The retrier that takes an error, and its delay without jitter. The **first** that matches decides: when it is used
/// up, no later one is asked.
pub(crate) fn next_retry<'r>(
    retriers: &'r [Retrier],
    error: &ExecutionError,
    retries: &mut Retries,
) -> Option<(&'r Retrier, Duration)> {
    let (index, retrier) = retriers
        .iter()
        .enumerate()
        .find(|(_, retrier)| error.matches(retrier.error_equals))?;
    (retries.of(index) < retrier.max_attempts)
        .then(|| (retrier, retrier.delay(retries.count(index))))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RETRIER: Retrier = Retrier {
        error_equals: &["A"],
        interval_seconds: 3,
        max_attempts: 2,
        backoff_rate: 2.0,
        max_delay_seconds: None,
        full_jitter: false,
    };

    fn delays(retriers: &[Retrier], errors: &[&'static str]) -> Vec<Option<u64>> {
        let mut retries = Retries::default();
        let mut delay = |name| next_retry(retriers, &ExecutionError::new(name, ""), &mut retries);
        errors
            .iter()
            .map(|name| delay(*name).map(|(_, delay)| delay.as_secs()))
            .collect()
    }

    #[test]
    fn delays_grow_by_the_backoff_rate() {
        assert_eq!(
            delays(&[RETRIER], &["A", "A", "A"]),
            [Some(3), Some(6), None]
        );
    }

    #[test]
    fn max_delay_seconds_caps_a_delay() {
        let capped = Retrier {
            max_delay_seconds: Some(4),
            ..RETRIER
        };
        assert_eq!(delays(&[capped], &["A", "A"]), [Some(3), Some(4)]);
    }

    #[test]
    fn a_delay_never_overflows() {
        let endless = Retrier {
            interval_seconds: u32::MAX,
            backoff_rate: f64::MAX,
            ..RETRIER
        };
        assert_eq!(endless.delay(u32::MAX).as_secs(), 99_999_999);
    }

    #[test]
    fn counters_are_per_retrier_and_survive_other_errors() {
        let other = Retrier {
            error_equals: &["B"],
            interval_seconds: 1,
            max_attempts: 1,
            ..RETRIER
        };
        assert_eq!(
            delays(&[RETRIER, other], &["A", "B", "A", "B", "A"]),
            [Some(3), Some(1), Some(6), None, None]
        );
    }

    #[test]
    fn a_used_up_retrier_hides_the_later_ones() {
        let never = Retrier {
            max_attempts: 0,
            ..RETRIER
        };
        let all = Retrier {
            error_equals: &["States.ALL"],
            ..RETRIER
        };
        assert_eq!(delays(&[never, all], &["A", "C"]), [None, Some(3)]);
    }
}
