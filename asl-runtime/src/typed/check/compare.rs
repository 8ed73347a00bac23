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
        Text::at(at)
            .and(operator)
            .and_never(variable)
            .and_shape(shape)
            .raise();
    }
    if let (Shape::OneOf { written, .. }, Some(operand)) = (shape, operand)
        && same(operator, "StringEquals")
        && !contains(written, operand)
    {
        Text::at(at)
            .and("StringEquals \"")
            .and(operand)
            .and("\"")
            .and_never(variable)
            .and_shape(shape)
            .and_nearest(Nearest::to(operand).or_all(written))
            .raise();
    }
}

impl Text {
    const fn and_never(self, variable: &str) -> Self {
        self.and(" can never hold for ")
            .and_code(variable)
            .and(", which is ")
    }
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
