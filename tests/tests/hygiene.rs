//! Generated code means the same wherever it stands, whatever its states are called, and brings no warnings.

#![deny(warnings, missing_docs, unused, unreachable_pub, clippy::pedantic)]
#![deny(rust_2018_idioms, non_camel_case_types, non_snake_case)]

use asl_runtime::{Dynamic, ExecutionError, FromFn, TaskRequest, TaskResult, asl, from_fn};
use serde_json::{Value, json};

/// Every task yields its own state's name.
fn named() -> Dynamic<FromFn<impl Fn(TaskRequest) -> std::future::Ready<TaskResult>>> {
    Dynamic(from_fn(|task| std::future::ready(Ok(json!(task.state)))))
}

/// What golden.rs shows compiles.
#[allow(dead_code)]
mod golden {
    asl_runtime::asl! {
        pub mod callback = "machines/valid/callback.asl.json";
        pub mod choice = "machines/valid/choice.asl.json";
        pub mod credentials = "machines/valid/credentials.asl.json";
        pub mod distributed = "machines/valid/distributed.asl.json";
        pub mod fail = "machines/valid/fail.asl.json";
        pub mod jsonata = "machines/valid/jsonata.asl.json";
        pub mod map = "machines/valid/map.asl.json";
        pub mod parallel = "machines/valid/parallel.asl.json";
        pub mod pass = "machines/valid/pass.asl.json";
        pub mod task = "machines/valid/task.asl.json";
        pub mod variables = "machines/valid/variables.asl.json";
        pub mod wait = "machines/valid/wait.asl.json";
    }
}

/// A place where the usual names mean something else.
mod shadowed {
    #![allow(dead_code, non_camel_case_types, unused_macros)]

    pub(crate) struct Result;
    pub(crate) struct Option;
    pub(crate) struct Vec;
    pub(crate) struct String;
    pub(crate) struct Box;
    pub(crate) struct Ok;
    pub(crate) struct Err;
    pub(crate) struct Some;
    pub(crate) struct None;
    pub(crate) struct str;
    pub(crate) struct usize;
    pub(crate) trait Clone {}
    pub(crate) trait Debug {}
    pub(crate) trait Send {}
    pub(crate) trait Sync {}
    pub(crate) trait Future {}
    pub(crate) trait Default {}
    pub(crate) trait Serialize {}
    mod core {}
    mod std {}
    mod alloc {}
    mod serde {}
    mod serde_json {}
    mod tokio {}
    mod asl_runtime {}

    macro_rules! concat {
        ($($any:tt)*) => {
            compile_error!("not this one")
        };
    }
    macro_rules! include_bytes {
        ($($any:tt)*) => {
            concat!()
        };
    }

    ::asl_runtime::asl! {
        pub(crate) mod distributed = "machines/valid/distributed.asl.json";
        pub(crate) mod task = "machines/valid/task.asl.json";
        pub(crate) mod jsonata = "machines/valid/jsonata.asl.json";
        pub(crate) mod map = "machines/valid/map.asl.json";
        pub(crate) mod parallel = "machines/valid/parallel.asl.json";
        pub(crate) mod variables = "machines/valid/variables.asl.json";
    }
}

/// A place without a prelude.
#[no_implicit_prelude]
mod bare {
    ::asl_runtime::asl! {
        pub(crate) mod distributed = "machines/valid/distributed.asl.json";
        pub(crate) mod task = "machines/valid/task.asl.json";
        pub(crate) mod choice = "machines/valid/choice.asl.json";
        pub(crate) mod jsonata = "machines/valid/jsonata.asl.json";
        pub(crate) mod map = "machines/valid/map.asl.json";
        pub(crate) mod parallel = "machines/valid/parallel.asl.json";
        pub(crate) mod variables = "machines/valid/variables.asl.json";
        pub(crate) mod wait = "machines/valid/wait.asl.json";
    }
}

