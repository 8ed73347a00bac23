use super::*;
use crate::source::SourceFile;

const DEFINITION: &str = r#"{"StartAt": "Fork", "States": {
    "Fork": {"Type": "Parallel", "Next": "Pick; \"one\"", "Branches": [
        {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}},
        {"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}],
        "Catch": [{"ErrorEquals": ["E", "F"], "Next": "Lost"}]},
    "Pick; \"one\"": {"Type": "Choice", "Default": "Fork",
        "Choices": [{"Variable": "$.x", "IsNull": true, "Next": "Lost"}]},
    "Lost": {"Type": "Fail"}}}"#;

fn graph() -> Graph {
    crate::graph(&SourceFile::new("a.json", DEFINITION)).expect("a valid definition")
}

#[test]
fn states_are_numbered_through_all_machines() {
    let graph = graph();
    let numbers = |graph: &Graph| {
        graph
            .nodes
            .iter()
            .map(|node| node.number)
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers(&graph), [0, 1, 2]);
    let inside = &graph.nodes[0].machines;
    assert_eq!(inside.iter().map(numbers).collect::<Vec<_>>(), [[3], [4]]);
}

#[test]
fn mermaid_nests_machines_and_escapes_its_own_characters() {
    let expected = "\
stateDiagram-v2
    [*] --> s0
    s0 : Fork
    state s0 {
        [*] --> s3
        s3 : A
        s3 --> [*]
        --
        [*] --> s4
        s4 : B
        s4 --> [*]
    }
    s0 --> s1
    s0 --> s2 : E, F
    s1 : Pick#59; \"one\"
    s1 --> s2
    s1 --> s0 : default
    s2 : Lost
    s2 --> [*]
";
    assert_eq!(graph().to_mermaid(), expected);
}

#[test]
fn dot_draws_machines_inside_as_boxes() {
    let expected = r#"digraph {
    compound=true
    node [shape=box, style=rounded]
    start [shape=point]
    end [shape=doublecircle, label=""]
    start -> s0
    s0 [label="Fork"]
    subgraph cluster_0_0 {
        s3 [label="A"]
    }
    s0 -> s3 [style=dashed]
    subgraph cluster_0_1 {
        s4 [label="B", shape=oval, style=solid]
    }
    s0 -> s4 [style=dashed]
    s0 -> s1
    s0 -> s2 [label="E, F"]
    s1 [label="Pick; \"one\"", shape=diamond, style=solid]
    s1 -> s2
    s1 -> s0 [label="default"]
    s2 [label="Lost", shape=oval, style=solid]
    s2 -> end
}
"#;
    assert_eq!(graph().to_dot(), expected);
}
