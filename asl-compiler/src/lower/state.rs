//! States: what each transition function does, and what it may move. Those that call something are in `work`.

use proc_macro2::Ident;

use super::data::{View, place};
use super::expression::take;
use super::plan::{
    AssignPlan, BodyPlan, FinishPlan, Fit, InputPlan, Miss, PlacePlan, Read, Source, StatePlan,
    UntilPlan, ValuePlan, WayPlan,
};
use super::{Lowering, Scope, docs};
use crate::model::{
    Body, Choice, Fail, FailText, Machine, Output, Pass, QueryLanguage, Selection, State, StateId,
    Template, Transition, Until, Wait,
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
            span: state.name.span,
        }
    }

    fn pass(&mut self, state: &State<StateId>, pass: &Pass<StateId>, scope: &Scope) -> BodyPlan {
        let next = next(&pass.transition, scope);
        if state.language == QueryLanguage::Jsonata {
            return self.computed(state, next);
        }
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
                    state,
                    parameters.as_ref(),
                    movable,
                    &View::of(Source::Input),
                );
                // Around a loop the payload often keeps its keys.
                let value = match value {
                    ValuePlan::Object(members) if movable && assign.is_empty() => {
                        ValuePlan::Reshape(members)
                    }
                    value => value,
                };
                (input, Some(value))
            }
        };
        BodyPlan::Pass {
            input,
            result,
            finish: FinishPlan {
                assign,
                place,
                output: self.output(&state.output, &View::of(Source::Raw)),
                next,
            },
        }
    }

    /// A Pass or Succeed of JSONata, whose output is its input unless it has an `Output`.
    fn computed(&mut self, state: &State<StateId>, next: Option<Ident>) -> BodyPlan {
        let view = View::of(Source::Raw);
        BodyPlan::Pass {
            input: InputPlan::Unused,
            result: None,
            finish: FinishPlan {
                assign: self.assign(&state.assign, &view),
                place: PlacePlan::Discard,
                output: self.output(&state.output, &view).taking(&Source::Raw),
                next,
            },
        }
    }

    fn succeed(&mut self, state: &State<StateId>) -> BodyPlan {
        if state.language == QueryLanguage::Jsonata {
            return self.computed(state, None);
        }
        let result = Some(self.selected(&state.input, true));
        let finish = FinishPlan {
            assign: Vec::new(),
            place: PlacePlan::Replace,
            output: self.output(&state.output, &View::of(Source::Raw)),
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
                    let read = self.read(&path.value, view, Miss::Template(field.to_owned()));
                    ValuePlan::Read(read.at(path.span))
                }
                FailText::Intrinsic(call) => self.intrinsic(&call.value, view),
                FailText::Expression(expression) => {
                    let expression = self.expression(expression, view);
                    ValuePlan::Expression(Box::new(expression)).demanding(Fit::String)
                }
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
        let view = View::in_language(state.language, Source::Input);
        let mut way = |assign, output: Option<&Template>, next: StateId| WayPlan {
            assign: self.assign(assign, &view),
            output: output.map(|output| take(self.template(output, &view), &Source::Raw)),
            next: scope.variants[next.0].clone(),
        };
        let rules = choice.rules.iter();
        let ways: Vec<_> = rules
            .map(|rule| way(&rule.assign, rule.output.as_ref(), rule.next))
            .collect();
        let (own_output, output) = match &state.output {
            Output::Compute(template) => (Some(template), &Output::Select(Selection::Whole)),
            output => (None, output),
        };
        let default = choice
            .default
            .map(|next| way(&state.assign, own_output, next));
        let conditions = choice
            .rules
            .iter()
            .map(|rule| self.condition(&rule.condition));
        BodyPlan::Choice {
            rules: conditions.zip(ways).collect(),
            input: self.input(&state.input, state.language == QueryLanguage::JsonPath),
            default,
            result: self.selected(&state.input, true),
            output: self.output(output, &view),
        }
    }

    fn wait(&mut self, state: &State<StateId>, wait: &Wait<StateId>, scope: &Scope) -> BodyPlan {
        let view = View::in_language(state.language, Source::Input);
        let until = match &wait.until {
            Until::Seconds(seconds) => {
                UntilPlan::Seconds(self.setting(seconds, Fit::Integer, |seconds| *seconds))
            }
            // The reader has refused a text that is not a time.
            Until::Timestamp(time) => {
                UntilPlan::Timestamp(self.setting(time, Fit::String, |text| {
                    let time: jiff::Timestamp = text.parse().unwrap_or_default();
                    (time.as_second(), time.subsec_nanosecond())
                }))
            }
        };
        let assign = self.assign(&state.assign, &view);
        let looks_up = match &until {
            UntilPlan::Seconds(seconds) => seconds.is_path(),
            UntilPlan::Timestamp(time) => time.is_path(),
        };
        let reads_input =
            looks_up || state.language == QueryLanguage::JsonPath && computes(&assign);
        BodyPlan::Wait {
            input: self.input(&state.input, reads_input),
            until,
            result: self.selected(&state.input, true),
            finish: FinishPlan {
                assign,
                place: PlacePlan::Replace,
                output: self.output(&state.output, &view).taking(&Source::Raw),
                next: next(&wait.transition, scope),
            },
        }
    }

    /// The effective input, as a value of its own: `Parameters`, or else what `InputPath` selects.
    pub(super) fn effective(
        &mut self,
        state: &State<StateId>,
        parameters: Option<&Template>,
        movable: bool,
        view: &View,
    ) -> (InputPlan, ValuePlan) {
        match parameters {
            Some(template) => {
                let value = self.template(template, view);
                let value = if movable {
                    take(value, &Source::Raw)
                } else {
                    value
                };
                let reads_input = state.language == QueryLanguage::JsonPath;
                (self.input(&state.input, reads_input), value)
            }
            None => (InputPlan::Unused, self.selected(&state.input, movable)),
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
                let read = read.at(path.span);
                if movable && read.source == Source::Raw && read.tail.is_none() {
                    ValuePlan::TakePart {
                        steps: read.steps,
                        text: read.text,
                        span: read.span,
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

pub(super) fn whole(source: Source) -> Read {
    Read {
        source,
        steps: Vec::new(),
        tail: None,
        text: "$".to_owned(),
        miss: Miss::Path,
        span: Span::default(),
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
