//! Paths and payload templates: what is read from where, and what may be moved. Reference §2.

use proc_macro2::Ident;

use super::plan::{
    ArgumentPlan, InputPlan, Key, Miss, OutputPlan, PlacePlan, Read, Source, ValuePlan,
};
use super::{Lowering, query};
use crate::expr::Expr;
use crate::expr::intrinsic::{Arg, Call, Function, StringLiteral};
use crate::expr::jsonpath::{Path, Root};
use crate::model::{Output, PathField, QueryLanguage, ResultPath, Selection, Template};
use crate::parse::{Json, Node};
use crate::source::Span;

/// What the paths of a field can see.
#[derive(Clone)]
pub(super) struct View {
    /// `$`
    pub(super) data: Source,
    /// Whether `$$.Task.Token` exists.
    pub(super) token: bool,
    /// Whether `$$.Map.Item` exists.
    pub(super) item: bool,
    /// What `$states` holds in JSONata besides the input, which is `data`, and the context.
    pub(super) beside: Option<Source>,
}

impl View {
    /// `$` is `data` in JSONPath. In JSONata `$states` holds the state's input and, if there is one, the result or the Error
    /// Output.
    pub(super) fn in_language(language: QueryLanguage, data: Source) -> Self {
        match (language, data) {
            (QueryLanguage::JsonPath, data) => View::of(data),
            (QueryLanguage::Jsonata, data @ (Source::Result | Source::ErrorOutput)) => View {
                beside: Some(data),
                ..View::of(Source::Raw)
            },
            (QueryLanguage::Jsonata, _) => View::of(Source::Raw),
        }
    }

    /// `$` is `data`; the context object has only what it always has.
    pub(super) fn of(data: Source) -> Self {
        View {
            data,
            token: false,
            item: false,
            beside: None,
        }
    }

    /// `$` is the context object.
    pub(super) fn over_context(&self) -> Self {
        let View { token, item, .. } = *self;
        self.over(Source::Context { token, item })
    }

    /// `$` is this.
    pub(super) fn over(&self, data: Source) -> Self {
        View {
            data,
            ..self.clone()
        }
    }
}

/// The fields of the context object that the runtime hands out one by one. Reference §3.
const FIELDS: &[(&[&str], Source)] = &[
    (&["Execution", "Input"], Source::ExecutionInput),
    (&["Execution", "Id"], Source::Field("ExecutionId")),
    (&["Execution", "Name"], Source::Field("ExecutionName")),
    (&["Execution", "RoleArn"], Source::Field("ExecutionRoleArn")),
    (
        &["Execution", "StartTime"],
        Source::Field("ExecutionStartTime"),
    ),
    (&["State", "Name"], Source::Field("StateName")),
    (&["State", "EnteredTime"], Source::Field("StateEnteredTime")),
    (&["StateMachine", "Id"], Source::Field("StateMachineId")),
    (&["StateMachine", "Name"], Source::Field("StateMachineName")),
    (&["Task", "Token"], Source::Token),
    (&["Map", "Item", "Index"], Source::ItemIndex),
    (&["Map", "Item", "Value"], Source::ItemValue),
];