#[tokio::test(start_paused = true)]
async fn generated_code_does_not_see_the_names_around_it() {
    let input = json!({ "address": "Rue 1", "lines": [{}, {}], "id": 7 });
    let expected = json!({ "tracking": 7 });
    let tasks = || {
        Dynamic(from_fn(|task| async move {
            Ok(match task.state {
                "Ship" => json!({ "number": 7 }),
                name => json!(name),
            })
        }))
    };
    let shadowed = shadowed::task::Machine::new(tasks());
    assert_eq!(shadowed.run(input.clone()).await, Ok(expected.clone()));
    let bare = bare::task::Machine::new(tasks());
    assert_eq!(bare.run(input.clone()).await, Ok(expected));
    let packed = shadowed::map::Machine::new(tasks()).run(input).await;
    let packed = packed.map(|output| output["packed"].clone());
    assert_eq!(packed, Ok(json!(["Pack", "Pack"])));
}

asl! {
    /// States whose names mean something in Rust or in generated code.
    mod reserved = {
        "StartAt": "loop",
        "States": {
            "loop": { "Type": "Pass", "Next": "Self" },
            "Self": { "Type": "Task", "Resource": "a", "Next": "self" },
            "self": { "Type": "Task", "Resource": "a", "Next": "crate" },
            "crate": { "Type": "Task", "Resource": "a", "Next": "super" },
            "super": { "Type": "Task", "Resource": "a", "Next": "async" },
            "async": { "Type": "Task", "Resource": "a", "Next": "type" },
            "type": { "Type": "Task", "Resource": "a", "Next": "gen" },
            "gen": { "Type": "Task", "Resource": "a", "Next": "Machine" },
            "Machine": { "Type": "Task", "Resource": "a", "Next": "State" },
            "State": { "Type": "Task", "Resource": "a", "Next": "Tasks" },
            "Tasks": { "Type": "Task", "Resource": "a", "Next": "__rt" },
            "__rt": { "Type": "Task", "Resource": "a", "Next": "__transitions" },
            "__transitions": { "Type": "Task", "Resource": "a", "Next": "Ok" },
            "Ok": { "Type": "Task", "Resource": "a", "Next": "Err" },
            "Err": { "Type": "Task", "Resource": "a", "Next": "Some" },
            "Some": { "Type": "Task", "Resource": "a", "Next": "None" },
            "None": { "Type": "Task", "Resource": "a", "Next": "run" },
            "run": { "Type": "Task", "Resource": "a", "Next": "new" },
            "new": { "Type": "Task", "Resource": "a", "Next": "start" },
            "start": { "Type": "Task", "Resource": "a", "Next": "step" },
            "step": { "Type": "Task", "Resource": "a", "Next": "clone" },
            "clone": { "Type": "Task", "Resource": "a", "Next": "fmt" },
            "fmt": { "Type": "Task", "Resource": "a", "Next": "drop" },
            "drop": { "Type": "Task", "Resource": "a", "Next": "into" },
            "into": { "Type": "Task", "Resource": "a", "Next": "cx" },
            "cx": { "Type": "Task", "Resource": "a", "Next": "raw" },
            "raw": { "Type": "Task", "Resource": "a", "Next": "tasks" },
            "tasks": { "Type": "Task", "Resource": "a", "Next": "_" },
            "_": { "Type": "Task", "Resource": "a", "End": true }
        }
    };

    /// Children whose names mean something in generated code, or become the same.
    mod reserved_children = {
        "StartAt": "State",
        "States": {
            "State": { "Type": "Map", "Next": "Machine", "ItemProcessor": {
                "StartAt": "State of an item", "States": { "State of an item": { "Type": "Pass", "End": true } } } },
            "Machine": { "Type": "Map", "Next": "self", "ItemProcessor": {
                "StartAt": "Tasks", "States": { "Tasks": { "Type": "Task", "Resource": "a", "End": true } } } },
            "self": { "Type": "Map", "Next": "__transitions", "ItemProcessor": {
                "StartAt": "Item", "States": { "Item": { "Type": "Pass", "End": true } } } },
            "__transitions": { "Type": "Map", "Next": "mod", "ItemProcessor": {
                "StartAt": "__rt", "States": { "__rt": { "Type": "Pass", "End": true } } } },
            "mod": { "Type": "Parallel", "Next": "mod 0", "Branches": [
                { "StartAt": "Branch", "States": { "Branch": { "Type": "Pass", "End": true } } },
                { "StartAt": "branch", "States": { "branch": { "Type": "Pass", "End": true } } } ] },
            "mod 0": { "Type": "Map", "Next": "mod-0", "ItemProcessor": {
                "StartAt": "x", "States": { "x": { "Type": "Pass", "End": true } } } },
            "mod-0": { "Type": "Map", "Next": "mod 0 item", "ItemProcessor": {
                "StartAt": "X", "States": { "X": { "Type": "Pass", "End": true } } } },
            "mod 0 item": { "Type": "Pass", "End": true }
        }
    };

    /// States whose names are no identifiers, or become the same one.
    mod unusual = {
        "StartAt": "1",
        "States": {
            "1": { "Type": "Task", "Resource": "a", "Next": "Größe prüfen" },
            "Größe prüfen": { "Type": "Task", "Resource": "a", "Next": "注文" },
            "注文": { "Type": "Task", "Resource": "a", "Next": "???" },
            "???": { "Type": "Task", "Resource": "a", "Next": "!" },
            "!": { "Type": "Task", "Resource": "a", "Next": "🚀" },
            "🚀": { "Type": "Task", "Resource": "a", "Next": " " },
            " ": { "Type": "Task", "Resource": "a", "Next": "Ship Order" },
            "Ship Order": { "Type": "Task", "Resource": "a", "Next": "ShipOrder" },
            "ShipOrder": { "Type": "Task", "Resource": "a", "Next": "ship-order" },
            "ship-order": { "Type": "Task", "Resource": "a", "Next": "ShipOrder_2" },
            "ShipOrder_2": { "Type": "Task", "Resource": "a", "Next": "say \"hi\" {} \\ \n" },
            "say \"hi\" {} \\ \n": { "Type": "Task", "Resource": "a", "Comment": "*/ ``` </script> #[x] \"", "End": true }
        }
    };
}

