//! Paths, payload templates and Choice rules.

use super::{assert_table, rule, state, task, valid_body, valid_state};
use crate::diag::Code;
use crate::model::{
    Body, Comparison, Condition, Operand, Ordering, Output, ResultPath, Selection, Template,
    TypeTest,
};
use crate::parse::Json;
use crate::source::Spanned;
use crate::testing::unmark;

#[test]
fn input_and_output_paths_select() {
    let selections = |path: &str| {
        let state = valid_state(&state(&format!(r#""Type": "Succeed"{path}"#)));
        let Output::Select(output) = state.output else {
            panic!("a selection")
        };
        (state.input, output)
    };
    assert_eq!(selections(""), (Selection::Whole, Selection::Whole));
    let (input, output) = selections(r#", "InputPath": null, "OutputPath": "$""#);
    assert_eq!((input, output), (Selection::Nothing, Selection::Whole));
    let (input, output) = selections(r#", "InputPath": "$.a", "OutputPath": "$$""#);
    assert!(matches!(input, Selection::Path(path) if path.value.text == "$.a"));
    assert!(matches!(output, Selection::Path(path) if path.value.text == "$$"));
}

#[test]
fn a_result_path_replaces_discards_or_inserts() {
    let result_path = |text: &str| match valid_body(&task(&format!(r#""ResultPath": {text}"#))) {
        Body::Task(task) => task.work.result_path,
        other => panic!("a Task, not {other:?}"),
    };
    assert_eq!(result_path("\"$\""), ResultPath::Replace);
    assert_eq!(result_path("null"), ResultPath::Discard);
    assert!(matches!(result_path("\"$.a\""), ResultPath::Insert(path) if path.value.text == "$.a"));
}

#[test]
fn a_path_must_suit_its_field() {
    let table = [
        (
            task(r#""InputPath": ">>>a<<<""#),
            Code::Path,
            "expected a path, which begins with `$`",
        ),
        (
            task(r#""InputPath": >>>1<<<"#),
            Code::WrongType,
            "expected a path, which is a string, found a number",
        ),
        (
            task(r#""ResultPath": "$.a>>>[*]<<<""#),
            Code::Path,
            "a Reference Path cannot have a wildcard",
        ),
        (
            task(r#""ResultPath": ">>>$$<<<.a""#),
            Code::Path,
            "`ResultPath` writes into the state's input, not into the context object",
        ),
        (
            task(r#""ResultPath": ">>>$v<<<.a""#),
            Code::Path,
            "`ResultPath` writes into the state's input, not into a variable",
        ),
        (
            task(r#""TimeoutSecondsPath": "$.\u0061>>>[1:2]<<<""#),
            Code::Path,
            "a Reference Path cannot have a slice",
        ),
        (
            task(r#""Catch": [{"ErrorEquals": ["E"], "Next": "A", "ResultPath": "$>>>..<<<a"}]"#),
            Code::Path,
            "a Reference Path cannot have `..`",
        ),
    ];
    assert_table(&table);
}

#[test]
fn a_state_knows_the_variables_that_it_reads_and_where() {
    for fields in [
        r#""InputPath": ">>>$v<<<.a[*]""#,
        r#""OutputPath": "$.a>>>[?(@.b == $v)]<<<""#,
        r#""InputPath": "$.a.>>>concat($.b, $v.c)<<<""#,
        r#""TimeoutSecondsPath": ">>>$v<<<""#,
        r#""Credentials": {"RoleArn.$": ">>>$v<<<.role"}"#,
        r#""Parameters": {"a.$": "States.Array('\u00fc', >>>$v<<<.b)"}"#,
        r#""Assign": {"a.$": ">>>$v<<<"}"#,
        r#""Catch": [{"ErrorEquals": ["E"], "Next": "A", "Assign": {"a": {"b.$": ">>>$v<<<"}}}]"#,
    ] {
        let (text, places) = unmark(&task(fields));
        let reads = valid_state(&text).reads;
        assert_eq!(reads, [Spanned::new("v".to_owned(), places[0])], "{fields}");
    }
}

#[test]
fn an_assign_gives_variables_values_by_the_rules_of_templates() {
    let state = valid_state(&task(
        r#""Assign": {"a": 1, "b.$": "$.b", "c": {"d.$": "$.d"}, "e": "$.literal"}, "Catch": [
            {"ErrorEquals": ["E"], "Next": "A", "Assign": {"f": {}}}]"#,
    ));
    let kinds: Vec<_> = state
        .assign
        .iter()
        .map(|(name, template)| {
            let kind = match template {
                Template::Literal(_) => "literal",
                Template::Object(_) => "object",
                Template::Array(_) => "array",
                Template::Jsonata(_) | Template::Expr { .. } => "expression",
            };
            (name.value.as_str(), kind)
        })
        .collect();
    let expected = [
        ("a", "literal"),
        ("b", "expression"),
        ("c", "object"),
        ("e", "literal"),
    ];
    assert_eq!(kinds, expected);
    let names: Vec<_> = state
        .assigns()
        .flatten()
        .map(|(name, _)| name.value.as_str())
        .collect();
    assert_eq!(names, ["a", "b", "c", "e", "f"]);
    assert_eq!(valid_state(&task(r#""Assign": {}"#)).assign, []);
}

#[test]
fn the_names_of_variables_follow_rules() {
    let assign = |key: &str| task(&format!(r#""Assign": {{>>>"{key}"<<<: null}}"#));
    for name in ["a", "größe", "a_1", "名前"] {
        let (text, _) = unmark(&assign(name));
        assert_eq!(valid_state(&text).assign[0].0.value, name);
    }
    let longest = "x".repeat(81);
    let table = [
        ("", "a variable needs a name"),
        (
            "states",
            "`states` is the name of what JSONata finds in `$states`",
        ),
        ("x.y", "a variable can only be assigned as a whole"),
        ("x[2]", "a variable can only be assigned as a whole"),
        ("_x", "`_x` cannot be the name of a variable"),
        ("1x", "`1x` cannot be the name of a variable"),
        ("a b", "`a b` cannot be the name of a variable"),
        ("$a", "`$a` cannot be the name of a variable"),
        (&longest, "this name has 81 characters; 80 are the most"),
    ];
    for (name, label) in table {
        assert_table(&[(assign(name), Code::VariableName, label)]);
    }
}

#[test]
fn assign_stands_where_a_state_is_left() {
    let of = r#"a Succeed state has no field `Assign`"#;
    assert_table(&[
        (
            task(r#""Assign": >>>5<<<"#),
            Code::WrongType,
            "expected an object, found a number",
        ),
        (
            task(r#""Assign": {"a": 1, >>>"a.$"<<<: "$"}"#),
            Code::Template,
            "the key `a` is here a second time",
        ),
        (
            state(r#""Type": "Succeed", >>>"Assign"<<<: {}"#),
            Code::UnknownField,
            of,
        ),
        (
            rule(
                r#"{"Not": {"Variable": "$", "IsNull": true, >>>"Assign"<<<: {}}, "Next": "A", "Assign": {"a": 1}}"#,
            ),
            Code::UnknownField,
            "a nested Choice rule has no field `Assign`",
        ),
    ]);
}

#[test]
fn any_path_may_find_several_values_or_compute_one() {
    for fields in [
        r#""InputPath": "$.a[*].b""#,
        r#""OutputPath": "$..b""#,
        r#""Parameters": {"a.$": "$.a[?(@.b =~ /x.*/ && @.c.length() > 1)]"}"#,
        r#""Parameters": {"a.$": "States.Array(1, States.Format('{}', $.b[1:]))"}"#,
        r#""ResultSelector": {"a.$": "$['a','b']"}"#,
        r#""Parameters": {"a.$": "$.a[?(@.b.concat(@.c) == 'x')].concat($.d)"}"#,
    ] {
        valid_body(&task(fields));
    }
}

#[test]
fn what_is_wrong_inside_of_a_path_is_marked() {
    let stray = "`@` is what a filter looks at, and only a filter has it";
    assert_table(&[
        (
            task(r#""InputPath": "$.a.>>>sum(@.b)<<<""#),
            Code::Path,
            stray,
        ),
        (
            task(r#""Parameters": {"a.$": "States.Array($.a.>>>append($.b.concat(@))<<<)"}"#),
            Code::Path,
            stray,
        ),
        (
            task(r#""InputPath": "$.\u0061[?(@.b =~ >>>/(?!x).*/<<<)]""#),
            Code::Path,
            "this pattern cannot be compiled: look-around is not supported",
        ),
    ]);
}

fn parameters(template: &str) -> Template {
    match valid_body(&task(&format!(r#""Parameters": {template}"#))) {
        Body::Task(task) => task.parameters.expect("present"),
        other => panic!("a Task, not {other:?}"),
    }
}

#[test]
fn what_is_constant_in_a_template_is_one_literal() {
    for text in [
        "{}",
        r#"{"a": [1, {"b": "$.c"}]}"#,
        r#"["$.a"]"#,
        "5",
        "\"$.a\"",
    ] {
        assert!(matches!(parameters(text), Template::Literal(_)), "{text}");
    }
    let Template::Object(entries) = parameters(r#"{"a": {"x": 1}, "b": [2, {"c.$": "$.d"}]}"#)
    else {
        panic!("an object");
    };
    assert!(
        matches!(&entries[0].1, Template::Literal(node) if matches!(node.json, Json::Object(_)))
    );
    let Template::Array(elements) = &entries[1].1 else {
        panic!("an array")
    };
    assert!(matches!(elements[0], Template::Literal(_)));
    let Template::Object(inner) = &elements[1] else {
        panic!("an object")
    };
    assert_eq!(inner[0].0.value, "c");
    assert!(matches!(&inner[0].1, Template::Expr { key, .. } if key == "c.$"));
}

#[test]
fn a_template_that_is_wrong_is_marked_inside() {
    let parameters = |template: &str| task(&format!(r#""Parameters": {template}"#));
    assert_table(&[
        (
            parameters(r#"{"a": [{"b.$": >>>1<<<}]}"#),
            Code::Template,
            "`b.$` takes a path or an intrinsic call, found a number",
        ),
        (
            parameters(r#"{"b.$": >>>"text"<<<}"#),
            Code::Template,
            "`b.$` takes a path or an intrinsic call; this is neither",
        ),
        (
            parameters(r#"{"b.$": "$.a", >>>"b"<<<: 1}"#),
            Code::Template,
            "the key `b` is here a second time",
        ),
        (
            parameters(r#"{"b.$": ">>>States.Fromat<<<('{}', $.a)"}"#),
            Code::Intrinsic,
            "there is no intrinsic function `States.Fromat`",
        ),
    ]);
}

#[test]
fn rules_are_read_as_they_nest() {
    let text = r#"{"Next": "A", "And": [
        {"Variable": "$.a", "IsPresent": true},
        {"Not": {"Variable": "$.a", "NumericLessThanEqualsPath": "$.b"}},
        {"Or": [{"Comment": "c", "Variable": "$.s", "StringMatches": "a\\*\\\\"}]}]}"#;
    let Body::Choice(choice) = valid_body(&rule(text)) else {
        panic!("a Choice")
    };
    let Condition::And(rules) = &choice.rules[0].condition else {
        panic!("And")
    };
    let comparison = |condition: &Condition| match condition {
        Condition::Test(test) => test.comparison.clone(),
        other => panic!("a test, not {other:?}"),
    };
    assert_eq!(
        comparison(&rules[0]),
        Comparison::Is(TypeTest::Present, true)
    );
    let Condition::Not(inner) = &rules[1] else {
        panic!("Not")
    };
    let expected = Ordering::LessThanEquals;
    assert!(
        matches!(comparison(inner), Comparison::Numeric(is, Operand::Path(_)) if is == expected)
    );
    let Condition::Or(inner) = &rules[2] else {
        panic!("Or")
    };
    assert_eq!(comparison(&inner[0]), Comparison::Matches(r"a\*\\".into()));
}

#[test]
fn a_rule_has_its_parts() {
    let needs = "a rule needs `Variable` and an operator, or `And`, `Or` or `Not`";
    assert_table(&[
        (rule(r#">>>{<<<"Next": "A"}"#), Code::ChoiceRule, needs),
        (
            rule(r#"{>>>"Variable"<<<: "$.a", "Next": "A"}"#),
            Code::ChoiceRule,
            "a `Variable` needs an operator such as `StringEquals`",
        ),
        (
            rule(r#"{>>>"IsNull"<<<: true, "Next": "A"}"#),
            Code::ChoiceRule,
            "`IsNull` needs a `Variable` to look at",
        ),
        (
            rule(r#"{"Variable": "$.a", "IsNull": true, >>>"IsString"<<<: true, "Next": "A"}"#),
            Code::ChoiceRule,
            "`IsNull` excludes `IsString`",
        ),
        (
            rule(
                r#"{>>>"Variable"<<<: "$.a", "Not": {"Variable": "$", "IsNull": true}, "Next": "A"}"#,
            ),
            Code::ChoiceRule,
            "`Not` combines whole rules and takes no `Variable`",
        ),
        (
            rule(r#"{"Not": {"Variable": "$", "IsNull": true, >>>"Next"<<<: "A"}, "Next": "A"}"#),
            Code::ChoiceRule,
            "only the outermost rule has a `Next`",
        ),
        (
            rule(r#"{"And": >>>[]<<<, "Next": "A"}"#),
            Code::ChoiceRule,
            "`And` cannot be empty",
        ),
        (
            rule(">>>null<<<"),
            Code::WrongType,
            "expected an object, found null",
        ),
    ]);
}

#[test]
fn an_operand_suits_its_operator() {
    let test = |operator: &str| {
        rule(&format!(
            r#"{{"Variable": "$.a", {operator}, "Next": "A"}}"#
        ))
    };
    assert_table(&[
        (
            test(r#""StringEquals": >>>1<<<"#),
            Code::WrongType,
            "expected a string, found a number",
        ),
        (
            test(r#""NumericEquals": >>>"1"<<<"#),
            Code::WrongType,
            "expected a number, found a string",
        ),
        (
            test(r#""BooleanEquals": >>>"true"<<<"#),
            Code::WrongType,
            "expected a boolean, found a string",
        ),
        (
            test(r#""IsNull": >>>null<<<"#),
            Code::WrongType,
            "expected a boolean, found null",
        ),
        (
            test(r#""StringEqualsPath": ">>>b<<<""#),
            Code::Path,
            "expected a path, which begins with `$`",
        ),
        (
            test(r#""TimestampEquals": >>>"soon"<<<"#),
            Code::OutOfRange,
            "not an RFC 3339 timestamp such as `2024-08-18T17:33:00Z`",
        ),
        (
            test(r#""StringMatches": "a\\\\>>>\\<<<""#),
            Code::OutOfRange,
            "nothing follows this backslash",
        ),
    ]);
}
