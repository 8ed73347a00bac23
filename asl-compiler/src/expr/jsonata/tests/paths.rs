//! The structure of paths: steps, stages, bindings, and what `%` means.

use crate::expr::jsonata::testing::assert_parses;

#[track_caller]
fn assert_all_parse(table: &[(&str, &str)]) {
    for (text, tree) in table {
        assert_parses(text, tree);
    }
}

#[test]
fn a_path_is_flat() {
    assert_all_parse(&[
        ("a", "<a>"),
        ("a.b.c", "<a b c>"),
        ("a.(b.c).d", "<a (<b c>) d>"),
        ("'a'.\"b c\".`d`", "<a b c d>"),
        ("$x.*.**", "<$x * **>"),
        ("a.$f(b).c", "<a $f(<b>) c>"),
        ("a.{'b': c}", "<a {'b': <c>}>"),
    ]);
}

#[test]
fn a_filter_belongs_to_its_step() {
    assert_all_parse(&[
        ("a.b[0][1]", "<a b|[0]|[1]>"),
        ("(a.b)[0]", "(<a b>)[0]"),
        ("$x[0]", "$x[0]"),
        ("$x[0].a", "<$x[0] a>"),
        ("a.$x[0]", "<a $x|[0]>"),
        ("a[b = 1].c", "<a|[(Equal <b> 1)] c>"),
    ]);
}

#[test]
fn empty_brackets_keep_a_single_result_in_its_array() {
    assert_all_parse(&[
        ("a[].b", "<a[] b>![]"),
        ("a.b[]", "<a b[]>!"),
        ("a.b[][0]", "<a b[]|[0]>!"),
        ("a.b[0][]", "<a b[]|[0]>!"),
        ("a.$f()[]", "<a $f()[]>!"),
        ("$x[]", "$x[]"),
        ("(a.b)[]", "(<a b>)[]"),
        ("a@$b[]", "<a[]@b'>[]"),
        ("a.b{c: d}@$e[].f", "<a b[]@e' f>!{<c>: <d>}[]"),
        ("$a[] ~> $f", "($a[] ~> $f)[]"),
    ]);
}

#[test]
fn empty_brackets_behind_a_sort_or_an_index_leave_the_steps_alone() {
    assert_all_parse(&[("a^(b)[]", "<a ^(<b>)>[]"), ("a#$i[]", "<a#i'>[]")]);
}

#[test]
fn arrays_in_a_path_are_not_flattened_into_its_result() {
    assert_all_parse(&[
        ("[a].b.[c]", "<[<a>]! b [<c>]!>"),
        ("a.[b].c", "<a [<b>]! c>"),
        ("[a]", "[<a>]"),
    ]);
}

#[test]
fn a_sort_is_a_step() {
    assert_all_parse(&[
        ("a^(b, >c.d, <e)", "<a ^(<b>, ><c d>, <e>)>"),
        ("$x^($).a", "<$x ^($) a>"),
        ("a^(b)[0]", "<a ^(<b>)|[0]>"),
    ]);
}

#[test]
fn a_grouping_belongs_to_the_whole_path() {
    assert_all_parse(&[
        ("a.b{c: d}", "<a b>{<c>: <d>}"),
        ("a{b: c}.d", "<a d>{<b>: <c>}"),
        ("$x{b: c}", "$x{<b>: <c>}"),
        ("$x{b: c}.d", "<$x{<b>: <c>} d>"),
    ]);
}

#[test]
fn bindings_belong_to_their_step() {
    assert_all_parse(&[
        ("a@$b.c#$i", "<a@b' c#i'>"),
        ("a#$i@$b", "<a@b#i'>"),
        ("a[0]#$i[1]", "<a'|[0]|#i|[1]>"),
        ("$x#$i.a", "<$x#i' a>"),
        ("$x[0]#$i", "<$x'|[0]|#i>"),
    ]);
}

#[test]
fn a_parent_is_the_context_of_the_step_before() {
    assert_all_parse(&[
        ("a.b.%", "<a b%0' %0>"),
        ("a.b.%.c.%", "<a b%0' %0 c%1' %1>"),
        ("a.b.%.%", "<a%1' b%0' %0 %1>"),
        ("a.*.%", "<a *%0' %0>"),
        (
            "a.b.{'c': %.d, 'e': %.f}",
            "<a b%0%1' {'c': <%0 d>, 'e': <%1 f>}>",
        ),
        ("a.b^(%.c)", "<a b%0' ^(<%0 c>)>"),
        ("a.b[%.c = 1]", "<a b%0'|[(Equal <%0 c> 1)]>"),
        ("a.b.c[%.%.d = 1]", "<a b%1' c%0'|[(Equal <%0 %1 d> 1)]>"),
    ]);
}

#[test]
fn a_parent_looks_for_its_step_in_parentheses_and_outside_of_them() {
    assert_all_parse(&[
        ("a.(b.c).%", "<a (<b c%0'>')' %0>"),
        ("a.b.(c; %.d)", "<a b%0' (<c>; <%0 d>)>"),
        ("a.b.$f(1 + %.c)", "<a b%0' $f((Add 1 <%0 c>))>"),
    ]);
}

#[test]
fn steps_in_a_row_that_bind_have_one_parent() {
    assert_parses("a.b@$x.c@$y.%", "<a b@x%0' c@y' %0>");
}

#[test]
fn a_parent_that_the_reference_implementation_forgets_has_no_step() {
    assert_all_parse(&[
        ("a[%]", "<a|[%0]>"),
        ("a.b.function() { %.c }", "<a b λ(){<%0 c>}>"),
        ("a.b{%.c: 1}", "<a b>{<%0 c>: 1}"),
    ]);
}
