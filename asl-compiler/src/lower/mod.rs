//! [`Checked`] to [`Plan`]: settles names, moves, constants and look-ups. After it no decision is left.

mod choice;
mod data;
mod distributed;
mod docs;
mod expression;
pub mod jsonata;
mod names;
mod outcome;
pub mod plan;
mod query;
mod state;
mod stub;
mod types;
mod variables;
mod work;

use crate::check::Checked;
use crate::model::{Machine, StateId};
use crate::signature::Signatures;
use crate::source::SourceFile;
use plan::{
    Access, ChildPlan, MachinePlan, MachineTypes, Plan, Reads, StatePlan, TaskPlan, Types,
    VariablePlan,
};

use names::Namer;
pub use stub::stub;

/// Lowers a checked definition; `name` is the module's, e.g. `order_processing`.
#[must_use]
pub fn lower(checked: &Checked, name: &str, source: &SourceFile, signatures: &Signatures) -> Plan {
    let machine = checked.machine();
    let mut lowering = Lowering {
        file: source.name(),
        signatures: Some(signatures),
        ..Lowering::default()
    };
    let plan = lowering.machine(machine, name.to_owned());
    let mut plan = Plan {
        machine: plan,
        tasks: lowering.tasks,
        reads: lowering.reads,
        timeout_seconds: machine.timeout_seconds,
        shares_tasks: lowering.shares_tasks,
        many_variables: variables::are_many(machine),
        types: Types::default(),
        visibility: types::visibility(signatures),
        source: source.clone(),
    };
    if !signatures.is_empty() {
        types::assign(&mut plan, signatures);
    }
    plan
}

/// What is gathered over the whole definition.
#[derive(Default)]
struct Lowering<'a> {
    file: &'a str,
    signatures: Option<&'a Signatures>,
    methods: Namer,
    tasks: Vec<TaskPlan>,
    reads: Reads,
    /// Whether there is a distributed Map.
    shares_tasks: bool,
    /// The variables of the machine at hand, behind those of the machines around it.
    variables: Vec<Vec<VariablePlan>>,
    /// The variables that the state at hand reads.
    access: Access,
}

/// The names of one machine: its variants by [`StateId`], and what its modules and helper types are called.
struct Scope {
    variants: Vec<proc_macro2::Ident>,
    modules: Namer,
    types: Namer,
    children: Vec<ChildPlan>,
}

impl Lowering<'_> {
    fn machine(&mut self, machine: &Machine<StateId>, name: String) -> MachinePlan {
        let (mut variants, mut functions) = (Namer::default(), Namer::default());
        let mut scope = Scope {
            variants: machine
                .states
                .iter()
                .map(|state| variants.variant(&state.name.value))
                .collect(),
            modules: Namer::default(),
            types: Namer::default(),
            children: Vec::new(),
        };
        self.enter_scope(machine);
        let states: Vec<StatePlan> = machine
            .states
            .iter()
            .enumerate()
            .map(|(index, state)| {
                let function = functions.function(&state.name.value);
                self.state(machine, StateId(index), function, &mut scope)
            })
            .collect();
        MachinePlan {
            docs: docs::machine(machine, &name, self.file),
            name,
            start: scope.variants[machine.start_at.0].clone(),
            variables: self.leave_scope(),
            outer: variables::outer(&states),
            states,
            children: scope.children,
            execution_type: None,
            types: MachineTypes::default(),
        }
    }
}
