//! Task, Parallel and Map: what is called, with what, and what outlives a failure.

use proc_macro2::Ident;

use super::data::{View, place};
use super::plan::{
    BodyPlan, CallPlan, CatchPlan, ChildPlan, ConcurrencyPlan, FinishPlan, InnerPlan, InputPlan,
    SecondsPlan, Source, TaskPlan, ValuePlan, WorkPlan,
};
use super::state::next;
use super::{Lowering, Scope, docs};
use crate::model::{
    Machine, Map, MaxConcurrency, Parallel, PathField, ResultPath, Seconds, Selection, State,
    StateId, Task, Work,
};

impl Lowering<'_> {
    pub(super) fn task(
        &mut self,
        state: &State<StateId>,
        task: &Task<StateId>,
        scope: &Scope,
    ) -> BodyPlan {
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
            &view,
        );
        let mut seconds = |seconds: &Option<Seconds>, field| {
            seconds.as_ref().map(|seconds| match seconds {
                Seconds::Literal(seconds) => SecondsPlan::Literal(seconds.value),
                Seconds::Path(path) => SecondsPlan::Path(self.field(path), field),
            })
        };
        let timeout = seconds(&task.timeout, "TimeoutSecondsPath");
        let heartbeat = seconds(&task.heartbeat, "HeartbeatSecondsPath");
        let credentials = task
            .credentials
            .as_ref()
            .map(|payload| self.template(&payload.template, &View::of(Source::Input)));
        let reads_input = matches!(credentials, Some(ValuePlan::Object(_)))
            || [&timeout, &heartbeat]
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
            credentials,
            callback,
        };
        self.work(state, &task.work, input, call, scope)
    }

    pub(super) fn parallel(
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
            &View::of(Source::Input),
        );
        let (branches, reads) = self.reading(|this| {
            let branches = parallel.branches.iter().enumerate();
            branches
                .map(|(index, branch)| {
                    let module = scope.modules.function(&format!("{name} {index}"));
                    this.child(branch, format!("{name}/{index}"), module, scope)
                })
                .collect()
        });
        let child = scope.types.variant(&format!("{name} Branch"));
        self.work(
            state,
            &parallel.work,
            input,
            CallPlan::Parallel {
                child,
                argument,
                branches,
                reads,
            },
            scope,
        )
    }

    pub(super) fn map(
        &mut self,
        state: &State<StateId>,
        map: &Map<StateId>,
        scope: &mut Scope,
    ) -> BodyPlan {
        let name = &state.name.value;
        // An ItemSelector reads the Map's input while items run, so they cannot be moved out of it.
        let movable = is_movable(&map.work) && map.item_selector.is_none();
        let (items, items_path) = match &map.items {
            None => (self.selected(&state.input, movable), "$".to_owned()),
            Some(path) => (
                self.items(&state.input, path, movable),
                // AWS says the path as its own look-up sees it: within the context object.
                path.value.text.replacen("$$", "$", 1),
            ),
        };
        let view = View {
            item: true,
            ..View::of(Source::Input)
        };
        let (selector, selector_reads) = self.reading(|this| {
            let template = map.item_selector.as_ref();
            template.map(|template| this.template(template, &view))
        });
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
        let (processor, processor_reads) =
            self.reading(|this| this.child(&map.processor, name.clone(), module, scope));
        let child = scope.types.variant(&format!("{name} Item"));
        let call = CallPlan::Map {
            child,
            items,
            items_path,
            selector,
            max_concurrency,
            processor,
            reads: &selector_reads | &processor_reads,
        };
        self.work(state, &map.work, input, call, scope)
    }

    /// Lowers a machine inside this one.
    fn child(
        &mut self,
        machine: &Machine<StateId>,
        name: String,
        module: Ident,
        scope: &mut Scope,
    ) -> InnerPlan {
        let reads_so_far = std::mem::take(&mut self.access);
        let machine = self.machine(machine, name);
        self.access = reads_so_far;
        self.pass_on(&machine.outer);
        let inner = InnerPlan {
            module: module.clone(),
            outer: machine.outer.clone(),
        };
        scope.children.push(ChildPlan { module, machine });
        inner
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
            .map(|payload| self.template(&payload.template, &View::of(Source::Result)));
        let catch = work.catch.iter().map(|catcher| CatchPlan {
            error_equals: catcher
                .error_equals
                .iter()
                .map(|name| name.value.clone())
                .collect(),
            assign: self.assign(&catcher.assign, &View::of(Source::ErrorOutput)),
            place: place(&catcher.result_path),
            next: scope.variants[catcher.next.0].clone(),
        });
        let catch = catch.collect();
        BodyPlan::Work(Box::new(WorkPlan {
            input,
            call,
            selector,
            finish: FinishPlan {
                assign: self.assign(&state.assign, &View::of(Source::Result)),
                place: place(&work.result_path),
                output: self.output(&state.output),
                next: next(&work.transition, scope),
            },
            retry: work.retry.clone(),
            catch,
            keeps_raw: keeps_raw(work),
        }))
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
