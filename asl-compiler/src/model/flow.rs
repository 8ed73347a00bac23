//! Where a state goes: `Next`, `End`, `Retry`, `Catch`. Reference §1.4, §10.

use super::{Assign, Name, ResultPath, Template};
use crate::source::{Span, Spanned};

/// What follows a state.
#[derive(Clone, Debug, PartialEq)]
pub enum Transition<T = Name> {
    /// `Next`.
    Next(T),
    /// `"End": true`.
    End,
}

/// One element of `Retry`, defaults filled in. Reference §10.1.
#[derive(Clone, Debug, PartialEq)]
pub struct Retrier {
    /// `ErrorEquals`.
    pub error_equals: Vec<Spanned<String>>,
    /// `IntervalSeconds`, 1 unless given.
    pub interval_seconds: u32,
    /// `MaxAttempts`, 3 unless given; 0 never retries.
    pub max_attempts: u32,
    /// `BackoffRate`, 2.0 unless given.
    pub backoff_rate: f64,
    /// `MaxDelaySeconds`.
    pub max_delay_seconds: Option<u32>,
    /// `JitterStrategy`, NONE unless given.
    pub jitter: Jitter,
    /// The retrier's object.
    pub span: Span,
}

/// `JitterStrategy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jitter {
    /// The computed delay.
    None,
    /// Anything between nothing and the computed delay.
    Full,
}

/// One element of `Catch`. Reference §10.4.
#[derive(Clone, Debug, PartialEq)]
pub struct Catcher<T = Name> {
    /// `ErrorEquals`.
    pub error_equals: Vec<Spanned<String>>,
    /// `ResultPath`: where the Error Output goes in the state's raw input.
    pub result_path: ResultPath,
    /// `Output`.
    pub output: Option<Template>,
    /// `Assign`.
    pub assign: Assign,
    /// `Next`.
    pub next: T,
    /// The catcher's object.
    pub span: Span,
}
