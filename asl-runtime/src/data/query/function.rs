//! The functions that may end a path. Reference §2.6.
//!
//! `of` is what the path before the function found, `args` what its arguments found; what is missing there adds nothing.
//! `text` is the path as written. As with AWS, the results of calculations are no integers.

use serde_json::Value;

use super::compare;
use crate::data::path::Step;
use crate::error::ExecutionError;

type Result = std::result::Result<Value, ExecutionError>;

/// `min()`: the smallest number.
///
/// # Errors
/// `States.Runtime` when there are no numbers.
pub fn min(of: &Value, args: &[Option<&Value>], text: &str) -> Result {
    calculate(of, args, text, |numbers| {
        numbers.iter().copied().fold(f64::INFINITY, f64::min)
    })
}

/// `max()`: the largest number.
///
/// # Errors
/// `States.Runtime` when there are no numbers.
pub fn max(of: &Value, args: &[Option<&Value>], text: &str) -> Result {
    calculate(of, args, text, |numbers| {
        numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    })
}

/// `avg()`: the mean.
///
/// # Errors
/// `States.Runtime` when there are no numbers.
pub fn avg(of: &Value, args: &[Option<&Value>], text: &str) -> Result {
    calculate(of, args, text, mean)
}

/// `stddev()`: the standard deviation of the whole population.
///
/// # Errors
/// `States.Runtime` when there are no numbers.
pub fn stddev(of: &Value, args: &[Option<&Value>], text: &str) -> Result {
    calculate(of, args, text, |numbers| {
        let middle = mean(numbers);
        let squares: Vec<_> = numbers
            .iter()
            .map(|number| (number - middle).powi(2))
            .collect();
        mean(&squares).sqrt()
    })
}

/// `sum()`: the sum.
///
/// # Errors
/// `States.Runtime` when there are no numbers.
pub fn sum(of: &Value, args: &[Option<&Value>], text: &str) -> Result {
    calculate(of, args, text, |numbers| numbers.iter().sum())
}

/// `length()` and `size()`: how many elements, members or characters there are; of an argument, if there is one.
///
/// # Errors
/// None: anything else has the length null.
pub fn length(of: &Value, args: &[Option<&Value>], _text: &str) -> Result {
    let of = args.first().copied().flatten().unwrap_or(of);
    Ok(compare::length(of).into())
}

/// `keys()`: the names of an object's members.
///
/// # Errors
/// None: anything else has the keys null.
pub fn keys(of: &Value, _args: &[Option<&Value>], _text: &str) -> Result {
    let members = of.as_object();
    Ok(members.map_or(Value::Null, |members| members.keys().cloned().collect()))
}

/// `concat()`: the strings of an array and of the arguments, one after the other.
///
/// # Errors
/// None: what is no string is left out.
pub fn concat(of: &Value, args: &[Option<&Value>], _text: &str) -> Result {
    let own = of.as_array().into_iter().flatten();
    let others = args.iter().flatten().flat_map(|arg| elements(arg));
    let texts: String = own.chain(others).filter_map(Value::as_str).collect();
    Ok(texts.into())
}

/// `append()`: an array with the arguments behind its elements.
///
/// # Errors
/// None: anything but an array stays as it is.
pub fn append(of: &Value, args: &[Option<&Value>], _text: &str) -> Result {
    let mut result = of.clone();
    if let Value::Array(items) = &mut result {
        items.extend(args.iter().copied().flatten().cloned());
    }
    Ok(result)
}

/// `first()`: an array's first element.
///
/// # Errors
/// `States.Runtime` when there is none.
pub fn first(of: &Value, _args: &[Option<&Value>], text: &str) -> Result {
    element(of, 0, text)
}

/// `last()`: an array's last element.
///
/// # Errors
/// `States.Runtime` when there is none.
pub fn last(of: &Value, _args: &[Option<&Value>], text: &str) -> Result {
    element(of, -1, text)
}

/// `index(n)`: an array's element; a negative index counts from the end.
///
/// # Errors
/// `States.Runtime` when there is none.
pub fn index(of: &Value, args: &[Option<&Value>], text: &str) -> Result {
    match args.first().copied().flatten().and_then(Value::as_i64) {
        Some(index) => element(of, index, text),
        None => Err(failure(text, "index() needs an integer")),
    }
}

fn element(of: &Value, index: i64, text: &str) -> Result {
    let found = Step::Index(index).of(of).cloned();
    found.ok_or_else(|| failure(text, &format!("there is no element {index} in an array")))
}

