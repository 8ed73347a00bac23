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
        self.supported_path(&path.value, path.span, 0)
            .then_some(path)
    }

    fn parse_path(&mut self, node: &Node) -> Option<PathField> {
        let text = self.as_string(node)?;
        match jsonpath::parse(&text.value) {
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

    /// Reports what this version does not compile in a path that starts at `offset` of the string at `string`.
    pub(super) fn supported_path(&mut self, path: &Path, string: Span, offset: u32) -> bool {
        let computing =
            |step: &&Spanned<Step>| !matches!(step.value, Step::Member(_) | Step::Index(_));
        let (feature, Span { start, end }) = match path.steps.iter().find(computing) {
            _ if matches!(path.root, Root::Variable(_)) => ("reading a variable", root_span(path)),
            None => return true,
            Some(Spanned {
                value: Step::Function(_),
                span,
            }) => ("a function in a path", *span),
            Some(step) => ("a path that may find several values", step.span),
        };
        let inner = Span {
            start: start + offset,
            end: end + offset,
        };
        let place = self.source.within_string(string, inner);
        self.unsupported(place, feature);
        false
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
