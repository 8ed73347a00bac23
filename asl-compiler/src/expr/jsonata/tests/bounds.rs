//! Nothing that can be written overflows the stack.

use crate::expr::jsonata::{SyntaxError, parse};

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
fn an_expression_may_be_256_levels_high() {
    for open in ["(", "-", "["] {
        let close = match open {
            "(" => ")",
            "[" => "]",
            _ => "",
        };
        let nested = |levels: usize| format!("{}a{}", open.repeat(levels), close.repeat(levels));
        assert!(parse(&nested(255)).is_ok());
        assert_eq!(refused(&nested(256)).code, "U1001");
    }
    let sum = |terms: usize| vec!["1"; terms].join("+");
    assert!(parse(&sum(256)).is_ok());
    let error = refused(&sum(257));
    assert_eq!(
        error.label,
        "an expression may be nested 256 levels deep only"
    );
}
