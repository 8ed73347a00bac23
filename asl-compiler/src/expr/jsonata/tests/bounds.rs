//! Nothing that can be written overflows the stack.

use crate::expr::jsonata::restrict::{self, Member};
use crate::expr::jsonata::{SyntaxError, parse, scope, walk};

fn refused(text: &str) -> SyntaxError {
    parse(text).expect_err("should be refused")
}

#[test]
fn no_text_overflows_the_stack() {
    const MANY: usize = 100_000;
    let nested = [
        "(",
        "[",
        "-",
        "{'a':",
        "a[",
        "$f(",
        "a^(",
        "a{b:",
        "|a|",
        "a?b:",
        "$x:=",
        "function(){",
        "a.(",
        "[1..",
        "a~>(",
        "a@",
        "$f(?,",
    ];
    for open in nested {
        let text = open.repeat(MANY);
        refused(&text);
        refused(&format!("{text}1"));
    }
    let chained = ["+1", "&'a'", "~>$f", " and a", "()", "?1:1", ".%", "-1"];
    for operator in chained {
        let error = refused(&format!("a{}", operator.repeat(MANY)));
        assert_eq!(error.code, "U1001", "{operator}");
    }
}

#[test]
fn a_path_may_have_as_many_steps_and_filters_as_it_likes() {
    for step in [".a", "[0]", "[]", "#$i[0]", "^(a)", ".b[0]", ".(a)"] {
        assert!(
            parse(&format!("a{}", step.repeat(10_000))).is_ok(),
            "{step}"
        );
    }
}

#[test]
fn expressions_may_be_nested_128_deep() {
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("-", ""),
        ("$f(", ")"),
        ("$a ? $b : ", ""),
    ] {
        let nested = |levels: usize| format!("{}a{}", open.repeat(levels), close.repeat(levels));
        assert!(parse(&nested(127)).is_ok(), "{open}");
        let error = refused(&nested(128));
        assert_eq!(
            error.label,
            "an expression may be nested 128 levels deep only"
        );
    }
}

#[test]
fn a_tree_may_be_256_levels_high() {
    let sum = |terms: usize| vec!["1"; terms].join("+");
    assert!(parse(&sum(256)).is_ok());
    let error = refused(&sum(257));
    assert_eq!(
        error.label,
        "an expression may be nested 256 levels deep only"
    );
}

#[test]
fn the_highest_trees_can_be_walked_through() {
    for (levels, open, chain, close) in [
        (125, "(", "+ 1", ")"),
        (125, "[", "+ 1", "]"),
        (125, "$x[", "()", "]"),
        (125, "$f(", " ~> $g", ")"),
        (125, "$x{'a': ", " and b", "}"),
        (125, "{'a': ", " or c", "}"),
        (125, "function(){", "+ 1", "}"),
        (125, "$a ? $b : ", "", ""),
        (125, "$x := ", "", ""),
        (60, "-(", "& 'a'", ")"),
        (60, "a^(", "()", ")"),
        (60, "a.(", "+ 1", ")"),
    ] {
        let (opened, chained) = (open.repeat(levels), chain.repeat(125));
        let text = format!("{opened}b {chained}{}", close.repeat(levels));
        let expr = parse(&text).unwrap_or_else(|error| panic!("{open}: {error:?}"));
        let _ = scope::references(&expr);
        let _ = restrict::check(&expr, &Member::ALL);
        let _ = walk::regexes(&expr);
        drop(expr.clone());
    }
}
