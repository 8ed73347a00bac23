//! Fields that hold a path. Reference §2.5.

use super::Reader;
use super::object::Fields;
use crate::diag::{Code, Diagnostic};
use crate::expr::ExprError;
use crate::expr::jsonpath::{self, Path, Root, Step};
use crate::model::{PathField, ResultPath, Selection};
use crate::parse::{Json, Node};
use crate::source::{Span, Spanned};

/// What a field allows of a path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PathKind {
    /// Any path.
    Any,
    /// A Reference Path.
    Reference,
}

impl Reader<'_> {
    /// `InputPath` or `OutputPath`.
    pub(super) fn selection(&mut self, fields: &Fields<'_>, name: &str) -> Selection {
        match fields.get(name) {
            None => Selection::Whole,
            Some(Node {
                json: Json::Null, ..
            }) => Selection::Nothing,
            Some(node) => match self.as_path(node, PathKind::Any) {
                Some(path) if !is_root(&path.value) => Selection::Path(path),
                _ => Selection::Whole,
            },
        }
    }

    /// `ResultPath` of a state or a catcher.
    pub(super) fn result_path(&mut self, fields: &Fields<'_>) -> ResultPath {
        match fields.get("ResultPath") {
            None => ResultPath::Replace,
            Some(Node {
                json: Json::Null, ..
            }) => ResultPath::Discard,
            Some(node) => match self.as_result_path(node) {
                Some(path) if !is_root(&path.value) => ResultPath::Insert(path),
                _ => ResultPath::Replace,
            },
        }
    }

    fn as_result_path(&mut self, node: &Node) -> Option<PathField> {
        let path = self.parse_path(node)?;
        let what = match &path.value.root {
            Root::Context => "the context object",
            Root::Variable(_) => "a variable",
            Root::Data | Root::Candidate => return self.reference(path),
        };
        let label = format!("`ResultPath` writes into the state's input, not into {what}");
        self.report_within(
            Code::Path,
            node.span,
            ExprError::new(root_span(&path.value), label),
        )
    }

    pub(super) fn path(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
        kind: PathKind,
    ) -> Option<PathField> {
        fields.get(name).and_then(|node| self.as_path(node, kind))
    }

    pub(super) fn as_path(&mut self, node: &Node, kind: PathKind) -> Option<PathField> {
        let path = self.parse_path(node)?;
        let reads_variable = matches!(path.value.root, Root::Variable(_));
        let path = match kind {
            PathKind::Reference if !reads_variable => self.reference(path)?,
            PathKind::Reference | PathKind::Any => path,
        };
        self.check_path(&path.value, path.span, 0).then_some(path)
    }

    fn parse_path(&mut self, node: &Node) -> Option<PathField> {
        let Json::String(text) = &node.json else {
            return self.wrong_type(node, "a path, which is a string");
        };
        match jsonpath::parse(text) {
            Ok(path) => Some(Spanned::new(path, node.span)),
            Err(error) => self.report_within(Code::Path, node.span, error),
        }
    }

    fn reference(&mut self, path: PathField) -> Option<PathField> {
        match path.value.reference_violation() {
            None => Some(path),
            Some(error) => self.report_within(Code::Path, path.span, error),
        }
    }

    /// Notes the variables that a path reads, and reports what is wrong in it. It starts at `offset` of the string at
    /// `string`.
    pub(super) fn check_path(&mut self, path: &Path, string: Span, offset: u32) -> bool {
        let source = self.source;
        let place = |Span { start, end }| {
            let inner = Span {
                start: start + offset,
                end: end + offset,
            };
            source.within_string(string, inner)
        };
        let variables = variables(path).into_iter();
        self.reads
            .extend(variables.map(|(name, span)| Spanned::new(name.to_owned(), place(span))));
        if let Some(span) = stray_candidate(path) {
            let label = "`@` is what a filter looks at, and only a filter has it";
            self.report(Code::Path, place(span), label.to_owned());
            return false;
        }
        true
    }

    /// Reports what is wrong inside the string at `string`.
    pub(super) fn report_within<T>(
        &mut self,
        code: Code,
        string: Span,
        error: ExprError,
    ) -> Option<T> {
        let span = self.source.within_string(string, error.span);
        let finding = Diagnostic::new(code, span, error.label);
        self.diagnostics.report(Diagnostic {
            help: error.help,
            ..finding
        });
        None
    }
}

fn is_root(path: &Path) -> bool {
    path.root == Root::Data && path.steps.is_empty()
}

/// `$`, `$$` or `$name` at the beginning of a path.
fn root_span(path: &Path) -> Span {
    match &path.root {
        Root::Data | Root::Candidate => Span::new(0, 1),
        Root::Context => Span::new(0, 2),
        Root::Variable(name) => Span::new(0, 1 + name.len()),
    }
}

/// The variables that a path reads: where it begins, and in its filters and arguments.
fn variables(path: &Path) -> Vec<(&str, Span)> {
    let mut found = Vec::new();
    if let Root::Variable(name) = &path.root {
        found.push((name.as_str(), root_span(path)));
    }
    for step in &path.steps {
        let inner = step.value.paths().into_iter().flat_map(variables);
        found.extend(inner.map(|(name, _)| (name, step.span)));
    }
    found
}

/// Where a function outside of a filter takes `@`.
fn stray_candidate(path: &Path) -> Option<Span> {
    let is_stray = |step: &&Spanned<Step>| {
        let arguments = match step.value {
            Step::Function(_) => step.value.paths(),
            _ => Vec::new(),
        };
        let is_candidate = |path: &&Path| path.root == Root::Candidate;
        arguments
            .iter()
            .any(|path| is_candidate(path) || stray_candidate(path).is_some())
    };
    path.steps.iter().find(is_stray).map(|step| step.span)
}
