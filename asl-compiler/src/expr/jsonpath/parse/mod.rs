//! Text to [`Path`].

mod brackets;
mod filter;

pub(super) use filter::parse_operand;

use brackets::{parse_brackets, parse_brackets_from};

use unicode_ident::{is_xid_continue, is_xid_start};

use super::functions::parse_function;
use super::{Path, Root, Step};
use crate::expr::ExprError;
use crate::expr::cursor::Cursor;
use crate::source::{Span, Spanned};

/// Where a path stands, which decides what ends a name without quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::expr) enum Site {
    /// It is the whole text.
    Whole,
    /// It is an argument of an intrinsic call.
    Argument,
    /// It is an operand inside a filter or of a path function.
    Operand,
}

impl Site {
    fn ends_name(self, c: char) -> bool {
        let own = match self {
            Site::Whole => "",
            Site::Argument => ",)",
            Site::Operand => ",)]=<>!~&|",
        };
        ".[(".contains(c) || c.is_whitespace() || own.contains(c)
    }
}

/// A blank, and what may have been meant by what stands behind it.
fn blank(cursor: &Cursor<'_>) -> ExprError {
    let behind = cursor.rest().trim_start();
    let mut operands = behind.trim_start_matches(['+', '-', '*', '/', '&']).chars();
    let is_operator = behind.starts_with(['+', '-', '*', '/', '&']);
    if is_operator && operands.next().is_some_and(char::is_whitespace) {
        return ExprError::new(cursor.here(), "a path finds a value and computes nothing")
            .help("`States.MathAdd` adds numbers, `States.Format` joins texts");
    }
    ExprError::new(cursor.here(), "a path cannot have a blank here")
        .help("put a name with a blank into brackets and quotes, as in `['a b']`")
}

/// Parses a path. Blanks behind it are dropped, as AWS does.
///
/// # Errors
/// The first thing that does not fit, with its place.
pub fn parse(text: &str) -> Result<Path, ExprError> {
    let text = text.trim_end();
    let mut cursor = Cursor::new(text);
    if cursor.peek() != Some('$') {
        let error = cursor.expected("a path, which begins with `$`");
        let word = text.starts_with(|c: char| c.is_alphabetic() || c == '_');
        return Err(match word && !text.contains(['(', ' ']) {
            true => error.help(format!("write `$.{text}`")),
            false => error,
        });
    }
    let path = parse_path(&mut cursor, Site::Whole)?;
    match cursor.peek() {
        None => Ok(path),
        Some(c) if c.is_whitespace() => Err(blank(&cursor)),
        Some(_) => Err(cursor.expected("`.`, `[` or the end of the path")),
    }
}

/// Reads a path where it stands, up to the first character that cannot belong to it.
pub(in crate::expr) fn parse_path(cursor: &mut Cursor<'_>, site: Site) -> Result<Path, ExprError> {
    cursor.deeper(|cursor| {
        let start = cursor.at();
        let root = parse_root(cursor, site)?;
        let mut steps = Vec::new();
        while parse_step(cursor, site, &mut steps)? {}
        // A path's steps have their places in its own text, wherever the path stands.
        for step in &mut steps {
            let Span { start: from, end } = step.span;
            step.span = Span::new(from as usize - start, end as usize - start);
        }
        let text = cursor.text_since(start).to_owned();
        Ok(Path { root, steps, text })
    })
}

fn parse_root(cursor: &mut Cursor<'_>, site: Site) -> Result<Root, ExprError> {
    if site == Site::Operand && cursor.eat("@") {
        return Ok(Root::Candidate);
    }
    if cursor.eat("$$") {
        return Ok(Root::Context);
    }
    cursor.expect("$", "a path, which begins with `$`")?;
    Ok(match cursor.peek() {
        Some(c) if is_xid_start(c) || c == '_' => {
            let name = cursor.take_while(is_xid_continue);
            Root::Variable(name.to_owned())
        }
        _ => Root::Data,
    })
}

