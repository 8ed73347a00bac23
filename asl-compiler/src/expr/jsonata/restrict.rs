//! What a state machine takes away from JSONata. Reference §6.4.
//!
//! An expression has no document to be evaluated in: data comes from `$states` and from variables. So a name, `$`, `*`,
//! `**` or `%` says something only where the expression gives it a context of its own: behind a dot, in a filter, in the
//! terms of a sort, in a grouping.

use super::ast::{Expr, Kind, Operator};
use super::library;
use super::scope::{Reference, references};
use super::walk::Context;
use crate::diag::nearest;
use crate::expr::ExprError;
use crate::source::Span;

/// The members of `$states`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Member {
    /// What the state was given.
    Input,
    /// The context object.
    Context,
    /// What the state's work gave.
    Result,
    /// What a catcher caught.
    ErrorOutput,
}

impl Member {
    /// All of them.
    pub const ALL: [Member; 4] = [
        Member::Input,
        Member::Context,
        Member::Result,
        Member::ErrorOutput,
    ];

    /// Its name behind `$states.`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Member::Input => "input",
            Member::Context => "context",
            Member::Result => "result",
            Member::ErrorOutput => "errorOutput",
        }
    }

    /// Where it exists, if not everywhere.
    fn home(self) -> Option<&'static str> {
        match self {
            Member::Input | Member::Context => None,
            Member::Result => Some("in `Output` and `Assign` of a Task, Parallel or Map state"),
            Member::ErrorOutput => Some("in `Output` and `Assign` of a catcher"),
        }
    }
}

/// Finds what a state machine does not allow in an expression, ordered by place. `members` are those that `$states` has
/// where the expression stands.
#[must_use]
pub fn check(expr: &Expr, members: &[Member]) -> Vec<ExprError> {
    let mut errors = Vec::new();
    check_context(expr, false, &mut errors);
    for reference in references(expr).iter().filter(|it| it.is_certain) {
        match &*reference.name {
            "states" => errors.extend(check_member(reference, members)),
            "eval" => errors.push(no_eval(reference)),
            _ => {}
        }
    }
    errors.sort_by_key(|error| error.span);
    errors
}

/// Reports what is read from a context where there is none.
fn check_context(expr: &Expr, has_context: bool, errors: &mut Vec<ExprError>) {
    if let Some(error) = dashed_name(expr).filter(|_| !has_context) {
        errors.push(error);
        return;
    }
    errors.extend(match &expr.kind {
        Kind::Root => Some(no_root(expr)),
        _ if has_context => None,
        Kind::Name(name) => Some(no_name(name, expr)),
        Kind::Context => Some(no_context(expr, "$").help("the state's input is `$states.input`")),
        Kind::Wildcard => {
            Some(no_context(expr, "*").help("write what has the fields: `$states.input.*`"))
        }
        Kind::Descendants => {
            Some(no_context(expr, "**").help("write what has the fields: `$states.input.**`"))
        }
        Kind::Parent(_) => Some(no_context(expr, "%")),
        _ => None,
    });
    expr.for_each_part(&mut |part, context| {
        check_context(part, has_context || context == Context::Items, errors);
    });
}

fn no_context(expr: &Expr, what: &str) -> ExprError {
    let label =
        format!("`{what}` means nothing here: an expression has no context at its top level");
    ExprError::new(expr.span, label)
}

fn no_name(name: &str, expr: &Expr) -> ExprError {
    let is_word = name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let error = no_context(expr, name);
    if library::is_function(name) {
        error.help(format!(
            "write `${name}` for the function, `$states.input.{name}` for a field"
        ))
    } else if Member::ALL.iter().any(|member| member.name() == name) {
        error.help(format!("write `$states.{name}`"))
    } else if is_word {
        error.help(format!(
            "write `$states.input.{name}` for a field, `${name}` for a variable, `'{name}'` for a text"
        ))
    } else {
        error.help("a field of the state's input is written `$states.input.name`")
    }
}

