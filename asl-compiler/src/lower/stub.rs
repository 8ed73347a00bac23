//! A stand-in for a definition with errors: the same names, so that code which uses them gets no errors of its own.

use super::plan::{
    Access, BodyPlan, MachinePlan, MachineTypes, Plan, Reads, StatePlan, TaskPlan, Types,
    VariablePlan,
};
use super::{Namer, types};
use crate::parse::{Json, Node};
use crate::signature::Signatures;
use crate::source::{SourceFile, Span};

/// A plan with the state names and tasks that can be seen in the tree. It is never run.
#[must_use]
pub fn stub(tree: Option<&Node>, name: &str, signatures: &Signatures) -> Plan {
    let mut tasks = Vec::new();
    let mut methods = Namer::default();
    if let Some(tree) = tree {
        find_tasks(tree, signatures, &mut methods, &mut tasks);
    }
    let mut variants = Namer::default();
    let mut functions = Namer::default();
    let mut names: Vec<&str> = tree
        .map(states_of)
        .into_iter()
        .flatten()
        .map(|(name, _)| name)
        .collect();
    if names.is_empty() {
        names.push("Invalid");
    }
    let states: Vec<StatePlan> = names
        .into_iter()
        .map(|name| StatePlan {
            name: name.to_owned(),
            kind: "Fail",
            variant: variants.variant(name),
            function: functions.function(name),
            docs: String::new(),
            reads: Access::new(),
            assigns: false,
            body: BodyPlan::Fail {
                error: None,
                cause: None,
            },
            span: Span::default(),
        })
        .collect();
    let variables = tree.map(variables).unwrap_or_default();
    let machine = MachinePlan {
        name: name.to_owned(),
        docs: String::new(),
        start: states[0].variant.clone(),
        states,
        variables,
        outer: Access::new(),
        children: Vec::new(),
        execution_type: None,
        types: MachineTypes::default(),
    };
    let mut plan = Plan {
        machine,
        tasks,
        reads: Reads::default(),
        timeout_seconds: None,
        shares_tasks: false,
        many_variables: false,
        types: Types::default(),
        visibility: types::visibility(signatures),
        source: SourceFile::new("", ""),
    };
    types::assign(&mut plan, signatures);
    plan
}

/// The members of `States`.
fn states_of(machine: &Node) -> Vec<(&str, &Node)> {
    match machine.get("States").map(|states| &states.json) {
        Some(Json::Object(states)) => states
            .iter()
            .map(|member| (member.key.value.as_str(), &member.value))
            .collect(),
        _ => Vec::new(),
    }
}

/// The variables that the states of a machine assign, themselves or by their rules and catchers.
fn variables(machine: &Node) -> Vec<VariablePlan> {
    let states = states_of(machine).into_iter().map(|(_, state)| state);
    let elements = |state: &'_ Node, field: &str| match state.get(field).map(|node| &node.json) {
        Some(Json::Array(elements)) => elements.clone(),
        _ => Vec::new(),
    };
    let (mut names, mut fields) = (Vec::new(), Namer::default());
    for state in states {
        let inside = ["Choices", "Catch"].map(|field| elements(state, field));
        let places = std::iter::once(state).chain(inside.iter().flatten());
        for assign in places.filter_map(|place| place.get("Assign")) {
            let Json::Object(members) = &assign.json else {
                continue;
            };
            names.extend(members.iter().map(|member| {
                let key = member.key.value.as_str();
                key.strip_suffix(".$").unwrap_or(key).to_owned()
            }));
        }
    }
    let mut variables: Vec<VariablePlan> = Vec::new();
    for name in names {
        if !variables.iter().any(|known| known.name == name) {
            let field = fields.field(&name);
            variables.push(VariablePlan { name, field });
        }
    }
    variables
}

fn find_tasks(
    machine: &Node,
    signatures: &Signatures,
    methods: &mut Namer,
    tasks: &mut Vec<TaskPlan>,
) {
    for (name, state) in states_of(machine) {
        if state.get("Type").and_then(Node::as_str) == Some("Task") {
            let resource = state
                .get("Resource")
                .and_then(Node::as_str)
                .unwrap_or_default();
            let callback = resource.ends_with(".waitForTaskToken");
            let method = methods.function(name);
            tasks.push(TaskPlan {
                signature: signatures.of(&method).cloned(),
                method,
                callback,
                docs: String::new(),
            });
        }
        let branches = match state.get("Branches").map(|branches| &branches.json) {
            Some(Json::Array(branches)) => branches.as_slice(),
            _ => &[],
        };
        let processors = ["ItemProcessor", "Iterator"]
            .into_iter()
            .filter_map(|key| state.get(key));
        for machine in branches.iter().chain(processors) {
            find_tasks(machine, signatures, methods, tasks);
        }
    }
}
