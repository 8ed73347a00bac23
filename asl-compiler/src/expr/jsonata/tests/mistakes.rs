//! What is said of texts that are no expression.

use crate::expr::ExprError;
use crate::expr::jsonata::parse;
use crate::expr::jsonata::testing::assert_refuses;

#[track_caller]
fn assert_all_refused(code: &str, table: &[(&str, &str, &str)]) {
    for (marked, label, help) in table {
        assert_refuses(marked, code, label, help);
    }
}

#[test]
fn what_is_opened_must_be_closed() {
    for (marked, code, label) in [
        ("1 + >>>'<<<a", "S0101", "this quote is never closed"),
        (">>>\"<<<a'", "S0101", "this quote is never closed"),
        ("a.>>>`<<<b", "S0105", "this backtick is never closed"),
        ("a >>>/*<<< b", "S0106", "this comment is never closed"),
    ] {
        assert_refuses(marked, code, label, "");
    }
}

#[test]
fn escapes_are_those_of_json() {
    let apostrophe = "put a text with an apostrophe into double quotes";
    assert_refuses(
        r"'it>>>\'<<<s'",
        "S0103",
        r"`\'` is no escape sequence",
        apostrophe,
    );
    let backslash = r"a backslash is written `\\`";
    assert_refuses(
        r"'C:>>>\y<<<'",
        "S0103",
        r"`\y` is no escape sequence",
        backslash,
    );
    let digits = r"`\u` must be followed by 4 hexadecimal digits";
    let half = "this is half a surrogate pair, and no character";
    assert_all_refused(
        "S0104",
        &[
            (r"'>>>\u<<<00g0'", digits, ""),
            (r"'>>>\u<<<'", digits, ""),
            (r"'>>>\ud83d<<<'", half, ""),
            (r"'>>>\ud83d<<<\u0041'", half, ""),
            (r"'>>>\ude00<<<'", half, ""),
        ],
    );
}

#[test]
fn numbers_have_bounds() {
    assert_refuses("1 + >>>1e400<<<", "S0102", "this number is too large", "");
}

#[test]
fn regular_expressions_have_an_inside_and_an_end() {
    let parentheses = "to divide, put what stands before the `/` into parentheses";
    let endless = "this `/` begins a regular expression that never ends";
    assert_all_refused(
        "S0302",
        &[
            ("$f(>>>/<<<a)", endless, parentheses),
            ("a[] >>>/<<< 2", endless, parentheses),
        ],
    );
    assert_refuses(
        "$f(>>>//<<<)",
        "S0301",
        "a regular expression cannot be empty",
        "",
    );
    let first = "a regular expression cannot stand directly behind an opening bracket; \
                 bind it first: `($pattern := /a+/; ...)`";
    assert_refuses("[>>>/<<<a/]", "S0211", "expected a value, not `/`", first);
}

#[test]
fn nothing_may_follow_an_expression() {
    let end = "expected an operator or the end of the expression";
    assert_all_refused(
        "S0201",
        &[
            ("a >>>b<<<", end, ""),
            ("0>>>1<<<", end, ""),
            ("'a' >>>'b'<<<", end, ""),
            ("1 >>>..<<< 2", end, "a range stands in brackets: `[1..3]`"),
            (
                "2 >>>**<<< 3",
                end,
                "a power is written `$power(base, exponent)`",
            ),
            (
                "a >>>|<<<| b",
                end,
                "write `or` for one or the other, `&` to join texts",
            ),
            (
                "$a := 1>>>;<<< $a",
                end,
                "put expressions in a row into parentheses: `(a; b)`",
            ),
            (
                "1>>>,<<< 2",
                end,
                "put the elements of an array into brackets: `[a, b]`",
            ),
            ("a>>>)<<<", "this bracket was never opened", ""),
        ],
    );
}

