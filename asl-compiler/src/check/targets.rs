//! Names of states to [`StateId`]s, each in its own `States` object. Reference §1.4.

use std::collections::{BTreeMap, HashMap};

use super::states;
use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::model::{
    Body, Catcher, Choice, Machine, Map, Name, Parallel, Pass, Rule, State, StateId, Task,
    Transition, Wait, Work,
};
use crate::source::Span;

/// The machine with its names resolved; `None` when one of them is missing.
pub(super) fn resolve(machine: Machine, diagnostics: &mut Diagnostics) -> Option<Machine<StateId>> {
    let keys = states(&machine)
        .into_iter()
        .map(|state| (state.name.value.clone(), state.name.span));
    let mut resolver = Resolver {
        everywhere: keys.collect(),
        missing: false,
        comparisons: MAX_COMPARISONS,
        diagnostics,
    };
    let machine = resolver.machine(machine);
    (!resolver.missing).then_some(machine)
}

struct Resolver<'a> {
    /// The keys of all states of the definition, to tell a wrong name from one out of reach.
    everywhere: HashMap<String, Span>,
    missing: bool,
    /// How many more names may be held against each other.
    comparisons: usize,
    diagnostics: &'a mut Diagnostics,
}

/// To find the nearest of thousands of names for thousands of others would take minutes.
const MAX_COMPARISONS: usize = 100_000;

/// The names of one `States` object.
type Scope = BTreeMap<String, StateId>;

