//! Graphviz.

use std::fmt::Write;

use super::{Graph, Node};

impl Graph {
    /// The graph in the DOT language of Graphviz. A Parallel or Map is drawn as a box around the machines inside it, with
    /// its own node on the border between inside and outside.
    #[must_use]
    pub fn to_dot(&self) -> String {
        let mut text =
            "digraph {\n    compound=true\n    node [shape=box, style=rounded]\n".to_owned();
        text += "    start [shape=point]\n    end [shape=doublecircle, label=\"\"]\n";
        let _ = writeln!(text, "    start -> s{}", self.start);
        states(&mut text, self, true, 1);
        text + "}\n"
    }
}

/// The states of a machine and of those inside it. Only the outermost machine's ends are drawn.
fn states(text: &mut String, graph: &Graph, is_outermost: bool, depth: usize) {
    let indent = " ".repeat(depth * 4);
    for node in &graph.nodes {
        let (from, shape) = (node.number, shape(node.kind));
        let _ = writeln!(
            text,
            "{indent}s{from} [label={}{shape}]",
            quoted(&node.name)
        );
        inside(text, node, depth);
        for edge in &node.edges {
            let label = edge
                .label
                .as_deref()
                .map(|label| format!(" [label={}]", quoted(label)));
            let label = label.unwrap_or_default();
            let _ = writeln!(text, "{indent}s{from} -> s{}{label}", edge.to);
        }
        if node.ends && is_outermost {
            let _ = writeln!(text, "{indent}s{from} -> end");
        }
    }
}

fn inside(text: &mut String, node: &Node, depth: usize) {
    let indent = " ".repeat(depth * 4);
    for (index, machine) in node.machines.iter().enumerate() {
        let (number, start) = (node.number, machine.start);
        let _ = writeln!(text, "{indent}subgraph cluster_{number}_{index} {{");
        states(text, machine, false, depth + 1);
        let _ = writeln!(text, "{indent}}}");
        let _ = writeln!(text, "{indent}s{number} -> s{start} [style=dashed]");
    }
}

fn shape(kind: &str) -> &'static str {
    match kind {
        "Choice" => ", shape=diamond, style=solid",
        "Succeed" | "Fail" => ", shape=oval, style=solid",
        _ => "",
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
