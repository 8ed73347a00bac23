//! The types that values have on their way through a machine, as far as the user has declared any.
//!
//! What a type holds is not known here. A part of one is named by where it is found, and whether it is there rustc finds
//! out, by a constant that the generated code has evaluated.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use proc_macro2::TokenStream;

use super::{
    BodyPlan, CallPlan, CatchPlan, ExpressionPlan, FinishPlan, InputPlan, ItemsPlan, Key,
    OutputPlan, PlacePlan, Read, Source, StatePlan, ValuePlan, WayPlan,
};
use crate::source::{Span, Spanned};

/// The type of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Type {
    /// `serde_json::Value`
    #[default]
    Json,
    /// One of [`Types`].
    Known(usize),
}

/// A type that is not JSON.
#[derive(Clone, Debug)]
pub enum KnownType {
    /// As the user has written it.
    Declared(TokenStream),
    /// That of what a step leads to.
    Part {
        /// From where.
        of: Type,
        /// The step.
        step: Key,
        /// The JSON string that selects it first.
        span: Span,
        /// The state that it stands in.
        state: Spanned<String>,
    },
    /// That of the elements of an array.
    Element {
        /// Whose.
        of: Type,
        /// The JSON string that selects it first.
        span: Span,
        /// The state that it stands in.
        state: Spanned<String>,
    },
    /// An array.
    List(Type),
}

/// All types of a definition; equal ones are the same [`Type`].
#[derive(Debug, Default)]
pub struct Types {
    known: RefCell<Known>,
    /// The state whose types are asked for.
    state: RefCell<Option<Spanned<String>>>,
}

#[derive(Debug, Default)]
struct Known {
    types: Vec<Rc<KnownType>>,
    by_key: HashMap<(&'static str, Type, String), usize>,
    indices: Vec<Index>,
    by_place: HashMap<(Type, Asked, Span), usize>,
}

/// A place in a type that some field of the definition asks for: a constant that rustc evaluates once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// Whose.
    pub of: Type,
    /// What it is.
    pub what: Asked,
    /// The JSON string.
    pub span: Span,
    /// The state that it stands in.
    pub state: Spanned<String>,
}

impl Types {
    /// From here on the types of this state are asked for.
    pub(crate) fn enter(&self, state: &StatePlan) {
        let state = Spanned::new(state.name.clone(), state.span);
        self.state.replace(Some(state));
    }

    fn state(&self) -> Spanned<String> {
        let state = self.state.borrow().clone();
        state.unwrap_or_else(|| Spanned::new(String::new(), Span::default()))
    }

    /// A type that the user has written.
    #[must_use]
    pub fn declared(&self, tokens: &TokenStream) -> Type {
        let key = ("declared", Type::Json, tokens.to_string());
        self.intern(key, || KnownType::Declared(tokens.clone()))
    }

    /// Whether a type is as the user has written it.
    #[must_use]
    pub fn is_declared(&self, of: Type) -> bool {
        let known = self.known.borrow();
        match of {
            Type::Json => false,
            Type::Known(index) => matches!(
                known.types.get(index).map(AsRef::as_ref),
                Some(KnownType::Declared(_))
            ),
        }
    }

    /// The type of what definite steps lead to.
    #[must_use]
    pub fn part(&self, of: Type, steps: &[Key], span: Span) -> Type {
        steps.iter().fold(of, |of, step| match of {
            Type::Json => Type::Json,
            of => self.intern(("part", of, format!("{step:?}")), || {
                let (step, state) = (step.clone(), self.state());
                KnownType::Part {
                    of,
                    step,
                    span,
                    state,
                }
            }),
        })
    }

    /// The type of an array's elements.
    #[must_use]
    pub fn element(&self, of: Type, span: Span) -> Type {
        match of {
            Type::Json => Type::Json,
            _ => self.intern(("element", of, String::new()), || {
                let state = self.state();
                KnownType::Element { of, span, state }
            }),
        }
    }

    /// An array of these; JSON of JSON.
    #[must_use]
    pub fn list(&self, of: Type) -> Type {
        match of {
            Type::Json => Type::Json,
            _ => self.intern(("list", of, String::new()), || KnownType::List(of)),
        }
    }

