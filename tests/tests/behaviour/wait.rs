//! Wait. Reference §8.1.

use std::time::Duration;

use asl_runtime::names;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::support::{new_year, parts, state};

/// How long, in seconds of virtual time.
async fn elapsed(work: impl Future) -> f64 {
    let start = Instant::now();
    work.await;
    start.elapsed().as_secs_f64()
}

#[tokio::test(start_paused = true)]
async fn a_wait_lasts_as_long_as_it_says() {
    assert_eq!(
        elapsed(state!({ "Type": "Wait", "Seconds": 0 }).run(json!({}))).await,
        0.0
    );
    assert_eq!(
        elapsed(state!({ "Type": "Wait", "Seconds": 90 }).run(json!({}))).await,
        90.0
    );
    // Three years, longer than tokio's timers reach in one go.
    let machine = state!({ "Type": "Wait", "Seconds": 99999999 });
    assert_eq!(elapsed(machine.run(json!({}))).await, 99_999_999.0);
}

#[tokio::test(start_paused = true)]
async fn the_output_of_a_wait_is_its_input() {
    let machine = state!({ "Type": "Wait", "SecondsPath": "$.s" });
    assert_eq!(
        machine.run(json!({ "s": 3, "a": [1] })).await,
        Ok(json!({ "s": 3, "a": [1] }))
    );
}

#[tokio::test(start_paused = true)]
async fn seconds_path_reads_the_effective_input() {
    let machine = state!({ "Type": "Wait", "InputPath": "$.in", "SecondsPath": "$.s" });
    let input = |seconds: Value| json!({ "in": { "s": seconds }, "s": 99 });
    for (value, seconds) in [(json!(0), 0.0), (json!(7), 7.0), (json!(2.0), 2.0)] {
        assert_eq!(elapsed(machine.run(input(value))).await, seconds);
    }
    for (value, cause) in [
        (
            json!(-1),
            "The SecondsPath parameter references a negative value: $.s == -1",
        ),
        (
            json!(1.5),
            "The SecondsPath parameter cannot be parsed as a long value: $.s == 1.5",
        ),
        (
            json!(-1.5),
            "The SecondsPath parameter cannot be parsed as a long value: $.s == -1.5",
        ),
        (json!(2_147_483_649_u64), "Wait state delay is too long."),
    ] {
        let error = machine.run(input(value)).await.expect_err(cause);
        assert_eq!(parts(&error), (Some(names::RUNTIME), Some(cause)));
    }
    let error = machine
        .run(json!({ "in": {} }))
        .await
        .expect_err("no seconds");
    assert_eq!(
        error.cause(),
        Some("The SecondsPath parameter does not reference an input value: $.s")
    );
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_at_its_timestamp() {
    let machine = state!({ "Type": "Wait", "Timestamp": "2025-01-01T00:01:00.5Z" }).on(new_year());
    assert_eq!(elapsed(machine.run(json!({}))).await, 60.5);
    assert_eq!(elapsed(machine.run(json!({}))).await, 0.0, "it has passed");
}

#[tokio::test(start_paused = true)]
async fn timestamp_path_finds_a_time() {
    let machine = state!({ "Type": "Wait", "TimestampPath": "$.at" }).on(new_year());
    for (at, seconds) in [
        ("2024-12-31T00:00:00Z", 0.0),
        ("2025-01-01T00:00:10Z", 10.0),
        ("2025-01-01T02:00:30.000+02:00", 20.0),
        ("2025-12-31T00:00:30Z", 364.0 * 86_400.0),
    ] {
        assert_eq!(
            elapsed(machine.run(json!({ "at": at }))).await,
            seconds,
            "{at}"
        );
    }
    let invalid = "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format \
                   string: $.at == 2016-12-05 21:29:29Z";
    let error = machine
        .run(json!({ "at": "2016-12-05 21:29:29Z" }))
        .await
        .expect_err(invalid);
    assert_eq!(parts(&error), (Some(names::RUNTIME), Some(invalid)));
    let error = machine
        .run(json!({ "at": "2200-01-01T00:00:00Z" }))
        .await
        .expect_err("175 years");
    assert_eq!(
        parts(&error),
        (Some(names::RUNTIME), Some("Wait state delay is too long."))
    );
}

#[tokio::test(start_paused = true)]
async fn a_wait_of_many_years_is_exact() {
    let machine = state!({ "Type": "Wait", "SecondsPath": "$" });
    for seconds in [68_719_476_u64, 68_719_477, 200_000_000] {
        let start = Instant::now();
        assert_eq!(machine.run(json!(seconds)).await, Ok(json!(seconds)));
        assert_eq!(start.elapsed(), Duration::from_secs(seconds));
    }
}
