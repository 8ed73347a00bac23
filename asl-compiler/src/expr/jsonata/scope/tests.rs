use super::*;
use crate::expr::jsonata::parse;
use crate::testing::unmark;

fn references_of(text: &str) -> Vec<Reference> {
    references(&parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}")))
}

/// Asserts that the marked variables come from outside, and no others. Where a binding may be meant, `?` follows.
#[track_caller]
fn assert_free(marked: &str) {
    let (text, spans) = unmark(&marked.replace("<<<?", "<<<"));
    let doubts: Vec<_> = marked
        .split("<<<")
        .skip(1)
        .map(|rest| rest.starts_with('?'))
        .collect();
    let expected: Vec<_> = spans.into_iter().zip(doubts).collect();
    let found = references_of(&text);
    let mut found: Vec<_> = found.iter().map(|it| (it.span, !it.is_certain)).collect();
    found.sort();
    assert_eq!(found, expected, "{marked}");
}

#[test]
fn a_binding_holds_for_the_rest_of_its_block() {
    assert_free("($x := >>>$x<<< + 1; $x)");
    assert_free("(>>>$x<<<; $x := 1; $x)");
    assert_free("($x := 1; ($x; $y := 2; $y); >>>$y<<<)");
    assert_free("[$x := 1, $x]");
    assert_free("$x := >>>$y<<<");
}

#[test]
fn parameters_hold_in_their_function_only() {
    assert_free(
        ">>>$map<<<(>>>$order<<<.items, function($item, $i) { $item.price * $i * >>>$rate<<< }) & >>>$item<<<",
    );
    assert_free("function($x) { ($y := $x; $y) }");
}

#[test]
fn a_path_binds_from_the_step_on() {
    assert_free(">>>$order<<<[>>>$i<<<].items@$i#$n[$n = 1].{'a': $i}^($i.x){$n: $i}");
    assert_free("(>>>$a<<<.b@$c.d; >>>$c<<<)");
}

#[test]
fn a_binding_that_depends_on_the_data_leaves_a_doubt() {
    assert_free("(>>>$a<<< ? $b := 1; >>>$b<<<?)");
    assert_free("(>>>$a<<< and ($c := 1); >>>$c<<<)");
    assert_free("(>>>$a<<<[$b := 1]; >>>$b<<<?)");
    assert_free("(>>>$a<<< ? ($b := 1; $b) : 2)");
    assert_free("[1, 2].[>>>$a<<<?, $a := 1]");
}

#[test]
fn a_function_may_see_what_is_bound_after_it_was_made() {
    assert_free(
        "($even := function($n) { $n = 0 or >>>$odd<<<?($n - 1) }; $odd := function($n) { $even($n - 1) }; $even(4))",
    );
    assert_free("($f := function($n) { $n = 0 ? 1 : $f($n - 1) }; $f(5))");
    assert_free("($f := function() { >>>$other<<< }; $f())");
}

#[test]
fn a_transform_is_a_function_too() {
    assert_free("($t := | b | {'c': >>>$d<<<?} |; $d := 1; $t(1))");
}

#[test]
fn the_fields_behind_a_variable_are_given_as_far_as_they_are_plain() {
    for (text, fields) in [
        (
            "$states.context.Execution.Input.x",
            &["context", "Execution", "Input", "x"][..],
        ),
        ("$states", &[]),
        ("($states)", &[]),
        ("$states.input[0].a", &["input"]),
        ("$states[0].input", &[]),
        ("$states.*.a", &[]),
        ("$states.input.(a)", &["input"]),
        ("$states.input.a[]", &["input", "a"]),
        ("$states.input.'a b'", &["input", "a b"]),
        ("$states.input#$i.a", &["input", "a"]),
        ("$states.input@$i.a", &["input"]),
        ("$states.input^(a).b", &["input"]),
        ("$states.input{a: b}", &["input"]),
        ("[1].$states.input", &["input"]),
        ("$lookup($states, 'input')", &[]),
    ] {
        let references = references_of(text);
        let states = references
            .iter()
            .find(|it| it.name == "states")
            .expect(text);
        let found: Vec<_> = states.fields.iter().map(|field| &*field.value).collect();
        assert_eq!(found, fields, "{text}");
        for field in &states.fields {
            assert_eq!(text[field.span.range()].trim_matches('\''), field.value);
        }
    }
}

#[test]
fn functions_of_the_library_are_no_variables_unless_they_are_bound() {
    let free = |text: &str| {
        let free = free_variables(&parse(text).expect(text));
        free.into_iter().map(|it| it.name).collect::<Vec<_>>()
    };
    assert_eq!(free("$sum($a) & $map($b, $uppercase)"), ["a", "b"]);
    assert_eq!(free("($sum := 1; $sum)"), [""; 0]);
}

#[test]
fn time_and_random_numbers_are_asked_of_the_world() {
    let needs = |text: &str| needs(&parse(text).expect(text));
    let (time, random) = (true, true);
    assert_eq!(needs("$sum([1])"), Needs::default());
    assert_eq!(
        needs("$now()"),
        Needs {
            time,
            random: false
        }
    );
    assert_eq!(
        needs("[1].$millis"),
        Needs {
            time,
            random: false
        }
    );
    assert_eq!(
        needs("$map([1], $uuid)"),
        Needs {
            time: false,
            random
        }
    );
    assert_eq!(needs("$shuffle([$now()])"), Needs { time, random });
    assert_eq!(needs("($random := 1; $random)"), Needs::default());
}