/// The error that `$order.shipping-address` subtracts `address`.
fn dashed_name(expr: &Expr) -> Option<ExprError> {
    let Kind::Binary(Operator::Subtract, left, right) = &expr.kind else {
        return None;
    };
    let (Kind::Path(left_path), Kind::Path(right_path)) = (&left.kind, &right.kind) else {
        return None;
    };
    let (before, behind) = (
        &left_path.steps.last()?.expr,
        &right_path.steps.first()?.expr,
    );
    let (Kind::Name(start), Kind::Name(end)) = (&before.kind, &behind.kind) else {
        return None;
    };
    let is_one_word = before.span.end + 1 == behind.span.start;
    is_one_word.then(|| {
        no_context(behind, end).help(format!(
            "a name with a dash stands in backticks: `` `{start}-{end}` ``"
        ))
    })
}

fn no_root(expr: &Expr) -> ExprError {
    ExprError::new(expr.span, "`$$` does not exist in a state machine")
        .help("the state's input is `$states.input`, the context object `$states.context`")
}

fn no_eval(reference: &Reference) -> ExprError {
    ExprError::new(
        reference.span,
        "`$eval` is not available in a state machine",
    )
    .help("`$parse` turns a JSON text into its value")
}

/// Checks that the member of `$states` that is read exists.
fn check_member(states: &Reference, members: &[Member]) -> Option<ExprError> {
    let field = states.fields.first()?;
    let name = &*field.value;
    if members.iter().any(|member| member.name() == name) {
        return None;
    }
    let span = Span {
        end: field.span.end,
        ..states.span
    };
    if let Some(member) = Member::ALL.into_iter().find(|member| member.name() == name) {
        let error = ExprError::new(span, format!("`$states.{name}` does not exist here"));
        return Some(match member.home() {
            Some(home) => error.help(format!("it exists {home}")),
            None => error,
        });
    }
    let error = ExprError::new(field.span, format!("`$states` has no `{name}`"));
    let names = || members.iter().map(|member| member.name());
    Some(match nearest(name, names()) {
        Some(near) => error.help(format!("did you mean `$states.{near}`?")),
        None => {
            let names: Vec<_> = names().map(|name| format!("`{name}`")).collect();
            error.help(format!("it has {} here", names.join(", ")))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::jsonata::parse;
    use crate::testing::unmark;

    const HERE: [Member; 2] = [Member::Input, Member::Context];

    /// Asserts that exactly the marked places are refused, with these labels and helps.
    #[track_caller]
    fn assert_refuses(marked: &str, expected: &[(&str, &str)]) {
        let (text, spans) = unmark(marked);
        let expr = parse(&text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        let errors = check(&expr, &HERE);
        let found: Vec<_> = errors
            .iter()
            .map(|error| {
                let help = error.help.as_deref().unwrap_or_default();
                (error.span, (&*error.label, help))
            })
            .collect();
        let expected: Vec<_> = spans.into_iter().zip(expected.iter().copied()).collect();
        assert_eq!(found, expected, "{marked}");
    }

    #[track_caller]
    fn assert_allows(text: &str) {
        assert_refuses(text, &[]);
    }

    #[test]
    fn at_the_top_level_there_is_no_context_to_read() {
        let means = |what: &str| {
            format!("`{what}` means nothing here: an expression has no context at its top level")
        };
        let name = "write `$states.input.phone` for a field, `$phone` for a variable, `'phone'` for a text";
        let input = "the state's input is `$states.input`";
        for (marked, what, help) in [
            (">>>phone<<<", "phone", name),
            (">>>phone<<<.x.y", "phone", name),
            ("1 + >>>phone<<<", "phone", name),
            ("[{'a': $f(>>>phone<<<)}]", "phone", name),
            ("($x := >>>phone<<<; $x)", "phone", name),
            (
                "$map($states.input.a, function($x) { >>>phone<<< })",
                "phone",
                name,
            ),
            ("true ? 1 : >>>phone<<<[x]", "phone", name),
            ("(>>>phone<<<).x", "phone", name),
            (
                ">>>`a b`<<<",
                "a b",
                "a field of the state's input is written `$states.input.name`",
            ),
            (
                ">>>sum<<<($x)",
                "sum",
                "write `$sum` for the function, `$states.input.sum` for a field",
            ),
            (">>>input<<<.a", "input", "write `$states.input`"),
            (">>>$<<<", "$", input),
            (">>>$<<<.foo", "$", input),
            ("$x ~> $f(>>>$<<<)", "$", input),
            (
                ">>>*<<<.a",
                "*",
                "write what has the fields: `$states.input.*`",
            ),
            (
                "$count(>>>**<<<)",
                "**",
                "write what has the fields: `$states.input.**`",
            ),
            ("$f(function() { >>>%<<<.a })", "%", ""),
        ] {
            assert_refuses(marked, &[(&means(what), help)]);
        }
    }

    #[test]
    fn a_name_with_a_dash_is_recognised() {
        let label = "`address` means nothing here: an expression has no context at its top level";
        let help = "a name with a dash stands in backticks: `` `shipping-address` ``";
        assert_refuses("$order.shipping->>>address<<<.city", &[(label, help)]);
        assert_allows("$order.(shipping-address)");
        assert_allows("$order.shipping-$order.address");
    }

    #[test]
    fn an_expression_gives_its_own_parts_a_context() {
        for text in [
            "$states.input.items[price > 3].id",
            "$x[$ > 3]",
            "$x^(price, >$.name)",
            "$orders{id: $sum(total)}",
            "$x.{'a': b, 'c': *}",
            "$x.($map(y, function($z) { $z + w }))",
            "$x.y.%",
            "$states.input ~> | a.b | {'c': d}, 'e' |",
            "[1, 2].($ * 2)",
            "{'a': 1}.a",
            "$map($states.input.a, function($x) { $x.b })",
        ] {
            assert_allows(text);
        }
    }

    #[test]
    fn the_input_document_does_not_exist() {
        let label = "`$$` does not exist in a state machine";
        let help = "the state's input is `$states.input`, the context object `$states.context`";
        assert_refuses(">>>$$<<<.a", &[(label, help)]);
        assert_refuses("$x[>>>$$<<<.a = b]", &[(label, help)]);
    }

    #[test]
    fn eval_is_refused_wherever_it_is_mentioned() {
        let error = (
            "`$eval` is not available in a state machine",
            "`$parse` turns a JSON text into its value",
        );
        assert_refuses(">>>$eval<<<('1')", &[error]);
        assert_refuses("$map($x, >>>$eval<<<)", &[error]);
        assert_allows("($eval := function($x) { $x }; $eval(1))");
    }

    #[test]
    fn states_has_the_members_of_the_place() {
        assert_allows("$states.input.result & $states.context.Execution.Id & $string($states)");
        let result = (
            "`$states.result` does not exist here",
            "it exists in `Output` and `Assign` of a Task, Parallel or Map state",
        );
        assert_refuses(">>>$states.result<<<.Payload", &[result]);
        let output = (
            "`$states.errorOutput` does not exist here",
            "it exists in `Output` and `Assign` of a catcher",
        );
        assert_refuses("$x.(>>>$states.errorOutput<<<)", &[output]);
        let near = ("`$states` has no `inptu`", "did you mean `$states.input`?");
        assert_refuses("$states.>>>inptu<<<.a", &[near]);
        let far = ("`$states` has no `foo`", "it has `input`, `context` here");
        assert_refuses("$states.>>>foo<<<", &[far]);
        let expr = parse("$states.result").expect("an expression");
        assert_eq!(check(&expr, &Member::ALL), []);
    }

    #[test]
    fn a_variable_of_the_expression_may_be_called_states() {
        assert_allows("($states := {'foo': 1}; $states.foo)");
    }

    #[test]
    fn all_mistakes_are_found_in_the_order_of_the_text() {
        let (text, spans) = unmark(">>>a<<< & $states.>>>foo<<< & >>>$$<<<");
        let expr = parse(&text).expect("an expression");
        let found: Vec<_> = check(&expr, &HERE)
            .into_iter()
            .map(|error| error.span)
            .collect();
        assert_eq!(found, spans);
    }
}
