//! Expressions over JSON.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::expression::expression;
use super::literal::{integer, literal, literal_ref};
use super::{query, variables};
use crate::lower::plan::{
    ArgumentPlan, Fit, Key, Miss, Read, Source, StatesPlan, TakePlan, ValuePlan,
};

/// An expression for a `Value` of its own.
pub(super) fn value(plan: &ValuePlan) -> TokenStream {
    match plan {
        ValuePlan::Literal(node) => literal(node),
        ValuePlan::TakeRaw => quote!(__rt::take(raw)),
        ValuePlan::TakePart {
            steps: part, text, ..
        } => {
            let part = steps(part);
            quote!(__rt::path::take(__rt::take(raw), #part, #text)?)
        }
        ValuePlan::Read(plan) => read(plan),
        ValuePlan::Expression(plan) => {
            let computed = expression(plan);
            match plan.fit {
                Fit::Value => computed,
                _ => quote!(__rt::value(#computed)),
            }
        }
        ValuePlan::TakeMember(plan) => take(plan, "take"),
        ValuePlan::Object(members) => {
            let members = self::members(members);
            quote!(__rt::object(#members))
        }
        ValuePlan::Reshape(members) => {
            let members = self::members(members);
            quote!({
                __rt::reshape(#members, raw);
                __rt::take(raw)
            })
        }
        ValuePlan::Array(elements) => {
            let elements = elements.iter().map(value);
            quote!(__rt::array([#(#elements),*]))
        }
        ValuePlan::Intrinsic {
            function,
            random,
            arguments,
        } => intrinsic(function, *random, arguments),
    }
}

fn members(members: &[(String, ValuePlan)]) -> TokenStream {
    let members = members.iter().map(|(key, member)| {
        let member = value(member);
        quote!((#key, #member))
    });
    quote!([#(#members),*])
}

/// An expression for what a plain path of JSONata leads to, by a function of the runtime.
pub(super) fn take(plan: &TakePlan, function: &str) -> TokenStream {
    let TakePlan {
        of,
        names,
        text,
        field,
        ..
    } = plan;
    let function = Ident::new(function, Span::call_site());
    let of = match of {
        Source::Result => quote!(result),
        Source::ErrorOutput => quote!(error_output),
        _ => quote!(__rt::take(raw)),
    };
    quote!(__rt::jsonata::#function(#of, &[#(#names),*], #text, #field)?)
}

/// A value under a name, for those that have none yet: a statement and an expression that gives it away.
pub(super) fn bind(name: &str, plan: &ValuePlan) -> (Option<TokenStream>, TokenStream) {
    let value = value(plan);
    match plan {
        ValuePlan::TakeRaw => (None, value),
        _ => {
            let name = Ident::new(name, Span::call_site());
            (Some(quote!(let #name = #value;)), quote!(#name))
        }
    }
}

fn intrinsic(function: &Ident, random: usize, arguments: &[ArgumentPlan]) -> TokenStream {
    let call = quote!(__rt::intrinsic::#function);
    if function == "uuid" {
        return quote!(#call([cx.random().await?, cx.random().await?]));
    }
    if function == "math_add" {
        let addends = arguments.iter().map(addend);
        return quote!(#call(#(#addends),*)?);
    }
    let pieces = arguments.iter().find_map(|argument| match argument {
        ArgumentPlan::Pieces(pieces) => Some(quote!(&[#(#pieces),*],)),
        _ => None,
    });
    // With its pieces counted against its values by the compiler, Format cannot fail.
    let fallible = pieces.is_none().then(|| quote!(?));
    let random = (random > 0).then(|| quote!(cx.random().await?,));
    let arguments = arguments.iter().filter_map(argument);
    quote!(#call(#random #pieces &[#(#arguments),*]) #fallible)
}

fn argument(plan: &ArgumentPlan) -> Option<TokenStream> {
    match plan {
        ArgumentPlan::Pieces(_) => None,
        ArgumentPlan::Text(text) => Some(quote!(__rt::Arg::Text(#text))),
        ArgumentPlan::Read(plan) if plan.tail.is_some() => {
            let computed = read(plan);
            Some(quote!(__rt::Arg::Owned(#computed)))
        }
        ArgumentPlan::Read(plan) => {
            let found = borrow(plan);
            Some(quote!(__rt::Arg::Borrowed(#found)))
        }
        ArgumentPlan::Value(plan) => {
            let computed = value(plan);
            Some(quote!(__rt::Arg::Owned(#computed)))
        }
    }
}

/// A number to add: a literal integer as it is, anything else as a reference to a value.
fn addend(plan: &ArgumentPlan) -> TokenStream {
    match plan {
        ArgumentPlan::Value(ValuePlan::Literal(node)) => match integer(node) {
            Some(integer) => quote!(#integer),
            None => literal_ref(node),
        },
        ArgumentPlan::Value(plan) => {
            let computed = value(plan);
            quote!(&#computed)
        }
        ArgumentPlan::Read(plan) => borrow(plan),
        // The check refuses texts.
        ArgumentPlan::Text(_) | ArgumentPlan::Pieces(_) => quote!(&__rt::Value::Null),
    }
}

/// An expression for what a look-up finds, as a value of its own.
pub(super) fn read(plan: &Read) -> TokenStream {
    match (&plan.tail, owned(&plan.source)) {
        (Some(tail), _) => query::value(plan, tail),
        (None, Some(owned)) if plan.steps.is_empty() => owned,
        (None, _) => {
            let found = borrow(plan);
            quote!(__rt::copy(#found))
        }
    }
}

/// An expression for a reference to what a look-up finds.
pub(super) fn borrow(plan: &Read) -> TokenStream {
    match &plan.tail {
        Some(tail) => {
            let computed = query::value(plan, tail);
            quote!(&#computed)
        }
        None => look_up(plan),
    }
}

/// An expression for an `Option` of a reference to what a look-up finds.
pub(super) fn find(plan: &Read) -> TokenStream {
    match &plan.tail {
        Some(tail) => query::find(plan, tail),
        None => find_definite(plan),
    }
}

/// An expression for an `Option` of a reference to what definite steps lead to. A variable without a value is a miss.
pub(super) fn find_definite(plan: &Read) -> TokenStream {
    if let Source::Variable(variable) = &plan.source {
        let place = variables::place(variable);
        if plan.steps.is_empty() {
            return quote!(#place.as_ref());
        }
        let steps = steps(&plan.steps);
        return quote!(#place.as_ref().and_then(|value| __rt::path::find(value, #steps)));
    }
    let ReadTokens { base, steps, .. } = ReadTokens::of(plan);
    if plan.steps.is_empty() {
        quote!(__rt::Some(#base))
    } else {
        quote!(__rt::path::find(#base, #steps))
    }
}

/// An expression for a reference to what definite steps lead to.
pub(super) fn look_up(plan: &Read) -> TokenStream {
    let ReadTokens { base, steps, text } = ReadTokens::of(plan);
    if plan.steps.is_empty() {
        return base;
    }
    match &plan.miss {
        Miss::Path => quote!(__rt::path::select(#base, #steps, #text)?),
        Miss::Template(field) => quote!(__rt::path::template_value(#base, #steps, #text, #field)?),
        Miss::Choice => quote!(__rt::path::choice_operand(#base, #steps, #text)?),
        Miss::Argument => quote!(__rt::path::argument(#base, #steps, #text)?),
    }
}

/// The parts of a look-up, as every look-up of the runtime takes them.
pub(super) struct ReadTokens<'a> {
    /// A `&Value`.
    pub(super) base: TokenStream,
    /// A `&'static [Key]`.
    pub(super) steps: TokenStream,
    /// The path as written.
    pub(super) text: &'a str,
}

impl<'a> ReadTokens<'a> {
    pub(super) fn of(plan: &'a Read) -> Self {
        let base = match &plan.source {
            Source::Raw => quote!(&*raw),
            Source::Input => quote!(input),
            Source::Result => quote!(&result),
            Source::Output => quote!(&output),
            Source::ErrorOutput => quote!(&error_output),
            Source::Variable(variable) => {
                let (place, name) = (variables::place(variable), &variable.variable.name);
                quote!(__rt::variable(&#place, #name)?)
            }
            Source::Candidate => quote!(candidate),
            Source::ExecutionInput => quote!(cx.execution_input()),
            Source::ItemValue => quote!(&item.value),
            source => {
                let owned = owned(source);
                quote!(&#owned)
            }
        };
        ReadTokens {
            base,
            steps: steps(&plan.steps),
            text: &plan.text,
        }
    }
}

/// An expression for a source that is made when it is asked for.
pub(super) fn owned(source: &Source) -> Option<TokenStream> {
    Some(match source {
        Source::Field(field) => {
            let field = Ident::new(field, Span::call_site());
            quote!(cx.field(__rt::ContextField::#field))
        }
        Source::Token => quote!(__rt::value(token.as_str())),
        Source::ItemIndex => quote!(__rt::value(item.index)),
        Source::Context { token, item } => {
            let token = if *token {
                quote!(__rt::Some(&token))
            } else {
                quote!(__rt::None)
            };
            let item = if *item {
                quote!(__rt::Some(&item))
            } else {
                quote!(__rt::None)
            };
            quote!(cx.context_object(#token, #item))
        }
        Source::States(states) => {
            let StatesPlan {
                input,
                context,
                beside,
            } = &**states;
            let beside = beside.as_ref().map(|source| {
                let name = match source {
                    Source::Result => "result",
                    _ => "errorOutput",
                };
                let value = copy(source);
                quote!(, (#name, #value))
            });
            let (input, context) = (copy(input), copy(context));
            quote!(__rt::object([("input", #input), ("context", #context) #beside]))
        }
        Source::Raw
        | Source::Input
        | Source::Result
        | Source::Output
        | Source::ErrorOutput
        | Source::Variable(_)
        | Source::Candidate
        | Source::ExecutionInput
        | Source::ItemValue => return None,
    })
}

/// A copy of all of a source.
fn copy(source: &Source) -> TokenStream {
    read(&Read {
        source: source.clone(),
        steps: Vec::new(),
        tail: None,
        text: String::new(),
        miss: Miss::Path,
        span: Default::default(),
    })
}

pub(super) fn steps(keys: &[Key]) -> TokenStream {
    let keys = keys.iter().map(key);
    quote!(&[#(#keys),*])
}

pub(super) fn key(key: &Key) -> TokenStream {
    match key {
        Key::Member(name) => quote!(__rt::Key::Member(#name)),
        Key::Index(index) => {
            let index = Literal::i64_unsuffixed(*index);
            quote!(__rt::Key::Index(#index))
        }
    }
}
