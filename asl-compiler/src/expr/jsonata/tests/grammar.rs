//! Tokens, operators, brackets.

use crate::expr::jsonata::ast::Kind;
use crate::expr::jsonata::parse;
use crate::expr::jsonata::testing::assert_parses;

#[track_caller]
fn assert_all_parse(table: &[(&str, &str)]) {
    for (text, tree) in table {
        assert_parses(text, tree);
    }
}

#[test]
fn operators_bind_as_strongly_as_the_language_says() {
    assert_all_parse(&[
        ("1 + 2 * 3 - 4", "(Subtract (Add 1 (Multiply 2 3)) 4)"),
        ("$a/$b%$c", "(Remainder (Divide $a $b) $c)"),
        ("$a & $b & $c", "(Concatenate (Concatenate $a $b) $c)"),
        ("$a and $b or $c and $d", "(Or (And $a $b) (And $c $d))"),
        ("$a = 1 and $b in $c", "(And (Equal $a 1) (In $b $c))"),
        ("$a != 1 = $b", "(Equal (NotEqual $a 1) $b)"),
        ("$a<1 or $a>=2", "(Or (Less $a 1) (GreaterOrEqual $a 2))"),
        ("$a>1 or $a<=2", "(Or (Greater $a 1) (LessOrEqual $a 2))"),
        ("$x := $y := 1", "($x := ($y := 1))"),
        ("$x := $a ? 1 : 2", "($x := ($a ? 1 : 2))"),
        ("$a ? 1 : $b ? 2 : 3", "($a ? 1 : ($b ? 2 : 3))"),
        ("$a ? 1", "($a ? 1)"),
        ("1 ~> $f ~> $g(2)", "((1 ~> $f) ~> $g(2))"),
        ("a.b + c", "(Add <a b> <c>)"),
        ("-a.b", "-<a b>"),
        ("-$a + 1", "(Add -$a 1)"),
    ]);
}

#[test]
fn a_sign_becomes_part_of_its_number() {
    assert_all_parse(&[
        ("-1.5e3", "-1.5e3"),
        ("--1", "1"),
        ("-(1)", "-(1)"),
        ("-1[0]", "-1[0]"),
    ]);
    assert_all_parse(&[("2-1", "(Subtract 2 1)"), ("2 - -1", "(Subtract 2 -1)")]);
}

#[test]
fn numbers_are_kept_as_they_are_written() {
    for text in [
        "0",
        "1",
        "9007199254740993",
        "0.10",
        "1e5",
        "1E+5",
        "0.5e-3",
    ] {
        assert_parses(text, text);
    }
    assert_parses("[1..3]", "[(Range 1 3)]");
}

#[test]
fn strings_are_decoded() {
    assert_all_parse(&[
        (r#""it's""#, "'it's'"),
        (r#"'say "a"'"#, r#"'say "a"'"#),
        (r#""\"\\\/\b\f\n\r\t""#, "'\"\\/\u{8}\u{c}\n\r\t'"),
        (r"'\u00e9\ud83d\ude00'", "'é\u{1F600}'"),
        ("'a\nb'", "'a\nb'"),
    ]);
}

#[test]
fn names_end_at_blanks_and_at_the_characters_of_operators() {
    assert_all_parse(&[
        ("é_1$\"'", "<é_1$\"'>"),
        ("`a.b c`", "<a.b c>"),
        ("and.or.in", "<and or in>"),
        ("or or or", "(Or <or> <or>)"),
        ("`true`", "<true>"),
        ("true", "true"),
        ("null", "null"),
        ("$and", "$and"),
    ]);
}

#[test]
fn a_dollar_alone_is_the_context_and_two_are_the_root() {
    assert_all_parse(&[
        ("$", "$"),
        ("$$", "$$"),
        ("$.a", "<$ a>"),
        ("$$$", "$$$"),
        ("$ := 1", "($ := 1)"),
    ]);
    assert!(matches!(parse("$$$").expect("a variable").kind, Kind::Variable(name) if name == "$$"));
}

#[test]
fn a_slash_divides_behind_an_operand_and_begins_a_pattern_elsewhere() {
    assert_all_parse(&[
        ("a/b/c", "(Divide (Divide <a> <b>) <c>)"),
        ("$f(/a+/im)", "$f(/a+/im)"),
        (r"$f(/a\/[/](\/)/)", r"$f(/a\/[/](\/)/)"),
        ("a[/b/]", "<a|[/b/]>"),
        ("(a)/b", "(Divide (<a>) <b>)"),
    ]);
}

#[test]
fn comments_are_blanks() {
    assert_parses("/* a */ b /**/ . /* * / */ c", "<b c>");
}

#[test]
fn brackets_hold_blocks_arrays_and_objects() {
    assert_all_parse(&[
        ("()", "()"),
        ("(a; $b;)", "(<a>; $b)"),
        ("[]", "[]"),
        ("[1, [2..3]]", "[1, [(Range 2 3)]]"),
        ("{}", "{}"),
        ("{'a': 1, b: $c}", "{'a': 1, <b>: $c}"),
        ("|a.b|{'c': d}|", "|<a b>|{'c': <d>}|"),
        ("|a|{}, 'c'|", "|<a>|{}, 'c'|"),
    ]);
}

#[test]
fn calls_partial_applications_and_functions() {
    assert_all_parse(&[
        ("$f()", "$f()"),
        ("$f(1, a)(2)", "$f(1, <a>)(2)"),
        ("$f(?, 1)", "$f(?, 1)"),
        ("function($x, $y) { $x }", "λ(x,y){$x}"),
        (
            "λ($x)<a<n>-(sn)?x+:f<n:n>>{ 1 }",
            "λ(x)<a<n>-(sn)?x+:f<n:n>>{1}",
        ),
        ("function(){ 1 }()", "λ(){1}()"),
        ("f(1)", "<f>(1)"),
    ]);
}

#[test]
fn calls_that_a_function_ends_with_are_marked() {
    assert_all_parse(&[
        ("$f()", "$f()"),
        ("function() { $f($g()) }", "λ(){$f!($g())}"),
        (
            "function() { $a ? $f() : ($g(); $h()) }",
            "λ(){($a ? $f!() : ($g(); $h!()))}",
        ),
        ("function() { function() { $f() }() }", "λ(){λ(){$f!()}!()}"),
        ("function() { 1 + $f() }", "λ(){(Add 1 $f())}"),
        ("function() { $f(?) }", "λ(){$f(?)}"),
    ]);
}

#[test]
fn a_call_with_something_behind_it_does_not_end_a_function() {
    assert_all_parse(&[
        ("function() { $f()[0] }", "λ(){$f()[0]}"),
        ("function() { $f()[] }", "λ(){$f()[]}"),
        ("function() { $f(){'a': 1} }", "λ(){$f(){'a': 1}}"),
        ("function() { ($f())[0] }", "λ(){($f())[0]}"),
    ]);
}

#[test]
fn an_expression_knows_its_place() {
    let text = " $f( 1 + 'é' )[0] ";
    let expr = parse(text).expect("a call");
    assert_eq!(&text[expr.span.range()], "$f( 1 + 'é' )");
    let text = "1 + (a.b[0] . c) ";
    let mut shown = Vec::new();
    let expr = parse(text).expect("a sum");
    expr.for_each_part(&mut |part, _| {
        shown.push(&text[part.span.range()]);
        part.for_each_part(&mut |part, _| shown.push(&text[part.span.range()]));
    });
    assert_eq!(shown, ["1", "(a.b[0] . c)", "a.b[0] . c"]);
}
