//! Arithmetic.

use serde_json::Value;

use super::call::Result;
use super::{Arg, Call};
use crate::error::ExecutionError;

/// `States.MathAdd`: the sum of two numbers, each rounded to an integer first.
///
/// # Errors
/// `States.IntrinsicFailure` for anything but two numbers of 32 bits.
#[inline]
pub fn math_add(left: impl Addend, right: impl Addend) -> Result<Value> {
    let (left, right) = (left.rounded(0)?, right.rounded(1)?);
    Ok((i64::from(left) + i64::from(right)).into())
}

/// An argument of [`math_add`].
pub trait Addend {
    /// The number, rounded; `index` is its place among the arguments.
    ///
    /// # Errors
    /// `States.IntrinsicFailure` for anything but a number of 32 bits.
    fn rounded(self, index: usize) -> Result<i32>;
}

impl Addend for &Value {
    #[inline]
    fn rounded(self, index: usize) -> Result<i32> {
        match self.as_i64() {
            Some(number) => number.rounded(index),
            None => rounded(self, index),
        }
    }
}

impl Addend for i64 {
    #[inline]
    fn rounded(self, index: usize) -> Result<i32> {
        i32::try_from(self).map_err(|_| too_large(self, index))
    }
}

fn rounded(number: &Value, index: usize) -> Result<i32> {
    let args = [Arg::Borrowed(number), Arg::Borrowed(number)];
    Call::new(MATH_ADD, &args).integer(index)?.rounded(index)
}

#[cold]
fn too_large(number: i64, index: usize) -> ExecutionError {
    let problem = format_args!("argument {} must fit 32 bits, but is {number}", index + 1);
    Call::new(MATH_ADD, &[]).failure(problem)
}

const MATH_ADD: &str = "States.MathAdd";

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn add(left: &Value, right: &Value) -> Result<Value> {
        math_add(left, right)
    }

    #[test]
    fn each_number_is_rounded_half_up_before_adding() {
        for (left, right, sum) in [
            (json!(-9), json!(3), -6),
            (json!(1.49), json!(1.5), 3),
            (json!(1.5), json!(1.51), 4),
            (json!(-1.49), json!(-1.5), -2),
            (json!(-1.5), json!(-1.51), -3),
            (json!(1.49), json!(-1.49), 0),
            (json!(1.49), json!(0), 1),
            (json!(1.5), json!(0), 2),
            (json!(1.51), json!(0), 2),
            (json!(-1.49), json!(0), -1),
            (json!(-1.5), json!(0), -1),
            (json!(-1.51), json!(0), -2),
            (json!(0.5), json!(0), 1),
            (json!(2.5), json!(0), 3),
            (json!(3.5), json!(0), 4),
            (json!(-0.5), json!(0), 0),
            (json!(-0.5), json!(0.5), 1),
            (json!(-2.5), json!(0), -2),
            (json!(-3.5), json!(0), -3),
        ] {
            assert_eq!(add(&left, &right), Ok(json!(sum)), "{left} + {right}");
        }
    }

    #[test]
    fn numbers_have_32_bits_and_their_sum_may_have_more() {
        assert_eq!(
            add(&json!(i32::MAX), &json!(i32::MAX)),
            Ok(json!(4_294_967_294_i64))
        );
        let error = add(&json!(0), &json!(1_i64 << 31)).expect_err("too large");
        assert_eq!(
            error.cause(),
            Some("States.MathAdd: argument 2 must fit 32 bits, but is 2147483648")
        );
    }
}
