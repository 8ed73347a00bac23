//! For tests: trees as short texts, and mistakes at marked places.

use super::ast::{Expr, Kind, Stage, Step};
use super::parse;
use crate::testing::unmark;

/// Asserts that the text is refused at its mark; no help is an empty one.
#[track_caller]
pub(super) fn assert_refuses(marked: &str, code: &str, label: &str, help: &str) {
    let (text, spans) = unmark(marked);
    let error = parse(&text).expect_err(&text);
    let help_found = error.help.as_deref().unwrap_or_default();
    let found = (error.span, error.code, &*error.label, help_found);
    assert_eq!(found, (spans[0], code, label, help), "{marked}");
}

/// Asserts what a text is parsed to, in the notation of [`show`].
#[track_caller]
pub(super) fn assert_parses(text: &str, tree: &str) {
    let expr = parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    assert_eq!(show(&expr), tree, "{text}");
}

/// A tree as a text. A path is `<a b>`. Behind an expression stand its `[predicate]`s, its `{grouping}` and the `[]` that
/// keeps arrays. Behind a step stand `@focus`, `#index`, `%0` for an ancestor's label, `'` if it carries bindings, then
/// `|[filter]` and `|#index` for stages. `!` marks a tail call, a constructor, a path that keeps a singleton.
pub(super) fn show(expr: &Expr) -> String {
    let mut text = show_kind(&expr.kind);
    for predicate in &expr.predicates {
        text += &format!("[{}]", show(predicate));
    }
    if let Some(group) = &expr.group {
        text += &format!("{{{}}}", show_pairs(&group.pairs));
    }
    if expr.keep_array {
        text += "[]";
    }
    text
}

fn show_kind(kind: &Kind) -> String {
    match kind {
        Kind::String(text) => format!("'{text}'"),
        Kind::Number(digits) => digits.clone(),
        Kind::Bool(value) => value.to_string(),
        Kind::Null => "null".to_owned(),
        Kind::Regex { pattern, flags } => format!("/{pattern}/{flags}"),
        Kind::Name(name) => name.clone(),
        Kind::Wildcard => "*".to_owned(),
        Kind::Descendants => "**".to_owned(),
        Kind::Parent(label) => format!("%{}", label.0),
        Kind::Context => "$".to_owned(),
        Kind::Root => "$$".to_owned(),
        Kind::Variable(name) => format!("${name}"),
        Kind::Path(path) => {
            let steps: Vec<_> = path.steps.iter().map(show_step).collect();
            let (keeps, carries) = (mark(path.keep_singleton, "!"), mark(path.keeps_tuples, "'"));
            format!("<{}>{keeps}{carries}", steps.join(" "))
        }
        Kind::Binary(operator, left, right) => {
            format!("({operator:?} {} {})", show(left), show(right))
        }
        Kind::Negate(operand) => format!("-{}", show(operand)),
        Kind::Array {
            elements,
            is_constructor,
        } => format!(
            "[{}]{}",
            show_all(elements, ", "),
            mark(*is_constructor, "!")
        ),
        Kind::Object(pairs) => format!("{{{}}}", show_pairs(pairs)),
        Kind::Condition {
            condition,
            then,
            otherwise,
        } => {
            let otherwise = otherwise
                .as_ref()
                .map_or(String::new(), |it| format!(" : {}", show(it)));
            format!("({} ? {}{otherwise})", show(condition), show(then))
        }
        Kind::Block(parts) => format!("({})", show_all(parts, "; ")),
        Kind::Bind(name, value) => format!("(${name} := {})", show(value)),
        Kind::Lambda(lambda) => {
            let (names, body) = (lambda.parameters.join(","), show(&lambda.body));
            format!(
                "λ({names}){}{{{body}}}",
                lambda.signature.as_deref().unwrap_or_default()
            )
        }
        Kind::Call(call) => {
            let (procedure, arguments) = (show(&call.procedure), show_all(&call.arguments, ", "));
            format!("{procedure}{}({arguments})", mark(call.is_tail, "!"))
        }
        Kind::Partial {
            procedure,
            arguments,
        } => {
            let arguments: Vec<_> = arguments
                .iter()
                .map(|it| it.as_ref().map_or("?".to_owned(), show))
                .collect();
            format!("{}({})", show(procedure), arguments.join(", "))
        }
        Kind::Apply(left, right) => format!("({} ~> {})", show(left), show(right)),
        Kind::Transform {
            pattern,
            update,
            delete,
        } => {
            let delete = delete
                .as_ref()
                .map_or(String::new(), |it| format!(", {}", show(it)));
            format!("|{}|{}{delete}|", show(pattern), show(update))
        }
        Kind::Sort(terms) => {
            let term =
                |it: &super::ast::Term| mark(it.descending, ">").to_owned() + &show(&it.expr);
            format!(
                "^({})",
                terms.iter().map(term).collect::<Vec<_>>().join(", ")
            )
        }
    }
}

fn show_step(step: &Step) -> String {
    let mut text = show(&step.expr);
    for (sign, name) in [("@", &step.focus), ("#", &step.index)] {
        if let Some(name) = name {
            text += &format!("{sign}{name}");
        }
    }
    for label in &step.ancestors {
        text += &format!("%{}", label.0);
    }
    text += mark(step.tuple, "'");
    for stage in &step.stages {
        text += &match stage {
            Stage::Filter(filter) => format!("|[{}]", show(filter)),
            Stage::Index(name) => format!("|#{name}"),
        };
    }
    text
}

fn show_all(exprs: &[Expr], separator: &str) -> String {
    exprs.iter().map(show).collect::<Vec<_>>().join(separator)
}

fn show_pairs(pairs: &[(Expr, Expr)]) -> String {
    let pair = |(key, value): &(Expr, Expr)| format!("{}: {}", show(key), show(value));
    pairs.iter().map(pair).collect::<Vec<_>>().join(", ")
}

fn mark(is_set: bool, mark: &'static str) -> &'static str {
    if is_set { mark } else { "" }
}
