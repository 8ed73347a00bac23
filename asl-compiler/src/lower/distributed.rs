//! Distributed Maps: what they read, and with what they start child executions. What they share with inline ones is in
//! `work`.

use proc_macro2::{Ident, Span};

use super::data::View;
use super::plan::{
    Access, BatcherPlan, BodyPlan, CallPlan, ChildPlan, ExpressionPlan, Fit, InnerPlan, ItemsPlan,
    MapRunPlan, ReaderPlan, SettingPlan, Source, ValuePlan, WriterPlan,
};
use super::{Lowering, Scope};
use crate::model::{
    Distributed, ItemBatcher, ItemReader, Machine, Map, ReaderSource, ResultWriter, Setting, State,
    StateId,
};

impl Lowering<'_> {
    pub(super) fn map_run(
        &mut self,
        state: &State<StateId>,
        map: &Map<StateId>,
        distributed: &Distributed,
        scope: &mut Scope,
    ) -> BodyPlan {
        self.shares_tasks = true;
        let name = &state.name.value;
        let outcome = self.outcome(state, &map.work, scope);
        let view = View::in_language(state.language, Source::Input);
        let max_concurrency = self.max_concurrency(map);
        let reader = distributed.reader.as_ref();
        let reader = reader.map(|reader| self.reader(reader, &view));
        let batcher = distributed.batcher.as_ref();
        let batcher = batcher.map(|batcher| self.batcher(batcher, &view));
        let writer = distributed.writer.as_ref();
        let writer = writer.map(|writer| self.writer(writer, &view));
        let mut count = |setting: &Option<Setting<u64>>| self.count(setting.as_ref());
        let tolerated_failure_count = count(&map.tolerated_failure_count);
        let percentage = map.tolerated_failure_percentage.as_ref();
        let tolerated_failure_percentage =
            percentage.map(|setting| self.setting(setting, Fit::Number, |percentage| *percentage));
        let item_view = View {
            item: true,
            ..View::of(Source::Input)
        };
        let (selector, reads) = self.reading(|this| {
            let template = map.item_selector.as_ref();
            template.map(|template| this.template(template, &item_view))
        });
        // All of these may read the Map's input when the items are there already.
        let has_readers = selector.is_some()
            || batcher.is_some()
            || writer.is_some()
            || tolerated_failure_count.is_some()
            || tolerated_failure_percentage.is_some();
        let items = match reader {
            Some(_) => None,
            None => Some(self.all_items(state, map, outcome.is_movable && !has_readers)),
        };
        let reads_input = has_readers
            || max_concurrency.is_path()
            || match &items {
                Some(ItemsPlan::Path(ValuePlan::Read(read), _)) => read.source == Source::Input,
                Some(_) => false,
                None => true,
            };
        let input = self.input(&state.input, reads_input);
        let module = scope.modules.function(name);
        self.child_execution(
            &map.processor,
            name.clone(),
            module.clone(),
            distributed,
            scope,
        );
        let call = CallPlan::MapRun(Box::new(MapRunPlan {
            processor: scope.types.variant(&format!("{name} Run")),
            inner: InnerPlan {
                module,
                outer: Access::new(),
            },
            label: distributed
                .label
                .as_ref()
                .map_or_else(|| label_of(name), |label| label.value.clone()),
            execution_type: distributed.execution_type,
            items,
            reader,
            selector,
            reads,
            batcher,
            writer,
            max_concurrency,
            tolerated_failure_count,
            tolerated_failure_percentage,
        }));
        outcome.around(input, call, &map.work)
    }

    /// What it goes over, which can be the members of an object too.
    fn all_items(
        &mut self,
        state: &State<StateId>,
        map: &Map<StateId>,
        movable: bool,
    ) -> ItemsPlan {
        match self.items(state, &map.items, movable) {
            ItemsPlan::Expression(plan) => ItemsPlan::Expression(Box::new(ExpressionPlan {
                fit: Fit::Value,
                ..*plan
            })),
            other => other,
        }
    }

    fn reader(&mut self, reader: &ItemReader, view: &View) -> ReaderPlan {
        let ItemReader {
            source,
            arguments,
            config,
        } = reader;
        let function = match source {
            ReaderSource::Object => "object",
            ReaderSource::Listing => "listing",
        };
        let max_items = config.max_items.as_ref().map(|setting| {
            self.setting(setting, Fit::Integer, |count| {
                i64::try_from(*count).unwrap_or(i64::MAX)
            })
        });
        ReaderPlan {
            source: Ident::new(function, Span::call_site()),
            arguments: self.template(arguments, view),
            input_type: config.input_type,
            delimiter: config.delimiter,
            headers: config.headers.clone(),
            items_pointer: config.items_pointer.clone(),
            manifest_type: config.manifest_type,
            load_and_flatten: config.load_and_flatten,
            max_items,
        }
    }

    fn batcher(&mut self, batcher: &ItemBatcher, view: &View) -> BatcherPlan {
        BatcherPlan {
            max_items: self.count(batcher.max_items.as_ref()),
            max_bytes: self.count(batcher.max_bytes.as_ref()),
            input: batcher
                .input
                .as_ref()
                .map(|input| self.template(input, view)),
        }
    }

    fn writer(&mut self, writer: &ResultWriter, view: &View) -> WriterPlan {
        let destination = writer.destination.as_ref();
        WriterPlan {
            destination: destination.map(|arguments| self.template(arguments, view)),
            output_type: writer.output_type,
            transformation: writer.transformation,
        }
    }

    fn count(&mut self, setting: Option<&Setting<u64>>) -> Option<SettingPlan<u64>> {
        setting.map(|setting| self.setting(setting, Fit::Integer, |count| *count))
    }

    /// Lowers a machine that runs in executions of its own, where no variables of this one are.
    fn child_execution(
        &mut self,
        machine: &Machine<StateId>,
        name: String,
        module: Ident,
        distributed: &Distributed,
        scope: &mut Scope,
    ) {
        let variables = std::mem::take(&mut self.variables);
        let access = std::mem::take(&mut self.access);
        let mut machine = self.machine(machine, name);
        (self.variables, self.access) = (variables, access);
        machine.execution_type = Some(distributed.execution_type);
        scope.children.push(ChildPlan { module, machine });
    }
}

/// A label of the characters that one may have. Reference §1.7.
fn label_of(name: &str) -> String {
    let is_allowed = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    let allowed = name.chars().map(|c| if is_allowed(c) { c } else { '_' });
    allowed.take(40).collect()
}
