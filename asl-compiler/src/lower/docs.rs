//! Markdown for the generated items: comments of the definition, resources, and a Mermaid graph.

use std::fmt::Write;

use crate::graph::{Graph, targets};
use crate::model::{Machine, State, StateId, Task};

/// The module of a machine.
pub(super) fn machine(machine: &Machine<StateId>, name: &str, file: &str) -> String {
    let mut docs = match &machine.comment {
        Some(comment) => format!("{}\n\n", text(comment)),
        None => String::new(),
    };
    let _ = writeln!(docs, "State machine `{name}`, compiled from `{file}`.\n");
    let _ = write!(docs, "```mermaid\n{}```\n", Graph::of(machine).to_mermaid());
    docs
}

/// A variant of `State`.
pub(super) fn state(machine: &Machine<StateId>, state: &State<StateId>, kind: &str) -> String {
    let mut docs = format!("`{}` ({kind})", state.name.value);
    let mut next: Vec<String> = Vec::new();
    for (id, _) in targets(&state.body) {
        let name = format!("`{}`", machine.state(id).name.value);
        if !next.contains(&name) {
            next.push(name);
        }
    }
    if !next.is_empty() {
        let _ = write!(docs, ", then {}", next.join(" or "));
    }
    docs.push('.');
    if let Some(comment) = &state.comment {
        let _ = write!(docs, " {}", text(comment));
    }
    docs
}

/// A method of `Tasks`.
pub(super) fn task(state: &State<StateId>, task: &Task<StateId>) -> String {
    let mut docs = format!("Task `{}`: `{}`.", state.name.value, task.resource.value);
    if let Some(comment) = &state.comment {
        let _ = write!(docs, "\n\n{}", text(comment));
    }
    if task.waits_for_token() {
        docs += "\n\nPasses `token` on and returns; the task ends when the token is completed.";
    }
    docs
}

/// A comment is text: what Markdown would take for markup is escaped.
fn text(comment: &str) -> String {
    let mut escaped = String::with_capacity(comment.len());
    for c in comment.trim().chars() {
        if matches!(
            c,
            '<' | '>' | '[' | ']' | '*' | '_' | '`' | '\\' | '#' | '|'
        ) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
