//! What is legal and surely not meant.

use super::*;

/// Asserts what is found in each of the marked definitions, none of which breaks a rule.
#[track_caller]
fn assert_doubts(table: &[(String, Code, &str)]) {
    for (text, code, _) in table {
        assert!(
            !Diagnostic::new(*code, crate::source::Span::default(), "").is_error(),
            "{text}"
        );
    }
    assert_table(table);
}

/// Asserts that nothing is found.
#[track_caller]
fn assert_sound(fields: &[&str], complete: impl Fn(&str) -> String) {
    for fields in fields {
        assert_eq!(findings(&complete(fields), phases), [], "{fields}");
    }
}

fn pass(fields: &str) -> String {
    state(&format!(r#""Type": "Pass", "End": true, {fields}"#))
}

fn map(fields: &str) -> String {
    state(&format!(
        r#""Type": "Map", "End": true, {fields}: {{"StartAt": "B", "States": {{"B": {{"Type": "Succeed"}}}}}}"#
    ))
}

fn jsonata(fields: &str) -> String {
    task(&format!(r#""QueryLanguage": "JSONata", {fields}"#))
}

#[test]
fn old_names_have_newer_ones() {
    assert_doubts(&[
        (
            map(r#">>>"Iterator"<<<"#),
            Code::Deprecated,
            "`Iterator` is the old name of `ItemProcessor`",
        ),
        (
            map(r#">>>"Parameters"<<<: {}, "ItemProcessor""#),
            Code::Deprecated,
            "`Parameters` is the old name of `ItemSelector`",
        ),
    ]);
    assert_sound(&[r#""ItemSelector": {}, "ItemProcessor""#], map);
    assert_sound(&[r#""Parameters": {}"#], task);
}

#[test]
fn what_is_computed_is_used() {
    let unused = "these are never used: `Result` is the result of this state";
    assert_doubts(&[
        (
            pass(r#""Result": 1, >>>"Parameters"<<<: {}"#),
            Code::NoEffect,
            unused,
        ),
        (
            pass(r#">>>"Result"<<<: 1, "ResultPath": null"#),
            Code::NoEffect,
            "this result is thrown away",
        ),
        (
            task(r#">>>"ResultSelector"<<<: {}, "ResultPath": null"#),
            Code::NoEffect,
            "this shapes a result that is thrown away",
        ),
        (
            state(r#""Type": "Pass", >>>"End"<<<: false, "Next": "A""#),
            Code::NoEffect,
            "`End` says nothing when it is `false`",
        ),
        (
            map(r#">>>"ToleratedFailureCount"<<<: 5, "ItemProcessor""#),
            Code::NoEffect,
            "an inline Map fails with its first item, whatever is tolerated",
        ),
    ]);
    assert_sound(
        &[
            r#""Result": 1, "ResultPath": null, "Assign": {"x.$": "$"}"#,
            r#""Result": 1, "ResultPath": "$.a""#,
        ],
        pass,
    );
    assert_sound(&[r#""ResultPath": null"#, r#""ResultSelector": {}"#], task);
    assert_sound(&[r#""ToleratedFailureCount": 0, "ItemProcessor""#], map);
}

#[test]
fn a_text_that_reads_like_a_path_is_meant_as_one() {
    let key = "this is a text like any other: it is evaluated only under a key that ends in `.$`";
    let other = "this is a text like any other: the query language here is JSONPath";
    let delimiters =
        "this is a text like any other: in JSONata an expression stands between `{%` and `%}`";
    let doubt = |text: String, label| (text, Code::NotEvaluated, label);
    assert_doubts(&[
        doubt(task(r#""Parameters": {"a": >>>"$.a"<<<}"#), key),
        doubt(task(r#""Parameters": {"a": [>>>"$$.State.Name"<<<]}"#), key),
        doubt(
            task(r#""ResultSelector": {"a": >>>"States.UUID()"<<<}"#),
            key,
        ),
        doubt(task(r#""Assign": {"a": >>>"$[0]"<<<}"#), key),
        doubt(task(r#""Parameters": {"a": >>>"{% 1 %}"<<<}"#), other),
        doubt(jsonata(r#""Arguments": {"a": >>>"$.a"<<<}"#), delimiters),
        doubt(
            jsonata(r#""Output": {>>>"a.$"<<<: "{% 1 %}"}"#),
            "this is a key like any other: `.$` means nothing in JSONata",
        ),
        doubt(
            state(r#""Type": "Fail", "Error": "E", "Cause": >>>"$.error.Cause"<<<"#),
            "`Cause` takes this as the text itself",
        ),
        doubt(
            rule(r#"{"Variable": "$.a", "StringEquals": >>>"$.b"<<<, "Next": "A"}"#),
            "`StringEquals` takes this as the text itself",
        ),
    ]);
    let sound = ["$", "$5", "$.50", "$bucket", "States.Timeout", "see $.a"];
    let sound = sound.map(|text| format!(r#""Parameters": {{"a": "{text}"}}"#));
    assert_sound(&sound.each_ref().map(String::as_str), task);
    assert_sound(&[r#""Result": {"a": "$.a", "b.$": "$.b"}"#], pass);
}

#[test]
fn a_task_of_aws_passes_its_token_on() {
    let waiting = |rest: &str| {
        let resource = r#""Resource": >>>"arn:aws:states:::sqs:sendMessage.waitForTaskToken"<<<"#;
        state(&format!(
            r#""Type": "Task", "End": true, {resource}, {rest}"#
        ))
    };
    let label = "this task ends when somebody sends its token back, and nobody gets the token";
    assert_doubts(&[
        (
            waiting(r#""Parameters": {"a.$": "$.a", "b.$": "$$.Execution.Id"}"#),
            Code::TokenNotPassed,
            label,
        ),
        (
            waiting(r#""Comment": "all of its input""#),
            Code::TokenNotPassed,
            label,
        ),
    ]);
    let sound = [
        r#""Parameters": {"a": {"token.$": "$$.Task.Token"}}"#,
        r#""Parameters": {"context.$": "$$"}"#,
        r#""Parameters": {"a.$": "States.Format('{}', $$['Task']['Token'])"}"#,
        r#""InputPath": "$$""#,
        r#""QueryLanguage": "JSONata", "Arguments": "{% {'token': $states.context.Task.Token} %}""#,
        r#""QueryLanguage": "JSONata", "Arguments": {"all": "{% $states.context %}"}"#,
    ];
    assert_sound(&sound, |rest| {
        waiting(rest).replace(">>>", "").replace("<<<", "")
    });
    assert_sound(&[r#""Resource": "kitchen.waitForTaskToken""#], |resource| {
        state(&format!(r#""Type": "Task", "End": true, {resource}"#))
    });
}