impl Lowering<'_> {
    /// A look-up.
    pub(super) fn read(&mut self, path: &Path, view: &View, miss: Miss) -> Read {
        let (steps, rest) = query::split(path);
        let (source, steps) = match &path.root {
            Root::Context => self.context(steps, view),
            Root::Candidate => (Source::Candidate, steps),
            // The check has found each variable.
            Root::Variable(name) => (self.variable(name).unwrap_or(Source::Input), steps),
            Root::Data => {
                if let Source::Context { .. } = view.data {
                    self.whole_context(view);
                }
                (view.data.clone(), steps)
            }
        };
        // What stands inside of a path begins where the path does.
        let tail = match (&path.root, &source) {
            (Root::Context, _) => self.tail(path, rest, &view.over_context()),
            (Root::Variable(_), variable) => self.tail(path, rest, &view.over(variable.clone())),
            _ => self.tail(path, rest, view),
        };
        Read {
            source,
            steps,
            tail,
            text: path.text.clone(),
            miss,
            span: Span::default(),
        }
    }

    pub(super) fn context(&mut self, steps: Vec<Key>, view: &View) -> (Source, Vec<Key>) {
        let is_prefix = |names: &&(&[&str], Source)| {
            names.0.len() <= steps.len()
                && names
                    .0
                    .iter()
                    .zip(&steps)
                    .all(|(name, step)| matches!(step, Key::Member(member) if member == name))
        };
        let known = FIELDS
            .iter()
            .find(is_prefix)
            .filter(|(_, source)| match source {
                Source::Token => view.token,
                Source::ItemIndex | Source::ItemValue => view.item,
                _ => true,
            });
        let Some((names, source)) = known else {
            return (self.whole_context(view), steps);
        };
        match source {
            Source::ExecutionInput => self.reads.input = true,
            Source::Field("ExecutionStartTime") => self.reads.start_time = true,
            Source::Field("StateEnteredTime") => self.reads.entered_time = true,
            _ => {}
        }
        (source.clone(), steps[names.len()..].to_vec())
    }

    /// The context object, with all that it holds.
    fn whole_context(&mut self, view: &View) -> Source {
        self.reads = super::Reads {
            input: true,
            start_time: true,
            entered_time: true,
        };
        view.over_context().data
    }

    /// `InputPath`.
    pub(super) fn input(&mut self, selection: &Selection, used: bool) -> InputPlan {
        match selection {
            Selection::Whole if used => InputPlan::Whole,
            Selection::Whole => InputPlan::Unused,
            Selection::Nothing => InputPlan::Nothing,
            Selection::Path(path) => {
                let read = self.read(&path.value, &View::of(Source::Raw), Miss::Path);
                InputPlan::Part(read.at(path.span))
            }
        }
    }

    /// `OutputPath` or `Output`.
    pub(super) fn output(&mut self, output: &Output, view: &View) -> OutputPlan {
        match output {
            Output::Select(selection) => self.output_path(selection),
            Output::Compute(template) => OutputPlan::Compute(self.template(template, view)),
        }
    }

    fn output_path(&mut self, selection: &Selection) -> OutputPlan {
        match selection {
            Selection::Whole => OutputPlan::Whole,
            Selection::Nothing => OutputPlan::Nothing,
            Selection::Path(path) if path.value.root != Root::Data => {
                OutputPlan::Elsewhere(self.read(&path.value, &View::of(Source::Raw), Miss::Path))
            }
            Selection::Path(path) => {
                let read = self.read(&path.value, &View::of(Source::Output), Miss::Path);
                let read = read.at(path.span);
                match read.tail {
                    Some(_) => OutputPlan::Query(read),
                    None if read.steps.is_empty() => OutputPlan::Whole,
                    None => OutputPlan::Part {
                        steps: read.steps,
                        text: read.text,
                        span: read.span,
                    },
                }
            }
        }
    }

    /// A field that holds a path over the state's effective input.
    pub(super) fn field(&mut self, path: &PathField) -> Read {
        self.read(&path.value, &View::of(Source::Input), Miss::Path)
            .at(path.span)
    }

    /// A payload template.
    pub(super) fn template(&mut self, template: &Template, view: &View) -> ValuePlan {
        match template {
            Template::Literal(node) => ValuePlan::Literal(node.clone()),
            Template::Object(members) => ValuePlan::Object(
                members
                    .iter()
                    .map(|(key, value)| (key.value.clone(), self.template(value, view)))
                    .collect(),
            ),
            Template::Array(elements) => ValuePlan::Array(
                elements
                    .iter()
                    .map(|element| self.template(element, view))
                    .collect(),
            ),
            Template::Jsonata(expression) => {
                ValuePlan::Expression(Box::new(self.expression(expression, view)))
            }
            Template::Expr { expr, key } => match &expr.value {
                Expr::Path(path) => {
                    let read = self.read(path, view, Miss::Template(key.clone()));
                    ValuePlan::Read(read.at(expr.span))
                }
                Expr::Intrinsic(call) => located(self.intrinsic(call, view), expr.span),
            },
        }
    }

    /// An intrinsic call.
    pub(super) fn intrinsic(&mut self, call: &Call, view: &View) -> ValuePlan {
        let mut arguments = Vec::with_capacity(call.args.len());
        let mut function = runtime_function(call.function);
        let mut args = call.args.iter().map(|arg| &arg.value);
        if let (Function::Format, Some(Arg::String(template))) =
            (call.function, call.args.first().map(|arg| &arg.value))
        {
            args.next();
            function = "format_pieces";
            arguments.push(ArgumentPlan::Pieces(template.pieces.clone()));
        }
        arguments.extend(args.map(|arg| self.argument(arg, view)));
        ValuePlan::Intrinsic {
            function: Ident::new(function, proc_macro2::Span::call_site()),
            random: match call.function {
                Function::Uuid => 2,
                Function::MathRandom => 1,
                _ => 0,
            },
            arguments,
        }
    }

    fn argument(&mut self, arg: &Arg, view: &View) -> ArgumentPlan {
        let scalar = |json| {
            ArgumentPlan::Value(ValuePlan::Literal(Node {
                span: Span::default(),
                json,
            }))
        };
        match arg {
            Arg::String(literal) => ArgumentPlan::Text(StringLiteral::text(literal)),
            Arg::Number(number) => scalar(Json::Number(number.clone())),
            Arg::Bool(value) => scalar(Json::Bool(*value)),
            Arg::Null => scalar(Json::Null),
            Arg::Path(path) => ArgumentPlan::Read(self.read(path, view, Miss::Argument)),
            Arg::Call(call) => ArgumentPlan::Value(self.intrinsic(call, view)),
        }
    }
}