#[tokio::test]
async fn a_state_may_have_any_name() {
    let output = reserved::Machine::new(named()).run(Value::Null).await;
    assert_eq!(output, Ok(json!("_")));
    let output = unusual::Machine::new(named()).run(Value::Null).await;
    assert_eq!(output, Ok(json!("say \"hi\" {} \\ \n")));
    let machine = reserved_children::Machine::new(named());
    let output = machine.run(json!([[]])).await;
    assert_eq!(output.map(|output| output.is_array()), Ok(true));
}

#[test]
fn a_stored_position_has_the_names_of_the_definition() {
    let states = [
        (unusual::State::_1(json!(1)), r#"{"1":1}"#),
        (
            unusual::State::GrößePrüfen(json!(1)),
            r#"{"Größe prüfen":1}"#,
        ),
        (unusual::State::ShipOrder_3(json!(1)), r#"{"ship-order":1}"#),
    ];
    for (state, text) in states {
        assert_eq!(serde_json::to_string(&state).ok().as_deref(), Some(text));
        assert_eq!(
            serde_json::from_str::<unusual::State>(text).ok(),
            Some(state)
        );
    }
    let state = reserved::State::Self_(json!(1));
    assert_eq!(
        serde_json::to_string(&state).ok().as_deref(),
        Some(r#"{"Self":1}"#)
    );
}

asl! {
    /// Machines inside each other, more than rustc follows on its own.
    mod nested = {
        "StartAt": "One",
        "States": {
            "One": { "Type": "Parallel", "End": true, "Branches": [{ "StartAt": "Two", "States": {
                "Two": { "Type": "Map", "End": true, "ItemProcessor": { "StartAt": "Three", "States": {
                    "Three": { "Type": "Parallel", "End": true, "Branches": [{ "StartAt": "Four", "States": {
                        "Four": { "Type": "Map", "End": true, "ItemProcessor": { "StartAt": "Five", "States": {
                            "Five": { "Type": "Task", "Resource": "five", "End": true } } } } } }] } } } } } }] }
        }
    };
}

#[tokio::test]
async fn machines_may_stand_inside_each_other() {
    let machine = nested::Machine::new(named());
    let output = tokio::spawn(async move { machine.run(json!([[1, 2]])).await });
    let output = output.await.expect("a task that ends");
    assert_eq!(output, Ok(json!([[[["Five", "Five"]]]])));
}

/// A missing `cfg` would be a clash of names.
mod attributes {
    ::asl_runtime::asl! {
        /// The one that counts.
        #[cfg(test)]
        #[allow(dead_code, reason = "an attribute of the user's")]
        pub(super) mod chosen = {
            "StartAt": "A",
            "States": { "A": { "Type": "Pass", "Result": "chosen", "End": true } }
        };

        #[cfg(not(test))]
        pub(super) mod chosen = {
            "StartAt": "A",
            "States": { "A": { "Type": "Pass", "Result": "dropped", "End": true } }
        };
    }
}

#[tokio::test]
async fn a_module_takes_attributes() {
    let output = attributes::chosen::Machine::new(named())
        .run(Value::Null)
        .await;
    assert_eq!(output, Ok(json!("chosen")));
}

asl! {
    /// Variables whose names mean something in Rust, and two that become one.
    mod variables = {
        "StartAt": "Set",
        "States": {
            "Set": {
                "Type": "Pass",
                "Assign": { "type": 1, "self": 2, "orderTotal": 3, "order_total": 4, "variables": 5, "cx": 6, "Größe": 7 },
                "Next": "Read"
            },
            "Read": {
                "Type": "Pass",
                "Parameters": { "all.$": "States.Array($type, $self, $orderTotal, $order_total, $variables, $cx, $Größe)" },
                "End": true
            }
        }
    };
}

#[tokio::test]
async fn names_of_variables_become_fields() {
    let machine = variables::Machine::new(named());
    let mut execution = machine.start(json!({}));
    execution.step().await.expect("they are assigned");
    let variables::Variables {
        r#type,
        self_,
        order_total,
        order_total_2,
        größe,
        ..
    } = execution.variables();
    let values = [r#type, self_, order_total, order_total_2, größe].map(Clone::clone);
    assert_eq!(values, [1, 2, 3, 4, 7].map(|n| Some(json!(n))));
    let output = execution.finish().await;
    assert_eq!(output, Ok(json!({ "all": [1, 2, 3, 4, 5, 6, 7] })));
}

#[tokio::test]
async fn a_machine_may_stand_in_a_function() {
    asl! {
        mod local = {
            "StartAt": "Greet",
            "States": { "Greet": { "Type": "Task", "Resource": "greet", "End": true } }
        };
    }
    struct Polite;
    impl local::Tasks for Polite {
        async fn greet(&self, input: Value, _: &asl_runtime::TaskContext<'_>) -> TaskResult {
            Ok(json!({ "hello": input }))
        }
    }
    let output = local::Machine::new(Polite).run(json!("Ada")).await;
    assert_eq!(output, Ok(json!({ "hello": "Ada" })));
}

macro_rules! machine_of {
    ($name:ident, $state:literal) => {
        asl! {
            mod $name = {
                "StartAt": $state,
                "States": { $state: { "Type": "Pass", "Result": $state, "End": true } }
            };
        }
    };
}

machine_of!(from_a_macro, "A");

#[tokio::test]
async fn a_macro_may_write_a_definition() -> Result<(), ExecutionError> {
    let output = from_a_macro::Machine::new(named()).run(Value::Null).await?;
    assert_eq!(output, json!("A"));
    Ok(())
}
