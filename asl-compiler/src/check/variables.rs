//! Variables: each name belongs to one scope, and what is read is assigned somewhere. Reference §5.2.

use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::model::{Machine, QueryLanguage, State};
use crate::source::{Span, Spanned};

use super::states;

pub(super) fn check(machine: &Machine, diagnostics: &mut Diagnostics) {
    let all = states(machine);
    let everywhere = all.into_iter().flat_map(assigned).map(|(name, _)| name);
    let mut checker = Checker {
        everywhere: everywhere.collect(),
        diagnostics,
    };
    checker.machine(machine, &[], &[]);
}

struct Checker<'a> {
    /// The variables of all scopes, to tell a wrong name from one out of reach.
    everywhere: Vec<&'a Spanned<String>>,
    diagnostics: &'a mut Diagnostics,
}

/// The variables of one machine: each name once, with the place where it is assigned first.
struct Scope<'a> {
    variables: Vec<Variable<'a>>,
}

struct Variable<'a> {
    name: &'a str,
    place: Span,
    /// Whether nothing but catchers assigns it.
    of_catchers: bool,
}

impl<'a> Scope<'a> {
    fn of(machine: &'a Machine) -> Self {
        let mut variables: Vec<Variable<'a>> = Vec::new();
        for (name, by_catcher) in machine.states.iter().flat_map(assigned) {
            match variables.iter_mut().find(|known| known.name == name.value) {
                Some(known) => known.of_catchers &= by_catcher,
                None => variables.push(Variable {
                    name: &name.value,
                    place: name.span,
                    of_catchers: by_catcher,
                }),
            }
        }
        Scope { variables }
    }

    fn get(&self, name: &str) -> Option<&Variable<'a>> {
        self.variables.iter().find(|variable| variable.name == name)
    }
}

/// What a state assigns, and whether its catchers do.
fn assigned(state: &State) -> impl Iterator<Item = (&Spanned<String>, bool)> {
    let own = state.own_assigns().flatten();
    let caught = state.catchers().iter().flat_map(|catcher| &catcher.assign);
    own.map(|(name, _)| (name, false))
        .chain(caught.map(|(name, _)| (name, true)))
}

impl<'a> Checker<'a> {
    /// `outer` are the scopes around the machine, `parent` those of the execution that starts it.
    fn machine(&mut self, machine: &'a Machine, outer: &[&Scope<'a>], parent: &[&Scope<'a>]) {
        let own = Scope::of(machine);
        for variable in &own.variables {
            self.check_shadowing(variable, outer.iter().chain(parent));
        }
        let scopes: Vec<&Scope<'a>> = std::iter::once(&own).chain(outer.iter().copied()).collect();
        for state in &machine.states {
            // An expression may ask whether a variable exists.
            if state.language == QueryLanguage::JsonPath {
                for read in &state.reads {
                    self.check_known(read, &scopes, parent);
                }
            }
            for inner in state.body.machines() {
                if state.body.is_distributed() {
                    let parent: Vec<_> = scopes.iter().chain(parent).copied().collect();
                    self.machine(inner, &[], &parent);
                } else {
                    self.machine(inner, &scopes, parent);
                }
            }
        }
    }

