//! What is certain about a call's arguments before it runs, because they are written out. Reference §15.3, P08.

use super::function::Kind;
use super::{Arg, Call, Function};
use crate::diag::nearest;
use crate::expr::ExprError;
use crate::source::{Span, Spanned};

/// The most elements that `States.ArrayRange` makes.
const MAX_RANGE: i128 = 1000;

/// The algorithms of `States.Hash`.
const ALGORITHMS: [&str; 5] = ["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"];

/// Finds a literal argument with which the call can only fail.
pub(super) fn check(call: &Call) -> Result<(), ExprError> {
    check_kinds(call)?;
    match (call.function, &call.args[..]) {
        (Function::Format, [template, values @ ..]) => check_template(template, values.len()),
        (Function::ArrayPartition, [_, size]) => {
            check_at_least(1, size, "a chunk needs at least 1 element")
        }
        (Function::ArrayGetItem, [_, index]) => check_at_least(0, index, "an index counts from 0"),
        (Function::ArrayRange, [first, last, step]) => check_range(first, last, step),
        (Function::MathRandom, [start, end, ..]) => check_random(start, end),
        (Function::Hash, [_, algorithm]) => check_algorithm(algorithm),
        (Function::JsonMerge, [_, _, deep]) => check_deep(deep),
        _ => Ok(()),
    }
}

fn check_kinds(call: &Call) -> Result<(), ExprError> {
    for (index, arg) in call.args.iter().enumerate() {
        let wanted = call.function.kind(index);
        if let Some(given) = literal_kind(&arg.value)
            && wanted != Kind::Any
            && wanted != given
        {
            let name = call.function.name();
            let (wanted, given) = (article(wanted), article(given));
            let label = format!("`{name}` takes {wanted} here, not {given}");
            return Err(ExprError::new(arg.span, label));
        }
    }
    Ok(())
}

/// What a literal is; nothing is known of paths and calls.
fn literal_kind(arg: &Arg) -> Option<Kind> {
    match arg {
        Arg::String(_) => Some(Kind::String),
        Arg::Number(_) => Some(Kind::Number),
        Arg::Bool(_) => Some(Kind::Bool),
        Arg::Null => Some(Kind::Null),
        Arg::Path(_) | Arg::Call(_) => None,
    }
}

fn article(kind: Kind) -> &'static str {
    match kind {
        Kind::Any => "anything",
        Kind::String => "a string",
        Kind::Number => "a number",
        Kind::Bool => "true or false",
        Kind::Null => "null",
        Kind::Array => "an array",
        Kind::Object => "an object",
    }
}

fn check_template(template: &Spanned<Arg>, values: usize) -> Result<(), ExprError> {
    let Arg::String(literal) = &template.value else {
        return Ok(());
    };
    let count = |count: usize, of: &str| match count {
        1 => format!("1 {of}"),
        _ => format!("{count} {of}s"),
    };
    let placeholders = literal.placeholders();
    if placeholders == values {
        return Ok(());
    }
    let places = count(placeholders, "place");
    let values = count(values, "value");
    let label = format!("this template has {places}, `{{}}`, for {values}");
    let error = ExprError::new(template.span, label);
    Err(
        match literal.text().contains(['{', '}']) && placeholders == 0 {
            true => error.help("only `{}` is a place for a value; values go there in order"),
            false => error,
        },
    )
}

/// The value of a literal number, rounded as AWS rounds arguments.
fn rounded(arg: &Spanned<Arg>) -> Option<i128> {
    match &arg.value {
        // `as` saturates, which decides all comparisons below as the exact number would.
        Arg::Number(text) => Some((text.parse::<f64>().ok()? + 0.5).floor() as i64 as i128),
        _ => None,
    }
}

fn check_at_least(least: i128, arg: &Spanned<Arg>, label: &str) -> Result<(), ExprError> {
    match rounded(arg) {
        Some(number) if number < least => Err(ExprError::new(arg.span, label)),
        _ => Ok(()),
    }
}

fn check_range(
    first: &Spanned<Arg>,
    last: &Spanned<Arg>,
    step: &Spanned<Arg>,
) -> Result<(), ExprError> {
    if rounded(step) == Some(0) {
        return Err(ExprError::new(step.span, "the step of a range cannot be 0"));
    }
    if let (Some(from), Some(to), Some(by)) = (rounded(first), rounded(last), rounded(step))
        && (to - from) / by >= MAX_RANGE
    {
        let label = format!("this range has more than {MAX_RANGE} elements");
        let whole = Span {
            start: first.span.start,
            end: step.span.end,
        };
        return Err(ExprError::new(whole, label));
    }
    Ok(())
}

