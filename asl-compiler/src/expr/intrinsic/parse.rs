//! Text to [`Call`].

use super::{Arg, Call, Function, StringLiteral, arguments};
use crate::diag::nearest;
use crate::expr::ExprError;
use crate::expr::cursor::Cursor;
use crate::expr::jsonpath::{Site, parse_path};
use crate::source::{Span, Spanned};

/// How deep calls may stand in each other. Reference §2.7.
const MAX_NESTING: usize = 10;

/// What all names of functions begin with.
const PREFIX: &str = "States.";

/// Parses a call. Blanks behind it are dropped, as AWS does.
///
/// # Errors
/// The first thing that does not fit, with its place.
pub fn parse(text: &str) -> Result<Call, ExprError> {
    let mut cursor = Cursor::new(text.trim_end());
    if !cursor.peek().is_some_and(|c| c.is_ascii_alphabetic()) {
        return Err(
            cursor.expected("a path such as `$.a` or a call such as `States.Format('{}', $.a)`")
        );
    }
    let (name, name_span) = parse_word(&mut cursor);
    let call = parse_call(&mut cursor, name, name_span, 1)?;
    match cursor.peek() {
        None => Ok(call),
        Some(_) => Err(ExprError::new(cursor.here(), "nothing may follow the call")),
    }
}

fn parse_word<'a>(cursor: &mut Cursor<'a>) -> (&'a str, Span) {
    let start = cursor.at();
    let word = cursor.take_while(|c| c.is_ascii_alphanumeric() || c == '.' || c == '_');
    (word, cursor.span_since(start))
}

/// Reads what follows a function's name.
fn parse_call(
    cursor: &mut Cursor<'_>,
    name: &str,
    name_span: Span,
    nesting: usize,
) -> Result<Call, ExprError> {
    let function = Function::named(name).ok_or_else(|| unknown_function(name, name_span))?;
    if nesting > MAX_NESTING {
        let label = format!("calls may be nested {MAX_NESTING} deep only");
        return Err(ExprError::new(name_span, label));
    }
    cursor.expect("(", "`(` right behind the function's name")?;
    let args = parse_args(cursor, function, nesting)?;
    let text = cursor.text_since(name_span.start as usize).to_owned();
    let call = Call {
        function,
        args,
        text,
    };
    arguments::check(&call)?;
    Ok(call)
}

fn unknown_function(name: &str, span: Span) -> ExprError {
    // Compared without the prefix, which would make all names look alike.
    fn short(name: &str) -> &str {
        name.strip_prefix(PREFIX).unwrap_or(name)
    }
    let error = ExprError::new(span, format!("there is no intrinsic function `{name}`"));
    match nearest(short(name), Function::names().map(short)) {
        Some(near) => error.help(format!("did you mean `{PREFIX}{near}`?")),
        None if name.contains('.') => error,
        None => error.help(format!("for a path, write `$.{name}`")),
    }
}

/// Reads the arguments and the closing parenthesis.
fn parse_args(
    cursor: &mut Cursor<'_>,
    function: Function,
    nesting: usize,
) -> Result<Vec<Spanned<Arg>>, ExprError> {
    let (min, max) = function.arity();
    let mut args = Vec::new();
    cursor.skip_blanks();
    let close = loop {
        let here = cursor.here();
        if cursor.eat(")") {
            break here;
        }
        if !args.is_empty() {
            cursor.expect(",", "`,` or `)`")?;
            cursor.skip_blanks();
        }
        let start = cursor.at();
        let arg = parse_arg(cursor, nesting)?;
        let span = cursor.span_since(start);
        if args.len() == max {
            return Err(ExprError::new(span, takes(function, "one too many")));
        }
        args.push(Spanned::new(arg, span));
        cursor.skip_blanks();
    };
    match args.len() < min {
        true => Err(ExprError::new(
            close,
            takes(function, &format!("{} given", args.len())),
        )),
        false => Ok(args),
    }
}

/// E.g. "`States.MathAdd` takes 2 arguments, 1 given".
fn takes(function: Function, but: &str) -> String {
    let name = function.name();
    match function.arity() {
        (_, 0) => format!("`{name}` takes no arguments"),
        (1, 1) => format!("`{name}` takes 1 argument, {but}"),
        (min, max) if min == max => format!("`{name}` takes {min} arguments, {but}"),
        (min, usize::MAX) => format!("`{name}` takes {min} or more arguments, {but}"),
        (min, max) => format!("`{name}` takes {min} to {max} arguments, {but}"),
    }
}

