//! Paths that may find several values and functions in paths, wherever a definition can have them. Reference §2.6.

use asl_runtime::{Dynamic, ExecutionError, asl, from_fn, names};
use serde_json::{Value, json};

/// Runs a machine whose tasks give back what they get.
macro_rules! run {
    ($module:ident, $input:expr) => {{
        let echo = from_fn(|task| async move { Ok(task.input) });
        $module::Machine::new(Dynamic(echo)).run($input).await
    }};
}

fn store() -> Value {
    json!({
        "books": [
            { "name": "Sayings", "kind": "reference", "price": 8.95, "tags": ["old", "short"] },
            { "name": "Honour", "kind": "fiction", "price": 12.99, "tags": [] },
            { "name": "Moby", "kind": "fiction", "price": 8.99, "isbn": null, "tags": ["sea"] },
            { "name": "Rings", "kind": "fiction", "price": 22.99, "isbn": "0-395", "tags": ["long"] },
        ],
        "bike": { "price": 19.95, "color": "red" },
        "limit": 10,
        "kinds": ["reference"],
        "numbers": [1, 2, 3],
    })
}

/// Asserts each member of an object that a table has.
#[track_caller]
fn assert_found(output: &Value, table: &[(&str, Value)]) {
    for (path, found) in table {
        assert_eq!(output.get(path), Some(found), "{path}");
    }
    let count = output.as_object().map(serde_json::Map::len);
    assert_eq!(count, Some(table.len()));
}

asl! {
    mod steps = {
        "StartAt": "Find",
        "States": { "Find": { "Type": "Pass", "End": true, "Parameters": {
            "$.books[*].name.$": "$.books[*].name",
            "$.books[1:3].name.$": "$.books[1:3].name",
            "$.books[:1].name.$": "$.books[:1].name",
            "$.books[-1:].name.$": "$.books[-1:].name",
            "$.books[0,-1].name.$": "$.books[0,-1].name",
            "$.bike.*.$": "$.bike.*",
            "$..price.$": "$..price",
            "$..tags[0].$": "$..tags[0]",
            "$.books[*].tags[*].$": "$.books[*].tags[*]",
            "$.books[0]['price','name'].$": "$.books[0]['price','name']",
            "$.books[2:]['isbn','none'].$": "$.books[2:]['isbn','none']",
            "$..['color','price'].$": "$..['color','price']",
            "$.['bike','none'].price.$": "$.['bike','none'].price",
            "$.none[*].name.$": "$.none[*].name",
            "$.bike[0,1].$": "$.bike[0,1]",
            "$.limit[?(@.x)].$": "$.limit[?(@.x)]"
        } } }
    };
}

#[tokio::test]
async fn a_path_that_may_find_several_values_makes_a_list() {
    let output = run!(steps, store()).expect("the machine succeeds");
    assert_found(
        &output,
        &[
            (
                "$.books[*].name",
                json!(["Sayings", "Honour", "Moby", "Rings"]),
            ),
            ("$.books[1:3].name", json!(["Honour", "Moby"])),
            ("$.books[:1].name", json!(["Sayings"])),
            ("$.books[-1:].name", json!(["Rings"])),
            ("$.books[0,-1].name", json!(["Sayings", "Rings"])),
            ("$.bike.*", json!([19.95, "red"])),
            ("$..price", json!([8.95, 12.99, 8.99, 22.99, 19.95])),
            ("$..tags[0]", json!(["old", "sea", "long"])),
            ("$.books[*].tags[*]", json!(["old", "short", "sea", "long"])),
            (
                "$.books[0]['price','name']",
                json!({ "price": 8.95, "name": "Sayings" }),
            ),
            (
                "$.books[2:]['isbn','none']",
                json!([{ "isbn": null }, { "isbn": "0-395" }]),
            ),
            (
                "$..['color','price']",
                json!([{ "price": 19.95, "color": "red" }]),
            ),
            ("$.['bike','none'].price", json!([19.95])),
            ("$.none[*].name", json!([])),
            ("$.bike[0,1]", json!([])),
            ("$.limit[?(@.x)]", json!([])),
        ],
    );
}