    /// AWS refuses an inner variable with the name of an outer one, unless only catchers assign the outer one: it has
    /// run such a definition.
    fn check_shadowing<'s>(
        &mut self,
        variable: &Variable<'a>,
        mut outer: impl Iterator<Item = &'s &'s Scope<'a>>,
    ) where
        'a: 's,
    {
        let shadowed = outer.find_map(|scope| scope.get(variable.name));
        let Some(shadowed) = shadowed.filter(|shadowed| !shadowed.of_catchers) else {
            return;
        };
        let label = format!(
            "`{}` is a variable of a scope around this one",
            variable.name
        );
        self.diagnostics.report(
            Diagnostic::new(Code::VariableName, variable.place, label)
                .related(shadowed.place, "the outer variable")
                .help(
                    "a branch or an iteration can read it, but gives its own variables other names",
                ),
        );
    }

    fn check_known(
        &mut self,
        read: &Spanned<String>,
        scopes: &[&Scope<'a>],
        parent: &[&Scope<'a>],
    ) {
        let name = read.value.as_str();
        if scopes.iter().any(|scope| scope.get(name).is_some()) {
            return;
        }
        let found = |label: String| Diagnostic::new(Code::UnknownVariable, read.span, label);
        let elsewhere = self.everywhere.iter().find(|other| other.value == name);
        let in_reach = scopes.iter().flat_map(|scope| &scope.variables);
        let of_parent = parent.iter().find_map(|scope| scope.get(name));
        self.diagnostics.report(if let Some(other) = of_parent {
            found(format!("`{name}` is a variable of another execution"))
                .related(other.place, "assigned here, by the execution that starts this one")
                .help("the child executions of a distributed Map get what they need by `ItemSelector`")
        } else if let Some(other) = elsewhere {
            found(format!("`{name}` is a variable of another scope"))
                .related(other.span, "assigned here, out of reach from there")
                .help("a branch or an iteration hands on its output, and its variables end with it")
        } else if let Some(near) = nearest(name, in_reach.map(|variable| variable.name)) {
            found(format!("nothing assigns `{name}`; did you mean `${near}`?"))
        } else {
            found(format!("nothing assigns `{name}`"))
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::assert_reports;
    use crate::diag::Code;

    #[test]
    fn what_is_read_is_assigned_by_a_state_a_rule_or_a_catcher() {
        assert_reports(
            r#"{"StartAt": "P", "States": {
                "P": {"Type": "Pass", "Assign": {"a": 1, "b.$": "$.b"}, "Next": "C"},
                "C": {"Type": "Choice", "Assign": {"d": 1}, "Default": "T",
                    "Choices": [{"Variable": "$a", "IsNull": true, "Assign": {"c": 1}, "Next": "T"}]},
                "T": {"Type": "Task", "Resource": "t", "End": true, "InputPath": "$c", "OutputPath": "$d",
                    "Parameters": {"x.$": "States.Format('{}', $b)", "y.$": "$.z[?(@.a == $a)]"},
                    "Catch": [{"ErrorEquals": ["E"], "Assign": {"e": 1}, "Next": "W"}]},
                "W": {"Type": "Wait", "SecondsPath": "$e", "End": true}}}"#,
            &[],
        );
    }

    #[test]
    fn every_name_that_nothing_assigns_is_marked_and_a_near_one_offered() {
        let none = "nothing assigns `total`";
        assert_reports(
            r#"{"StartAt": "P", "States": {
                "P": {"Type": "Pass", "Assign": {"order.$": ">>>$ordr<<<.id"}, "Next": "Q"},
                "Q": {"Type": "Pass", "InputPath": ">>>$total<<<", "End": true,
                    "Parameters": {"x.$": "States.Array(1, >>>$total<<<[0])", "y.$": "$.z>>>[?(@.a == $total)]<<<"}}}}"#,
            &[
                (
                    Code::UnknownVariable,
                    "nothing assigns `ordr`; did you mean `$order`?",
                ),
                (Code::UnknownVariable, none),
                (Code::UnknownVariable, none),
                (Code::UnknownVariable, none),
            ],
        );
    }

    #[test]
    fn inner_scopes_see_outer_variables_and_nobody_sees_inner_ones() {
        let label = "`inner` is a variable of another scope";
        assert_reports(
            r#"{"StartAt": "O", "States": {
                "O": {"Type": "Pass", "Assign": {"outer": 1}, "Next": "P"},
                "P": {"Type": "Parallel", "Next": "Q", "Branches": [
                    {"StartAt": "X", "States": {
                        "X": {"Type": "Pass", "Assign": {"inner.$": "$outer"}, "Next": "Z"},
                        "Z": {"Type": "Pass", "OutputPath": "$inner", "End": true}}},
                    {"StartAt": "Y", "States": {"Y": {"Type": "Pass", "InputPath": ">>>$inner<<<", "End": true}}}]},
                "Q": {"Type": "Pass", "InputPath": ">>>$inner<<<", "End": true}}}"#,
            &[(Code::UnknownVariable, label); 2],
        );
    }

    #[test]
    fn an_inner_variable_cannot_have_the_name_of_an_outer_one() {
        assert_reports(
            r#"{"StartAt": "M", "States": {
                "M": {"Type": "Map", "Assign": {"x": 1}, "End": true, "ItemProcessor": {
                    "StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
                        {"StartAt": "X", "States": {
                            "X": {"Type": "Pass", "Assign": {>>>"x"<<<: 1}, "End": true}}}]}}}}}}"#,
            &[(
                Code::VariableName,
                "`x` is a variable of a scope around this one",
            )],
        );
    }

    #[test]
    fn scopes_side_by_side_can_use_one_name_and_so_can_a_catcher_around_them() {
        assert_reports(
            r#"{"StartAt": "P", "States": {
                "P": {"Type": "Parallel", "End": true,
                    "Catch": [{"ErrorEquals": ["E"], "Assign": {"x": 1}, "Next": "Q"}], "Branches": [
                    {"StartAt": "X", "States": {"X": {"Type": "Pass", "Assign": {"x": 1}, "End": true}}},
                    {"StartAt": "Y", "States": {"Y": {"Type": "Pass", "Assign": {"x": 1}, "End": true}}}]},
                "Q": {"Type": "Pass", "InputPath": "$x", "End": true}}}"#,
            &[],
        );
    }
}
