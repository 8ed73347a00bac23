//! What is known of an expression before it is evaluated.

use super::is_bare;
use super::plan::{Constant, Plan};
use crate::expr::jsonata::ast::{Expr, Kind};

/// What a literal stands for.
pub(super) fn constant(literal: &Kind) -> Plan {
    Plan::Constant(match literal {
        Kind::String(text) => Constant::String(text.clone()),
        Kind::Number(text) => number(text),
        Kind::Bool(value) => Constant::Bool(*value),
        Kind::Null => Constant::Null,
        _ => return Plan::Undefined,
    })
}

/// A number, whole where the runtime's arithmetic would make it so.
fn number(text: &str) -> Constant {
    if let Ok(whole) = text.parse() {
        return Constant::Int(whole);
    }
    let number: f64 = text.parse().unwrap_or(f64::NAN);
    #[expect(clippy::cast_possible_truncation, reason = "the result is compared")]
    let whole = number as i64;
    #[expect(
        clippy::cast_precision_loss,
        clippy::float_cmp,
        reason = "so it is exact"
    )]
    if whole as f64 == number && whole != i64::MAX {
        return Constant::Int(whole);
    }
    Constant::Float(number)
}

/// The index that a predicate is, if it is a number.
pub(super) fn index(predicate: &Expr) -> Option<i64> {
    let Kind::Number(text) = &predicate.kind else {
        return None;
    };
    match number(text) {
        _ if !is_bare(predicate) => None,
        Constant::Int(index) => Some(index),
        #[expect(clippy::cast_possible_truncation, reason = "no array is that long")]
        Constant::Float(index) => Some(index.floor() as i64),
        _ => None,
    }
}

/// The keys of an object, if all are known and differ.
pub(super) fn known_keys(pairs: &[(Expr, Expr)]) -> Option<Vec<String>> {
    let mut keys = Vec::with_capacity(pairs.len());
    for (key, _) in pairs {
        match &key.kind {
            Kind::String(text) if is_bare(key) && !keys.contains(text) => keys.push(text.clone()),
            _ => return None,
        }
    }
    Some(keys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::jsonata::parse;

    #[test]
    fn numbers_are_whole_where_they_fit() {
        assert_eq!(number("-3"), Constant::Int(-3));
        assert_eq!(number("1e3"), Constant::Int(1000));
        assert_eq!(number("2.0"), Constant::Int(2));
        assert!(matches!(
            number("9223372036854775807"),
            Constant::Int(i64::MAX)
        ));
        assert!(matches!(number("9223372036854775808"), Constant::Float(_)));
        assert_eq!(number("1.5"), Constant::Float(1.5));
    }

    #[test]
    fn an_index_is_rounded_down() {
        let index = |text| index(&parse(text).expect("it is an expression"));
        assert_eq!(index("1.9"), Some(1));
        assert_eq!(index("-0.5"), Some(-1));
        assert_eq!(index("'1'"), None);
        assert_eq!(index("1[0]"), None);
    }

    #[test]
    fn keys_are_known_if_they_are_different_texts() {
        let keys = |text| match parse(text).expect("it is an expression").kind {
            Kind::Object(pairs) => known_keys(&pairs),
            _ => None,
        };
        assert_eq!(keys("{'a': 1, 'b': 2}"), Some(vec!["a".into(), "b".into()]));
        assert_eq!(keys("{'a': 1, 'a': 2}"), None);
        assert_eq!(keys("{'a': 1, b: 2}"), None);
    }
}
