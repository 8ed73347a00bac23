//! Task, Parallel and Map: what they call, and what Task, Parallel and Map have in common. Reference §9, §12.

use super::Reader;
use super::jsonata::Reserved;
use super::object::Fields;
use super::path::PathKind::Reference;
use crate::diag::Code;
use crate::model::fields::Object;
use crate::model::{Items, Machine, Map, Parallel, Setting, Task, Template, Work};
use crate::parse::{Json, Node};
use crate::source::Spanned;

impl Reader<'_> {
    pub(super) fn task(&mut self, fields: &Fields<'_>) -> Option<Task> {
        let resource = self.resource(fields);
        let parameters = self.parameters(fields);
        let timeout = self.whole_number(fields, "TimeoutSeconds");
        let heartbeat = self.whole_number(fields, "HeartbeatSeconds");
        let credentials = self.credentials(fields);
        let work = self.work(fields);
        Some(Task {
            resource: resource?,
            parameters,
            timeout,
            heartbeat,
            credentials,
            work: work?,
        })
    }

    /// What Task, Parallel and Map have in common.
    fn work(&mut self, fields: &Fields<'_>) -> Option<Work> {
        let result_selector = self.object_template(fields, "ResultSelector");
        let result_path = self.result_path(fields);
        let retry = self.retry(fields);
        let catch = self.catch(fields);
        let transition = self.transition(fields);
        Some(Work {
            result_selector,
            result_path,
            retry,
            catch: catch?,
            transition: transition?,
        })
    }

    pub(super) fn parallel(&mut self, fields: &Fields<'_>) -> Option<Parallel> {
        let parameters = self.parameters(fields);
        let branches = self.elements(fields, "Branches", Code::OutOfRange);
        let branches: Option<Vec<_>> =
            branches.map(|branches| branches.iter().map(|node| self.branch(node)).collect());
        let work = self.work(fields);
        let branches = branches?.into_iter().collect::<Option<_>>()?;
        Some(Parallel {
            branches,
            parameters,
            work: work?,
        })
    }

    fn branch(&mut self, node: &Node) -> Option<Machine> {
        let fields = self.object(node, Object::Branch, node.place())?;
        self.machine(&fields)
    }

    /// `ItemsPath` or `Items`.
    fn items(&mut self, fields: &Fields<'_>) -> Items {
        if let Some(path) = self.path(fields, "ItemsPath", Reference) {
            return Items::Path(path);
        }
        match fields.get("Items") {
            Some(
                node @ Node {
                    json: Json::Array(_) | Json::String(_),
                    ..
                },
            ) => match self.template_of(fields, "Items", Reserved::Input) {
                Some(Template::Literal(text)) if matches!(text.json, Json::String(_)) => {
                    self.wrong_type::<()>(node, "an array or an expression");
                    Items::Input
                }
                Some(items) => Items::Template(items),
                None => Items::Input,
            },
            Some(node) => {
                self.wrong_type::<()>(node, "an array");
                Items::Input
            }
            None => Items::Input,
        }
    }

    /// A whole number that is given, looked up or computed.
    pub(super) fn whole_number<T: TryFrom<u64>>(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
    ) -> Option<Setting<T>> {
        self.setting(fields, name, |reader, node| reader.as_integer(node, name))
    }

    fn as_percentage(&mut self, node: &Node) -> Option<Spanned<f64>> {
        let Json::Number(text) = &node.json else {
            return self.wrong_type(node, "a number");
        };
        match text.parse() {
            Ok(percentage) if (0.0..=100.0).contains(&percentage) => {
                Some(Spanned::new(percentage, node.span))
            }
            _ => self.out_of_range(node, "`ToleratedFailurePercentage` is from 0 to 100"),
        }
    }

    pub(super) fn map(&mut self, fields: &Fields<'_>) -> Option<Map> {
        let items = self.items(fields);
        let item_selector = self.object_template(fields, "ItemSelector");
        let parameters = self.parameters(fields);
        let max_concurrency = self.whole_number(fields, "MaxConcurrency");
        let tolerated_failure_count = self.whole_number(fields, "ToleratedFailureCount");
        let tolerated_failure_percentage =
            self.setting(fields, "ToleratedFailurePercentage", Self::as_percentage);
        let processor = fields.member("ItemProcessor").or(fields.member("Iterator"));
        let distributed = self.distributed(fields, processor.map(|member| &member.value));
        let machine = processor.and_then(|member| self.processor(&member.value));
        let work = self.work(fields);
        Some(Map {
            items,
            item_selector: item_selector.or(parameters),
            max_concurrency,
            tolerated_failure_count,
            tolerated_failure_percentage,
            processor: machine?,
            distributed,
            processor_key: processor?.key.span,
            work: work?,
        })
    }

    /// The machine of a Map.
    fn processor(&mut self, node: &Node) -> Option<Machine> {
        let fields = self.object(node, Object::Processor, node.place())?;
        self.machine(&fields)
    }
}