impl Resolver<'_> {
    fn target(&mut self, name: Name, scope: &Scope) -> StateId {
        if let Some(&id) = scope.get(&name.value) {
            return id;
        }
        self.missing = true;
        self.report(&name, scope);
        // Any id will do: a machine with a missing target is dropped.
        StateId(0)
    }

    fn report(&mut self, name: &Name, scope: &Scope) {
        let found = |label: String| Diagnostic::new(Code::MissingTarget, name.span, label);
        let finding = if let Some(&key) = self.everywhere.get(&name.value) {
            found(format!("`{}` is a state of another scope", name.value))
                .related(key, "the state, out of reach from there")
                .help("a transition cannot cross the border of a Parallel branch or Map processor")
        } else if let Some(near) = self.nearest(&name.value, scope) {
            found(format!("no state has this name; did you mean `{near}`?"))
        } else {
            found("no state has this name".to_owned())
        };
        self.diagnostics.report(finding);
    }

    /// The state that somebody may have meant.
    fn nearest<'s>(&mut self, name: &str, scope: &'s Scope) -> Option<&'s str> {
        self.comparisons = self.comparisons.checked_sub(scope.len())?;
        nearest(name, scope.keys().map(String::as_str))
    }

    fn machine(&mut self, machine: Machine) -> Machine<StateId> {
        let names = machine.states.iter().map(|state| state.name.value.clone());
        let scope: Scope = names.zip((0..).map(StateId)).collect();
        Machine {
            comment: machine.comment,
            start_at: self.target(machine.start_at, &scope),
            states: machine
                .states
                .into_iter()
                .map(|state| self.state(state, &scope))
                .collect(),
            timeout_seconds: machine.timeout_seconds,
            span: machine.span,
        }
    }

    fn state(&mut self, state: State, scope: &Scope) -> State<StateId> {
        State {
            name: state.name,
            comment: state.comment,
            language: state.language,
            input: state.input,
            output: state.output,
            assign: state.assign,
            reads: state.reads,
            body: self.body(state.body, scope),
        }
    }

    fn body(&mut self, body: Body, scope: &Scope) -> Body<StateId> {
        match body {
            Body::Task(task) => Body::Task(Box::new(self.task(*task, scope))),
            Body::Choice(choice) => Body::Choice(self.choice(choice, scope)),
            Body::Wait(wait) => Body::Wait(Wait {
                until: wait.until,
                transition: self.transition(wait.transition, scope),
            }),
            Body::Pass(pass) => Body::Pass(Pass {
                result: pass.result,
                parameters: pass.parameters,
                result_path: pass.result_path,
                transition: self.transition(pass.transition, scope),
            }),
            Body::Succeed => Body::Succeed,
            Body::Fail(fail) => Body::Fail(fail),
            Body::Parallel(parallel) => Body::Parallel(Box::new(self.parallel(*parallel, scope))),
            Body::Map(map) => Body::Map(Box::new(self.map(*map, scope))),
        }
    }

    fn task(&mut self, task: Task, scope: &Scope) -> Task<StateId> {
        Task {
            resource: task.resource,
            parameters: task.parameters,
            timeout: task.timeout,
            heartbeat: task.heartbeat,
            credentials: task.credentials,
            work: self.work(task.work, scope),
        }
    }

    fn choice(&mut self, choice: Choice, scope: &Scope) -> Choice<StateId> {
        let mut rule = |rule: Rule| Rule {
            condition: rule.condition,
            output: rule.output,
            assign: rule.assign,
            next: self.target(rule.next, scope),
            span: rule.span,
        };
        Choice {
            rules: choice.rules.into_iter().map(&mut rule).collect(),
            default: choice.default.map(|default| self.target(default, scope)),
        }
    }

    fn parallel(&mut self, parallel: Parallel, scope: &Scope) -> Parallel<StateId> {
        Parallel {
            branches: parallel
                .branches
                .into_iter()
                .map(|branch| self.machine(branch))
                .collect(),
            parameters: parallel.parameters,
            work: self.work(parallel.work, scope),
        }
    }

    fn map(&mut self, map: Map, scope: &Scope) -> Map<StateId> {
        Map {
            items: map.items,
            item_selector: map.item_selector,
            max_concurrency: map.max_concurrency,
            tolerated_failure_count: map.tolerated_failure_count,
            tolerated_failure_percentage: map.tolerated_failure_percentage,
            processor: self.machine(map.processor),
            distributed: map.distributed,
            processor_key: map.processor_key,
            work: self.work(map.work, scope),
        }
    }

    fn work(&mut self, work: Work, scope: &Scope) -> Work<StateId> {
        let mut catcher = |catcher: Catcher| Catcher {
            error_equals: catcher.error_equals,
            result_path: catcher.result_path,
            output: catcher.output,
            assign: catcher.assign,
            next: self.target(catcher.next, scope),
            span: catcher.span,
        };
        Work {
            result_selector: work.result_selector,
            result_path: work.result_path,
            retry: work.retry,
            catch: work.catch.into_iter().map(&mut catcher).collect(),
            transition: self.transition(work.transition, scope),
        }
    }

    fn transition(&mut self, transition: Transition, scope: &Scope) -> Transition<StateId> {
        match transition {
            Transition::Next(name) => Transition::Next(self.target(name, scope)),
            Transition::End => Transition::End,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::assert_reports;
    use crate::diag::Code;

    #[test]
    fn every_name_without_a_state_is_marked_and_a_near_one_offered() {
        let near = "no state has this name; did you mean `ShipOrder`?";
        let none = "no state has this name";
        assert_reports(
            r#"{"StartAt": >>>"Begin"<<<, "States": {
                "Choose": {"Type": "Choice", "Default": >>>"SHIPORDER"<<<,
                    "Choices": [{"Variable": "$.a", "IsNull": true, "Next": >>>"ShipOder"<<<}]},
                "ShipOrder": {"Type": "Task", "Resource": "ship", "Next": >>>"Elsewhere"<<<,
                    "Catch": [{"ErrorEquals": ["E"], "Next": >>>"Refund"<<<}]}}}"#,
            &[
                (Code::MissingTarget, none),
                (Code::MissingTarget, near),
                (Code::MissingTarget, near),
                (Code::MissingTarget, none),
                (Code::MissingTarget, none),
            ],
        );
    }

    #[test]
    fn a_state_of_another_scope_is_out_of_reach() {
        let label = |name| format!("`{name}` is a state of another scope");
        assert_reports(
            r#"{"StartAt": "P", "States": {
                "P": {"Type": "Parallel", "Next": >>>"X"<<<, "Branches": [
                    {"StartAt": "X", "States": {"X": {"Type": "Pass", "Next": >>>"Y"<<<}}},
                    {"StartAt": "Y", "States": {"Y": {"Type": "Pass", "Next": >>>"Done"<<<}}}]},
                "Done": {"Type": "Succeed"}}}"#,
            &[
                (Code::MissingTarget, &label("X")),
                (Code::MissingTarget, &label("Y")),
                (Code::MissingTarget, &label("Done")),
            ],
        );
    }
}