    /// The number of a place in a type.
    #[must_use]
    pub fn index(&self, index: Index) -> usize {
        let known = &mut *self.known.borrow_mut();
        let key = (index.of, index.what.clone(), index.span);
        *known.by_place.entry(key).or_insert_with(|| {
            known.indices.push(index);
            known.indices.len() - 1
        })
    }

    /// All places that have been asked for.
    #[must_use]
    pub fn indices(&self) -> Vec<Index> {
        self.known.borrow().indices.clone()
    }

    /// All of them that are not JSON, in an order in which each stands behind those that it is made of.
    #[must_use]
    pub fn known(&self) -> Vec<Rc<KnownType>> {
        self.known.borrow().types.clone()
    }

    fn intern(&self, key: (&'static str, Type, String), make: impl FnOnce() -> KnownType) -> Type {
        let known = &mut *self.known.borrow_mut();
        let index = *known.by_key.entry(key).or_insert_with(|| {
            known.types.push(Rc::new(make()));
            known.types.len() - 1
        });
        Type::Known(index)
    }
}

/// What is asked of a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Asked {
    /// What a step leads to.
    Part(Key),
    /// The same where a result is put, of this type.
    Put(Key, Type),
    /// The same where a caught error is put.
    PutError(Key),
    /// The elements of an array.
    Elements,
}

/// The types of a machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MachineTypes {
    /// What it takes.
    pub input: Type,
    /// What it yields.
    pub output: Type,
    /// The raw inputs of its states, in their order.
    pub raw: Vec<Type>,
}

/// The types of what the code of a state finds under its names.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bindings {
    /// The raw input.
    pub raw: Type,
    /// What `InputPath` selects.
    pub input: Type,
    /// The result.
    pub result: Type,
}

impl Bindings {
    /// Those of a state with this raw input; but for the result of a call.
    #[must_use]
    pub fn of(body: &BodyPlan, raw: Type, types: &Types) -> Self {
        match body {
            BodyPlan::Fail { .. } => Bindings {
                raw,
                ..Bindings::default()
            },
            BodyPlan::Pass { input, result, .. } => {
                let bindings = Bindings::with_input(input, raw, types);
                let result = result.as_ref().map(|result| bindings.value(result, types));
                bindings.yielding(result.unwrap_or_default())
            }
            BodyPlan::Choice { input, result, .. } | BodyPlan::Wait { input, result, .. } => {
                let bindings = Bindings::with_input(input, raw, types);
                bindings.yielding(bindings.value(result, types))
            }
            BodyPlan::Work(work) => Bindings::with_input(&work.input, raw, types),
        }
    }

    /// Those before there is a result.
    #[must_use]
    pub fn with_input(input: &InputPlan, raw: Type, types: &Types) -> Self {
        let bindings = Bindings {
            raw,
            ..Bindings::default()
        };
        let input = match input {
            InputPlan::Whole => raw,
            InputPlan::Part(read) => bindings.read(read, types),
            InputPlan::Unused | InputPlan::Nothing => Type::Json,
        };
        Bindings { input, ..bindings }
    }

    /// The same with a result.
    #[must_use]
    pub fn yielding(self, result: Type) -> Self {
        Bindings { result, ..self }
    }

    /// The type of a source.
    #[must_use]
    pub fn source(&self, source: &Source) -> Type {
        match source {
            Source::Raw => self.raw,
            Source::Input => self.input,
            Source::Result => self.result,
            _ => Type::Json,
        }
    }

    /// The type of what a look-up finds.
    #[must_use]
    pub fn read(&self, read: &Read, types: &Types) -> Type {
        match read.is_definite() {
            true => types.part(self.source(&read.source), &read.steps, read.span),
            false => Type::Json,
        }
    }

    /// The type of a value.
    #[must_use]
    pub fn value(&self, value: &ValuePlan, types: &Types) -> Type {
        match value {
            ValuePlan::TakeRaw => self.raw,
            ValuePlan::TakePart { steps, span, .. } => types.part(self.raw, steps, *span),
            ValuePlan::Read(read) => self.read(read, types),
            ValuePlan::TakeMember(plan) => {
                types.part(self.source(&plan.of), &members(&plan.names), plan.span)
            }
            ValuePlan::Expression(plan) => match plan.plain_source() {
                Some((source, names)) => {
                    types.part(self.source(source), &members(names), plan.span)
                }
                None => Type::Json,
            },
            ValuePlan::Literal(_)
            | ValuePlan::Object(_)
            | ValuePlan::Reshape(_)
            | ValuePlan::Array(_)
            | ValuePlan::Intrinsic { .. } => Type::Json,
        }
    }

