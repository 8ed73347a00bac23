//! How long something takes, next to something else: in turn, so that a machine that changes its speed changes it for both.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long a round of one contestant takes, about.
const ROUND: Duration = Duration::from_millis(2);
/// How many rounds each contestant gets.
const ROUNDS: usize = 101;

/// The time of one call of each contestant: the median of its rounds. A contestant is told how often to do its work, and
/// says how long that took.
pub(crate) fn medians<const N: usize>(
    mut contestants: [&mut dyn FnMut(u32) -> Duration; N],
) -> [Duration; N] {
    let calls = contestants
        .each_mut()
        .map(|contestant| calls_a_round(contestant));
    let mut rounds: [Vec<Duration>; N] = std::array::from_fn(|_| Vec::with_capacity(ROUNDS));
    for _ in 0..ROUNDS {
        for ((contestant, rounds), calls) in contestants.iter_mut().zip(&mut rounds).zip(calls) {
            rounds.push(contestant(calls) / calls);
        }
    }
    rounds.map(|mut rounds| {
        rounds.sort_unstable();
        rounds[ROUNDS / 2]
    })
}

fn calls_a_round(contestant: &mut dyn FnMut(u32) -> Duration) -> u32 {
    let mut calls = 1;
    while contestant(calls) < ROUND {
        calls *= 2;
    }
    calls
}

/// A contestant that needs nothing prepared.
pub(crate) fn repeated(mut call: impl FnMut()) -> impl FnMut(u32) -> Duration {
    move |calls| {
        let start = Instant::now();
        for _ in 0..calls {
            black_box(&mut call)();
        }
        start.elapsed()
    }
}
