//! Markdown for the generated items: comments of the definition, resources, and a Mermaid graph.

use std::fmt::Write;

use crate::model::{Body, Machine, State, StateId, Task, Transition};

/// The module of a machine.
pub(super) fn machine(machine: &Machine<StateId>, name: &str, file: &str) -> String {
    let mut docs = match &machine.comment {
        Some(comment) => format!("{}\n\n", text(comment)),
        None => String::new(),
    };
    let _ = writeln!(docs, "State machine `{name}`, compiled from `{file}`.\n");
    let mut graph = Graph {
        text: "```mermaid\nstateDiagram-v2\n".to_owned(),
        states: 0,
    };
    graph.machine(machine, 1);
    docs + &graph.text + "```\n"
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

/// Where a state leads, and why.
fn targets(body: &Body<StateId>) -> Vec<(StateId, String)> {
    let mut targets = Vec::new();
    let mut transition = |transition: &Transition<StateId>| {
        if let Transition::Next(id) = transition {
            targets.push((*id, String::new()));
        }
    };
    let work = match body {
        Body::Pass(pass) => {
            return {
                transition(&pass.transition);
                targets
            };
        }
        Body::Wait(wait) => {
            return {
                transition(&wait.transition);
                targets
            };
        }
        Body::Choice(choice) => {
            let rules = choice.rules.iter().map(|rule| (rule.next, String::new()));
            return rules
                .chain(choice.default.map(|next| (next, "default".to_owned())))
                .collect();
        }
        Body::Succeed | Body::Fail(_) => return targets,
        Body::Task(task) => &task.work,
        Body::Parallel(parallel) => &parallel.work,
        Body::Map(map) => &map.work,
    };
    transition(&work.transition);
    targets.extend(work.catch.iter().map(|catcher| {
        let names: Vec<&str> = catcher
            .error_equals
            .iter()
            .map(|name| name.value.as_str())
            .collect();
        (catcher.next, names.join(", "))
    }));
    targets
}

/// A Mermaid state diagram; states are numbered, because their names may hold anything.
struct Graph {
    text: String,
    states: usize,
}

impl Graph {
    fn machine(&mut self, machine: &Machine<StateId>, depth: usize) {
        let first = self.states;
        self.states += machine.states.len();
        let id = |state: StateId| format!("s{}", first + state.0);
        self.line(depth, &format!("[*] --> {}", id(machine.start_at)));
        for (index, state) in machine.states.iter().enumerate() {
            let from = id(StateId(index));
            self.line(depth, &format!("{from} : {}", label(&state.name.value)));
            self.children(&from, &state.body, depth);
            let targets = targets(&state.body);
            for (to, why) in &targets {
                let why = if why.is_empty() {
                    String::new()
                } else {
                    format!(" : {}", label(why))
                };
                self.line(depth, &format!("{from} --> {}{why}", id(*to)));
            }
            if ends(&state.body) {
                self.line(depth, &format!("{from} --> [*]"));
            }
        }
    }

    fn children(&mut self, state: &str, body: &Body<StateId>, depth: usize) {
        let machines: Vec<&Machine<StateId>> = match body {
            Body::Parallel(parallel) => parallel.branches.iter().collect(),
            Body::Map(map) => vec![&map.processor],
            _ => return,
        };
        self.line(depth, &format!("state {state} {{"));
        for (index, machine) in machines.into_iter().enumerate() {
            if index > 0 {
                self.line(depth + 1, "--");
            }
            self.machine(machine, depth + 1);
        }
        self.line(depth, "}");
    }

    fn line(&mut self, depth: usize, line: &str) {
        let _ = writeln!(self.text, "{:1$}{line}", "", depth * 4);
    }
}

fn ends(body: &Body<StateId>) -> bool {
    let transition = match body {
        Body::Succeed | Body::Fail(_) => return true,
        Body::Choice(_) => return false,
        Body::Pass(pass) => &pass.transition,
        Body::Wait(wait) => &wait.transition,
        Body::Task(task) => &task.work.transition,
        Body::Parallel(parallel) => &parallel.work.transition,
        Body::Map(map) => &map.work.transition,
    };
    *transition == Transition::End
}

/// Mermaid reads `:` and `;` in a label as its own.
fn label(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
        .replace(';', "#59;")
        .replace(':', "#58;")
}
