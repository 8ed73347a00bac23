use proc_macro2::TokenStream;
use quote::quote;

use super::expression;
use crate::expr::jsonata::parse;
use crate::lower::jsonata::{Outside, lower};

/// `$states.input` and `$order`, which a state machine might supply.
struct World;

impl Outside for World {
    fn variable(&mut self, name: &str, names: &[&str]) -> Option<(TokenStream, usize)> {
        match (name, names) {
            ("states", ["input", ..]) => Some((quote!(input), 1)),
            ("order", _) => Some((quote!(order), 0)),
            _ => None,
        }
    }

    fn root(&mut self) -> Option<TokenStream> {
        None
    }

    fn has_context(&self) -> bool {
        false
    }
}

/// Asserts what an expression becomes. Only the names of the runtime are shortened.
#[track_caller]
fn assert_emits(text: &str, expected: &str) {
    let tree = parse(text).expect("it is an expression");
    let emitted = compact(&expression(&lower(&tree, &mut World)));
    let emitted = emitted.replace("__rt::jsonata::", "").replace("__rt::", "");
    let expected = expected.parse().expect("it is Rust");
    assert_eq!(emitted, compact(&expected), "{text}");
}

/// Tokens print with blanks that depend on where they come from.
fn compact(tokens: &TokenStream) -> String {
    tokens.to_string().split_whitespace().collect()
}

/// The same for what is evaluated in a closure, because it may end early.
#[track_caller]
fn assert_emits_closure(text: &str, expected: &str) {
    assert_emits(text, &format!("(|| -> Result<'_> {{ {expected} }})()"));
}

#[test]
fn a_plain_path_is_one_call() {
    assert_emits("$states.input", "Ok(input)");
    assert_emits(
        "$states.input.order.total",
        r#"ev.path(input, &["order", "total"])"#,
    );
    assert_emits("$order.total", r#"ev.path(order, &["total"])"#);
}

#[test]
fn constants_are_made_in_place() {
    assert_emits("42", "Ok(Item::Int(42))");
    assert_emits("-1.5", "Ok(Item::Float(-1.5))");
    assert_emits("1e3", "Ok(Item::Int(1000))");
    assert_emits("'a'", r#"Ok(Item::String("a"))"#);
    assert_emits("null", "Ok(Item::Null)");
}

#[test]
fn operators_are_calls() {
    assert_emits_closure(
        "$states.input.total > 100",
        r#"ev.greater(ev.path(input, &["total"])?, Item::Int(100))"#,
    );
    assert_emits_closure(
        "$order.a and ($order.b or true) ? 1 : 2",
        r#"Ok(if ev.path(order, &["a"])?.is_true(ev)?
               && (ev.path(order, &["b"])?.is_true(ev)? || true)
           { Item::Int(1) } else { Item::Int(2) })"#,
    );
    assert_emits(
        "'a' & $order & 'b'",
        r#"ev.concatenate(&[Item::String("a"), order, Item::String("b")])"#,
    );
}

#[test]
fn a_step_is_evaluated_in_each_context() {
    assert_emits_closure(
        "$states.input.items[price > 10].sku",
        r#"Ok(ev.last(
            ev.step(input, |c| ev.filter(
                ev.name(c, "items")?,
                |c| ev.greater(ev.path(c, &["price"])?, Item::Int(10))
            ))?,
            |c| ev.name(c, "sku")
        )?.settled())"#,
    );
    assert_emits_closure(
        "$order.items.(price * qty)",
        r#"Ok(ev.last(
            ev.steps(order, &["items"])?,
            |c| ev.multiply(ev.path(c, &["price"])?, ev.path(c, &["qty"])?)
        )?.settled())"#,
    );
}

#[test]
fn an_array_constructor_may_end_its_path() {
    assert_emits_closure(
        "[$order, 1].id",
        r#"ev.behind(
            ev.array(&[order, Item::Int(1)])?.constructed(),
            |constructor| ev.path(constructor, &["id"])
        )"#,
    );
}

#[test]
fn indices_and_brackets_need_no_closure() {
    assert_emits("$order[0]", "Ok(ev.index(order, 0).settled())");
    assert_emits_closure(
        "$order.items[]",
        r#"Ok(ev.last(order, |c| ev.name(c, "items"))?.kept_path(ev).settled())"#,
    );
}

