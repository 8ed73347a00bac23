//! Text to [`Filter`], from its `?`.

use super::brackets::parse_quoted;
use super::{Site, parse_path};
use crate::expr::ExprError;
use crate::expr::cursor::Cursor;
use crate::expr::jsonpath::{Filter, Literal, Operand, Operator, Regex};
use crate::source::Span;

/// The operators; one that begins with another stands before it.
const OPERATORS: &[(&str, Operator)] = &[
    ("==", Operator::Equal),
    ("!=", Operator::NotEqual),
    ("<=", Operator::LessOrEqual),
    (">=", Operator::GreaterOrEqual),
    ("<", Operator::Less),
    (">", Operator::Greater),
    ("in", Operator::In),
    ("nin", Operator::NotIn),
    ("subsetof", Operator::SubsetOf),
    ("anyof", Operator::AnyOf),
    ("noneof", Operator::NoneOf),
    ("size", Operator::Size),
    ("empty", Operator::Empty),
];

/// Reads `?(...)`.
pub(super) fn parse_filter(cursor: &mut Cursor<'_>) -> Result<Filter, ExprError> {
    cursor.expect("?", "`?`")?;
    cursor.skip_blanks();
    if !cursor.eat("(") {
        return Err(cursor
            .expected("`(`")
            .help("a filter's condition stands in parentheses: `[?(@.a == 1)]`"));
    }
    let filter = parse_or(cursor)?;
    close(cursor)?;
    Ok(filter)
}

fn close(cursor: &mut Cursor<'_>) -> Result<(), ExprError> {
    cursor.expect(")", "`)`, `&&`, `||` or a comparison")
}

fn parse_or(cursor: &mut Cursor<'_>) -> Result<Filter, ExprError> {
    parse_joined(cursor, "||", parse_and, Filter::Or)
}

fn parse_and(cursor: &mut Cursor<'_>) -> Result<Filter, ExprError> {
    parse_joined(cursor, "&&", parse_condition, Filter::And)
}

