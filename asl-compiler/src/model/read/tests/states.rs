//! The eight types of state, and what of them this version does not compile.

use super::{assert_table, help, state, task, valid, valid_body};
use crate::diag::Code;
use crate::model::{
    Body, FailText, Items, Jitter, ResultPath, Retrier, Setting, Template, Transition, Until,
};

#[test]
fn a_task_is_read_with_its_retriers_and_catchers() {
    let text = task(
        r#""TimeoutSeconds": 60, "HeartbeatSecondsPath": "$.h",
        "Retry": [{"ErrorEquals": ["E", "F"]},
            {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "MaxAttempts": 0, "BackoffRate": 1,
             "MaxDelaySeconds": 9, "JitterStrategy": "FULL", "Comment": "c"}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "B"}]"#,
    );
    let Body::Task(task) = valid_body(&text) else {
        panic!("a Task")
    };
    assert_eq!(task.resource.value, "r");
    assert!(matches!(task.timeout, Some(Setting::Literal(seconds)) if seconds.value == 60));
    assert!(matches!(task.heartbeat, Some(Setting::Path(_))));
    let [first, second] = task.work.retry.as_slice() else {
        panic!("two retriers")
    };
    let numbers = |retrier: &Retrier| {
        (
            retrier.interval_seconds,
            retrier.max_attempts,
            retrier.backoff_rate,
        )
    };
    assert_eq!(numbers(first), (1, 3, 2.0));
    assert_eq!(
        (first.max_delay_seconds, first.jitter),
        (None, Jitter::None)
    );
    assert_eq!(numbers(second), (2, 0, 1.0));
    assert_eq!(
        (second.max_delay_seconds, second.jitter),
        (Some(9), Jitter::Full)
    );
    let catcher = &task.work.catch[0];
    assert_eq!(
        (
            catcher.error_equals[0].value.as_str(),
            catcher.next.value.as_str()
        ),
        ("States.ALL", "B")
    );
    assert!(matches!(catcher.result_path, ResultPath::Insert(_)));
    assert_eq!(task.work.transition, Transition::End);
}

