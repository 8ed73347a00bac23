//! States: what each transition function does, and what it may move. Those that call something are in `work`.

use proc_macro2::Ident;

use super::data::{View, place};
use super::plan::{
    AssignPlan, BodyPlan, FinishPlan, InputPlan, Miss, PlacePlan, Read, Source, StatePlan,
    UntilPlan, ValuePlan, WayPlan,
};
use super::{Lowering, Scope, docs};
use crate::model::{
    Body, Choice, Fail, FailText, Machine, Pass, Payload, Selection, State, StateId, Transition,
    Until, Wait,
};
use crate::parse::{Json, Node};
use crate::source::Span;

impl Lowering<'_> {
    pub(super) fn state(
        &mut self,
        machine: &Machine<StateId>,
        id: StateId,
        function: Ident,
        scope: &mut Scope,
    ) -> StatePlan {
        let state = machine.state(id);
        let ((kind, body), reads) = self.reading(|this| match &state.body {
            Body::Task(task) => ("Task", this.task(state, task, scope)),
            Body::Choice(choice) => ("Choice", this.choice(state, choice, scope)),
            Body::Wait(wait) => ("Wait", this.wait(state, wait, scope)),
            Body::Pass(pass) => ("Pass", this.pass(state, pass, scope)),
            Body::Succeed => ("Succeed", this.succeed(state)),
            Body::Fail(fail) => ("Fail", this.fail(fail)),
            Body::Parallel(parallel) => ("Parallel", this.parallel(state, parallel, scope)),
            Body::Map(map) => ("Map", this.map(state, map, scope)),
        });
        StatePlan {
            name: state.name.value.clone(),
            kind,
            variant: scope.variants[id.0].clone(),
            function,
            docs: docs::state(machine, state, kind),
            reads,
            assigns: state.assigns().any(|assign| !assign.is_empty()),
            body,
        }
    }

    fn pass(&mut self, state: &State<StateId>, pass: &Pass<StateId>, scope: &Scope) -> BodyPlan {
        let place = place(&pass.result_path);
        let movable = matches!(place, PlacePlan::Replace);
        let assign = self.assign(&state.assign, &View::of(Source::Result));
        let (input, result) = match (&pass.result, &pass.parameters) {
            (Some(result), _) => (
                self.input(&state.input, false),
                Some(ValuePlan::Literal(result.clone())),
            ),
            (None, None) if matches!(place, PlacePlan::Discard) && !computes(&assign) => {
                (self.input(&state.input, false), None)
            }
            (None, parameters) => {
                let (input, value) = self.effective(
                    &state.input,
                    parameters.as_ref(),
                    movable,
                    &View::of(Source::Input),
                );
                (input, Some(value))
            }
        };
        let next = next(&pass.transition, scope);
        BodyPlan::Pass {
            input,
            result,
            finish: FinishPlan {
                assign,
                place,
                output: self.output(&state.output),
                next,
            },
        }
    }

    fn succeed(&mut self, state: &State<StateId>) -> BodyPlan {
        let result = Some(self.selected(&state.input, true));
        let finish = FinishPlan {
            assign: Vec::new(),
            place: PlacePlan::Replace,
            output: self.output(&state.output),
            next: None,
        };
        BodyPlan::Pass {
            input: InputPlan::Unused,
            result,
            finish,
        }
    }

    fn fail(&mut self, fail: &Fail) -> BodyPlan {
        let mut text = |text: &Option<FailText>, field: &str| {
            let view = &View::of(Source::Raw);
            text.as_ref().map(|text| match text {
                FailText::Literal(text) => literal(Json::String(text.clone())),
                FailText::Path(path) => {
                    ValuePlan::Read(self.read(&path.value, view, Miss::Template(field.to_owned())))
                }
                FailText::Intrinsic(call) => self.intrinsic(&call.value, view),
            })
        };
        BodyPlan::Fail {
            error: text(&fail.error, "ErrorPath"),
            cause: text(&fail.cause, "CausePath"),
        }
    }

    fn choice(
        &mut self,
        state: &State<StateId>,
        choice: &Choice<StateId>,
        scope: &Scope,
    ) -> BodyPlan {
        let mut way = |assign, next: StateId| WayPlan {
            assign: self.assign(assign, &View::of(Source::Input)),
            next: scope.variants[next.0].clone(),
        };
        let rules = choice.rules.iter();
        let ways: Vec<_> = rules.map(|rule| way(&rule.assign, rule.next)).collect();
        let default = choice.default.map(|next| way(&state.assign, next));
        let conditions = choice
            .rules
            .iter()
            .map(|rule| self.condition(&rule.condition));
        BodyPlan::Choice {
            rules: conditions.zip(ways).collect(),
            input: self.input(&state.input, true),
            default,
            result: self.selected(&state.input, true),
            output: self.output(&state.output),
        }
    }

    fn wait(&mut self, state: &State<StateId>, wait: &Wait<StateId>, scope: &Scope) -> BodyPlan {
        let until = match &wait.until {
            Until::Seconds(seconds) => UntilPlan::Seconds(*seconds),
            Until::SecondsPath(path) => UntilPlan::SecondsPath(self.field(path)),
            // The reader has refused a text that is not a time.
            Until::Timestamp(text) => {
                let time: jiff::Timestamp = text.parse().unwrap_or_default();
                UntilPlan::Timestamp(time.as_second(), time.subsec_nanosecond())
            }
            Until::TimestampPath(path) => UntilPlan::TimestampPath(self.field(path)),
        };
        let assign = self.assign(&state.assign, &View::of(Source::Input));
        let looks_up = matches!(
            until,
            UntilPlan::SecondsPath(_) | UntilPlan::TimestampPath(_)
        );
        let reads_input = looks_up || computes(&assign);
        BodyPlan::Wait {
            input: self.input(&state.input, reads_input),
            until,
            result: self.selected(&state.input, true),
            finish: FinishPlan {
                assign,
                place: PlacePlan::Replace,
                output: self.output(&state.output),
                next: next(&wait.transition, scope),
            },
        }
    }

    /// The effective input, as a value of its own: `Parameters`, or else what `InputPath` selects.
    pub(super) fn effective(
        &mut self,
        selection: &Selection,
        parameters: Option<&Payload>,
        movable: bool,
        view: &View,
    ) -> (InputPlan, ValuePlan) {
        match parameters {
            Some(payload) => (
                self.input(selection, true),
                self.template(&payload.template, view),
            ),
            None => (InputPlan::Unused, self.selected(selection, movable)),
        }
    }

    /// What `InputPath` selects, as a value of its own; moved out of `raw` when nothing reads `raw` later.
    pub(super) fn selected(&mut self, selection: &Selection, movable: bool) -> ValuePlan {
        match selection {
            Selection::Whole if movable => ValuePlan::TakeRaw,
            Selection::Whole => ValuePlan::Read(whole(Source::Raw)),
            Selection::Nothing => literal(Json::Object(Vec::new())),
            Selection::Path(path) => {
                let read = self.read(&path.value, &View::of(Source::Raw), Miss::Path);
                if movable && read.source == Source::Raw && read.tail.is_none() {
                    ValuePlan::TakePart {
                        steps: read.steps,
                        text: read.text,
                    }
                } else {
                    ValuePlan::Read(read)
                }
            }
        }
    }
}

/// Whether a value is more than a constant, so that it may read something.
fn computes(assign: &[AssignPlan]) -> bool {
    let is_constant = |one: &AssignPlan| matches!(one.value, ValuePlan::Literal(_));
    !assign.iter().all(is_constant)
}

fn whole(source: Source) -> Read {
    Read {
        source,
        steps: Vec::new(),
        tail: None,
        text: "$".to_owned(),
        miss: Miss::Path,
    }
}

fn literal(json: Json) -> ValuePlan {
    ValuePlan::Literal(Node {
        span: Span::default(),
        json,
    })
}

pub(super) fn next(transition: &Transition<StateId>, scope: &Scope) -> Option<Ident> {
    match transition {
        Transition::Next(id) => Some(scope.variants[id.0].clone()),
        Transition::End => None,
    }
}
