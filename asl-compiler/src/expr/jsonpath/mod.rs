//! JSONPath as AWS accepts it (Jayway's dialect; reference §2.6).

mod filter;
mod functions;
mod parse;
mod regex;

pub use filter::{Filter, Literal, Operand, Operator, Regex};
pub use functions::{Function, FunctionName};
pub use parse::parse;
pub(super) use parse::{Site, parse_path};

use super::ExprError;
use crate::source::Spanned;

/// A parsed path.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// What the path starts from.
    pub root: Root,
    /// The steps, each with its place in `text`.
    pub steps: Vec<Spanned<Step>>,
    /// The path as written, for run-time messages.
    pub text: String,
}

/// What a path starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Root {
    /// `$`: the data at hand.
    Data,
    /// `$$`: the context object.
    Context,
    /// `$name`: a variable.
    Variable(String),
    /// `@`: the candidate of a filter; only inside a filter.
    Candidate,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// `.name`, `['name']`.
    Member(String),
    /// `[3]`, `[-1]`.
    Index(i64),
    /// `['a','b']`.
    Members(Vec<String>),
    /// `[0,2]`.
    Indices(Vec<i64>),
    /// `[a:b]`.
    Slice(Option<i64>, Option<i64>),
    /// `.*`, `[*]`.
    Wildcard,
    /// `..`: the next step applies to the node and all its descendants.
    Descend,
    /// `[?(...)]`.
    Filter(Box<Filter>),
    /// `.length()`: a function at the end of a path.
    Function(Function),
}

/// A step that leads to one place at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key<'a> {
    /// A member of an object.
    Member(&'a str),
    /// An element of an array; a negative one counts from the end.
    Index(i64),
}

impl Step {
    /// The paths in a filter's condition or in a function's arguments.
    #[must_use]
    pub fn paths(&self) -> Vec<&Path> {
        let mut found = Vec::new();
        match self {
            Step::Filter(filter) => filter.collect_paths(&mut found),
            Step::Function(function) => {
                found.extend(function.args.iter().filter_map(Operand::path))
            }
            _ => {}
        }
        found
    }
}

impl Path {
    /// The steps of a path that leads to one place at most; `None` for one that may find several or computes.
    #[must_use]
    pub fn keys(&self) -> Option<Vec<Key<'_>>> {
        self.steps
            .iter()
            .map(|step| match &step.value {
                Step::Member(name) => Some(Key::Member(name)),
                Step::Index(index) => Some(Key::Index(*index)),
                _ => None,
            })
            .collect()
    }

    /// The first step that a Reference Path cannot have, as an error; `None` if the path is one.
    #[must_use]
    pub fn reference_violation(&self) -> Option<ExprError> {
        self.steps.iter().find_map(|step| {
            let what = match &step.value {
                Step::Member(_) => return self.unescaped_operator(step),
                Step::Index(0..) => return None,
                Step::Index(_) => "an index from the end",
                Step::Members(_) => "several names",
                Step::Indices(_) => "several indices",
                Step::Slice(..) => "a slice",
                Step::Wildcard => "a wildcard",
                Step::Descend => "`..`",
                Step::Filter(_) => "a filter",
                Step::Function(_) => "a function",
            };
            Some(
                ExprError::new(step.span, format!("a Reference Path cannot have {what}")).help(
                    "a Reference Path names one place, with `.name`, `['name']` and `[0]` only",
                ),
            )
        })
    }

    /// `@`, `,`, `:` and `?` mean something in other paths, so a Reference Path wants them escaped or in brackets.
    fn unescaped_operator(&self, step: &Spanned<Step>) -> Option<ExprError> {
        let written = self.text.get(step.span.range())?;
        if written.starts_with('[') {
            return None;
        }
        let mut chars = written.chars();
        while let Some(c) = chars.next() {
            if c == '\\' {
                chars.next();
            } else if "@,:?".contains(c) {
                let label = format!("a Reference Path cannot have a plain `{c}`");
                let help = "put the name into brackets and quotes, as in `['a:b']`";
                return Some(ExprError::new(step.span, label).help(help));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::unmark;

    fn path(text: &str) -> Path {
        parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
    }

    #[test]
    fn only_a_path_of_names_and_indices_has_keys() {
        let found = path("$.a[0]['b c']");
        let keys = vec![Key::Member("a"), Key::Index(0), Key::Member("b c")];
        assert_eq!(found.keys(), Some(keys));
        assert_eq!(path("$").keys(), Some(vec![]));
        assert_eq!(path("$.a.length()").keys(), None);
    }

    #[test]
    fn a_reference_path_names_one_place() {
        for text in [
            "$",
            "$.a-b[0]['c']",
            "$$.Execution.Id",
            r"$.a\@b",
            "$['a:b']",
        ] {
            assert_eq!(path(text).reference_violation(), None, "{text}");
        }
    }

    #[test]
    fn the_step_that_a_reference_path_cannot_have_is_marked() {
        for text in [
            "$.a>>>[*]<<<.b",
            "$.a.>>>*<<<",
            "$>>>..<<<b",
            "$.a>>>[-1]<<<",
            "$.a>>>[0,1]<<<",
            "$>>>['a', 'b']<<<",
            "$.a>>>[:2]<<<.b",
            "$.a>>>[?(@.x)]<<<",
            "$.a.>>>length()<<<",
            "$.>>>a@b<<<.c",
        ] {
            let (text, spans) = unmark(text);
            let error = path(&text).reference_violation();
            assert_eq!(error.map(|error| error.span), Some(spans[0]), "{text}");
        }
    }
}