fn check_random(start: &Spanned<Arg>, end: &Spanned<Arg>) -> Result<(), ExprError> {
    match (rounded(start), rounded(end)) {
        (Some(from), Some(to)) if from >= to => {
            let label = "the end must be greater than the start; it is not among the results";
            Err(ExprError::new(end.span, label))
        }
        _ => Ok(()),
    }
}

fn check_algorithm(algorithm: &Spanned<Arg>) -> Result<(), ExprError> {
    let Arg::String(name) = &algorithm.value else {
        return Ok(());
    };
    let name = name.text();
    if ALGORITHMS.contains(&name.as_str()) {
        return Ok(());
    }
    let error = ExprError::new(algorithm.span, "this is not a hash algorithm of AWS");
    Err(match nearest(&name, ALGORITHMS) {
        Some(near) => error.help(format!("did you mean '{near}'?")),
        None => error.help(format!("the algorithms are {}", ALGORITHMS.join(", "))),
    })
}

fn check_deep(deep: &Spanned<Arg>) -> Result<(), ExprError> {
    match deep.value {
        Arg::Bool(true) => Err(ExprError::new(deep.span, "AWS merges the top level only")
            .help("write `false`; a member of the second object then replaces the first one's")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use crate::testing::unmark;

    #[test]
    fn literals_that_fit_and_everything_else_are_accepted() {
        for text in [
            "States.Format('{} and {}', 1, $.b)",
            r"States.Format('\{}')",
            "States.Format($.template, 1, 2, 3)",
            "States.ArrayRange(1, 1000, 1)",
            "States.ArrayRange(0, $.n, 1)",
            "States.ArrayRange(999999, 0, 1)",
            "States.ArrayRange(5, 1, -1)",
            "States.ArrayPartition($.a, 0.5)",
            "States.MathRandom(-2, -1, 7)",
            "States.Hash(1, 'SHA-1')",
            "States.JsonMerge($.a, States.StringToJson('{}'), false)",
            "States.JsonToString(null)",
            "States.ArrayContains($.a, 'x')",
        ] {
            assert_eq!(parse(text).map(drop), Ok(()), "{text}");
        }
    }

    #[test]
    fn a_literal_with_which_the_call_can_only_fail_is_marked() {
        for (marked, label) in [
            (
                "States.Format(>>>'{}'<<<)",
                "this template has 1 place, `{}`, for 0 values",
            ),
            (
                "States.Format(>>>'{name}'<<<, 1)",
                "this template has 0 places, `{}`, for 1 value",
            ),
            (
                "States.Format(>>>1<<<)",
                "`States.Format` takes a string here, not a number",
            ),
            (
                "States.ArrayLength(>>>'a'<<<)",
                "`States.ArrayLength` takes an array here, not a string",
            ),
            (
                "States.MathAdd(1, >>>'2'<<<)",
                "`States.MathAdd` takes a number here, not a string",
            ),
            (
                "States.JsonMerge($.a, >>>null<<<, false)",
                "`States.JsonMerge` takes an object here, not null",
            ),
            (
                "States.JsonMerge($.a, $.b, >>>'no'<<<)",
                "`States.JsonMerge` takes true or false here, not a string",
            ),
            (
                "States.JsonMerge($.a, $.b, >>>true<<<)",
                "AWS merges the top level only",
            ),
            (
                "States.ArrayPartition($.a, >>>0.4<<<)",
                "a chunk needs at least 1 element",
            ),
            (
                "States.ArrayGetItem($.a, >>>-1<<<)",
                "an index counts from 0",
            ),
            (
                "States.ArrayRange($.a, 2, >>>0<<<)",
                "the step of a range cannot be 0",
            ),
            (
                "States.ArrayRange(>>>0, 1000, 1<<<)",
                "this range has more than 1000 elements",
            ),
            (
                "States.ArrayRange(>>>2000, 0, -2<<<)",
                "this range has more than 1000 elements",
            ),
            (
                "States.ArrayRange(>>>-1e300, 1e300, 1<<<)",
                "this range has more than 1000 elements",
            ),
            (
                "States.MathRandom(3, >>>3<<<)",
                "the end must be greater than the start; it is not among the results",
            ),
            (
                "States.Hash($.a, >>>'SHA256'<<<)",
                "this is not a hash algorithm of AWS",
            ),
            (
                "States.Array(1, States.Hash($.a, >>>'CRC'<<<))",
                "this is not a hash algorithm of AWS",
            ),
        ] {
            let (text, spans) = unmark(marked);
            let error = parse(&text).expect_err(&text);
            assert_eq!(
                (error.span, error.label.as_str()),
                (spans[0], label),
                "{text}"
            );
        }
    }
}
