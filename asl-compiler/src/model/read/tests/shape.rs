//! Objects and their fields, and where states go.

use super::{assert_table, help, machine, phases, rule, state, task, valid};
use crate::diag::Code;
use crate::testing::assert_reports;

const PASS: &str = r#"{"Type": "Pass", "End": true}"#;

#[test]
fn a_definition_has_its_fields() {
    let text = r#"{"Comment": "c", "Version": "1.0", "QueryLanguage": "JSONPath", "TimeoutSeconds": 5,
        "StartAt": "B", "States": {"B": {"Type": "Succeed", "QueryLanguage": "JSONPath"}, "A": {"Type": "Fail"}}}"#;
    let machine = valid(text);
    assert_eq!(machine.comment.as_deref(), Some("c"));
    assert_eq!(machine.start_at.value, "B");
    assert_eq!(machine.timeout_seconds, Some(5));
    let names: Vec<_> = machine
        .states
        .iter()
        .map(|state| state.name.value.as_str())
        .collect();
    assert_eq!(names, ["B", "A"]);
}

#[test]
fn a_required_field_is_missed_at_the_key_or_bracket() {
    let states = format!(r#"{{"A": {PASS}}}"#);
    assert_table(&[
        (
            format!(r#">>>{{<<<"States": {states}}}"#),
            Code::MissingField,
            "a definition needs the field `StartAt`",
        ),
        (
            r#">>>{<<<"StartAt": "A"}"#.into(),
            Code::MissingField,
            "a definition needs the field `States`",
        ),
        (
            machine(r#">>>"A"<<<: {"End": true}"#),
            Code::MissingField,
            "a state needs the field `Type`",
        ),
        (
            machine(r#">>>"A"<<<: {"Type": "Task", "End": true}"#),
            Code::MissingField,
            "a Task state needs the field `Resource`",
        ),
        (
            rule(r#">>>{<<<"Variable": "$.a", "IsNull": true}"#),
            Code::MissingField,
            "a Choice rule needs the field `Next`",
        ),
        (
            task(r#""Retry": [>>>{<<<}]"#),
            Code::MissingField,
            "a retrier needs the field `ErrorEquals`",
        ),
        (
            task(r#""Catch": [>>>{<<<"ErrorEquals": ["E"]}]"#),
            Code::MissingField,
            "a catcher needs the field `Next`",
        ),
        (
            state(r#""Type": "Parallel", "End": true, "Branches": [>>>{<<<"StartAt": "B"}]"#),
            Code::MissingField,
            "a branch needs the field `States`",
        ),
    ]);
}

#[test]
fn an_unknown_field_is_marked_at_its_key_and_is_all_that_is_said() {
    assert_table(&[
        (
            task(r#">>>"Foo"<<<: 1"#),
            Code::UnknownField,
            "a Task state has no field `Foo`",
        ),
        (
            state(r#""Type": "Task", >>>"Resorce"<<<: "r", "End": true"#),
            Code::UnknownField,
            "a Task state has no field `Resorce`",
        ),
        (
            state(r#""Type": "Pass", >>>"Nxet"<<<: "A""#),
            Code::UnknownField,
            "a Pass state has no field `Nxet`",
        ),
        (
            state(r#">>>"type"<<<: "Pass", "End": true"#),
            Code::UnknownField,
            "a state has no field `type`",
        ),
        (
            rule(r#"{"Variable": "$.a", >>>"StringEqual"<<<: "x", "Next": "A"}"#),
            Code::UnknownField,
            "a Choice rule has no field `StringEqual`",
        ),
        (
            task(r#">>>"Arguments"<<<: {}"#),
            Code::UnknownField,
            "`Arguments` is for JSONata; the query language here is JSONPath",
        ),
        (
            format!(r#"{{"StartAt": "A", "States": {{"A": {PASS}}}, >>>"Label"<<<: ""}}"#),
            Code::UnknownField,
            "a definition has no field `Label`",
        ),
    ]);
}

#[test]
fn an_unknown_field_is_followed_by_the_one_that_was_meant_or_by_where_it_belongs() {
    let table = [
        (task(r#""Foo": 1"#), None),
        (
            task(r#""Parameter": {}"#),
            Some("did you mean `Parameters`?"),
        ),
        (
            task(r#""result_path": "$""#),
            Some("did you mean `ResultPath`?"),
        ),
        (
            task(r#""ItemsPath": "$""#),
            Some("it is a field of Map states"),
        ),
        (
            state(r#""Type": "Succeed", "Retry": []"#),
            Some("it is a field of Task, Parallel and Map states"),
        ),
    ];
    for (text, expected) in table {
        assert_eq!(help(&text).as_deref(), expected, "{text}");
    }
}

#[test]
fn a_key_that_occurs_twice_is_reported_once() {
    let label = "the key `Resource` is here a second time";
    assert_table(&[(task(r#">>>"Resource"<<<: 5"#), Code::DuplicateKey, label)]);
}

#[test]
fn of_some_fields_one_must_be_there_and_no_more() {
    let wait = |fields: &str| {
        machine(&format!(
            r#">>>"A"<<<: {{"Type": "Wait", "End": true{fields}}}"#
        ))
    };
    assert_table(&[
        (
            task(r#""TimeoutSecondsPath": "$.t", >>>"TimeoutSeconds"<<<: 5"#),
            Code::Exclusive,
            "`TimeoutSecondsPath` excludes `TimeoutSeconds`",
        ),
        (
            state(r#""Type": "Fail", "Cause": "c", >>>"CausePath"<<<: "$.c""#),
            Code::Exclusive,
            "`Cause` excludes `CausePath`",
        ),
        (
            wait(""),
            Code::MissingField,
            "a Wait state needs `Seconds`, `SecondsPath`, `Timestamp` or `TimestampPath`",
        ),
        (
            machine(r#">>>"A"<<<: {"Type": "Map", "End": true}"#),
            Code::MissingField,
            "a Map state needs `ItemProcessor` or `Iterator`",
        ),
    ]);
}

#[test]
fn a_state_goes_on_or_ends() {
    assert_table(&[
        (
            machine(r#">>>"A"<<<: {"Type": "Pass"}"#),
            Code::Transition,
            "this state needs `Next` or `\"End\": true`",
        ),
        (
            state(r#""Type": "Pass", "End": true, >>>"Next"<<<: "A""#),
            Code::Transition,
            "`End` excludes `Next`",
        ),
        (
            state(r#""Type": "Pass", "End": >>>false<<<"#),
            Code::Transition,
            "a state that does not end its machine needs a `Next`",
        ),
        (
            state(r#""Type": "Succeed", >>>"End"<<<: true"#),
            Code::Transition,
            "a Succeed state has no `End`: it ends its machine",
        ),
        (
            state(
                r#""Type": "Choice", "Choices": [{"Variable": "$", "IsNull": true, "Next": "A"}], >>>"Next"<<<: "A""#,
            ),
            Code::Transition,
            "a Choice state has no `Next`: its rules and `Default` lead on",
        ),
    ]);
    valid(&state(r#""Type": "Pass", "End": false, "Next": "A""#));
}

#[test]
fn an_unknown_type_gets_the_nearest_as_help_and_nothing_else_is_said_of_the_state() {
    let text = state(r#""Type": >>>"task"<<<, "Resorce": 5"#);
    assert_table(&[(text, Code::UnknownType, "there is no such state type")]);
    let near = help(&state(r#""Type": "Choise""#));
    assert_eq!(near.as_deref(), Some("did you mean `Choice`?"));
    let far = help(&state(r#""Type": "Loop""#));
    let all = "the types are Pass, Task, Choice, Wait, Succeed, Fail, Parallel, Map";
    assert_eq!(far.as_deref(), Some(all));
}

#[test]
fn one_reading_finds_all_mistakes() {
    let text = r#"{"StartAt": "A", >>>"Foo"<<<: 1, "States": {
        "A": {"Type": >>>"Tusk"<<<},
        "B": {"Type": "Wait", "Seconds": >>>-1<<<, "Next": >>>5<<<},
        "C": {"Type": "Parallel", "Branches": [{"StartAt": "D", "States": {>>>"D"<<<: {"Type": "Pass"}}}], "End": true}
    }}"#;
    let expected = [
        (Code::UnknownField, "a definition has no field `Foo`"),
        (Code::UnknownType, "there is no such state type"),
        (Code::OutOfRange, "`Seconds` is from 0 to 99999999"),
        (Code::WrongType, "expected a string, found a number"),
        (
            Code::Transition,
            "this state needs `Next` or `\"End\": true`",
        ),
    ];
    assert_reports(text, &expected, phases);
}

#[test]
fn a_field_of_the_definition_is_no_state() {
    let label = "`QueryLanguage` belongs beside `States`, not among the states";
    let text = machine(
        r#">>>"QueryLanguage"<<<: "JSONata", "A": {"Type": "Pass", "Output": "{% 1 %}", "End": true}"#,
    );
    assert_table(&[(text, Code::UnknownField, label)]);
    valid(&machine(
        r#""A": {"Type": "Pass", "Next": "Comment"}, "Comment": {"Type": "Succeed"}"#,
    ));
}
