//! [`Node`] to [`Machine`]: fields, types, ranges, defaults, and the expressions inside of strings.
//!
//! Everything that can be read is read, so that one build shows all mistakes; one mistake gives one message.

mod assign;
mod choice;
mod distributed;
mod doubt;
mod flow;
mod jsonata;
mod object;
mod path;
mod resource;
mod state;
mod template;
mod timestamp;
mod value;
mod work;

use super::fields::Object;
use super::{Machine, QueryLanguage, State};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::parse::{Json, Member, Node};
use crate::source::{SourceFile, Span, Spanned};
use object::{Fields, distinct};

/// Reads a definition.
///
/// `None` when a part is missing without which there is no machine, such as a state's `Type` or where it leads; that
/// is reported. In a machine that comes back although errors were reported, the fields concerned have their defaults.
pub fn read(root: &Node, source: &SourceFile, diagnostics: &mut Diagnostics) -> Option<Machine> {
    Reader {
        source,
        diagnostics,
        language: QueryLanguage::default(),
        machine_language: QueryLanguage::default(),
        prefix: String::new(),
        reads: Vec::new(),
    }
    .definition(root)
}

struct Reader<'a> {
    source: &'a SourceFile,
    diagnostics: &'a mut Diagnostics,
    /// The query language of the object at hand.
    language: QueryLanguage,
    /// The query language of the definition.
    machine_language: QueryLanguage,
    /// Where the fields of the object at hand stand in their state, e.g. `Choices[1]/`.
    prefix: String,
    /// The variables that the state at hand reads, at their places.
    reads: Vec<Spanned<String>>,
}

impl Reader<'_> {
    fn report(&mut self, code: Code, span: Span, label: impl Into<String>) {
        self.diagnostics.report(Diagnostic::new(code, span, label));
    }

    fn definition(&mut self, root: &Node) -> Option<Machine> {
        let fields = self.object(root, Object::Definition, root.place())?;
        self.word(&fields, "Version");
        let timeout_seconds = self.integer(&fields, "TimeoutSeconds");
        let misplaced = || fields.get("States")?.get("QueryLanguage");
        if let Some(language) = fields.get("QueryLanguage") {
            self.machine_language = self.query_language(language).unwrap_or_default();
        } else if let Some(Json::String(language)) = misplaced().map(|node| &node.json) {
            // That it stands in the wrong place is reported, and what follows from it is not.
            self.machine_language = QueryLanguage::named(language).unwrap_or_default();
        }
        let machine = self.machine(&fields)?;
        Some(Machine {
            timeout_seconds: timeout_seconds.map(|seconds| seconds.value),
            ..machine
        })
    }

    /// What the definition, a branch and an item processor have in common.
    fn machine(&mut self, fields: &Fields<'_>) -> Option<Machine> {
        let comment = self.comment(fields);
        let start_at = self.string(fields, "StartAt");
        let states = fields.get("States").and_then(|states| self.states(states));
        let start_at = start_at?;
        let span = start_at.span;
        Some(Machine {
            comment,
            start_at,
            states: states?,
            timeout_seconds: None,
            span,
        })
    }

    fn states(&mut self, node: &Node) -> Option<Vec<State>> {
        let Json::Object(members) = &node.json else {
            let label = format!("expected an object, found {}", node.kind());
            let finding = Diagnostic::new(Code::WrongType, node.place(), label);
            self.diagnostics.report(
                finding.help("the key of a state is its name: `\"States\": { \"Name\": { ... } }`"),
            );
            return None;
        };
        if members.is_empty() {
            return self.out_of_range(node, "`States` cannot be empty");
        }
        let (misplaced, states): (Vec<_>, Vec<_>) =
            distinct(members).partition(|it| is_misplaced(it));
        for Member { key, .. } in misplaced {
            let label = format!(
                "`{}` belongs beside `States`, not among the states",
                key.value
            );
            self.report(Code::UnknownField, key.span, label);
        }
        // Through a vector, so that a state that cannot be read does not hide what is wrong with those behind it.
        let states: Vec<_> = states
            .into_iter()
            .map(|member| self.state(member))
            .collect();
        states.into_iter().collect()
    }

    fn query_language(&mut self, node: &Node) -> Option<QueryLanguage> {
        QueryLanguage::named(&self.as_word(node, "QueryLanguage")?.value)
    }

    /// What stands inside of a field of the object at hand, e.g. in `Choices[1]/`.
    fn inside<T>(&mut self, prefix: String, read: impl FnOnce(&mut Self) -> T) -> T {
        let outside = std::mem::replace(&mut self.prefix, prefix);
        let read = read(self);
        self.prefix = outside;
        read
    }
}

/// Whether a member of `States` is a field of the machine rather than a state.
fn is_misplaced(Member { key, value }: &Member) -> bool {
    let fields = Object::Definition.fields();
    let is_field = fields.iter().any(|(name, _)| *name == key.value);
    is_field && !matches!(value.json, Json::Object(_))
}

#[cfg(test)]
mod tests;