/// `ResultPath`.
pub(super) fn place(path: &ResultPath) -> PlacePlan {
    match path {
        ResultPath::Replace => PlacePlan::Replace,
        ResultPath::Discard => PlacePlan::Discard,
        ResultPath::Insert(path) => PlacePlan::Insert {
            steps: query::split(&path.value).0,
            text: path.value.text.clone(),
            span: path.span,
        },
    }
}

/// The same where the paths of a call stand in this JSON string.
fn located(value: ValuePlan, span: Span) -> ValuePlan {
    let ValuePlan::Intrinsic {
        function,
        random,
        arguments,
    } = value
    else {
        return value;
    };
    let arguments = arguments.into_iter().map(|argument| match argument {
        ArgumentPlan::Read(read) => ArgumentPlan::Read(read.at(span)),
        ArgumentPlan::Value(value) => ArgumentPlan::Value(located(value, span)),
        other => other,
    });
    ValuePlan::Intrinsic {
        function,
        random,
        arguments: arguments.collect(),
    }
}

fn runtime_function(function: Function) -> &'static str {
    match function {
        Function::Format => "format",
        Function::StringToJson => "string_to_json",
        Function::JsonToString => "json_to_string",
        Function::Array => "array",
        Function::ArrayPartition => "array_partition",
        Function::ArrayContains => "array_contains",
        Function::ArrayRange => "array_range",
        Function::ArrayGetItem => "array_get_item",
        Function::ArrayLength => "array_length",
        Function::ArrayUnique => "array_unique",
        Function::Base64Encode => "base64_encode",
        Function::Base64Decode => "base64_decode",
        Function::Hash => "hash",
        Function::JsonMerge => "json_merge",
        Function::MathRandom => "math_random",
        Function::MathAdd => "math_add",
        Function::StringSplit => "string_split",
        Function::Uuid => "uuid",
    }
}