fn parse_arg(cursor: &mut Cursor<'_>, nesting: usize) -> Result<Arg, ExprError> {
    match cursor.peek() {
        Some('\'') => parse_string(cursor).map(Arg::String),
        Some('$') => parse_path(cursor, Site::Argument).map(Arg::Path),
        Some('-' | '0'..='9') => parse_number(cursor).map(Arg::Number),
        Some(c) if c.is_ascii_alphabetic() => match parse_word(cursor) {
            ("null", _) => Ok(Arg::Null),
            ("true", _) => Ok(Arg::Bool(true)),
            ("false", _) => Ok(Arg::Bool(false)),
            (name, span) => {
                parse_call(cursor, name, span, nesting + 1).map(|call| Arg::Call(Box::new(call)))
            }
        },
        Some('"') => Err(cursor
            .expected("an argument")
            .help("strings stand in single quotes here")),
        Some('{' | '[') => Err(cursor
            .expected("an argument")
            .help("take it from a path, or make it with `States.StringToJson`")),
        _ => Err(cursor.expected("an argument")),
    }
}

fn parse_number(cursor: &mut Cursor<'_>) -> Result<String, ExprError> {
    let start = cursor.at();
    let text = cursor.take_while(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    match serde_json::from_str::<serde_json::Number>(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err(
            ExprError::new(cursor.span_since(start), "this is not a number")
                .help("a string stands in single quotes"),
        ),
    }
}

/// Reads a string in single quotes.
fn parse_string(cursor: &mut Cursor<'_>) -> Result<StringLiteral, ExprError> {
    let start = cursor.at();
    cursor.expect("'", "`'`")?;
    let mut pieces = vec![];
    let mut piece = String::new();
    loop {
        let at = cursor.at();
        if cursor.eat("{}") {
            pieces.push(std::mem::take(&mut piece));
            continue;
        }
        match cursor.bump() {
            Some('\'') => break,
            Some('\\') => match cursor.bump() {
                Some(escaped @ ('\'' | '{' | '}' | '\\')) => piece.push(escaped),
                _ => {
                    return Err(ExprError::new(
                        cursor.span_since(at),
                        r"only `\'`, `\{`, `\}` and `\\` can be escaped",
                    )
                    .help(r"in a JSON string each of these backslashes is written twice"));
                }
            },
            Some(c) => piece.push(c),
            None => {
                let quote = Span::new(start, start + 1);
                return Err(ExprError::new(quote, "this quote is never closed"));
            }
        }
    }
    pieces.push(piece);
    Ok(StringLiteral { pieces })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::tests::assert_refuses;

    fn call(text: &str) -> Call {
        parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
    }

    fn literal(text: &str) -> StringLiteral {
        match call(&format!("States.Array({text})")).args.remove(0).value {
            Arg::String(literal) => literal,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn arguments_are_literals_paths_and_calls() {
        let call = call(
            "States.Array('a', -1.5e2 ,true,false,null,$.a[?(@.b == 1)].c,$$,$v.x, States.UUID() ) ",
        );
        let args: Vec<_> = call
            .args
            .iter()
            .map(|arg| &call.text[arg.span.range()])
            .collect();
        let written = [
            "'a'",
            "-1.5e2",
            "true",
            "false",
            "null",
            "$.a[?(@.b == 1)].c",
            "$$",
            "$v.x",
        ];
        assert_eq!(args[..8], written);
        assert_eq!(args[8], "States.UUID()");
        assert!(matches!(&call.args[1].value, Arg::Number(text) if text == "-1.5e2"));
        assert!(
            matches!(&call.args[5].value, Arg::Path(path) if path.text == "$.a[?(@.b == 1)].c")
        );
        assert!(matches!(&call.args[8].value, Arg::Call(inner) if inner.text == "States.UUID()"));
    }

    #[test]
    fn places_of_inner_arguments_count_from_the_outermost_call() {
        let text = "States.Array(States.ArrayLength($.a))";
        let Arg::Call(inner) = call(text).args.remove(0).value else {
            panic!("a call");
        };
        assert_eq!(&text[inner.args[0].span.range()], "$.a");
    }

    #[test]
    fn a_string_is_decoded_and_cut_at_its_placeholders() {
        let table = [
            ("''", &[""][..]),
            ("'{}'", &["", ""]),
            ("'a {} b{}'", &["a ", " b", ""]),
            (r"'\{}'", &["{}"]),
            (r"'\{{}\}'", &["{", "}"]),
            (r"'it\'s \\'", &[r"it's \"]),
            (r#"'{"a": 1}'"#, &[r#"{"a": 1}"#]),
            ("'a\nb'", &["a\nb"]),
        ];
        for (text, pieces) in table {
            assert_eq!(literal(text).pieces, pieces, "{text}");
        }
        assert_eq!(literal(r"'\{{}\} {}'").text(), "{{}} {}");
        assert_eq!(literal(r"'\{}'").placeholders(), 0);
    }

    #[test]
    fn ten_nested_calls_are_allowed_and_eleven_are_not() {
        let nested =
            |depth: usize| format!("{}{}", "States.Array(".repeat(depth), ")".repeat(depth));
        assert!(parse(&nested(10)).is_ok());
        let error = parse(&nested(11)).expect_err("too deep");
        assert_eq!(error.span, Span::new(130, 142));
        assert!(parse(&"States.Array(".repeat(100_000)).is_err());
    }

    #[test]
    fn what_is_wrong_in_a_call_is_marked() {
        let start = "expected a path such as `$.a` or a call such as `States.Format('{}', $.a)`";
        let open = "expected `(` right behind the function's name";
        let add = "`States.MathAdd` takes 2 arguments";
        let escape = r"only `\'`, `\{`, `\}` and `\\` can be escaped";
        let twice = "in a JSON string each of these backslashes is written twice";
        for (marked, label, help) in [
            (">>><<<", start, ""),
            (">>>'<<<a'", start, ""),
            (">>>{<<<% 1 %}", start, ""),
            ("States.UUID>>> <<<()", open, ""),
            ("States.UUID>>><<<", open, ""),
            ("States.UUID()>>>x<<<", "nothing may follow the call", ""),
            (
                "States.UUID(>>>$.a<<<)",
                "`States.UUID` takes no arguments",
                "",
            ),
            ("States.MathAdd($.a>>>)<<<", &format!("{add}, 1 given"), ""),
            (
                "States.MathAdd(1, 2, >>>3<<<)",
                &format!("{add}, one too many"),
                "",
            ),
            (
                "States.MathRandom(1>>>)<<<",
                "`States.MathRandom` takes 2 to 3 arguments, 1 given",
                "",
            ),
            (
                "States.Format(>>>)<<<",
                "`States.Format` takes 1 or more arguments, 0 given",
                "",
            ),
            (
                "States.ArrayLength(>>>)<<<",
                "`States.ArrayLength` takes 1 argument, 0 given",
                "",
            ),
            ("States.Array($.a >>>$<<<.b)", "expected `,` or `)`", ""),
            ("States.Array($.a>>><<<", "expected `,` or `)`", ""),
            ("States.Array($.a,>>>)<<<", "expected an argument", ""),
            (
                "States.Array(>>>\"<<<a\")",
                "expected an argument",
                "strings stand in single quotes here",
            ),
            (
                "States.Array($.a.>>>,<<< 1)",
                "expected a name, `*` or `[` after the dot",
                "",
            ),
            ("States.Array(>>>'<<<a)", "this quote is never closed", ""),
            (
                "States.Array(>>>1x<<<)",
                "this is not a number",
                "a string stands in single quotes",
            ),
            (r#"States.Array('a>>>\"<<<b')"#, escape, twice),
        ] {
            assert_refuses(parse, marked, label, help);
        }
    }

    #[test]
    fn an_unknown_function_is_marked_and_a_near_one_named() {
        for (marked, help) in [
            (">>>foo<<<", "for a path, write `$.foo`"),
            (">>>States.Formt<<<('a')", "did you mean `States.Format`?"),
            (">>>UUID<<<()", "did you mean `States.UUID`?"),
            (">>>States.Quux<<<()", ""),
        ] {
            let name = marked
                .split(">>>")
                .nth(1)
                .and_then(|text| text.split("<<<").next());
            let name = name.expect("a mark");
            let label = format!("there is no intrinsic function `{name}`");
            assert_refuses(parse, marked, &label, help);
        }
    }
}
