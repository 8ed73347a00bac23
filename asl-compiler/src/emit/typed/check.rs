//! Constants that rustc evaluates to hold the definition against the user's types.

use proc_macro2::TokenStream;
use quote::quote;

use super::Typed;
use super::choice::operator;
use super::types::declared;
use crate::emit::data::steps;
use crate::lower::plan::{
    ArgumentPlan, BodyPlan, CallPlan, ConditionPlan, ExpressionPlan, OutputPlan, Read, Type,
    ValuePlan, WorkPlan,
};
use crate::parse::{Json, Node};
use crate::source::Span;

impl Typed<'_> {
    /// What has to hold for a state.
    pub(super) fn checks(&self) -> TokenStream {
        let mut checks = Vec::new();
        match &self.state.body {
            BodyPlan::Choice { rules, default, .. } => {
                for (rule, _) in rules {
                    self.check_condition(rule, &mut checks);
                }
                for way in rules.iter().map(|(_, way)| way).chain(default) {
                    way.output
                        .iter()
                        .chain(way.assign.iter().map(|one| &one.value))
                        .for_each(|value| self.check_value(value, &mut checks));
                }
            }
            BodyPlan::Pass { result, .. } => {
                if let Some(value) = result {
                    self.check_value(value, &mut checks);
                }
            }
            BodyPlan::Work(work) => self.check_work(work, &mut checks),
            BodyPlan::Fail { .. } | BodyPlan::Wait { .. } => {}
        }
        if let Some(finish) = self.state.body.finish() {
            let output = match &finish.output {
                OutputPlan::Compute(value) => Some(value),
                _ => None,
            };
            let values = finish.assign.iter().map(|one| &one.value).chain(output);
            for value in values {
                self.check_value(value, &mut checks);
            }
            checks.extend(self.check_exit());
        }
        quote!(#(#checks)*)
    }

    fn check_work(&self, work: &WorkPlan, checks: &mut Vec<TokenStream>) {
        if let Some(selector) = &work.selector {
            self.of_call(work).check_value(selector, checks);
        }
        let CallPlan::Task {
            argument,
            signature,
            ..
        } = &work.call
        else {
            return;
        };
        self.check_value(argument, checks);
        let Some(signature) = signature else { return };
        let error = declared(&signature.error);
        let names = work
            .retry
            .iter()
            .flat_map(|retrier| &retrier.error_equals)
            .chain(work.catch.iter().flat_map(|catcher| &catcher.error_equals));
        checks.extend(names.map(|name| {
            let (place, name) = (self.place(name.span), &name.value);
            quote! {
                const _: () =
                    __rt::typed::check::raises(&<#error as __rt::TaskFailure>::NAMES, #name, #place);
            }
        }));
        let wanted = self.types().declared(&signature.argument);
        let given = self.bindings.value(argument, self.types());
        if let ValuePlan::Object(_) = argument {
            let given = self.shape_of(argument);
            let (wanted, place) = (self.tokens(wanted), self.place(argument.span()));
            checks.push(quote! {
                const _: () = {
                    const GIVEN: &__rt::typed::Shape = #given;
                    __rt::typed::check::fits(GIVEN, __rt::typed::shape::<#wanted>(), #place)
                };
            });
        }
        checks.extend(self.fits(given, wanted, argument.span()));
    }

    /// That the output of the state is what the next one takes.
    fn check_exit(&self) -> Option<TokenStream> {
        let finish = self.state.body.finish()?;
        let from = self.bindings.exit(finish, self.types());
        let to = self.wanted(finish.next.as_ref());
        let there = self.fits(from, to, Span::default());
        // The type of a part has been taken for the one that it meets: they must be the same.
        let is_guess = finish.next.is_some() && !self.types().is_declared(from);
        let back = is_guess
            .then(|| self.fits(to, from, Span::default()))
            .flatten();
        Some(quote!(#there #back))
    }

    /// That a value of one type can be converted into another.
    fn fits(&self, from: Type, to: Type, span: Span) -> Option<TokenStream> {
        if from == to || Self::is_json(to) {
            return None;
        }
        let to = self.tokens(to);
        self.check(from, span, |shape, place| {
            quote!(__rt::typed::check::fits(#shape, __rt::typed::shape::<#to>(), #place))
        })
    }

    fn check_condition(&self, condition: &ConditionPlan, checks: &mut Vec<TokenStream>) {
        let mut comparisons = Vec::new();
        Self::comparisons(condition, &mut comparisons);
        checks.extend(comparisons.into_iter().filter_map(|(read, with)| {
            let (operator, operand) = operator(with);
            let operand = match operand {
                Some(text) => quote!(__rt::Some(#text)),
                None => quote!(__rt::None),
            };
            let variable = &read.text;
            let of = self.bindings.read(read, self.types());
            self.check(of, read.span, |shape, place| {
                quote!(__rt::typed::check::comparable(#shape, #operator, #operand, #variable, #place))
            })
        }));
        if let ConditionPlan::Expression(expression) = condition {
            self.check_expression(expression, checks);
        }
    }

    /// The paths in what is evaluated over JSON.
    fn check_value(&self, value: &ValuePlan, checks: &mut Vec<TokenStream>) {
        match value {
            ValuePlan::Object(members) | ValuePlan::Reshape(members) => {
                for (_, member) in members {
                    self.check_value(member, checks);
                }
            }
            ValuePlan::Array(elements) => {
                for element in elements {
                    self.check_value(element, checks);
                }
            }
            ValuePlan::Intrinsic { arguments, .. } => {
                for argument in arguments {
                    match argument {
                        ArgumentPlan::Value(value) => self.check_value(value, checks),
                        ArgumentPlan::Read(read) => checks.extend(self.check_read(read)),
                        ArgumentPlan::Pieces(_) | ArgumentPlan::Text(_) => {}
                    }
                }
            }
            ValuePlan::Read(read) if !read.is_definite() => checks.extend(self.check_read(read)),
            ValuePlan::Expression(expression) => self.check_expression(expression, checks),
            _ => {}
        }
    }

    /// The definite steps that a path begins with.
    fn check_read(&self, read: &Read) -> Option<TokenStream> {
        let of = self.bindings.source(&read.source);
        let keys = steps(&read.steps);
        self.check(
            of,
            read.span,
            |shape, place| quote!(__rt::typed::check::path(#shape, #keys, #place)),
        )
    }

    fn check_expression(&self, expression: &ExpressionPlan, checks: &mut Vec<TokenStream>) {
        if expression.plain_source().is_some() {
            return;
        }
        checks.extend(expression.members.iter().filter_map(|(source, names)| {
            let of = self.bindings.source(source);
            self.check(
                of,
                expression.span,
                |shape, place| quote!(__rt::typed::check::members(#shape, &[#(#names),*], #place)),
            )
        }));
    }

    fn check(
        &self,
        of: Type,
        span: Span,
        check: impl FnOnce(TokenStream, String) -> TokenStream,
    ) -> Option<TokenStream> {
        if Self::is_json(of) {
            return None;
        }
        let of = self.tokens(of);
        let check = check(quote!(__rt::typed::shape::<#of>()), self.place(span));
        Some(quote!(const _: () = #check;))
    }

    /// An expression for the shape of what a payload template makes.
    fn shape_of(&self, value: &ValuePlan) -> TokenStream {
        match value {
            ValuePlan::Object(members) => {
                let members = members.iter();
                object(members.map(|(key, member)| (key.as_str(), self.shape_of(member))))
            }
            ValuePlan::Literal(node) => shape_of_literal(node),
            value => match self.bindings.value(value, self.types()) {
                Type::Json => quote!(&__rt::typed::Shape::Unknown),
                of => {
                    let of = self.tokens(of);
                    quote!(__rt::typed::shape::<#of>())
                }
            },
        }
    }
}

fn shape_of_literal(node: &Node) -> TokenStream {
    match &node.json {
        Json::Null => quote!(&__rt::typed::Shape::Null),
        Json::Bool(_) => quote!(&__rt::typed::Shape::Boolean),
        Json::Number(text) if text.parse::<i64>().is_ok() => quote!(&__rt::typed::Shape::Integer),
        Json::Number(_) => quote!(&__rt::typed::Shape::Float),
        Json::String(_) => quote!(&__rt::typed::Shape::String),
        Json::Object(members) => object(
            members
                .iter()
                .map(|member| (member.key.value.as_str(), shape_of_literal(&member.value))),
        ),
        Json::Array(_) => quote!(&__rt::typed::Shape::Array(&__rt::typed::Shape::Unknown)),
    }
}

fn object<'a>(members: impl Iterator<Item = (&'a str, TokenStream)>) -> TokenStream {
    let fields = members.map(|(key, shape)| quote!(__rt::typed::Field::new(#key, #shape)));
    quote! {
        &__rt::typed::Shape::Object(&__rt::typed::Object::new(__rt::None, &[#(#fields),*]))
    }
}