#[test]
fn credentials_have_a_role_given_or_computed() {
    let template = |credentials: &str| {
        let text = task(&format!(r#""Credentials": {credentials}"#));
        match valid_body(&text) {
            Body::Task(task) => task.credentials.expect("present"),
            other => panic!("a Task, not {other:?}"),
        }
    };
    assert!(matches!(
        template(r#"{"RoleArn": "arn:aws:iam::1:role/r"}"#),
        Template::Literal(_)
    ));
    for computed in ["$.role", "$$.Execution.RoleArn", "States.Format('{}', $.r)"] {
        let Template::Object(members) = template(&format!(r#"{{"RoleArn.$": "{computed}"}}"#))
        else {
            panic!("an object")
        };
        assert_eq!(members[0].0.value, "RoleArn");
    }
    let credentials = |text: &str| task(&format!(r#""Credentials": {text}"#));
    let missing = "`Credentials` needs `RoleArn` or `RoleArn.$`";
    let report = |text: &str, code, label| (credentials(text), code, label);
    assert_table(&[
        report(">>>{<<<}", Code::MissingField, missing),
        report(
            r#"{>>>"Role"<<<: "r", "RoleArn": "r"}"#,
            Code::Credentials,
            "AWS knows no `Role` here",
        ),
        report(
            r#"{>>>"user"<<<: {"name.$": "$.user"}, "secret": [1]}"#,
            Code::Credentials,
            "AWS knows no `user` here",
        ),
        report(
            r#"{"RoleArn": "r", >>>"RoleArn.$"<<<: "$.r"}"#,
            Code::Template,
            "the key `RoleArn` is here a second time",
        ),
        report(
            r#"{"RoleArn": >>>1<<<}"#,
            Code::WrongType,
            "expected a string, found a number",
        ),
        report(
            r#"{"RoleArn.$": >>>"role"<<<}"#,
            Code::Template,
            "`RoleArn.$` takes a path or an intrinsic call; this is neither",
        ),
        report(
            ">>>null<<<",
            Code::WrongType,
            "expected an object with a `RoleArn`, found null",
        ),
    ]);
}

#[test]
fn a_wait_has_one_of_four_ends() {
    let until =
        |field: &str| match valid_body(&state(&format!(r#""Type": "Wait", "End": true, {field}"#)))
        {
            Body::Wait(wait) => wait.until,
            other => panic!("a Wait, not {other:?}"),
        };
    assert!(matches!(
        until(r#""Seconds": 0"#),
        Until::Seconds(Setting::Literal(seconds)) if seconds.value == 0
    ));
    assert!(matches!(
        until(r#""SecondsPath": "$.s""#),
        Until::Seconds(Setting::Path(_))
    ));
    let time = "2024-08-18T17:33:00Z";
    assert!(matches!(
        until(&format!(r#""Timestamp": "{time}""#)),
        Until::Timestamp(Setting::Literal(given)) if given.value == time
    ));
    assert!(matches!(
        until(r#""TimestampPath": "$$.Execution.Input.t""#),
        Until::Timestamp(Setting::Path(_))
    ));
}

#[test]
fn a_fail_has_given_or_computed_texts() {
    let fail = |fields: &str| match valid_body(&state(&format!(r#""Type": "Fail"{fields}"#))) {
        Body::Fail(fail) => fail,
        other => panic!("a Fail, not {other:?}"),
    };
    let nothing = fail("");
    assert_eq!((nothing.error, nothing.cause), (None, None));
    let given = fail(r#", "Error": "E", "CausePath": "$.cause""#);
    assert_eq!(given.error, Some(FailText::Literal("E".into())));
    assert!(matches!(given.cause, Some(FailText::Path(_))));
    let computed = fail(r#", "ErrorPath": "States.Format('{}', $.e)""#);
    assert!(matches!(computed.error, Some(FailText::Intrinsic(_))));
    assert_table(&[
        (
            state(r#""Type": "Fail", "ErrorPath": >>>"States.MathAdd(1, 2)"<<<"#),
            Code::Intrinsic,
            "an error name or cause is a string, which this function does not yield",
        ),
        (
            state(r#""Type": "Fail", "ErrorPath": "$.a>>>[*]<<<""#),
            Code::Path,
            "a Reference Path cannot have a wildcard",
        ),
    ]);
}

const BRANCH: &str = r#"{"Comment": "c", "StartAt": "B", "States": {"B": {"Type": "Succeed"}}}"#;

#[test]
fn a_parallel_has_branches() {
    let text = state(&format!(
        r#""Type": "Parallel", "Next": "C", "Branches": [{BRANCH}, {BRANCH}]"#
    ));
    let Body::Parallel(parallel) = valid_body(&text) else {
        panic!("a Parallel")
    };
    assert_eq!(parallel.branches.len(), 2);
    assert_eq!(parallel.branches[0].states[0].name.value, "B");
    assert!(matches!(parallel.work.transition, Transition::Next(name) if name.value == "C"));
}

#[test]
fn a_map_is_read_in_its_newer_and_older_form() {
    let processor = BRANCH.replace(
        "\"Comment\"",
        "\"ProcessorConfig\": {\"Mode\": \"INLINE\"}, \"Comment\"",
    );
    let newer = format!(
        r#""Type": "Map", "End": true, "ItemsPath": "$.items", "ItemSelector": {{"i.$": "$$.Map.Item.Index"}},
        "MaxConcurrency": 18446744073709551615, "ItemProcessor": {processor}"#
    );
    let Body::Map(map) = valid_body(&state(&newer)) else {
        panic!("a Map")
    };
    assert!(matches!(map.items, Items::Path(_)) && map.item_selector.is_some());
    assert!(
        matches!(map.max_concurrency, Some(Setting::Literal(limit)) if limit.value == u64::MAX)
    );
    let older = format!(
        r#""Type": "Map", "End": true, "Parameters": {{"i.$": "$"}}, "MaxConcurrencyPath": "$.m", "Iterator": {BRANCH}"#
    );
    let Body::Map(map) = valid_body(&state(&older)) else {
        panic!("a Map")
    };
    assert!(matches!(map.items, Items::Input) && map.item_selector.is_some());
    assert!(matches!(map.max_concurrency, Some(Setting::Path(_))));
    let plain = format!(r#""Type": "Map", "End": true, "Iterator": {BRANCH}"#);
    let Body::Map(map) = valid_body(&state(&plain)) else {
        panic!("a Map")
    };
    assert_eq!(map.max_concurrency, None);
}

#[test]
fn nested_machines_have_fewer_fields_than_the_definition() {
    let text = state(
        r#""Type": "Parallel", "End": true,
        "Branches": [{"StartAt": "B", >>>"Version"<<<: "1.0", "States": {"B": {"Type": "Succeed"}}}]"#,
    );
    assert_table(&[(text, Code::UnknownField, "a branch has no field `Version`")]);
}

#[test]
fn a_resource_is_any_text_but_none_that_aws_would_not_know() {
    let resource = |text: &str| {
        state(&format!(
            r#""Type": "Task", "End": true, "Resource": {text}"#
        ))
    };
    let report = |text: &str, label| (resource(text), Code::OutOfRange, label);
    assert_table(&[
        report(r#">>>""<<<"#, "`Resource` cannot be empty"),
        report(
            r#""arn:aws:lambda:>>>${Region<<<""#,
            "this placeholder is never closed: a `}` is missing",
        ),
        report(
            r#""arn:aws:states:::dynamodb:>>>query<<<""#,
            "AWS has no action `query` of `dynamodb` here",
        ),
        report(
            r#""arn:aws:states:::sqs:sendMessage.>>>waitForToken<<<""#,
            "`sqs:sendMessage` has no `.waitForToken`",
        ),
        report(
            r#""arn:aws:states:::lambda:invoke.>>>sync<<<""#,
            "`lambda:invoke` has no `.sync`",
        ),
        report(
            r#""arn:aws:states:::aws-sdk:s3:getObject.>>>sync<<<""#,
            "`aws-sdk:s3:getObject` has no `.sync`",
        ),
    ]);
    let near = |text: &str| help(&resource(text));
    assert_eq!(
        near(r#""arn:aws:states:::sqs:sendMesage""#).as_deref(),
        Some("did you mean `sendMessage`?")
    );
    assert_eq!(
        near(r#""arn:aws:states:::sqs:sendMessage.waitForTasktoken""#).as_deref(),
        Some("did you mean `.waitForTaskToken`?")
    );
    for text in [
        "charge_card",
        "${ChargeCard}",
        "arn:${Partition}:states:::dynamodb:${Action}",
        "arn:aws:states:::glue:startJobRun.sync",
        "arn:aws:states:::states:startExecution.sync:2",
        "arn:aws:states:::aws-sdk:sfn:startExecution.waitForTaskToken",
        "arn:aws:states:us-east-1:123456789012:activity:pack",
    ] {
        valid(&resource(&format!("{text:?}")));
    }
}
