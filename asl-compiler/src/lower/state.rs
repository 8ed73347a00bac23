//! States: what each transition function does, in which order, and what it may move.

use proc_macro2::Ident;

use super::data::{View, place};
use super::plan::{
    BodyPlan, CallPlan, CatchPlan, ChildPlan, ConcurrencyPlan, FinishPlan, InputPlan, Miss,
    PlacePlan, Read, SecondsPlan, Source, StatePlan, TaskPlan, UntilPlan, ValuePlan, WorkPlan,
};
use super::{Lowering, Scope, docs};
use crate::model::{
    Body, Choice, Fail, FailText, Machine, Map, MaxConcurrency, Parallel, Pass, PathField, Payload,
    ResultPath, Seconds, Selection, State, StateId, Task, Transition, Until, Wait, Work,
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
        let (kind, body) = match &state.body {
            Body::Task(task) => ("Task", self.task(state, task, scope)),
            Body::Choice(choice) => ("Choice", self.choice(state, choice, scope)),
            Body::Wait(wait) => ("Wait", self.wait(state, wait, scope)),
            Body::Pass(pass) => ("Pass", self.pass(state, pass, scope)),
            Body::Succeed => ("Succeed", self.succeed(state)),
            Body::Fail(fail) => ("Fail", self.fail(fail)),
            Body::Parallel(parallel) => ("Parallel", self.parallel(state, parallel, scope)),
            Body::Map(map) => ("Map", self.map(state, map, scope)),
        };
        StatePlan {
            name: state.name.value.clone(),
            kind,
            variant: scope.variants[id.0].clone(),
            function,
            docs: docs::state(machine, state, kind),
            body,
        }
    }

    fn pass(&mut self, state: &State<StateId>, pass: &Pass<StateId>, scope: &Scope) -> BodyPlan {
        let place = place(&pass.result_path);
        let movable = matches!(place, PlacePlan::Replace);
        let (input, result) = match (&pass.result, &pass.parameters) {
            (Some(result), _) => (
                self.input(&state.input, false),
                Some(ValuePlan::Literal(result.clone())),
            ),
            (None, None) if matches!(place, PlacePlan::Discard) => {
                (self.input(&state.input, false), None)
            }
            (None, parameters) => {
                let (input, value) = self.effective(
                    &state.input,
                    parameters.as_ref(),
                    movable,
                    View::of(Source::Input),
                );
                (input, Some(value))
            }
        };
        let next = next(&pass.transition, scope);
        BodyPlan::Pass {
            input,
            result,
            finish: FinishPlan {
                place,
                output: self.output(&state.output),
                next,
            },
        }
    }

    fn succeed(&mut self, state: &State<StateId>) -> BodyPlan {
        let result = Some(self.selected(&state.input, true));
        let finish = FinishPlan {
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
            let view = View::of(Source::Raw);
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
        BodyPlan::Choice {
            input: self.input(&state.input, true),
            rules: choice
                .rules
                .iter()
                .map(|rule| {
                    (
                        self.condition(&rule.condition),
                        scope.variants[rule.next.0].clone(),
                    )
                })
                .collect(),
            default: choice.default.map(|next| scope.variants[next.0].clone()),
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
        let reads_input = matches!(
            until,
            UntilPlan::SecondsPath(_) | UntilPlan::TimestampPath(_)
        );
        BodyPlan::Wait {
            input: self.input(&state.input, reads_input),
            until,
            result: self.selected(&state.input, true),
            finish: FinishPlan {
                place: PlacePlan::Replace,
                output: self.output(&state.output),
                next: next(&wait.transition, scope),
            },
        }
    }

    fn task(&mut self, state: &State<StateId>, task: &Task<StateId>, scope: &Scope) -> BodyPlan {
        let method = self.methods.function(&state.name.value);
        let callback = task.waits_for_token();
        self.tasks.push(TaskPlan {
            method: method.clone(),
            callback,
            docs: docs::task(state, task),
        });
        let view = View {
            token: callback,
            ..View::of(Source::Input)
        };
        let (input, argument) = self.effective(
            &state.input,
            task.parameters.as_ref(),
            is_movable(&task.work),
            view,
        );
        let mut seconds = |seconds: &Option<Seconds>, field| {
            seconds.as_ref().map(|seconds| match seconds {
                Seconds::Literal(seconds) => SecondsPlan::Literal(seconds.value),
                Seconds::Path(path) => SecondsPlan::Path(self.field(path), field),
            })
        };
        let timeout = seconds(&task.timeout, "TimeoutSecondsPath");
        let heartbeat = seconds(&task.heartbeat, "HeartbeatSecondsPath");
        let reads_input = [&timeout, &heartbeat]
            .iter()
            .any(|limit| matches!(limit, Some(SecondsPlan::Path(..))));
        let input = if reads_input {
            self.input(&state.input, true)
        } else {
            input
        };
        let resource = task.resource.value.clone();
        let call = CallPlan::Task {
            method,
            resource,
            argument,
            timeout,
            heartbeat,
            callback,
        };
        self.work(state, &task.work, input, call, scope)
    }

    fn parallel(
        &mut self,
        state: &State<StateId>,
        parallel: &Parallel<StateId>,
        scope: &mut Scope,
    ) -> BodyPlan {
        let name = &state.name.value;
        let movable = is_movable(&parallel.work);
        let (input, argument) = self.effective(
            &state.input,
            parallel.parameters.as_ref(),
            movable,
            View::of(Source::Input),
        );
        let modules = parallel
            .branches
            .iter()
            .enumerate()
            .map(|(index, branch)| {
                let module = scope.modules.function(&format!("{name} {index}"));
                self.child(branch, format!("{name}/{index}"), module, scope)
            })
            .collect();
        let child = scope.types.variant(&format!("{name} Branch"));
        self.work(
            state,
            &parallel.work,
            input,
            CallPlan::Parallel {
                child,
                argument,
                modules,
            },
            scope,
        )
    }

    fn map(&mut self, state: &State<StateId>, map: &Map<StateId>, scope: &mut Scope) -> BodyPlan {
        let name = &state.name.value;
        // An ItemSelector reads the Map's input while items run, so they cannot be moved out of it.
        let movable = is_movable(&map.work) && map.item_selector.is_none();
        let (items, items_path) = match &map.items {
            None => (self.selected(&state.input, movable), "$".to_owned()),
            Some(path) => (
                self.items(&state.input, path, movable),
                path.value.text.clone(),
            ),
        };
        let view = View {
            item: true,
            ..View::of(Source::Input)
        };
        let selector = map
            .item_selector
            .as_ref()
            .map(|template| self.template(template, view));
        let max_concurrency = match &map.max_concurrency {
            MaxConcurrency::Literal(limit) => {
                ConcurrencyPlan::Literal(usize::try_from(*limit).unwrap_or(usize::MAX))
            }
            MaxConcurrency::Path(path) => ConcurrencyPlan::Path(self.field(path)),
        };
        let reads_input = selector.is_some()
            || matches!(max_concurrency, ConcurrencyPlan::Path(_))
            || matches!(&items, ValuePlan::Read(read) if read.source == Source::Input);
        let input = self.input(&state.input, reads_input);
        let module = scope.modules.function(name);
        let module = self.child(&map.processor, name.clone(), module, scope);
        let child = scope.types.variant(&format!("{name} Item"));
        let call = CallPlan::Map {
            child,
            items,
            items_path,
            selector,
            max_concurrency,
            module,
        };
        self.work(state, &map.work, input, call, scope)
    }

    /// Lowers a machine inside this one and returns the name of its module.
    fn child(
        &mut self,
        machine: &Machine<StateId>,
        name: String,
        module: Ident,
        scope: &mut Scope,
    ) -> Ident {
        let machine = self.machine(machine, name);
        scope.children.push(ChildPlan {
            module: module.clone(),
            machine,
        });
        module
    }

    fn work(
        &mut self,
        state: &State<StateId>,
        work: &Work<StateId>,
        input: InputPlan,
        call: CallPlan,
        scope: &Scope,
    ) -> BodyPlan {
        let selector = work
            .result_selector
            .as_ref()
            .map(|payload| self.template(&payload.template, View::of(Source::Result)));
        let catch = work.catch.iter().map(|catcher| CatchPlan {
            error_equals: catcher
                .error_equals
                .iter()
                .map(|name| name.value.clone())
                .collect(),
            place: place(&catcher.result_path),
            next: scope.variants[catcher.next.0].clone(),
        });
        BodyPlan::Work(Box::new(WorkPlan {
            input,
            call,
            selector,
            finish: FinishPlan {
                place: place(&work.result_path),
                output: self.output(&state.output),
                next: next(&work.transition, scope),
            },
            retry: work.retry.clone(),
            catch: catch.collect(),
            keeps_raw: keeps_raw(work),
        }))
    }

    /// The effective input, as a value of its own: `Parameters`, or else what `InputPath` selects.
    fn effective(
        &mut self,
        selection: &Selection,
        parameters: Option<&Payload>,
        movable: bool,
        view: View,
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
    fn selected(&mut self, selection: &Selection, movable: bool) -> ValuePlan {
        match selection {
            Selection::Whole if movable => ValuePlan::TakeRaw,
            Selection::Whole => ValuePlan::Read(whole(Source::Raw)),
            Selection::Nothing => literal(Json::Object(Vec::new())),
            Selection::Path(path) => {
                let read = self.read(&path.value, View::of(Source::Raw), Miss::Path);
                if movable && read.source == Source::Raw {
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

    fn items(&mut self, selection: &Selection, path: &PathField, movable: bool) -> ValuePlan {
        let read = self.field(path);
        let is_raw = matches!(selection, Selection::Whole) && read.source == Source::Input;
        if movable && is_raw {
            ValuePlan::TakePart {
                steps: read.steps,
                text: read.text,
            }
        } else {
            ValuePlan::Read(read)
        }
    }
}

fn whole(source: Source) -> Read {
    Read {
        source,
        steps: Vec::new(),
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

fn next(transition: &Transition<StateId>, scope: &Scope) -> Option<Ident> {
    match transition {
        Transition::Next(id) => Some(scope.variants[id.0].clone()),
        Transition::End => None,
    }
}

/// Whether a failed attempt leaves something to do with the raw input: run again with it, or put the error into it.
fn keeps_raw(work: &Work<StateId>) -> bool {
    !work.retry.is_empty()
        || work
            .catch
            .iter()
            .any(|catcher| catcher.result_path != ResultPath::Replace)
}

/// Whether the raw input can be moved into the call.
fn is_movable(work: &Work<StateId>) -> bool {
    !keeps_raw(work) && work.result_path == ResultPath::Replace
}