fn parse_joined(
    cursor: &mut Cursor<'_>,
    operator: &str,
    parse_part: fn(&mut Cursor<'_>) -> Result<Filter, ExprError>,
    join: fn(Vec<Filter>) -> Filter,
) -> Result<Filter, ExprError> {
    let mut parts = vec![parse_part(cursor)?];
    while cursor.eat(operator) {
        parts.push(parse_part(cursor)?);
    }
    Ok(match parts.len() {
        1 => parts.swap_remove(0),
        _ => join(parts),
    })
}

/// Reads one condition and the blanks around it.
fn parse_condition(cursor: &mut Cursor<'_>) -> Result<Filter, ExprError> {
    cursor.deeper(|cursor| {
        cursor.skip_blanks();
        let condition = if cursor.eat("!") {
            Filter::Not(Box::new(parse_condition(cursor)?))
        } else if cursor.eat("(") {
            let inner = parse_or(cursor)?;
            close(cursor)?;
            inner
        } else {
            parse_comparison(cursor)?
        };
        cursor.skip_blanks();
        Ok(condition)
    })
}

fn parse_comparison(cursor: &mut Cursor<'_>) -> Result<Filter, ExprError> {
    let start = cursor.at();
    let quoted = matches!(cursor.peek(), Some('\'' | '"'));
    let left = parse_operand(cursor)?;
    let left_span = cursor.span_since(start);
    if !quoted && matches!(left, Operand::Literal(Literal::String(_))) {
        let word = cursor.text_since(start);
        return Err(
            ExprError::new(left_span, "expected a path that begins with `@` or `$`").help(format!(
                "the element at hand is `@`, its member is `@.{word}`"
            )),
        );
    }
    cursor.skip_blanks();
    if cursor.eat("=~") {
        cursor.skip_blanks();
        return Ok(Filter::Matches(left, parse_regex(cursor)?));
    }
    match (parse_operator(cursor)?, left) {
        (Some(operator), left) => {
            cursor.skip_blanks();
            Ok(Filter::Compare(left, operator, parse_operand(cursor)?))
        }
        (None, Operand::Path(path)) => Ok(Filter::Exists(path)),
        (None, _) => Err(
            ExprError::new(left_span, "a value alone is not a condition")
                .help("compare it with a path, as in `@.a == 1`"),
        ),
    }
}

/// Reads an operator, if one follows.
fn parse_operator(cursor: &mut Cursor<'_>) -> Result<Option<Operator>, ExprError> {
    let start = cursor.at();
    let symbol = OPERATORS
        .iter()
        .find(|(text, _)| !is_word(text) && cursor.eat(text));
    if let Some(&(_, operator)) = symbol {
        return Ok(Some(operator));
    }
    if cursor.eat("=") {
        return Err(
            ExprError::new(cursor.span_since(start), "`=` is not a comparison")
                .help("write `==` to compare, `=~` to match a pattern"),
        );
    }
    let word = cursor.take_while(char::is_alphabetic);
    let known = OPERATORS
        .iter()
        .find(|(text, _)| text.eq_ignore_ascii_case(word));
    match known {
        Some(&(_, operator)) => Ok(Some(operator)),
        None if word.is_empty() => Ok(None),
        None => Err(ExprError::new(
            cursor.span_since(start),
            format!("`{word}` is not a comparison"),
        )),
    }
}

fn is_word(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
}

/// Reads a path, a literal or a list of literals.
pub(in crate::expr::jsonpath) fn parse_operand(
    cursor: &mut Cursor<'_>,
) -> Result<Operand, ExprError> {
    match cursor.peek() {
        Some('@' | '$') => parse_path(cursor, Site::Operand).map(Operand::Path),
        Some('[') => parse_list(cursor).map(Operand::List),
        _ => parse_literal(cursor).map(Operand::Literal),
    }
}

fn parse_list(cursor: &mut Cursor<'_>) -> Result<Vec<Literal>, ExprError> {
    let mut list = Vec::new();
    cursor.expect("[", "`[`")?;
    cursor.skip_blanks();
    while !cursor.eat("]") {
        if !list.is_empty() {
            cursor.expect(",", "`,` or `]`")?;
            cursor.skip_blanks();
        }
        list.push(parse_literal(cursor)?);
        cursor.skip_blanks();
    }
    Ok(list)
}

fn parse_literal(cursor: &mut Cursor<'_>) -> Result<Literal, ExprError> {
    if matches!(cursor.peek(), Some('\'' | '"')) {
        return parse_quoted(cursor).map(Literal::String);
    }
    let start = cursor.at();
    let word = cursor.take_while(|c| c.is_alphanumeric() || "_-+.".contains(c));
    match word {
        "null" => return Ok(Literal::Null),
        "true" => return Ok(Literal::Bool(true)),
        "false" => return Ok(Literal::Bool(false)),
        _ if serde_json::from_str::<serde_json::Number>(word).is_ok() => {
            return Ok(Literal::Number(word.to_owned()));
        }
        _ => {}
    }
    match word.chars().next() {
        None if cursor.peek() == Some('/') => Err(ExprError::new(
            cursor.here(),
            "a pattern can only follow `=~`",
        )),
        None => Err(cursor.expected("a path, a number, a string in quotes, true, false or null")),
        Some(c) if c.is_alphabetic() || c == '_' => Ok(Literal::String(word.to_owned())),
        Some(_) => Err(
            ExprError::new(cursor.span_since(start), "this is not a number")
                .help(format!("a string needs quotes: `'{word}'`")),
        ),
    }
}

/// Reads `/pattern/`, in which a backslash keeps a slash from ending it, and the flag behind it.
fn parse_regex(cursor: &mut Cursor<'_>) -> Result<Regex, ExprError> {
    let start = cursor.at();
    cursor.expect("/", "a pattern between slashes, as in `/a.*/`")?;
    let mut pattern = String::new();
    loop {
        match cursor.bump() {
            Some('/') => break,
            Some('\\') if cursor.eat("/") => pattern.push('/'),
            Some('\\') => {
                pattern.push('\\');
                pattern.extend(cursor.bump());
            }
            Some(c) => pattern.push(c),
            None => {
                let open = Span::new(start, start + 1);
                return Err(ExprError::new(open, "this pattern is never closed"));
            }
        }
    }
    let ignore_case = cursor.eat("i");
    if cursor.peek().is_some_and(char::is_alphabetic) {
        return Err(cursor.expected("no flag but `i` behind a pattern"));
    }
    let regex = Regex {
        pattern,
        ignore_case,
    };
    match regex.problem() {
        Some(problem) => Err(ExprError::new(cursor.span_since(start), problem)),
        None => Ok(regex),
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use crate::expr::jsonpath::{Path, Step};
    use crate::testing::unmark;

    fn filter(condition: &str) -> Filter {
        let text = format!("$[?({condition})]");
        let path = parse(&text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        match path.steps.into_iter().next().map(|step| step.value) {
            Some(Step::Filter(filter)) => *filter,
            other => panic!("{text}: {other:?}"),
        }
    }

    fn exists(text: &str) -> Filter {
        Filter::Exists(candidate(text))
    }

    fn candidate(text: &str) -> Path {
        parse_path(&mut Cursor::new(text), Site::Operand).expect("a path")
    }

    #[test]
    fn and_binds_tighter_than_or_and_not_tighter_than_both() {
        let [a, b, c] = ["@.a", "@.b", "@.c"].map(exists);
        assert_eq!(
            filter("@.a || !@.b && @.c"),
            Filter::Or(vec![
                a.clone(),
                Filter::And(vec![Filter::Not(Box::new(b.clone())), c.clone()])
            ])
        );
        assert_eq!(
            filter("!(@.a||@.b)&&@.c"),
            Filter::And(vec![Filter::Not(Box::new(Filter::Or(vec![a, b]))), c])
        );
    }

    #[test]
    fn every_operator_compares_with_or_without_blanks() {
        for &(text, operator) in OPERATORS {
            let right = Operand::Literal(Literal::Number("1".to_owned()));
            let expected = Filter::Compare(Operand::Path(candidate("@.a-b")), operator, right);
            assert_eq!(filter(&format!("@.a-b {text} 1")), expected);
            assert_eq!(
                filter(&format!("  @.a-b  {}  1 ", text.to_uppercase())),
                expected
            );
            if !is_word(text) {
                assert_eq!(filter(&format!("@.a-b{text}1")), expected);
            }
        }
    }

    #[test]
    fn operands_are_literals_bare_words_lists_and_paths() {
        let string = |text: &str| Literal::String(text.to_owned());
        let number = |text: &str| Literal::Number(text.to_owned());
        let table = [
            ("'it\\'s'", Operand::Literal(string("it's"))),
            ("\"/eggs\"", Operand::Literal(string("/eggs"))),
            ("AMOUNT_PAID", Operand::Literal(string("AMOUNT_PAID"))),
            ("trueish", Operand::Literal(string("trueish"))),
            ("-1.5e3", Operand::Literal(number("-1.5e3"))),
            ("true", Operand::Literal(Literal::Bool(true))),
            ("null", Operand::Literal(Literal::Null)),
            ("[1, 'a']", Operand::List(vec![number("1"), string("a")])),
            ("[ ]", Operand::List(vec![])),
            ("$.x[0].y", Operand::Path(candidate("$.x[0].y"))),
            (
                "$$.Execution.Id",
                Operand::Path(candidate("$$.Execution.Id")),
            ),
        ];
        for (text, right) in table {
            let left = Operand::Path(candidate("@.a.b"));
            let expected = Filter::Compare(left, Operator::Equal, right);
            assert_eq!(filter(&format!("@.a.b=={text}")), expected, "{text}");
        }
    }

    #[test]
    fn a_pattern_keeps_its_escapes_but_the_one_of_the_slash() {
        let pattern = Regex {
            pattern: r"a/b\.*".to_owned(),
            ignore_case: true,
        };
        let expected = Filter::Matches(Operand::Path(candidate("@.a")), pattern);
        assert_eq!(filter(r"@.a =~ /a\/b\.*/i"), expected);
    }

    #[test]
    fn what_is_wrong_in_a_filter_is_marked() {
        for marked in [
            "$[?>>>@<<<.a]",
            "$[?(@.a >>>=<<< 1)]",
            "$[?(@.a >>>like<<< 'x')]",
            "$[?(@.a == >>>)<<<]",
            "$[?(>>>a<<< == 1)]",
            "$[?(>>>1<<<)]",
            "$[?(@.a == >>>2020-01-01<<<)]",
            "$[?(@.a == >>>'<<<x)]",
            "$[?(@.a =~ >>>'<<<x')]",
            "$[?(@.a =~ >>>/<<<x)]",
            "$[?(@.a =~ /x/>>>u<<<)]",
            "$[?(@.a =~ >>>/x(?=y)/i<<<)]",
            "$[?(@.a == >>>/<<<x/)]",
            "$[?(@.a == 1 >>>1<<<)]",
            "$[?(@.a>>>]<<<",
            "$[?(@.a in [1 >>>2<<<])]",
            "$[?(@.a == 1)>>><<<",
        ] {
            let (text, spans) = unmark(marked);
            let error = parse(&text).expect_err(&text);
            assert_eq!(vec![error.span], spans, "{text}: {}", error.label);
        }
    }

    #[test]
    fn nesting_without_end_is_refused() {
        let text = format!("$[?({}", "(".repeat(100_000));
        assert_eq!(
            parse(&text).expect_err("too deep").label,
            "this is nested too deeply"
        );
        let text = format!("${}", "[?(@".repeat(100_000));
        assert_eq!(
            parse(&text).expect_err("too deep").label,
            "this is nested too deeply"
        );
    }
}
