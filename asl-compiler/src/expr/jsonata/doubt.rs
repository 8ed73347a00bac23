//! What fails whenever it is evaluated, though AWS takes it in a definition.

use super::ast::{Expr, Kind, Operator};
use crate::expr::ExprError;

/// Finds arithmetic with literals that are no numbers, such as `'a' + $b`.
#[must_use]
pub fn check(expr: &Expr) -> Vec<ExprError> {
    fn collect(expr: &Expr, found: &mut Vec<ExprError>) {
        if let Kind::Binary(operator, left, right) = &expr.kind
            && let Some(sign) = sign(*operator)
            && let Some(text) = [left, right].into_iter().find(|it| is_text(it))
        {
            let label = format!("`{sign}` takes numbers, and this is a text");
            let error = ExprError::new(text.span, label);
            found.push(match operator {
                Operator::Add => error.help("`&` joins texts"),
                _ => error,
            });
        }
        expr.for_each_part(&mut |part, _| collect(part, found));
    }
    let mut found = Vec::new();
    collect(expr, &mut found);
    found
}

fn is_text(expr: &Expr) -> bool {
    matches!(expr.kind, Kind::String(_))
}

/// How an operator of arithmetic is written.
fn sign(operator: Operator) -> Option<char> {
    match operator {
        Operator::Add => Some('+'),
        Operator::Subtract => Some('-'),
        Operator::Multiply => Some('*'),
        Operator::Divide => Some('/'),
        Operator::Remainder => Some('%'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::expr::jsonata::parse;

    #[test]
    fn a_text_is_no_number() {
        let found = |text: &str| -> Vec<_> {
            let tree = parse(text).expect("valid");
            let spans = check(&tree).into_iter().map(|error| error.span);
            spans.map(|span| text[span.range()].to_owned()).collect()
        };
        assert_eq!(found("'a' + $b"), ["'a'"]);
        assert_eq!(found("$f($a.b * '2') & 'x'"), ["'2'"]);
        assert_eq!(found("$a + 'b' + 'c'"), ["'c'", "'b'"]);
        assert_eq!(found("'a' & $b = 'c' ? 1 + 2 : 'd'"), [""; 0]);
    }
}