asl! {
    mod filters = {
        "StartAt": "Find",
        "States": { "Find": { "Type": "Pass", "End": true, "Parameters": {
            "less.$": "$.books[?(@.price < $.limit)].name",
            "equal.$": "$.books[?(@.kind == 'fiction')].name",
            "bare word.$": "$.books[?(@.kind==reference)].name",
            "not equal.$": "$.books[?(@.kind != 'fiction')].name",
            "other type.$": "$.books[?(@.price == '8.95')].name",
            "exists.$": "$.books[?(@.isbn)].name",
            "not.$": "$.books[?(!@.isbn)].name",
            "null.$": "$.books[?(@.isbn == null)].name",
            "and or.$": "$.books[?(@.price > 20 || @.price < 9 && !(@.kind == 'fiction'))].name",
            "in.$": "$.books[?(@.name in ['Moby', 'Rings'])].name",
            "in path.$": "$.books[?(@.kind in $.kinds)].name",
            "nin.$": "$.books[?(@.kind nin $.kinds)].name",
            "any of.$": "$.books[?(@.tags anyof ['sea', 'long'])].name",
            "none of.$": "$.books[?(@.tags noneof ['sea', 'long'])].name",
            "subset of.$": "$.books[?(@.tags subsetof ['sea', 'long'])].name",
            "size.$": "$.books[?(@.tags size 2)].name",
            "empty.$": "$.books[?(@.tags empty true)].name",
            "regex.$": "$.books[?(@.name =~ /(mob|ring)./i)].name",
            "regex first.$": "$.books[?(@.isbn =~ /\\d-\\d+/ && @.price > 1)].name",
            "literal left.$": "$.books[?(20 < @.price)].name",
            "function.$": "$.books[?(@.tags.length() > 1)].name",
            "deep.$": "$.books[?(@.tags[?(@ == 'sea')])].name",
            "element.$": "$.numbers[?(@ >= 2)]",
            "object.$": "$.bike[?(@.color == 'red')].price",
            "everywhere.$": "$..[?(@.price > 15)].price",
            "context.$": "$$.Execution.Input.books[?(@.price > $.Execution.Input.limit)].name"
        } } }
    };
}

#[tokio::test]
async fn a_filter_lets_through_what_fulfils_its_condition() {
    let output = run!(filters, store()).expect("the machine succeeds");
    assert_found(
        &output,
        &[
            ("less", json!(["Sayings", "Moby"])),
            ("equal", json!(["Honour", "Moby", "Rings"])),
            ("bare word", json!(["Sayings"])),
            ("not equal", json!(["Sayings"])),
            ("other type", json!([])),
            ("exists", json!(["Moby", "Rings"])),
            ("not", json!(["Sayings", "Honour"])),
            ("null", json!(["Moby"])),
            ("and or", json!(["Sayings", "Rings"])),
            ("in", json!(["Moby", "Rings"])),
            ("in path", json!(["Sayings"])),
            ("nin", json!(["Honour", "Moby", "Rings"])),
            ("any of", json!(["Moby", "Rings"])),
            ("none of", json!(["Sayings", "Honour"])),
            ("subset of", json!(["Honour", "Moby", "Rings"])),
            ("size", json!(["Sayings"])),
            ("empty", json!(["Honour"])),
            ("regex", json!(["Moby", "Rings"])),
            ("regex first", json!(["Rings"])),
            ("literal left", json!(["Rings"])),
            ("function", json!(["Sayings"])),
            ("deep", json!(["Moby"])),
            ("element", json!([2, 3])),
            ("object", json!([19.95])),
            ("everywhere", json!([22.99, 19.95])),
            ("context", json!(["Honour", "Rings"])),
        ],
    );
}

asl! {
    mod functions = {
        "StartAt": "Find",
        "States": { "Find": { "Type": "Pass", "End": true, "Parameters": {
            "$.numbers.sum().$": "$.numbers.sum()",
            "$.numbers.min().$": "$.numbers.min()",
            "$.numbers.max(5).$": "$.numbers.max(5)",
            "$.numbers.avg().$": "$.numbers.avg()",
            "$.numbers.length().$": "$.numbers.length()",
            "$.bike.keys().$": "$.bike.keys()",
            "$.kinds.concat('-', $.bike.color).$": "$.kinds.concat('-', $.bike.color)",
            "$.kinds.append($.limit).$": "$.kinds.append($.limit)",
            "$.numbers.first().$": "$.numbers.first()",
            "$.numbers.last().$": "$.numbers.last()",
            "$.numbers.index(-2).$": "$.numbers.index(-2)",
            "$.books[*].tags.length().$": "$.books[*].tags.length()",
            "$..price.sum().$": "$..price.sum()",
            "$..books.length().$": "$..books.length()",
            "$.sum($.numbers[1:]).$": "$.sum($.numbers[1:])"
        } } }
    };
}