#[test]
fn constructors_are_calls() {
    assert_emits_closure(
        "{'id': $order.id, 'tags': [1, [2]]}",
        r#"Ok(ev.object(&[
            ("id", ev.path(order, &["id"])?),
            ("tags", ev.array(&[Item::Int(1), ev.array(&[Item::Int(2)])?.alone(ev)])?)
        ]))"#,
    );
    // Items come in groups where a path goes over several.
    assert_emits_closure(
        "$order.items{sku: qty}",
        r#"ev.group(
            ev.path(order, &["items"])?,
            1,
            |pair, c| match pair { _ => ev.path(c, &["sku"]), },
            |pair, c| match pair { _ => ev.path(c, &["qty"]), }
        )"#,
    );
}

#[test]
fn functions_of_the_library_are_called_directly() {
    assert_emits_closure(
        "$sum($order.prices)",
        r#"Ok(ev.native(
            &library::SUM,
            &[ev.path(order, &["prices"])?],
            Item::Undefined
        )?.settled())"#,
    );
    assert_emits_closure(
        "$order ~> $substringBefore(',')",
        r#"Ok(ev.native(
            &library::SUBSTRING_BEFORE,
            &[order, Item::String(",")],
            Item::Undefined
        )?.settled())"#,
    );
}

#[test]
fn variables_are_rust_variables_as_long_as_that_is_the_same() {
    assert_emits_closure(
        "($a := $order.a; $b := 1; $unused := 2; $a + $b)",
        r#"{
            let a_v0 = ev.path(order, &["a"])?;
            let b_v1 = Item::Int(1);
            ev.add(a_v0, b_v1)
        }"#,
    );
    assert_emits(
        "($a := 1; $a := 2; $a)",
        r"Ok({
            let a_v0 = ev.slot();
            a_v0.bind(Item::Int(1));
            a_v0.bind(Item::Int(2));
            a_v0.get().unwrap_or_default()
        })",
    );
}

#[test]
fn a_function_finds_itself_in_a_slot() {
    assert_emits_closure(
        "($f := function($n) { $n ? $f($n - 1) : 'done' }; $f(3))",
        r#"Ok({
            let f_v0 = ev.slot();
            f_v0.bind(ev.lambda(None, Item::Undefined, move |[n_v1]| Ok(
                if n_v1.is_true(ev)? {
                    ev.tail_call(
                        f_v0.get().unwrap_or_default(),
                        &[ev.subtract(n_v1, Item::Int(1))?],
                        Item::Undefined
                    )
                } else {
                    Item::String("done")
                }
            )));
            ev.apply(f_v0.get().unwrap_or_default(), &[Item::Int(3)], Item::Undefined)?.settled()
        })"#,
    );
}

#[test]
fn a_name_that_may_not_be_bound_yet_has_a_second_meaning() {
    // The inner `$a` is bound only if there is a `b`.
    assert_emits_closure(
        "($a := 1; ($order.b ? $a := 2; $a))",
        r#"Ok({
            let a_v0 = Item::Int(1);
            {
                let a_v1 = ev.slot();
                let _ = if ev.path(order, &["b"])?.is_true(ev)? {
                    a_v1.bind(Item::Int(2))
                } else {
                    Item::Undefined
                };
                a_v1.get().unwrap_or(a_v0)
            }
        })"#,
    );
}

#[test]
fn patterns_and_signatures_are_made_once() {
    assert_emits(
        "/a+/i",
        r#"Ok({
            static REGEX: LazyLock<Regex> = LazyLock::new(|| Regex::new("a+", "i"));
            Item::from(&*REGEX)
        })"#,
    );
    assert_emits(
        "function($x)<n:n> { $x }",
        r#"Ok(ev.lambda(
            Some(const { &Signature::parse("<n:n>") }),
            Item::Undefined,
            move |[x_v0]| Ok(x_v0)
        ))"#,
    );
}

#[test]
fn bindings_of_a_path_are_carried_along() {
    assert_emits_closure(
        "$order.items@$i.parts#$p.{'i': $i.id, 'p': $p}",
        r#"Ok(ev.stream(order)?
            .step(
                Binding { focus: Some("i"), index: None, ancestors: &[] },
                |_, c| ev.name(c, "items")
            )?
            .step(
                Binding { focus: None, index: Some("p"), ancestors: &[] },
                |_, c| ev.name(c, "parts")
            )?
            .step(
                Binding { focus: None, index: None, ancestors: &[] },
                |t0, _| Ok(ev.object(&[("i", ev.path(t0.get("i"), &["id"])?), ("p", t0.get("p"))]))
            )?
            .items().settled())"#,
    );
}