#[test]
fn brackets_must_match() {
    assert_all_refused(
        "S0202",
        &[
            ("(a>>>]<<<", "expected `;` or `)`", ""),
            ("[1>>>)<<<", "expected `,` or `]`", ""),
            ("$f(1 >>>2<<<)", "expected `,` or `)`", ""),
            ("{'a': 1>>>;<<<}", "expected `,` or `}`", ""),
            ("{'a'>>>,<<< 1}", "expected `:`", ""),
            ("a[0>>>)<<<", "expected `]`", ""),
            ("a^>>>b<<<", "expected `(`", ""),
            (
                "(a >>>|<<<| b)",
                "expected `;` or `)`",
                "write `or` for one or the other, `&` to join texts",
            ),
            ("function($x) >>>$x<<<", "expected `{`", ""),
        ],
    );
    let end = |symbol: &str| format!("expected `{symbol}` before the end of the expression");
    for (marked, symbol) in [
        ("(a>>><<<", ")"),
        ("[1, 2 >>><<<", "]"),
        ("$f(1>>><<<", ")"),
        ("{'a'>>><<<", ":"),
        ("function($x>>><<<", ")"),
        ("|a>>><<<", "|"),
    ] {
        assert_refuses(marked, "S0203", &end(symbol), "");
    }
}

#[test]
fn an_operator_needs_its_operands() {
    let end = "expected a value before the end of the expression";
    assert_all_refused(
        "S0207",
        &[
            ("1 +>>><<<", end, ""),
            ("a.>>><<<", end, ""),
            ("$a ? >>><<<", end, ""),
        ],
    );
    assert_refuses("(1 + >>><<<", "S0203", end, "");
    assert_all_refused(
        "S0207",
        &[
            (">>><<<", "there is no expression here", ""),
            ("  >>><<<", "there is no expression here", ""),
        ],
    );
    assert_all_refused(
        "S0211",
        &[
            ("[1,>>>]<<<", "expected a value, not `]`", ""),
            ("a. >>>.<<<b", "expected a value, not `.`", ""),
            (
                "1 + >>>+<<<2",
                "expected a value, not `+`",
                "a number has no plus sign",
            ),
        ],
    );
}

#[test]
fn operators_of_other_languages_are_known() {
    assert_all_refused(
        "S0211",
        &[
            (
                "a >>>==<<< b",
                "there is no operator `==`",
                "equality is a single `=`",
            ),
            ("a >>>&&<<< b", "there is no operator `&&`", "write `and`"),
            (
                "$x >>>=><<< $x",
                "there is no operator `=>`",
                "a function is written `function($x) { ... }`",
            ),
        ],
    );
    assert_all_refused(
        "S0204",
        &[
            (
                ">>>!<<<a",
                "this is no operator",
                "write `$not(...)`, or `!=` for what is not equal",
            ),
            (
                "a >>>~<<< b",
                "this is no operator",
                "write `~>` to apply a function",
            ),
        ],
    );
}

#[test]
fn operators_of_later_versions_are_refused_with_what_to_write_instead() {
    let later = |operator: &str| {
        format!(
            "`{operator}` belongs to a later version of JSONata than the one that AWS documents, 2.0.6"
        )
    };
    let long = "$states.input.order.customer.address.city";
    for (marked, operator, help) in [
        (
            "$a.b >>>??<<< 1",
            "??",
            "write `$exists($a.b) ? $a.b : ...`",
        ),
        ("$a.b >>>?:<<< 1", "?:", "write `$a.b ? $a.b : ...`"),
        (
            &format!("{long} >>>??<<< 1"),
            "??",
            "write `$exists(a) ? a : ...`",
        ),
    ] {
        assert_refuses(marked, "S0211", &later(operator), help);
    }
    assert_refuses("$a ? >>>:<<< 1", "S0211", "expected a value, not `:`", "");
}

#[test]
fn only_variables_can_be_bound() {
    let bound = "only a variable can be bound";
    assert_all_refused(
        "S0212",
        &[
            (">>>total<<< := 1", bound, "write `$total`"),
            (">>>$a.b<<< := 1", bound, ""),
            (">>>$a[0]<<< := 1", bound, ""),
            (">>>$$<<< := 1", bound, ""),
            (">>>1<<< := 2", bound, ""),
        ],
    );
    assert_all_refused(
        "S0214",
        &[
            (
                "a@>>>b<<<",
                "expected a variable behind `@`, such as `$x`",
                "",
            ),
            (
                "a#>>>1<<<",
                "expected a variable behind `#`, such as `$x`",
                "",
            ),
            (
                "a#>>><<<",
                "expected a variable behind `#`, such as `$x`",
                "",
            ),
        ],
    );
    let parameter = "a parameter must be a variable, such as `$x`";
    assert_all_refused(
        "S0208",
        &[
            ("function(>>>x<<<) { 1 }", parameter, ""),
            ("function($x, >>>$y[0]<<<) { 1 }", parameter, ""),
            ("function(>>>?<<<) { 1 }", parameter, ""),
        ],
    );
}

