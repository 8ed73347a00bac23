//! Task, Parallel and Map: what is called, and with what. What follows is in `outcome`.

use proc_macro2::Ident;

use super::data::View;
use super::expression::take_member;
use super::plan::{
    BodyPlan, CallPlan, ChildPlan, ExpressionPlan, Fit, InnerPlan, ItemsPlan, SettingPlan, Source,
    TaskPlan, ValuePlan,
};
use super::{Lowering, Scope, docs};
use crate::model::{
    Items, Machine, Map, Parallel, PathField, QueryLanguage, Selection, Setting, State, StateId,
    Task, Template,
};
use crate::signature::Signature;

impl Lowering<'_> {
    pub(super) fn task(
        &mut self,
        state: &State<StateId>,
        task: &Task<StateId>,
        scope: &Scope,
    ) -> BodyPlan {
        let method = self.methods.function(&state.name.value);
        let callback = task.waits_for_token();
        let signature = self.signatures.and_then(|all| all.of(&method));
        // Whether it takes a token is for the definition to say; what the user says is checked elsewhere.
        let signature = signature.map(|signature| Signature {
            token: callback,
            ..signature.clone()
        });
        self.tasks.push(TaskPlan {
            method: method.clone(),
            callback,
            signature: signature.clone(),
            docs: docs::task(state, task),
        });
        let outcome = self.outcome(state, &task.work, scope);
        let (input, argument) = self.effective(
            state,
            task.parameters.as_ref(),
            outcome.is_movable,
            &View {
                token: callback,
                ..View::in_language(state.language, Source::Input)
            },
        );
        let mut seconds = |setting: &Option<Setting<u32>>| {
            let setting = setting.as_ref();
            setting.map(|setting| self.setting(setting, Fit::Integer, |seconds| *seconds))
        };
        let (timeout, heartbeat) = (seconds(&task.timeout), seconds(&task.heartbeat));
        let credentials = task.credentials.as_ref();
        let credentials = credentials.map(|credentials| {
            let view = View::in_language(state.language, Source::Input);
            self.template(credentials, &view)
                .demanding_of("RoleArn", Fit::String)
        });
        let reads_input = state.language == QueryLanguage::JsonPath
            && matches!(credentials, Some(ValuePlan::Object(_)))
            || [&timeout, &heartbeat]
                .into_iter()
                .flatten()
                .any(SettingPlan::is_path);
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
            signature,
        };
        outcome.around(input, call, &task.work)
    }

    pub(super) fn parallel(
        &mut self,
        state: &State<StateId>,
        parallel: &Parallel<StateId>,
        scope: &mut Scope,
    ) -> BodyPlan {
        let name = &state.name.value;
        let outcome = self.outcome(state, &parallel.work, scope);
        let (input, argument) = self.effective(
            state,
            parallel.parameters.as_ref(),
            outcome.is_movable,
            &View::in_language(state.language, Source::Input),
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
        let call = CallPlan::Parallel {
            child,
            argument,
            branches,
            reads,
        };
        outcome.around(input, call, &parallel.work)
    }

    pub(super) fn map(
        &mut self,
        state: &State<StateId>,
        map: &Map<StateId>,
        scope: &mut Scope,
    ) -> BodyPlan {
        if let Some(distributed) = &map.distributed {
            return self.map_run(state, map, distributed, scope);
        }
        let name = &state.name.value;
        let outcome = self.outcome(state, &map.work, scope);
        let tolerances = self.tolerances(map);
        // These read the Map's input when the items are there already, so that they cannot be moved out of it.
        let movable = outcome.is_movable && map.item_selector.is_none() && tolerances.is_empty();
        let items = self.items(state, &map.items, movable);
        let view = View {
            item: true,
            ..View::of(Source::Input)
        };
        let (selector, selector_reads) = self.reading(|this| {
            let template = map.item_selector.as_ref();
            template.map(|template| this.template(template, &view))
        });
        let max_concurrency = self.max_concurrency(map);
        let reads_input = selector.is_some()
            || max_concurrency.is_path()
            || tolerances.iter().any(|(_, value)| value.is_path())
            || matches!(&items, ItemsPlan::Path(ValuePlan::Read(read), _) if read.source == Source::Input);
        let input = self.input(&state.input, reads_input);
        let module = scope.modules.function(name);
        let (processor, processor_reads) =
            self.reading(|this| this.child(&map.processor, name.clone(), module, scope));
        let child = scope.types.variant(&format!("{name} Item"));
        let call = CallPlan::Map {
            child,
            items,
            selector,
            max_concurrency,
            tolerances,
            processor,
            reads: &selector_reads | &processor_reads,
        };
        outcome.around(input, call, &map.work)
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

    pub(super) fn max_concurrency(&mut self, map: &Map<StateId>) -> SettingPlan<usize> {
        match &map.max_concurrency {
            Some(limit) => self.setting(limit, Fit::Integer, |limit| {
                usize::try_from(*limit).unwrap_or(usize::MAX)
            }),
            None => SettingPlan::Literal(0),
        }
    }

    /// What a Map goes over.
    pub(super) fn items(
        &mut self,
        state: &State<StateId>,
        items: &Items,
        movable: bool,
    ) -> ItemsPlan {
        match (items, state.language) {
            (Items::Input, QueryLanguage::JsonPath) => {
                ItemsPlan::Path(self.selected(&state.input, movable), "$".to_owned())
            }
            (Items::Input, QueryLanguage::Jsonata) => {
                ItemsPlan::Input(self.selected(&state.input, movable))
            }
            (Items::Path(path), _) => ItemsPlan::Path(
                self.items_path(&state.input, path, movable),
                // AWS says the path as its own look-up sees it: within the context object.
                path.value.text.replacen("$$", "$", 1),
            ),
            (Items::Template(Template::Jsonata(expression)), _) => {
                let plan = self.expression(expression, &View::of(Source::Raw));
                if movable && plan.is_path_into(&Source::Raw) {
                    return ItemsPlan::Take(take_member(plan, &Source::Raw));
                }
                let fit = Fit::Array;
                ItemsPlan::Expression(Box::new(ExpressionPlan { fit, ..plan }))
            }
            (Items::Template(template), _) => {
                ItemsPlan::Array(self.template(template, &View::of(Source::Raw)))
            }
        }
    }

    fn items_path(&mut self, selection: &Selection, path: &PathField, movable: bool) -> ValuePlan {
        let read = self.field(path);
        let is_raw = matches!(selection, Selection::Whole) && read.source == Source::Input;
        if movable && is_raw {
            ValuePlan::TakePart {
                steps: read.steps,
                text: read.text,
                span: read.span,
            }
        } else {
            ValuePlan::Read(read)
        }
    }

    /// `ToleratedFailureCount` and `ToleratedFailurePercentage`, without those that are given: the reader has looked at them.
    fn tolerances(&mut self, map: &Map<StateId>) -> Vec<(&'static str, SettingPlan<()>)> {
        let mut tolerances = Vec::new();
        if let Some(count) = &map.tolerated_failure_count
            && !matches!(count, Setting::Literal(_))
        {
            let count = self.setting(count, Fit::Integer, |_| ());
            tolerances.push(("tolerated_failure_count", count));
        }
        if let Some(percentage) = &map.tolerated_failure_percentage
            && !matches!(percentage, Setting::Literal(_))
        {
            let percentage = self.setting(percentage, Fit::Number, |_| ());
            tolerances.push(("tolerated_failure_percentage", percentage));
        }
        tolerances
    }
}
