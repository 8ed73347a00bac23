//! Mermaid state diagrams, which rustdoc, GitHub and editors show.

use std::fmt::Write;

use super::{Edge, Graph, Node};

impl Graph {
    /// The graph as a Mermaid state diagram. States are numbered, because their names may hold anything.
    #[must_use]
    pub fn to_mermaid(&self) -> String {
        let mut text = "stateDiagram-v2\n".to_owned();
        machine(&mut text, self, 1);
        text
    }
}

fn machine(text: &mut String, graph: &Graph, depth: usize) {
    line(text, depth, format_args!("[*] --> s{}", graph.start));
    for node in &graph.nodes {
        let from = format!("s{}", node.number);
        line(text, depth, format_args!("{from} : {}", label(&node.name)));
        machines(text, node, depth);
        for Edge { to, label: when } in &node.edges {
            let when = when.as_ref().map(|when| format!(" : {}", label(when)));
            let when = when.unwrap_or_default();
            line(text, depth, format_args!("{from} --> s{to}{when}"));
        }
        if node.ends {
            line(text, depth, format_args!("{from} --> [*]"));
        }
    }
}

fn machines(text: &mut String, node: &Node, depth: usize) {
    if node.machines.is_empty() {
        return;
    }
    line(text, depth, format_args!("state s{} {{", node.number));
    for (index, inner) in node.machines.iter().enumerate() {
        if index > 0 {
            line(text, depth + 1, format_args!("--"));
        }
        machine(text, inner, depth + 1);
    }
    line(text, depth, format_args!("}}"));
}

fn line(text: &mut String, depth: usize, line: std::fmt::Arguments<'_>) {
    let _ = writeln!(text, "{:1$}{line}", "", depth * 4);
}

/// Mermaid reads `:` and `;` in a label as its own.
fn label(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
        .replace(';', "#59;")
        .replace(':', "#58;")
}
