//! Expressions that name data and do nothing with it.

use super::ast::{Expr, Kind, Step};

/// `$variable.a.b`: a variable and names of fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainPath<'a> {
    /// Without `$`.
    pub variable: &'a str,
    /// The fields, none for the variable itself.
    pub names: Vec<&'a str>,
}

/// The parts of an expression that is a plain path: its value can be moved, where nothing else needs it.
#[must_use]
pub fn plain_path(expr: &Expr) -> Option<PlainPath<'_>> {
    let path = match &expr.kind {
        _ if !is_bare(expr) => return None,
        Kind::Variable(variable) => {
            let names = Vec::new();
            return Some(PlainPath { variable, names });
        }
        Kind::Path(path) if !path.keep_singleton => path,
        _ => return None,
    };
    let (first, fields) = path.steps.split_first()?;
    let Kind::Variable(variable) = &first.expr.kind else {
        return None;
    };
    let names = fields.iter().map(|step| match &step.expr.kind {
        Kind::Name(name) if is_plain(step) => Some(&**name),
        _ => None,
    });
    let names = names.collect::<Option<_>>()?;
    is_plain(first).then_some(PlainPath { variable, names })
}

/// What each path in an expression that begins with a variable begins with: the variable, and the names behind it before
/// anything else.
#[must_use]
pub fn leading_names(expr: &Expr) -> Vec<PlainPath<'_>> {
    fn collect<'a>(expr: &'a Expr, found: &mut Vec<PlainPath<'a>>) {
        if let Kind::Path(path) = &expr.kind
            && let Some((first, fields)) = path.steps.split_first()
            && let Kind::Variable(variable) = &first.expr.kind
            && is_plain(first)
        {
            let mut names = Vec::new();
            for step in fields {
                let Kind::Name(name) = &step.expr.kind else {
                    break;
                };
                names.push(&**name);
                // What stands behind it chooses among what it leads to.
                if !is_plain(step) {
                    break;
                }
            }
            found.push(PlainPath { variable, names });
        }
        expr.for_each_part(&mut |part, _| collect(part, found));
    }
    let mut found = Vec::new();
    collect(expr, &mut found);
    found
}

fn is_plain(step: &Step) -> bool {
    is_bare(&step.expr) && step.stages.is_empty() && !step.tuple
}

fn is_bare(expr: &Expr) -> bool {
    expr.predicates.is_empty() && expr.group.is_none() && !expr.keep_array
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::jsonata::parse;

    #[test]
    fn a_variable_and_names_are_a_plain_path() {
        for (text, variable, names) in [
            ("$order", "order", &[][..]),
            ("$order.total", "order", &["total"]),
            (
                "$states.input.a.`b c`.'d'",
                "states",
                &["input", "a", "b c", "d"],
            ),
        ] {
            let expr = parse(text).expect(text);
            let names = names.to_vec();
            assert_eq!(
                plain_path(&expr),
                Some(PlainPath { variable, names }),
                "{text}"
            );
        }
    }

    #[test]
    fn paths_begin_with_names() {
        let expr =
            parse("$sum($o.lines[qty > 1].price) + $o.a.(b) & $o & $x.y^(z)").expect("valid");
        let found: Vec<_> = leading_names(&expr)
            .into_iter()
            .map(|path| (path.variable, path.names))
            .collect();
        let expected = [("o", vec!["lines"]), ("o", vec!["a"]), ("x", vec!["y"])];
        assert_eq!(found, expected);
    }

    #[test]
    fn whatever_does_more_is_none() {
        for text in [
            "a.b",
            "$",
            "$.a",
            "$$",
            "1",
            "$a[0]",
            "$a[]",
            "$a.b[]",
            "$a.b[0]",
            "$a.*",
            "$a.(b)",
            "$a{b: c}",
            "$a.b{c: d}",
            "$a.b@$c",
            "$a.b#$c",
            "$a.b^(c)",
            "($a)",
            "$a.b.%",
            "$a.$b",
            "$a()",
            "-$a",
        ] {
            let expr = parse(text).expect(text);
            assert_eq!(plain_path(&expr), None, "{text}");
        }
    }
}