/// Reads one step, or two for `..name`; false if none follows.
fn parse_step(
    cursor: &mut Cursor<'_>,
    site: Site,
    steps: &mut Vec<Spanned<Step>>,
) -> Result<bool, ExprError> {
    let next = cursor.peek();
    if let Some(Step::Function(_)) = steps.last().map(|step| &step.value) {
        let label = "nothing may follow a function in a path";
        return match next {
            Some('.' | '[') => Err(ExprError::new(cursor.here(), label)),
            _ => Ok(false),
        };
    }
    // `$.a[0]b` means `$.a[0].b`; published workflows have it.
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let name_follows = !steps.is_empty() && next.is_some_and(is_name);
    let start = cursor.at();
    if cursor.eat("..") {
        steps.push(Spanned::new(Step::Descend, cursor.span_since(start)));
        steps.push(match cursor.peek() {
            Some('[') => parse_brackets(cursor)?,
            _ => parse_dotted(cursor, site)?,
        });
    } else if cursor.eat(".[") || cursor.eat("[") {
        // `$.a.[0]` means `$.a[0]`; published workflows have it.
        steps.push(parse_brackets_from(cursor, cursor.at() - 1)?);
    } else if cursor.eat(".") || name_follows {
        steps.push(parse_dotted(cursor, site)?);
    } else {
        return Ok(false);
    }
    Ok(true)
}

/// Reads what follows a dot: a name, `*` or a function.
fn parse_dotted(cursor: &mut Cursor<'_>, site: Site) -> Result<Spanned<Step>, ExprError> {
    let start = cursor.at();
    if cursor.eat("*") {
        return Ok(Spanned::new(Step::Wildcard, cursor.span_since(start)));
    }
    let name = parse_name(cursor, site)?;
    let step = match cursor.peek() {
        Some('(') => Step::Function(parse_function(cursor, &name, cursor.span_since(start))?),
        _ => Step::Member(name),
    };
    Ok(Spanned::new(step, cursor.span_since(start)))
}

