//! Types and ranges of single values.

use super::{assert_table, machine, state, task};
use crate::diag::Code;

#[test]
fn values_have_a_type() {
    assert_table(&[
        (
            r#"{"StartAt": >>>1<<<, "States": {"A": {"Type": "Succeed"}}}"#.into(),
            Code::WrongType,
            "expected a string, found a number",
        ),
        (
            r#"{"StartAt": "A", "States": >>>[<<<]}"#.into(),
            Code::WrongType,
            "expected an object, found an array",
        ),
        (
            machine(r#""A": >>>null<<<"#),
            Code::WrongType,
            "a state is an object, found null",
        ),
        (
            state(r#""Type": >>>true<<<"#),
            Code::WrongType,
            "expected a string, found a boolean",
        ),
        (
            state(r#""Type": "Succeed", "Comment": >>>{<<<}"#),
            Code::WrongType,
            "expected a string, found an object",
        ),
        (
            state(r#""Type": "Pass", "End": >>>"true"<<<"#),
            Code::WrongType,
            "expected a boolean, found a string",
        ),
        (
            task(r#""TimeoutSeconds": >>>"5"<<<"#),
            Code::WrongType,
            "expected a whole number, found a string",
        ),
        (
            task(r#""TimeoutSeconds": >>>1.5<<<"#),
            Code::WrongType,
            "expected a whole number, found 1.5",
        ),
        (
            task(r#""Retry": >>>{<<<}"#),
            Code::WrongType,
            "expected an array, found an object",
        ),
        (
            task(r#""ResultSelector": >>>null<<<"#),
            Code::WrongType,
            "expected an object, found null",
        ),
        (
            task(r#""Parameters": >>>null<<<"#),
            Code::WrongType,
            "expected a payload template, found null",
        ),
        (
            task(r#""Catch": [>>>1<<<]"#),
            Code::WrongType,
            "expected an object, found a number",
        ),
        (
            task(r#""Retry": [{"ErrorEquals": ["E", >>>1<<<]}]"#),
            Code::WrongType,
            "expected a string, found a number",
        ),
    ]);
}

#[test]
fn values_have_a_range() {
    let retrier = |field: &str| task(&format!(r#""Retry": [{{"ErrorEquals": ["E"], {field}}}]"#));
    assert_table(&[
        (
            r#"{"StartAt": "A", "States": >>>{}<<<}"#.into(),
            Code::OutOfRange,
            "`States` cannot be empty",
        ),
        (
            r#"{"StartAt": "A", "Version": >>>"2.0"<<<, "States": {"A": {"Type": "Succeed"}}}"#
                .into(),
            Code::OutOfRange,
            "`Version` is `1.0`",
        ),
        (
            task(r#""TimeoutSeconds": >>>0<<<"#),
            Code::OutOfRange,
            "`TimeoutSeconds` is from 1 to 99999999",
        ),
        (
            task(r#""HeartbeatSeconds": >>>-1<<<"#),
            Code::OutOfRange,
            "`HeartbeatSeconds` is from 1 to 99999999",
        ),
        (
            task(r#""TimeoutSeconds": >>>99999999999999999999999<<<"#),
            Code::OutOfRange,
            "`TimeoutSeconds` is from 1 to 99999999",
        ),
        (
            retrier(r#""IntervalSeconds": >>>0<<<"#),
            Code::OutOfRange,
            "`IntervalSeconds` is from 1 to 99999999",
        ),
        (
            retrier(r#""MaxDelaySeconds": >>>31622400<<<"#),
            Code::OutOfRange,
            "`MaxDelaySeconds` is from 1 to 31622399",
        ),
        (
            retrier(r#""BackoffRate": >>>0.99<<<"#),
            Code::OutOfRange,
            "`BackoffRate` is 1.0 or more",
        ),
        (
            retrier(r#""JitterStrategy": >>>"full"<<<"#),
            Code::OutOfRange,
            "`JitterStrategy` is `NONE` or `FULL`",
        ),
        (
            task(r#""Retry": [{"ErrorEquals": >>>[]<<<}]"#),
            Code::ErrorEquals,
            "`ErrorEquals` cannot be empty",
        ),
        (
            state(r#""Type": "Choice", "Choices": >>>[]<<<"#),
            Code::OutOfRange,
            "`Choices` cannot be empty",
        ),
        (
            state(r#""Type": "Wait", "End": true, "Timestamp": >>>"2024-08-18"<<<"#),
            Code::OutOfRange,
            "not an RFC 3339 timestamp such as `2024-08-18T17:33:00Z`",
        ),
    ]);
}