#[test]
fn steps_are_not_literals() {
    let index = "an index stands in brackets, as in `a[0]`";
    let name = "put the name of a field into backticks";
    assert_all_refused(
        "S0213",
        &[
            (
                "$items.>>>0<<<",
                "a number cannot be a step of a path",
                index,
            ),
            (">>>1<<<.a", "a number cannot be a step of a path", index),
            (
                "$x.>>>true<<<.y",
                "this value cannot be a step of a path",
                name,
            ),
            (
                ">>>null<<<.a",
                "this value cannot be a step of a path",
                name,
            ),
        ],
    );
}

#[test]
fn what_may_follow_a_grouping_or_a_filter_is_limited() {
    let parentheses = "put what stands before it into parentheses";
    assert_refuses(
        "$x{a: b}>>>[<<<0]",
        "S0209",
        "a filter cannot follow a grouping",
        parentheses,
    );
    let group = "only one grouping can follow an expression";
    assert_refuses("a{b: c}>>>{d: e}<<<", "S0210", group, parentheses);
    let filter = "a context variable cannot be bound behind a filter";
    assert_refuses(
        "a[0]>>>@<<<$b",
        "S0215",
        filter,
        "put the filter behind the variable",
    );
    let sort = "a context variable cannot be bound behind a sort";
    assert_refuses(
        "a^(b)>>>@<<<$c",
        "S0216",
        sort,
        "put the sort behind the variable",
    );
}

#[test]
fn a_parent_needs_a_step_that_has_one() {
    let none = "no step before this `%` has a context to go back to";
    let other = "`%` can go back to the context of a name or a wildcard only";
    assert_all_refused(
        "S0217",
        &[
            (">>>%<<<", none, ""),
            ("a.%.>>>%<<<", none, ""),
            ("1 + >>>%<<<.a", none, ""),
            ("a.$f().>>>%<<<", other, ""),
            ("$x[>>>%<<<.a]", other, ""),
        ],
    );
}

#[test]
fn signatures_are_made_of_the_letters_of_types() {
    let help = "such as `<s-n?:b>`: a string or the context, perhaps a number; it gives a Boolean";
    for (marked, code, label) in [
        (
            "λ($x)>>><n<n>><<<{1}",
            "S0401",
            "only arrays and functions have a type in angle brackets",
        ),
        (
            "λ($x)>>><(sa<n>)><<<{1}",
            "S0402",
            "types with parameters cannot stand in parentheses",
        ),
        (
            "λ($x)>>><q><<<{1}",
            "S0401",
            "`q` is not the letter of a type",
        ),
        (
            "λ($x)>>><s++><<<{1}",
            "S0401",
            "`+` is not the letter of a type",
        ),
        (
            "λ($x)>>><-s><<<{1}",
            "S0401",
            "`-` is not the letter of a type",
        ),
        (
            "λ($x)>>><(s><<<{1}",
            "S0401",
            "`>` is not the letter of a type",
        ),
        (
            "λ($x)>>><()><<<{1}",
            "S0401",
            "expected the letters of types and `)`",
        ),
        (
            "λ($x)>>><a<>><<<{1}",
            "S0401",
            "expected the letter of a type behind `<`",
        ),
        (
            "λ($x)>>><sssssssssssss><<<{1}",
            "S0401",
            "a signature has 12 parameters at most",
        ),
    ] {
        assert_refuses(marked, code, label, help);
    }
    assert_refuses("λ($x)<s>>>{<<<1}", "S0202", "expected `>`", "");
}

#[test]
fn a_mistake_in_the_syntax_is_told_before_one_in_a_path() {
    let end = "expected an operator or the end of the expression";
    assert_refuses("$.7>>>a<<<", "S0201", end, "");
}

#[test]
fn the_code_is_left_out_where_an_expression_of_any_kind_is_meant() {
    let error = ExprError::from(parse("!a").expect_err("no expression"));
    assert_eq!(error.label, "this is no operator");
    assert!(error.help.is_some());
}
