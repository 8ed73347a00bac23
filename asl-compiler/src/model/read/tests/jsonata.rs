//! JSONata: which fields are expressions, by what name messages call their place, and which query language counts.

use super::{assert_table, phases, valid, valid_state};
use crate::diag::Code;
use crate::model::{
    Body, Condition, Expression, Items, Output, QueryLanguage, Setting, State, Template, Until,
};
use crate::source::Spanned;
use crate::testing::{assert_reports, unmark};

/// A definition in JSONata with one state that has these fields.
fn state(fields: &str) -> String {
    format!(r#"{{"QueryLanguage": "JSONata", "StartAt": "A", "States": {{"A": {{{fields}}}}}}}"#)
}

/// A Task that ends, with these fields on top.
fn task(fields: &str) -> String {
    state(&format!(
        r#""Type": "Task", "Resource": "r", "End": true, {fields}"#
    ))
}

/// Text and place of every expression in a template.
fn expressions(template: &Template) -> Vec<(&str, &str)> {
    match template {
        Template::Jsonata(expression) => vec![named(expression)],
        Template::Object(members) => {
            let members = members.iter();
            members.flat_map(|(_, value)| expressions(value)).collect()
        }
        Template::Array(elements) => elements.iter().flat_map(expressions).collect(),
        Template::Literal(_) | Template::Expr { .. } => Vec::new(),
    }
}

fn named(expression: &Expression) -> (&str, &str) {
    (&expression.text, &expression.field)
}

fn output(state: &State) -> &Template {
    match &state.output {
        Output::Compute(template) => template,
        Output::Select(selection) => panic!("an `Output`, not {selection:?}"),
    }
}

#[test]
fn expressions_are_known_by_their_place_in_the_state() {
    let state = valid_state(&task(
        r#""Arguments": {"FunctionName": "{%  1 %}", "x": ["a", {"y": "{%2%}"}]},
           "Output": "{% $states.result %}", "Assign": {"v": {"w": "{% 3 %}"}},
           "Catch": [{"ErrorEquals": ["E"], "Next": "A"},
                     {"ErrorEquals": ["F"], "Output": {"o": "{% 4 %}"}, "Assign": {"e": "{% 5 %}"}, "Next": "A"}]"#,
    ));
    let Body::Task(task) = &state.body else {
        panic!("a Task")
    };
    let arguments = task.parameters.as_ref().expect("they are there");
    let expected = [("1", "Arguments/FunctionName"), ("2", "Arguments/x[1]/y")];
    assert_eq!(expressions(arguments), expected);
    assert_eq!(expressions(output(&state)), [("$states.result", "Output")]);
    assert_eq!(expressions(&state.assign[0].1), [("3", "Assign/v/w")]);
    let catcher = &task.work.catch[1];
    let caught = catcher.output.as_ref().expect("it is there");
    assert_eq!(expressions(caught), [("4", "Catch[1]/Output/o")]);
    assert_eq!(
        expressions(&catcher.assign[0].1),
        [("5", "Catch[1]/Assign/e")]
    );
}

#[test]
fn fields_that_want_one_type_can_be_expressions() {
    let choice = valid_state(&state(
        r#""Type": "Choice", "Default": "A", "Choices": [{"Condition": true, "Next": "A"},
            {"Condition": "{% $x %}", "Output": "{% 1 %}", "Assign": {"v": "{% 2 %}"}, "Next": "A"}]"#,
    ));
    let Body::Choice(choice) = &choice.body else {
        panic!("a Choice")
    };
    assert_eq!(choice.rules[0].condition, Condition::Literal(true));
    let rule = &choice.rules[1];
    assert!(
        matches!(&rule.condition, Condition::Expression(x) if named(x) == ("$x", "Choices[1]/Condition"))
    );
    let output = rule.output.as_ref().expect("it is there");
    assert_eq!(expressions(output), [("1", "Choices[1]/Output")]);
    assert_eq!(
        expressions(&rule.assign[0].1),
        [("2", "Choices[1]/Assign/v")]
    );

    let until = |field: &str| match valid_state(&state(&format!(
        r#""Type": "Wait", "End": true, {field}"#
    )))
    .body
    {
        Body::Wait(wait) => wait.until,
        other => panic!("a Wait, not {other:?}"),
    };
    assert!(matches!(
        until(r#""Seconds": "{% 1 %}""#),
        Until::Seconds(Setting::Expression(x)) if x.field == "Seconds"
    ));
    assert!(matches!(
        until(r#""Timestamp": "{% $now() %}""#),
        Until::Timestamp(Setting::Expression(x)) if x.field == "Timestamp"
    ));
    assert!(matches!(
        until(r#""Seconds": 1"#),
        Until::Seconds(Setting::Literal(_))
    ));
}

#[test]
fn a_map_goes_over_an_array_an_expression_or_its_input() {
    let items = |fields: &str| {
        match valid_state(&state(&format!(
        r#""Type": "Map", "End": true{fields}, "ItemProcessor": {{"StartAt": "B", "States": {{"B": {{"Type": "Succeed"}}}}}}"#
    )))
    .body
    {
        Body::Map(map) => map.items,
        other => panic!("a Map, not {other:?}"),
    }
    };
    assert_eq!(items(""), Items::Input);
    assert!(matches!(
        items(r#", "Items": [1, 2]"#),
        Items::Template(Template::Literal(_))
    ));
    assert!(matches!(
        items(r#", "Items": [1, "{% 2 %}"]"#),
        Items::Template(Template::Array(_))
    ));
    assert!(matches!(
        items(r#", "Items": "{% $x %}""#),
        Items::Template(Template::Jsonata(_))
    ));
}

#[test]
fn texts_of_jsonpath_and_texts_with_more_around_an_expression_mean_themselves() {
    for text in ["$.a", "$$.b", "States.UUID()", "a {% 1 %} b"] {
        let state = valid_state(&task(&format!(r#""Output": {{"x.$": "{text}"}}"#)));
        assert!(matches!(output(&state), Template::Literal(_)), "{text}");
    }
    for text in [" {% 1 %} ", "{% 1 %} "] {
        let text = task(&format!(r#""Output": >>>"{text}"<<<"#));
        let label = "the blanks around `{%` and `%}` make this a text like any other";
        assert_table(&[(text, Code::BlankExpression, label)]);
    }
    // What is no field for expressions holds none.
    let comment = valid_state(&task(r#""Comment": "{% 1""#));
    assert_eq!(comment.comment.as_deref(), Some("{% 1"));
}

#[test]
fn a_state_knows_the_variables_of_its_expressions_and_where() {
    let (text, places) = unmark(&task(
        r#""Output": "{% ($y := >>>$x<<<; '\u00fc' & $y & >>>$z<<<.$string()) %}""#,
    ));
    let reads = valid_state(&text).reads;
    let names: Vec<_> = reads.iter().map(|read| read.value.as_str()).collect();
    assert_eq!(names, ["x", "z", "string"]);
    let spanned = |name: &str, index: usize| Spanned::new(name.to_owned(), places[index]);
    assert_eq!(reads[..2], [spanned("x", 0), spanned("z", 1)]);
}

#[test]
fn mistakes_in_expressions_are_marked_through_the_escapes_of_json() {
    let missing = "an expression stands between `{%` and `%}`; one of them is missing";
    assert_table(&[
        (
            task(r#""Output": {"a": [>>>"{% 1"<<<]}"#),
            Code::Jsonata,
            missing,
        ),
        (task(r#""Output": >>>"1 %}"<<<"#), Code::Jsonata, missing),
        (
            task(r#""Output": "{%\t\"\u00fc\" & >>>id<<< %}""#),
            Code::Jsonata,
            "`id` means nothing here: an expression has no context at its top level",
        ),
        (
            task(r#""Arguments": {"a": "{% >>>$states.result<<<.x %}"}"#),
            Code::Jsonata,
            "`$states.result` does not exist here",
        ),
        (
            task(
                r#""Catch": [{"ErrorEquals": ["E"], "Next": "A", "Output": "{% >>>$states.result<<< %}"}]"#,
            ),
            Code::Jsonata,
            "`$states.result` does not exist here",
        ),
        (
            state(r#""Type": "Pass", "End": true, "Output": "{% >>>$states.result<<< %}""#),
            Code::Jsonata,
            "`$states.result` does not exist here",
        ),
        (
            task(r#""TimeoutSeconds": "{% >>>$$<<< %}""#),
            Code::Jsonata,
            "`$$` does not exist in a state machine",
        ),
    ]);
}

#[test]
fn literals_have_the_type_of_their_field() {
    assert_table(&[
        (
            task(r#""TimeoutSeconds": >>>"5"<<<"#),
            Code::WrongType,
            "expected a whole number, found a string",
        ),
        (
            task(r#""TimeoutSeconds": >>>0<<<"#),
            Code::OutOfRange,
            "`TimeoutSeconds` is from 1 to 99999999",
        ),
        (
            state(r#""Type": "Choice", "Choices": [{"Condition": >>>1<<<, "Next": "A"}]"#),
            Code::WrongType,
            "expected a boolean, found a number",
        ),
        (
            state(r#""Type": "Choice", "Choices": [>>>{<<<"Next": "A"}]"#),
            Code::ChoiceRule,
            "a rule needs a `Condition`",
        ),
        (
            state(r#""Type": "Fail", "Error": >>>1<<<"#),
            Code::WrongType,
            "expected a string, found a number",
        ),
        (
            state(r#""Type": "Wait", "End": true, "Timestamp": >>>"noon"<<<"#),
            Code::OutOfRange,
            "not an RFC 3339 timestamp such as `2024-08-18T17:33:00Z`",
        ),
        (
            r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {>>>"A"<<<: {"Type": "Wait", "End": true}}}"#
                .to_owned(),
            Code::MissingField,
            "a Wait state needs `Seconds` or `Timestamp`",
        ),
    ]);
}

#[test]
fn the_language_of_a_state_is_its_own_or_that_of_the_definition() {
    let languages = |own: &str, outer: &str, inner: &str| {
        let text = format!(
            r#"{{"StartAt": "M", {own} "States": {{"M": {{"Type": "Map", {outer} "End": true,
                "ItemProcessor": {{"StartAt": "A", "States": {{"A": {{"Type": "Pass", {inner} "End": true}}}}}}}}}}}}"#
        );
        let state = valid(&text).states.remove(0);
        (state.language, state.body.machines()[0].states[0].language)
    };
    let (path, jsonata) = (QueryLanguage::JsonPath, QueryLanguage::Jsonata);
    let says = r#""QueryLanguage": "JSONata","#;
    let says_path = r#""QueryLanguage": "JSONPath","#;
    assert_eq!(languages("", "", ""), (path, path));
    assert_eq!(languages(says, "", ""), (jsonata, jsonata));
    assert_eq!(languages("", says, ""), (jsonata, path));
    assert_eq!(languages(says_path, says, says_path), (jsonata, path));
    assert_eq!(languages("", "", says), (path, jsonata));
    assert_eq!(languages(says, says, says), (jsonata, jsonata));
}

#[test]
fn a_definition_in_jsonata_has_no_states_in_jsonpath() {
    let text = state(r#""Type": "Pass", "QueryLanguage": >>>"JSONPath"<<<, "InputPath": 5"#);
    let label = "a definition in JSONata has no states in JSONPath";
    assert_reports(&text, &[(Code::OutOfRange, label)], phases);
}

#[test]
fn fields_of_the_other_language_are_marked() {
    let of_path =
        |name: &str| format!("`{name}` is for JSONPath; the query language here is JSONata");
    for field in [
        r#">>>"InputPath"<<<: "$""#,
        r#">>>"Parameters"<<<: {}"#,
        r#">>>"ResultSelector"<<<: {}"#,
        r#">>>"ResultPath"<<<: null"#,
        r#">>>"OutputPath"<<<: "$.a""#,
        r#">>>"HeartbeatSecondsPath"<<<: "$.a""#,
        r#""Credentials": {"RoleArn": "r", >>>"RoleArn.$"<<<: "$.a"}"#,
        r#""Catch": [{"ErrorEquals": ["E"], "Next": "A", >>>"ResultPath"<<<: null}]"#,
    ] {
        let (_, rest) = field.split_once(r#">>>""#).expect("a mark");
        let (name, _) = rest.split_once('"').expect("a name");
        assert_table(&[(task(field), Code::UnknownField, &of_path(name))]);
    }
}

#[test]
fn a_regular_expression_is_checked_where_it_stands() {
    assert_table(&[
        (
            task(r#""Output": "{% $match('a', /\\d[>>>9-0<<<]/) %}""#),
            Code::Jsonata,
            "this range ends before it begins",
        ),
        (
            task(r#""Output": "{% 'a' ~> /[>>>z-a<<<]/i %}""#),
            Code::Jsonata,
            "this range ends before it begins",
        ),
    ]);
}