/// Reads a name without quotes; a backslash takes the next character as it is.
fn parse_name(cursor: &mut Cursor<'_>, site: Site) -> Result<String, ExprError> {
    let mut name = String::new();
    while let Some(c) = cursor.peek().filter(|&c| !site.ends_name(c)) {
        cursor.bump();
        if c != '\\' {
            name.push(c);
        } else if let Some(escaped) = cursor.bump() {
            name.push(escaped);
        } else {
            return Err(cursor.expected("the character that the backslash escapes"));
        }
    }
    match name.is_empty() {
        true => Err(cursor.expected("a name, `*` or `[` after the dot")),
        false => Ok(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::tests::assert_refuses;

    fn member(name: &str) -> Step {
        Step::Member(name.to_owned())
    }

    #[track_caller]
    fn assert_steps(text: &str, root: Root, steps: &[Step]) {
        let path = parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        let found: Vec<_> = path.steps.into_iter().map(|step| step.value).collect();
        assert_eq!((path.root, &found[..]), (root, steps), "{text}");
    }

    #[test]
    fn a_path_has_a_root_and_steps() {
        let names = |names: &[&str]| Step::Members(names.iter().map(ToString::to_string).collect());
        assert_steps("$", Root::Data, &[]);
        assert_steps("$$", Root::Context, &[]);
        assert_steps("$order_1", Root::Variable("order_1".to_owned()), &[]);
        assert_steps(
            "$v[0].a",
            Root::Variable("v".to_owned()),
            &[Step::Index(0), member("a")],
        );
        assert_steps(
            "$$.Map.Item",
            Root::Context,
            &[member("Map"), member("Item")],
        );
        assert_steps("$['a']", Root::Data, &[member("a")]);
        assert_steps("$[ 'a' , \"b\" ]", Root::Data, &[names(&["a", "b"])]);
        assert_steps("$[0, -2]", Root::Data, &[Step::Indices(vec![0, -2])]);
        assert_steps("$[-1]", Root::Data, &[Step::Index(-1)]);
        assert_steps("$[1:-1]", Root::Data, &[Step::Slice(Some(1), Some(-1))]);
        assert_steps("$[ 1 : ]", Root::Data, &[Step::Slice(Some(1), None)]);
        assert_steps("$[:2]", Root::Data, &[Step::Slice(None, Some(2))]);
        assert_steps("$.*[*]", Root::Data, &[Step::Wildcard, Step::Wildcard]);
        assert_steps("$..a", Root::Data, &[Step::Descend, member("a")]);
        assert_steps("$..*", Root::Data, &[Step::Descend, Step::Wildcard]);
        assert_steps("$..[0]", Root::Data, &[Step::Descend, Step::Index(0)]);
    }

    #[test]
    fn spellings_of_published_workflows_are_understood() {
        let (a, b, c) = (member("a"), member("b"), member("c"));
        let bc = Step::Members(vec!["b".to_owned(), "c".to_owned()]);
        let at = |index| Step::Index(index);
        assert_steps("$.[0]", Root::Data, &[at(0)]);
        assert_steps("$.a.[0].b", Root::Data, &[a.clone(), at(0), b.clone()]);
        assert_steps("$.[*].['b', 'c']", Root::Data, &[Step::Wildcard, bc]);
        assert_steps("$.a[0].b[0]c", Root::Data, &[a.clone(), at(0), b, at(0), c]);
        assert_steps("$.a  ", Root::Data, &[a]);
    }

    #[test]
    fn a_name_without_quotes_ends_at_a_dot_a_bracket_a_parenthesis_or_a_blank_only() {
        assert_steps("$.detail-type", Root::Data, &[member("detail-type")]);
        assert_steps("$.é@x,y:z", Root::Data, &[member("é@x,y:z")]);
    }

    #[test]
    fn a_backslash_takes_the_next_character_of_a_name_as_it_is() {
        assert_steps(r"$.store\.book", Root::Data, &[member("store.book")]);
        assert_steps(
            r"$.\stor\e.boo\k",
            Root::Data,
            &[member("store"), member("book")],
        );
        let steps = [member("foo@bar"), member("baz[["), member("?pretty")];
        assert_steps(r"$.foo\@bar.baz\[\[.\?pretty", Root::Data, &steps);
    }

    #[test]
    fn a_backslash_in_quotes_escapes_the_quote_and_itself_only() {
        assert_steps(
            r#"$['Test\""Name"']"#,
            Root::Data,
            &[member(r#"Test\""Name""#)],
        );
        assert_steps(r"$['it\'s a \\']", Root::Data, &[member(r"it's a \")]);
        assert_steps(r#"$["a\"b"]"#, Root::Data, &[member(r#"a"b"#)]);
    }

    #[test]
    fn a_step_knows_its_place_in_the_text_of_its_path() {
        let path = parse("$.ab['c'].length()").expect("a path");
        let shown: Vec<_> = path
            .steps
            .iter()
            .map(|step| &path.text[step.span.range()])
            .collect();
        assert_eq!(shown, ["ab", "['c']", "length()"]);
    }

    #[test]
    fn a_path_among_other_text_ends_where_its_site_says() {
        let text = "  $.a[0], 1";
        let mut cursor = Cursor::new(text);
        cursor.skip_blanks();
        let path = parse_path(&mut cursor, Site::Argument).expect("a path");
        assert_eq!((path.text.as_str(), cursor.rest()), ("$.a[0]", ", 1"));
        assert_eq!(&path.text[path.steps[1].span.range()], "[0]");
    }

    #[test]
    fn what_is_wrong_in_a_path_is_marked() {
        let root = "expected a path, which begins with `$`";
        let name = "expected a name, `*` or `[` after the dot";
        let end = "expected `.`, `[` or the end of the path";
        let blank = "put a name with a blank into brackets and quotes, as in `['a b']`";
        for (marked, label, help) in [
            (">>><<<", root, ""),
            (">>>o<<<rder.total", root, "write `$.order.total`"),
            (">>>@<<<.a", root, ""),
            ("$.>>><<<", name, ""),
            ("$.a.>>><<<", name, ""),
            ("$..>>>.<<<a", name, ""),
            ("$>>>-<<<a", end, ""),
            ("$[0]>>>]<<<", end, ""),
            ("$.a>>> <<<b", "a path cannot have a blank here", blank),
            ("$.a>>> <<<-b", "a path cannot have a blank here", blank),
            (
                "$.a>>> <<<+ 1",
                "a path finds a value and computes nothing",
                "`States.MathAdd` adds numbers, `States.Format` joins texts",
            ),
            (
                r"$.a\>>><<<",
                "expected the character that the backslash escapes",
                "",
            ),
        ] {
            assert_refuses(parse, marked, label, help);
        }
    }
}