fn calculate(
    of: &Value,
    args: &[Option<&Value>],
    text: &str,
    compute: impl FnOnce(&[f64]) -> f64,
) -> Result {
    let own = of.as_array().into_iter().flatten();
    let others = args.iter().flatten().flat_map(|arg| elements(arg));
    let numbers: Vec<_> = own.chain(others).filter_map(Value::as_f64).collect();
    if numbers.is_empty() {
        let problem = "Aggregation function attempted to calculate value using empty array";
        return Err(failure(text, problem));
    }
    Ok(compute(&numbers).into())
}

/// An array's elements, or the one value that an argument is.
fn elements(arg: &Value) -> &[Value] {
    match arg {
        Value::Array(items) => items,
        _ => std::slice::from_ref(arg),
    }
}

fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().sum::<f64>() / numbers.len() as f64
}

fn failure(text: &str, problem: &str) -> ExecutionError {
    ExecutionError::runtime(format!("Invalid path '{text}' : {problem}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    type Function = fn(&Value, &[Option<&Value>], &str) -> Result;

    #[test]
    fn functions_compute_of_what_the_path_found_and_of_their_arguments() {
        let numbers = json!([2, 4, "x", 4.5, 5.5]);
        let table: &[(&str, Function, Value, Value, Value)] = &[
            ("min", min, numbers.clone(), json!([]), json!(2.0)),
            ("max", max, numbers.clone(), json!([[9], 8]), json!(9.0)),
            ("avg", avg, numbers.clone(), json!([]), json!(4.0)),
            (
                "stddev",
                stddev,
                json!([2, 4, 4, 4, 5, 5, 7, 9]),
                json!([]),
                json!(2.0),
            ),
            ("sum", sum, numbers.clone(), json!([]), json!(16.0)),
            ("sum", sum, json!({}), json!([[1, 2], 3]), json!(6.0)),
            ("length", length, numbers, json!([]), json!(5)),
            ("length", length, json!({ "a": 1 }), json!([]), json!(1)),
            ("length", length, json!("abc"), json!([]), json!(3)),
            ("length", length, json!(1), json!([]), json!(null)),
            ("length", length, json!({}), json!([[1, 2]]), json!(2)),
            (
                "keys",
                keys,
                json!({ "a": 1, "b": 2 }),
                json!([]),
                json!(["a", "b"]),
            ),
            ("keys", keys, json!([1]), json!([]), json!(null)),
            (
                "concat",
                concat,
                json!(["a", 1, "b"]),
                json!(["c", ["d"]]),
                json!("abcd"),
            ),
            (
                "append",
                append,
                json!([1]),
                json!([2, [3]]),
                json!([1, 2, [3]]),
            ),
            ("append", append, json!("x"), json!([2]), json!("x")),
            ("first", first, json!([1, 2]), json!([]), json!(1)),
            ("last", last, json!([1]), json!([]), json!(1)),
            ("index", index, json!([1, 2]), json!([1]), json!(2)),
            ("index", index, json!([1, 2]), json!([-2]), json!(1)),
        ];
        for (name, function, of, args, expected) in table {
            let args: Vec<_> = args.as_array().into_iter().flatten().map(Some).collect();
            assert_eq!(
                function(of, &args, "$").as_ref(),
                Ok(expected),
                "{name} of {of}"
            );
        }
    }

    #[test]
    fn a_missing_argument_adds_nothing() {
        let one = json!([1]);
        assert_eq!(sum(&one, &[None], "$"), Ok(json!(1.0)));
        assert_eq!(append(&one, &[None], "$"), Ok(json!([1])));
        assert_eq!(length(&one, &[None], "$"), Ok(json!(1)));
    }

    #[test]
    fn what_cannot_be_computed_fails_with_the_path() {
        for (function, of, cause) in [
            (
                sum as Function,
                json!([]),
                "Invalid path '$.x.f()' : Aggregation function attempted to calculate value using empty array",
            ),
            (
                min,
                json!(["1"]),
                "Invalid path '$.x.f()' : Aggregation function attempted to calculate value using empty array",
            ),
            (
                first,
                json!([]),
                "Invalid path '$.x.f()' : there is no element 0 in an array",
            ),
            (
                last,
                json!("text"),
                "Invalid path '$.x.f()' : there is no element -1 in an array",
            ),
            (
                index,
                json!([1]),
                "Invalid path '$.x.f()' : index() needs an integer",
            ),
        ] {
            let error = function(&of, &[], "$.x.f()").expect_err(cause);
            assert_eq!(error.cause(), Some(cause));
        }
    }
}
