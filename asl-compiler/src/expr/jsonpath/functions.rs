//! Functions at the end of a path. Reference §2.6.

use super::Operand;
use super::parse::parse_operand;
use crate::diag::nearest;
use crate::expr::ExprError;
use crate::expr::cursor::Cursor;
use crate::source::Span;

/// A call at the end of a path, as in `.length()`.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// Which function.
    pub name: FunctionName,
    /// What stands between the parentheses.
    pub args: Vec<Operand>,
}

macro_rules! functions {
    ($($(#[doc = $doc:literal])+ $function:ident = $name:literal, $min:literal..=$max:expr;)+) => {
        /// A function that may end a path.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum FunctionName {
            $($(#[doc = $doc])+ $function,)+
        }

        /// Name, function, fewest and most arguments.
        const TABLE: &[(&str, FunctionName, usize, usize)] =
            &[$(($name, FunctionName::$function, $min, $max)),+];
    };
}

functions! {
    /// `min()`: the smallest number.
    Min = "min", 0..=usize::MAX;
    /// `max()`: the largest number.
    Max = "max", 0..=usize::MAX;
    /// `avg()`: the mean.
    Avg = "avg", 0..=usize::MAX;
    /// `stddev()`: the standard deviation.
    StdDev = "stddev", 0..=usize::MAX;
    /// `sum()`: the sum.
    Sum = "sum", 0..=usize::MAX;
    /// `length()`: of an array, an object or a string.
    Length = "length", 0..=1;
    /// `size()`: the same as `length()`.
    Size = "size", 0..=1;
    /// `keys()`: the names of an object's members.
    Keys = "keys", 0..=0;
    /// `concat(x)`: strings, one after the other.
    Concat = "concat", 0..=usize::MAX;
    /// `append(x)`: an array and further elements.
    Append = "append", 1..=usize::MAX;
    /// `first()`: an array's first element.
    First = "first", 0..=0;
    /// `last()`: an array's last element.
    Last = "last", 0..=0;
    /// `index(n)`: an array's element.
    Index = "index", 1..=1;
}

/// Reads what follows a function's name, from its `(`.
pub(super) fn parse_function(
    cursor: &mut Cursor<'_>,
    name: &str,
    name_span: Span,
) -> Result<Function, ExprError> {
    let Some(&(name, function, min, max)) = TABLE.iter().find(|row| row.0 == name) else {
        let error = ExprError::new(name_span, format!("there is no path function `{name}`"));
        return Err(match nearest(name, TABLE.iter().map(|row| row.0)) {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => error.help(format!("for a member of that name, write `['{name}']`")),
        });
    };
    let args = parse_args(cursor)?;
    if (min..=max).contains(&args.len()) {
        return Ok(Function {
            name: function,
            args,
        });
    }
    let many = match args.len() < min {
        true => "more",
        false => "fewer",
    };
    let label = format!("`{name}` takes {many} arguments than {}", args.len());
    Err(ExprError::new(name_span, label))
}

fn parse_args(cursor: &mut Cursor<'_>) -> Result<Vec<Operand>, ExprError> {
    let mut args = Vec::new();
    cursor.expect("(", "`(`")?;
    cursor.skip_blanks();
    while !cursor.eat(")") {
        if !args.is_empty() {
            cursor.expect(",", "`,` or `)`")?;
            cursor.skip_blanks();
        }
        args.push(parse_operand(cursor)?);
        cursor.skip_blanks();
    }
    Ok(args)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::jsonpath::{Step, parse};
    use crate::expr::tests::assert_refuses;

    #[test]
    fn a_function_ends_a_path_and_may_have_arguments() {
        let path = parse("$.a.concat( 'x', $.b , 1)").expect("a path");
        let Some(Step::Function(function)) = path.steps.last().map(|step| &step.value) else {
            panic!("{path:?}");
        };
        assert_eq!(
            (function.name, function.args.len()),
            (FunctionName::Concat, 3)
        );
    }

    #[test]
    fn what_is_wrong_in_a_function_is_marked() {
        let member = "for a member of that name, write `['f']`";
        for (marked, label, help) in [
            (
                "$.a.>>>lenght<<<()",
                "there is no path function `lenght`",
                "did you mean `length`?",
            ),
            ("$.>>>f<<<(x)", "there is no path function `f`", member),
            (
                "$.a.>>>index<<<()",
                "`index` takes more arguments than 0",
                "",
            ),
            (
                "$.a.>>>keys<<<(1)",
                "`keys` takes fewer arguments than 1",
                "",
            ),
            (
                "$.a.first()>>>.<<<b",
                "nothing may follow a function in a path",
                "",
            ),
            ("$.a.sum(1 >>>2<<<)", "expected `,` or `)`", ""),
        ] {
            assert_refuses(parse, marked, label, help);
        }
    }
}