#[tokio::test]
async fn a_function_computes_of_what_stands_before_it() {
    let output = run!(functions, store()).expect("the machine succeeds");
    assert_found(
        &output,
        &[
            ("$.numbers.sum()", json!(6.0)),
            ("$.numbers.min()", json!(1.0)),
            ("$.numbers.max(5)", json!(5.0)),
            ("$.numbers.avg()", json!(2.0)),
            ("$.numbers.length()", json!(3)),
            ("$.bike.keys()", json!(["price", "color"])),
            ("$.kinds.concat('-', $.bike.color)", json!("reference-red")),
            ("$.kinds.append($.limit)", json!(["reference", 10])),
            ("$.numbers.first()", json!(1)),
            ("$.numbers.last()", json!(3)),
            ("$.numbers.index(-2)", json!(2)),
            ("$.books[*].tags.length()", json!([2, 0, 1, 1])),
            ("$..price.sum()", json!(73.87)),
            ("$..books.length()", json!(4)),
            ("$.sum($.numbers[1:])", json!(5.0)),
        ],
    );
}

asl! {
    mod pipeline = {
        "StartAt": "Select",
        "States": {
            "Select": {
                "Type": "Task", "Resource": "echo",
                "InputPath": "$.books[?(@.kind == 'fiction')]",
                "Parameters": { "names.$": "$[*].name", "count.$": "States.ArrayLength($[?(@.isbn)])" },
                "ResultSelector": { "last.$": "$.names[-1:]", "count.$": "$.count" },
                "ResultPath": "$.found",
                "OutputPath": "$['found','limit']",
                "Next": "Route"
            },
            "Route": {
                "Type": "Choice",
                "Choices": [
                    { "Variable": "$.found.last[0]", "StringEquals": "never", "Next": "Wrong" },
                    { "Variable": "$.found[?(@ == 1)]", "NumericEquals": 1, "Next": "Wrong" },
                    { "And": [
                        { "Variable": "$.found.last.length()", "NumericEqualsPath": "$.found.last.length()" },
                        { "Variable": "$.nowhere.length()", "IsPresent": false },
                        { "Variable": "$.nowhere[*]", "IsPresent": true },
                        { "Variable": "$.limit", "NumericGreaterThanPath": "$.found.last.length()" }
                    ], "Next": "Each" }
                ],
                "Default": "Wrong"
            },
            "Wrong": { "Type": "Fail" },
            "Each": {
                "Type": "Map", "ItemsPath": "$.found.last",
                "ItemSelector": { "rest.$": "$.found[?(@.none)]", "name.$": "$$.Map.Item.Value" },
                "ItemProcessor": { "StartAt": "Item", "States": { "Item": { "Type": "Pass", "OutputPath": "$.*", "End": true } } },
                "OutputPath": "$[*][*]",
                "End": true
            }
        }
    };
}

#[tokio::test]
async fn such_paths_work_in_every_field_that_takes_a_path() {
    let output = run!(pipeline, store());
    assert_eq!(output, Ok(json!([[], "Rings"])));
}

asl! {
    mod none = {
        "StartAt": "Find",
        "States": { "Find": { "Type": "Pass", "InputPath": "$.nowhere[*]", "OutputPath": "$[?(@.x)]", "End": true } }
    };
    mod length_of_nothing = {
        "StartAt": "Find",
        "States": { "Find": { "Type": "Pass", "Parameters": { "n.$": "$.nowhere.length()" }, "End": true } }
    };
    mod sum_of_nothing = {
        "StartAt": "Find",
        "States": { "Find": { "Type": "Pass", "InputPath": "$.books.sum()", "End": true } }
    };
    mod members_of_no_object = {
        "StartAt": "Find",
        "States": { "Find": { "Type": "Pass", "OutputPath": "$.limit['a','b']", "End": true } }
    };
}

#[tokio::test]
async fn only_a_path_that_makes_one_value_can_fail() {
    assert_eq!(run!(none, json!({})), Ok(json!([])));
    #[track_caller]
    fn assert_fails(outcome: Result<Value, ExecutionError>, cause: &str) {
        let error = outcome.expect_err(cause);
        assert_eq!(
            (error.error(), error.cause()),
            (Some(names::RUNTIME), Some(cause))
        );
    }
    assert_fails(
        run!(length_of_nothing, json!({})),
        "The JSONPath '$.nowhere.length()' specified for the field 'n.$' could not be found in the input '{}'",
    );
    assert_fails(
        run!(sum_of_nothing, store()),
        "Invalid path '$.books.sum()' : Aggregation function attempted to calculate value using empty array",
    );
    assert_fails(
        run!(members_of_no_object, store()),
        "Invalid path '$.limit['a','b']' : Expected to find an object with property ['a', 'b']",
    );
}
