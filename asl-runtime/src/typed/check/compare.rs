//! Comparisons of a Choice.

use super::nearest::Nearest;
use super::text::{Text, begins, contains, same};
use crate::typed::Shape;

/// Holds an operator of a Choice, such as `NumericGreaterThan`, against what it compares. `operand` is the text that it compares
/// with, if it is a text that is known; `variable` is the path as written. The tests, such as `IsNull`, may always be asked.
///
/// # Panics
/// When the comparison can never hold.
#[track_caller]
pub const fn comparable(
    shape: &Shape,
    operator: &str,
    operand: Option<&str>,
    variable: &str,
    at: &str,
) {
    let shape = shape.present();
    if !may_hold(shape, operator) {
        never(operator, variable, at).and_shape(shape).raise();
    }
    if let (Shape::OneOf { written, .. }, Some(operand)) = (shape, operand)
        && same(operator, "StringEquals")
        && !contains(written, operand)
    {
        let text = never(operator, variable, at).and_shape(shape);
        raise_near(text, operand, written);
    }
}

const fn never(operator: &str, variable: &str, at: &str) -> Text {
    Text::at(at)
        .and(operator)
        .and(" can never hold for ")
        .and_code(variable)
        .and(", which is ")
}

const fn may_hold(shape: &Shape, operator: &str) -> bool {
    if begins(operator, "Is") || matches!(shape, Shape::Unknown) {
        return true;
    }
    match shape {
        Shape::Integer | Shape::Float => begins(operator, "Numeric"),
        Shape::String | Shape::OneOf { .. } | Shape::Timestamp => {
            begins(operator, "String") || begins(operator, "Timestamp")
        }
        Shape::Boolean => begins(operator, "Boolean"),
        _ => false,
    }
}

/// Raises a text with the nearest name.
#[track_caller]
pub(super) const fn raise_near(text: Text, wanted: &str, known: &[&str]) -> ! {
    let mut nearest = Nearest::to(wanted);
    let mut i = 0;
    while i < known.len() {
        nearest = nearest.or(known[i]);
        i += 1;
    }
    match nearest.found() {
        Some(near) => text
            .and("\nhelp: did you mean ")
            .and_code(near)
            .and("?")
            .raise(),
        None => text.raise(),
    }
}