    /// The type of raw input and result put together.
    #[must_use]
    pub fn placed(&self, place: &PlacePlan) -> Type {
        match place {
            PlacePlan::Replace => self.result,
            PlacePlan::Discard | PlacePlan::Insert { .. } => self.raw,
        }
    }

    /// The type of a state's output.
    #[must_use]
    pub fn exit(&self, finish: &FinishPlan, types: &Types) -> Type {
        self.output(&finish.output, self.placed(&finish.place), types)
    }

    /// The type of what leaves a Choice by this way; `output` is that of all ways.
    #[must_use]
    pub fn way(&self, way: &WayPlan, output: &OutputPlan, types: &Types) -> Type {
        match &way.output {
            Some(value) => self.value(value, types),
            None => self.output(output, self.result, types),
        }
    }

    /// The type of what a catcher hands on.
    #[must_use]
    pub fn caught(&self, catcher: &CatchPlan) -> Type {
        match (&catcher.output, &catcher.place) {
            (Some(_), _) | (None, PlacePlan::Replace) => Type::Json,
            (None, PlacePlan::Discard | PlacePlan::Insert { .. }) => self.raw,
        }
    }

    /// The type of what a Map goes over, one by one.
    #[must_use]
    pub fn element(&self, items: &ItemsPlan, types: &Types) -> Type {
        let (of, span) = self.array(items, types);
        types.element(of, span)
    }

    /// The type of what a Map goes over, as a whole, and the JSON string that selects it.
    #[must_use]
    pub fn array(&self, items: &ItemsPlan, types: &Types) -> (Type, Span) {
        match items {
            ItemsPlan::Path(value, _) | ItemsPlan::Input(value) | ItemsPlan::Array(value) => {
                (self.value(value, types), value.span())
            }
            ItemsPlan::Expression(plan) => match plan.plain_source() {
                Some((source, names)) => {
                    let of = types.part(self.source(source), &members(names), plan.span);
                    (of, plan.span)
                }
                None => (Type::Json, plan.span),
            },
            ItemsPlan::Take(plan) => {
                let of = types.part(self.source(&plan.of), &members(&plan.names), plan.span);
                (of, plan.span)
            }
        }
    }

    /// The type of what `OutputPath` or `Output` makes of the whole.
    fn output(&self, output: &OutputPlan, whole: Type, types: &Types) -> Type {
        match output {
            OutputPlan::Whole => whole,
            OutputPlan::Part { steps, span, .. } => types.part(whole, steps, *span),
            OutputPlan::Compute(value) => self.value(value, types),
            OutputPlan::Nothing | OutputPlan::Query(_) | OutputPlan::Elsewhere(_) => Type::Json,
        }
    }
}

/// The names of a plain path of JSONata, as steps.
#[must_use]
pub fn members(names: &[String]) -> Vec<Key> {
    names.iter().cloned().map(Key::Member).collect()
}

impl CallPlan {
    /// The type of what a task yields.
    #[must_use]
    pub fn result(&self, types: &Types) -> Type {
        match self {
            CallPlan::Task {
                signature: Some(signature),
                callback: false,
                ..
            } => types.declared(&signature.result),
            _ => Type::Json,
        }
    }
}

impl ValuePlan {
    /// The JSON string that it stands in, of a path.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            ValuePlan::TakePart { span, .. } => *span,
            ValuePlan::Read(read) => read.span,
            ValuePlan::TakeMember(plan) => plan.span,
            ValuePlan::Expression(plan) => plan.span,
            _ => Span::default(),
        }
    }
}

impl Read {
    /// Whether it leads by known steps to one place.
    #[must_use]
    pub fn is_definite(&self) -> bool {
        self.tail.is_none()
    }
}

impl ExpressionPlan {
    /// What it is a plain path into, and the names of the path.
    #[must_use]
    pub fn plain_source(&self) -> Option<(&Source, &[String])> {
        match (&self.path, self.outside.as_slice()) {
            (Some(names), [(_, read)]) => Some((&read.source, names)),
            _ => None,
        }
    }
}
