//! The eight types of state. Reference §1.6, §8, §9, §12.

use super::Reader;
use super::object::Fields;
use super::path::PathKind::Reference;
use super::template::looks_like_expression;
use crate::diag::{Code, Diagnostic, nearest};
use crate::expr::Expr;
use crate::model::fields::{DISTRIBUTED_MAP, Object, StateType, UNSUPPORTED};
use crate::model::{
    Body, Choice, Fail, FailText, Machine, Map, MaxConcurrency, Parallel, Pass, Seconds, State,
    Task, Until, Wait, Work,
};
use crate::parse::{Json, Member, Node};
use crate::source::Spanned;

impl Reader<'_> {
    pub(super) fn state(&mut self, member: &Member) -> Option<State> {
        let Json::Object(members) = &member.value.json else {
            let label = format!("a state is an object, found {}", member.value.kind());
            self.report(Code::WrongType, member.value.place(), label);
            return None;
        };
        // These two say what every other field means.
        if let Some(language) = value(members, "QueryLanguage") {
            self.json_path(language)?;
        }
        let of = self.state_type(member, members)?;

        let fields = self.object(&member.value, Object::State(of), member.key.span)?;
        let reads_outside = std::mem::take(&mut self.reads);
        let comment = self.comment(&fields);
        let input = self.selection(&fields, "InputPath");
        let output = self.selection(&fields, "OutputPath");
        let assign = self.assign(&fields);
        let body = match of {
            StateType::Pass => self.pass(&fields).map(Body::Pass),
            StateType::Task => self.task(&fields).map(|task| Body::Task(Box::new(task))),
            StateType::Choice => self.choice(&fields).map(Body::Choice),
            StateType::Wait => self.wait(&fields).map(Body::Wait),
            StateType::Succeed => Some(Body::Succeed),
            StateType::Fail => Some(Body::Fail(self.fail(&fields))),
            StateType::Parallel => self
                .parallel(&fields)
                .map(|body| Body::Parallel(Box::new(body))),
            StateType::Map => self
                .map(&fields, members)
                .map(|map| Body::Map(Box::new(map))),
        };
        let reads = std::mem::replace(&mut self.reads, reads_outside);
        Some(State {
            name: member.key.clone(),
            comment,
            input,
            output,
            assign,
            reads,
            body: body?,
        })
    }

    fn state_type(&mut self, state: &Member, members: &[Member]) -> Option<StateType> {
        let Some(node) = value(members, "Type") else {
            let misspelt = members
                .iter()
                .find(|member| nearest(&member.key.value, ["Type"]).is_some());
            self.diagnostics.report(match misspelt {
                Some(Member { key, .. }) => {
                    let label = format!("a state has no field `{}`", key.value);
                    Diagnostic::new(Code::UnknownField, key.span, label)
                        .help("did you mean `Type`?")
                }
                None => {
                    let label = "a state needs the field `Type`";
                    Diagnostic::new(Code::MissingField, state.key.span, label)
                }
            });
            return None;
        };
        let text = self.as_string(node)?.value;
        let known = StateType::ALL.into_iter().find(|of| of.name() == text);
        if known.is_none() {
            let finding =
                Diagnostic::new(Code::UnknownType, node.span, "there is no such state type");
            let names = StateType::ALL.map(StateType::name);
            self.diagnostics
                .report(finding.help(match nearest(&text, names) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("the types are {}", names.join(", ")),
                }));
        }
        known
    }

    fn pass(&mut self, fields: &Fields<'_>) -> Option<Pass> {
        let parameters = self.parameters(fields);
        let result_path = self.result_path(fields);
        let transition = self.transition(fields)?;
        Some(Pass {
            result: fields.get("Result").cloned(),
            parameters,
            result_path,
            transition,
        })
    }

    fn task(&mut self, fields: &Fields<'_>) -> Option<Task> {
        let resource = self.string(fields, "Resource");
        let parameters = self.parameters(fields);
        let timeout = self.seconds(fields, "TimeoutSeconds", "TimeoutSecondsPath");
        let heartbeat = self.seconds(fields, "HeartbeatSeconds", "HeartbeatSecondsPath");
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

    fn seconds(&mut self, fields: &Fields<'_>, literal: &str, path: &str) -> Option<Seconds> {
        let looked_up = self.path(fields, path, Reference).map(Seconds::Path);
        self.integer(fields, literal)
            .map(Seconds::Literal)
            .or(looked_up)
    }

    /// What Task, Parallel and Map have in common.
    fn work(&mut self, fields: &Fields<'_>) -> Option<Work> {
        let result_selector = self.result_selector(fields);
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

    fn choice(&mut self, fields: &Fields<'_>) -> Option<Choice> {
        let rules = self.elements(fields, "Choices", Code::OutOfRange);
        let rules: Option<Vec<_>> =
            rules.map(|rules| rules.iter().map(|rule| self.rule(rule)).collect());
        let default = match fields.get("Default") {
            Some(node) => Some(self.as_string(node)?),
            None => None,
        };
        Some(Choice {
            rules: rules?.into_iter().collect::<Option<_>>()?,
            default,
        })
    }

    fn wait(&mut self, fields: &Fields<'_>) -> Option<Wait> {
        let seconds = self
            .integer(fields, "Seconds")
            .map(|seconds| Until::Seconds(seconds.value));
        let seconds_path = self
            .path(fields, "SecondsPath", Reference)
            .map(Until::SecondsPath);
        let timestamp = fields
            .get("Timestamp")
            .and_then(|node| self.as_timestamp(node));
        let timestamp = timestamp.map(|timestamp| Until::Timestamp(timestamp.value));
        let timestamp_path = self
            .path(fields, "TimestampPath", Reference)
            .map(Until::TimestampPath);
        let transition = self.transition(fields);
        let until = seconds.or(seconds_path).or(timestamp).or(timestamp_path);
        Some(Wait {
            until: until?,
            transition: transition?,
        })
    }

    fn fail(&mut self, fields: &Fields<'_>) -> Fail {
        let error = self.fail_text(fields, "Error", "ErrorPath");
        let cause = self.fail_text(fields, "Cause", "CausePath");
        Fail { error, cause }
    }

    fn fail_text(&mut self, fields: &Fields<'_>, literal: &str, path: &str) -> Option<FailText> {
        let computed = fields.member(path);
        let computed = computed.and_then(|member| self.computed_text(member, literal));
        self.string(fields, literal)
            .map(|text| FailText::Literal(text.value))
            .or(computed)
    }

    /// `ErrorPath` or `CausePath`: a Reference Path, or an intrinsic that yields a string.
    fn computed_text(&mut self, member: &Member, literal: &str) -> Option<FailText> {
        let (field, node) = (&member.key.value, &member.value);
        let text = self.as_string(node)?.value;
        if text.starts_with('$') {
            return self.as_path(node, Reference).map(FailText::Path);
        }
        if !looks_like_expression(&text) {
            let label = format!("`{field}` takes a path or an intrinsic call; this is neither");
            let finding = Diagnostic::new(Code::Path, node.span, label);
            let help = format!("to mean the text itself, write the field as `{literal}`");
            self.diagnostics.report(finding.help(help));
            return None;
        }
        match self.parse_expression(node, &text)?.value {
            Expr::Intrinsic(call) if call.function.yields_string() => {
                Some(FailText::Intrinsic(Spanned::new(call, node.span)))
            }
            _ => {
                let label =
                    "an error name or cause is a string, which this function does not yield";
                self.report(Code::Intrinsic, node.span, label);
                None
            }
        }
    }

    fn parallel(&mut self, fields: &Fields<'_>) -> Option<Parallel> {
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

    fn map(&mut self, fields: &Fields<'_>, members: &[Member]) -> Option<Map> {
        let items = self.path(fields, "ItemsPath", Reference);
        let item_selector = self.object_template(fields, "ItemSelector");
        let parameters = self.parameters(fields).map(|payload| payload.template);
        let limit_path = self.path(fields, "MaxConcurrencyPath", Reference);
        let limit = self
            .integer(fields, "MaxConcurrency")
            .map_or(0, |limit| limit.value);
        let processor = fields.member("ItemProcessor").or(fields.member("Iterator"));
        let of_distributed =
            |member: &Member| UNSUPPORTED.contains(&(member.key.value.as_str(), DISTRIBUTED_MAP));
        let reported = members.iter().any(of_distributed);
        let machine = processor.and_then(|member| self.processor(&member.value, reported));
        let work = self.work(fields);
        Some(Map {
            items,
            item_selector: item_selector.or(parameters),
            max_concurrency: limit_path
                .map_or(MaxConcurrency::Literal(limit), MaxConcurrency::Path),
            processor: machine?,
            processor_key: processor?.key.span,
            work: work?,
        })
    }

    /// The machine of a Map; `reported` when the Map is known to be a distributed one.
    fn processor(&mut self, node: &Node, reported: bool) -> Option<Machine> {
        let fields = self.object(node, Object::Processor, node.place())?;
        if let Some(config) = fields.get("ProcessorConfig") {
            let config = self.object(config, Object::ProcessorConfig, config.place());
            if let Some(config) = config {
                self.word(&config, "ExecutionType");
                let mode = self.word(&config, "Mode");
                if let Some(mode) = mode.filter(|mode| mode.value == "DISTRIBUTED" && !reported) {
                    self.unsupported(mode.span, DISTRIBUTED_MAP);
                }
            }
        }
        self.machine(&fields)
    }
}

fn value<'n>(members: &'n [Member], name: &str) -> Option<&'n Node> {
    members
        .iter()
        .find(|member| member.key.value == name)
        .map(|member| &member.value)
}
