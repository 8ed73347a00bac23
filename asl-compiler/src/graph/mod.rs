//! The states of a definition and how they lead to each other, to be drawn: for documentation, reviews and editors.

mod dot;
mod mermaid;

use crate::model::{Body, Machine, StateId, Transition, Work};

/// A machine as a graph: its states in document order, numbered through all machines inside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    /// The number of the state that it starts at.
    pub start: usize,
    /// Its states.
    pub nodes: Vec<Node>,
}

/// A state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its number, which no other state of the definition has.
    pub number: usize,
    /// Its name.
    pub name: String,
    /// Its `Type`, e.g. `Task`.
    pub kind: &'static str,
    /// Whether its machine can end with it.
    pub ends: bool,
    /// Where it leads.
    pub edges: Vec<Edge>,
    /// The branches of a Parallel, the item processor of a Map.
    pub machines: Vec<Graph>,
}

/// A way from one state to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The number of the state that it leads to.
    pub to: usize,
    /// When it is taken, if that is not always: `default`, or the errors that are caught.
    pub label: Option<String>,
}

impl Graph {
    /// The graph of a checked machine.
    #[must_use]
    pub fn of(machine: &Machine<StateId>) -> Self {
        Numbering(0).graph(machine)
    }
}

/// The next number.
struct Numbering(usize);

impl Numbering {
    fn graph(&mut self, machine: &Machine<StateId>) -> Graph {
        let first = self.0;
        self.0 += machine.states.len();
        let number = |id: StateId| first + id.0;
        let nodes = machine.states.iter().enumerate().map(|(index, state)| {
            let edges = targets(&state.body).into_iter().map(|(to, label)| Edge {
                to: number(to),
                label,
            });
            Node {
                number: first + index,
                name: state.name.value.clone(),
                kind: state.body.kind(),
                ends: ends(&state.body),
                edges: edges.collect(),
                machines: self.machines(&state.body),
            }
        });
        Graph {
            start: number(machine.start_at),
            nodes: nodes.collect(),
        }
    }

    fn machines(&mut self, body: &Body<StateId>) -> Vec<Graph> {
        match body {
            Body::Parallel(parallel) => {
                let branches = parallel.branches.iter();
                branches.map(|branch| self.graph(branch)).collect()
            }
            Body::Map(map) => vec![self.graph(&map.processor)],
            _ => Vec::new(),
        }
    }
}

/// Where a state leads, and when, if not always.
pub(crate) fn targets(body: &Body<StateId>) -> Vec<(StateId, Option<String>)> {
    let next = |transition: &Transition<StateId>| match transition {
        Transition::Next(id) => vec![(*id, None)],
        Transition::End => Vec::new(),
    };
    let after_work = |work: &Work<StateId>| {
        let caught = work.catch.iter().map(|catcher| {
            let names = catcher.error_equals.iter().map(|name| name.value.as_str());
            (catcher.next, Some(names.collect::<Vec<_>>().join(", ")))
        });
        next(&work.transition).into_iter().chain(caught).collect()
    };
    match body {
        Body::Pass(pass) => next(&pass.transition),
        Body::Wait(wait) => next(&wait.transition),
        Body::Choice(choice) => {
            let rules = choice.rules.iter().map(|rule| (rule.next, None));
            let default = choice
                .default
                .map(|next| (next, Some("default".to_owned())));
            rules.chain(default).collect()
        }
        Body::Succeed | Body::Fail(_) => Vec::new(),
        Body::Task(task) => after_work(&task.work),
        Body::Parallel(parallel) => after_work(&parallel.work),
        Body::Map(map) => after_work(&map.work),
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

#[cfg(test)]
mod tests;
